"""Files as survey systems and people make them, with invented answers."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pandas as pd
import pyreadstat
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from lat_corps.domain.instruments import Choice, Instrument, Item
from lat_corps.spreadsheets.cells.table import FileSettings, Table
from lat_corps.spreadsheets.meaning.codes import CodeProposal, suggest_codes
from lat_corps.spreadsheets.planning.answers import (
	ColumnRole,
	Existing,
	ImportPlan,
	plan_import,
	suggest_mapping,
)
from lat_corps.spreadsheets.reading.uploads import read_table
from tests.who5 import WHO5

CASES = {f"{number:03}": f"LAT-{number}" for number in range(1, 10)}
DAY = dt.date(2024, 1, 31)

FREQUENCY = ("Aldrig", "Sjældent", "Af og til", "Ofte", "For det meste", "Hele tiden")
WORDED = replace(
	WHO5,
	items=tuple(
		replace(item, choices=tuple(Choice(value, label) for value, label in enumerate(FREQUENCY)))
		for item in WHO5.items
	),
)
RATING = Instrument("RATING", "1", "Grip on life", (Item("R1", "Grip on life", 1, 10),), "Sum", 1, 0)

ODS_TABLE = (
	'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
	'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
	'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
	'<table:table table:name="Ark1">{}</table:table>'
	"</office:spreadsheet></office:body></office:document-content>"
)
ODS_KIND = b"application/vnd.oasis.opendocument.spreadsheet"

Rows = Sequence[Sequence[object]]


def text_file(rows: Rows, delimiter: str = ";", encoding: str = "utf-8", errors: str = "strict") -> bytes:
	content = io.StringIO()
	csv.writer(content, delimiter=delimiter).writerows(rows)
	return content.getvalue().encode(encoding, errors)


def workbook(sheets: Mapping[str, Rows], change: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
	book = openpyxl.Workbook()
	book.remove(book.active)
	for name, rows in sheets.items():
		sheet = book.create_sheet(name)
		for row in rows:
			sheet.append(row)
	if change:
		change(book)
	content = io.BytesIO()
	book.save(content)
	return content.getvalue()


def count_from_1904(book: openpyxl.Workbook) -> None:
	book.epoch = CALENDAR_MAC_1904


def spss(rows: Rows, compressed: bool = False, **described: object) -> bytes:
	"""Return a file of SPSS; the first row names its variables, numbers and texts are kept apart."""
	names, *cases = rows
	columns = {name: list(values) for name, *values in zip(names, *cases, strict=True)}
	with tempfile.TemporaryDirectory() as folder:
		path = Path(folder) / "svar.sav"
		pyreadstat.write_sav(pd.DataFrame(columns), str(path), compress=compressed, **described)
		return path.read_bytes()


def open_document(rows: Rows) -> bytes:
	"""Return a spreadsheet of LibreOffice with texts alone."""
	lines = "".join(
		"<table:table-row>"
		+ "".join(
			f"<table:table-cell><text:p>{escape(str(cell or ''))}</text:p></table:table-cell>" for cell in row
		)
		+ "</table:table-row>"
		for row in rows
	)
	return archive({"mimetype": ODS_KIND, "content.xml": ODS_TABLE.format(lines).encode()})


def archive(parts: Mapping[str, bytes]) -> bytes:
	content = io.BytesIO()
	with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
		for name, part in parts.items():
			packed.writestr(name, part)
	return content.getvalue()


def surveyxact(labels: Sequence[str] = FREQUENCY) -> dict[str, bytes]:
	"""A SurveyXact export: answers as codes from 1, its variables and labels in files beside."""
	numbers = range(1, 6)
	own = [f"statoverall_{number}" for number in numbers]
	head = ["respondentid", *own, "created", "closetime", "s_1", "maaling", *(f"s_2_{n}" for n in numbers)]
	rows = [
		[8001, 0, 0, 0, 1, 0, "2024-01-31 08:00:00", "2024-01-31 08:05:11", "001", 1, 1, 6, 2, 3, 4],
		[8002, 0, 0, 0, 1, 0, "2024-06-30 08:00:00", "2024-06-30 08:05:11", "001", 2, 6, 6, 5, 4, 3],
	]
	variables = [
		["s_1", "Deltager-ID", "Double"],
		["maaling", "Måletidspunkt", "Single"],
		*([f"s_2_{n}", item.label, "Single"] for n, item in zip(numbers, WHO5.items, strict=True)),
	]
	meanings = [["maaling", 1, "Før"], ["maaling", 2, "Efter"]]
	meanings += [[f"s_2_{n}", code, label] for n in numbers for code, label in enumerate(labels, 1)]
	return {
		"dataset.csv": text_file([head, *rows], encoding="cp1252"),
		"labels.csv": text_file(meanings, encoding="cp1252"),
		"variables.csv": text_file(variables, encoding="cp1252"),
	}


def read(content: bytes, name: str = "answers.csv", **settings: object) -> Table:
	return read_table(content, name, FileSettings(**settings))


def mapping_of(table: Table, instrument: Instrument = WHO5) -> dict[str, ColumnRole]:
	return {column.header: column for column in suggest_mapping(table, instrument)}


def codes_of(table: Table, instrument: Instrument = WHO5) -> CodeProposal:
	return suggest_codes(table, suggest_mapping(table, instrument), instrument)


def plan_of(
	table: Table,
	instrument: Instrument = WHO5,
	existing: Mapping[tuple[str, str], Existing] | None = None,
	mapping: Sequence[ColumnRole] | None = None,
	**arguments: object,
) -> ImportPlan:
	"""Plan as a person does who confirms every proposal."""
	mapping = mapping or suggest_mapping(table, instrument)
	codes = suggest_codes(table, mapping, instrument).codes
	return plan_import(table, mapping, instrument, CASES, existing or {}, codes=codes, **arguments)


def answered(plan: ImportPlan) -> list[tuple[object, ...]]:
	"""Return case, point, date and answers of the rows that would be written."""
	return [
		(row.case, row.point, row.date, *row.answers.values()) for row in plan.rows if row.outcome == "New"
	]


def said(plan: ImportPlan) -> str:
	return "\n".join(message.render() for row in plan.rows for message in row.messages)


def warned(table: Table) -> str:
	return "\n".join(warning.render() for warning in table.warnings)
