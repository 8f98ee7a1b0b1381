"""Every waiting course against every mentor: limits, and how much of what is wished is missing.

Each rule is asked once for each pair of different answers, not once for each pair of people. What is missing
orders candidates and plans; it is shown to nobody as a figure of a person (Datatilsynet 2023).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from .criteria import (
	ABOUT,
	LANGUAGE,
	MENTORS_WISH,
	MET,
	MUST,
	NOT_MET,
	PARTLY,
	UNKNOWN,
	WISH,
	Weights,
	weight_of,
)
from .limits import Candidate, Limit, Waiting, fits_kind, is_broken, shares_no_language
from .match_rules import ALWAYS, RULES, Rule
from .match_sides import CitizenSide, MentorSide, Wish
from .matching import ALWAYS_WEIGHED, Finding, fit_of_mentors_wish, fit_of_wish, fit_unasked

SHORTFALL: Mapping[str, int] = {MET: 0, PARTLY: 1, UNKNOWN: 2, NOT_MET: 3}
"""How much of a wish is missing by how it fits; unknown is never as good as met."""

STRENGTH: Mapping[str, int] = {WISH: 4, MUST: 12}
UNASKED = 1
"""What STRENGTH is to a stated wish, to a criterion that is weighed anyhow."""

NOBODY = CitizenSide()
"""In the place of the person, where a mentor's answer is the same for everybody."""


def shortfall(findings: Iterable[Finding], weights: Weights) -> int:
	"""Return how much of what both sides wish is missing between two people; 0 when nothing is."""
	return sum(
		weight_of(weights, finding.criterion)
		* (STRENGTH[finding.strength] if finding.stated else UNASKED)
		* SHORTFALL[finding.fit]
		for finding in findings
	)


def missing_by(criterion: str, wishes: Sequence[Wish], course: Waiting, mentor: MentorSide) -> int:
	"""Return how much is missing by one criterion; `wishes` are all that the person has stated by it."""
	if criterion == MENTORS_WISH:
		return _of_mentors_wish(course, mentor)
	return _of_wishes(criterion, wishes, course, mentor) if wishes else _of_unasked(criterion, course, mentor)


def _of_wishes(criterion: str, wishes: Sequence[Wish], course: Waiting, mentor: MentorSide) -> int:
	return weight_of(course.weights, criterion) * sum(
		STRENGTH[wish.strength] * SHORTFALL[fit_of_wish(wish, course.side, mentor)] for wish in wishes
	)


def _of_unasked(criterion: str, course: Waiting, mentor: MentorSide) -> int:
	fit = fit_unasked(criterion, course.side, mentor)
	return weight_of(course.weights, criterion) * UNASKED * SHORTFALL[fit]


def _of_mentors_wish(course: Waiting, mentor: MentorSide) -> int:
	if not mentor.wishes:
		return 0
	fit = fit_of_mentors_wish(course.side, mentor)
	return weight_of(course.weights, MENTORS_WISH) * STRENGTH[WISH] * SHORTFALL[fit]


