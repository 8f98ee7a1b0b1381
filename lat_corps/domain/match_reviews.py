"""How a match works, asked after some weeks and at closing, in both voices (R20, R112).

It is asked for the two of a match to go on well, and counted over all courses of a municipality: nothing here
compares mentors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

CITIZEN, MENTOR = "Citizen", "Mentor"
AFTER_WEEKS, AT_CLOSING = "After some weeks", "At closing"
NOT_ASKED = "Not asked"
VOICES = (CITIZEN, MENTOR)
FITS = ("Works well", "Works in part", "Does not work")

HEARD = {
	(CITIZEN, AFTER_WEEKS): "citizen_heard_on",
	(MENTOR, AFTER_WEEKS): "mentor_heard_on",
	(CITIZEN, AT_CLOSING): "citizen_heard_at_closing",
	(MENTOR, AT_CLOSING): "mentor_heard_at_closing",
}
"""Voice and occasion -> the day on the match on which it was heard."""

HEARD_AT_CLOSING = tuple(field for (_voice, occasion), field in HEARD.items() if occasion == AT_CLOSING)
"""What is asked anew when a course that was closed is taken up again."""


def due_on(began: date, weeks: int) -> date:
	"""Return the day on which a match that began to work on a day is reviewed."""
	return began + timedelta(weeks=weeks)


def last_answers(rows: Iterable[tuple[str, str]]) -> dict[str, int]:
	"""Return how many persons gave each answer, of (person, answer) in the order of their days.

	A person counts once, with the last answer.
	"""
	numbers = Counter(dict(rows).values())
	return {fit: numbers[fit] for fit in FITS}
