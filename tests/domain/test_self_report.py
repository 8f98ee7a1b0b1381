"""Whether the person's own answers still come in, by the consent to them (N4, R90, R94)."""

from datetime import date, timedelta

import pytest

from lat_corps.domain.cadence import BEFORE, CourseDates, Intervals, age_on, birthday, dues
from lat_corps.domain.consent import CITIZEN, COURSE, CUSTODY_HOLDER, Consent
from lat_corps.domain.missing import missing_events
from lat_corps.domain.purposes import SELF_REPORT
from lat_corps.domain.self_report import GIVEN, NOT_ASKED, STOPPED, self_report_on

DAY = date(2026, 6, 1)
BORN = date(2008, 2, 29)


def consent(given_by: str = CITIZEN, given_on: date = date(2026, 1, 1), **values) -> Consent:
	return Consent(SELF_REPORT, given_by, given_on, **values)


def stands(*consents: Consent, givers=(CITIZEN,), anew=None, day: date = DAY):
	return self_report_on(consents, givers, anew, day)


def test_a_course_that_was_never_asked_goes_on():
	assert stands().standing == NOT_ASKED and not stands().stopped
	assert stands(Consent(COURSE, CITIZEN, DAY, withdrawn_on=DAY)).standing == NOT_ASKED


def test_who_must_consent_has_consented():
	assert stands(consent()).standing == GIVEN


@pytest.mark.parametrize(
	("given", "ended"),
	[
		(consent(withdrawn_on=date(2026, 5, 4)), date(2026, 5, 4)),
		(consent(valid_until=date(2026, 5, 4)), date(2026, 5, 5)),
		(consent(valid_until=date(2026, 5, 4), withdrawn_on=date(2026, 3, 4)), date(2026, 3, 4)),
		(consent(CUSTODY_HOLDER), date(2026, 1, 1)),
	],
)
def test_it_stops_on_the_day_that_it_holds_no_more(given, ended):
	found = stands(given)
	assert (found.standing, found.missing, found.stopped_on) == (STOPPED, (CITIZEN,), ended)


def test_a_new_one_lets_answers_in_again():
	assert stands(consent(withdrawn_on=date(2026, 5, 4)), consent(given_on=DAY)).standing == GIVEN


def test_each_of_those_who_must_can_stop_it():
	both = (CITIZEN, CUSTODY_HOLDER)
	withdrawn = consent(CUSTODY_HOLDER, withdrawn_on=DAY)
	assert stands(consent(), withdrawn, givers=both).missing == (CUSTODY_HOLDER,)
	assert stands(consent(), consent(CUSTODY_HOLDER), givers=both).standing == GIVEN


def test_one_given_below_15_stops_on_the_birthday():
	given = consent(CUSTODY_HOLDER, date(2022, 1, 1), born=BORN)
	turned = date(2023, 3, 1)
	assert stands(given, givers=(CUSTODY_HOLDER,), day=turned - timedelta(days=1)).standing == GIVEN
	found = stands(given, givers=(CITIZEN, CUSTODY_HOLDER), day=date(2023, 4, 1))
	assert found.missing == (CITIZEN, CUSTODY_HOLDER)
	assert stands(given, givers=(CUSTODY_HOLDER,), day=turned).stopped_on == turned


def test_what_was_given_before_the_closing_counts_no_more():
	found = stands(consent(), anew=date(2026, 4, 1))
	assert (found.standing, found.stopped_on) == (STOPPED, date(2026, 4, 1))
	assert stands(consent(given_on=date(2026, 4, 1)), anew=date(2026, 4, 1)).standing == GIVEN


@pytest.mark.parametrize("age", range(0, 30))
def test_a_birthday_is_the_first_day_of_an_age(age):
	day = birthday(BORN, age)
	assert (age_on(BORN, day), age_on(BORN, day - timedelta(days=1))) == (age, age - 1)


@pytest.mark.parametrize("stage", ["Active", "Closing", "Closed"])
def test_nothing_is_due_on_a_course_that_was_stopped(stage):
	course = CourseDates(stage, date(2026, 1, 1), date(2026, 3, 1), date(2026, 4, 1))
	intervals = Intervals(2, 1, 6)
	assert dues(course, None, (), intervals)
	stopped = CourseDates(stage, course.started, course.closing, course.closed, None, DAY)
	assert not dues(stopped, None, (), intervals)


def test_what_was_missing_before_stays_a_gap_and_nothing_after_it():
	course = CourseDates("Active", date(2026, 1, 1), answers_stopped_on=date(2026, 3, 15))
	(gap,) = missing_events(course, [], (BEFORE,), Intervals(2, 1, 6), DAY)
	assert (gap.due, gap.until) == (date(2026, 3, 1), date(2026, 3, 15))
	assert not missing_events(course, [date(2026, 3, 1)], (BEFORE,), Intervals(2, 1, 6), DAY)


def test_a_closed_course_misses_no_after_once_it_was_stopped():
	closed = CourseDates("Closed", DAY, date(2026, 8, 1), date(2026, 8, 20), None, date(2026, 7, 1))
	assert [
		event.what for event in missing_events(closed, [DAY], (), Intervals(2, 1, 6), date(2027, 1, 1))
	] == ["Before measurement"]
