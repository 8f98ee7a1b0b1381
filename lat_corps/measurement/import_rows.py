"""Measurements written and corrected many at a time, as `save` would have done with each (N10).

Frappe's bulk insert spells out every value by itself and takes four times as long as the database, so rows go
in by one statement with parameters. A save of one measurement asks the database some forty times: the records
that a chunk corrects are read at once, each is judged by the document's own rules, and what differs is
written value by value, since answers and scores take few. `tests/site/test_import_writing.py` and
`test_import_corrections.py` compare a row, a record and its history with saved ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.model.naming import make_autoname
from frappe.utils import now_datetime
from frappe.utils.formatters import format_value

from lat_corps.domain.cadence import FOLLOW_UP
from lat_corps.domain.instruments import Instrument, Score
from lat_corps.holding import committed
from lat_corps.measurement.conversion import answer_text, told_score
from lat_corps.permissions.hooks import written_among
from lat_corps.spreadsheets.planning.answers import RowOutcome

if TYPE_CHECKING:
	from frappe.model.document import Document

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


MEASUREMENT, ANSWER = "LAT Measurement", "LAT Answer"
STAMPS = frozenset(("creation", "modified", "modified_by"))

Refuse = Callable[[RowOutcome, str], None]
Written = dict[tuple[str, str, object], list[str]]
"""(DocType, column, value) -> names of the records that get it."""


class Before(frappe._dict):
	"""What a record was, as far as Frappe asks it for the history; a document takes ten times as long."""

	def get_formatted(self, fieldname: str) -> object:
		df = frappe.get_meta(self.doctype).get_field(fieldname)
		return format_value(self.get(fieldname), df=df, doc=self)


Corrected = tuple[Before, "Document"]


def correct_measurements(rows: Sequence[tuple[RowOutcome, str]], survey_import: str, refuse: Refuse) -> None:
	"""Correct measurements, each given by its name; `refuse` is told of those whose rules say no, and why.

	Raises frappe.PermissionError when the user may not write one of them: nothing is written then.
	"""
	if not rows:
		return
	names = [name for _row, name in rows]
	stored, answers = _stored(names), _answers(names)
	_refuse_out_of_reach([*stored])
	twice = _recorded_twice(stored.values())
	corrected: list[Corrected] = []
	for row, name in rows:
		if name not in stored:
			refuse(row, _("The measurement is no longer there. Check the file again."))
			continue
		before = Before(stored[name], answers=[Before(row) for row in answers.get(name, [])])
		after = _document(stored[name], answers.get(name, []))
		try:
			after.flags.known_to_be_single = name not in twice
			_judge(after, row, survey_import)
		except frappe.ValidationError as error:
			frappe.clear_last_message()
			refuse(row, str(error))
			continue
		corrected.append((before, after))
	_write(corrected)


def _refuse_out_of_reach(names: Sequence[str]) -> None:
	"""Refuse what a save would have refused: a record that the user may not write, or no longer reads."""
	frappe.has_permission(MEASUREMENT, "write", throw=True)
	read = frappe.get_list(
		MEASUREMENT, filters={"name": ["in", names]}, pluck="name", order_by="name asc", limit=0
	)
	if set(names) - (written_among(MEASUREMENT, names) & set(read)):
		frappe.throw(
			_("You may no longer correct some of these measurements. Check the file again."),
			frappe.PermissionError,
		)


def _stored(names: Sequence[str]) -> dict[str, dict]:
	"""Return the records as they are stored, held until the transaction ends."""
	found = frappe.db.get_values(
		MEASUREMENT, {"name": ["in", names]}, "*", as_dict=True, for_update=True, order_by="name asc"
	)
	return {record.name: {**record, "doctype": MEASUREMENT} for record in found}


def _answers(names: Sequence[str]) -> dict[str, list[dict]]:
	answers: dict[str, list[dict]] = {}
	for row in frappe.get_all(
		ANSWER,
		filters={"parenttype": MEASUREMENT, "parentfield": "answers", "parent": ["in", names]},
		fields=["*"],
		order_by="parent asc, idx asc",
	):
		answers.setdefault(row.parent, []).append({**row, "doctype": ANSWER})
	return answers


def _recorded_twice(records: Iterable[dict]) -> set[str]:
	"""Return the measurements whose course has another one of the same instrument and point."""
	records = [record for record in records if record["measured_at"] != FOLLOW_UP]
	if not records:
		return set()
	names: dict[tuple, list[str]] = {}
	for other in committed(
		MEASUREMENT,
		{
			"lat_case": ["in", sorted({record["lat_case"] for record in records})],
			"instrument": ["in", sorted({record["instrument"] for record in records})],
			"measured_at": ["!=", FOLLOW_UP],
		},
		("name", "lat_case", "instrument", "measured_at", "earlier_closing"),
	):
		key = (other.lat_case, other.instrument, other.measured_at, other.earlier_closing or 0)
		names.setdefault(key, []).append(other.name)
	return {name for alike in names.values() if len(alike) > 1 for name in alike}


def _document(record: dict, answers: Sequence[dict]) -> Document:
	return frappe.get_doc({**record, "doctype": MEASUREMENT, "answers": [dict(row) for row in answers]})


def _judge(measurement: Document, row: RowOutcome, survey_import: str) -> None:
	"""Give a measurement what the row says, and ask of it what a save asks."""
	measurement.measured_on = row.date
	given = {answer.item_code: answer for answer in measurement.answers}
	for code, value in row.answers.items():
		answer = given.get(code) or measurement.append("answers", {"item_code": code})
		answer.answer = answer_text(value)
	if not any(value is not None for value in row.answers.values()):
		measurement.missing_reason = measurement.missing_reason or _("The file has no answers.")
	measurement.flags.survey_import = survey_import
	measurement.validate()


def _write(corrected: Sequence[Corrected]) -> None:
	now, user = now_datetime(), frappe.session.user
	written: Written = {}
	versions, added = [], []
	for before, after in corrected:
		_note_differences(written, before, after)
		stored = {row.name: row for row in before.answers}
		for row in after.answers:
			if row.name in stored:
				_note_differences(written, stored[row.name], row)
			else:
				added.append(_new_answer(after, row, now))
		if version := _version(before, after, now):
			versions.append(version)
	names = [after.name for _before, after in corrected]
	for column, value in (("modified", now), ("modified_by", user)):
		written[MEASUREMENT, column, value] = names
		written[ANSWER, column, value] = [row.name for before, _after in corrected for row in before.answers]
	for (doctype, column, value), theirs in written.items():
		set_for_all(doctype, theirs, column, value)
	insert_rows(ANSWER, added)
	insert_rows("Version", versions)
	frappe.clear_document_cache(MEASUREMENT)


def _note_differences(written: Written, before: Before, after: Document) -> None:
	for column in after.meta.get_valid_columns():
		value = after.get(column)
		if column not in STAMPS and before.get(column) != value:
			written.setdefault((after.doctype, column, value), []).append(after.name)


def _new_answer(measurement: Document, row: Document, now: object) -> dict:
	"""Return the row of an item that the measurement had no answer to; it gets its name here."""
	row.name = make_autoname("hash", ANSWER)
	return {
		"name": row.name,
		**_stamp(now),
		"parent": measurement.name,
		"parenttype": MEASUREMENT,
		"parentfield": "answers",
		"idx": row.idx,
		"item_code": row.item_code,
		"item_label": row.item_label,
		"answer": row.answer,
		"skip_reason": row.skip_reason,
	}


def _version(before: Before, after: Document, now: object) -> dict | None:
	"""Return what Frappe keeps in the history of a document of which these two are states."""
	version = frappe.get_doc({"doctype": "Version"})
	if not version.update_version_info(before, after):
		return None
	return {
		"name": make_autoname("hash", "Version"),
		**_stamp(now),
		"ref_doctype": version.ref_doctype,
		"docname": version.docname,
		"data": version.data,
	}
