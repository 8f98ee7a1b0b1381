"""The plan of an import: every row checked and compared before anything is written (N10, R90)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ...domain.answer_dates import CourseSpan, why_impossible
from ...domain.cadence import FOLLOW_UP
from ...domain.closings import earlier_closing
from ...domain.instruments import AnswerError, Instrument
from ...domain.text import Message, Term, _
from ..cells.dates import parse_date
from ..cells.errors import SpreadsheetError
from ..cells.settings import AnswerCode, FileSettings
from ..cells.table import Table
from ..meaning.civil_columns import civil_columns, civil_warning, refuse_civil_headings
from ..meaning.columns import Columns
from ..meaning.mapping import ColumnRole, suggest_mapping
from ..reading.conventions import decimal_sign, numbers_as_text
from .case_ids import CaseIds
from .choices import AS_SENT, Choices
from .comparison import compared, repeated
from .outcomes import CellProblem, Existing, ImportPlan, Outcome, RowOutcome
from .row_reader import RowReader
from .totals import Totals
from .unknown import Unknown

__all__ = [
	"AnswerCode", "CellProblem", "ColumnRole", "Existing", "ImportPlan", "Outcome", "RowOutcome",
	"plan_import", "suggest_mapping",
]  # fmt: skip

CODING_SAMPLE = 20
"""From so many answers on, it is remarkable that none is the lowest possible."""


ClosedOn = Mapping[str, Sequence["dt.date | None"]]
"""Case -> the days on which its earlier closings were closed, as in `domain.closings`."""


def plan_import(
	table: Table,
	mapping: Sequence[ColumnRole],
	instrument: Instrument,
	cases: Mapping[str, str],
	existing: Mapping[tuple, Existing],
	*,
	settings: FileSettings | None = None,
	codes: Sequence[AnswerCode] = (),
	today: dt.date | None = None,
	translate: Callable[[str], str] = str,
	choices: Choices = AS_SENT,
	courses: Mapping[str, CourseSpan] | None = None,
	follow_up_interval: int = 0,
	closed: ClosedOn | None = None,
) -> ImportPlan:
	"""Say for every case and point of a table what an import would do; nothing is written.

	`cases` maps every id that a sender may write to the name of the case, `existing` (case, point) to what is
	recorded; of follow-ups there may be several, each by (case, point, date), and the after measurement of
	the nth earlier closing is by (case, point, n): `closed` tells of those. `settings` go before those of the
	table; `codes` say what the sender's answers mean; `translate` lets answers be written in the reader's
	language. With `today`, later dates are errors; with `courses`, by case, so are dates that no answer to
	the course can have, but for one that is recorded already. Raises SpreadsheetError when the mapping, the
	codes or the one date do not fit.
	"""
	refuse_civil_headings(table)
	columns = Columns(table, mapping, instrument, choices.one_date is not None)
	civil = civil_columns(table, cases)
	used = (settings or FileSettings()).over(table.settings)
	doubts: list[Message] = []
	if used.decimal is None:
		items = {
			place: instrument.item(code) for part in columns.points for code, place in part.items.items()
		}
		decimal = decimal_sign(table, items)
		used, doubts = replace(used, decimal=decimal.sign), decimal.doubts
	ids = CaseIds(cases, choices.ignore_zeros, columns.position("Case") in civil.without_zero)
	totals = Totals(table, columns, instrument, used.decimal)
	one_date = parse_date(choices.one_date, latest=today) if choices.one_date else None
	spans, closings = courses or {}, Closings(closed or {})

	def impossible(case: str, point: str, date: dt.date) -> Message | None:
		found = closings.found(existing, case, point, date)
		if case not in spans or (found is not None and found.date == date):
			return None
		return why_impossible(date, point, spans[case], follow_up_interval)

	try:
		reader = RowReader(
			table, columns, instrument, ids, used, codes, today, translate, impossible, one_date
		)
	except AnswerError as error:
		raise SpreadsheetError(error.message) from error
	rows: list[RowOutcome] = []
	first_of: dict[tuple[object, ...], RowOutcome] = {}
	for table_row in table.rows:
		for row in reader.read(table_row):
			totals.look_at(len(rows), table_row, row)
			if row.outcome != "Skipped" and row.case and row.point:
				first = first_of.setdefault(closings.key(row.case, row.point, row.date), row)
				if first is row:
					recorded = closings.recorded(row, existing)
					row = compared(row, recorded, instrument, choices.blanks_empty)
				else:
					row = repeated(row, first)
			rows.append(row)
	total_warnings = list(totals.say(rows))
	unknown = Unknown(rows, columns, ids, choices.ignore_zeros)
	warnings = [
		*doubts,
		*civil_warning(table, civil),
		*unknown.warnings,
		*total_warnings,
		*_plan_warnings(table, instrument, columns, rows),
	]
	named = frozenset(row.case for row in rows if row.case) | ids.near
	return ImportPlan(rows, warnings, unknown.open_codes, unknown.said_once, named, used)


@dataclass(frozen=True)
class Closings:
	"""What a row is compared with, where a course was extended or reopened."""

	closed: ClosedOn

	def number(self, case: str | None, point: str | None, date: dt.date | None) -> int:
		"""Return the earlier closing that an answer tells of, from 1; 0 for the present one."""
		return earlier_closing(point or "", date, self.closed.get(case or "", ()))

	def key(self, case: str | None, point: str | None, date: dt.date | None) -> tuple[object, ...]:
		"""Return what two rows may not share: a follow-up on another day is another measurement."""
		own = date if point == FOLLOW_UP else self.number(case, point, date)
		return (case, point, own) if own else (case, point)

	def found(
		self, existing: Mapping[tuple, Existing], case: str | None, point: str | None, date: dt.date | None
	) -> Existing | None:
		found = existing.get(self.key(case, point, date))
		if found is None and point == FOLLOW_UP:
			found = existing.get((case, point))
			return found if found is not None and found.date == date else None
		return found

	def recorded(self, row: RowOutcome, existing: Mapping[tuple, Existing]) -> Existing | None:
		"""Return what a row is compared with; what it repeats of an earlier closing is no new measurement."""
		numbers = range(1, len(self.closed.get(row.case or "", ())) + 1)
		earlier = (existing.get((row.case, row.point, number)) for number in numbers)
		repeated = next((found for found in earlier if found and found.is_said_by(row)), None)
		return repeated or self.found(existing, row.case, row.point, row.date)


def _plan_warnings(
	table: Table, instrument: Instrument, columns: Columns, rows: Sequence[RowOutcome]
) -> Iterator[Message]:
	as_text = numbers_as_text(table, {place for part in columns.points for place in part.items.values()})
	if as_text:
		yield Message(
			_(
				"Some numbers in the columns {columns} are stored as text. "
				"They were read as numbers all the same."
			),
			{"columns": as_text},
		)
	for part in columns.points:
		unmapped = [item.code for item in instrument.items if item.code not in part.items]
		if unmapped and part.point:
			yield Message(
				_("No column is chosen for {items} at “{point}”. The file changes nothing about them."),
				{"items": unmapped, "point": Term(part.point)},
			)
		elif unmapped:
			yield Message(
				_("No column is chosen for {items}. The file changes nothing about them."),
				{"items": unmapped},
			)
	answers = [answer for row in rows for answer in row.answers.values() if answer is not None]
	from_zero = all(item.minimum == 0 for item in instrument.items)
	if from_zero and len(answers) >= CODING_SAMPLE and min(answers) >= 1:
		yield Message(
			_(
				"No answer in the file is 0, the lowest. If the sender numbers the answers from 1, "
				"say what each number means before you import."
			)
		)
