"""An instrument goes out as a workbook and comes back; a wrong workbook is refused at its place (N8)."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lat_corps.spreadsheets.cells.table import SpreadsheetError
from lat_corps.spreadsheets.instruments.instrument_columns import COLUMNS, SHEETS
from lat_corps.spreadsheets.instruments.instrument_workbook import (
	InstrumentWorkbookError,
	instrument_workbook,
	read_instrument,
)

DOCTYPES = Path(__file__).resolve().parents[2] / "lat_corps" / "measurement" / "doctype"

DANISH = {
	"Questions": "Spørgsmål",
	"Code": "Kode",
	"Yes": "Ja",
	"No": "Nej",
	"Sum": "Sum",
	"Mean": "Gennemsnit",
}


def danish(text: str) -> str:
	return DANISH.get(text, text)


def definition(**changes: object) -> dict[str, object]:
	"""A definition that uses every field, with the texts that a spreadsheet is most likely to spoil."""
	scoring = {
		"method": "Mean",
		"multiplier": 1,
		"rescale": 1,
		"rescale_lowest": 0,
		"rescale_highest": 100,
		"missing_allowed": 1,
		"rounding": "Not Rounded",
	}
	blank = {**scoring, "method": "Conversion Table", "rescale": 0, "missing_allowed": 1}
	return {
		"instrument_code": "007",
		"version_number": 3,
		"title": '=HYPERLINK("http://example.org")',
		"enabled": 0,
		"introduction": "Om de seneste to uger.\nSvar, som det passer bedst.",
		**scoring,
		"meaningful_change": 7.5,
		"sd": 12.25,
		"reliability": 0.83,
		"reliability_source": "Håndbogen, side 12",
		"instrument_source": "",
		"items": [
			item("1-5", "+Mod"),
			item("2", "-Ro", scale="Enighed", minimum=1, maximum=4.5, reverse=1, subscale="@S"),
			item("3", "Håb", scale="Enighed", minimum=1, maximum=4.5, subscale="@S"),
			item("4", "Andet", not_in_total=1),
		],
		"choices": [
			{"scale": "Enighed", "value": 1, "choice_label": "Nej"},
			{"scale": "Enighed", "value": 4.5, "choice_label": "3/4"},
		],
		"subscales": [{"subscale_code": "@S", "subscale_label": "Støtte", **blank, "rounding": "Next Whole"}],
		"conversion": [
			{"subscale": "@S", "raw": 2, "converted": 30},
			{"subscale": "@S", "raw": 9, "converted": 61.5},
		],
		"cutoffs": [
			{"subscale": "", "upto": 50, "reading": "Lav"},
			{"subscale": "", "upto": 100, "reading": "Høj"},
			{"subscale": "@S", "upto": 61.5, "reading": "Alle"},
		],
		**changes,
	}


def item(code: str, label: str, **values: object) -> dict[str, object]:
	blank = {"scale": "", "minimum": 0, "maximum": 5, "reverse": 0, "subscale": "", "not_in_total": 0}
	return {"item_code": code, "item_label": label, **blank, **values}


def read(content: bytes, translate: Callable[[str], str] = str) -> dict[str, object]:
	return read_instrument(content, "instrument.xlsx", translate)


def changed(change: Callable[[openpyxl.Workbook], None]) -> bytes:
	"""Return the workbook of the definition as somebody has edited it."""
	workbook = openpyxl.load_workbook(io.BytesIO(instrument_workbook(definition())))
	change(workbook)
	content = io.BytesIO()
	workbook.save(content)
	return content.getvalue()


def problems(change: Callable[[openpyxl.Workbook], None]) -> list[str]:
	with pytest.raises(InstrumentWorkbookError) as refusal:
		read(changed(change))
	return [message.render() for message in refusal.value.messages]


def write(sheet: str, cell: str, value: object) -> Callable[[openpyxl.Workbook], None]:
	def change(workbook: openpyxl.Workbook) -> None:
		workbook[sheet][cell] = value

	return change


@pytest.mark.parametrize("translate", [str, danish])
def test_every_field_comes_back_as_it_went_out(translate: Callable[[str], str]) -> None:
	assert read(instrument_workbook(definition(), translate), translate) == definition()


def test_a_workbook_in_english_is_read_where_the_site_speaks_danish() -> None:
	assert read(instrument_workbook(definition()), danish) == definition()


WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40).map(
	# the reader composes letters, so that they compare equal whoever wrote them
	lambda text: unicodedata.normalize("NFC", text)
)
NUMBERS = st.one_of(st.integers(-1000, 1000), st.floats(-1000, 1000).map(lambda number: round(number, 4)))


@given(
	labels=st.lists(WORDS, min_size=1, max_size=4),
	limits=st.lists(NUMBERS, min_size=2, max_size=2, unique=True).map(sorted),
	title=WORDS,
	multiplier=st.floats(0.01, 100).map(lambda number: round(number, 9)),
)
def test_whatever_the_words_and_numbers_are_they_come_back(
	labels: list[str], limits: list[float], title: str, multiplier: float
) -> None:
	plain = definition(
		title=title,
		rescale=0,
		multiplier=multiplier,
		missing_allowed=0,
		items=[
			item(f"I{number}", label, minimum=limits[0], maximum=limits[1])
			for number, label in enumerate(labels)
		],
		choices=[],
		subscales=[],
		conversion=[],
		cutoffs=[],
	)
	assert read(instrument_workbook(plain)) == plain


def test_no_cell_of_the_workbook_is_run_by_excel() -> None:
	workbook = openpyxl.load_workbook(io.BytesIO(instrument_workbook(definition())))
	cells = [
		cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None
	]
	assert not [cell for cell in cells if cell.data_type == "f"]
	texts = [cell for cell in cells if isinstance(cell.value, str) and cell.value[0] in "=+-@"]
	assert len(texts) == 9 and all(cell.quotePrefix for cell in texts)


def test_the_headings_are_the_labels_of_the_form() -> None:
	tables = {"": "lat_instrument"}
	form = json.loads((DOCTYPES / "lat_instrument" / "lat_instrument.json").read_text("utf-8"))
	for field in form["fields"]:
		if field["fieldtype"] == "Table":
			tables[field["fieldname"]] = field["options"].lower().replace(" ", "_")
			assert SHEETS[field["fieldname"]] == field["label"]
	assert set(tables) == set(COLUMNS)
	for table, name in tables.items():
		doctype = json.loads((DOCTYPES / name / f"{name}.json").read_text("utf-8"))
		labels = {
			field["fieldname"]: field["label"]
			for field in doctype["fields"]
			if field["fieldtype"] not in ("Table", "Tab Break", "Section Break", "Column Break", "HTML")
			and not field.get("hidden")
		}
		assert {column.name: column.heading for column in COLUMNS[table]} == labels


@pytest.mark.parametrize(
	("change", "problem"),
	[
		(
			write("Questions", "D2", "nul"),
			"“Questions”, D2: “nul” is not a number: write one such as 3 or 7,5.",
		),
		(write("Questions", "F3", "måske"), "“Questions”, F3: “måske” is neither Yes nor No."),
		(
			write("Questions", "A3", date(2024, 5, 1)),
			"“Questions”, A3: Excel has turned the text into the date",
		),
		(write("Questions", "A3", "1-5"), "“Questions”, A3: The code “1-5” already stands in row 1"),
		(write("Questions", "A3", None), "“Questions”, A3: Code is empty: fill it in."),
		(write("Questions", "C3", "Enig"), "“Questions”, C3: There is no scale called “Enig”"),
		(write("Questions", "G3", "Ro"), "“Questions”, G3: There is no subscale with the code “Ro”"),
		(write("Questions", "A3", "x" * 141), "“Questions”, A3: The text has 141 characters"),
		(write("Questions", "B3", "x" * 501), "“Questions”, B3: The text has 501 characters"),
		(write("Questions", "A1", "Kodeks"), "“Questions”, A1: “Kodeks” is no heading here"),
		(write("Questions", "A1", "Kodeks"), "“Questions”: The column Code is missing."),
		(write("Questions", "B1", "Code"), "“Questions”, B1: “Code” is no heading here, or stands twice"),
		(write("Questions", "K2", "?"), "“Questions”, K2: The column has no heading"),
		(write("Instrument", "A3", "Udgave"), "“Instrument”, A3: “Udgave” is no field of an instrument"),
		(write("Instrument", "B3", 1.5), "“Instrument”, B3: “1.5” is not a whole number."),
		(write("Instrument", "B2", None), "“Instrument”, B2: Code is empty: fill it in."),
		(write("Instrument", "B7", "Median"), "“Instrument”, B7: “Median” is no way to make a score"),
		(write("Subscales", "H2", 2), "“Subscales”, H2: Of 2 questions"),
		(write("Conversion", "B3", 2), "“Conversion”, B3: The sums must rise"),
		(write("Readings", "B3", 40), "“Readings”, B3: “Høj” must end above"),
		(lambda workbook: workbook.remove(workbook["Questions"]), "The workbook needs a sheet"),
		(
			lambda workbook: workbook.create_sheet("Noter").append(["x"]),
			"The sheet “Noter” has no place here",
		),
	],
)
def test_a_mistake_is_named_by_sheet_and_cell(
	change: Callable[[openpyxl.Workbook], None], problem: str
) -> None:
	found = problems(change)
	assert any(text.startswith(problem) for text in found), found


def test_all_mistakes_are_named_at_once() -> None:
	def change(workbook: openpyxl.Workbook) -> None:
		workbook["Questions"]["D2"] = "nul"
		workbook["Readings"]["B2"] = "mange"

	assert len(problems(change)) == 2


def test_a_formula_is_refused_by_its_cell() -> None:
	with pytest.raises(SpreadsheetError, match="“Questions” holds formulas, the first in D2"):
		read(changed(write("Questions", "D2", "=1+1")))


def test_empty_rows_do_not_move_the_places() -> None:
	def change(workbook: openpyxl.Workbook) -> None:
		workbook["Questions"].insert_rows(2, 3)
		workbook["Questions"]["D5"] = "nul"

	assert problems(change)[0].startswith("“Questions”, D5:")


@pytest.mark.parametrize("table", sorted(filter(None, COLUMNS)))
def test_an_empty_sheet_is_an_empty_table(table: str) -> None:
	plain = definition(
		items=[item("A", "Mod")], choices=[], subscales=[], conversion=[], cutoffs=[], missing_allowed=0
	)
	if table == "items":
		with pytest.raises(InstrumentWorkbookError, match="no items"):
			read(instrument_workbook({**plain, "items": []}))
		return
	assert read(instrument_workbook(plain))[table] == []


def zipped(**parts: bytes) -> bytes:
	content = io.BytesIO()
	with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
		for name, part in parts.items():
			archive.writestr(name, part)
	return content.getvalue()


@pytest.mark.parametrize(
	("content", "problem"),
	[
		(b"", "cannot be read|no Excel workbook|not an Excel workbook"),
		(b"code;label\r\n1;2", "not an Excel workbook"),
		(b"\xd0\xcf\x11\xe0" + b"\0" * 100, "old .xls"),
		(instrument_workbook(definition())[:-300], "incomplete"),
		(zipped(**{"xl/workbook.xml": b"0" * 30_000_000}), "unpack"),
		(zipped(**{"hello.txt": b"hello"}), "damaged"),
		(b"0" * 3_000_000, "larger than 2 MB"),
	],
)
def test_what_is_no_workbook_is_refused_in_words(content: bytes, problem: str) -> None:
	with pytest.raises(SpreadsheetError, match=problem):
		read(content)
