from __future__ import annotations

from dataclasses import asdict

import frappe
from frappe import _

from lat_corps.document import LatDocument
from lat_corps.domain.conversation_card import Question, Section, changes, columns, flaws, sections
from lat_corps.messages import refuse
from lat_corps.permissions.authored import on_paper

COPIED = ("title", "kind")
COPIED_QUESTION = ("section", "question", "form")


class LATConversationCard(LatDocument):
	"""Questions for a conversation; a municipality shapes its own copy of a national card (R70)."""

	def onload(self) -> None:
		self.set_onload("changes", self.changed_since_copied())

	def validate(self) -> None:
		refuse(flaws(self.asked()), title=_("The card does not hang together"))
		stored = self.get_doc_before_save()
		if not stored:
			self.take_source()
		elif stored.asked() != self.asked():
			self.version_number = stored.version_number + 1

	def take_source(self) -> None:
		self.version_number = 1
		self.based_on_version = (
			frappe.db.get_value(self.doctype, self.based_on, "version_number") if self.based_on else None
		)

	def asked(self) -> list[Question]:
		return [
			Question((row.section or "").strip(), row.question or "", row.form or "")
			for row in self.questions
		]

	def changed_since_copied(self) -> dict | None:
		"""Return what the card that this one was copied from asks otherwise, once it has a newer version."""
		if not self.based_on:
			return None
		source = frappe.get_doc(self.doctype, self.based_on)
		if source.version_number <= (self.based_on_version or 0) or not source.has_permission("read"):
			return None
		return {"version": source.version_number, **asdict(changes(self.asked(), source.asked()))}

	@on_paper
	def columns(self) -> tuple[tuple[Section, ...], ...]:
		return columns(sections(self.asked()))


@frappe.whitelist(methods=["POST"])
def copy_for(name: str, municipality: str) -> str:
	"""Copy a card for a municipality, which shapes it from there on; return the number of the copy."""
	source = frappe.get_doc("LAT Conversation Card", name)
	source.check_permission("read")
	copy = frappe.new_doc("LAT Conversation Card")
	copy.update({field: source.get(field) for field in COPIED})
	copy.update({"municipality": municipality, "based_on": source.name})
	for row in source.questions:
		copy.append("questions", {field: row.get(field) for field in COPIED_QUESTION})
	return copy.insert().name


@frappe.whitelist(methods=["POST"])
def keep_own(name: str) -> None:
	"""Keep a copy as it is: the newest version of what it was copied from is regarded as seen."""
	card = frappe.get_doc("LAT Conversation Card", name)
	card.check_permission("write")
	card.db_set("based_on_version", frappe.db.get_value(card.doctype, card.based_on, "version_number"))
