"""When people are reminded of a role description that awaits them (R16)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lat_corps.domain.reminders import Reminder, ReminderRules, problems, reminder_due

RULES = ReminderRules(to_acknowledge=14, before=3, between=7)
ASKED = date(2026, 2, 20)
DUE = ASKED + timedelta(days=14)


def reminders(rules: ReminderRules, due_on: date, days: list[int]) -> list[tuple[int, Reminder]]:
	"""Run the job on the given days after asking and return what it sends on which of them."""
	sent, reminded_on = [], None
	for day in days:
		today = ASKED + timedelta(days=day)
		if reminder := reminder_due(today, ASKED, due_on, reminded_on, rules):
			sent.append((day, reminder))
			reminded_on = today
	return sent


def test_once_before_the_date_and_then_every_week_after_it():
	assert reminders(RULES, DUE, list(range(31))) == [
		(11, Reminder.BEFORE),
		(15, Reminder.AFTER),
		(22, Reminder.AFTER),
		(29, Reminder.AFTER),
	]


def test_a_second_run_on_a_day_sends_nothing():
	every_day_twice = [day for day in range(31) for _run in range(2)]
	assert reminders(RULES, DUE, every_day_twice) == reminders(RULES, DUE, list(range(31)))


def test_days_missed_give_one_reminder_and_the_next_counts_from_it():
	assert reminders(RULES, DUE, [0, 13, 14, 20, 24, 27, 28]) == [
		(13, Reminder.BEFORE),
		(20, Reminder.AFTER),
		(27, Reminder.AFTER),
	]


def test_a_reminder_missed_before_the_date_is_not_made_up_for_after_it():
	assert reminders(RULES, DUE, [10, 15, 16]) == [(15, Reminder.AFTER)]


def test_the_date_itself_is_not_yet_after_it():
	assert reminder_due(DUE, ASKED, DUE, DUE - timedelta(days=3), RULES) is None


def test_with_no_day_before_the_reminder_comes_on_the_date():
	assert reminders(ReminderRules(14, 0, 7), DUE, [13, 14, 15]) == [
		(14, Reminder.BEFORE),
		(15, Reminder.AFTER),
	]


def test_who_was_only_just_asked_is_not_reminded_at_once():
	assert reminders(RULES, ASKED + timedelta(days=2), [0, 1, 2]) == []


@given(
	to_acknowledge=st.integers(1, 40),
	between=st.integers(1, 20),
	data=st.data(),
	days=st.lists(st.integers(0, 120), max_size=60).map(sorted),
)
def test_reminders_never_crowd(to_acknowledge, between, data, days):
	rules = ReminderRules(to_acknowledge, data.draw(st.integers(0, to_acknowledge - 1)), between)
	sent = reminders(rules, ASKED + timedelta(days=to_acknowledge), days)
	before = [day for day, reminder in sent if reminder is Reminder.BEFORE]
	after = [day for day, reminder in sent if reminder is Reminder.AFTER]
	assert len(before) <= 1
	assert all(to_acknowledge - rules.before <= day <= to_acknowledge for day in before)
	assert all(day > to_acknowledge for day in after)
	assert all(later - day >= between for day, later in pairwise(after))


@pytest.mark.parametrize(
	("rules", "words"),
	[
		(ReminderRules(0, 0, 7), "at least one day to acknowledge"),
		(ReminderRules(14, 3, 0), "between the reminders"),
		(ReminderRules(14, 14, 7), "choose 0 to 13 days"),
		(ReminderRules(14, -1, 7), "choose 0 to 13 days"),
	],
)
def test_days_that_cannot_serve_are_refused(rules, words):
	assert [words in problem.render() for problem in problems(rules)] == [True]


def test_the_usual_days_serve():
	assert not list(problems(RULES))
