"""OpenDocument spreadsheets give the cells that a person sees, hostile ones a sentence (N10, security 19)."""

from __future__ import annotations

import datetime as dt
import io
import time
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lat_corps.spreadsheets.cells.table import Limits, SpreadsheetError, Table
from lat_corps.spreadsheets.reading.uploads import read_table

from .senders import WORDED, answered, plan_of, read

NAMES = "".join(
	f' xmlns:{prefix}="urn:{prefix}"'
	for prefix in ("office", "table", "text", "style", "calcext", "draw", "dc")
)
KIND = "application/vnd.oasis.opendocument.spreadsheet"
HIDDEN = (
	'<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/>'
	"</style:style>"
)


def text(written: str) -> str:
	return f'<table:table-cell office:value-type="string"><text:p>{written}</text:p></table:table-cell>'


def number(value: object, kind: str = "float") -> str:
	attributes = f'office:value-type="{kind}" office:value="{value}"'
	return f"<table:table-cell {attributes}><text:p>shown</text:p></table:table-cell>"


def row(*cells: str, more: str = "") -> str:
	return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def table(title: str, *rows: str, more: str = "") -> str:
	return f'<table:table table:name="{title}"{more}>{"".join(rows)}</table:table>'


HEADINGS = row(text("ID"), text("A"))
FILL = (
	'<table:table-row table:number-rows-repeated="1048000">'
	'<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def document(
	*tables: str, styles: str = HIDDEN, before: str = "", parts: dict[str, str] | None = None
) -> bytes:
	xml = (
		f"<?xml version='1.0' encoding='UTF-8'?>{before}<office:document-content{NAMES}>"
		f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
		f"{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
	)
	content = io.BytesIO()
	with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
		for name, part in {"mimetype": KIND, "content.xml": xml, **(parts or {})}.items():
			archive.writestr(name, part)
	return content.getvalue()


def value(cell: str) -> object:
	return opened(document(table("Ark1", HEADINGS, row(number(1), cell), FILL))).rows[0].cells[1]


def opened(content: bytes, **limits: int) -> Table:
	return read_table(content, "a.ods", limits=Limits(**limits))


def warned(found: Table) -> str:
	return "\n".join(message.render() for message in found.warnings)


def refusal(content: bytes, **limits: int) -> str:
	with pytest.raises(SpreadsheetError) as error:
		opened(content, **limits)
	return error.value.message.render()


@pytest.mark.parametrize(
	("cell", "found"),
	[
		(number(5), 5),
		(number(2.5), 2.5),
		(number(0.8, "percentage"), "80 %"),
		(number(12, "currency"), 12),
		(text("Hele tiden"), "Hele tiden"),
		(text("007"), "007"),
		(text("to<text:s text:c='2'/>ord"), "to  ord"),
		(text("en</text:p><text:p>to"), "en\nto"),
		(text("en<text:span>to</text:span><text:line-break/>tre"), "ento\ntre"),
		(text("svar<draw:frame><text:p>billede</text:p></draw:frame>et"), "svaret"),
		(
			'<table:table-cell office:value-type="string"><office:annotation><dc:date>2024</dc:date>'
			"<text:p>remark</text:p></office:annotation><text:p>Ofte</text:p></table:table-cell>",
			"Ofte",
		),
		('<table:table-cell office:value-type="boolean" office:boolean-value="true"/>', True),
		('<table:table-cell office:value-type="date" office:date-value="2024-01-31"/>', dt.date(2024, 1, 31)),
		(
			'<table:table-cell office:value-type="date" office:date-value="2024-01-31T08:05:00"/>',
			dt.datetime(2024, 1, 31, 8, 5),
		),
		('<table:table-cell office:value-type="time" office:time-value="PT08H05M00S"/>', dt.time(8, 5)),
		(
			'<table:table-cell office:value-type="time" office:time-value="PT26H30M00S"/>',
			dt.timedelta(hours=26, minutes=30),
		),
		(
			'<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
			'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>',
			"#DIV/0!",
		),
		('<table:table-cell table:formula="of:=2" office:value-type="float" office:value="2"/>', 2),
	],
)  # fmt: skip
def test_a_cell_of_each_kind(cell: str, found: object) -> None:
	seen = value(cell)
	assert (seen, type(seen)) == (found, type(found))


def test_repeated_cells_and_rows_stand_as_often_as_they_are_repeated() -> None:
	twice = number(3).replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="2"')
	content = document(
		table(
			"Ark1",
			row(*(text(name) for name in "ABCD")),
			row(number(1), '<table:table-cell table:number-columns-repeated="1"/>', twice),
			row(twice, twice, more=' table:number-rows-repeated="2"'),
			FILL,
		)
	)
	assert [(each.number, each.cells) for each in opened(content).rows] == [
		(2, [1, None, 3, 3]),
		(3, [3, 3, 3, 3]),
		(4, [3, 3, 3, 3]),
	]


