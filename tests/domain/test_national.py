"""What the country tells gives away no hidden count of a municipality, and nobody's alone (R89, N9).

The attacker knows every report and every sum that was told, in whichever order, and nothing of the code.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import block_diag, csr_matrix, vstack

from lat_corps.domain.national import Country, Pooled, Rule
from lat_corps.domain.released import PERIODS, Key, Quarters, Release, Year
from lat_corps.domain.suppression_attack import GivenAway
from tests.domain.test_released import AFTER, ALL, GENDERS, THRESHOLD, Reader, year_of

WOMAN: Key = ("referred", (("gender", "Woman"),))
MAN: Key = ("referred", (("gender", "Man"),))
NOT_KNOWN: Key = ("referred", (("gender", ""),))
TABLE = [ALL, WOMAN, MAN, NOT_KNOWN]
FIRST: Quarters = (1,)


def place(*numbers: int, hidden: Sequence[Key] = (), quarters: Quarters = FIRST) -> Year:
	"""A municipality that counted women, men and others in its first quarter, and told of them."""
	counts = dict(zip(TABLE, (sum(numbers), *numbers), strict=True))
	year = Year({number: counts if number == 1 else {} for number in (1, 2, 3, 4)})
	told = {key: None if key in hidden else year.value(quarters, key) for key in TABLE}
	return replace(year, told=[_release(quarters, told)])


def _release(quarters: Quarters, counts: Mapping[Key, int | None]) -> Release:
	return Release(quarters, counts)


def told(years: Mapping[str, Year], *standing: Pooled, quarters: Quarters = FIRST, members=None) -> Pooled:
	country = Country(years, standing)
	return country.tell(quarters, members or [*years], TABLE, Rule(), THRESHOLD, 1)


def test_what_all_tell_is_added_up() -> None:
	years = {"A": place(9, 6, 0), "B": place(5, 7, 0), "C": place(8, 5, 0)}
	assert told(years).counts == {ALL: 40, WOMAN: 22, MAN: 18, NOT_KNOWN: 0}


def test_what_one_alone_hides_is_not_left_by_the_others() -> None:
	"""Two women of C: the country less A and B would tell of them."""
	years = {"A": place(9, 6, 0), "B": place(5, 7, 0), "C": place(2, 14, 0, hidden=(WOMAN, MAN))}
	counts = told(years).counts
	assert counts[WOMAN] is counts[MAN] is None
	assert counts[ALL] == 43


def test_what_several_hide_is_told_of_them_together() -> None:
	years = {name: place(3, 14, 0, hidden=(WOMAN, MAN)) for name in "ABCD"}
	counts = told(years).counts
	assert (counts[WOMAN], counts[MAN]) == (12, 56)


def test_two_that_hide_would_tell_each_other() -> None:
	years = {
		"A": place(9, 6, 0),
		"B": place(4, 7, 0, hidden=(WOMAN, MAN)),
		"C": place(4, 9, 0, hidden=(WOMAN, MAN)),
	}
	assert told(years).counts[WOMAN] is None


def test_what_one_municipality_gives_nearly_all_of_is_hidden() -> None:
	years = {"A": place(400, 9, 0), "B": place(5, 7, 0), "C": place(5, 8, 0)}
	counts = told(years).counts
	assert counts[WOMAN] is None
	assert sum(count is None for count in counts.values()) > 1


@pytest.mark.parametrize(
	("parts", "hides"),
	[
		((), False),
		((0, 0), False),
		((5, 5), True),
		((5, 5, 5), False),
		((100, 50, 9), True),
		((100, 50, 10), False),
		((100, 50, 5, 5, 0), False),
	],
)
def test_the_second_largest_does_not_reckon_the_largest(parts: Sequence[int], hides: bool) -> None:
	assert Rule().hides(parts) is hides


@pytest.mark.parametrize("rule", [(2, 10), (3, 9)])
def test_the_rule_is_never_weaker(rule: tuple[int, int]) -> None:
	with pytest.raises(ValueError, match="less protected"):
		Rule(*rule)


def test_a_quarter_that_was_told_is_not_told_again_with_others_in_a_year() -> None:
	"""The year of four less the quarter of three would be the fourth municipality."""
	years = {name: place(9, 6, 0) for name in "ABCD"}
	first = told(years, members=["A", "B", "C"])
	with pytest.raises(GivenAway):
		told(years, first, quarters=(1, 2, 3, 4))
	assert told(years, first, quarters=(2,)).counts[ALL] == 0


def test_what_is_told_later_of_a_municipality_leaves_the_others_hidden() -> None:
	"""The country told of women in three places: when the last but one tells, the four of B would be left."""
	years = {"A": place(7, 14, 0), "B": place(4, 14, 0, hidden=(WOMAN, MAN)), "C": place(6, 12, 0)}
	years["C"] = replace(years["C"], told=[_release(FIRST, {ALL: 18})])
	assert years["C"].tell(FIRST, TABLE, THRESHOLD, 1).counts[WOMAN] == 6
	country = Country(years, [Pooled(FIRST, ("A", "B", "C"), {ALL: 57, WOMAN: 17, MAN: 40, NOT_KNOWN: 0})])
	year = replace(years["C"], among=country.beside("C", THRESHOLD))
	assert year.tell(FIRST, TABLE, THRESHOLD, 1).counts[WOMAN] is None


STARTED: Key = ("started", ())
CLOSED: Key = ("closed", ())


@pytest.mark.parametrize(("untold", "found"), [(STARTED, 36), (CLOSED, 31)], ids=["started", "closed"])
def test_what_is_known_of_one_without_the_country_keeps_nothing_from_the_others(
	untold: Key, found: int
) -> None:
	"""Two had come to D before the year, and nobody since: of one who started all know that it is 0 to 2."""
	after = (*AFTER, ("closed", "started"))
	years = {name: Year({1: {ALL: 30, STARTED: 7, CLOSED: 6}}, after=after) for name in "ABCEF"}
	years["D"] = Year({1: {ALL: 0, STARTED: 1, CLOSED: 1}}, after=after, before={ALL: 2})
	for name, year in years.items():
		hidden = {"D": [STARTED, CLOSED], "E": [untold], "F": [untold]}.get(name, [])
		asked = [key for key in (ALL, STARTED, CLOSED) if key not in hidden]
		years[name] = replace(year, told=[year.tell(FIRST, asked, THRESHOLD, 1)])
	pooled = Country(years).tell(FIRST, [*years], [ALL, untold], Rule(), THRESHOLD, 1)
	assert pooled.counts == {ALL: 150, untold: found}
	later = replace(years["A"], among=Country(years, [pooled]).beside("A", THRESHOLD))
	assert later.tell(FIRST, [ALL, STARTED], THRESHOLD, 1).counts == {ALL: 30, STARTED: 7}


WAITS: list[Key] = [("started", (("wait", wait),)) for wait in ("Short", "Long")]


@pytest.mark.parametrize("come", [1, 2])
def test_a_hidden_sum_tells_nothing_of_the_only_one_who_can_be_in_it(come: int) -> None:
	"""D's one may have started or not, and nobody else after a short wait: that table cannot be told."""
	started = dict(zip([STARTED, *WAITS], (12, 0, 12), strict=True))
	years = {}
	for name in "EFG":
		counts = {1: {**started, **dict.fromkeys(TABLE, 0)}, 2: {**started, ALL: 12, WOMAN: 12}}
		year = Year(counts, after=AFTER, before={ALL: 12})
		year = replace(year, told=[year.tell(FIRST, TABLE, THRESHOLD, 1)])
		years[name] = replace(year, told=[*year.told, year.tell((1, 2), [ALL, *started], THRESHOLD, 1)])
	counts = {1: {ALL: 0, STARTED: 1, WAITS[0]: 1}, 2: {}}
	year = Year(counts, after=AFTER, before={ALL: come})
	years["D"] = replace(year, told=[year.tell(FIRST, TABLE, THRESHOLD, 1)])
	pooled = Country(years).tell(FIRST, [*years], [*TABLE, STARTED, *WAITS], Rule(), THRESHOLD, 1)
	assert pooled.counts == {**dict.fromkeys(TABLE, 0), STARTED: None}


