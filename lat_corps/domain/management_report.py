"""The management report: its periods, what it tells in numbers, what it says of them (R109 to R115)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from .change_words import ChangeGroup, Scale
from .pooling import ScaleChange
from .quarters import ended_quarters
from .released import WHOLE_YEAR, Quarters, Release, in_rows, of_rows
from .report_parts import PARTS, words_of
from .text import _

PERIODS: Mapping[str, Quarters] = {
	"First quarter": (1,),
	"Second quarter": (2,),
	"Third quarter": (3,),
	"Fourth quarter": (4,),
	"First half-year": (1, 2),
	"Second half-year": (3, 4),
	"The whole year": WHOLE_YEAR,
}

PACES: Mapping[str, int] = {"Each quarter": 1, "Each half-year": 2, "Each year": 4}
"""How often a municipality has a report drafted -> how many quarters it is of (R115)."""

WORDS = tuple(words_of(PARTS))
"""What numbers cannot say, as fields of the report."""

CAVEATS = (
	_(
		"Each person counts once, as referred, as started and as closed, in the quarter of the first course "
		"in the municipality. Later courses of the same person are not counted."
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
IN_THE_PICTURE = _("Each person counts once. It says how many, not why, and nothing of effect.")
TOO_FEW = _("There are too few people for numbers: what can be said is said in words.")
MAY_BE_SAID = _(
	"What may be said: what succeeds and what is hard across courses, how matches and the work with the "
	"authority side go, and where practice must change – so that no single person is to be recognised."
)
WITH_OTHERS = _(
	"Together with those of other municipalities they can be counted: the figures of the country take them "
	"where management approves it."
)
BY_WHOLE_YEARS = _(
	"Who has closed, and change from before to after, is told by whole years: less needs to be hidden."
)
ANSWERS_COME_IN = _(
	"Answers on courses that closed in {year} can come in until {day}. Once the report is sent, those that "
	"are missing stay missing in the figures on change."
)
NOT_ENOUGH_CLOSED = _(
	"Too few people have closed for figures on change of this year alone: those to come will tell of them."
)


def last_ended(day: date, pace: str) -> tuple[int, str]:
	"""Return year and period of the last report at a pace whose period has ended before a day."""
	of_pace = [(period, quarters) for period, quarters in PERIODS.items() if len(quarters) == PACES[pace]]
	return next(
		(year, period)
		for year in (day.year, day.year - 1)
		for period, quarters in reversed(of_pace)
		if len(ended_quarters(day, year)) >= quarters[-1]
	)


def ended_periods(ended: int) -> list[str]:
	"""Return the periods of a year of which `ended` quarters have, the longest first, the latest of each."""
	return [name for name, quarters in reversed(PERIODS.items()) if quarters[-1] <= ended]


@dataclass(frozen=True)
class Figures:
	"""What a report tells in numbers, and of what; a count that is None is hidden.

	`change` is of each questionnaire, `progression` of the ratings; `work` counts what the corps has done.
	"""

	release: Release
	threshold: int
	place: str
	year: int
	parts: Sequence[str]
	change: Sequence[ChangeGroup] = ()
	progression: Sequence[ChangeGroup] = ()
	work: Mapping[str, int] | None = None

	def as_text(self) -> str:
		found = {
			"place": self.place,
			"year": self.year,
			"parts": [*self.parts],
			"quarters": self.release.quarters,
			"counts": in_rows(self.release.counts),
			"threshold": self.threshold,
			"change": [asdict(group) for group in self.change],
			"progression": [asdict(group) for group in self.progression],
			"work": self.work or {},
		}
		return json.dumps(found, ensure_ascii=False, sort_keys=True)

	@classmethod
	def of_text(cls, text: str) -> Figures:
		found = json.loads(text)
		return cls(
			Release(tuple(found["quarters"]), of_rows(found["counts"])),
			found["threshold"],
			found["place"],
			found["year"],
			found["parts"],
			[_group_of(group) for group in found["change"]],
			[_group_of(group) for group in found["progression"]],
			found["work"],
		)

	@property
	def tells_a_number(self) -> bool:
		return any(self.release.counts.values())


def _group_of(found: Mapping) -> ChangeGroup:
	return ChangeGroup(
		found["title"],
		found["reference"],
		found["about"],
		tuple(Scale(**scale) for scale in found["scales"]),
		tuple(
			(
				name,
				tuple(
					ScaleChange(change["scale"], change["figures"], tuple(change["hidden"]))
					for change in changes
				),
			)
			for name, changes in found["periods"]
		),
	)


def longer_than(quarters: Quarters) -> list[str]:
	"""Return the periods in which a period lies, the shorter first."""
	return [name for name, longer in PERIODS.items() if {*quarters} < {*longer}]