class Pairs:
	"""Courses x mentors: `limits` holds the bits of Limit, `missing` the shortfall."""

	def __init__(self, courses: Sequence[Waiting], mentors: Sequence[Candidate]):
		self.courses, self.mentors = courses, mentors
		self.stated = {course.name: stated_by_criterion(course) for course in courses}
		size = (len(courses), len(mentors))
		self.limits: NDArray[np.uint8] = np.zeros(size, np.uint8)
		self.missing: NDArray[np.int32] = np.zeros(size, np.int32)
		self._set_limits()
		for criterion in ABOUT:
			self._weigh(criterion)
		self._weigh_always()
		self._weigh_mentors_wishes()

	def _each(
		self,
		of_course: Callable[[Waiting], Hashable],
		of_mentor: Callable[[Candidate], Hashable],
		ask: Callable[[Waiting, Candidate], int],
	) -> NDArray[np.int32]:
		"""Return the answers for all pairs; whoever has the same answer as another is asked for once."""
		rows, of_row = _different(self.courses, of_course)
		columns, of_column = _different(self.mentors, of_mentor)
		answers = np.array([[ask(row, column) for column in columns] for row in rows], np.int32)
		return answers.reshape(len(rows), len(columns)).take(of_row, 0).take(of_column, 1)

	def _bar(self, limit: Limit, *asking) -> None:
		self.limits |= self._each(*asking).astype(np.uint8) * np.uint8(limit)

	def _set_limits(self) -> None:
		columns = [
			Limit.ACTIVE if not mentor.active else (0 if mentor.free_places else Limit.PLACE)
			for mentor in self.mentors
		]
		self.limits |= np.array(columns, np.uint8)
		self._bar(
			Limit.KIND,
			lambda course: course.course_type,
			lambda mentor: mentor.kind,
			lambda course, mentor: not fits_kind(course.course_type, mentor.kind),
		)
		self._bar(
			Limit.LANGUAGE,
			lambda course: not course.side.interpreter and frozenset(course.side.languages),
			_speaks,
			lambda course, mentor: shares_no_language(course.side, mentor.side),
		)
		self._bar(
			Limit.LOAN,
			lambda course: course.municipality,
			lambda mentor: mentor.works_in,
			lambda course, mentor: course.municipality not in mentor.works_in,
		)
		places = {mentor.name: place for place, mentor in enumerate(self.mentors)}
		for row, course in enumerate(self.courses):
			for name in course.refused & places.keys():
				self.limits[row, places[name]] |= Limit.REFUSED

	def _weigh(self, criterion: str) -> None:
		"""Weigh what is wished by one criterion; a must that is not met is a limit besides."""
		rule = RULES[criterion]

		def about_it(course: Waiting) -> list[Wish]:
			return self.stated[course.name].get(criterion, [])

		def wished(course: Waiting) -> Hashable:
			wishes = about_it(course)
			if not wishes:
				return None
			told = tuple((wish.value, wish.strength) for wish in wishes)
			interpreter = criterion == LANGUAGE and bool(course.side.interpreter)
			return told, interpreter, weight_of(course.weights, criterion)

		def missing(course: Waiting, mentor: Candidate) -> int:
			return _of_wishes(criterion, about_it(course), course, mentor.side)

		def broken(course: Waiting, mentor: Candidate) -> bool:
			return is_broken(about_it(course), course.side, mentor.side)

		def offered(mentor: Candidate) -> Hashable:
			return _answer(criterion, rule, mentor)

		self.missing += self._each(wished, offered, missing)
		if any(wish.strength == MUST for course in self.courses for wish in about_it(course)):
			self._bar(Limit.MUST, wished, offered, broken)

	def _weigh_always(self) -> None:
		for criterion in ALWAYS_WEIGHED:
			known, rule = ALWAYS[criterion]

			def key(course: Waiting, criterion=criterion, known=known) -> Hashable:
				if criterion in self.stated[course.name]:
					return None
				interpreter = criterion == LANGUAGE and bool(course.side.interpreter)
				return known(course.side), interpreter, weight_of(course.weights, criterion)

			def missing(course: Waiting, mentor: Candidate, criterion=criterion) -> int:
				if criterion in self.stated[course.name]:
					return 0
				return _of_unasked(criterion, course, mentor.side)

			self.missing += self._each(
				key,
				lambda mentor, criterion=criterion, rule=rule: _answer(criterion, rule, mentor),
				missing,
			)

	def _weigh_mentors_wishes(self) -> None:
		self.missing += self._each(
			lambda course: (
				course.side.gender,
				course.side.age,
				weight_of(course.weights, MENTORS_WISH),
			),
			lambda mentor: (
				mentor.side.wishes
				and (
					mentor.side.wishes.gender,
					mentor.side.wishes.ages,
					MENTORS_WISH in mentor.side.unconfirmed,
				)
			),
			lambda course, mentor: _of_mentors_wish(course, mentor.side),
		)


def _answer(criterion: str, rule: Rule, mentor: Candidate) -> Hashable:
	return rule.offered(mentor.side, NOBODY), criterion in mentor.side.unconfirmed


def stated_by_criterion(course: Waiting) -> dict[str, list[Wish]]:
	found: dict[str, list[Wish]] = {}
	for wish in course.side.wishes:
		if wish.stated:
			found.setdefault(wish.criterion, []).append(wish)
	return found


def _speaks(mentor: Candidate) -> frozenset[str]:
	return frozenset(mentor.side.languages)


def _different(people: Sequence, key: Callable[..., Hashable]) -> tuple[list, NDArray[np.intp]]:
	"""Return one of each kind of people, and for everybody which one stands for them."""
	kinds: dict[Hashable, int] = {}
	standing: list = []
	places = np.empty(len(people), np.intp)
	for place, person in enumerate(people):
		kind = key(person)
		if kind not in kinds:
			kinds[kind] = len(standing)
			standing.append(person)
		places[place] = kinds[kind]
	return standing, places
