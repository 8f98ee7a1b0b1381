"""The management report: its periods, what it counts, what it asks for in words (R109 to R115)."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from .age_groups import AGE_GROUPS
from .disclosure import ProtectedSpread, protect_spread
from .quarters import ended_quarters, quarters_of
from .released import Key, Quarters, Release, Year, counted
from .text import _

PERIODS: Mapping[str, Quarters] = {
	"First quarter": (1,),
	"Second quarter": (2,),
	"Third quarter": (3,),
	"Fourth quarter": (4,),
	"First half-year": (1, 2),
	"Second half-year": (3, 4),
	"The whole year": (1, 2, 3, 4),
}

PACES: Mapping[str, int] = {"Each quarter": 1, "Each half-year": 2, "Each year": 4}
"""How often a municipality has a report drafted -> how many quarters it is of (R115)."""

REFERRED, STARTED = "Referred", "Started"

UNKNOWN = _("Not known")
DIVISIONS: Mapping[str, tuple[str, ...]] = {
	"Gender": ("Woman", "Man", "Another gender", UNKNOWN),
	"Age": (*(group for _first, group in AGE_GROUPS), UNKNOWN),
	"Target group": (
		"In an extremist milieu",
		"Concrete signs of concern",
		"Vulnerable to extremism",
		"Parent or relative",
		UNKNOWN,
	),
	"Course type": ("Mentor course", "Parent-coach course"),
}
"""What marks the people who were referred; the words are those of the records."""

WORDS = ("experience", "matches", "authority_side", "learning", "practice")
"""What numbers cannot say, as fields of the report."""

CAVEATS = (
	_(
		"Each person counts once, as referred and as started, in the quarter of the first course in the "
		"municipality. Later courses of the same person are not counted."
	),
	_(
		"Counts from 1 to {most} are hidden, with others from which they could be computed, also by way of "
		"earlier reports of the year and of the figures on the first screen."
	),
	_(
		"The numbers are those that were recorded when the report was sent. They say how many, not why, and "
		"nothing of effect."
	),
)
TOO_FEW = _("There are too few people for numbers: what can be said is said in words.")


def last_ended(day: date, pace: str) -> tuple[int, str]:
	"""Return year and period of the last report at a pace whose period has ended before a day."""
	of_pace = [(period, quarters) for period, quarters in PERIODS.items() if len(quarters) == PACES[pace]]
	return next(
		(year, period)
		for year in (day.year, day.year - 1)
		for period, quarters in reversed(of_pace)
		if len(ended_quarters(day, year)) >= quarters[-1]
	)


@dataclass(frozen=True)
class Person:
	"""The day on which a person was first referred, and what marks the person: a value of each division."""

	referred_on: date
	of: Mapping[str, str]


@dataclass(frozen=True)
class Start:
	"""The day on which a person first started, and the days waited for it."""

	started_on: date
	waited: int | None


@dataclass(frozen=True)
class Figures:
	"""What a report tells in numbers; what is None is hidden."""

	release: Release
	waits: ProtectedSpread
	threshold: int

	def as_text(self) -> str:
		counts = [[what, of, count] for (what, of), count in sorted(self.release.counts.items())]
		found = {
			"quarters": self.release.quarters,
			"counts": counts,
			"waits": asdict(self.waits),
			"threshold": self.threshold,
		}
		return json.dumps(found, ensure_ascii=False, sort_keys=True)

	@classmethod
	def of_text(cls, text: str) -> Figures:
		found = json.loads(text)
		counts = {
			(what, tuple((division, value) for division, value in of)): count
			for what, of, count in found["counts"]
		}
		release = Release(tuple(found["quarters"]), counts)
		return cls(release, ProtectedSpread(**found["waits"]), found["threshold"])

	@property
	def tells_a_number(self) -> bool:
		return any(self.release.counts.values())


def figures(
	people: Sequence[Person],
	starts: Sequence[Start],
	year: int,
	quarters: Quarters,
	divisions: Collection[str],
	told: Sequence[Release],
	closed: int,
	day: date,
	threshold: int,
	seed: int,
) -> Figures:
	"""Return what a report of some quarters may tell beside what was told before (R110).

	`closed` says how many have closed by the end of the year, at least, as the figures on change tell. Raises
	GivenAway, or ValueError for a period that has not ended, or counts that are not those told before.
	"""
	asked = {division: DIVISIONS[division] for division in divisions}
	tables = [(division,) for division in asked]
	counts: dict[int, dict[Key, int]] = {}
	for quarter in ended_quarters(day, year):
		referred = [person.of for person in people if quarter.covers(person.referred_on)]
		counts[quarter.number] = {
			**counted(REFERRED, referred, DIVISIONS, [(division,) for division in DIVISIONS]),
			(STARTED, ()): sum(quarter.covers(start.started_on) for start in starts),
		}
	begins = date(year, 1, 1)
	before = {
		REFERRED: sum(person.referred_on < begins for person in people),
		STARTED: sum(start.started_on < begins for start in starts),
	}
	keys = [(STARTED, ()), *counted(REFERRED, [], asked, tables)]
	release = Year(counts, told, ((STARTED, REFERRED),), before, {STARTED: closed}).tell(
		quarters, keys, threshold, seed
	)
	waited = [
		start.waited
		for start in starts
		if any(each.covers(start.started_on) for each in quarters_of(year) if each.number in quarters)
	]
	waits = protect_spread([None if days is None else days // 7 for days in waited], threshold)
	if release.counts.get((STARTED, ())) is None:
		waits = ProtectedSpread(None, None, None, None, None)
	return Figures(release, waits, threshold)