class History:
	"""Municipalities that report, and a country that sums them up, as chance has it."""

	def __init__(self, chance: random.Random):
		self.chance = chance
		self.facts = {
			f"Kommune {number}": year_of(chance, GENDERS) for number in range(chance.choice((4, 6)))
		}
		self.reports: dict[str, list[Release]] = {name: [] for name in self.facts}
		self.standing: list[Pooled] = []

	def year(self, name: str) -> Year:
		counts, before = self.facts[name]
		return Year(counts, self.reports[name], AFTER, before)

	@property
	def country(self) -> Country:
		return Country({name: self.year(name) for name in self.facts}, self.standing)

	@property
	def keys(self) -> list[Key]:
		return [*next(iter(self.facts.values()))[0][1]]

	def report(self, name: str, quarters: Quarters) -> None:
		year = replace(self.year(name), among=self.country.beside(name, THRESHOLD))
		try:
			found = year.tell(quarters, self.keys, THRESHOLD, self.chance.randrange(2**32))
		except GivenAway:
			return
		if quarters not in [release.quarters for release in self.reports[name]]:
			self.reports[name].append(found)

	def sum_up(self, quarters: Quarters) -> None:
		members = [name for name, told in self.reports.items() if told and self.chance.random() < 0.8]
		seed = self.chance.randrange(2**32)
		try:
			self.standing.append(self.country.tell(quarters, members, self.keys, Rule(), THRESHOLD, seed))
		except GivenAway:
			return

	def run(self) -> None:
		for quarters in self.chance.sample(PERIODS, 2):
			for name in self.facts:
				self.report(name, quarters)
			self.sum_up(quarters)
			for name in self.chance.sample([*self.facts], 2):
				self.report(name, self.chance.choice(PERIODS))


