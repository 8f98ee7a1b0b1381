"""The plan of an import: every row checked and compared before anything is written (N10, R90)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from ..domain.instruments import AnswerError, Instrument, Item, Score, check_answer, score
from ..domain.text import Message, Term, _
from .case_ids import CaseIds
from .columns import CellReader, Columns
from .errors import CellError
from .headings import plain
from .mapping import ColumnRole, suggest_mapping
from .settings import AnswerCode, FileSettings
from .table import Row, Table
from .values import date_damage, is_date_serial, parse_date, parse_number, parse_point, shown

__all__ = [
	"AnswerCode",
	"CellProblem",
	"ColumnRole",
	"Existing",
	"ImportPlan",
	"RowOutcome",
	"plan_import",
	"suggest_mapping",
]

Outcome = Literal["New", "Unchanged", "Corrected", "Error", "Skipped"]
OUTCOMES: tuple[Outcome, ...] = ("New", "Unchanged", "Corrected", "Error", "Skipped")

CODING_SAMPLE = 20
"""From so many answers on, it is remarkable that none is the lowest possible."""


@dataclass(frozen=True)
class Existing:
	"""A measurement already recorded for a case and point."""

	date: dt.date | None
	answers: Mapping[str, float | None]


@dataclass(frozen=True)
class CellProblem:
	"""What is wrong with one cell: its heading, the letter of its column, and the sentence about it alone."""

	header: str
	letter: str
	message: Message


@dataclass(frozen=True)
class RowOutcome:
	"""What an import would do with one case and point: a row, or in a wide layout a part of one.

	`answers` has every item; an unusable answer is None there. Of an "Error" nothing may be written.
	"Skipped" rows are blank, repeat another row, or belong to another instrument.
	"""

	number: int
	outcome: Outcome
	case: str | None = None
	point: str | None = None
	date: dt.date | None = None
	answers: dict[str, float | None] = field(default_factory=dict)
	score: Score | None = None
	messages: list[Message] = field(default_factory=list)
	problems: list[CellProblem] = field(default_factory=list)
	sheet: str = ""


@dataclass(frozen=True)
class ImportPlan:
	"""One outcome per row of the table, and warnings that concern the whole file."""

	rows: list[RowOutcome]
	warnings: list[Message]

	@property
	def counts(self) -> dict[Outcome, int]:
		"""Number of rows per outcome; every outcome is present."""
		found = Counter(row.outcome for row in self.rows)
		return {outcome: found[outcome] for outcome in OUTCOMES}


def plan_import(
	table: Table,
	mapping: Sequence[ColumnRole],
	instrument: Instrument,
	cases: Mapping[str, str],
	existing: Mapping[tuple[str, str], Existing],
	*,
	settings: FileSettings | None = None,
	codes: Sequence[AnswerCode] = (),
	today: dt.date | None = None,
	translate: Callable[[str], str] = str,
) -> ImportPlan:
	"""Say for every row what an import would do; nothing is written.

	`cases` maps every id that a sender may write to the name of the case, `existing` (case, point) to what is
	recorded. `settings` are those of the table where not given; `codes` say what the sender's answers mean;
	`translate` lets answers be written in the reader's language. With `today`, later dates are errors.
	Raises SpreadsheetError when the mapping does not fit.
	"""
	columns = Columns(table, mapping, instrument)
	reader = _RowReader(instrument, columns, CaseIds(cases), today)
	rows: list[RowOutcome] = []
	first_of: dict[tuple[str, str], RowOutcome] = {}
	for table_row in table.rows:
		row = reader.read(table_row)
		if row.outcome != "Skipped" and row.case and row.point:
			key = (row.case, row.point)
			first = first_of.setdefault(key, row)
			row = _compared(row, existing.get(key)) if first is row else _repeated(row, first)
		rows.append(row)
	return ImportPlan(rows, list(_plan_warnings(instrument, columns, rows)))


@dataclass(frozen=True)
class _RowReader:
	"""Reads each row with all of its problems, regardless of other rows and of what is recorded."""

	instrument: Instrument
	columns: Columns
	cases: CaseIds
	today: dt.date | None

	def read(self, row: Row) -> RowOutcome:
		"""Return the row as "New", "Error" or "Skipped"."""
		foreign = self._foreign_reference(row)
		if foreign:
			return _skipped(row, _("Row {row} belongs to another instrument: {instrument}."), foreign)
		if row.problem is None and self._is_blank(row):
			return _skipped(row, _("Row {row} has no date and no answers."))
		problems = [row.problem] if row.problem else []
		cells = CellReader(row, self.columns, problems)
		case = cells.required("Case", self.cases.find)
		point = cells.required("Point", parse_point)
		date = cells.required("Date", self._parse_date)
		answers = {item.code: self._answer(cells, item) for item in self.instrument.items}
		if problems:
			return RowOutcome(row.number, "Error", case, point, date, answers, messages=problems)
		result = score(self.instrument, answers)
		messages = list(_missing_messages(row, result))
		return RowOutcome(row.number, "New", case, point, date, answers, result, messages)

	def _foreign_reference(self, row: Row) -> str:
		written = self.columns.value(row, self.columns.position("Instrument"))
		own = (plain(self.instrument.reference), plain(self.instrument.code))
		return "" if written is None or plain(str(written)) in own else shown(written)

	def _is_blank(self, row: Row) -> bool:
		positions = [self.columns.position("Date"), *self.columns.items.values()]
		return all(self.columns.value(row, position) is None for position in positions)

	def _parse_date(self, value: object) -> dt.date:
		date = parse_date(value)
		if self.today and date > self.today:
			raise CellError(
				Message(_("The date {value} lies in the future. Check the year."), {"value": shown(date)})
			)
		return date

	def _answer(self, cells: CellReader, item: Item) -> float | None:
		return cells.optional(self.columns.items.get(item.code), lambda value: _parse_answer(item, value))


def _parse_answer(item: Item, value: object) -> float:
	number = parse_number(value)
	try:
		check_answer(item, number)
	except AnswerError:
		if is_date_serial(number):
			raise CellError(date_damage(value)) from None
		raise
	return number


def _skipped(row: Row, text: str, instrument: str = "") -> RowOutcome:
	message = Message(text, {"row": row.number, "instrument": instrument})
	return RowOutcome(row.number, "Skipped", messages=[message])


def _missing_messages(row: Row, result: Score) -> Iterator[Message]:
	if not result.answered:
		yield Message(
			_("Row {row} has no answers. It is recorded as missing: state the reason."), {"row": row.number}
		)
	elif result.value is None:
		yield Message(
			_("Row {row} lacks the answers to {items}, so no score can be made."),
			{"row": row.number, "items": result.missing},
		)


def _repeated(row: RowOutcome, first: RowOutcome) -> RowOutcome:
	if row.outcome == "Error":
		return row
	values = {"row": row.number, "first": first.number, "case": row.case, "point": Term(row.point or "")}
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


def _compared(row: RowOutcome, recorded: Existing | None) -> RowOutcome:
	if row.outcome != "New" or recorded is None:
		return row
	changes = list(_changes(row, recorded))
	if not changes:
		return replace(row, outcome="Unchanged")
	if _is_empty(row.answers) and not _is_empty(recorded.answers):
		problem = Message(
			_("Row {row} has no answers, but answers are recorded. An import does not delete them."),
			{"row": row.number},
		)
		return replace(row, outcome="Error", score=None, messages=[problem])
	return replace(row, outcome="Corrected", messages=[*row.messages, *changes])


def _is_empty(answers: Mapping[str, float | None]) -> bool:
	return all(answer is None for answer in answers.values())


def _changes(row: RowOutcome, recorded: Existing) -> Iterator[Message]:
	pairs: list[tuple[object, object, object]] = [(Term(_("the date")), recorded.date, row.date)]
	pairs += [(code, recorded.answers.get(code), answer) for code, answer in row.answers.items()]
	for what, before, after in pairs:
		if before != after:
			yield Message(
				_("Row {row} changes {what} from {before} to {after}."),
				{"row": row.number, "what": what, "before": _or_empty(before), "after": _or_empty(after)},
			)


def _or_empty(value: object) -> object:
	return Term(_("empty")) if value is None else shown(value)


def _plan_warnings(instrument: Instrument, columns: Columns, rows: Sequence[RowOutcome]) -> Iterator[Message]:
	unmapped = [item.code for item in instrument.items if item.code not in columns.items]
	if unmapped:
		yield Message(
			_("No column is chosen for {items}. These answers will be missing."), {"items": unmapped}
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
