"""The people of a municipality and their functions: what a change of the list must not break (R9)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from .text import Message, _

COORDINATOR = "Coordinator"
SHOWN = 10
"""How many courses a message names."""


@dataclass(frozen=True)
class Member:
	"""A row of the list; an open end of the period is None, and both days belong to it."""

	user: str
	name: str
	function: str
	first: date | None = None
	last: date | None = None

	def holds_on(self, day: date) -> bool:
		return (not self.first or self.first <= day) and (not self.last or day <= self.last)

	def meets(self, other: Member) -> bool:
		"""Tell whether both periods share a day."""
		return not (
			(self.last and other.first and self.last < other.first)
			or (other.last and self.first and other.last < self.first)
		)


def wrong_rows(members: Iterable[Member]) -> list[Message]:
	"""Return which rows say something impossible, or the same as another row."""
	numbered = list(enumerate(members, start=1))
	backwards = [
		Message(_("Row {row}: the last day lies before the first."), {"row": row})
		for row, member in numbered
		if member.first and member.last and member.last < member.first
	]
	twice = [
		Message(
			_("Rows {one} and {other}: {name} has the same function twice at the same time."),
			{"one": one, "other": other, "name": first.name or first.user},
		)
		for (one, first), (other, second) in combinations(numbered, 2)
		if (first.user, first.function) == (second.user, second.function) and first.meets(second)
	]
	return backwards or twice


def coordinators(members: Iterable[Member], day: date) -> dict[str, str]:
	"""Return login -> name of the coordinators who hold the function on a day."""
	return {
		member.user: member.name or member.user
		for member in members
		if member.function == COORDINATOR and member.holds_on(day)
	}


def left_without_coordinator(
	before: Mapping[str, str],
	after: Mapping[str, str],
	named_on: Mapping[str, Collection[str]],
	open_courses: Collection[str],
) -> list[Message]:
	"""Return what a change of coordinators would leave behind.

	`before` and `after` map logins to names, `named_on` the logins to the open courses that name them, and
	`open_courses` are all of the municipality.
	"""
	messages = [
		Message(
			_("{name} is the coordinator of {courses}: name another coordinator there first."),
			{"name": name, "courses": shortened(named_on[user])},
			"R9",
		)
		for user, name in before.items()
		if user not in after and named_on.get(user)
	]
	if before and not after and open_courses and not messages:
		messages.append(
			Message(
				_("The last coordinator stays while courses are open: {courses}. Add another one first."),
				{"courses": shortened(open_courses)},
				"R9",
			)
		)
	return messages


def shortened(courses: Collection[str]) -> list[str | Message]:
	"""Name the first courses, and say how many more there are."""
	named: list[str | Message] = sorted(courses)[:SHOWN]
	if len(courses) > SHOWN:
		named.append(Message(_("and {count} more"), {"count": len(courses) - SHOWN}))
	return named
