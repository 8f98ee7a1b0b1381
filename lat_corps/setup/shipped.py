"""What ships as data: loaded so that an administrator's changes survive every update.

Frappe's own fixture sync overwrites changes at each migrate. Here a record is created when it is missing,
updated when it still looks as it was shipped, and left alone when somebody has changed or removed it; then
the newer version waits for the administrator's decision (`updates`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.model import no_value_fields

from .layout import lay_out

if TYPE_CHECKING:
	from frappe.core.doctype.docfield.docfield import DocField

FILES = (
	"roles",
	"workflow_states",
	"workflow_actions",
	"workflows",
	"print_formats",
	"instruments",
	"method_tools",
	"competences",
	"role_descriptions",
	"conversation_cards",
)

KEY_FIELDS = {
	"Role": ("role_name",),
	"Workflow State": ("workflow_state_name",),
	"Workflow Action Master": ("workflow_action_name",),
	"Workflow": ("workflow_name",),
	"Print Format": ("name",),
	"LAT Instrument": ("instrument_code", "version_number"),
	"LAT Role Description": ("role",),
	"LAT Method Tool": ("tool_code",),
	"LAT Competence": ("slot",),
	"LAT Conversation Card": ("kind",),
}

CALLED = {
	"LAT Instrument": "title",
	"LAT Role Description": "title",
	"LAT Method Tool": "tool_label",
	"LAT Competence": "competence_label",
	"LAT Conversation Card": "title",
}
"""Where the words stand by which people know a record whose key is none."""

MADE_HERE_TOO = frozenset(("LAT Role Description", "LAT Conversation Card"))
"""What municipalities make of their own under the same key: a record of theirs is not the shipped one."""

AS_SHIPPED, CHANGED, REMOVED = "As shipped", "Changed here", "Removed here"


@dataclass
class Report:
	"""What a migrate did and what waits, as the names under which the records ship."""

	updated: list[str] = field(default_factory=list)
	changed: list[str] = field(default_factory=list)
	removed: list[str] = field(default_factory=list)
	in_use: list[str] = field(default_factory=list)

	def text(self) -> str:
		"""Return one block to read, or nothing when nothing was done and nothing waits."""
		parts = (
			(_("Updated to the newer version:"), self.updated),
			(_("Changed here, so a newer version waits for your decision:"), self.changed),
			(_("Removed here, so a newer version waits for your decision:"), self.removed),
			(_("In use here, so a newer version could not be taken over:"), self.in_use),
		)
		lines = [
			line for title, keys in parts if keys for line in (f"  {title}", *(f"    {key}" for key in keys))
		]
		if not lines:
			return ""
		if self.changed or self.removed or self.in_use:
			where = _("See the differences and decide in the list {0}.").format(_("LAT Shipped Record"))
			lines.append(f"  {where}")
		return "\n".join([_("LAT Corps: what ships with the app"), *lines])


def shipped() -> Iterator[dict]:
	"""Yield every shipped record, in the order in which they can be loaded."""
	for name in FILES:
		yield from json.loads(files("lat_corps.shipped").joinpath(f"{name}.json").read_text("utf-8"))


def load(say: Callable[[str], None]) -> None:
	"""Bring the site to what ships, leaving alone what was changed or removed here, and say so once."""
	report = Report()
	for record in shipped():
		_load_one(record, report)
	if text := report.text():
		say(text)


def _load_one(new: dict, report: Report) -> None:
	key = shipped_key(new)
	name = frappe.db.get_value("LAT Shipped Record", {"shipped_key": key})
	if not name:
		_first_time(new, key)
		return
	trace = frappe.get_doc("LAT Shipped Record", name)
	mark(trace, title=called(new))
	old = json.loads(trace.content)
	if not frappe.db.exists(new["doctype"], trace.document_name):
		_leave(trace, REMOVED, new, report.removed)
		return
	current = frappe.get_doc(new["doctype"], trace.document_name)
	if looks_like(current, new) and not _never_laid_out(current):
		mark(trace, standing=AS_SHIPPED, content=new, offered=new, waiting=0, note="")
	elif not looks_like(current, old):
		_leave(trace, CHANGED, new, report.changed)
	else:
		_update(current, new, trace, report)


def _never_laid_out(current) -> bool:
	"""Tell whether a workflow comes from before the builder's picture shipped with it."""
	return current.doctype == "Workflow" and not current.workflow_data


