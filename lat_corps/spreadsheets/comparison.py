"""Rows compared with each other and with what is recorded, so that a file can be imported twice (N10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..domain.text import Message, Term, _
from .outcomes import Existing, RowOutcome
from .row_reader import row_name
from .values import shown


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


def compared(row: RowOutcome, recorded: Existing | None) -> RowOutcome:
	"""Return the row as "New", "Unchanged", "Corrected" or "Error", by what is recorded."""
	if row.outcome != "New" or recorded is None:
		return row
	changes = list(_changes(row, recorded))
	if not changes:
		return replace(row, outcome="Unchanged")
	if _is_empty(row.answers) and not _is_empty(recorded.answers):
		problem = Message(
			_("Row {row} has no answers, but answers are recorded. An import does not delete them."),
			{"row": row_name(row)},
		)
		return replace(row, outcome="Error", score=None, messages=[problem])
	return replace(row, outcome="Corrected", messages=[*row.messages, *changes])


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
