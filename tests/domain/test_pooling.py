"""Change over many courses: in full for who may open each of them, else small-cell-safe (R87, N6, N9)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lat_corps.domain.change import paired_change
from lat_corps.domain.national import Rule
from lat_corps.domain.pooling import (
	TOTAL,
	CourseScores,
	OfCountry,
	Reliability,
	change_in_full,
	closed_at_least,
	hide_missing_together,
	protected_change,
)

NOW = 2026


def courses(year: int | None, count: int, start: int = 0, scale: str = "") -> list[CourseScores]:
	return [
		CourseScores(year, {scale: (40.0 + number, 50.0 + number * 2)})
		for number in range(start, start + count)
	]


def missing(year: int, count: int) -> list[CourseScores]:
	return [CourseScores(year, {"": (30.0, None)}) for _number in range(count)]


def spans(periods: list) -> list[tuple[int, int]]:
	return [(period.first, period.last) for period in periods]


def shown(period, scale: int = 0) -> dict:
	return dict(period.scales[scale].figures)


def test_in_full_every_course_counts_and_the_missing_are_told() -> None:
	(scale,) = change_in_full([*courses(2025, 2), *courses(None, 1, start=9), *missing(2024, 1)], [""]).scales
	assert (scale.figures["n_pairs"], scale.figures["n_missing"]) == (3, 1)
	assert scale.figures["mean_change"] == paired_change([40, 41, 49], [50, 52, 68]).mean_change


def test_reliable_change_is_counted_for_the_total_alone_and_only_where_it_is_documented() -> None:
	both = [CourseScores(2025, {"": (20.0, 60.0), "A": (20.0, 60.0)})]
	total, subscale = change_in_full(both, ["", "A"], Reliability(7.5, 0.8)).scales
	assert total.figures["reliably_n_increased"] == 1
	assert "reliably_n_increased" not in subscale.figures
	assert "reliably_n_increased" not in change_in_full(both, [""]).scales[0].figures


def test_years_are_joined_until_enough_people_are_in_them() -> None:
	found = protected_change([*courses(2021, 3), *courses(2022, 3), *courses(2024, 6)], [""], NOW)
	assert spans(found) == [(2021, 2022), (2023, 2024)]
	assert [shown(period)["n_pairs"] for period in found] == [6, 6]


def test_the_years_since_the_last_period_are_hidden_whole() -> None:
	first, rest = protected_change([*courses(2023, 6), *courses(2024, 4)], [""], NOW)
	assert shown(first)["n_pairs"] == 6
	assert (rest.first, rest.last, shown(rest)) == (2024, 2025, {})


def test_the_year_that_has_not_ended_and_courses_under_way_are_left_out() -> None:
	assert protected_change([*courses(NOW, 9), *courses(None, 9)], [""], NOW) == []


def test_a_later_report_never_overlaps_an_earlier_one() -> None:
	"""Publish as every year ends: what was published stays as it was, so no difference tells of a few."""
	history = [*courses(2019, 4), *courses(2020, 2), *courses(2021, 7), *courses(2022, 1), *courses(2024, 5)]
	earlier: list = []
	for year in range(2019, 2027):
		closed = [course for course in history if course.closed < year]
		periods = [period for period in protected_change(closed, [""], year) if shown(period)]
		assert periods[: len(earlier)] == earlier
		earlier = periods
	assert spans(earlier) == [(2019, 2020), (2021, 2021), (2022, 2024)]


def test_every_row_of_a_period_rests_on_the_same_people() -> None:
	"""Nine have a total and seven a subscale: the two between them would be a small cell."""
	whole = [
		CourseScores(2024, {"": (40.0 + n, 50.0 + 2 * n), "A": (4.0 + n, 7.0 + 3 * n)}) for n in range(7)
	]
	found = protected_change([*whole, *courses(2024, 5, start=20)], ["", "A"], NOW)
	assert [figures["n_pairs"] for figures in (shown(found[0], 0), shown(found[0], 1))] == [7, 7]
	assert shown(found[0])["n_missing"] == 5


def test_a_few_who_are_missing_are_not_told() -> None:
	assert "n_missing" not in shown(protected_change([*courses(2024, 6), *missing(2024, 2)], [""], NOW)[0])


def test_a_higher_threshold_joins_more_years() -> None:
	found = protected_change([*courses(2023, 6), *courses(2024, 6)], [""], NOW, threshold=10)
	assert spans(found) == [(2023, 2024)]


def test_a_threshold_below_five_is_refused() -> None:
	with pytest.raises(ValueError):
		protected_change(courses(2024, 6), [""], NOW, threshold=4)


def test_one_report_does_not_give_away_who_is_missing_in_another() -> None:
	"""Eight closed: all of them rated, seven measured. Eight less seven would be one person."""
	measured = protected_change([*courses(2024, 7), *missing(2024, 1)], [""], NOW)
	rated = protected_change(courses(2024, 8), [""], NOW)
	for report in hide_missing_together([measured, rated]):
		assert "n_missing" not in shown(report[0]) and "n_missing" in report[0].scales[0].hidden
		assert "mean_change" in shown(report[0])


def test_the_missing_are_told_where_no_report_hides_them() -> None:
	reports = [protected_change([*courses(2024, 7), *missing(2024, 5)], [""], NOW)]
	assert hide_missing_together(reports) == reports


class TestPersons:
	"""Persons are counted, not courses: each once, with one pair of scores."""

	FIRST = CourseScores(2023, {"": (10.0, 20.0)}, "P1")
	SECOND = CourseScores(2024, {"": (30.0, 90.0)}, "P1")
	UNMEASURED = CourseScores(2023, {"": (10.0, None)}, "P1")

	def test_a_person_with_two_courses_is_one_pair(self) -> None:
		(scale,) = change_in_full([self.FIRST, self.SECOND], [""]).scales
		assert (scale.figures["n_pairs"], scale.figures["n_missing"]) == (1, 0)
		assert scale.figures["mean_change"] == 10

	def test_courses_without_a_person_are_persons_of_their_own(self) -> None:
		(scale,) = change_in_full(courses(2024, 3), [""]).scales
		assert scale.figures["n_pairs"] == 3

	def test_in_full_the_first_course_with_the_fewest_missing_counts(self) -> None:
		(scale,) = change_in_full([self.UNMEASURED, self.SECOND], [""]).scales
		assert (scale.figures["n_pairs"], scale.figures["n_missing"]) == (1, 0)
		(scale,) = change_in_full([self.UNMEASURED, self.UNMEASURED], [""]).scales
		assert (scale.figures["n_pairs"], scale.figures["n_missing"]) == (0, 1)

	def test_small_cells_are_of_persons(self) -> None:
		four = [replace(course, person=f"P{number}") for number, course in enumerate(courses(2024, 4))]
		(period,) = protected_change([*four, *four], [""], NOW)
		assert not shown(period)

	def test_a_later_course_changes_no_period_that_was_published(self) -> None:
		people = [replace(course, person=f"P{number}") for number, course in enumerate(courses(2023, 6))]
		published = protected_change(people, [""], 2024)
		for later in (self.SECOND, replace(self.SECOND, scales={})):
			assert protected_change([*people, later], [""], NOW) == published
		lacking = [*people[:5], self.UNMEASURED]
		assert protected_change([*lacking, self.SECOND], [""], NOW) == protected_change(lacking, [""], 2024)


def people(year: int, place: str, number: int, missing: int = 0) -> list[CourseScores]:
	whole = [CourseScores(year, {TOTAL: (1 + each % 3, 4 + each % 4)}, place=place) for each in range(number)]
	return [*whole, *(CourseScores(year, {}, place=place) for _each in range(missing))]


def test_years_of_the_country_are_joined_until_no_municipality_gives_nearly_all_of_them() -> None:
	courses = [*people(2019, "A", 20), *people(2020, "B", 9), *people(2021, "C", 9), *people(2022, "C", 9)]
	alone = [(period.first, period.last) for period in protected_change(courses, [TOTAL], 2023)]
	assert alone == [(2019, 2019), (2020, 2020), (2021, 2021), (2022, 2022)]
	joined = protected_change(courses, [TOTAL], 2023, of_country=OfCountry(Rule()))
	assert [(period.first, period.last) for period in joined] == [(2019, 2021), (2022, 2022)]
	assert joined[0].scales[0].figures["n_pairs"] == 38
	assert not joined[1].scales[0].figures


THREE = [*people(2019, "A", 20), *people(2019, "B", 20), *people(2019, "C", 20)]


@pytest.mark.parametrize("few", [1, 4])
def test_the_country_waits_where_it_would_tell_of_the_few_of_whom_no_municipality_tells(few: int) -> None:
	courses = [*THREE, *people(2019, "D", few)]
	of_country = OfCountry(Rule(), told={("A", 2019), ("B", 2019), ("C", 2019)})
	(waits,) = protected_change(courses, [TOTAL], 2020, of_country=of_country)
	assert not waits.is_told
	(told,) = protected_change(THREE, [TOTAL], 2020, of_country=of_country)
	assert told.people == (60, 0)
	later = replace(of_country, told={*of_country.told, ("D", 2019), ("D", 2020)})
	(joined, rest) = protected_change([*courses, *people(2020, "D", 6)], [TOTAL], 2021, of_country=later)
	assert (joined.people, rest.is_told) == ((60 + few, 0), False)


def test_the_country_tells_where_enough_municipalities_tell_nothing_themselves() -> None:
	courses = [*THREE, *people(2019, "D", 4), *people(2019, "E", 4), *people(2019, "F", 4)]
	of_country = OfCountry(Rule(), told={("A", 2019), ("B", 2019), ("C", 2019)})
	(told,) = protected_change(courses, [TOTAL], 2020, of_country=of_country)
	assert told.people == (72, 0)


@pytest.mark.parametrize(("missing", "shown"), [((9, 9, 0), 18), ((9, 9, 2), None), ((0, 0, 9), None)])
def test_how_many_are_missing_in_the_country_tells_of_no_municipality_that_hides_it(missing, shown) -> None:
	names = ("A", "B", "C")
	courses = [
		one for name, number in zip(names, missing, strict=True) for one in people(2019, name, 20, number)
	]
	years = {(name, 2019) for name in names}
	of_country = OfCountry(Rule(), told=years, with_missing=years - {("C", 2019)})
	(told,) = protected_change(courses, [TOTAL], 2020, of_country=of_country)
	assert told.people == (60, shown)


def test_no_period_ends_by_a_year_of_which_others_have_been_told_without_it() -> None:
	courses = [*people(2019, "A", 6), *people(2020, "A", 6), *people(2021, "A", 6)]
	assert spans(protected_change(courses, [TOTAL], 2022, counted_to=2020)) == [(2019, 2021)]
	assert spans(protected_change(courses, [TOTAL], 2022, since=2020, counted_to=2019)) == [
		(2020, 2020),
		(2021, 2021),
	]


def test_missing_that_was_hidden_before_stays_hidden_in_what_is_told_of_the_same_years() -> None:
	"""Those of both years, less those of the second, would be those of the first."""
	(before,) = protected_change(people(2019, "A", 6, missing=2), [TOTAL], 2020)
	later = protected_change(people(2020, "A", 6, missing=7), [TOTAL], 2021)
	both = protected_change(
		[*people(2019, "A", 4, missing=4), *people(2020, "A", 6, missing=7)], [TOTAL], 2021, counted_to=2019
	)
	assert [one.people for one in (*later, *both)] == [(6, 7), (10, 11)]
	for reports, missing in (([later], [7]), ([later, both], [None, None])):
		hidden = hide_missing_together(reports, [before])
		assert [report[0].people[1] for report in hidden] == missing


def test_a_year_in_which_few_closed_is_not_told_by_those_around_it() -> None:
	"""Eleven closed in 2019 and two in 2020, which is hidden: thirteen in both would tell of the two."""
	of_both = [*people(2019, "A", 4, missing=7), *people(2020, "A", 2)]
	(told,) = protected_change(of_both, [TOTAL], 2021)
	assert (told.first, told.last, told.people) == (2019, 2020, (6, None))


def test_what_is_told_of_different_subjects_adds_up_where_the_years_are_different() -> None:
	found = [
		*protected_change(people(2019, "A", 9), [TOTAL], 2020),
		*protected_change([*people(2019, "A", 3), *people(2020, "A", 4)], [TOTAL], 2021),
		*protected_change(people(2021, "A", 6), [TOTAL], 2022),
	]
	assert [closed_at_least(found, last) for last in (2018, 2019, 2020, 2021)] == [0, 9, 9, 15]
