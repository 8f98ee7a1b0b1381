"""The quarters of a year, by which people are counted for management (R110)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

MONTHS_OF_QUARTER = 3


@dataclass(frozen=True)
class Quarter:
	"""A quarter of a year from its first day to its last."""

	number: int
	first: date
	last: date

	def covers(self, day: date) -> bool:
		return self.first <= day <= self.last


def quarters_of(year: int) -> list[Quarter]:
	begins = [date(year + month // 12, month % 12 + 1, 1) for month in range(0, 13, MONTHS_OF_QUARTER)]
	return [
		Quarter(number, first, after - timedelta(days=1))
		for number, (first, after) in enumerate(pairwise(begins), start=1)
	]


def ended_quarters(day: date, year: int | None = None) -> list[Quarter]:
	"""Return the quarters of a year, of that of `day` where none is given, that have ended before `day`."""
	return [quarter for quarter in quarters_of(day.year if year is None else year) if quarter.last < day]


def end_of_quarter(day: date) -> date:
	return next(quarter.last for quarter in quarters_of(day.year) if quarter.covers(day))
