"""Measurements and their answers written many at a time, as `save` would have written each (N10).

Frappe's bulk insert spells out every value by itself and takes four times as long as the database, so rows go
in by one statement with parameters. `tests/site/test_import_writing.py` compares a row with a saved one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import frappe
from frappe import _
from frappe.model.naming import make_autoname
from frappe.utils import now_datetime

from lat_corps.domain.instruments import Instrument, Score
from lat_corps.measurement.conversion import answer_text, told_score
from lat_corps.spreadsheets.planning.answers import RowOutcome

ROWS_A_STATEMENT = 1_000


def insert_measurements(
	rows: Sequence[tuple[RowOutcome, int]], instrument: Instrument, fixed: dict[str, str], series: str
) -> None:
	"""Insert new measurements with their answers; `fixed` are the fields that all of them share.

	Each row comes with the number of the earlier closing that it stands from, 0 for the present one.

	The caller has judged the rows and the user's right to each course.
	"""
	stamp = _stamp(now_datetime())
	measurements, answers = [], []
	for name, (row, closing) in zip(_names(series, len(rows)), rows, strict=True):
		measurements.append(
			{
				**stamp,
				"name": name,
				**fixed,
				"lat_case": row.case,
				"measured_at": row.point,
				"measured_on": row.date,
				"earlier_closing": closing,
				**_result(row.score),
			}
		)
		for position, item in enumerate(instrument.items, start=1):
			answers.append(
				{
					**stamp,
					"name": make_autoname("hash", "LAT Answer"),
					"parent": name,
					"parenttype": "LAT Measurement",
					"parentfield": "answers",
					"idx": position,
					"item_code": item.code,
					"item_label": item.label,
					"answer": answer_text(row.answers[item.code]),
				}
			)
	insert_rows("LAT Measurement", measurements)
	insert_rows("LAT Answer", answers)


def _stamp(now: datetime) -> dict:
	user = frappe.session.user
	return {"creation": now, "modified": now, "owner": user, "modified_by": user, "docstatus": 0, "idx": 0}


def _result(result: Score) -> dict:
	if result.complete:
		standing = "Answered"
	else:
		standing = "Partly answered" if result.answered else "Missing"
	return {
		"score": result.value or 0,
		"score_told": told_score(result),
		"reading": result.reading,
		"standing": standing,
		"missing_reason": _("The file has no answers.") if standing == "Missing" else None,
	}


def _names(series: str, count: int) -> list[str]:
	"""Take so many names of a series at once: the first as ever, which locks it, and those that follow."""
	if not count:
		return []
	first = make_autoname(series)
	prefix = series.split(".")[0]
	digits, number = len(first) - len(prefix), int(first[len(prefix) :])
	table = frappe.qb.DocType("Series")
	frappe.qb.update(table).set(table.current, table.current + count - 1).where(table.name == prefix).run()
	return [f"{prefix}{number + step:0{digits}}" for step in range(count)]


def insert_rows(doctype: str, rows: Iterable[dict]) -> None:
	"""Insert records that are known to be good, each with the same columns as the first."""
	rows = list(rows)
	if not rows:
		return
	columns = [*rows[0]]
	# Built from column names of the code above alone; values go in as parameters.
	place = f"({', '.join(['%s'] * len(columns))})"
	into = f"insert into `tab{doctype}` ({', '.join(f'`{column}`' for column in columns)}) values "
	for start in range(0, len(rows), ROWS_A_STATEMENT):
		part = rows[start : start + ROWS_A_STATEMENT]
		values = tuple(row[column] for row in part for column in columns)
		frappe.db.sql(into + ", ".join([place] * len(part)), values)  # nosemgrep: frappe-using-db-sql


def set_for_all(doctype: str, names: Sequence[str], column: str, value: object) -> None:
	"""Give records one value, past their documents; the query builder takes as long as all the rest."""
	if names:
		# Built from the name of a column alone; values go in as parameters.
		query = f"update `tab{doctype}` set `{column}` = %s where name in ({', '.join(['%s'] * len(names))})"
		frappe.db.sql(query, (value, *names))  # nosemgrep: frappe-using-db-sql
