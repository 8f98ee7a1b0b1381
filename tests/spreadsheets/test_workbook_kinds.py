"""Workbooks of many programs give the same cells: what a sheet tells beside its numbers is not lost (N10)."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from lat_corps.spreadsheets.cells.table import SpreadsheetError, Table
from lat_corps.spreadsheets.cells.texts import from_excel_text, to_excel_text
from lat_corps.spreadsheets.reading.uploads import read_table

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_KIND = "http://purl.oclc.org/ooxml/officeDocument/relationships"

HEADINGS = "<row r='1'><c r='A1' t='str'><v>ID</v></c><c r='B1' t='str'><v>A</v></c></row>"
STYLES = (
	"<numFmts><numFmt numFmtId='165' formatCode='[h]:mm'/><numFmt numFmtId='166' formatCode='0.0\" %\"'/>"
	"<numFmt numFmtId='167' formatCode='d. mmmm yyyy'/></numFmts>"
	"<cellStyleXfs><xf numFmtId='9'/></cellStyleXfs><cellXfs>{}</cellXfs>"
).format("".join(f"<xf numFmtId='{number}'/>" for number in (0, 14, 9, 165, 166, 167, 10)))


def made(
	rows: str,
	*,
	shared: str = "",
	styles: str = STYLES,
	strict: bool = False,
	prefix: str = "",
	first_day: str = "",
	parts: Mapping[str, str] | None = None,
) -> bytes:
	"""Return a workbook of one sheet with these rows below its headings, as another program may write it."""
	main, kind = (STRICT, STRICT_KIND) if strict else (MAIN, KIND)

	def document(root: str, xml: str) -> str:
		inner = (
			xml.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}") if prefix else xml
		)
		declared = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
		return f'<{prefix}{root} {declared}="{main}" xmlns:r="{kind}">{inner}</{prefix}{root}>'

	def relations(**targets: str) -> str:
		each = (
			f'<Relationship Id="{name}" Type="{kind}/{name}" Target="{target}"/>'
			for name, target in targets.items()
		)
		return f'<Relationships xmlns="{RELATIONS}">{"".join(each)}</Relationships>'

	given = {
		"[Content_Types].xml": "<Types/>",
		"_rels/.rels": relations(officeDocument="xl/workbook.xml"),
		"xl/workbook.xml": document(
			"workbook", f"{first_day}<sheets><sheet name='Ark1' sheetId='1' r:id='worksheet'/></sheets>"
		),
		"xl/_rels/workbook.xml.rels": relations(
			worksheet="/xl/worksheets/sheet1.xml", styles="styles.xml", sharedStrings="sharedStrings.xml"
		),
		"xl/worksheets/sheet1.xml": document("worksheet", f"<sheetData>{HEADINGS}{rows}</sheetData>"),
		"xl/styles.xml": document("styleSheet", styles),
		"xl/sharedStrings.xml": document("sst", shared),
		**(parts or {}),
	}
	content = io.BytesIO()
	with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
		for name, part in given.items():
			if part:
				archive.writestr(name, part)
	return content.getvalue()


def row(cell: str) -> str:
	return f"<row r='2'><c r='A2'><v>1</v></c>{cell}</row>"


def value(cell: str, **options: object) -> object:
	return read_table(made(row(cell), **options), "a.xlsx").rows[0].cells[1]


def warned(table: Table) -> str:
	return "\n".join(message.render() for message in table.warnings)


@pytest.mark.parametrize(
	("cell", "read"),
	[
		("<c r='B2'><v>5</v></c>", 5),
		("<c r='B2'><v>2.5</v></c>", 2.5),
		("<c r='B2'><v>1E2</v></c>", 100.0),
		("<c r='B2'><v>1_000</v></c>", "1_000"),
		("<c r='B2' t='b'><v>1</v></c>", True),
		("<c r='B2' t='b'><v>0</v></c>", False),
		("<c r='B2' t='e'><v>#N/A</v></c>", "#N/A"),
		("<c r='B2' t='e'><f>1/0</f><v>#DIV/0!</v></c>", "#DIV/0!"),
		("<c r='B2' t='str'><v> = 1 </v></c>", "= 1"),
		("<c r='B2' t='d'><v>2024-01-31T08:05:00</v></c>", dt.datetime(2024, 1, 31, 8, 5)),
		("<c r='B2' t='d'><v>yesterday</v></c>", "yesterday"),
		("<c r='B2' s='1'><v>45322</v></c>", dt.datetime(2024, 1, 31)),
		("<c r='B2' s='5'><v>45322</v></c>", dt.datetime(2024, 1, 31)),
		("<c r='B2' s='1'><v>99999999</v></c>", "#VALUE!"),
		("<c r='B2' s='3'><v>1.5</v></c>", dt.timedelta(hours=36)),
		("<c r='B2' s='4'><v>80</v></c>", 80),
		("<c r='B2' s='99'><v>80</v></c>", 80),
		("<c r='B2' t='inlineStr'><is><r><t>mest </t></r><r><t>glad</t></r></is></c>", "mest glad"),
		("<c r='B2' t='inlineStr'><is><t>Før_x000D_&#10;</t></is></c>", "Før"),
		("<c r='B2' t='str'><v>_x005F_x000D_</v></c>", "_x000D_"),
		("<c r='B2' t='str'><v>5_x0000_</v></c>", "5"),
		("<c r='B2' t='str'><v>_xD83D_</v></c>", "_xD83D_"),
		("<c t='str'><v>no coordinate</v></c>", "no coordinate"),
	],
)  # fmt: skip
def test_a_cell_of_each_kind(cell: str, read: object) -> None:
	found = value(cell)
	assert (found, type(found)) == (read, type(read))


@pytest.mark.parametrize(
	("style", "stored", "seen"),
	[
		("2", "0.8", "80 %"),
		("2", "1", "100 %"),
		("6", "0.55", "55 %"),
		("6", "0.805", "80.5 %"),
		("2", "0", "0 %"),
	],
)
def test_per_cent_is_what_is_seen(style: str, stored: str, seen: str) -> None:
	table = read_table(made(row(f"<c r='B2' s='{style}'><v>{stored}</v></c>")), "a.xlsx")
	assert table.rows[0].cells[1] == seen


def test_shared_texts_lose_hints_of_how_they_are_said_and_keep_every_piece() -> None:
	shared = (
		"<si><t>first</t></si><si><r><t xml:space='preserve'>Hele </t></r><r><t>tiden</t></r>"
		"<rPh sb='0' eb='1'><t>hint</t></rPh></si>"
	)
	assert value("<c r='B2' t='s'><v>1</v></c>", shared=shared) == "Hele tiden"


@pytest.mark.parametrize("options", [{"strict": True}, {"prefix": "x:"}, {"strict": True, "prefix": "ss:"}])
def test_other_spellings_of_the_same_workbook(options: dict) -> None:
	shared = "<si><t>Hele tiden</t></si>"
	cells = "<c r='B2' t='s'><v>0</v></c><c r='D2' s='1'><v>45322</v></c>"
	table = read_table(made(row(cells), shared=shared, **options), "a.xlsx")
	assert table.rows[0].surplus or table.rows[0].cells[1] == "Hele tiden"
	assert table.rows[0].surplus[-1] == dt.datetime(2024, 1, 31)


def test_days_that_count_from_1904() -> None:
	content = made(row("<c r='B2' s='1'><v>43860</v></c>"), first_day="<workbookPr date1904='1'/>")
	table = read_table(content, "a.xlsx")
	assert (table.rows[0].cells[1], table.epoch) == (dt.datetime(2024, 1, 31), dt.date(1904, 1, 1))


@pytest.mark.parametrize("name", ["xl/styles.xml", "xl/sharedStrings.xml", "_rels/.rels"])
def test_a_part_that_no_cell_needs_may_be_missing(name: str) -> None:
	assert value("<c r='B2' s='1'><v>5</v></c>", parts={name: ""}) is not None


@pytest.mark.parametrize(
	"name", ["xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml"]
)
def test_a_part_that_is_needed_and_missing_is_damage(name: str) -> None:
	with pytest.raises(SpreadsheetError, match="damaged"):
		value("<c r='B2'><v>5</v></c>", parts={name: ""})


@pytest.mark.parametrize(
	"cell",
	[
		"<c r='B2' t='s'><v>7</v></c>",
		"<c r='2'><v>7</v></c>",
		"<c r='ÆØ2'><v>7</v></c>",
		"<c r='B2'><v>7</c>",
	],
)
def test_a_cell_that_cannot_be_is_damage(cell: str) -> None:
	with pytest.raises(SpreadsheetError, match="damaged"):
		value(cell)


@pytest.mark.parametrize(
	("cell", "said"),
	[
		("<c r='B2' t='str'><f>IF(A2=\"\",\"\",\"\")</f><v></v></c>", False),
		("<c r='B2' t='str'><f t='shared' ref='B2:B9' si='0'>IF(A2,\"\",1)</f><v></v></c>", False),
		("<c r='B2' t='str'><f t='array' ref='B2'>IF(A2,\"\",1)</f><v/></c>", False),
		("<c r='B2' t='str'><f>IF(A2=\"\",\"\",\"\")</f></c>", True),
		("<c r='B2'><f>A2+1</f><v></v></c>", True),
		("<c r='B2'><f>A2+1</f></c>", True),
		("<c r='B2'><f>A2+1</f><v>2</v></c>", False),
		("<c r='B2'><f t='shared' si='0'/><v>2</v></c>", False),
	],
)  # fmt: skip
def test_only_a_formula_without_a_saved_value_is_said_to_have_none(cell: str, said: bool) -> None:
	table = read_table(made(row(cell)), "a.xlsx")
	assert "1 cells hold formulas" in warned(table)
	assert ("not calculated" in warned(table)) is said


def test_a_formula_that_only_excel_would_calculate_is_no_answer_of_nought() -> None:
	"""XlsxWriter and its kin save 0 for every formula, and tell Excel to calculate on opening."""
	content = io.BytesIO()
	with xlsxwriter.Workbook(content) as book:
		sheet = book.add_worksheet()
		sheet.write_row("A1", ["ID", "A", "B", "C"])
		sheet.write_row("A2", [1, 0])
		sheet.write_formula("C2", "=B2+3")
		sheet.write_formula("D2", "=B2+4", value=4)
		sheet.write_row("A3", [2, 5])
		sheet.write_formula("C3", "=0")
	table = read_table(content.getvalue(), "a.xlsx")
	assert [row.cells for row in table.rows] == [[1, 0, None, 4], [2, 5, None, None]]
	assert "2 formulas were not calculated when the file was saved" in warned(table)
	assert "the first in C2" in warned(table)


def test_entities_are_refused_in_every_part() -> None:
	for name in ("xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"):
		part = '<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'
		with pytest.raises(SpreadsheetError, match="entities"):
			value("<c r='A2' s='1'><v>5</v></c><c r='B2' t='s'><v>0</v></c>", parts={name: part})


SPELT = st.from_regex(r"_x[0-9a-fA-F]{4}_[^\0]?", fullmatch=True)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30) | SPELT)
def test_a_text_that_is_spelt_is_the_text_that_was_written(text: str) -> None:
	assert from_excel_text(to_excel_text(text)) == text


def test_a_text_of_a_workbook_of_openpyxl() -> None:
	book = openpyxl.Workbook()
	book.active.append(["ID", "A"])
	book.active.append([1, "Hele tiden_x000D_\nja"])
	content = io.BytesIO()
	book.save(content)
	assert read_table(content.getvalue(), "a.xlsx").rows[0].cells[1] == "Hele tiden\r\nja"
