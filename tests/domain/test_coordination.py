"""Coordination meetings: their calendar, what partners may read, which agreement is next (R55, T10)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lat_corps.domain.cadence import months_after
from lat_corps.domain.consent import CITIZEN, COORDINATION, CUSTODY_HOLDER, Consent
from lat_corps.domain.coordination import (
	CANCELLED,
	CLOSED,
	GOALS_AND_STEPS,
	HELD,
	PLANNED,
	Agreement,
	Meeting,
	Minutes,
	clock,
	first_open,
	lacks_consent,
	meeting_due,
	standing,
	unmet_for_closing,
)

DAY = date(2026, 11, 30)
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
months = st.integers(1, 12)
held = st.builds(Meeting, planned=days, held=days)
planned = st.builds(Meeting, planned=days)
meetings = st.lists(st.one_of(held, planned, st.builds(Meeting, planned=days, cancelled=st.just(True))))


def consent(*partners, kinds=(GOALS_AND_STEPS,), given_by=CITIZEN, **values):
	return Consent(
		COORDINATION,
		given_by,
		DAY - timedelta(days=30),
		information_types=frozenset(kinds),
		partners=frozenset(partners),
		**values,
	)


@given(days, st.none() | days, meetings, months)
def test_it_is_due_an_interval_after_the_last_that_was_held(started, partnered, found, interval):
	due = meeting_due(started, partnered, found, interval)
	last = max((meeting.held for meeting in found if meeting.held), default=None)
	anchor = last or (partnered and max(started, partnered))
	assert due in (None, anchor and months_after(anchor, interval))
	waits = [each for each in found if not each.held and not each.cancelled]
	if anchor and not waits:
		assert due == months_after(anchor, interval)
	if due:
		assert not any((last or date.min) < each.planned <= due for each in waits)


@given(days, st.none() | days, meetings, months, days)
def test_holding_one_more_never_brings_the_day_forward(started, partnered, found, interval, day):
	before = meeting_due(started, partnered, found, interval)
	after = meeting_due(started, partnered, [*found, Meeting(day, day)], interval)
	if before and after and any(each.held for each in found):
		assert after >= before


@given(st.none() | days, st.none() | days, meetings)
def test_nothing_is_due_without_pace_or_start(started, partnered, found):
	assert meeting_due(started, partnered, found, 0) is None
	assert meeting_due(None, partnered, found, 3) is None


def test_and_nothing_on_a_course_without_partners():
	assert meeting_due(DAY, None, [], 3) is None


agreements = st.lists(st.builds(Agreement, due=st.none() | days, done=st.booleans(), of_mentor=st.booleans()))


@given(agreements)
def test_the_first_open_agreement_is_told_to_one_of_two(found):
	both = [day for day in (first_open(found, True), first_open(found, False)) if day]
	open_days = [each.due for each in found if each.due and not each.done]
	assert min(both, default=None) == min(open_days, default=None)
	assert first_open([Agreement(each.due, True, each.of_mentor) for each in found], False) is None


@pytest.mark.parametrize(
	("facts", "expected"),
	[
		((False, False, False), PLANNED),
		((True, False, False), HELD),
		((True, True, False), CLOSED),
		((False, False, True), CANCELLED),
	],
)
def test_where_it_stands(facts, expected):
	assert standing(*facts) == expected


class TestConsent:
	def lacking(self, *consents, kind=GOALS_AND_STEPS, givers=(CITIZEN,), partner="Jobcentret", day=DAY):
		return lacks_consent([partner], kind, consents, givers, day)

	def test_it_names_the_partner_in_any_spelling(self):
		assert not self.lacking(consent("Skolen", " JOBCENTRET "))
		assert self.lacking(consent("Skolen")) == ("Jobcentret",)

	def test_and_the_type_of_information(self):
		assert self.lacking(consent("Jobcentret"), kind="Life situation") == ("Jobcentret",)

	def test_it_ends_when_withdrawn_or_run_out(self):
		for ended in ({"withdrawn_on": DAY}, {"valid_until": DAY - timedelta(days=1)}):
			assert self.lacking(consent("Jobcentret", **ended))

	def test_each_who_must_gives_it(self):
		both = (CITIZEN, CUSTODY_HOLDER)
		assert self.lacking(consent("Jobcentret"), givers=both)
		holder = consent("Jobcentret", given_by=CUSTODY_HOLDER)
		assert not self.lacking(consent("Jobcentret"), holder, givers=both)

	def test_none_for_another_purpose_counts(self):
		other = Consent(
			"Handover to the caseworker",
			CITIZEN,
			DAY,
			information_types=frozenset([GOALS_AND_STEPS]),
			partners=frozenset(["Jobcentret"]),
		)
		assert self.lacking(other)


def closing(**values):
	facts = {"held": True, "goals": "Et job.", "partners": ("Jobcentret",)}
	return unmet_for_closing(Minutes(**{**facts, **values}), [consent("Jobcentret")], (CITIZEN,), DAY)


def test_minutes_close_when_all_is_there():
	assert closing() == []


@pytest.mark.parametrize(
	("lacks", "words"),
	[
		({"held": False}, "was held"),
		({"goals": ""}, "shared goals"),
		({"undated": 1}, "responsible"),
		({"partners": ("Jobcentret", "Skolen")}, "No valid consent"),
	],
)
def test_and_else_say_what_is_missing(lacks, words):
	(message,) = closing(**lacks)
	assert words in message.text


@pytest.mark.parametrize(
	("written", "meant"),
	[
		("13:30", "13:30"),
		("9.05", "09:05"),
		("13:00:00", "13:00"),
		("24:00", ""),
		("kl. 13", ""),
		("13:60", ""),
	],
)
def test_the_time_is_read_as_people_write_it(written, meant):
	assert clock(written) == meant
