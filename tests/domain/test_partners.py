"""Who is missing around a person, over ages, efforts and answers (R59, R60)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lat_corps.domain.partners import (
	EDUCATION,
	EXPECTED,
	FAMILY,
	HOUSING,
	INFOHUS,
	INFORMATION,
	JOB_CENTRE,
	KINDS,
	PARENT_COACH_COURSE,
	SOCIAL_PSYCHIATRY,
	TREATMENT_PSYCHIATRY,
	missing,
)

AGES = st.none() | st.integers(0, 100)
COURSES = st.sampled_from(("Mentor course", PARENT_COACH_COURSE))
SOME = st.sets(st.sampled_from(KINDS))


@pytest.mark.parametrize(
	("age", "course", "helping", "kinds"),
	[
		(15, "Mentor course", (), {FAMILY, EDUCATION, INFOHUS}),
		(17, "Mentor course", (), {FAMILY, EDUCATION, INFOHUS}),
		(18, "Mentor course", (), {FAMILY, EDUCATION, JOB_CENTRE, HOUSING, INFOHUS}),
		(30, "Mentor course", (), {JOB_CENTRE, HOUSING, INFOHUS}),
		(45, PARENT_COACH_COURSE, (), {FAMILY, JOB_CENTRE, HOUSING, INFOHUS}),
		(70, "Mentor course", (), {HOUSING, INFOHUS}),
		(30, "Mentor course", (TREATMENT_PSYCHIATRY,), {SOCIAL_PSYCHIATRY, JOB_CENTRE, HOUSING, INFOHUS}),
		(15, "Mentor course", (TREATMENT_PSYCHIATRY,), {FAMILY, EDUCATION, INFOHUS}),
	],
)
def test_who_is_asked_for(age, course, helping, kinds):
	assert {*missing(age, course, helping, ())} == kinds


@given(AGES, COURSES, SOME, SOME)
def test_nobody_is_asked_for_who_helps_or_is_answered_for(age, course, helping, answered):
	assert not missing(age, course, helping, answered).keys() & (helping | answered)


@given(AGES, COURSES, SOME, SOME, st.sampled_from(KINDS))
def test_an_answer_takes_away_its_own_kind_alone(age, course, helping, answered, kind):
	before, after = missing(age, course, helping, answered), missing(age, course, helping, {*answered, kind})
	assert after == {each: why for each, why in before.items() if each != kind}


@given(COURSES, SOME, st.integers(0, 100))
def test_without_an_age_whoever_is_asked_for_at_any_age_is(course, helping, age):
	assert missing(age, course, helping, ()).keys() <= missing(None, course, helping, ()).keys()


@given(AGES, COURSES, SOME, SOME)
def test_each_is_asked_for_with_a_reason(age, course, helping, answered):
	assert all(missing(age, course, helping, answered).values())


def test_every_course_can_be_answered_for_as_a_whole():
	assert not missing(None, PARENT_COACH_COURSE, (), KINDS)


def test_the_table_knows_every_kind_and_what_a_consent_calls_it():
	assert {asked.kind for asked in EXPECTED} <= {*KINDS} and INFORMATION.keys() == {*KINDS}
