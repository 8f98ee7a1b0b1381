"""Between documents of the site and the plain data of `domain.instruments` (R90, N8)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import frappe

from lat_corps.domain.instrument_rows import build
from lat_corps.domain.instruments import Instrument, Score, plain_number
from lat_corps.domain.text import danish_number
from lat_corps.spreadsheets.cells.values import parse_number

if TYPE_CHECKING:
	from frappe.model.document import Document


BUILT = "lat_built_instruments"
"""Flag of a request: the instruments that it has asked for."""


def instrument_of(name: str) -> Instrument:
	"""Return the instrument version as the domain knows it, built once for each state of its record."""
	doc = frappe.get_cached_doc("LAT Instrument", name)
	built = frappe.local.flags.setdefault(BUILT, {})
	key = (doc.name, str(doc.modified))
	if key not in built:
		built[key] = to_instrument(doc)
	return built[key]


def to_instrument(doc: Document) -> Instrument:
	"""Return what a document describes, saved or not; InstrumentError says all that is wrong with it."""
	return build(doc)


def answers_of(measurement: Document) -> dict[str, str]:
	"""Return item code -> answer as written, "" for an answer that was not given."""
	return {row.item_code: (row.answer or "").strip() for row in measurement.answers}


def numbers_of(measurement: Document) -> dict[str, float | None]:
	"""Return item code -> answer as a number, None for an answer that was not given."""
	return {code: _number(text) for code, text in answers_of(measurement).items()}


def numbers_of_many(names: Sequence[str]) -> dict[str, dict[str, float | None]]:
	"""Return measurement -> item code -> answer as `numbers_of` does, in one query for all `names`.

	The caller has asked for the right to read these measurements.
	"""
	found: dict[str, dict[str, float | None]] = {}
	if not names:
		return found
	for row in frappe.get_all(
		"LAT Answer",
		filters={"parenttype": "LAT Measurement", "parent": ["in", names]},
		fields=["parent", "item_code", "answer"],
		order_by="parent asc, idx asc",
	):
		found.setdefault(row.parent, {})[row.item_code] = _number((row.answer or "").strip())
	return found


def _number(text: str) -> float | None:
	return parse_number(text) if text else None


def told_score(result: Score) -> str:
	"""Return a score as it stands in reports of records, "" where there is none."""
	return "" if result.value is None else danish_number(result.value)


def answer_text(value: float | None) -> str:
	"""Return a number as it stands in an answer: whole numbers without decimals, "" for none."""
	return "" if value is None else plain_number(int(value) if value == int(value) else value)
