"""Whatever is written in a cell or sent as a file ends in a value, a table or a documented error."""

from __future__ import annotations

import datetime as dt
import math
import string

from hypothesis import example, given, settings
from hypothesis import strategies as st

from lat_corps.spreadsheets.cells.headings import POINTS, parse_point, wide_columns
from lat_corps.spreadsheets.cells.table import DATE_ORDERS, CellError, FileSettings, SpreadsheetError
from lat_corps.spreadsheets.cells.values import EARLIEST, LATEST, parse_case_id, parse_date, parse_number
from lat_corps.spreadsheets.meaning.answer_words import (
	could_be_answer,
	label_values,
	numbered_label,
	worded_answer,
)
from lat_corps.spreadsheets.meaning.codes import suggest_codes
from lat_corps.spreadsheets.meaning.mapping import suggest_mapping
from lat_corps.spreadsheets.reading.uploads import read_table
from lat_corps.spreadsheets.writing.rejected import rejected_workbook
from tests.who5 import WHO5

from .senders import WORDED, plan_of, text_file, workbook

ITEM = WORDED.items[0]
LABELS = label_values(ITEM, str)

written = st.text(string.digits + ".,-/: +%()eEtTæøÆ\u00a0\u202f\u0660½", max_size=14) | st.text(max_size=20)
cells = st.one_of(
	st.none(),
	written,
	st.integers(-(10**12), 10**12),
	st.floats(allow_nan=True, allow_infinity=True),
	st.booleans(),
	st.datetimes(),
	st.dates(),
	st.times(),
	st.timedeltas(),
)
words = st.sampled_from(
	"Forløb|Måling|Dato|Før|Efter|WHO5_1|WHO5_2|Mood|001|31-01-2024|3|2,5|=1|pre_1|post_1|T0_q1|T1_q1|s_2_1|"
	'Hele tiden|4 - Ofte|-99|I alt||\x00|"|\t'.split("|")
)


@given(cells, st.sampled_from([",", "."]))
@example("1e400", ".")
def test_numbers(value: object, decimal: str) -> None:
	try:
		assert math.isfinite(parse_number(value, decimal))
	except CellError as error:
		assert error.message.render()


@given(cells, st.sampled_from(DATE_ORDERS), st.sampled_from([dt.date(1899, 12, 30), dt.date(1904, 1, 1)]))
@example("99999", "Day first", dt.date(1904, 1, 1))
@example("32. maj 2024", "Day first", dt.date(1899, 12, 30))
def test_dates(value: object, order: str, epoch: dt.date) -> None:
	try:
		assert EARLIEST <= parse_date(value, order, epoch) < LATEST
	except CellError as error:
		assert error.message.render()


@given(cells)
def test_points_and_case_ids(value: object) -> None:
	for parse in (parse_point, parse_case_id):
		try:
			found = parse(value)
			assert parse is parse_case_id or found in POINTS
		except CellError as error:
			assert error.message.render()


@given(cells)
@example("4 - Hele tiden")
def test_labels(value: object) -> None:
	assert could_be_answer(ITEM, value) in (True, False)
	numbered = numbered_label(value)
	assert numbered is None or math.isfinite(numbered[0])
	if isinstance(value, str):
		try:
			answer = worded_answer(LABELS, value)
			assert answer is None or answer in range(6)
		except CellError as error:
			assert error.message.render()


@given(st.lists(st.text(max_size=12) | words, max_size=12))
def test_headings_never_name_a_point_that_there_is_not(headers: list[str]) -> None:
	unsaid = {""}
	assert {column.point for column in wide_columns(headers).values()} <= {*POINTS} | unsaid


@given(
	st.binary(max_size=300) | st.text(max_size=300).map(str.encode),
	st.sampled_from(["a.csv", "a.xlsx", "a.txt", "a.xls", "a.zip", "a"]),
	st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"sep=;\n", b"\xef\xbb\xbf"]),
)
def test_any_bytes_are_a_table_or_a_refusal(content: bytes, name: str, start: bytes) -> None:
	try:
		assert read_table(start + content, name).headers
	except SpreadsheetError as error:
		assert error.message.render()


@given(
	st.lists(st.lists(words | written, min_size=1, max_size=9), min_size=1, max_size=7),
	st.sampled_from([None, "Long", "Wide", "Two sheets"]),
	st.sampled_from([None, 1, 2, 3]),
	st.booleans(),
)
@settings(max_examples=60)
def test_any_table_is_mapped_planned_and_given_back(
	rows: list[list[str]], layout: str | None, header_rows: int | None, as_workbook: bool
) -> None:
	try:
		if as_workbook:
			shown = [[cell.translate(dict.fromkeys(range(32))) for cell in row] for row in rows]
			content, name = workbook({"Før": shown, "Efter": shown[:1] + shown}), "a.xlsx"
		else:
			content, name = text_file(rows), "a.csv"
		table = read_table(content, name, FileSettings(layout=layout, header_rows=header_rows))
		mapping = suggest_mapping(table, WHO5)
		assert [column.header for column in mapping] == table.headers
		suggest_codes(table, mapping, WHO5)
		plan = plan_of(table)
		assert sum(plan.counts.values()) == len(plan.rows)
		assert rejected_workbook(table, plan)
	except SpreadsheetError as error:
		assert error.message.render()
