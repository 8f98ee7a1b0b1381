"""Versions: what a save changed."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _dict
from frappe.model import no_value_fields, table_fields
from frappe.model.document import Document

_LONG_TEXTS = ("Markdown Editor", "Text Editor", "Code", "HTML Editor")


class Version(Document):
	def update_version_info(self, old: Document | None, new: Document) -> bool:
		"""Keep the difference. False when there is none."""
		diff = get_diff(old, new) if old else None
		if not diff:
			return False
		self.ref_doctype = new.doctype
		self.docname = new.name
		self.data = frappe.as_json(diff, indent=None, separators=(",", ":"))
		return True

	def get_data(self) -> dict[str, Any]:
		return json.loads(self.data)


def get_diff(old: Any, new: Any, for_child: bool = False) -> _dict | None:
	"""Changed values, and rows that were added, removed or changed."""
	diff = _dict(
		changed=[],
		added=[],
		removed=[],
		row_changed=[],
		data_import=new.flags.via_data_import,
		updater_reference=new.flags.updater_reference,
	)
	for df in new.meta.fields:
		before, after = old.get(df.fieldname), new.get(df.fieldname)
		if df.fieldtype in table_fields and not for_child:
			_compare_rows(diff, df.fieldname, before, after)
		elif df.fieldtype not in no_value_fields and before != after:
			if df.fieldtype not in _LONG_TEXTS:
				before = old.get_formatted(df.fieldname) if before else before
				after = new.get_formatted(df.fieldname) if after else after
			if before != after:
				diff.changed.append((df.fieldname, before, after))
	if not for_child:
		for key in ("name", "docstatus"):
			if getattr(old, key) != getattr(new, key):
				diff.changed.append([key, getattr(old, key), getattr(new, key)])
	return diff if any((diff.changed, diff.added, diff.removed, diff.row_changed)) else None


def _compare_rows(diff: _dict, fieldname: str, before: list[Any], after: list[Any]) -> None:
	known = {row.name: row for row in before}
	for i, row in enumerate(after):
		if row.name not in known:
			diff.added.append([fieldname, row.as_dict()])
		elif changes := get_diff(known.pop(row.name), row, for_child=True):
			diff.row_changed.append((fieldname, i, row.name, changes.changed))
	diff.removed.extend([fieldname, row.as_dict()] for row in known.values())
