"""Exports can be read, opened without danger, and imported again (R87, R91, R92, security 18)."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lat_corps.domain.change import CAVEATS
from lat_corps.domain.instruments import Choice, Converted, Cutoff, Instrument, Item, Subscale, score
from lat_corps.spreadsheets.cells.table import clean
from lat_corps.spreadsheets.cells.texts import HARMLESS, from_excel_text
from lat_corps.spreadsheets.planning.answers import Existing, plan_import, suggest_mapping
from lat_corps.spreadsheets.reading.uploads import read_table
from lat_corps.spreadsheets.writing.export import (
	Export,
	MeasurementRow,
	MissingRow,
	ProgressionRow,
	measurements_csv,
	measurements_workbook,
)
from lat_corps.spreadsheets.writing.frames import FORMULA_STARTS
from lat_corps.spreadsheets.writing.item_columns import Translate
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
	*rows: MeasurementRow,
	instruments: tuple[Instrument, ...] = (WHO5,),
	translate: Translate = str,
	**parts: object,
) -> openpyxl.Workbook:
	content = measurements_workbook(Export(rows, instruments, **parts), translate)
	return openpyxl.load_workbook(io.BytesIO(content))


def records(book: openpyxl.Workbook, sheet: str = "Data") -> list[dict[str, object]]:
	header, *rows = book[sheet].iter_rows(values_only=True)
	return [dict(zip(header, row, strict=True)) for row in rows]


def csv_rows(*rows: MeasurementRow, **parts: object) -> list[list[str]]:
	content = b"".join(measurements_csv(Export(rows, parts.pop("instruments", (WHO5,)), **parts)))
	return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


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
	cell = opened(replace(missing(), case=text))["Data"]["A2"]
	assert cell.data_type == "s"
	assert from_excel_text(cell.value) == text
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
	codebook = {record["Variable"]: record for record in records(book, "Codebook")}
	assert set(codebook) == {cell.value for cell in book.worksheets[0][1]}
	assert codebook["WHO5_1 Mood"] == {
		"Variable": "WHO5_1 Mood",
		"Label": "Mood",
		"Type": "Number",
		"Range": "0–5",
		"Values": None,
		"Scoring": None,
		"Subscale": None,
		"Instrument version": "WHO-5 1",
		"Source": "Answered by the person",
	}
	assert codebook["Score"]["Range"] == "0–100"
	assert "times 4" in codebook["Score"]["Scoring"]
	assert "≤ 35" in codebook["Reading"]["Values"]


def test_the_caveats_come_with_n_and_the_missing() -> None:
	book = opened(answered(), answered("LAT-2"), missing(), missing("LAT-2"))
	cells = [[cell.value for cell in row] for row in book["Caveats"].iter_rows()]
	assert [row[0] for row in cells[1:3]] == [caveat.render() for caveat in CAVEATS]
	assert cells[-2:] == [["WHO-5 1", "Before", 2, 0], ["WHO-5 1", "After", 2, 2]]


def test_what_is_empty_is_not_translated() -> None:
	(record,) = records(opened(replace(missing(), missing_reason=""), translate=danish), "Målinger")
	assert (record["Reading"], record["Reason for missing answers"]) == (None, None)


def test_an_export_without_rows_is_still_a_workbook() -> None:
	assert records(opened()) == []


def test_instruments_that_share_item_codes_keep_their_own_columns() -> None:
	mastery = MeasurementRow("LAT-9", "Odense", "Mentor", "Before", DAY, "MASTERY", "1", {"WHO5_1": 7}, 7)
	content = measurements_workbook(Export([answered(), mastery], [WHO5, OTHER]))
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
		record["Instrument version"]
		for record in records(book, "Codebook")
		if record["Variable"] == "WHO5_1 Mood"
	]
	assert versions == ["WHO-5 1", "WHO-5 2"]


def test_a_row_of_an_unknown_instrument_is_refused() -> None:
	with pytest.raises(ValueError, match="WHO-5 9"):
		measurements_workbook(Export([replace(answered(), instrument_version="9")], [WHO5]))
	with pytest.raises(ValueError, match="WHO-5 9"):
		b"".join(measurements_csv(Export([replace(answered(), instrument_version="9")], [WHO5])))


FREQUENCY = (Choice(0, "Never"), Choice(1, "Sometimes"), Choice(2, "=2+2"))
WORDED = Instrument(
	"COPE",
	"2",
	"Coping",
	(
		Item("C1", "Friends", 0, 2, subscale="P", choices=FREQUENCY),
		Item("C2", "Alone", 0, 2, reverse=True, subscale="P", choices=FREQUENCY),
		Item("C3", "Hours", 0, 99.5),
	),
	"Conversion Table",
	1,
	0,
	conversion=tuple(Converted(raw, 20 + raw) for raw in (0, 1, 2, 103.5)),
	subscales=(Subscale("P", "People", "Mean", 10, 0, (Cutoff(5, "Few"), Cutoff(None, "Many"))),),
	sd=7.5,
	reliability=0.8,
	reliability_source="Jacobson and Truax 1991",
)


def worded(case: str = "LAT-1", point: str = "Before", *answers: float | None) -> MeasurementRow:
	given = dict(zip(("C1", "C2", "C3"), answers or (2, 0, 1.5), strict=True))
	result = score(WORDED, given)
	return MeasurementRow(
		case, "Odense", "Mentor", point, DAY, "COPE", "2", given, result.value, result.reading,
		subscales=result.subscales,
	)  # fmt: skip


def test_answers_stand_as_codes_and_in_words() -> None:
	book = opened(worded(), instruments=(WORDED,))
	(record,) = records(book)
	assert (record["C1 Friends"], record["C1_words"]) == (2, "=2+2")
	assert (record["C2 Alone"], record["C2_words"]) == (0, "Never")
	assert "C3_words" not in record
	assert record["Score P"] == 20
	words = book["Data"].cell(2, list(record).index("C1_words") + 1)
	assert (words.data_type, bool(words.quotePrefix)) == ("s", True)


def test_words_are_left_out_when_not_asked_for() -> None:
	assert "C1_words" not in records(opened(worded(), instruments=(WORDED,), words=False))[0]


def test_the_codebook_tells_choices_reversal_subscales_conversion_and_reliability() -> None:
	book = opened(worded(), instruments=(WORDED,))
	codebook = {record["Variable"]: record for record in records(book, "Codebook")}
	assert set(codebook) == {cell.value for cell in book["Data"][1]}
	assert codebook["C1 Friends"]["Values"] == "0: Never | 1: Sometimes | 2: =2+2"
	assert codebook["C2 Alone"]["Scoring"] == "Reversed before scoring"
	assert codebook["C1 Friends"]["Subscale"] == "P"
	assert (codebook["Score P"]["Range"], codebook["Score P"]["Values"]) == ("0–20", "≤ 5: Few; Many")
	assert "1 → 21" in codebook["Score"]["Scoring"]
	assert "Jacobson and Truax 1991" in codebook["Score"]["Scoring"]


def test_a_course_stands_in_one_row_of_the_wide_sheet() -> None:
	book = opened(answered(), missing(), answered("LAT-2"), answered("LAT-2", "Follow-up", 0, 0, 0, 0, 1))
	first, second = records(book, "Data by course")
	assert (first["Case number"], first["Before WHO5_1 Mood"], first["After WHO5_1 Mood"]) == (
		"LAT-1",
		3,
		None,
	)
	assert first["After Reason for missing answers"] == "Did not want to answer"
	assert (second["Before Score"], second["After Score"], second["Follow-up Score"]) == (52, None, 4)


def test_versions_and_instruments_are_never_mixed_in_a_wide_row() -> None:
	newer = replace(WHO5, version="2")
	rows = [answered(), replace(answered(point="After"), instrument_version="2")]
	first, second = records(opened(*rows, instruments=(WHO5, newer)), "Data by course")
	assert (first["Instrument"], first["After Score"]) == ("WHO-5 1", None)
	assert (second["Instrument"], second["Before Score"]) == ("WHO-5 2", None)


def test_the_layout_asked_for_comes_first() -> None:
	assert opened(answered()).sheetnames[:2] == ["Data", "Data by course"]
	assert opened(answered(), layout="Wide").sheetnames[:2] == ["Data by course", "Data"]


def test_each_missing_event_has_a_row() -> None:
	lacking = MissingRow(
		"LAT-1", "Odense", "Mentor", "After measurement", "WHO-5 1", DAY, None, "Overdue", ""
	)
	(record,) = records(opened(answered(), missing=[lacking]), "Missing events")
	assert record == {
		"Case number": "LAT-1",
		"Municipality": "Odense",
		"Course type": "Mentor",
		"What is missing": "After measurement",
		"Instrument": "WHO-5 1",
		"Due": dt.datetime(2024, 1, 31),
		"Ended or recorded": None,
		"Standing": "Overdue",
		"Reason": None,
	}


def test_ratings_stand_on_a_sheet_of_their_own() -> None:
	rated = ProgressionRow("LAT-1", "Odense", "Mentor", DAY, 6, "Mentee", "@SUM(A1)", "+45 12 34 56 78")
	book = opened(answered(), progressions=[rated])
	(record,) = records(book, "Progression")
	assert (record["Grip on life (1-10)"], record["Rated by"]) == (6, "Mentee")
	assert [bool(book["Progression"][cell].quotePrefix) for cell in ("G2", "H2")] == [True, True]


def test_the_caveats_say_what_the_rows_are_a_part_of() -> None:
	book = opened(answered(), scope=["Answered from 01-01-2024"])
	assert "Answered from 01-01-2024" in [row[0].value for row in book["Caveats"].iter_rows()]


def test_a_csv_file_opens_in_danish_excel() -> None:
	content = b"".join(measurements_csv(Export([worded("LAT-1", "Before", 1, 1, 1.5)], [WORDED])))
	assert content.startswith(b"\xef\xbb\xbfCase number;")
	assert content.endswith(b"\r\n")
	line = content.decode("utf-8-sig").splitlines()[1]
	assert line.startswith("LAT-1;Odense;Mentor;Before;31-01-2024;COPE 2;1;1;1,5;")


@pytest.mark.parametrize(
	("text", "written"),
	[
		("=1+1", "'=1+1"),
		("@SUM(A1)", "'@SUM(A1)"),
		("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"),
		("-2+3", "'-2+3"),
		("\t=1+1", "'\t=1+1"),
		("\r=1+1", "'\r=1+1"),
		(" =1+1", "' =1+1"),
		("\u00a0=1+1", "'\u00a0=1+1"),
		("\ufeff=1+1", "'\ufeff=1+1"),
		("\u200b\u2060+1", "'\u200b\u2060+1"),
		("\u3000@SUM(A1)", "'\u3000@SUM(A1)"),
		("\ufe0f-2+3", "'\ufe0f-2+3"),
		("\x0b=1", "'\x0b=1"),
		("＝1+1", "'＝1+1"),
		("＋1+1", "'＋1+1"),
		("－2+3", "'－2+3"),
		("＠SUM(A1)", "'＠SUM(A1)"),
		("﹦1+1", "'﹦1+1"),
		("'=1+1", "''=1+1"),
		("'-5", "'-5"),
		("'s-Hertogenbosch", "'s-Hertogenbosch"),
		("+45 12 34 56 78", "+45 12 34 56 78"),
		("-5", "-5"),
		("Fem; seks", "Fem; seks"),
	],
)
def test_text_that_a_spreadsheet_might_run_is_disarmed_in_csv(text: str, written: str) -> None:
	assert csv_rows(replace(missing(), missing_reason=text))[1][-1] == written


STARTS = st.sampled_from(
	[
		"=",
		"+",
		"-",
		"@",
		"＝",
		"＋",
		"－",
		"＠",
		"'",
		"''",
		"\t",
		"\r",
		"\u00a0",
		"\u200b",
		"\ufeff",
		"_x000D_",
		"<r>",
	]
)
TEXTS = (
	st.lists(STARTS, max_size=3)
	.map("".join)
	.flatmap(
		lambda start: st.text(
			st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="Ã"), max_size=12
		).map(lambda text: f"{start}{text}")
	)
)


@given(TEXTS)
@example("<r>fed</r>")
@example("_x0041_")
@example("'=1+1")
@example("two\r\nlines\rthree")
def test_a_text_taken_back_in_is_the_text_that_went_out(text: str) -> None:
	row = replace(missing(), missing_reason=f"{text}.", point=f"{text}.")
	export = Export([row], (WHO5,))
	for content, name in (
		(b"".join(measurements_csv(export)), "a.csv"),
		(measurements_workbook(export), "a.xlsx"),
	):
		read = read_table(content, name).rows[0].cells
		assert (read[3], read[13]) == (clean(f"{text}."), clean(f"{text}."))


def test_a_text_that_looks_like_rich_text_is_no_markup() -> None:
	text = '<r><t>fed</t></r><hyperlink ref="A1"/><r>x</r>'
	content = measurements_workbook(Export([replace(missing(), missing_reason=text)], (WHO5,)))
	assert read_table(content, "a.xlsx").rows[0].cells[13] == text


def test_an_apostrophe_of_another_sender_disarms_too() -> None:
	table = read_table("Forløb;Note;A\n1;'=1+1;'-5\n2;'n;1\n".encode(), "a.csv")
	assert [row.cells[1:] for row in table.rows] == [["=1+1", "'-5"], ["'n", "1"]]


@pytest.mark.parametrize(("number", "written"), [(-5, "-5"), (-5.5, "-5,5"), (1e-7, "0,0000001"), (3.0, "3")])
def test_numbers_keep_their_value_in_csv(number: float, written: str) -> None:
	header, row = csv_rows(replace(answered(), score=number))
	assert row[header.index("Score")] == written


def test_a_csv_file_has_the_layout_asked_for() -> None:
	header, *rows = csv_rows(answered(), missing(), layout="Wide")
	assert len(rows) == 1
	assert rows[0][header.index("After Reason for missing answers")] == "Did not want to answer"


CASES = ("LAT-1", "007", "LAT-3")
COURSES = st.fixed_dictionaries(
	{},
	optional={
		(case, point): st.one_of(
			st.none(),
			st.tuples(
				st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)),
				st.tuples(
					st.sampled_from([None, 0, 1, 2]),
					st.sampled_from([None, 0, 1, 2]),
					st.one_of(st.none(), st.floats(0, 99.5).map(lambda value: float(f"{value:.15g}"))),
				),
			),
		)
		for case in CASES
		for point in ("Before", "After", "Follow-up")
	},
)


@pytest.mark.parametrize("translate", [str, danish])
@pytest.mark.parametrize("layout", ["Long", "Wide"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@settings(max_examples=25)
@given(courses=COURSES)
def test_an_export_imports_as_nothing_to_change(
	courses: dict, kind: str, layout: str, translate: Translate
) -> None:
	rows = [
		missing(case, point) if found is None else replace(worded(case, point, *found[1]), date=found[0])
		for (case, point), found in sorted(courses.items())
	]
	rows = [replace(row, instrument_code="COPE", instrument_version="2") for row in rows]
	unanswered = [row for row in rows if row.date is None]
	if not rows:
		return
	export = Export(rows, [WORDED], layout=layout)
	content = (
		measurements_workbook(export, translate)
		if kind == "xlsx"
		else b"".join(measurements_csv(export, translate))
	)
	table = read_table(content, f"export.{kind}")
	recorded = {(row.case, row.point): Existing(row.date, row.answers) for row in rows}
	mapping = suggest_mapping(table, WORDED, translate)
	plan = plan_import(table, mapping, WORDED, {case: case for case in CASES}, recorded, translate=translate)
	assert {row.outcome for row in plan.rows} <= {"Unchanged", "Skipped"}, [
		(row, [message.render() for message in row.messages]) for row in plan.rows
	]
	assert plan.counts["Unchanged"] == len(rows) - len(unanswered)


@given(st.sampled_from("=+-@"), st.text(max_size=40))
@settings(max_examples=60)
def test_hostile_labels_and_reasons_stay_text(start: str, text: str) -> None:
	label, reason = f"{start}1{text}", f"{start}2{text}"
	item = Item("C1", label, 0, 2, choices=(Choice(0, reason), Choice(2, label)))
	hostile = Instrument("COPE", "1", label, (item,), "Sum", 1, 0)
	row = MeasurementRow("LAT-1", label, reason, "Before", DAY, "COPE", "1", {"C1": 0}, missing_reason=reason)
	lacking = MissingRow("LAT-1", label, reason, label, reason=reason)
	book = opened(row, instruments=(hostile,), missing=[lacking], scope=[reason])
	for cell in itertools.chain.from_iterable(
		itertools.chain.from_iterable(sheet.iter_rows() for sheet in book)
	):
		assert cell.data_type not in ("f", "e")
		if isinstance(cell.value, str) and cell.value.startswith(FORMULA_STARTS):
			assert cell.quotePrefix
	for written in itertools.chain.from_iterable(csv_rows(row, instruments=(hostile,))):
		assert not written.strip().startswith(("=", "@"))
		assert not written.startswith(FORMULA_STARTS) or HARMLESS.fullmatch(written)


def test_a_file_that_cannot_be_finished_leaves_nothing_on_disk(tmp_path, monkeypatch) -> None:
	monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
	with pytest.raises(ValueError):
		measurements_workbook(Export([answered(), replace(answered(), instrument_version="9")], [WHO5]))
	assert list(tmp_path.iterdir()) == []


def test_a_formula_that_is_a_text_comes_back_as_it_went_out() -> None:
	"""Where the same file holds ids that Excel writes as formulas."""
	content = b'ID;Note\n="007";"\'=""x"""\n="008";Fin\n'
	rows = [row.cells for row in read_table(content, "a.csv").rows]
	assert rows == [["007", '="x"'], ["008", "Fin"]]
