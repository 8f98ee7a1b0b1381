"""Text files as Danish Excel opens them: semicolons, decimal comma, dd-mm-yyyy, UTF-8 with its mark (N7)."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from .writing import FORMULA_STARTS

MARK = "\ufeff"

HARMLESS = re.compile(r"[+-] ?[0-9][0-9 .]*(?:,[0-9]+)?")
"""A telephone number or a negative number written as text: there is nothing in it to be run."""

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
	runs = text.lstrip(" \n").startswith(FORMULA_STARTS) and not HARMLESS.fullmatch(text)
	return f"'{text}" if runs and not isinstance(value, int) else text


def _taken(buffer: io.StringIO) -> bytes:
	text = buffer.getvalue()
	buffer.seek(0)
	buffer.truncate()
	return text.encode("utf-8", "replace")