@pytest.mark.parametrize("seed", range(4))
def test_no_hidden_count_is_known_more_closely_with_the_country_than_without(seed: int) -> None:
	"""Three countries for each seed: reports, sums of the country and later reports in any order."""
	chance = random.Random(seed)
	for _number in range(3):
		history = History(chance)
		history.run()
		readers = {name: Reader(told, *history.facts[name]) for name, told in history.reports.items() if told}
		assert not narrow(readers, history.standing)


def narrow(readers: Mapping[str, Reader], standing: Sequence[Pooled]) -> dict[tuple, float]:
	"""Return what a reader of everything reckons more closely of a municipality than the threshold says.

	What nobody told may be known as closely without the country, by who had come before.
	"""
	names = [*readers]
	starts = dict(
		zip(names, np.cumsum([0, *(len(reader.atoms) for reader in readers.values())]), strict=False)
	)
	total = sum(len(reader.atoms) for reader in readers.values())

	def row(name: str, of_name: np.ndarray) -> np.ndarray:
		found = np.zeros(total)
		found[starts[name] : starts[name] + len(of_name)] = of_name
		return found

	equal = [block_diag([np.array(r.equal[0]).reshape(-1, len(r.atoms)) for r in readers.values()])]
	sums = [number for reader in readers.values() for number in reader.equal[1]]
	for pooled in standing:
		for key, count in pooled.counts.items():
			if count is not None:
				equal.append(
					csr_matrix(
						sum(row(name, readers[name].row(pooled.quarters, key)) for name in pooled.members)
					)
				)
				sums.append(count)
	least = block_diag([np.array(reader.least[0]) for reader in readers.values()], format="csr")
	most = [number for reader in readers.values() for number in reader.least[1]]
	found = {}
	for name, reader in readers.items():
		hidden = [
			(quarters, key)
			for quarters, counts in reader.told.items()
			for key, count in counts.items()
			if count is None
		]
		hidden += [
			((quarter,), key)
			for quarter, counts in reader.counts.items()
			for key in reader.keys
			if key not in reader.told.get((quarter,), {}) and 0 < counts[key] < THRESHOLD
		]
		for quarters, key in hidden:
			aim = row(name, reader.row(quarters, key))
			ends = [
				linprog(
					sign * aim,
					A_eq=vstack(equal, format="csr"),
					b_eq=sums,
					A_ub=least,
					b_ub=most,
					bounds=(0, 1000),
				)
				for sign in (1, -1)
			]
			assert all(end.status == 0 for end in ends), ends[0].message
			width = -ends[1].fun - ends[0].fun
			if width < THRESHOLD - 2 - 1e-6:
				found[name, quarters, key] = width
	without = narrow(readers, ()) if found and standing else {}
	return {cell: width for cell, width in found.items() if width < without.get(cell, np.inf) - 1e-6}
