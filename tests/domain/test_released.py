"""All that is told in a year, taken together, gives no small count away (N6, R110).

The attacker here is written anew: it knows the reports and nothing of the code that made them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import block_diag

from lat_corps.domain.pooling import CourseScores, hide_missing_together, protected_change
from lat_corps.domain.released import PERIODS, WHOLE_YEAR, Elsewhere, Key, Quarters, Release, Year, counted
from lat_corps.domain.suppression_attack import GivenAway

THRESHOLD = 5
GENDERS = {"gender": ("Woman", "Man", "")}
BOTH = {"gender": ("Woman", "Man"), "age": ("-17", "18-")}
AFTER = (("started", "referred"),)
ALL: Key = ("referred", ())
STARTED: Key = ("started", ())


def people(chance: random.Random, divisions: dict[str, Sequence[str]], number: int) -> list[dict[str, str]]:
	return [
		{division: chance.choice(values) for division, values in divisions.items()} for _each in range(number)
	]


def year_of(chance: random.Random, divisions: dict[str, Sequence[str]]) -> tuple[dict, dict[Key, int]]:
	mean, counts = chance.choice((4, 8, 16)), {}
	waiting = before = chance.randrange(6)
	for quarter in (1, 2, 3, 4):
		referred = people(chance, divisions, int(chance.expovariate(1 / mean)))
		started = chance.randint(0, waiting + len(referred))
		waiting += len(referred) - started
		counts[quarter] = counted("referred", referred, divisions, [tuple(divisions)])
		counts[quarter] |= counted("started", [{}] * started, {}, [])
	return counts, {ALL: before, STARTED: 0}


def told_in(
	chance: random.Random, counts: dict, before: dict[Key, int], reports: Sequence[Quarters]
) -> list[Release]:
	told: list[Release] = []
	for quarters in reports:
		try:
			year = Year(counts, told, AFTER, before)
			told.append(year.tell(quarters, list(counts[1]), THRESHOLD, chance.randrange(2**32)))
		except GivenAway:
			continue
	return told


class Reader:
	"""Somebody with all reports of a year, who knows how many there were before it."""

	def __init__(self, told: Sequence[Release], counts: dict, before: dict[Key, int]):
		self.counts, self.told = counts, {release.quarters: release.counts for release in told}
		self.keys = sorted({key for release in told for key in release.counts})
		self.atoms = {
			atom: place
			for place, atom in enumerate((quarter, key) for quarter in counts for key in self.keys)
		}
		self.equal, self.least = self._equalities(), self._starts_follow(before)

	def row(self, quarters: Quarters, key: Key, sign: int = 1) -> np.ndarray:
		row = np.zeros(len(self.atoms))
		row[[self.atoms[quarter, key] for quarter in quarters]] = sign
		return row

	def _equalities(self) -> tuple[list[np.ndarray], list[int]]:
		rows, sums = [], []
		for what, of in self.keys:
			for division in {"gender", "age"} - {division for division, _value in of}:
				parts = [
					(other, more)
					for other, more in self.keys
					if other == what and {*of} < {*more} and {division, *dict(of)} == {*dict(more)}
				]
				for quarter in self.counts if parts else ():
					rows.append(
						sum(self.row((quarter,), part) for part in parts) - self.row((quarter,), (what, of))
					)
					sums.append(0)
		for quarters, counts in self.told.items():
			for key, count in counts.items():
				if count is not None:
					rows.append(self.row(quarters, key))
					sums.append(count)
		return rows, sums

	def _starts_follow(self, before: dict[Key, int]) -> tuple[list[np.ndarray], list[int]]:
		rows, most = [], []
		for last in self.counts:
			quarters = tuple(quarter for quarter in self.counts if quarter <= last)
			rows.append(self.row(quarters, ("started", ())) + self.row(quarters, ("referred", ()), -1))
			most.append(before[ALL] - before[STARTED])
		return rows, most

	def intervals(self) -> list[tuple[Quarters, Key, float]]:
		"""Return how wide the interval of each count is that is hidden, or small and in no report.

		One linear program, with a block for each end of each.
		"""
		hidden = [
			(quarters, key)
			for quarters, counts in self.told.items()
			for key, count in counts.items()
			if count is None
		]
		hidden += [
			((quarter,), key)
			for quarter, counts in self.counts.items()
			for key in self.keys
			if key not in self.told.get((quarter,), {}) and 0 < counts[key] < THRESHOLD
		]
		if not hidden:
			return []
		aims = [sign * self.row(quarters, key) for quarters, key in hidden for sign in (1, -1)]
		# Nobody can be so many: it keeps the program bounded where a total is hidden too.
		found = linprog(
			np.concatenate(aims),
			A_eq=block_diag([np.array(self.equal[0])] * len(aims), format="csr") if self.equal[0] else None,
			b_eq=np.tile(self.equal[1], len(aims)) if self.equal[0] else None,
			A_ub=block_diag([np.array(self.least[0])] * len(aims), format="csr"),
			b_ub=np.tile(self.least[1], len(aims)),
			bounds=(0, 1000),
		)
		assert found.status == 0, found.message
		ends = (np.array(aims) * found.x.reshape(len(aims), -1)).sum(1).reshape(-1, 2)
		return [(*cell, -low - high) for cell, (low, high) in zip(hidden, ends, strict=True)]


@pytest.mark.parametrize("seed", range(10))
def test_no_hidden_count_is_known_more_closely_than_the_threshold_says(seed: int) -> None:
	"""Fifty sets of courses for each seed, with the reports of their year in any order."""
	chance = random.Random(seed)
	for number in range(50):
		counts, before = year_of(chance, BOTH if number % 10 == 0 else GENDERS)
		reports = chance.sample(PERIODS, chance.choice((1, 2, 2, 3)))
		reader = Reader(told_in(chance, counts, before, reports), counts, before)
		for quarters, key, width in reader.intervals():
			assert width >= THRESHOLD - 2 - 1e-6, (quarters, key, width, reader.told, counts)


YEAR = PERIODS[-1]
CLOSED: Key = ("closed", ())
ONES = (("referred", "gender"), ("referred", "age"), ("closed", "gender"), ("started",))


def life(chance: random.Random, number: int) -> tuple[dict, dict[Key, int]]:
	"""Return the counts of each quarter, and before the year, of people who came, started and closed."""
	by_quarter: dict[tuple[str, int], list[dict[str, str]]] = {}
	for person in people(chance, BOTH, number):
		referred = chance.randint(0, 4)
		started = referred + chance.choice((0, 0, 1, 9))
		closed = started + chance.choice((0, 1, 2, 9))
		for what, quarter in (("referred", referred), ("started", started), ("closed", closed)):
			by_quarter.setdefault((what, quarter), []).append(person)
	divided = {"referred": BOTH, "closed": {"gender": BOTH["gender"]}, "started": {}}
	found = [
		{
			key: count
			for what, divisions in divided.items()
			for key, count in counted(
				what, by_quarter.get((what, quarter), []), divisions, [tuple(divisions)]
			).items()
		}
		for quarter in range(5)
	]
	return dict(enumerate(found[1:], start=1)), found[0]


def asked(counts: dict, table: Sequence[str]) -> list[Key]:
	what, *divisions = table
	return [key for key in counts[1] if key[0] == what and {one for one, _value in key[1]} <= {*divisions}]


def beside(year: Year, quarters: Quarters, keys: Sequence[Key], seed: int) -> Year:
	"""Return a year of which this is told too, where it may be."""
	told = {release.quarters: release.counts for release in year.told}
	try:
		release = year.tell(quarters, keys, THRESHOLD, seed)
	except GivenAway:
		return year
	told[quarters] = {**told.get(quarters, {}), **release.counts}
	return replace(year, told=[Release(*each) for each in told.items()])


class Knowing(Reader):
	"""A reader who has the figures on change too, and knows that who closes has come and started."""

	def __init__(self, year: Year):
		self.year = year
		super().__init__(year.told, dict(year.counts), dict(year.before))

	def _starts_follow(self, before: dict[Key, int]) -> tuple[list[np.ndarray], list[int]]:
		rows, most = [np.zeros(len(self.atoms))], [0]

		def add(row: np.ndarray, upper: int) -> None:
			rows.append(row)
			most.append(upper)

		for last in self.counts:
			quarters = tuple(quarter for quarter in self.counts if quarter <= last)
			for later, earlier in self.year.after:
				for of in ((), *(((("gender", value),)) for value in BOTH["gender"])):
					high, low = (earlier, of), (later, of)
					if {high, low} <= {*self.keys}:
						add(self.row(quarters, low) - self.row(quarters, high), before[high] - before[low])
		for what, least in self.year.at_least.items():
			if (what, ()) in self.keys:
				add(-self.row(YEAR, (what, ())), before[what, ()] - least)
		for each in self.year.elsewhere:
			if each.key in self.keys:
				add(-self.row(YEAR, each.key), each.known - each.told)
				if each.rest is not None:
					self.equal[0].append(self.row(YEAR, each.key))
					self.equal[1].append(each.told + each.rest - each.known)
		return rows, most

	def _equalities(self) -> tuple[list[np.ndarray], list[int]]:
		self.equal = super()._equalities()
		return self.equal


@pytest.mark.parametrize("seed", range(8))
def test_tables_asked_one_after_another_give_nothing_away_beside_the_figures_on_change(seed: int) -> None:
	"""As the figures desk asks: each table in its turn, those by two divisions for the whole year alone."""
	chance = random.Random(seed)
	for _number in range(8):
		counts, before = life(chance, chance.choice((15, 40, 90)))
		closed = sum(before[CLOSED] if not quarter else counts[quarter][CLOSED] for quarter in range(5))
		complete = closed - chance.choice((0, 0, 2, 6))
		rest = closed - complete
		change = [Elsewhere(YEAR, CLOSED, before[CLOSED], complete, rest if rest != 2 else None)]
		year = Year(
			counts,
			(),
			(("started", "referred"), ("closed", "started"), ("closed", "referred")),
			before,
			{"started": complete, "closed": complete},
			("gender",),
			change if complete >= THRESHOLD else (),
		)
		if complete < THRESHOLD:
			year = replace(year, at_least={})
		wanted = [(period, table) for period in chance.sample(PERIODS, 3) for table in chance.sample(ONES, 2)]
		wanted += [(YEAR, ("referred", "gender", "age")), (YEAR, ("closed", "gender"))]
		chance.shuffle(wanted)
		for quarters, table in wanted:
			if table[0] == "closed" and quarters != YEAR:
				continue
			year = beside(year, quarters, asked(counts, table), chance.randrange(2**32))
		for quarters, key, width in Knowing(year).intervals():
			assert width >= THRESHOLD - 2 - 1e-6, (quarters, key, width, year)


STARTS = {
	"wait": ("Short", "Long", "Longer", "Longest"),
	"answered": ("Yes", "No"),
	"rated": ("Yes", "No"),
	"gender": ("Woman", "Man"),
}


def starts(
	chance: random.Random, number: int, weights: Sequence[float], alike: float
) -> list[dict[str, str]]:
	"""Return people of whom those who have answered have mostly rated, and few of the others."""
	some = people(
		chance, {division: STARTS[division] for division in ("answered", "rated", "gender")}, number
	)
	for person in some:
		person["wait"] = chance.choices(STARTS["wait"], weights)[0]
		person["rated"] = person["answered"] if chance.random() < alike else person["rated"]
	return some


class Filling(Reader):
	"""A reader who tries every table by all divisions at once of which those that are told are sums."""

	def __init__(self, told: Sequence[Release], counts: dict):
		self.people = [dict(zip(STARTS, values, strict=True)) for values in product(*STARTS.values())]
		super().__init__(told, counts, {})
		self.atoms = dict(enumerate(product(counts, self.people)))
		self.equal, self.least = self._told(), ([np.zeros(len(self.atoms))], [0])

	def row(self, quarters: Quarters, key: Key, sign: int = 1) -> np.ndarray:
		return sign * np.array(
			[float(quarter in quarters and {*key[1]} <= {*of.items()}) for quarter, of in self.atoms.values()]
		)

	def _told(self) -> tuple[list[np.ndarray], list[int]]:
		cells = [
			(quarters, key, count) for quarters, counts in self.told.items() for key, count in counts.items()
		]
		told = [(self.row(quarters, key), count) for quarters, key, count in cells if count is not None]
		return [row for row, _count in told], [count for _row, count in told]

	def _equalities(self) -> tuple[list[np.ndarray], list[int]]:
		return [], []

	def _starts_follow(self, before: dict[Key, int]) -> tuple[list[np.ndarray], list[int]]:
		return [], []


def year_of_starts(chance: random.Random) -> Year:
	"""Return a year of which tables are told, each in its turn, beside those of quarters by one division."""
	alike, divisions, counts = chance.choice((0.9, 1, 1)), [*STARTS][: chance.choice((3, 3, 3, 4))], {}
	mean, weights = chance.choice((10, 20)), [chance.expovariate(1) for _wait in STARTS["wait"]]
	for quarter in (1, 2, 3, 4):
		some = starts(chance, int(chance.expovariate(1 / mean)), weights, alike)
		counts[quarter] = counted("started", some, STARTS, [tuple(divisions)])
	periods = chance.sample(PERIODS[:6], chance.choice((0, 0, 2)))
	later = [(period, (one,)) for period in periods for one in chance.sample(divisions, 2)]
	later += [(YEAR, pair) for pair in combinations(divisions, 2)]
	chance.shuffle(later)
	year = Year(counts)
	for period, table in [*((YEAR, (one,)) for one in divisions), *later]:
		year = beside(year, period, asked(counts, ("started", *table)), chance.randrange(2**32))
	return year


@pytest.mark.parametrize("seed", range(3))
def test_tables_by_two_divisions_tell_no_small_number_by_way_of_what_they_are_sums_of(seed: int) -> None:
	"""Some sets for each seed; `benchmarks/suppression.py` tries more."""
	chance = random.Random(seed)
	for _number in range(3):
		year = year_of_starts(chance)
		for period, key, width in Filling(year.told, dict(year.counts)).intervals():
			assert width >= THRESHOLD - 2 - 1e-6, (period, key, width, year)


@pytest.mark.parametrize("seed", range(6))
def test_who_has_rated_tells_nothing_of_who_has_answered(seed: int) -> None:
	"""All who have answered have rated: hidden beside other people, the two would be known by each other."""
	numbers = {"Short": (2, 10), "Long": (11, 12), "Longer": (13, 14)}
	some = [
		{"wait": wait, "answered": said, "rated": said, "gender": "Woman"}
		for wait, of_wait in numbers.items()
		for said, number in zip(("Yes", "No"), of_wait, strict=True)
		for _person in range(number)
	]
	counts = {
		quarter: counted("started", some if quarter == 1 else [], STARTS, [("wait", "answered", "rated")])
		for quarter in (1, 2, 3, 4)
	}
	year = Year(counts)
	for pair in combinations(("wait", "answered", "rated"), 2):
		year = beside(year, YEAR, asked(counts, ("started", *pair)), seed)
		seed += 1
	assert len([key for key in year.told[0].counts if len(key[1]) == 2]) == 20
	assert (
		min(width for _period, _key, width in Filling(year.told, counts).intervals()) >= THRESHOLD - 2 - 1e-6
	)


def three_girls_of_a_quarter() -> tuple[dict, Year]:
	"""Three girls of the first quarter: the year's eight but for the second quarter's five."""
	girl, woman, boy, man = (
		{"gender": gender, "age": age} for gender in BOTH["gender"] for age in BOTH["age"]
	)
	quarters = ([girl] * 3 + [woman] * 5 + [boy] * 6, [girl] * 5, [man] * 9, [man] * 9)
	counts = {
		quarter: counted("referred", referred, BOTH, [tuple(BOTH)])
		for quarter, referred in enumerate(quarters, start=1)
	}
	return counts, Year(counts)


GIRLS: Key = ("referred", (("gender", "Woman"), ("age", "-17")))


@pytest.mark.parametrize("divisions", [("gender",), ("gender", "age")])
def test_the_year_by_two_divisions_tells_no_small_number_of_a_quarter(divisions: Sequence[str]) -> None:
	counts, year = three_girls_of_a_quarter()
	for quarters in PERIODS[:4]:
		keys = [key for one in divisions for key in asked(counts, ("referred", one))]
		year = replace(year, told=[*year.told, year.tell(quarters, keys, THRESHOLD, seed=1)])
		assert None not in year.told[-1].counts.values()
	found = year.tell(YEAR, list(counts[1]), THRESHOLD, seed=1).counts
	assert found[GIRLS] == (8 if len(divisions) == 1 else None)


def test_a_quarter_tells_no_small_number_beside_the_year_by_two_divisions() -> None:
	counts, year = three_girls_of_a_quarter()
	year = replace(year, told=[year.tell(YEAR, list(counts[1]), THRESHOLD, seed=1)])
	assert year.told[0].counts[GIRLS] == 8
	hidden = 0
	for quarters in PERIODS[:4]:
		for one in BOTH:
			keys = asked(counts, ("referred", one))
			release = year.tell(quarters, keys, THRESHOLD, seed=1)
			hidden += list(release.counts.values()).count(None)
			year = replace(year, told=[*year.told, release])
	assert hidden


def counts_of(*numbers: int) -> dict[int, dict[Key, int]]:
	"""Return so many people referred in each quarter, all women."""
	divisions = {"gender": ("Woman", "Man")}
	return {
		quarter: counted("referred", [{"gender": "Woman"}] * number, divisions, [("gender",)])
		for quarter, number in enumerate(numbers, start=1)
	}


def told(quarters: Quarters, counts: dict, *before: Release) -> Release:
	return Year(counts, before).tell(quarters, list(counts[1]), THRESHOLD, seed=1)


def test_a_longer_period_tells_what_is_too_little_for_its_quarters() -> None:
	counts = counts_of(3, 4)
	assert told((1,), counts).counts[ALL] is None
	assert told((1, 2), counts).counts[ALL] == 7


def test_a_longer_period_does_not_tell_what_a_quarter_hides() -> None:
	"""Three and nine: the half-year would give the three away, once the second quarter is told."""
	counts = counts_of(3, 9)
	second = told((2,), counts)
	assert second.counts[ALL] == 9
	assert told((1, 2), counts, second).counts[ALL] is None


def test_a_quarter_does_not_tell_what_a_longer_period_left_over() -> None:
	counts = counts_of(3, 9)
	half = told((1, 2), counts)
	assert half.counts[ALL] == 12
	assert told((2,), counts, half).counts[ALL] is None


def test_a_small_number_is_not_left_over_for_several_quarters_together() -> None:
	counts = counts_of(9, 1, 1, 1)
	year = told((1, 2, 3, 4), counts)
	assert year.counts[ALL] == 12
	assert told((1,), counts, year).counts[ALL] is None


@pytest.mark.parametrize("quarters", PERIODS)
@pytest.mark.parametrize("first", [True, False], ids=["the number first", "at once"])
def test_of_few_people_it_is_not_told_what_none_of_them_is(quarters: Quarters, first: bool) -> None:
	"""Two young women: that nobody is a man, and nobody older, would say what both are."""
	two = counted("referred", [{"gender": "Woman", "age": "-17"}] * 2, BOTH, [tuple(BOTH)])
	none = counted("referred", [], BOTH, [tuple(BOTH)])
	counts = {quarter: two if quarter == quarters[0] else none for quarter in WHOLE_YEAR}
	year = Year(counts)
	if first:
		year = replace(year, told=[year.tell(quarters, [ALL], THRESHOLD, seed=1)])
	assert {*year.tell(quarters, list(two), THRESHOLD, seed=1).counts.values()} == {None}


def test_what_was_told_is_told_again_alike() -> None:
	counts = counts_of(3, 9, 14, 2)
	first = told((1, 2, 3, 4), counts)
	assert told((1, 2, 3, 4), counts, first) == first


def test_who_has_started_does_not_tell_who_was_referred() -> None:
	"""Ten had started by the first quarter, who were referred by then: that leaves few for the second."""
	counts = {
		1: {ALL: 10, ("started", ()): 10},
		2: {ALL: 2, ("started", ()): 0},
	}
	year = Year(counts, after=AFTER)
	half = year.tell((1, 2), [ALL], THRESHOLD, seed=1)
	assert half.counts[ALL] == 12
	started = Year(counts, [half], AFTER).tell((1,), [("started", ())], THRESHOLD, seed=1)
	assert started.counts["started", ()] is None


def test_who_has_closed_does_not_tell_who_has_started() -> None:
	"""Eleven have closed and thirteen were referred: who started in the second quarter would be 2 to 4."""
	started: Key = ("started", ())
	counts = {1: {started: 9, ALL: 9}, 2: {started: 2, ALL: 4}, 3: {}, 4: {}}
	told = [Release((quarter,), {started: count}) for quarter, count in enumerate((9, None, 0, 0), start=1)]
	for closed, referred in (({}, 13), ({"started": 11}, None)):
		year = Year(counts, told, AFTER, at_least=closed)
		assert year.tell((1, 2, 3, 4), [ALL], THRESHOLD, seed=1).counts[ALL] == referred


def test_a_period_that_is_none_or_has_not_ended_is_refused() -> None:
	for quarters in ((2, 3), (1, 2, 3), (3,), ()):
		with pytest.raises(ValueError):
			told(quarters, counts_of(9, 9))


def test_counts_that_are_not_those_told_before_are_refused() -> None:
	before = told((1,), counts_of(9, 9))
	with pytest.raises(ValueError):
		told((1, 2), counts_of(10, 9), before)


def test_everybody_has_a_value_of_the_division() -> None:
	with pytest.raises(KeyError):
		counted("referred", [{"gender": "Unheard of"}], {"gender": ("Woman",)}, [("gender",)])


@pytest.mark.parametrize("seed", range(12))
def test_two_divisions_that_tell_of_the_same_people_hide_them_alike(seed: int) -> None:
	"""Two are in the milieu: hidden parents beside them would be known by the number of parent coaches."""
	divisions = {"target": ("Milieu", "Parent", "Signs"), "course": ("Coach", "Mentor")}
	people = [{"target": "Parent", "course": "Coach"}] * 8
	people += [{"target": "Signs", "course": "Mentor"}] * 10 + [{"target": "Milieu", "course": "Mentor"}] * 2
	same = ((("target", "Parent"), ("course", "Coach")),)
	counts = counted("referred", people, divisions, [("target",), ("course",)])
	year = Year({1: counts}, same=same)
	found = year.tell((1,), list(counts), THRESHOLD, seed).counts
	hidden = {of[0][1] for (_what, of), count in found.items() if of and count is None}
	assert "Milieu" in hidden
	assert ("Parent" in hidden) <= ("Coach" in hidden)


SUBJECTS = ("questionnaire", "rating")


def years_of_closing(chance: random.Random) -> dict[int, list[CourseScores]]:
	"""Return who has closed in some years, each with a score before and after of what was answered."""
	mean, answering = chance.choice((3, 6, 12)), [chance.choice((0.4, 0.7, 1)) for _subject in SUBJECTS]
	return {
		year: [
			CourseScores(
				year,
				{
					subject: (chance.gauss(40, 9), chance.gauss(50, 9) if chance.random() < share else None)
					for subject, share in zip(SUBJECTS, answering, strict=True)
				},
			)
			for _person in range(int(chance.expovariate(1 / mean)))
		]
		for year in range(2021, 2026)
	}


def narrowest_of_closings(closings: dict[int, list[CourseScores]], rows: Sequence, closed: dict) -> float:
	"""Return the least width of a small number who closed in a year, or had no scores in a row of years."""
	years, atoms = [*closings], [*closings, *product(SUBJECTS, closings)]

	def row(of: Sequence) -> np.ndarray:
		return np.array([float(atom in of) for atom in atoms])

	equal = [(row([year]), closed[year]) for year in years if closed[year] is not None]
	hidden = [row([year]) for year in years if 0 < len(closings[year]) < THRESHOLD]
	for subject, period in rows:
		of_row = [year for year in years if period.first <= year <= period.last]
		complete, missing = period.people
		whole, scored = row(of_row), row([(subject, year) for year in of_row])
		equal.append((scored, complete))
		if missing is not None:
			equal.append((whole, complete + missing))
		elif 0 < sum(len(closings[year]) for year in of_row) - complete < THRESHOLD:
			hidden.append(whole - scored)
	within = [row([(subject, year)]) - row([year]) for subject in SUBJECTS for year in years]
	widths = [1000.0]
	for aim in hidden:
		ends = [
			linprog(
				sign * aim,
				A_eq=np.array([of for of, _sum in equal]) if equal else None,
				b_eq=[number for _of, number in equal] if equal else None,
				A_ub=np.array(within),
				b_ub=np.zeros(len(within)),
				bounds=(0, 1000),
			).fun
			for sign in (1, -1)
		]
		widths.append(-sum(ends))
	return min(widths)


@pytest.mark.parametrize("seed", range(8))
def test_figures_on_change_of_joined_years_give_no_small_number_of_closings_away(seed: int) -> None:
	chance = random.Random(seed)
	for _number in range(5):
		closings = years_of_closing(chance)
		rows: list = []
		closed: dict[int, int | None] = {}
		for last in closings:
			found = [
				protected_change(
					[course for year in closings for course in closings[year]],
					[subject],
					last + 1,
					threshold=THRESHOLD,
					since=max((period.last + 1 for name, period in rows if name == subject), default=None),
					counted_to=last - 1,
				)
				for subject in SUBJECTS
			]
			reports = hide_missing_together(found, [period for _subject, period in rows])
			rows += [
				(subject, period)
				for subject, report in zip(SUBJECTS, reports, strict=True)
				for period in report
				if period.is_told
			]
			change = [
				Elsewhere(
					YEAR,
					CLOSED,
					sum(len(closings[year]) for year in range(period.first, last)),
					*period.people,
				)
				for _subject, period in rows
				if period.last == last
			]
			counts = {1: {CLOSED: len(closings[last])}, 2: {}, 3: {}, 4: {}}
			year = beside(Year(counts, elsewhere=change), YEAR, [CLOSED], chance.randrange(2**32))
			closed[last] = year.told[0].counts[CLOSED] if year.told else None
		assert narrowest_of_closings(closings, rows, closed) >= THRESHOLD - 2 - 1e-6, (rows, closed)
