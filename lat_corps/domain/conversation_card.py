"""A conversation card: its sections and questions, and what may not stand in one (R70, R75, T1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from .text import Message, _

SCALE, ANCHORED, HINT = "Scale", "Scale with an anchor", "Hint"
"""How a question is answered when not in words: by a number (R71), by one beside words of one's own (R72),
or not at all, because it reminds the one who asks (R73, R76)."""


@dataclass(frozen=True)
class Question:
	section: str
	question: str
	form: str = ""


@dataclass(frozen=True)
class Section:
	name: str
	questions: tuple[Question, ...]


@dataclass(frozen=True)
class Changes:
	"""What differs between two cards, as questions; a new order is no change."""

	added: tuple[Question, ...]
	taken_out: tuple[Question, ...]


def sections(questions: Sequence[Question]) -> tuple[Section, ...]:
	"""Return the sections in the order of their questions."""
	return tuple(
		Section(name, tuple(rows)) for name, rows in groupby(questions, key=lambda question: question.section)
	)


def columns(found: Sequence[Section]) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
	"""Return the sections as two columns of a sheet, in their order and about as long as each other."""
	lengths = [len(section.questions) + 1 for section in found]
	half = min(range(len(found), -1, -1), key=lambda split: abs(sum(lengths[:split]) - sum(lengths[split:])))
	return tuple(found[:half]), tuple(found[half:])


def flaws(questions: Sequence[Question]) -> list[Message]:
	"""Return what keeps a card from hanging together, all at once."""
	found = sections(questions)
	names = [section.name for section in found]
	return [
		*(
			Message(_("The questions of {section} stand apart: put them together."), {"section": name}, "R70")
			for name in dict.fromkeys(names)
			if names.count(name) > 1
		),
		*(
			Message(
				_("{first} and {second} ask the same questions: let each section ask its own."),
				{"first": first.name, "second": second.name},
				"T1",
			)
			for first, second in combinations(found, 2)
			if first.name != second.name and _asked(first) == _asked(second)
		),
	]


def changes(before: Sequence[Question], after: Sequence[Question]) -> Changes:
	return Changes(
		added=tuple(question for question in after if question not in before),
		taken_out=tuple(question for question in before if question not in after),
	)


def _asked(section: Section) -> frozenset[str]:
	return frozenset(question.question.strip().casefold() for question in section.questions)
