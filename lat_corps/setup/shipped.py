"""What ships as data: loaded so that an administrator's changes survive every update.

Frappe's own fixture sync overwrites changes at each migrate. Here a record is created when it is missing,
updated when it still looks as it was shipped, and left alone when somebody has changed or removed it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib.resources import files

import frappe
from frappe import _

FILES = (
	"roles",
	"workflow_states",
	"workflow_actions",
	"workflows",
	"print_formats",
	"instruments",
	"role_descriptions",
)

KEY_FIELDS = {
	"Role": ("role_name",),
	"Workflow State": ("workflow_state_name",),
	"Workflow Action Master": ("workflow_action_name",),
	"Workflow": ("workflow_name",),
	"Print Format": ("name",),
	"LAT Instrument": ("instrument_code", "version_number"),
	"LAT Role Description": ("role",),
}

AS_SHIPPED, CHANGED, REMOVED = "As shipped", "Changed here", "Removed here"


def shipped() -> Iterator[dict]:
	"""Yield every shipped record, in the order in which they can be loaded."""
	for name in FILES:
		yield from json.loads(files("lat_corps.shipped").joinpath(f"{name}.json").read_text("utf-8"))


def load(say: Callable[[str], None]) -> None:
	"""Bring the site to what ships, leaving alone what was changed or removed here, and saying so."""
	for record in shipped():
		_load_one(record, say)


def _load_one(new: dict, say: Callable[[str], None]) -> None:
	key = shipped_key(new)
	trace_name = frappe.db.get_value("LAT Shipped Record", {"shipped_key": key})
	if not trace_name:
		_first_time(new, key)
		return
	trace = frappe.get_doc("LAT Shipped Record", trace_name)
	old = json.loads(trace.content)
	if not frappe.db.exists(new["doctype"], trace.document_name):
		_mark(trace, REMOVED, say, _("{0} was removed here and stays so.").format(key))
		return
	current = frappe.get_doc(new["doctype"], trace.document_name)
	if _shape(current.as_dict(), old) != _shape(old, old):
		difference = difference_between(_shape(current.as_dict(), new), _shape(new, new))
		_mark(trace, CHANGED, say, _("{0} was changed here and stays so.").format(key), difference)
	elif old != new:
		_update(current, new, trace, say)


def _first_time(new: dict, key: str) -> None:
	name = _existing(new)
	standing = AS_SHIPPED
	if name:
		current = frappe.get_doc(new["doctype"], name)
		standing = AS_SHIPPED if _shape(current.as_dict(), new) == _shape(new, new) else CHANGED
	else:
		name = frappe.get_doc(json.loads(json.dumps(new))).insert().name
	frappe.get_doc(
		{
			"doctype": "LAT Shipped Record",
			"shipped_key": key,
			"document_type": new["doctype"],
			"document_name": name,
			"standing": standing,
			"content": json.dumps(new, ensure_ascii=False, sort_keys=True),
		}
	).insert()


def _existing(new: dict) -> str | None:
	if new["doctype"] == "LAT Role Description":
		return None
	return frappe.db.get_value(new["doctype"], {field: new[field] for field in KEY_FIELDS[new["doctype"]]})


def _update(current, new: dict, trace, say: Callable[[str], None]) -> None:
	frappe.db.savepoint("shipped_update")
	try:
		current.update(json.loads(json.dumps(new)))
		current.save()
	except frappe.ValidationError:
		frappe.db.rollback(save_point="shipped_update")
		_mark(trace, CHANGED, say, _("{0} is in use here and stays as it is.").format(trace.shipped_key))
		return
	trace.content = json.dumps(new, ensure_ascii=False, sort_keys=True)
	_mark(trace, AS_SHIPPED, say, _("{0} was updated.").format(trace.shipped_key))


def _mark(trace, standing: str, say: Callable[[str], None], sentence: str, note: str = "") -> None:
	trace.standing, trace.note = standing, note
	trace.flags.ignore_links = standing == REMOVED
	trace.save()
	say(sentence)


def shipped_key(record: dict) -> str:
	"""Return the lasting name of a shipped record, such as `Workflow/LAT Course`."""
	return "/".join([record["doctype"], *(str(record[field]) for field in KEY_FIELDS[record["doctype"]])])


def _shape(record: dict, like: dict) -> dict:
	"""Return the content of `record` in the fields of `like`, with empty values made equal."""
	shaped = {}
	for field, example in like.items():
		if isinstance(example, list):
			columns = {column for row in example for column in row}
			shaped[field] = [
				{column: _plain(row.get(column)) for column in sorted(columns)}
				for row in record.get(field) or []
			]
		else:
			shaped[field] = _plain(record.get(field))
	return shaped


def _plain(value: object) -> str:
	if isinstance(value, float) and value.is_integer():
		value = int(value)
	return "" if value in (None, 0, "0", False) else str(value)


def difference_between(current: dict, new: dict) -> str:
	"""Return, field by field, what stands here and what the newer shipped version has."""
	lines = []
	for field, value in new.items():
		here = current.get(field)
		if here == value:
			continue
		if isinstance(value, list):
			added = [row for row in here if row not in value]
			lacking = [row for row in value if row not in here]
			lines += [_("{0}: only here: {1}").format(field, _row_words(row)) for row in added]
			lines += [
				_("{0}: only in the shipped version: {1}").format(field, _row_words(row)) for row in lacking
			]
		else:
			lines.append(_("{0}: here {1}, shipped {2}").format(field, here, value))
	return "\n".join(lines)


def _row_words(row: dict) -> str:
	return ", ".join(value for value in row.values() if value)
