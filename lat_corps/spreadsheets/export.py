"""Measurements as a workbook for statisticians: data, codebook and caveats (R6, R87, R91, R92)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ..domain.change import CAVEATS
from ..domain.instruments import Instrument
from ..domain.text import _
from .codebook import codebook
from .headings import CASE, COURSE_TYPE, DATE, INSTRUMENT, MISSING_REASON, MUNICIPALITY, POINT, READING, SCORE
from .item_columns import ItemColumn, Translate, item_columns
from .writing import saved, wrap_column, write_frame


@dataclass(frozen=True)
class MeasurementRow:
	"""One measurement event, answered or not; a missing one has no answers and says why.

	`point` is "Before", "After" or "Follow-up"; `score` is in points of the instrument.
	"""

	case: str
	municipality: str
	course_type: str
	point: str
	date: dt.date | None
	instrument_code: str
	instrument_version: str
	answers: Mapping[str, float | None] = field(default_factory=dict)
	score: float | None = None
	reading: str = ""
	missing_reason: str = ""

	@property
	def reference(self) -> str:
		"""Code and version of the instrument, as in Instrument.reference."""
		return f"{self.instrument_code} {self.instrument_version}"


def measurements_workbook(
	rows: Sequence[MeasurementRow], instruments: Sequence[Instrument], translate: Translate = str
) -> bytes:
	"""Return an .xlsx file with one row per event, missing ones included, which can be imported again.

	`instruments` must hold every version that occurs in `rows`; ValueError otherwise. The rows are about
	single cases: who may have the file is for the caller to judge.
	"""
	unknown = {row.reference for row in rows} - {instrument.reference for instrument in instruments}
	if unknown:
		raise ValueError(f"Instruments not given: {', '.join(sorted(unknown))}")
	columns = item_columns(instruments, translate)
	workbook = Workbook()
	_write_data(workbook.active, rows, columns, translate)
	_write_codebook(workbook.create_sheet(), codebook(instruments, columns, translate), translate)
	_write_caveats(workbook.create_sheet(), rows, translate)
	return saved(workbook)


def _write_data(
	sheet: Worksheet, rows: Sequence[MeasurementRow], columns: Sequence[ItemColumn], translate: Translate
) -> None:
	headings = [
		*(translate(h) for h in (CASE, MUNICIPALITY, COURSE_TYPE, POINT, DATE, INSTRUMENT)),
		*(column.heading for column in columns),
		*(translate(h) for h in (SCORE, READING, MISSING_REASON)),
	]
	records = [_record(row, columns, translate) for row in rows]
	sheet.title = translate(_("Data"))
	write_frame(sheet, pd.DataFrame(records, columns=headings, dtype=object))
	sheet.auto_filter.ref = sheet.dimensions
	sheet.freeze_panes = "B2"


def _record(row: MeasurementRow, columns: Sequence[ItemColumn], translate: Translate) -> list[object]:
	return [
		row.case,
		row.municipality,
		_translated(row.course_type, translate),
		_translated(row.point, translate),
		row.date,
		row.reference,
		*(
			row.answers.get(column.item_code) if column.instrument_code == row.instrument_code else None
			for column in columns
		),
		row.score,
		_translated(row.reading, translate),
		_translated(row.missing_reason, translate),
	]


def _translated(text: str, translate: Translate) -> str:
	"""Translate, but leave an empty text empty: gettext answers that with the catalogue's header."""
	return translate(text) if text else ""


def _write_codebook(sheet: Worksheet, frame: pd.DataFrame, translate: Translate) -> None:
	sheet.title = translate(_("Codebook"))
	write_frame(sheet, frame)
	sheet.auto_filter.ref = sheet.dimensions
	for position in range(1, len(frame.columns) + 1):
		wrap_column(sheet, position)


def _write_caveats(sheet: Worksheet, rows: Sequence[MeasurementRow], translate: Translate) -> None:
	"""Write what to keep in mind, and below it how many events there are and how many have no score."""
	sheet.title = translate(_("Caveats"))
	caveats = pd.DataFrame({translate(_("Keep in mind")): [caveat.render(translate) for caveat in CAVEATS]})
	write_frame(sheet, caveats)
	wrap_column(sheet, 1)
	write_frame(sheet, _completeness(rows, translate), first_row=len(caveats) + 3)


def _completeness(rows: Sequence[MeasurementRow], translate: Translate) -> pd.DataFrame:
	events = pd.DataFrame(
		[(row.reference, translate(row.point), row.score is None) for row in rows],
		columns=["instrument", "point", "missing"],
	)
	counts = events.groupby(["instrument", "point"], sort=False)["missing"].agg(["size", "sum"]).reset_index()
	headings = (INSTRUMENT, POINT, _("Measurements (n)"), _("Without a score (missing)"))
	return counts.set_axis([translate(heading) for heading in headings], axis="columns")
