"""A coaching session: who may be in it, what it may name, and what hangs together in it (R67, R72, R74)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from .conversation_card import ANCHORED, SCALE
from .text import Message, _

ONE, GROUP = "One mentor", "A group"
OBSERVES = "Colleague who observes"
LOWEST, HIGHEST = 1, 10

OPENED = _("{deputy} stands in for {coordinator} and has opened the notes of {number}: see why.")
"""What those who spoke are told when a deputy has given a reason."""


@dataclass(frozen=True)
class Participant:
	"""A mentor in a session; `works_here` today, by employment or on loan, `courses` those carried."""

	mentor: str
	name: str
	observes: bool
	works_here: bool
	courses: frozenset[str]


@dataclass(frozen=True)
class Note:
	form: str
	question: str
	number: int
	anchor: str


@dataclass(frozen=True)
class Session:
	"""What is to be saved; `new_mentors` and `new_courses` are put in by this save.

	Who has gone on to other work stays in past sessions, and so does a course that has ended since.
	"""

	form: str
	participants: tuple[Participant, ...]
	courses: tuple[str, ...]
	notes: tuple[Note, ...]
	next_step: str
	has_day: bool
	new_mentors: Collection[str] = ()
	new_courses: Collection[str] = ()


def coached(participants: Iterable[Participant]) -> tuple[Participant, ...]:
	return tuple(participant for participant in participants if not participant.observes)


def flaws(session: Session) -> list[Message]:
	"""Return what keeps a session from being saved, all at once."""
	return [
		*_of_people(session),
		*(
			Message(
				_(
					"{name} does not work with {course}: all who take part would read of it. "
					"Talk of it without naming it."
				),
				{"name": participant.name, "course": course},
				"R88",
			)
			for participant in session.participants
			for course in session.courses
			if course not in participant.courses
			and (course in session.new_courses or participant.mentor in session.new_mentors)
		),
		*(
			Message(_("{question} Choose a number from 1 to 10."), {"question": note.question}, "R71")
			for note in session.notes
			if note.number and not (note.form in (SCALE, ANCHORED) and LOWEST <= note.number <= HIGHEST)
		),
		*(
			Message(
				_("{question} Write what 10 stands for beside the number."),
				{"question": note.question},
				"R72",
			)
			for note in session.notes
			if note.form == ANCHORED and note.number and not note.anchor
		),
		*(
			[Message(_("Write by when the next small step is taken."), requirement="R74")]
			if session.next_step and not session.has_day
			else []
		),
	]


def _of_people(session: Session) -> list[Message]:
	mentors = [participant.mentor for participant in session.participants]
	number = len(coached(session.participants))
	found = [
		Message(_("{name} does not work here today."), {"name": participant.name})
		for participant in session.participants
		if participant.mentor in session.new_mentors and not participant.works_here
	]
	if len(mentors) != len(set(mentors)):
		found.append(Message(_("Somebody takes part twice.")))
	if session.form == ONE and number != 1:
		found.append(Message(_("A talk with one mentor has one who is coached."), requirement="R67"))
	if session.form == GROUP and number < 2:
		found.append(Message(_("A group has at least two who are coached."), requirement="R67"))
	return found
