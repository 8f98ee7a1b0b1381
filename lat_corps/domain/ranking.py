"""In which order mentors stand for one course: first who can be offered it, then who lacks least (R11).

A rule is asked once for each different answer, not once for each mentor, and nothing is put into words.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Protocol, TypeVar

from .criteria import LANGUAGE, MENTORS_WISH
from .limits import Candidate, Waiting, is_broken, limits_of_place, shares_no_language
from .match_rules import ALWAYS, leave_open
from .match_sides import MentorSide
from .matching import ALWAYS_WEIGHED
from .pair_costs import missing_by, stated_by_criterion

Told = TypeVar("Told")


class Mentors(Protocol):
	"""Many mentors, each at a place in a row, and in what those who differ for a course differ."""

	@property
	def names(self) -> Sequence[str]: ...

	def candidate(self, place: int) -> Candidate: ...

	def side(self, place: int, criterion: str) -> MentorSide:
		"""Return a mentor as far as a fit by a criterion rests on it."""

	def places(self) -> Sequence[Hashable]:
		"""Return of each mentor what limits rest on that follow from no answer and no refusal."""

	def answers(self, criterion: str) -> Sequence[Hashable]:
		"""Return of each mentor what a fit by a criterion rests on."""


def standing(course: Waiting, mentors: Mentors) -> tuple[list[bool], list[int]]:
	"""Return whether a limit stands between the course and each mentor, and how much each lacks."""
	if not mentors.names:
		return [], []
	stated = stated_by_criterion(course)
	bars = [
		[name in course.refused for name in mentors.names],
		_each(mentors.places(), lambda place: bool(limits_of_place(course, mentors.candidate(place)))),
	]
	asked = criteria_asked(course)
	unasked = [by for by in _criteria(course) if by not in asked]
	alike = sum(missing_by(by, stated.get(by, []), course, MentorSide()) for by in unasked)
	lacks = [[alike] * len(mentors.names)]
	for criterion in asked:
		wishes = stated.get(criterion, [])

		def weigh(place: int, criterion=criterion, wishes=wishes) -> tuple[bool, int]:
			mentor = mentors.side(place, criterion)
			broken = is_broken(wishes, course.side, mentor)
			barred = broken or (criterion == LANGUAGE and shares_no_language(course.side, mentor))
			return barred, missing_by(criterion, wishes, course, mentor)

		barred, missing = zip(*_each(mentors.answers(criterion), weigh), strict=True)
		bars.append(barred)
		lacks.append(missing)
	return [any(each) for each in zip(*bars, strict=True)], [sum(each) for each in zip(*lacks, strict=True)]


def criteria_asked(course: Waiting) -> list[str]:
	"""Return the criteria by which mentors may differ for the course: by words alone, all fit the same."""
	stated = stated_by_criterion(course)
	return [
		criterion
		for criterion in _criteria(course)
		if criterion in (LANGUAGE, MENTORS_WISH)
		or any(wish.value is not None for wish in stated.get(criterion, []))
		or (criterion not in stated and ALWAYS[criterion][1].fit is not leave_open)
	]


def _criteria(course: Waiting) -> list[str]:
	return [*dict.fromkeys((*stated_by_criterion(course), *ALWAYS_WEIGHED, MENTORS_WISH))]


def _each(keys: Sequence[Hashable], ask: Callable[[int], Told]) -> list[Told]:
	"""Return what is told of the mentor at each place; of those with the same key, one is asked about."""
	places = {key: place for place, key in enumerate(keys)}
	told = {key: ask(place) for key, place in places.items()}
	return [told[key] for key in keys]
