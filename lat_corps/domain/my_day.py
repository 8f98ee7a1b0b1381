"""The first screen of a person: which of the things that wait comes first, and the figures beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .cadence import standing
from .turns import TURNS

WAITING = "Waiting"

NEWS = tuple(turn.kind for turn in TURNS if turn.event and not turn.due)
"""Kinds that tell what has happened and ask for nothing."""

NEWS_LASTS = timedelta(days=14)


@dataclass(frozen=True)
class Waiting:
	"""Something that waits for a person since a moment, perhaps with a last day."""

	name: str
	due_on: date | None
	since: datetime


def urgency(due_on: date | None, day: date) -> str:
	"""Return how near the last day is, as `standing` tells of a date, and Waiting without one."""
	return standing(due_on, day) or WAITING


def by_urgency(found: Iterable[Waiting]) -> list[Waiting]:
	"""Return the most urgent first.

	What is longest overdue comes first, then what is due soonest, then what has waited longest.
	"""
	return sorted(
		found, key=lambda each: (each.due_on is None, each.due_on or date.max, each.since, each.name)
	)


@dataclass(frozen=True)
class Waits:
	"""How many wait, and for how many days the one in the middle and the longest do."""

	number: int
	middle: int
	longest: int


def waits_of(numbers: Mapping[date, int], day: date) -> Waits:
	"""Return how long people wait, of whom `numbers` tells how many came on which day."""
	days = sorted(
		(day - came).days for came, number in numbers.items() for _person in range(number) if came <= day
	)
	return Waits(len(days), days[len(days) // 2], days[-1]) if days else Waits(0, 0, 0)
