"""The plan of an import: every row checked and compared before anything is written (N10, R90)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..domain.cadence import FOLLOW_UP
from ..domain.instruments import AnswerError, Instrument
from ..domain.text import Message, Term, _
from .case_ids import CaseIds
from .columns import Columns
from .comparison import compared, repeated
from .conventions import decimal_sign, numbers_as_text
from .errors import SpreadsheetError
from .mapping import ColumnRole, suggest_mapping
from .outcomes import CellProblem, Existing, ImportPlan, Outcome, RowOutcome
from .row_reader import RowReader
from .settings import AnswerCode, FileSettings
from .table import Table

__all__ = [
	"AnswerCode", "CellProblem", "ColumnRole", "Existing", "ImportPlan", "Outcome", "RowOutcome",
	"plan_import", "suggest_mapping",
]  # fmt: skip

CODING_SAMPLE = 20
"""From so many answers on, it is remarkable that none is the lowest possible."""


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
) -> ImportPlan:
	"""Say for every case and point of a table what an import would do; nothing is written.

	`cases` maps every id that a sender may write to the name of the case, `existing` (case, point) to what is
	recorded; of follow-ups there may be several, each by (case, point, date). `settings` go before those of
	the table; `codes` say what the sender's answers mean; `translate` lets answers be written in the reader's
	language. With `today`, later dates are errors. Raises SpreadsheetError when the mapping or the codes do
	not fit.
	"""
	columns = Columns(table, mapping, instrument)
	used = (settings or FileSettings()).over(table.settings)
	doubts: list[Message] = []
	if used.decimal is None:
		items = {
			place: instrument.item(code) for part in columns.points for code, place in part.items.items()
		}
		decimal = decimal_sign(table, items)
		used, doubts = replace(used, decimal=decimal.sign), decimal.doubts
	try:
		reader = RowReader(table, columns, instrument, CaseIds(cases), used, codes, today, translate)
	except AnswerError as error:
		raise SpreadsheetError(error.message) from error
	rows: list[RowOutcome] = []
	first_of: dict[tuple[object, ...], RowOutcome] = {}
	for table_row in table.rows:
		for row in reader.read(table_row):
			if row.outcome != "Skipped" and row.case and row.point:
				first = first_of.setdefault(_key(row), row)
				row = compared(row, _recorded(row, existing)) if first is row else repeated(row, first)
			rows.append(row)
	warnings = [*doubts, *_plan_warnings(table, instrument, columns, rows)]
	return ImportPlan(rows, warnings, used)


def _key(row: RowOutcome) -> tuple[object, ...]:
	"""Return what two rows may not share: a follow-up on another day is another measurement."""
	return (row.case, row.point, row.date) if row.point == FOLLOW_UP else (row.case, row.point)


def _recorded(row: RowOutcome, existing: Mapping[tuple, Existing]) -> Existing | None:
	found = existing.get(_key(row))
	if found is None and row.point == FOLLOW_UP:
		found = existing.get((row.case, row.point))
		return found if found is not None and found.date == row.date else None
	return found


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
				_("No column is chosen for {items} at “{point}”. These answers will be missing."),
				{"items": unmapped, "point": Term(part.point)},
			)
		elif unmapped:
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
