"""The management report: its periods, what it counts, what it asks for in words (R109 to R115)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .counting import SUBJECTS
from .quarters import ended_quarters
from .released import Quarters, Release, in_rows, of_rows
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

TABLES: Sequence[tuple[str, ...]] = (
	*((what,) for what in SUBJECTS),
	*((what, division) for what, divisions in SUBJECTS.items() for division in divisions),
)
"""What a report counts: who, and by which division."""

PACES: Mapping[str, int] = {"Each quarter": 1, "Each half-year": 2, "Each year": 4}
"""How often a municipality has a report drafted -> how many quarters it is of (R115)."""

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
class Figures:
	"""What a report tells in numbers; what is None is hidden."""

	release: Release
	threshold: int

	def as_text(self) -> str:
		found = {
			"quarters": self.release.quarters,
			"counts": in_rows(self.release.counts),
			"threshold": self.threshold,
		}
		return json.dumps(found, ensure_ascii=False, sort_keys=True)

	@classmethod
	def of_text(cls, text: str) -> Figures:
		found = json.loads(text)
		return cls(Release(tuple(found["quarters"]), of_rows(found["counts"])), found["threshold"])

	@property
	def tells_a_number(self) -> bool:
		return any(self.release.counts.values())
