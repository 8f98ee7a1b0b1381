"""Measurements as files for analysts: data, codebook, caveats and what is missing (R6, R87, R91, R92)."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field

from ...domain.change import CAVEATS
from ...domain.instruments import Instrument
from ...domain.text import Message, _
from ..cells.headings import INSTRUMENT, MISSING_REASON, POINT, READING
from ..cells.texts import danish_csv
from .codebook import HEADINGS, codebook
from .item_columns import Translate, translated
from .layouts import ExportLayout, Layouts, Marks, MeasurementRow
from .streaming import Stream, StreamedWorkbook, streamed_workbook

__all__ = [
	"Export", "ExportLayout", "Marks", "MeasurementRow", "MissingRow", "ProgressionRow", "measurements_csv",
	"measurements_workbook",
]  # fmt: skip

WIDE_NOTE = _(
	"On the sheet with a row per course, the point of measurement stands in front of the variable's name."
)
MISSING_NOTE = _(
	"What is missing has a row of its own: look at the sheet of missing events before you count or compare."
)

LONGEST_TEXT = 40
"""Characters of width for columns of free text."""


@dataclass(frozen=True)
class ProgressionRow:
	"""One rating, 1 to 10, of the grip on life (R71, R94)."""

	case: str
	municipality: str
	course_type: str
	date: dt.date
	rating: int
	rated_by: str
	why_not_lower: str = ""
	one_step_up: str = ""


@dataclass(frozen=True)
class MissingRow:
	"""What should have been recorded and is not; `standing` says whether it can still be.

	`what` names it as the course does, `due` is the last day on which it would have been on time, `until` the
	end of a gap between ratings, or the day of a skip; `reason` is what people have written.
	"""

	case: str
	municipality: str
	course_type: str
	what: str
	instrument: str = ""
	due: dt.date | None = None
	until: dt.date | None = None
	standing: str = ""
	reason: str = ""


@dataclass(frozen=True)
class Export:
	"""Rows that come course by course, and every instrument version that occurs in them.

	They are read once, while the file is written. They are about single cases: who may have the file is for
	the caller to judge. `words` gives each answer in the words of its scale too.
	"""

	rows: Iterable[MeasurementRow]
	instruments: Sequence[Instrument]
	missing: Iterable[MissingRow] = ()
	progressions: Iterable[ProgressionRow] = ()
	layout: ExportLayout = "Long"
	words: bool = True
	scope: Sequence[str] = field(default_factory=tuple)
	"""Sentences that say what the rows are a part of, such as a period."""
	marks: Mapping[str, Marks] = field(default_factory=dict)
	"""Course -> what marks its person, for who may know it: without any, there are no columns of it."""


def measurements_workbook(export: Export, translate: Translate = str) -> bytes:
	"""Return an .xlsx file with the measurements in both layouts, which can be imported again.

	The sheet of `export.layout` comes first: it is the one that an import reads. Raises ValueError for a row
	of an instrument version that is not given.
	"""
	layouts = Layouts(export.instruments, export.words, translate, export.marks)
	with streamed_workbook() as workbook:
		counts = _write_data(workbook, export, layouts, translate)
		_write_missing(workbook, export.missing, layouts, translate)
		_write_progressions(workbook, export.progressions, layouts, translate)
		_write_codebook(workbook, export, layouts, translate)
		_write_caveats(workbook, export, counts, translate)
		return workbook.content()


def measurements_csv(export: Export, translate: Translate = str) -> Iterator[bytes]:
	"""Yield a Danish CSV file of the measurements in the layout asked for, which can be imported again.

	Raises ValueError for a row of an instrument version that is not given.
	"""
	layouts = Layouts(export.instruments, export.words, translate, export.marks)
	rows = _known(export.rows, export.instruments)
	return danish_csv(layouts.headings(export.layout), layouts.records(rows, export.layout))


Counts = dict[tuple[str, str], list[int]]
"""(Instrument version, point) -> how many measurements, how many of them without a score."""


def _known(rows: Iterable[MeasurementRow], instruments: Sequence[Instrument]) -> Iterator[MeasurementRow]:
	references = {instrument.reference for instrument in instruments}
	for row in rows:
		if row.reference not in references:
			raise ValueError(f"Instrument not given: {row.reference}")
		yield row


def _write_data(workbook: StreamedWorkbook, export: Export, layouts: Layouts, translate: Translate) -> Counts:
	"""Write both layouts while the rows are read once; return how many there are, and how many unscored."""
	titles = {"Long": translate(_("Data")), "Wide": translate(_("Data by course"))}
	widths = _widths(export.instruments, layouts, translate)
	order: tuple[ExportLayout, ...] = ("Wide", "Long") if export.layout == "Wide" else ("Long", "Wide")
	sheets = {
		layout: Stream(workbook, titles[layout], layouts.headings(layout), widths, freeze_first=True)
		for layout in order
	}
	counts: Counts = {}
	rows = _known(export.rows, export.instruments)
	for _case, of_case in itertools.groupby(rows, key=lambda row: row.case):
		events = list(of_case)
		for row in events:
			count = counts.setdefault((row.reference, row.point), [0, 0])
			count[0] += 1
			count[1] += not row.is_scored
			sheets["Long"].append(layouts.long(row))
		for record in layouts.wide(events):
			sheets["Wide"].append(record)
	for sheet in sheets.values():
		sheet.close()
	return counts


def _widths(instruments: Sequence[Instrument], layouts: Layouts, translate: Translate) -> dict[str, int]:
	readings = (
		len(translated(cutoff.label, translate))
		for instrument in instruments
		for cutoff in instrument.cutoffs
	)
	return {
		**_course_widths(layouts),
		translate(READING): max(readings, default=0),
		translate(MISSING_REASON): LONGEST_TEXT,
		**{column.words_heading: 24 for column in layouts.worded},
	}


def _course_widths(layouts: Layouts) -> dict[str, int]:
	return dict(zip(layouts.course_headings, (16, 20, 22, 24, 12, 16), strict=False))


def _write_missing(
	workbook: StreamedWorkbook, rows: Iterable[MissingRow], layouts: Layouts, translate: Translate
) -> None:
	own = [
		translate(_("What is missing")),
		translate(INSTRUMENT),
		translate(_("Due")),
		translate(_("Ended or recorded")),
		translate(_("Standing")),
		translate(_("Reason")),
	]
	headings = [*layouts.course_headings, *own]
	widths = _course_widths(layouts) | dict(zip(own, (26, 16, 12, 12, 30, LONGEST_TEXT), strict=True))
	sheet = Stream(workbook, translate(_("Missing events")), headings, widths, freeze_first=True)
	for row in rows:
		case, municipality, course_type, what, instrument, due, until, standing, reason = astuple(row)
		what, standing, reason = (translated(text, translate) for text in (what, standing, reason))
		of_course = layouts.course(case, municipality, course_type)
		sheet.append([*of_course, what, instrument, due, until, standing, reason])
	sheet.close()


def _write_progressions(
	workbook: StreamedWorkbook, rows: Iterable[ProgressionRow], layouts: Layouts, translate: Translate
) -> None:
	own = [
		translate(_("Rated on")),
		translate(_("Grip on life (1-10)")),
		translate(_("Rated by")),
		translate(_("Why is it not lower?")),
		translate(_("What would be a sign of one step up?")),
	]
	headings = [*layouts.course_headings, *own]
	widths = _course_widths(layouts) | dict(zip(own, (12, 10, 20, LONGEST_TEXT, LONGEST_TEXT), strict=True))
	sheet = Stream(workbook, translate(_("Progression")), headings, widths, freeze_first=True)
	for row in rows:
		sheet.append(
			[
				*layouts.course(row.case, row.municipality, row.course_type),
				row.date,
				row.rating,
				translated(row.rated_by, translate),
				row.why_not_lower,
				row.one_step_up,
			]
		)
	sheet.close()


def _write_codebook(
	workbook: StreamedWorkbook, export: Export, layouts: Layouts, translate: Translate
) -> None:
	headings = [translate(heading) for heading in HEADINGS]
	widths = dict(zip(headings, (26, 40, 8, 10, 40, 40, 14, 16, 24), strict=True))
	sheet = Stream(workbook, translate(_("Codebook")), headings, widths, wrapped=headings)
	for variable in codebook(export.instruments, layouts, translate):
		sheet.append(variable.line())
	sheet.close()


def _write_caveats(workbook: StreamedWorkbook, export: Export, counts: Counts, translate: Translate) -> None:
	"""Write what to keep in mind, and below it how many events there are and how many have no score."""
	heading = translate(_("Keep in mind"))
	sheet = Stream(workbook, translate(_("Caveats")), [heading], {heading: 60}, wrapped=[heading])
	notes = [*CAVEATS, Message(MISSING_NOTE), Message(WIDE_NOTE)]
	for text in (*(note.render(translate) for note in notes), *export.scope):
		sheet.append([text])
	sheet.append([])
	figures = (INSTRUMENT, POINT, _("Measurements (n)"), _("Without a score (missing)"))
	sheet.append_header([translate(heading) for heading in figures])
	for (reference, point), (events, missing) in counts.items():
		sheet.append([reference, translate(point), events, missing])
