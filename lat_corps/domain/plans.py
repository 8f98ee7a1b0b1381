"""A plan: whether a goal is SMART, which step is next, and how the wheel of competences is rated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .charts import HIGHEST, LOWEST
from .text import Message, _

SMART = ("specific", "sign", "within_reach", "matters", "reach_by")
"""The fields of a goal that answer the five questions, in their order."""

REACHED, LET_GO = "Reached", "Let go"
OVER = (REACHED, LET_GO)
"""Goals that nobody works on any more."""

DAYS_SHOWN = 4
"""How many ratings of the wheel stand side by side: the first and the newest."""


@dataclass(frozen=True)
class Place:
	"""One of the ten places of the wheel, and what the centre calls it."""

	name: str
	label: str


@dataclass(frozen=True)
class Rated:
	"""What the person and the mentor say of one competence on a day, each 1 to 10 or None."""

	day: date
	place: str
	person: int | None = None
	mentor: int | None = None
	words: str = ""

	@property
	def differs(self) -> bool:
		return self.person is not None and self.mentor is not None and self.person != self.mentor


@dataclass(frozen=True)
class Wheel:
	"""The places in their order, and all ratings of a plan."""

	places: Sequence[Place]
	ratings: Sequence[Rated]

	def on(self, day: date) -> dict[str, Rated]:
		return {rated.place: rated for rated in self.ratings if rated.day == day}

	def days(self, voice: str = "") -> list[date]:
		"""Return the days of ratings in order; with a `voice`, those on which that one has rated."""
		return sorted({rated.day for rated in self.ratings if not voice or getattr(rated, voice) is not None})

	def days_shown(self) -> list[date]:
		days = self.days()
		return days if len(days) <= DAYS_SHOWN else [days[0], *days[1 - DAYS_SHOWN :]]

	def values(self, voice: str, day: date) -> dict[str, int]:
		"""Return place -> what a voice has said on a day, where it said anything."""
		found = {place: getattr(rated, voice) for place, rated in self.on(day).items()}
		return {place: value for place, value in found.items() if value is not None}

	def change(self, place: str) -> int | None:
		"""Return how the person's own rating has moved since the first; None while there is only one."""
		own = sorted(
			(rated.day, rated.person)
			for rated in self.ratings
			if rated.place == place and rated.person is not None
		)
		return own[-1][1] - own[0][1] if len(own) > 1 else None

	def differing(self) -> list[tuple[Place, Rated]]:
		"""Return where person and mentor see it differently in the newest rating."""
		if not self.days():
			return []
		newest = self.on(self.days()[-1])
		return [
			(place, newest[place.name])
			for place in self.places
			if place.name in newest and newest[place.name].differs
		]


def flaws(ratings: Sequence[Rated]) -> list[Message]:
	"""Return what is wrong with the ratings of a plan, each named by its row."""
	found, seen = [], set()
	for row, rated in enumerate(ratings, start=1):
		said = [value for value in (rated.person, rated.mentor) if value is not None]
		if not said or any(not LOWEST <= value <= HIGHEST for value in said):
			found.append(Message(_("The wheel, row {row}: rate it from 1 to 10."), {"row": row}))
		if (rated.day, rated.place) in seen:
			found.append(
				Message(
					_("The wheel, row {row}: this competence is rated on that day already."), {"row": row}
				)
			)
		seen.add((rated.day, rated.place))
	return found


def unanswered(goal: Mapping[str, object]) -> list[str]:
	"""Return the fields of a goal whose SMART question nobody has answered."""
	return [name for name in SMART if not goal.get(name)]


def next_step(steps: Iterable[tuple[date | str | None, date | str | None]]) -> date | str | None:
	"""Return the day of the first of (by, done on) that is still open."""
	return min((by for by, done in steps if by and not done), key=str, default=None)
