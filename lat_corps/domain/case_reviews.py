"""A course is reviewed at an interval and before it closes: decisions, and what each asks for (R20, R105)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .cadence import months_after
from .course_facts import CLOSE, EXTEND
from .staging import Condition, conditions, unmet
from .text import Message, _, missing

CONTINUE, ADJUST, CHANGE_MENTOR = "Continue", "Adjust", "Change mentor"
DECISIONS = (CONTINUE, ADJUST, CHANGE_MENTOR, EXTEND, CLOSE)

WEIGHED = ("arguments_for", "arguments_against", "potential", "new_goals", "citizens_words")
"""What an extension is decided on, in words (R105)."""


@dataclass(frozen=True)
class Decision:
	"""What is written of a decision; `lasts` tells that the new end lies after the day of the review."""

	decision: str = ""
	decided_words: str = ""
	arguments_for: str = ""
	arguments_against: str = ""
	potential: str = ""
	new_goals: str = ""
	citizens_words: str = ""
	mentor_took_part: bool = False
	caseworker: str = ""
	new_end: bool = False
	lasts: bool = False


def lacking(decided: Decision) -> list[Message]:
	"""Return what a review still asks for by its decision; nothing while nobody has decided."""
	return unmet(_asked(decided))


def _asked(decided: Decision) -> list[Condition]:
	if decided.decision in (ADJUST, CHANGE_MENTOR):
		sentence = {
			ADJUST: _("Write what is adjusted."),
			CHANGE_MENTOR: _("Write why the mentor is changed."),
		}[decided.decision]
		return conditions((decided.decided_words, missing(sentence, "R20", "decided_words")))
	return _extension(decided) if decided.decision == EXTEND else []


def _extension(decided: Decision) -> list[Condition]:
	return conditions(
		(
			decided.arguments_for,
			missing(_("Write the arguments for an extension."), "R105", "arguments_for"),
		),
		(
			decided.arguments_against,
			missing(_("Write the arguments against an extension."), "R105", "arguments_against"),
		),
		(
			decided.potential,
			missing(_("Write what can be reached with more time."), "R105", "potential"),
		),
		(
			decided.citizens_words,
			missing(
				_("Write what the person says of it, in the person's own words."), "R105", "citizens_words"
			),
		),
		(
			decided.mentor_took_part,
			missing(_("Talk about an extension with the mentor first."), "R105", "mentor_took_part"),
		),
		(
			decided.caseworker,
			missing(_("Choose the caseworker who took part."), "R105", "caseworker"),
		),
		(decided.new_end, missing(_("Choose the new expected end."), "R105", "new_end")),
		(
			decided.lasts or not decided.new_end,
			missing(_("The new expected end lies after the day of the review."), "R105", "new_end"),
		),
		(decided.new_goals, missing(_("Write the goals of the extension."), "R105", "new_goals")),
	)


def due_on(events: Iterable[date | None], months: int) -> date | None:
	"""Return when a course is reviewed next: `months` after the last event; 0 asks for none (T10)."""
	happened = [day for day in events if day]
	return months_after(max(happened), months) if happened and months else None
