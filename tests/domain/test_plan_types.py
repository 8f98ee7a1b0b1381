"""Which plan the law has for a person of an age, held against birthdays and the days of the law (R15, T7)."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lat_corps.domain.cadence import age_on
from lat_corps.domain.plan_types import (
	PLAN_TYPES,
	SECTION_140,
	SECTION_141,
	WHOLE_PERSON,
	YOUTH,
	fits_until,
	plans_on,
)

BORN = st.dates(date(1950, 1, 1), date(2023, 12, 31))
"""Before the first of `DAYS`: nobody has a plan before being born."""
DAYS = st.dates(date(2024, 1, 1), date(2050, 12, 31))
NAMES = st.sampled_from(sorted(PLAN_TYPES))
A_DAY = timedelta(days=1)


@pytest.mark.parametrize(
	("born", "day", "plans"),
	[
		("2010-05-01", "2026-05-01", {YOUTH, WHOLE_PERSON}),
		("2010-05-02", "2026-05-01", {YOUTH}),
		("2008-12-01", "2026-11-30", {YOUTH, WHOLE_PERSON}),
		("2008-12-01", "2026-12-01", {SECTION_141, WHOLE_PERSON}),
		("2002-12-01", "2026-11-30", {SECTION_141, WHOLE_PERSON}),
		("2002-12-01", "2026-12-01", {SECTION_141}),
		("2010-05-01", "2023-12-31", {SECTION_140}),
		("2010-05-01", "2024-01-01", {YOUTH}),
		(None, "2026-05-01", {YOUTH, WHOLE_PERSON, SECTION_141}),
		(None, "2023-05-01", {SECTION_140, SECTION_141}),
	],
)
def test_the_plans_of_an_age_on_a_day(born, day, plans):
	assert {*plans_on(born and date.fromisoformat(born), date.fromisoformat(day))} == plans


@given(BORN, DAYS)
def test_everybody_has_a_plan_of_some_kind_and_never_one_of_another_age(born, day):
	plans, age = plans_on(born, day), age_on(born, day)
	assert (SECTION_141 in plans) == (age >= 18) == (YOUTH not in plans)
	assert (WHOLE_PERSON in plans) == (16 <= age <= 23)
	assert SECTION_140 not in plans


@given(BORN, DAYS, NAMES)
@example(date(2008, 2, 29), date(2026, 2, 1), YOUTH)
def test_a_plan_fits_up_to_its_last_day_and_not_the_day_after(born, day, name):
	last = fits_until(name, born, day)
	if name not in plans_on(born, day):
		assert last == day - A_DAY or last < day
	elif last:
		assert name in plans_on(born, last) and name not in plans_on(born, last + A_DAY)
	else:
		assert name in plans_on(born, date(2099, 12, 31))


@given(DAYS, NAMES)
def test_without_a_date_of_birth_the_law_alone_ends_a_plan(day, name):
	assert fits_until(name, None, day) == PLAN_TYPES[name].in_force_until


@given(BORN, DAYS, DAYS, NAMES)
def test_the_last_day_stays_while_days_pass(born, day, later, name):
	if name in plans_on(born, day) and name in plans_on(born, later):
		assert fits_until(name, born, day) == fits_until(name, born, later)


def test_no_two_plans_take_each_others_place_on_the_same_day_twice():
	"""The plan of minors has one law at a time."""
	before, after = PLAN_TYPES[SECTION_140], PLAN_TYPES[YOUTH]
	assert before.in_force_until + A_DAY == after.in_force_from
	assert (before.age_from, before.age_to) == (after.age_from, after.age_to)
