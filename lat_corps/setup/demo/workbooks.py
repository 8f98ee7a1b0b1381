"""The demo's input files, with every date moved so that the year ends now."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files

from openpyxl import load_workbook

DANISH_DATE = re.compile(r"\b\d{2}-\d{2}-\d{4}\b")

Row = dict[str, object]


@dataclass(frozen=True)
class Data:
	"""Sheets by name, each a list of rows by heading; `moved` is how far dates were moved, in whole weeks."""

	corps: dict[str, list[Row]]
	referrals: dict[str, list[Row]]
	background: dict[str, list[Row]]
	debriefs: dict[str, list[Row]]
	partners: dict[str, list[Row]]
	plans: dict[str, list[Row]]
	moved: timedelta

	def of_course(self, sheet: str, course_id: str) -> list[Row]:
		"""Return the rows of a sheet that belong to the course with this id."""
		return [row for row in self.referrals[sheet] if row["Id"] == course_id]

	def first(self, sheet: str, course_id: str) -> Row | None:
		return next(iter(self.of_course(sheet, course_id)), None)


def read_data(today: date) -> Data:
	"""Read the workbooks; dates are moved by whole weeks until they end in the week up to `today`."""
	drawn_up = next(
		row["Værdi"] for row in _sheets("referrals.xlsx")["Om filen"] if row["Hvad"] == "Opgjort den"
	)
	moved = timedelta(weeks=(today - drawn_up).days // 7)
	names = (
		"corps.xlsx",
		"referrals.xlsx",
		"background.xlsx",
		"debriefs.xlsx",
		"partners.xlsx",
		"plans.xlsx",
	)
	return Data(*(_moved(_sheets(name), moved) for name in names), moved=moved)


def survey(name: str, moved: timedelta) -> bytes:
	"""Return a file with survey answers as its sender would send it today: only the dates are moved."""
	content = _content(name)
	return _moved_text(content, moved) if name.endswith(".csv") else _moved_workbook(content, moved)


def _content(name: str) -> bytes:
	return files(__package__).joinpath("data", name).read_bytes()


def _sheets(name: str) -> dict[str, list[Row]]:
	workbook = load_workbook(io.BytesIO(_content(name)), read_only=True, data_only=True)
	return {sheet.title: _rows(sheet) for sheet in workbook.worksheets}


def _rows(sheet) -> list[Row]:
	headings, *rows = sheet.iter_rows(values_only=True)
	return [
		{heading: _day(value) for heading, value in zip(headings, row, strict=True)}
		for row in rows
		if any(row)
	]


def _day(value: object) -> object:
	return value.date() if isinstance(value, datetime) else value


def _moved(sheets: dict[str, list[Row]], moved: timedelta) -> dict[str, list[Row]]:
	return {
		title: [
			{head: value + moved if isinstance(value, date) else value for head, value in row.items()}
			for row in rows
		]
		for title, rows in sheets.items()
	}


def _moved_text(content: bytes, moved: timedelta) -> bytes:
	def later(match: re.Match) -> str:
		return f"{datetime.strptime(match[0], '%d-%m-%Y') + moved:%d-%m-%Y}"

	return DANISH_DATE.sub(later, content.decode("cp1252")).encode("cp1252")


def _moved_workbook(content: bytes, moved: timedelta) -> bytes:
	workbook = load_workbook(io.BytesIO(content))
	for sheet in workbook.worksheets:
		for row in sheet.iter_rows():
			for cell in row:
				if isinstance(cell.value, datetime):
					cell.value += moved
	saved = io.BytesIO()
	workbook.save(saved)
	return saved.getvalue()
