"""Figures on change that are counted once, so that no later answer can be told from them (R87, R110, N6, N9).

The closings of a year are counted when the year's report is sent, and else when no answer can come in any
more. Until then nothing is told of them; from then on it is told as it was counted, whoever answers, corrects
or is erased.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace
from datetime import date, timedelta

import frappe

from lat_corps.corps.facts import small_cell_threshold
from lat_corps.domain.answer_dates import last_day
from lat_corps.domain.cadence import AFTER
from lat_corps.domain.pooling import (
	OfCountry,
	PeriodChange,
	ScaleChange,
	hide_missing_together,
	protected_change,
)
from lat_corps.domain.released import WHOLE_YEAR
from lat_corps.insight.change_subjects import people_by_subject, subject_of
from lat_corps.insight.counted_rows import put, stored
from lat_corps.insight.national_releases import rule
from lat_corps.privacy.kept_figures import GRIP_ON_LIFE

COUNTRY = None
"""Stands for a municipality where all of them are meant."""


@dataclass(frozen=True)
class Counted:
	"""The change of a subject in a row of years, small cells hidden by a threshold."""

	subject: str
	period: PeriodChange
	threshold: int


@dataclass(frozen=True)
class CountedChange:
	"""What was counted of a municipality, or of the country, up to the year `to`; 0 for nothing yet.

	`new` is what is not kept so far.
	"""

	municipality: str | None
	to: int
	counted: tuple[Counted, ...]
	new: tuple[Counted, ...] = ()

	@classmethod
	def of(cls, municipality: str | None, *, for_update: bool = False) -> CountedChange:
		found = _rows(municipality, for_update=for_update)
		counted = tuple(_of_row(values) for row in found for values in json.loads(row.change))
		return cls(municipality, max((row.year for row in found), default=0), counted)

	def up_to(self, year: int) -> CountedChange:
		"""Return this with the years up to one, counted as of today where they are not yet."""
		return self if self.to >= year else replace(self, to=year, new=self._fresh(year))

	@property
	def told(self) -> list[Counted]:
		return [each for each in (*self.counted, *self.new) if each.period.is_told]

	@property
	def by_subject(self) -> dict[str, list[PeriodChange]]:
		"""Subject -> what is told of it, and the years since that wait for more people; ratings come last."""
		found: dict[str, list[PeriodChange]] = {}
		for each in (*self.counted, *self.new):
			if each.period.is_told or each.period.last == self.to:
				found.setdefault(each.subject, []).append(each.period)
		ratings = found.pop(GRIP_ON_LIFE, [])
		return {**dict(sorted(found.items())), GRIP_ON_LIFE: ratings}

	@property
	def threshold(self) -> int:
		"""The least that was told of by anything told, or would be today."""
		return min((each.threshold for each in self.told), default=small_cell_threshold())

	def as_text(self) -> str:
		"""Return what is new as it is kept."""
		found = [
			[
				each.subject,
				each.threshold,
				period.first,
				period.last,
				*(astuple(scale) for scale in period.scales),
			]
			for each in self.new
			for period in [each.period]
		]
		return json.dumps(found, sort_keys=True)

	def _fresh(self, year: int) -> tuple[Counted, ...]:
		of_place = {"municipality": self.municipality} if self.municipality else {}
		people = people_by_subject(frappe.get_all, of_place, in_full=False)
		threshold = small_cell_threshold()
		since = {each.subject: each.period.last + 1 for each in self.told}
		of_country = {} if self.municipality else _of_country(people)
		reports = []
		for name, courses in people.items():
			subject = subject_of(name)
			report = protected_change(
				courses,
				subject.codes,
				year + 1,
				subject.reliability,
				threshold,
				of_country.get(name),
				since.get(name),
				self.to,
			)
			reports.append(report)
		hidden = hide_missing_together(reports, [each.period for each in self.told])
		return tuple(
			Counted(name, period, threshold)
			for name, report in zip(people, hidden, strict=True)
			for period in report
		)


def counted_on(year: int) -> date:
	"""Return the day on which the closings of a year are counted, unless its report is sent before."""
	return last_day(date(year, 12, 31), AFTER) + timedelta(days=1)


def last_counted(day: date) -> int:
	"""Return the last year of whose closings no answer can come in any more."""
	return day.year - 1 if counted_on(day.year - 1) <= day else day.year - 2


def count_country(year: int) -> None:
	"""Count the closings of all municipalities up to a year, unless they are counted."""
	counted = CountedChange.of(COUNTRY, for_update=True)
	if counted.to < year:
		put(None, COUNTRY, year, WHOLE_YEAR, change=counted.up_to(year).as_text())


def _rows(municipality: str | None, *, for_update: bool = False) -> list[frappe._dict]:
	of_change = {"quarters": json.dumps(WHOLE_YEAR), "change": ["is", "set"]}
	return stored(municipality, for_update=for_update, **of_change)


def _of_row(values: list) -> Counted:
	subject, threshold, first, last, *scales = values
	changes = tuple(ScaleChange(scale, figures, tuple(hidden)) for scale, figures, hidden in scales)
	return Counted(subject, PeriodChange(first, last, changes), threshold)


def _of_country(subjects: Iterable[str]) -> dict[str, OfCountry]:
	"""Return by subject what municipalities tell themselves."""
	municipalities = frappe.get_all("LAT Municipality", pluck="name", order_by="name asc")
	told = [(name, each) for name in municipalities for each in CountedChange.of(name).told]

	def years(subject: str, *, with_missing: bool) -> set[tuple[str, int]]:
		return {
			(name, year)
			for name, each in told
			if each.subject == subject and not (with_missing and each.period.hides_missing)
			for year in range(each.period.first, each.period.last + 1)
		}

	return {
		subject: OfCountry(rule(), years(subject, with_missing=False), years(subject, with_missing=True))
		for subject in subjects
	}
