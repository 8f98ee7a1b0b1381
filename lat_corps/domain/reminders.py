"""When a person is reminded of a role description that awaits acknowledgement (R16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from .text import Message, _


class Reminder(Enum):
	BEFORE = "Before the date"
	AFTER = "After the date"


@dataclass(frozen=True)
class ReminderRules:
	"""Days from asking to the date, from the first reminder to the date, and between reminders after it."""

	to_acknowledge: int
	before: int
	between: int


def reminder_due(
	today: date, asked_on: date, due_on: date, reminded_on: date | None, rules: ReminderRules
) -> Reminder | None:
	"""Return the reminder to send `today`, or None.

	One is sent from `rules.before` days ahead of the date, unless the person was only just asked, and one
	after the date every `rules.between` days. Each counts from the last that was really sent, so a second
	run on a day sends nothing and a run missed sends one, not several.
	"""
	if today > due_on:
		first_after = reminded_on is None or reminded_on <= due_on
		waited = first_after or (today - reminded_on).days >= rules.between
		return Reminder.AFTER if waited else None
	step = due_on - timedelta(days=rules.before)
	last = reminded_on or asked_on
	return Reminder.BEFORE if last < step <= today else None


def problems(rules: ReminderRules) -> Iterator[Message]:
	"""Yield why the numbers of days cannot serve."""
	if rules.to_acknowledge < 1:
		yield Message(_("Give people at least one day to acknowledge a role description."))
	if rules.between < 1:
		yield Message(_("Leave at least one day between the reminders after the date."))
	if not 0 <= rules.before < max(rules.to_acknowledge, 1):
		yield Message(
			_("Remind people before the date, after the day they are asked: choose 0 to {most} days."),
			{"most": max(rules.to_acknowledge, 1) - 1},
		)
