"""How a match works, asked after some weeks and at closing, in both voices (R20, R112).

It is asked for the two of a match to go on well, and counted over all courses of a municipality: nothing here
compares mentors.
"""

from __future__ import annotations

from datetime import date, timedelta

from .documents.course import UNDER_WAY
from .text import _

CITIZEN, MENTOR = "Citizen", "Mentor"
AFTER_WEEKS, AT_CLOSING = "After some weeks", "At closing"
NOT_ASKED = "Not asked"
OCCASIONS = (AFTER_WEEKS, AT_CLOSING)
VOICES = (CITIZEN, MENTOR)
FITS = ("Works well", "Works in part", "Does not work")

HEARD = {
	(CITIZEN, AFTER_WEEKS): "citizen_heard_on",
	(MENTOR, AFTER_WEEKS): "mentor_heard_on",
	(CITIZEN, AT_CLOSING): "citizen_heard_at_closing",
	(MENTOR, AT_CLOSING): "mentor_heard_at_closing",
}
"""Voice and occasion -> the day on the match on which it was heard."""

ASKS = {
	(CITIZEN, AFTER_WEEKS): _("Ask the person how the match works."),
	(MENTOR, AFTER_WEEKS): _("Say how the match works for you."),
	(CITIZEN, AT_CLOSING): _("The course is closing: ask the person how the match worked."),
	(MENTOR, AT_CLOSING): _("The course is closing: say how the match worked for you."),
}
"""Voice and occasion -> what the one who asks or answers is told on the course, once it is due."""

HEARD_AT_CLOSING = tuple(field for (_voice, occasion), field in HEARD.items() if occasion == AT_CLOSING)
"""What is asked anew when a course that was closed is taken up again."""


def occasions_due(stage: str, review_due: date | None, today: date) -> list[str]:
	"""Return on which occasions a match that works is reviewed by now, at a stage of its course."""
	after_weeks = stage in UNDER_WAY and review_due and review_due <= today
	return [*([AFTER_WEEKS] if after_weeks else []), *([AT_CLOSING] if stage == "Closing" else [])]


def due_on(began: date, weeks: int) -> date:
	"""Return the day on which a match that began to work on a day is reviewed."""
	return began + timedelta(weeks=weeks)
