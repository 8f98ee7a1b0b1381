"""Text files as Danish Excel opens them: semicolons, decimal comma, dd-mm-yyyy, UTF-8 with its mark (N7)."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

MARK = "\ufeff"

HARMLESS = re.compile(r"[+-] ?[0-9][0-9 .]*(?:,[0-9]+)?")
"""A telephone number or a negative number written as text: there is nothing in it to be run."""

APOSTROPHE = "'"
RUN = frozenset("=+-@")
"""Signs with which a formula begins, in whatever width they are written."""

STARTS_A_CELL = "\t\r"
"""White space at which an import of text may begin a cell anew."""

UNSEEN_CATEGORIES = ("Cc", "Cf", "Zs", "Zl", "Zp")
UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]")
"""Signs of other categories that nobody sees either."""

AT_ONCE = 1000
"""Rows that are put together before they are handed on."""


def danish_csv(headings: Sequence[str], records: Iterable[Sequence[object]]) -> Iterator[bytes]:
	"""Yield the file in pieces; text that a spreadsheet would run is written with an apostrophe in front."""
	buffer = io.StringIO(newline="")
	buffer.write(MARK)
	writer = csv.writer(buffer, delimiter=";")
	writer.writerow([csv_text(heading) for heading in headings])
	for number, record in enumerate(records, 1):
		writer.writerow([csv_text(value) for value in record])
		if number % AT_ONCE == 0:
			yield _taken(buffer)
	yield _taken(buffer)


def csv_text(value: object) -> str:
	"""Return a value as it stands between two semicolons, before quotation marks."""
	if value is None:
		return ""
	if isinstance(value, dt.date):
		return f"{value:%d-%m-%Y}"
	if isinstance(value, float):
		return format(Decimal(repr(value)).normalize(), "f").replace(".", ",")
	text = str(value).replace("\x00", "")
	return f"{APOSTROPHE}{text}" if not isinstance(value, int) and _is_to_disarm(text) else text


def read_back(text: str) -> str:
	"""Return the text that went out: without the apostrophe with which `csv_text` has disarmed it."""
	return text[1:] if text[:1] == APOSTROPHE and _is_to_disarm(text) else text


def _is_to_disarm(text: str) -> bool:
	"""Whether a spreadsheet would run the text, or would have run it before it was disarmed."""
	text = text.lstrip(APOSTROPHE)
	return bool(text) and not text[0].isalnum() and _runs(text) and not HARMLESS.fullmatch(text)


def _runs(text: str) -> bool:
	"""Whether the text begins as a formula does, behind whatever nobody sees."""
	for sign in text:
		if sign in STARTS_A_CELL:
			return True
		if unicodedata.category(sign) not in UNSEEN_CATEGORIES and not UNSEEN.match(sign):
			return unicodedata.normalize("NFKC", sign) in RUN
	return False


def _taken(buffer: io.StringIO) -> bytes:
	text = buffer.getvalue()
	buffer.seek(0)
	buffer.truncate()
	return text.encode("utf-8", "replace")
