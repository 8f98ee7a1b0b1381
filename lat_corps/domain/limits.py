"""What keeps a mentor from being offered a course, and what would lift it (G5, R22, R30, R31, R35).

The guard of the offer asks the same of the stored records under a hold; here it is told beforehand, for each
candidate. A must that is not met is a limit to what is proposed; a person may offer, and say why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntFlag

from .criteria import MUST, NOT_MET, Weights
from .match_rules import share_language
from .match_sides import CitizenSide, MentorSide, Wish
from .matching import fit_of_wish
from .text import Message, _

KIND_OF_COURSE: Mapping[str, str] = {"Mentor course": "Mentor", "Parent-coach course": "Parent Coach"}


@dataclass(frozen=True)
class Waiting:
	"""A course that waits; `refused` names mentors who have a conflict of interest, or have declined.

	`weights` are those of its municipality: they order its candidates, and keep nobody out.
	"""

	name: str
	side: CitizenSide
	course_type: str
	municipality: str
	refused: frozenset[str] = frozenset()
	weights: Weights = field(default_factory=dict)


@dataclass(frozen=True)
class Candidate:
	"""A mentor with open courses, offers included, places, and the municipalities to work in today."""

	name: str
	side: MentorSide
	kind: str
	works_in: frozenset[str]
	capacity: int
	open_courses: int = 0
	active: bool = True

	@property
	def free_places(self) -> int:
		return max(self.capacity - self.open_courses, 0) if self.active else 0


class Limit(IntFlag):
	"""The limits as bits, so that a plan holds those of a million pairs."""

	ACTIVE = 1
	PLACE = 2
	KIND = 4
	LANGUAGE = 8
	LOAN = 16
	REFUSED = 32
	MUST = 64


SAYS: Mapping[Limit, tuple[str, str]] = {
	Limit.ACTIVE: (
		_("The mentor is not active."),
		_("Finish training and checks, or end the pause."),
	),
	Limit.PLACE: (
		_("The mentor has no free place."),
		_("Wait for a course to end, or agree on another place with the mentor."),
	),
	Limit.KIND: (
		_("The mentor does not take this type of course."),
		_("Let a mentor be trained for both, or borrow one."),
	),
	Limit.LANGUAGE: (
		_("They share no language, and no interpreter is named."),
		_("Name an interpreter on the course, or borrow a mentor who speaks the language."),
	),
	Limit.LOAN: (
		_("The mentor works in another municipality."),
		_("Arrange a loan."),
	),
	Limit.REFUSED: (
		_("There is a conflict of interest, or the mentor has declined."),
		_("Only talking it over anew."),
	),
	Limit.MUST: (
		_("A must of the person is not met."),
		_("Ask the person again, or borrow a mentor."),
	),
}
"""Limit -> what is said of it, and what would lift it."""


def fits_kind(course_type: str, kind: str) -> bool:
	return kind in ("Both", KIND_OF_COURSE.get(course_type))


def is_broken(wishes: Iterable[Wish], citizen: CitizenSide, mentor: MentorSide) -> bool:
	"""Tell whether a must of the person is not met; what is unknown is to be found out."""
	return any(wish.strength == MUST and fit_of_wish(wish, citizen, mentor) == NOT_MET for wish in wishes)


def shares_no_language(citizen: CitizenSide, mentor: MentorSide) -> bool:
	return not (citizen.interpreter or share_language(citizen.languages, mentor.languages))


def limits_of_place(course: Waiting, mentor: Candidate) -> Limit:
	"""Return the limits that rest on nothing that the mentor has answered, and on nobody's refusal."""
	found = Limit(0)
	if not mentor.active:
		found |= Limit.ACTIVE
	elif not mentor.free_places:
		found |= Limit.PLACE
	if not fits_kind(course.course_type, mentor.kind):
		found |= Limit.KIND
	if course.municipality not in mentor.works_in:
		found |= Limit.LOAN
	return found


def limits_of(course: Waiting, mentor: Candidate) -> Limit:
	"""Return every limit at once between a course and a mentor."""
	found = limits_of_place(course, mentor)
	if shares_no_language(course.side, mentor.side):
		found |= Limit.LANGUAGE
	if mentor.name in course.refused:
		found |= Limit.REFUSED
	if is_broken(course.side.wishes, course.side, mentor.side):
		found |= Limit.MUST
	return found


def said(limits: Limit) -> list[tuple[Message, Message]]:
	"""Return what to say of each limit, and what would lift it."""
	return [(Message(sentence), Message(lift)) for limit, (sentence, lift) in SAYS.items() if limit & limits]
