"""Rows of several tables by one statement, of which the database hands each table's over as one text.

Row by row and value by value, the reading of some hundred takes longer than all that is asked of them. Who
asks has the right to them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import frappe

Asked = tuple[Sequence[str], str]
"""The SQL of each value of a row, and from where the rows come; both put together from constants."""

WHOLE = "set statement group_concat_max_len = 1000000000 for"
"""MariaDB cuts off what gets longer."""

BETWEEN = "\x1f"


def rows_of(asked: Mapping[str, Asked], values: Mapping[str, object]) -> dict[str, list[list]]:
	"""Return for each name the rows that are asked for, in no order."""
	told = _told("json_arrayagg(json_array({values}))", asked, values)
	return {name: json.loads(text or "[]") for name, text in told.items()}


def texts_of(asked: Mapping[str, Asked], values: Mapping[str, object]) -> dict[str, list[list[str]]]:
	"""Return for each name its columns, each value as a text, in a third of the time; free words are none."""
	filled = {
		name: ([f"coalesce({field}, '')" for field in fields], origin)
		for name, (fields, origin) in asked.items()
	}
	row = f"concat_ws('{BETWEEN}', {{values}})"
	told = _told(f"group_concat({row} separator '{BETWEEN}')", filled, values)
	return {name: _columns(told[name], len(fields)) for name, (fields, _origin) in asked.items()}


def _columns(text: str | None, width: int) -> list[list[str]]:
	every = [] if text is None else text.split(BETWEEN)
	return [every[number::width] for number in range(width)]


def _told(rows: str, asked: Mapping[str, Asked], values: Mapping[str, object]) -> dict[str, str | None]:
	parts = ", ".join(
		f"(select {rows.format(values=', '.join(fields))} {origin})" for fields, origin in asked.values()
	)
	(told,) = frappe.db.sql(f"{WHOLE} select {parts}", values)  # nosemgrep: frappe-using-db-sql
	return dict(zip(asked, told, strict=True))
