"""Each row read with all of its problems, each different value once, whatever is recorded already (N10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ...domain.instruments import AnswerError, Instrument, Item, Score, check_answer, score
from ...domain.text import Message, Term, _
from ..cells.headings import parse_point, plain
from ..cells.table import (
	AnswerCode,
	Cell,
	CellError,
	DateOrder,
	FileSettings,
	Row,
	Table,
	UnknownValueError,
	column_name,
)
from ..cells.values import date_damage, is_date_serial, parse_date, says_no_date, shown
from ..meaning.answer_words import Translate, answer_number, label_values, worded_answer
from ..meaning.mapping import Columns, PointColumns
from ..reading.header_rows import code_text
from .case_ids import CaseIds
from .outcomes import CellProblem, RowOutcome

TOTALS = frozenset(
	{
		"total", "totalt", "ialt", "sum", "gennemsnit", "gns", "snit", "middel", "middelværdi", "mean",
		"average", "median", "antal", "antalsvar", "count", "standardafvigelse", "std", "stddev", "sd", "min",
		"max",
	}
)  # fmt: skip
"""First words of rows that sum up the others, as `plain` writes them."""

NEEDED = 3
"""Case, point and date come first, and may not be empty."""

REMEMBERED_ANSWERS = 50_000

SET_ASIDE = _("Set aside")
ASIDE_WORDS = frozenset({"setaside", "lægtilside", "lagttilside", "udelad", "ignorer", "ignore"})
"""What a person writes beside a course or an occasion that the import is to leave out, as `plain` has it."""

ASIDE = Term(SET_ASIDE)

Impossible = Callable[[str, str, dt.date], Message | None]
"""Says of a course, a point and a day why nobody can have answered then."""


@dataclass
class _Reading:
	"""What one row or part of it says, and what is wrong with it."""

	row: Row
	headers: Sequence[str]
	messages: list[Message] = field(default_factory=list)
	problems: list[CellProblem] = field(default_factory=list)

	def report(self, position: int | None, problem: Message, unknown: str = "") -> None:
		if position is None:
			values = {"row": row_name(self.row), "problem": problem}
			self.messages.append(Message(_("Row {row}: {problem}"), values))
			return
		header, letter = self.headers[position], column_name(position + 1)
		self.problems.append(CellProblem(header, letter, problem, unknown))
		self.messages.append(
			Message(
				_("Row {row}, column {letter} “{column}”: {problem}"),
				{"row": row_name(self.row), "letter": letter, "column": header, "problem": problem},
			)
		)


class RowReader:
	"""Reads rows as "New", "Error" or "Skipped", one outcome for each point of the row."""

	def __init__(
		self,
		table: Table,
		columns: Columns,
		instrument: Instrument,
		cases: CaseIds,
		settings: FileSettings,
		codes: Sequence[AnswerCode],
		today: dt.date | None,
		translate: Callable[[str], str],
		impossible: Impossible,
		one_date: dt.date | None,
	) -> None:
		self.headers, self.columns, self.instrument = table.headers, columns, instrument
		self._impossible, self._one_date = impossible, one_date
		self._readers: dict[int, ColumnReader] = {}
		for role, parse in (("Case", cases.find), ("Point", parse_point), ("Instrument", str)):
			position = columns.position(role)
			if position is not None:
				codes_of = keyed(columns.codes[position])
				aside = {code: ASIDE for code, meaning in codes_of.items() if _is_aside(meaning, translate)}
				self._readers[position] = ColumnReader(parse, codes_of, aside)
		order, decimal = settings.date_order or "Day first", settings.decimal or ","
		for part in columns.points:
			if part.date is not None:
				self._readers[part.date] = date_reader(columns.codes[part.date], order, table.epoch, today)
			for code, position in part.items.items():
				self._readers[position] = answer_reader(
					instrument.item(code),
					table.headers[position],
					columns.codes[position],
					codes,
					decimal,
					translate,
				)
		self._item_codes = [item.code for item in instrument.items]
		self._parts = [(part, self._places(part)) for part in columns.points]
		self._own = (plain(instrument.reference), plain(instrument.code))
		self._scored: dict[tuple[float | None, ...], tuple[dict[str, float | None], Score]] = {}

	def read(self, row: Row) -> Iterator[RowOutcome]:
		"""Yield an outcome for each point for which the row says something, one at least."""
		case = self._value(row, self.columns.roles["Case"])
		foreign = self._foreign_reference(row)
		if foreign:
			yield _skipped(row, _("Row {row} belongs to another instrument: {instrument}."), foreign)
		elif (case is None or case.__class__ is Unusable) and self._is_total(row):
			yield _skipped(row, _("Row {row} sums up other rows and is left out."))
		elif case is ASIDE:
			yield _skipped(row, _("Row {row} belongs to a course that is set aside."))
		else:
			held = False
			for part, places in self._parts:
				cells = row.cells
				answers = tuple([place and place[1](cells[place[0]]) for place in places])
				if row.problem is not None or not self._is_blank(row, part, answers):
					held = True
					yield self._outcome(row, part, case, answers)
			if not held:
				yield self._without_answers(row, case)

	def _without_answers(self, row: Row, case: object) -> RowOutcome:
		part, places = self._parts[0]
		if part.date is None:
			return _skipped(row, _("Row {row} has no answers."))
		date = self._value(row, part.date)
		if says_no_date(row.cells[part.date]):
			return _skipped(row, _("Row {row} has no date and no answers."))
		if date.__class__ is Unusable:
			return self._outcome(row, part, case, (None,) * len(places))
		if date is None:
			return _skipped(row, _("Row {row} has no date and no answers."))
		return _skipped(row, _("Row {row} has a date and no answers."))

	def _places(self, part: PointColumns) -> list[tuple[int, Callable] | None]:
		"""Return position and reader of each item, None where it has no column."""
		positions = [part.items.get(code) for code in self._item_codes]
		return [
			None if position is None else (position, self._readers[position].read) for position in positions
		]

	def _value(self, row: Row, position: int) -> object:
		return self._readers[position].read(row.cells[position])

	def _outcome(self, row: Row, part: PointColumns, case: object, answers: tuple[object, ...]) -> RowOutcome:
		point = part.point or self._value(row, self.columns.roles["Point"])
		if point is ASIDE:
			return _skipped(row, _("Row {row} belongs to an occasion that is set aside."))
		date = self._one_date if part.date is None else self._value(row, part.date)
		if problem := self._why_impossible(case, point, date):
			date = Unusable(problem)
		read = (case, point, date, *answers)
		if row.problem is not None or None in read[:3] or any(each.__class__ is Unusable for each in read):
			return self._error(row, part, read)
		by_code, result = self._scored_answers(answers)
		messages = [] if result.answered == len(by_code) else missing_messages(row, result)
		return RowOutcome(
			row.number, "New", case, point, date, by_code, result, messages, (), row.sheet, part.unasked
		)

	def _why_impossible(self, case: object, point: object, date: object) -> Message | None:
		if isinstance(case, str) and isinstance(point, str) and isinstance(date, dt.date):
			return self._impossible(case, point, date)
		return None

	def _error(self, row: Row, part: PointColumns, read: tuple[object, ...]) -> RowOutcome:
		reading = _Reading(row, self.headers, [row.problem] if row.problem else [])
		positions = [self.columns.roles["Case"], self.columns.position("Point"), part.date]
		positions += [part.items.get(code) for code in self._item_codes]
		for place, (position, value) in enumerate(zip(positions, read, strict=True)):
			if value is None and place < NEEDED:
				reading.report(position, Message(_("The cell is empty. Fill it in.")))
			elif isinstance(value, Unusable):
				reading.report(position, value.message, value.unknown)
		case, point, date, *answers = (None if isinstance(value, Unusable) else value for value in read)
		return RowOutcome(
			row.number,
			"Error",
			case,
			point,
			date,
			dict(zip(self._item_codes, answers, strict=True)),
			messages=reading.messages,
			problems=reading.problems,
			sheet=row.sheet,
		)

	def _scored_answers(self, answers: tuple[float | None, ...]) -> tuple[dict[str, float | None], Score]:
		try:
			return self._scored[answers]
		except KeyError:
			by_code = dict(zip(self._item_codes, answers, strict=True))
			found = by_code, score(self.instrument, by_code)
			if len(self._scored) < REMEMBERED_ANSWERS:
				self._scored[answers] = found
			return found

	def _foreign_reference(self, row: Row) -> str:
		position = self.columns.position("Instrument")
		if position is None:
			return ""
		written = self._value(row, position)
		return "" if written is None or plain(str(written)) in self._own else shown(written)

	def _is_total(self, row: Row) -> bool:
		"""Whether the row of no known case begins with a word such as "Total"."""
		case = row.cells[self.columns.roles["Case"]]
		first = next((cell for cell in row.cells if cell is not None), None) if case is None else case
		return isinstance(first, str) and plain(first) in TOTALS

	def _is_blank(self, row: Row, part: PointColumns, answers: Sequence[object]) -> bool:
		if any(answer is not None for answer in answers):
			return False
		return not part.own_date or self._value(row, part.date) is None or says_no_date(row.cells[part.date])


def row_name(row: Row | RowOutcome) -> object:
	"""Return how a message names a row: by its number, and by its sheet where there are two."""
	if not row.sheet:
		return row.number
	return Message(_("{row} of the sheet “{sheet}”"), {"row": row.number, "sheet": row.sheet})


def _is_aside(meaning: str, translate: Callable[[str], str]) -> bool:
	return plain(meaning) in ASIDE_WORDS | {plain(translate(SET_ASIDE))}


def _skipped(row: Row, text: str, instrument: str = "") -> RowOutcome:
	message = Message(text, {"row": row_name(row), "instrument": instrument})
	return RowOutcome(row.number, "Skipped", messages=[message], sheet=row.sheet)


def missing_messages(row: Row | RowOutcome, result: Score) -> list[Message]:
	"""Return what is said of answers that are not there: one sentence, or none."""
	if not result.answered:
		text = _("Row {row} has no answers. It is recorded as missing: state the reason.")
		return [Message(text, {"row": row_name(row)})]
	if not result.complete:
		text = _("Row {row} lacks the answers to {items}, so no score can be made.")
		return [Message(text, {"row": row_name(row), "items": result.lacking})]
	return []


@dataclass(frozen=True, slots=True)
class Unusable:
	"""A cell that cannot be used, and why; `unknown` is its code where nobody has said what it means."""

	message: Message
	unknown: str = ""


@dataclass
class ColumnReader:
	"""Reads the cells of one column; equal cells are parsed once. None is an empty cell, or means one.

	`codes` give the text that a code stands for, `values` what is read, both by `code_key`.
	"""

	parse: Callable[[object], object]
	codes: Mapping[str, str] = field(default_factory=dict)
	values: Mapping[str, object] = field(default_factory=dict)
	_known: dict[object, object] = field(default_factory=dict)

	def read(self, cell: Cell) -> object:
		"""Return what the cell says, None for nothing, or Unusable."""
		if cell is None:
			return None
		if isinstance(cell, bool):
			return self._parsed(cell)
		try:
			return self._known[cell]
		except KeyError:
			found = self._known[cell] = self._parsed(cell)
			return found

	def _parsed(self, cell: Cell) -> object:
		key = code_key(cell)
		if key in self.values:
			return self.values[key]
		value = self.codes[key] if key in self.codes else cell
		if value == "":
			return None
		try:
			return self.parse(value)
		except UnknownValueError as error:
			return Unusable(error.message, code_text(cell))
		except (CellError, AnswerError) as error:
			return Unusable(error.message)


def date_reader(
	codes: Mapping[str, str], order: DateOrder, epoch: dt.date, today: dt.date | None
) -> ColumnReader:
	"""Return a reader of dates, none of them after `today`."""

	return ColumnReader(lambda value: parse_date(value, order, epoch, today), keyed(codes))


def answer_reader(
	item: Item,
	header: str,
	codes: Mapping[str, str],
	answer_codes: Sequence[AnswerCode],
	decimal: str,
	translate: Translate,
) -> ColumnReader:
	"""Return a reader of answers to one item: by the sender's codes, as numbers, or as labels."""
	labels = label_values(item, translate)
	values = {code_key(code.written): code.value for code in answer_codes if not code.header}
	values |= {code_key(code.written): code.value for code in answer_codes if code.header == header}

	def parse(value: object) -> float:
		try:
			number = answer_number(item, value, decimal)
		except CellError:
			worded = worded_answer(labels, value) if isinstance(value, str) else None
			if worded is None:
				raise
			return worded
		try:
			check_answer(item, number)
		except AnswerError:
			if is_date_serial(number):
				raise CellError(date_damage(value)) from None
			raise
		return number

	for value in values.values():
		if value is not None:
			check_answer(item, value)
	return ColumnReader(parse, keyed(codes), values)


def keyed(codes: Mapping[str, str]) -> dict[str, str]:
	"""Return codes by `code_key`."""
	return {code_key(code): meaning for code, meaning in codes.items()}


def code_key(value: object) -> str:
	"""Return how a code is compared: without capitals, blanks made single, whole numbers without decimals."""
	return " ".join(code_text(value).casefold().split())