def _leave(trace, standing: str, new: dict, keys: list[str]) -> None:
	"""Let a record be as the site has it; a version that nobody has decided on waits."""
	waits = new != json.loads(trace.content) and new != json.loads(trace.kept or "null")
	mark(trace, standing=standing, offered=new, waiting=int(waits), note="")
	if waits:
		keys.append(trace.shipped_key)


def _first_time(new: dict, key: str) -> None:
	name = _existing(new)
	standing = AS_SHIPPED
	if name:
		standing = AS_SHIPPED if looks_like(frappe.get_doc(new["doctype"], name), new) else CHANGED
	else:
		name = frappe.get_doc(to_store(new)).insert().name
	frappe.get_doc(
		{
			"doctype": "LAT Shipped Record",
			"shipped_key": key,
			"title": called(new),
			"document_type": new["doctype"],
			"document_name": name,
			"standing": standing,
			"content": as_text(new),
			"offered": as_text(new),
		}
	).insert()


def _existing(new: dict) -> str | None:
	if new["doctype"] in MADE_HERE_TOO:
		return None
	return frappe.db.get_value(new["doctype"], {field: new[field] for field in KEY_FIELDS[new["doctype"]]})


def _update(current, new: dict, trace, report: Report) -> None:
	frappe.db.savepoint("shipped_update")
	try:
		current.update(to_store(new))
		current.save()
	except frappe.ValidationError as error:
		frappe.db.rollback(save_point="shipped_update")
		frappe.clear_messages()
		waits = new != json.loads(trace.kept or "null")
		mark(trace, standing=AS_SHIPPED, offered=new, waiting=int(waits), note=str(error))
		if waits:
			report.in_use.append(trace.shipped_key)
		return
	mark(trace, standing=AS_SHIPPED, content=new, offered=new, waiting=0, note="")
	report.updated.append(trace.shipped_key)


def mark(trace, **values: object) -> None:
	"""Write on the trace what has changed of it; nobody edits a trace, so it is the server's own."""
	texts = {name: as_text(value) if isinstance(value, dict) else value for name, value in values.items()}
	if changed := {name: value for name, value in texts.items() if (trace.get(name) or "") != (value or "")}:
		trace.db_set(changed)


def as_text(record: dict) -> str:
	return json.dumps(record, ensure_ascii=False, sort_keys=True)


def to_store(new: dict) -> dict:
	"""Return a copy of a shipped record as it is saved: a workflow with its places in the builder."""
	record = json.loads(json.dumps(new))
	if record["doctype"] == "Workflow":
		lay_out(record)
	return record


def shipped_key(record: dict) -> str:
	"""Return the lasting name of a shipped record, such as `Workflow/LAT Course`."""
	return "/".join([record["doctype"], *(str(record[field]) for field in KEY_FIELDS[record["doctype"]])])


def called(record: dict) -> str:
	"""Return what people call a shipped record, in the words it ships with."""
	doctype = record["doctype"]
	return record[CALLED.get(doctype, KEY_FIELDS[doctype][0])]


def looks_like(current, record: dict) -> bool:
	"""Tell whether a document has the content of a shipped record; places in the builder are no content."""
	return shape(current.as_dict(), record) == shape(record, record)


def shape(record: dict, like: dict) -> dict:
	"""Return the content of `record` in the fields of `like`, with empty values made equal.

	A row has all that a person can write into it: an update writes rows anew, and would lose the rest.
	"""
	shaped, meta = {}, frappe.get_meta(like["doctype"])
	for fieldname, example in like.items():
		if isinstance(example, list):
			columns = {column: "" for row in example for column in row}
			columns |= {df.fieldname: df.default for df in _written(meta.get_field(fieldname).options)}
			shaped[fieldname] = [
				{column: _plain(row.get(column, default)) for column, default in sorted(columns.items())}
				for row in record.get(fieldname) or []
			]
		else:
			shaped[fieldname] = _plain(record.get(fieldname))
	return shaped


def _written(doctype: str) -> Iterator[DocField]:
	"""Yield the fields that a person can write into a row."""
	for df in frappe.get_meta(doctype).fields:
		if df.fieldtype not in no_value_fields and not (df.hidden or df.read_only):
			yield df


def _plain(value: object) -> str:
	if isinstance(value, float) and value.is_integer():
		value = int(value)
	return "" if value in (None, 0, "0", False) else str(value)
