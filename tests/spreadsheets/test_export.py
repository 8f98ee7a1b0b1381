"""Exports can be read, opened without danger, and imported again (R87, R91, R92, security 18)."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import openpyxl
import pytest

from lat_corps.domain.change import CAVEATS
from lat_corps.domain.instruments import Instrument, Item, score
from lat_corps.spreadsheets.answers import Existing, plan_import, suggest_mapping
from lat_corps.spreadsheets.export import MeasurementRow, measurements_workbook
from lat_corps.spreadsheets.item_columns import Translate
from lat_corps.spreadsheets.reading import read_table
from tests.who5 import WHO5

DAY = dt.date(2024, 1, 31)
OTHER = Instrument("MASTERY", "1", "Mastery", (Item("WHO5_1", "Coping", 1, 7),), "Mean", 1, 0)
DANISH = {
	"Case number": "Forløbsnummer",
	"Measurement point": "Måletidspunkt",
	"Date of answer": "Dato for besvarelse",
	"Before": "Før",
	"After": "Efter",
	"Mood": "Humør",
	"Data": "Målinger",
	"": "catalogue header",
}


def danish(source: str) -> str:
	return DANISH.get(source, source)


def answered(case: str = "LAT-1", point: str = "Before", *answers: float) -> MeasurementRow:
	given = dict(zip((item.code for item in WHO5.items), answers or (3, 2, 4, 1, 3), strict=True))
	result = score(WHO5, given)
	return MeasurementRow(
		case, "Odense", "Mentor", point, DAY, "WHO-5", "1", given, result.value, result.reading
	)


def missing(case: str = "LAT-1", point: str = "After", date: dt.date | None = None) -> MeasurementRow:
	return MeasurementRow(
		case, "Odense", "Mentor", point, date, "WHO-5", "1", missing_reason="Did not want to answer"
	)


def opened(
	*rows: MeasurementRow, instruments: tuple[Instrument, ...] = (WHO5,), translate: Translate = str
) -> openpyxl.Workbook:
	return openpyxl.load_workbook(io.BytesIO(measurements_workbook(rows, instruments, translate)))


def records(book: openpyxl.Workbook, sheet: int = 0) -> list[dict[str, object]]:
	header, *rows = book.worksheets[sheet].iter_rows(values_only=True)
	return [dict(zip(header, row, strict=True)) for row in rows]


def test_every_event_has_a_row_the_missing_ones_too() -> None:
	first, second = records(opened(answered(), missing()))
	assert first == {
		"Case number": "LAT-1",
		"Municipality": "Odense",
		"Course type": "Mentor",
		"Measurement point": "Before",
		"Date of answer": dt.datetime(2024, 1, 31),
		"Instrument": "WHO-5 1",
		"WHO5_1 Mood": 3,
		"WHO5_2 Calm": 2,
		"WHO5_3 Energy": 4,
		"WHO5_4 Rest": 1,
		"WHO5_5 Interest": 3,
		"Score": 52,
		"Reading": WHO5.cutoffs[2].label,
		"Reason for missing answers": None,
	}
	assert second["Reason for missing answers"] == "Did not want to answer"
	assert [second["Score"], second["WHO5_1 Mood"], second["Reading"]] == [None] * 3


@pytest.mark.parametrize("text", ["=1+1", "+45 12 34 56 78", "-5", "@SUM(A1)", "\t=1+1", "\r=1+1", "#N/A"])
def test_text_that_excel_might_run_is_written_as_text(text: str) -> None:
	cell = opened(replace(missing(), case=text)).worksheets[0]["A2"]
	assert cell.data_type == "s"
	assert cell.value.strip() == text.strip()
	assert bool(cell.quotePrefix) is not text.startswith("#")


def test_text_is_cleaned_of_what_a_workbook_cannot_hold() -> None:
	assert opened(replace(missing(), missing_reason="ill\x00\x0b")).worksheets[0]["N2"].value == "ill"


def test_a_negative_number_stays_a_number() -> None:
	sheet = opened(replace(answered(), score=-5)).worksheets[0]
	cell = sheet.cell(2, 12)
	assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (-5, "n", False)


def test_the_data_sheet_is_pleasant_to_work_in() -> None:
	sheet = opened(answered()).worksheets[0]
	assert sheet.freeze_panes == "B2"
	assert sheet.auto_filter.ref == "A1:N2"
	assert all(cell.font.bold for cell in sheet[1])
	assert sheet.column_dimensions["M"].width > 30
	assert sheet["E2"].number_format == "dd-mm-yyyy"


def test_the_codebook_explains_every_variable() -> None:
	book = opened(answered())
	codebook = {record["Variable"]: record for record in records(book, 1)}
	assert set(codebook) == {cell.value for cell in book.worksheets[0][1]}
	assert codebook["WHO5_1 Mood"] == {
		"Variable": "WHO5_1 Mood",
		"Label": "Mood",
		"Type": "Number",
		"Range": "0–5",
		"Values": None,
		"Instrument version": "WHO-5 1",
		"Source": "Answered by the person",
	}
	assert codebook["Score"]["Range"] == "0–100"
	assert "times 4" in codebook["Score"]["Values"]
	assert "≤ 35" in codebook["Reading"]["Values"]


def test_the_caveats_come_with_n_and_the_missing() -> None:
	book = opened(answered(), answered("LAT-2"), missing(), missing("LAT-2"))
	cells = [[cell.value for cell in row] for row in book.worksheets[2].iter_rows()]
	assert [row[0] for row in cells[1:3]] == [caveat.render() for caveat in CAVEATS]
	assert cells[-2:] == [["WHO-5 1", "Before", 2, 0], ["WHO-5 1", "After", 2, 2]]


def test_what_is_empty_is_not_translated() -> None:
	(record,) = records(opened(replace(missing(), missing_reason=""), translate=danish))
	assert (record["Reading"], record["Reason for missing answers"]) == (None, None)


def test_an_export_without_rows_is_still_a_workbook() -> None:
	assert records(opened()) == []


@pytest.mark.parametrize("translate", [str, danish])
def test_an_export_is_imported_again_as_unchanged(translate: Translate) -> None:
	rows = [
		answered("LAT-1"),
		answered("007", "After", 0, 0, 5, 1, 2),
		missing("LAT-2", date=DAY),
		missing("LAT-3"),
	]
	content = measurements_workbook(rows, [WHO5], translate)
	table = read_table(content, "export.xlsx")
	recorded = {(row.case, row.point): Existing(row.date, row.answers) for row in rows}
	cases = {row.case: row.case for row in rows}
	plan = plan_import(table, suggest_mapping(table, WHO5), WHO5, cases, recorded)
	assert [row.outcome for row in plan.rows] == ["Unchanged", "Unchanged", "Unchanged", "Skipped"]
	assert [row.score.value for row in plan.rows[:2]] == [rows[0].score, rows[1].score]


def test_instruments_that_share_item_codes_keep_their_own_columns() -> None:
	mastery = MeasurementRow("LAT-9", "Odense", "Mentor", "Before", DAY, "MASTERY", "1", {"WHO5_1": 7}, 7)
	content = measurements_workbook([answered(), mastery], [WHO5, OTHER])
	first, second = records(openpyxl.load_workbook(io.BytesIO(content)))
	assert (first["WHO-5 WHO5_1 Mood"], first["MASTERY WHO5_1 Coping"]) == (3, None)
	assert (second["WHO-5 WHO5_1 Mood"], second["MASTERY WHO5_1 Coping"]) == (None, 7)
	table = read_table(content, "export.xlsx")
	cases = {"LAT-1": "LAT-1", "LAT-9": "LAT-9"}
	rows = plan_import(table, suggest_mapping(table, OTHER), OTHER, cases, {}).rows
	assert [row.outcome for row in rows] == ["Skipped", "New"]


def test_versions_of_an_instrument_share_columns_and_stay_apart_in_the_codebook() -> None:
	newer = replace(WHO5, version="2")
	rows = [answered(), replace(answered("LAT-2"), instrument_version="2")]
	book = opened(*rows, instruments=(WHO5, newer))
	assert [record["WHO5_1 Mood"] for record in records(book)] == [3, 3]
	versions = [
		record["Instrument version"] for record in records(book, 1) if record["Variable"] == "WHO5_1 Mood"
	]
	assert versions == ["WHO-5 1", "WHO-5 2"]


def test_a_row_of_an_unknown_instrument_is_refused() -> None:
	with pytest.raises(ValueError, match="WHO-5 9"):
		measurements_workbook([replace(answered(), instrument_version="9")], [WHO5])
