"""What administrators do with instruments: try them out, make new versions, send them as workbooks (N8)."""

from __future__ import annotations

import base64
import binascii
import json
from typing import TYPE_CHECKING

import frappe
from frappe import _

from lat_corps.domain.instruments import (
	Instrument,
	InstrumentError,
	Item,
	Subscale,
	items_of,
	reading,
	score,
	score_range,
)
from lat_corps.downloads import send_file
from lat_corps.holding import committed
from lat_corps.measurement.conversion import to_instrument
from lat_corps.messages import refuse
from lat_corps.spreadsheets.cells.table import CellError, SpreadsheetError
from lat_corps.spreadsheets.cells.values import parse_number
from lat_corps.spreadsheets.instruments.instrument_columns import COLUMNS
from lat_corps.spreadsheets.instruments.instrument_workbook import (
	Definition,
	InstrumentWorkbookError,
	instrument_workbook,
	read_instrument,
)

if TYPE_CHECKING:
	from frappe.model.document import Document

DOCTYPE = "LAT Instrument"
MOST_BUTTONS = 11
"""A range of whole numbers with no more steps than this is answered by one tap."""


@frappe.whitelist(methods=["POST"])
def try_out(doc: str, answers: str) -> dict:
	"""Score example answers by the instrument as it stands in the form, saved or not; nothing is stored.

	`doc` is the form's document and `answers` item code to number, both as JSON. Returns `items` to answer
	and `scores` to show, or `flaws`: what must be mended before there is a score.
	"""
	frappe.has_permission(DOCTYPE, "read", throw=True)
	definition, given = _object(doc), _object(answers)
	try:
		instrument = to_instrument(frappe.get_doc({**definition, "doctype": DOCTYPE}))
	except InstrumentError as error:
		return {"flaws": [flaw.placed.render(_) for flaw in error.flaws]}
	items = [_shown_item(item) for item in instrument.items]
	try:
		return {"items": items, **_scored(instrument, given)}
	except (InstrumentError, CellError) as error:
		return {"items": items, "flaws": [error.message.render(_)]}


def _object(text: str) -> dict:
	"""Return the object in a JSON text, which is all that a form sends."""
	try:
		value = json.loads(text)
	except ValueError:
		value = None
	if not isinstance(value, dict):
		frappe.throw(_("The form could not be read: load the page again."))
	return value


def _shown_item(item: Item) -> dict:
	steps = range(int(item.minimum), int(item.maximum) + 1) if _has_steps(item) else ()
	choices = [(choice.value, choice.label) for choice in item.choices] or [(step, "") for step in steps]
	return {
		"code": item.code,
		"label": item.label,
		"minimum": item.minimum,
		"maximum": item.maximum,
		"choices": [{"value": value, "label": label} for value, label in choices],
	}


def _has_steps(item: Item) -> bool:
	whole = float(item.minimum).is_integer() and float(item.maximum).is_integer()
	return whole and item.maximum - item.minimum < MOST_BUTTONS


def _scored(instrument: Instrument, given: dict) -> dict:
	codes = instrument.items_by_code
	answers = {code: parse_number(value) for code, value in given.items() if code in codes and value != ""}
	result = score(instrument, answers)
	total = [_line(instrument, None, _("Score"), result.value)] if instrument.has_total else []
	subscales = [
		_line(instrument, subscale, subscale.label, result.subscales[subscale.code])
		for subscale in instrument.subscales
	]
	return {
		"scores": [*total, *subscales],
		"answered": result.answered,
		"missing": result.missing,
		"flaws": [],
	}


def _line(instrument: Instrument, subscale: Subscale | None, label: str, value: float | None) -> dict:
	scale = subscale or instrument
	items = items_of(instrument, subscale)
	lowest, highest = score_range(instrument, subscale)
	return {
		"label": label,
		"value": value,
		"lowest": lowest,
		"highest": highest,
		"reading": reading(scale, value),
		"questions": len(items),
		"missing_allowed": scale.missing_allowed,
	}


@frappe.whitelist(methods=["POST"])
def new_version(name: str) -> str:
	"""Copy a version to the next version number and return its name; it is put in use by hand."""
	source = frappe.get_doc(DOCTYPE, name)
	source.check_permission("read")
	frappe.has_permission(DOCTYPE, "create", throw=True)
	versions = committed(DOCTYPE, {"instrument_code": source.instrument_code}, ("version_number",))
	number = 1 + max(version.version_number for version in versions)
	definition = {**definition_of(source), "version_number": number, "enabled": 0}
	return frappe.get_doc({"doctype": DOCTYPE, **definition}).insert().name


def definition_of(doc: Document) -> Definition:
	"""Return the fields and rows that make an instrument, without what the site adds to them."""
	own, tables = COLUMNS[""], [table for table in COLUMNS if table]
	rows = {
		table: [
			{column.name: row.get(column.name) for column in COLUMNS[table]} for row in doc.get(table) or []
		]
		for table in tables
	}
	return {**{column.name: doc.get(column.name) for column in own}, **rows}


@frappe.whitelist()
def download_workbook(name: str) -> None:
	"""Send an instrument as a workbook that can be edited and taken in again."""
	doc = frappe.get_doc(DOCTYPE, name)
	doc.check_permission("read")
	frappe.has_permission(DOCTYPE, "export", throw=True)
	send_file(instrument_workbook(definition_of(doc), _), f"{name}.xlsx")


@frappe.whitelist(methods=["POST"])
def take_in(filename: str, content: str) -> dict:
	"""Create or change the version that a workbook describes; `content` is the file in Base64.

	Returns its `name` and `outcome`: Created, Changed or Unchanged. Raises one error with every place that
	must be mended, and what saving raises: a version in use is frozen.
	"""
	frappe.has_permission(DOCTYPE, "create", throw=True)
	definition = _read(filename, content)
	key = {name: definition[name] for name in ("instrument_code", "version_number")}
	name = frappe.db.get_value(DOCTYPE, key)
	if not name:
		return {
			"name": frappe.get_doc({"doctype": DOCTYPE, **definition}).insert().name,
			"outcome": "Created",
		}
	doc = frappe.get_doc(DOCTYPE, name)
	doc.check_permission("write")
	if _same(definition_of(doc), definition):
		return {"name": name, "outcome": "Unchanged"}
	doc.update(definition)
	doc.save()
	return {"name": name, "outcome": "Changed"}


def _read(filename: str, content: str) -> Definition:
	try:
		file = base64.b64decode(content.rpartition(",")[2], validate=True)
	except (binascii.Error, ValueError):
		frappe.throw(_("The file did not arrive whole: choose it again."))
	title = _("The workbook cannot be used as it is")
	try:
		return read_instrument(file, filename, _)
	except InstrumentWorkbookError as error:
		refuse(error.messages, title=title)
	except SpreadsheetError as error:
		refuse([error.message], title=title)


def _same(one: object, other: object) -> bool:
	"""Tell whether two definitions are alike: 5 is 5.0, and nothing is an empty text."""
	if isinstance(one, dict) and isinstance(other, dict):
		return all(_same(one[key], other[key]) for key in other)
	if isinstance(one, list) and isinstance(other, list):
		return len(one) == len(other) and all(_same(*pair) for pair in zip(one, other, strict=True))
	return (one or 0) == (other or 0)
