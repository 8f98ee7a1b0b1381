"""Experience in words: what a corps is asked each quarter, and tells without names (R111 to R115)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from .civil_numbers import holds_civil_number
from .learning import of_the_course
from .management_report import PERIODS
from .quarters import Quarter, quarters_of
from .scrubber import Known
from .text import Message, Term, _

AWAITING, DONE = "Awaiting", "Done"

TOPICS: Mapping[str, str] = {
	"experience": "What succeeds, and what is hard",
	"matches": "Experience with matches",
	"authority_side": "Experience with the authority side",
	"learning": "What the corps has learned",
	"practice": "Where practice must change",
}
"""The fields of words of a report to management, and what each is about."""

QUARTERS: Mapping[int, str] = {
	quarters[0]: period for period, quarters in PERIODS.items() if len(quarters) == 1
}
"""The number of a quarter -> what a report calls it."""

MENTOR, PARENT_COACH, COORDINATOR = "Mentor", "Parent Coach", "Coordinator"
KINDS = (PARENT_COACH, MENTOR, COORDINATOR)
"""Who is asked; who is several of them is asked as the last."""

PROMPTS: Mapping[str, Mapping[str, str]] = {
	"experience": {
		MENTOR: _("What goes well in your courses at the moment, and what is hard?"),
		PARENT_COACH: _("What goes well with the parents you meet at the moment, and what is hard?"),
		COORDINATOR: _("What succeeds across the courses at the moment, and what is hard?"),
	},
	"matches": {
		MENTOR: _("What makes a mentor and a person fit together, and what gets in the way?"),
		PARENT_COACH: _("What makes a parent coach and a family fit together, and what gets in the way?"),
		COORDINATOR: _("What has made matches work, and what has made them end?"),
	},
	"authority_side": {
		MENTOR: _("How does it go with those around the person: caseworker, school, police and others?"),
		PARENT_COACH: _(
			"How does it go with those around the family: caseworker, school, police and others?"
		),
		COORDINATOR: _(
			"How does it go with referrals, answers and handovers between you and the authorities?"
		),
	},
	"learning": {
		MENTOR: _("What have you learned that others in the corps could use?"),
		PARENT_COACH: _("What have you learned that other parent coaches could use?"),
		COORDINATOR: _("What have the talks and debriefs of the quarter taught the corps?"),
	},
	"practice": {
		MENTOR: _("What should the corps do differently?"),
		PARENT_COACH: _("What should the corps do differently for parents?"),
		COORDINATOR: _("Where must practice change, and what would it take?"),
	},
}
"""What is asked on each topic, of whom, in words of one's own work (R111 to R114)."""

ADVICE = _(
	"What is marked may tell of whom you write. Some things are never marked, such as a story that only one"
	" family has. Write it in another way, or give it as it is when you have read every line."
)

LONGEST = 2000
"""How many letters an answer may have: one that tells a whole course tells whose it is."""


def asked_on(day: date, days: int) -> Quarter | None:
	"""Return the quarter that is asked about on a day: the one that ends within so many days."""
	(quarter,) = (each for each in quarters_of(day.year) if each.covers(day))
	return quarter if day > quarter.last - timedelta(days=days) else None


def opens_on(quarter: Quarter) -> date:
	"""Return the day from which the notes of a quarter are read, all at once.

	Who sees them come in, one by one, sees who has just been at work.
	"""
	return quarter.last + timedelta(days=1)


def kept_from(day: date, years: int) -> int:
	"""Return the first year whose notes are still kept."""
	return day.year - years


def can_be_guessed(asked: int, threshold: int) -> bool:
	"""Tell whether so few are asked that the coordinator can guess who wrote what."""
	return asked < threshold


def lacking(told: Mapping[str, str], known: Collection[Known]) -> list[Message]:
	"""Return all that keeps words, by their topic, from being given to the corps."""
	found = []
	if not told:
		found.append(Message(_("Write something, or say that there is nothing to tell."), requirement="R111"))
	for topic, words in told.items():
		about = Term(TOPICS[topic])
		if len(words) > LONGEST:
			found.append(
				Message(
					_("{topic}: write at most {most} letters."), {"topic": about, "most": LONGEST}, "R111"
				)
			)
		elif named := sorted({*of_the_course(words, known)}):
			text = _("{topic}: this names somebody, write it without: {words}.")
			found.append(Message(text, {"topic": about, "words": named}, "R111"))
		elif holds_civil_number(words):
			found.append(Message(_("{topic}: take the CPR number out."), {"topic": about}, "R111"))
	return found
