"""Comments, and what happened to a document."""

from __future__ import annotations

import json

import frappe
from frappe.model.document import Document


class Comment(Document):
	no_feed_on_delete = True

	def validate(self) -> None:
		self.comment_email = self.comment_email or frappe.session.user

	def on_update(self) -> None:
		if self.comment_type == "Comment" and self.reference_doctype and self.reference_name and self.content:
			comments = [row for row in self._known() if row["name"] != self.name]
			text = self.content[:97] + "..." if len(self.content) > 100 else self.content
			self._keep(
				[*comments, {"comment": text, "by": self.comment_email or self.owner, "name": self.name}]
			)

	def on_trash(self) -> None:
		if self.reference_doctype and self.reference_name:
			self._keep([row for row in self._known() if row["name"] != self.name])

	def _known(self) -> list[dict]:
		if frappe.get_meta(self.reference_doctype).issingle:
			return []
		stored = frappe.db.get_value(self.reference_doctype, self.reference_name, "_comments")
		return json.loads(stored or "[]")

	def _keep(self, comments: list[dict]) -> None:
		"""The document carries its comments along, for lists."""
		meta = frappe.get_meta(self.reference_doctype)
		if not meta.issingle and not meta.istable:
			frappe.db.set_value(
				self.reference_doctype,
				self.reference_name,
				"_comments",
				json.dumps(comments[-100:]),
				update_modified=False,
			)