def test_what_stands_beside_the_cells_is_said() -> None:
	unsaved = '<table:table-cell table:formula="of:=A2"/>'
	merged = text("001").replace("<table:table-cell", '<table:table-cell table:number-rows-spanned="2"')
	found = opened(
		document(
			table(
				"Ark1",
				'<table:table-column/><table:table-column table:visibility="collapse"/>',
				row(text("ID"), text("A"), text("B")),
				row(merged, number(0.5, "percentage"), unsaved),
				row("<table:covered-table-cell/>", number(1), number(2), more=' table:visibility="filter"'),
			),
			table("Skjult", HEADINGS, more=' table:style-name="ta2"'),
			table("'file:///x'#$A", "<table:table-source/>", HEADINGS),
		)
	)
	assert [each.cells for each in found.rows] == [["001", "50 %", None], ["001", 1, 2]]
	said = warned(found)
	for part in (
		"Hidden sheets were not read: Skjult.",
		"1 cells hold formulas",
		"not calculated when the file was saved and count as empty, the first in C2",
		"Columns B are hidden",
		"1 rows are hidden",
		"1 empty cells belong to cells merged",
	):
		assert part in said
	assert found.sheets == ("Ark1",)


def test_a_formula_that_gives_an_empty_text_is_silent() -> None:
	empty = ('office:string-value=""/>', "><text:p></text:p></table:table-cell>", "/>")
	for end in empty:
		cell = f'<table:table-cell table:formula="of:=IF(A2;&quot;&quot;;1)" office:value-type="string" {end}'
		found = opened(document(table("Ark1", HEADINGS, row(number(1), cell), row(number(2), number(5)))))
		assert [each.cells for each in found.rows] == [[1, None], [2, 5]]
		assert "not calculated" not in warned(found)


def test_earlier_contents_and_copies_of_other_files_are_no_answers() -> None:
	old = f"<table:tracked-changes><table:table-cell>{text('old')}</table:table-cell></table:tracked-changes>"
	copies = f"<table:dde-links>{table('Kopi', HEADINGS)}</table:dde-links>"
	found = opened(document(old, table("Ark1", HEADINGS, row(number(1), number(2))), copies))
	assert [each.cells for each in found.rows] == [[1, 2]] and found.sheets == ("Ark1",)


def test_answers_of_a_sender_become_measurements() -> None:
	headings = row(
		*(text(name) for name in ("Forløb", "Måling", "Dato", *(item.code for item in WORDED.items)))
	)
	day = '<table:table-cell office:value-type="date" office:date-value="2024-01-31"/>'
	answers = [number(answer) for answer in (3, 2, 4, 1, 3)]
	content = document(table("Svar", headings, row(text("001"), text("Før"), day, *answers), FILL))
	assert answered(plan_of(read(content, "svar.ods"), WORDED))


@pytest.mark.parametrize(
	("rows", "said"),
	[
		([row(number(1), more=' table:number-rows-repeated="1048576"')], "more than 100000 rows"),
		(
			[
				row(
					number(1).replace(
						"<table:table-cell", '<table:table-cell table:number-columns-repeated="16384"'
					)
				)
			],
			"beyond the 1000 columns",
		),
		(
			[
				row(
					number(1).replace(
						"<table:table-cell", '<table:table-cell table:number-columns-repeated="1000"'
					),
					more=' table:number-rows-repeated="90000"',
				)
			],
			"cells",
		),
	],
)
def test_repetitions_without_end_are_refused_quickly_and_in_little_memory(rows: list[str], said: str) -> None:
	tracemalloc.start()
	started = time.process_time()
	assert said in refusal(document(table("Ark1", HEADINGS, *rows)))
	assert time.process_time() - started < 5
	assert tracemalloc.get_traced_memory()[1] < 60_000_000
	tracemalloc.stop()


def test_entities_bombs_passwords_and_damage_are_each_told() -> None:
	good = table("Ark1", HEADINGS, row(number(1), number(2)))
	assert "entities" in refusal(document(good, before='<!DOCTYPE x [<!ENTITY a "ha">]>'))
	assert "unpack" in refusal(document(table("Ark1", HEADINGS, row(text("0" * 8_000_000)))))
	protected = {"META-INF/manifest.xml": "<manifest:encryption-data/>"}
	assert "password" in refusal(document(good, parts=protected))
	assert "damaged" in refusal(document(good, parts={"content.xml": "<office:document-content"}))
	assert "no spreadsheet" in refusal(document(good, parts={"content.xml": "<office:text/>"}))
	assert "more than 20 characters" in refusal(
		document(table("A", HEADINGS, row(text("x" * 30)))), cell_characters=20
	)
	assert "No visible sheet" in refusal(document(table("Ark1", FILL)))
	assert "incomplete" in refusal(document(good)[:-60])


@given(st.data())
def test_whatever_attributes_say_is_a_table_or_a_sentence(data: st.DataObject) -> None:
	odd = st.sampled_from(["", "-1", "x", "1e9", "999999999999", "nan", "inf", "PT", "2024-13-01", "0", "1"])
	kind = data.draw(st.sampled_from(["float", "date", "time", "boolean", "percentage", "string", "void"]))
	names = ["office:value", "office:date-value", "office:time-value", "table:number-columns-repeated"]
	names += ["table:number-rows-spanned", "table:number-columns-spanned", "office:string-value"]
	written = "".join(f' {name}="{data.draw(odd)}"' for name in data.draw(st.sets(st.sampled_from(names))))
	cell = f'<table:table-cell office:value-type="{kind}"{written}/>'
	try:
		assert opened(document(table("Ark1", HEADINGS, row(number(1), cell)))).headers
	except SpreadsheetError as error:
		assert error.message.render()
