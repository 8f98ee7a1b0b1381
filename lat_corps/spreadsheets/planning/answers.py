"""The plan of an import: rows checked and compared before anything is written (N10, R90)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ...domain.answer_dates import CourseSpan, earlier_closing, why_impossible
from ...domain.cadence import FOLLOW_UP
from ...domain.instruments import AnswerError, Instrument, score
from ...domain.text import Message, Term, _
from ..cells.table import AnswerCode, FileSettings, SpreadsheetError, Table
from ..cells.values import parse_date, shown
from ..meaning.civil_columns import civil_columns, civil_warning, refuse_civil_headings
from ..meaning.mapping import ColumnRole, Columns, suggest_mapping
from ..reading.column_values import decimal_sign, numbers_as_text
from .case_ids import CaseIds, Unknown
from .outcomes import CellProblem, Existing, ImportPlan, Outcome, RowOutcome
from .row_reader import RowReader, missing_messages, row_name
from .totals import Totals

__all__ = [
	"AnswerCode", "CellProblem", "ColumnRole", "Existing", "ImportPlan", "Outcome", "RowOutcome",
	"plan_import", "suggest_mapping",
]  # fmt: skip

CODING_SAMPLE = 20
"""From so many answers on, it is remarkable that none is the lowest possible."""


@dataclass(frozen=True)
class Choices:
	"""What a person says of one file alone, and of no other file of its sender.

	`blanks_empty`: a blank cell empties the answer that is recorded. `ignore_zeros`: "7" is the course 007
	where no other can be meant. `one_date` is the day of all answers of a file without a column of dates.
	"""

	blanks_empty: bool = False
	ignore_zeros: bool = False
	one_date: dt.date | None = None


AS_SENT = Choices()

ClosedOn = Mapping[str, Sequence["dt.date | None"]]
"""Case -> the days on which its earlier closings were closed, as in `domain.answer_dates`."""


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
	refused: Mapping[str, Message] | None = None,
) -> ImportPlan:
	"""Say for every case and point of a table what an import would do; nothing is written.

	`cases` maps every id that a sender may write to the name of the case, `existing` (case, point) to what is
	recorded; of follow-ups there may be several, each by (case, point, date), and the after measurement of
	the nth earlier closing is by (case, point, n): `closed` tells of those. `settings` go before those of the
	table; `codes` say what the sender's answers mean; `translate` lets answers be written in the reader's
	language. With `today`, later dates are errors; with `courses`, by case, so are dates that no answer to
	the course can have, but for one that is recorded already. `refused` says, by case, why nobody may answer
	for it any more: a row with a new answer is an error then. Raises SpreadsheetError when the mapping, the
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
	spans, closings, refusals = courses or {}, Closings(closed or {}), refused or {}

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
					if row.case in refusals and row.says_more:
						row = _refused(row, refusals[row.case])
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


def _refused(row: RowOutcome, why: Message) -> RowOutcome:
	problem = Message(_("Row {row}: {problem}"), {"row": row_name(row), "problem": why})
	return replace(row, outcome="Error", score=None, messages=[problem], before=None)


def repeated(row: RowOutcome, first: RowOutcome) -> RowOutcome:
	"""Return what becomes of a row whose case and point another row had before it."""
	if row.outcome == "Error":
		return row
	values = {
		"row": row_name(row), "first": row_name(first), "case": row.case, "point": Term(row.point or "")
	}  # fmt: skip
	if first.outcome == "New" and (row.date, row.answers) == (first.date, first.answers):
		message = Message(_("Row {row} repeats row {first}."), values)
		return replace(row, outcome="Skipped", messages=[message])
	problem = Message(
		_(
			"Row {row} is for “{point}” of case {case}, as row {first} is, and they differ. "
			"Delete the one that is wrong."
		),
		values,
	)
	return replace(row, outcome="Error", score=None, messages=[problem])


def compared(
	row: RowOutcome, recorded: Existing | None, instrument: Instrument, blanks_empty: bool = False
) -> RowOutcome:
	"""Return the row as "New", "Unchanged", "Corrected" or "Error", by what is recorded.

	What the file does not ask for stays as it is recorded; so does what it leaves blank, unless
	`blanks_empty`.
	"""
	if row.outcome != "New" or recorded is None:
		return row
	if _is_empty(row.answers) and not _is_empty(recorded.answers) and not blanks_empty:
		problem = Message(
			_("Row {row} has no answers, but answers are recorded. An import does not delete them."),
			{"row": row_name(row)},
		)
		return replace(row, outcome="Error", score=None, messages=[problem])
	row = _with_kept(row, recorded, instrument, blanks_empty)
	changes = list(_changes(row, recorded))
	if not changes:
		return replace(row, outcome="Unchanged")
	return replace(row, outcome="Corrected", messages=[*row.messages, *changes], before=recorded)


def _with_kept(row: RowOutcome, recorded: Existing, instrument: Instrument, blanks_empty: bool) -> RowOutcome:
	"""Return the row with the recorded answers that it says nothing about."""
	kept = {
		code: recorded.answers[code]
		for code, answer in row.answers.items()
		if answer is None
		and recorded.answers.get(code) is not None
		and (not blanks_empty or code in row.unasked)
	}
	if not kept:
		return row
	answers = {**row.answers, **kept}
	result = score(instrument, answers)
	messages = [*row.messages[len(missing_messages(row, row.score)) :], *missing_messages(row, result)]
	if blank := [code for code in kept if code not in row.unasked]:
		messages.append(
			Message(
				_("Row {row} leaves {items} empty: the recorded answers stay."),
				{"row": row_name(row), "items": blank},
			)
		)
	return replace(row, answers=answers, score=result, messages=messages)


def _is_empty(answers: Mapping[str, float | None]) -> bool:
	return all(answer is None for answer in answers.values())


def _changes(row: RowOutcome, recorded: Existing) -> Iterator[Message]:
	pairs: list[tuple[object, object, object]] = []
	if row.date != recorded.date:
		pairs.append((Term(_("the date")), recorded.date, row.date))
	for code, answer in row.answers.items():
		before = recorded.answers.get(code)
		if before != answer:
			pairs.append((code, before, answer))
	for what, before, after in pairs:
		yield Message(
			_("Row {row} changes {what} from {before} to {after}."),
			{"row": row_name(row), "what": what, "before": _or_empty(before), "after": _or_empty(after)},
		)


def _or_empty(value: object) -> object:
	return Term(_("empty")) if value is None else shown(value)
