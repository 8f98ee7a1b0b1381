"""Rows compared with each other and with what is recorded, so that a file can be imported twice (N10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...domain.instruments import Instrument, score
from ...domain.text import Message, Term, _
from ..cells.values import shown
from .outcomes import Existing, RowOutcome
from .row_reader import missing_messages, row_name


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
