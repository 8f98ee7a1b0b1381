"""Between documents of the site and the plain data of `domain.instruments` (R90, N8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe

from lat_corps.domain.instrument_rows import build
from lat_corps.domain.instruments import Instrument, plain_number
from lat_corps.spreadsheets.values import parse_number

if TYPE_CHECKING:
	from frappe.model.document import Document


def instrument_of(name: str) -> Instrument:
	"""Return the instrument version as the domain knows it."""
	doc = frappe.get_cached_doc("LAT Instrument", name)
	return to_instrument(doc)


def to_instrument(doc: Document) -> Instrument:
	"""Return what a document describes, saved or not; InstrumentError says all that is wrong with it."""
	return build(doc)


def answers_of(measurement: Document) -> dict[str, str]:
	"""Return item code -> answer as written, "" for an answer that was not given."""
	return {row.item_code: (row.answer or "").strip() for row in measurement.answers}


def numbers_of(measurement: Document) -> dict[str, float | None]:
	"""Return item code -> answer as a number, None for an answer that was not given."""
	return {code: parse_number(text) if text else None for code, text in answers_of(measurement).items()}


def answer_text(value: float | None) -> str:
	"""Return a number as it stands in an answer: whole numbers without decimals, "" for none."""
	return "" if value is None else plain_number(int(value) if value == int(value) else value)
