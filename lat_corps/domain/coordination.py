"""Meetings with partners: when one is due, what paper for them may tell, what is agreed on (R55)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from .cadence import months_after
from .consent import Consent, missing_to_partner
from .consent import called as called
from .text import Message, Term, _

PLANNED, HELD, CLOSED, CANCELLED = "Planned", "Held", "Closed", "Cancelled"

GOALS_AND_STEPS = "Goals and steps"
"""The type of information that shared goals and agreements are."""


_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.][0-5]\d)?")


def clock(text: str) -> str:
	"""Return a time of the day as 13:30 however it was written, or "" when it is none."""
	found = _CLOCK.fullmatch(text.strip())
	return f"{int(found[1]):02}:{found[2]}" if found else ""


@dataclass(frozen=True)
class Meeting:
	"""A coordination meeting of one course: the day it is planned for, and the one it was held on."""

	planned: date
	held: date | None = None
	cancelled: bool = False


def meeting_due(
	started: date | None, partnered: date | None, meetings: Iterable[Meeting], months: int
) -> date | None:
	"""Return by when the next meeting is to be held, or None.

	Counted from the last one that was held, before that from the day on which the course was under way and
	had a partner. Nothing is due without both, without months, or once a meeting is planned in time.
	"""
	if not started or not months:
		return None
	meetings = [meeting for meeting in meetings if not meeting.cancelled]
	held = max((meeting.held for meeting in meetings if meeting.held), default=None)
	if not held and not partnered:
		return None
	due = months_after(held or max(started, partnered), months)
	after = held or date.min
	planned = any(not meeting.held and after < meeting.planned <= due for meeting in meetings)
	return None if planned else due


@dataclass(frozen=True)
class Agreement:
	"""What was agreed on: until when, whether it is done, and whether it is the mentor's to do."""

	due: date | None
	done: bool = False
	of_mentor: bool = False


def first_open(agreements: Iterable[Agreement], of_mentor: bool) -> date | None:
	"""Return the first day by which something is to be done, by the mentor or by anybody else."""
	return min(
		(each.due for each in agreements if each.due and not each.done and each.of_mentor == of_mentor),
		default=None,
	)


def standing(held: bool, closed: bool, cancelled: bool) -> str:
	if cancelled:
		return CANCELLED
	if closed:
		return CLOSED
	return HELD if held else PLANNED


def lacks_consent(
	partners: Iterable[str],
	information_type: str,
	consents: Collection[Consent],
	givers: Collection[str],
	day: date,
) -> tuple[str, ...]:
	"""Return the partners who may not be told this type of information on `day`, each once."""
	return tuple(
		dict.fromkeys(
			partner
			for partner in partners
			if missing_to_partner(consents, information_type, partner, givers, day)
		)
	)


@dataclass(frozen=True)
class Minutes:
	"""What is on paper after a meeting: `partners` get the paper, `undated` agreements are nobody's yet."""

	held: bool
	goals: str
	partners: tuple[str, ...]
	undated: int = 0


def unmet_for_closing(
	minutes: Minutes, consents: Collection[Consent], givers: Collection[str], day: date
) -> list[Message]:
	"""Return every unmet condition of closing the minutes, which may be sent to partners from then on."""
	messages = []
	if not minutes.held:
		messages.append(Message(_("Write when the meeting was held."), requirement="R55"))
	if not minutes.goals:
		messages.append(Message(_("Write the shared goals that all work towards."), requirement="R56"))
	if minutes.undated:
		messages.append(Message(_("Give each agreement somebody responsible and a day."), requirement="R55"))
	lacking = lacks_consent(minutes.partners, GOALS_AND_STEPS, consents, givers, day)
	if lacking:
		messages.append(
			Message(
				_(
					"No valid consent lets {partners} read goals and agreements. Ask {givers}, and add the "
					"consent “Coordination with partners”, or untick that they get the minutes."
				),
				{"partners": list(lacking), "givers": [Term(giver) for giver in givers]},
				"R104",
			)
		)
	return messages
