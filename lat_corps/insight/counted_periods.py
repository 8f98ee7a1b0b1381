"""What was counted of each quarter, and what was told of each period, beside all told before (R110, N6).

A quarter is counted once: some days after it has ended, or earlier, when something is told of it. What comes
in later, and who is erased, changes no figure of it. What is told of a period is kept by cell, so that a
report, the figures desk and the first screen tell the same, and what is told next is measured against it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date, timedelta
from functools import cached_property

import frappe
from frappe import _
from frappe.utils import cint

from lat_corps.corps.facts import small_cell_threshold
from lat_corps.days import danish_today
from lat_corps.domain.counting import (
	CLOSED,
	LASTING,
	REFERRED,
	SAME,
	STARTED,
	SUBJECTS,
	WHOLE_YEARS,
	counts_of,
	enough_for,
	keys_of,
	told_of,
)
from lat_corps.domain.national import Country
from lat_corps.domain.pooling import closed_at_least
from lat_corps.domain.quarters import Quarter, ended_quarters
from lat_corps.domain.released import (
	NOBODY,
	WHOLE_YEAR,
	Elsewhere,
	Key,
	Quarters,
	Release,
	Year,
	in_rows,
	in_turn,
	of_rows,
	with_wholes,
)
from lat_corps.domain.suppression_attack import GivenAway
from lat_corps.domain.suppression_tables import Tables
from lat_corps.each import each_alone
from lat_corps.holding import hold
from lat_corps.insight import national_releases
from lat_corps.insight.counted_change import CountedChange, count_country, counted_on, last_counted
from lat_corps.insight.counted_people import counted_before, people_of
from lat_corps.insight.counted_rows import put, stored

AFTER = ((STARTED, REFERRED), (CLOSED, STARTED), (CLOSED, REFERRED))

Table = tuple[str, ...]
"""Who is counted, and the divisions of a table: none, one or two."""


@dataclass(frozen=True)
class CountedYear:
	"""A year of a municipality; with `keep`, what is counted and told stays, else it is looked at alone."""

	municipality: str
	year: int
	keep: bool

	@cached_property
	def threshold(self) -> int:
		return small_cell_threshold()

	@cached_property
	def ended(self) -> list[Quarter]:
		return ended_quarters(danish_today(), self.year)

	def has_ended(self, quarters: Quarters) -> bool:
		return {*quarters} <= {quarter.number for quarter in self.ended}

	def tell(self, quarters: Quarters, tables: Sequence[Table]) -> Release:
		"""Return what may be told of a period in some tables, and in the sums they add up to (R110).

		A table that cannot be told beside what was told before is not in it, nor one of too few people; what
		is told of whole years alone is left out of another period. Raises frappe.ValidationError for a period
		that has not ended. With who closed in a year their change is counted, for one tells of the other.
		"""
		if not self.has_ended(quarters):
			frappe.throw(_("The period has not ended yet."))
		asked = [table for table in tables if told_of(table, quarters == WHOLE_YEAR)]
		if self.keep:
			hold("LAT Municipality", self.municipality)
			national_releases.hold_those_of(self.municipality, self.year)
			self._count(quarters)
			if any(what in WHOLE_YEARS for what, *_divisions in asked):
				self.count_change()
		wanted = with_wholes(key for what, *divisions in asked for key in keys_of(what, *divisions))
		for some in in_turn(asked):
			self._tell(quarters, some)
		found = self.told_in(quarters).counts
		return Release(quarters, {key: found[key] for key in wanted if key in found})

	def told_in(self, quarters: Quarters) -> Release:
		"""Return what was told of a period."""
		return self._releases.get(quarters, Release(quarters, {}))

	def told_by(self, *periods: Quarters) -> int:
		"""Return the least threshold by which something was told of some periods, or would be today."""
		rows = [self._stored.get(quarters, {}) for quarters in periods]
		return min([row.get("threshold") or self.threshold for row in rows], default=self.threshold)

	@property
	def change_waits_until(self) -> date | None:
		"""The day on which the change of the year is counted; None where it is counted, or that has come."""
		day = counted_on(self.year)
		return day if self.change.to < self.year and danish_today() < day else None

	def count_change(self) -> None:
		"""Count the change of who has closed up to this year, unless it is counted or the year goes on."""
		if not self.has_ended(WHOLE_YEAR):
			return
		hold("LAT Municipality", self.municipality)
		self.__dict__.pop("change", None)
		if self.change.to < self.year:
			self._store(WHOLE_YEAR, change=self.change.up_to(self.year).as_text())
			self.__dict__.pop("change")

	@cached_property
	def change(self) -> CountedChange:
		"""The change of who has closed in the municipality, as it was counted."""
		return CountedChange.of(self.municipality, for_update=self.keep)

	@cached_property
	def change_by_then(self) -> CountedChange:
		"""The same up to this year, as of today where it is not counted."""
		return self.change.up_to(self.year)

	@property
	def rests_on(self) -> list[object]:
		"""Return all that decides what may be told, as JSON can hold it."""
		return [
			[self.municipality, self.year, self.threshold, self._at_least],
			[[quarter, in_rows(counts)] for quarter, counts in sorted(self.counts.items())],
			[[quarters, in_rows(told.counts)] for quarters, told in sorted(self._releases.items())],
			in_rows(self._before),
			[astuple(each) for each in self._elsewhere],
			[[pooled.quarters, *pooled.members] for pooled in national_releases.standing(self.year)],
		]

	@property
	def told_quarters(self) -> dict[int, Release]:
		"""Return what was told of each quarter, by its number."""
		return {
			quarters[0]: release for quarters, release in sorted(self._releases.items()) if len(quarters) == 1
		}

	def _tell(self, quarters: Quarters, tables: Sequence[Table]) -> None:
		told = self.told_in(quarters)
		keys = [
			key
			for table in tables
			if enough_for(table, told.counts.get((table[0], ())), self.threshold)
			for key in self.cells_of(table)
		]
		if all(key in told.counts for key in keys):
			return
		year = replace(
			self.as_told,
			at_least=self._at_least,
			elsewhere=self._elsewhere,
			among=self._among,
		)
		try:
			release = year.tell(quarters, keys, self.threshold, secrets.randbits(64))
		except GivenAway:
			return
		self._releases[quarters] = Release(quarters, {**told.counts, **release.counts})
		if self.keep:
			told_by = self.told_by(quarters)
			counts = json.dumps(in_rows(self._releases[quarters].counts))
			self._store(quarters, told=counts, threshold=min(told_by, self.threshold))

	def cells_of(self, table: Table) -> list[Key]:
		"""Return the cells of a table, none where a quarter was counted before the division was there."""
		what, *divisions = table
		keys = keys_of(what, *divisions)
		complete = all(
			sum(counts.get(key, 0) for key in keys) == counts.get((what, ()), 0)
			for counts in self.counts.values()
		)
		return keys if complete else []

	@property
	def as_told(self) -> Year:
		"""The counts of the year, and what was told of them in this municipality."""
		return Year(
			self.counts,
			[*self._releases.values()],
			AFTER,
			self._before,
			lasting=LASTING,
			same=SAME,
		)

	def as_read(self) -> Year:
		"""Return the counts of the year with all that was told of them here, for sums with others."""
		if self._all_are_told:
			return self.as_told
		return replace(
			self.as_told,
			at_least=self._at_least,
			elsewhere=self._elsewhere,
		)

	@property
	def _all_are_told(self) -> bool:
		"""Whether it is told how many started and closed: what else tells of these numbers adds nothing."""
		of_year = self.told_in(WHOLE_YEAR).counts
		of_quarters = [self.told_in((quarter.number,)).counts for quarter in self.ended]
		return of_year.get((CLOSED, ())) is not None and all(
			counts.get((STARTED, ())) is not None for counts in of_quarters
		)

	@cached_property
	def _among(self) -> Tables:
		standing = national_releases.standing(self.year)
		others = {name for pooled in standing for name in pooled.members} - {self.municipality}
		if not any(self.municipality in pooled.members for pooled in standing):
			return NOBODY
		years = {name: CountedYear(name, self.year, self.keep).as_read() for name in sorted(others)}
		return Country(years, standing).beside(self.municipality, self.threshold)

	@cached_property
	def counts(self) -> dict[int, Mapping[Key, int]]:
		"""The counts of each quarter that has ended: as they were counted, or as of today."""
		kept = {
			quarters[0]: of_rows(json.loads(row.counted))
			for quarters, row in self._stored.items()
			if row.counted
		}
		fresh = [quarter for quarter in self.ended if quarter.number not in kept]
		return {**kept, **self.as_of_today(fresh)}

	def as_of_today(self, quarters: Sequence[Quarter]) -> dict[int, Mapping[Key, int]]:
		"""Return the counts of some quarters as they are now, by their numbers."""
		if not quarters:
			return {}
		counts: dict[int, dict[Key, int]] = {quarter.number: {} for quarter in quarters}
		for what in SUBJECTS:
			people = people_of(self.municipality, what, quarters[0].first, quarters[-1].last)
			for quarter in quarters:
				of_quarter = [one for one in people if quarter.covers(one.day)]
				counts[quarter.number] |= {(what, ()): 0, **counts_of(what, of_quarter)}
		return counts

	@cached_property
	def _before(self) -> dict[Key, int]:
		"""How many had been counted as what before the year, in all and by what a person has alike always."""
		counts: dict[Key, int] = {}
		for what in SUBJECTS:
			counts |= counted_before(self.municipality, what, date(self.year, 1, 1))
		return counts

	@cached_property
	def _at_least(self) -> dict[str, int]:
		"""Of how many people it is told, at least, that they have started and closed by then.

		Of a year whose change is not counted yet it will be told: until then each who has closed is granted.
		"""
		last = self.year if len(self.ended) == 4 else self.year - 1
		closed = closed_at_least([each.period for each in self.change.told], last)
		if self.change.to >= last:
			return {STARTED: closed, CLOSED: closed}
		all_closed = counted_before(self.municipality, CLOSED, date(last + 1, 1, 1))[CLOSED, ()]
		return {STARTED: max(closed, all_closed), CLOSED: closed}

	@cached_property
	def _elsewhere(self) -> list[Elsewhere]:
		"""What the figures on change tell of who has closed in a row of years that ends with this one."""
		if len(self.ended) < 4:
			return []
		return [
			Elsewhere(WHOLE_YEAR, (CLOSED, ()), self._closed_since(each.period.first), *each.period.people)
			for each in self.change_by_then.told
			if each.period.last == self.year
		]

	def _closed_since(self, year: int) -> int:
		begins, first = date(self.year, 1, 1), date(year, 1, 1)
		return counted_before(self.municipality, CLOSED, begins, first)[CLOSED, ()]

	@cached_property
	def _releases(self) -> dict[Quarters, Release]:
		return {
			quarters: Release(quarters, of_rows(json.loads(row.told)))
			for quarters, row in self._stored.items()
			if row.told
		}

	@cached_property
	def _stored(self) -> dict[Quarters, frappe._dict]:
		found = stored(self.municipality, for_update=self.keep, year=self.year)
		return {tuple(json.loads(row.quarters)): row for row in found}

	def _count(self, quarters: Collection[int]) -> None:
		for number in quarters:
			row = self._stored.get((number,))
			if not (row and row.counted):
				self._store((number,), counted=json.dumps(in_rows(self.counts[number])))

	def _store(self, quarters: Quarters, **values: object) -> None:
		row = self._stored.get(quarters)
		self._stored[quarters] = put(row, self.municipality, self.year, quarters, **values)


def days_until_counted() -> int:
	return cint(frappe.get_cached_doc("LAT Settings").days_until_counted)


def quarters_to_count(year: int) -> list[Quarter]:
	"""Return the quarters of a year that have ended long enough ago to be counted."""
	return ended_quarters(danish_today() - timedelta(days=days_until_counted()), year)


def quarter_counted_on(quarter: Quarter) -> date:
	"""Return the day on which a quarter is counted, unless something is told of it before."""
	return quarter.last + timedelta(days=days_until_counted() + 1)


def every_day() -> None:
	"""Count what has ended long enough ago: quarters, to tell who came and started, and change."""
	today = danish_today()
	last = last_counted(today)

	def count_all(municipality: str) -> None:
		for year in (today.year - 1, today.year):
			for quarter in quarters_to_count(year):
				count(municipality, year, quarter.number)
		CountedYear(municipality, last, keep=True).count_change()

	municipalities = frappe.get_all("LAT Municipality", pluck="name", order_by="name asc")
	each_alone(municipalities, count_all, "The quarters of a municipality could not be counted")
	count_country(last)


def count(municipality: str, year: int, quarter: int) -> None:
	"""Count a quarter, unless it is counted, and tell of it what the first screen of management shows."""
	of_quarter = {"year": year, "quarters": json.dumps([quarter]), "told": ["is", "set"]}
	if not stored(municipality, for_update=False, **of_quarter):
		CountedYear(municipality, year, keep=True).tell((quarter,), [(REFERRED,), (STARTED,)])
