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
		size = (len(courses), len(mentors))
		self.limits: NDArray[np.uint8] = np.zeros(size, np.uint8)
		self.missing: NDArray[np.int32] = np.zeros(size, np.int32)
		self._set_limits()
		stated = [stated_by_criterion(course) for course in courses]
		for criterion in ABOUT:
			self._weigh(criterion, [wishes.get(criterion) for wishes in stated])
		for criterion in ALWAYS_WEIGHED:
			self._weigh_unasked(criterion, [criterion in wishes for wishes in stated])
		self._weigh_mentors_wishes()

	def _bar(
		self,
		limit: Limit,
		of_course: Callable[[Waiting], Hashable],
		of_mentor: Callable[[Candidate], Hashable],
		ask: Callable[[Waiting, Candidate], bool],
	) -> None:
		kinds = _Kinds(
			range(len(self.courses)),
			[of_course(course) for course in self.courses],
			[of_mentor(mentor) for mentor in self.mentors],
		)
		self._set(limit, kinds, lambda row, column: ask(self.courses[row], self.mentors[column]))

	def _set(self, limit: Limit, kinds: _Kinds, ask: Callable[[int, int], bool]) -> None:
		answers = kinds.answers(ask)
		if answers.any():
			self.limits[kinds.rows] |= kinds.spread(answers.astype(np.uint8) * np.uint8(limit))

	def _add(self, kinds: _Kinds, ask: Callable[[int, int], int]) -> None:
		answers = kinds.answers(ask)
		if answers.any():
			self.missing[kinds.rows] += kinds.spread(answers)

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

	def _weigh(self, criterion: str, stated: Sequence[list[Wish] | None]) -> None:
		"""Weigh what is wished by one criterion; a must that is not met is a limit besides."""
		rows = [row for row, wishes in enumerate(stated) if wishes]
		if not rows:
			return

		def wished(course: Waiting, wishes: list[Wish]) -> Hashable:
			told = tuple((wish.value, wish.strength) for wish in wishes)
			interpreter = criterion == LANGUAGE and bool(course.side.interpreter)
			return told, interpreter, weight_of(course.weights, criterion)

		kinds = _Kinds(
			rows,
			[wished(self.courses[row], stated[row]) for row in rows],
			[_answer(criterion, RULES[criterion], mentor) for mentor in self.mentors],
		)

		def missing(row: int, column: int) -> int:
			return _of_wishes(criterion, stated[row], self.courses[row], self.mentors[column].side)

		def broken(row: int, column: int) -> bool:
			return is_broken(stated[row], self.courses[row].side, self.mentors[column].side)

		self._add(kinds, missing)
		if any(wish.strength == MUST for row in rows for wish in stated[row]):
			self._set(Limit.MUST, kinds, broken)

	def _weigh_unasked(self, criterion: str, asked: Sequence[bool]) -> None:
		known, rule = ALWAYS[criterion]
		rows = [row for row, is_asked in enumerate(asked) if not is_asked]

		def key(course: Waiting) -> Hashable:
			interpreter = criterion == LANGUAGE and bool(course.side.interpreter)
			return known(course.side), interpreter, weight_of(course.weights, criterion)

		self._add(
			_Kinds(
				rows,
				[key(self.courses[row]) for row in rows],
				[_answer(criterion, rule, mentor) for mentor in self.mentors],
			),
			lambda row, column: _of_unasked(criterion, self.courses[row], self.mentors[column].side),
		)

	def _weigh_mentors_wishes(self) -> None:
		def told(mentor: MentorSide) -> Hashable:
			wishes = mentor.wishes
			return wishes and (wishes.gender, wishes.ages, MENTORS_WISH in mentor.unconfirmed)

		self._add(
			_Kinds(
				range(len(self.courses)),
				[
					(course.side.gender, course.side.age, weight_of(course.weights, MENTORS_WISH))
					for course in self.courses
				],
				[told(mentor.side) for mentor in self.mentors],
			),
			lambda row, column: _of_mentors_wish(self.courses[row], self.mentors[column].side),
		)


class _Kinds:
	"""Some courses and all mentors by what they differ in: of each kind, one is asked about."""

	def __init__(self, rows: Sequence[int], of_courses: Sequence[Hashable], of_mentors: Sequence[Hashable]):
		courses, self.of_row = _different(of_courses)
		self.courses = [rows[place] for place in courses]
		self.mentors, self.of_column = _different(of_mentors)
		# A range stands for every course: then no row is picked out.
		self.rows = slice(None) if isinstance(rows, range) else rows

	def answers(self, ask: Callable[[int, int], int]) -> NDArray[np.int32]:
		told = [[ask(row, column) for column in self.mentors] for row in self.courses]
		return np.array(told, np.int32).reshape(len(self.courses), len(self.mentors))

	def spread(self, answers: NDArray) -> NDArray:
		"""Return the answers of the kinds for each course and each mentor."""
		return answers.take(self.of_row, 0).take(self.of_column, 1)


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


def _different(keys: Sequence[Hashable]) -> tuple[list[int], NDArray[np.intp]]:
	"""Return the place of one of each kind, and for every place which of them stands for it."""
	kinds: dict[Hashable, int] = {}
	of_each = np.array([kinds.setdefault(key, len(kinds)) for key in keys], np.intp)
	first = np.unique(of_each, return_index=True)[1]
	return first.tolist(), of_each
