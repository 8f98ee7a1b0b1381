"""A proposal for all courses that wait: who with whom, why, who is left over, what a pinned pair costs (R11).

It is the optimum that `assign` finds within places and limits. Nobody is shown a score, and a person decides
on each pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .assignment import assign
from .limits import SAYS, Candidate, Limit, Waiting, limits_of
from .matching import Finding, Reasons
from .pair_costs import Pairs
from .text import Message, _


@dataclass(frozen=True)
class Pin:
	"""A pair that a person has decided on before the plan is made."""

	course: str
	mentor: str


@dataclass(frozen=True)
class Pair:
	course: Waiting
	mentor: Candidate
	of_plan: Reasons
	pinned: bool = False

	@cached_property
	def reasons(self) -> list[Finding]:
		"""Return how the two fit, criterion by criterion."""
		return self.of_plan.of(self.course.side, self.mentor.side)


@dataclass(frozen=True)
class LeftOver:
	"""A course without a mentor in the plan: why, and for each help how many mentors it alone would open."""

	course: Waiting
	why: Message
	helps: tuple[tuple[Message, int], ...]


@dataclass(frozen=True)
class PinCost:
	"""What the others would have without a pinned pair: more courses served, or mentors that fit better."""

	pin: Pin
	left_over: int
	worse: tuple[str, ...]
	"""The courses that would get a mentor with less missing."""

	@property
	def costs_nothing(self) -> bool:
		return not self.left_over and not self.worse


@dataclass(frozen=True)
class Plan:
	pairs: tuple[Pair, ...]
	left_over: tuple[LeftOver, ...]
	refused_pins: tuple[tuple[Pin, Limit], ...]
	"""Pins behind a limit, or beyond a mentor's places: these are not kept."""

	@cached_property
	def mentor_of(self) -> Mapping[str, str]:
		return {pair.course.name: pair.mentor.name for pair in self.pairs}


class Planner:
	"""The courses and mentors of one plan, sorted, so that the order they come in does not count."""

	def __init__(
		self,
		courses: Iterable[Waiting],
		mentors: Iterable[Candidate],
		pins: Iterable[Pin] = (),
	):
		self.courses = sorted(courses, key=lambda course: course.name)
		self.mentors = sorted(mentors, key=lambda mentor: mentor.name)
		self.pairs = Pairs(self.courses, self.mentors)
		self.row = {course.name: row for row, course in enumerate(self.courses)}
		self.column = {mentor.name: column for column, mentor in enumerate(self.mentors)}
		self.allowed = self.pairs.limits == 0
		self.pins: dict[int, int] = {}
		self.refused_pins: list[tuple[Pin, Limit]] = []
		self._keep(pins)

	@cached_property
	def best(self) -> Mapping[int, int]:
		"""Row of a course -> column of its mentor, in the best plan that keeps the pins."""
		return self._solve(self.pins)

	def plan(self) -> Plan:
		found, reasons = self.best, Reasons()
		pairs = tuple(
			Pair(self.courses[row], self.mentors[column], reasons, pinned=row in self.pins)
			for row, column in sorted(found.items())
		)
		left = tuple(self._left_over(row, found) for row in range(len(self.courses)) if row not in found)
		return Plan(pairs, left, tuple(self.refused_pins))

	def cost_of(self, pin: Pin) -> PinCost:
		"""Return what a kept pin costs the other courses, by the plan as it would be without it."""
		row = self.row[pin.course]
		with_it = self.best
		without = self._solve({each: column for each, column in self.pins.items() if each != row})
		missing = self.pairs.missing
		worse = tuple(
			course.name
			for other, course in enumerate(self.courses)
			if other != row
			and other in with_it
			and other in without
			and missing[other, without[other]] < missing[other, with_it[other]]
		)
		return PinCost(pin, max(len(without) - len(with_it), 0), worse)

	def _keep(self, pins: Iterable[Pin]) -> None:
		places = [mentor.free_places for mentor in self.mentors]
		for pin in sorted(set(pins), key=lambda pin: (pin.course, pin.mentor)):
			row, column = self.row[pin.course], self.column[pin.mentor]
			limits = limits_of(self.courses[row], self.mentors[column])
			if not limits and (row in self.pins or not places[column]):
				limits = Limit.PLACE
			if limits:
				self.refused_pins.append((pin, limits))
				continue
			self.pins[row] = column
			places[column] -= 1

	def _solve(self, pins: Mapping[int, int]) -> dict[int, int]:
		"""Return row -> column of the best plan that keeps the pins."""
		taken = np.bincount(list(pins.values()), minlength=len(self.mentors))
		free = np.array([mentor.free_places for mentor in self.mentors], np.intp) - taken
		load = np.array([mentor.open_courses for mentor in self.mentors], np.intp) + taken
		rows = np.array([row for row in range(len(self.courses)) if row not in pins], np.intp)
		found = assign(self.pairs.missing[rows], self.allowed[rows], free, load)
		return {**pins, **{int(rows[row]): column for row, column in found.items()}}

	def _left_over(self, row: int, found: Mapping[int, int]) -> LeftOver:
		limits = self.pairs.limits[row]
		if not len(limits):
			return LeftOver(self.courses[row], Message(_("There is no mentor at all.")), ())
		open_to = int((limits == 0).sum())
		if open_to:
			why = Message(
				_("All places of the {count} mentors who fit are taken by other courses."), {"count": open_to}
			)
			return LeftOver(self.courses[row], why, ((Message(SAYS[Limit.PLACE][1]), open_to),))
		why = Message(_("No mentor can be offered the course: each is kept from it by something."))
		alone = [(Message(lift), int((limits == limit).sum())) for limit, (_says, lift) in SAYS.items()]
		helps = sorted((help for help in alone if help[1]), key=lambda help: -help[1])
		return LeftOver(self.courses[row], why, tuple(helps))
