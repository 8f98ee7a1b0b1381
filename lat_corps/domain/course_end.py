"""What the end or the extension of a course asks for beside its figures: how it was decided (R98 to R105)."""

from __future__ import annotations

from .course_facts import BROKEN_OFF, CLOSE, EXTEND, NOT_REACHED, CaseFacts
from .staging import Condition, conditions, filled
from .text import Message, _

REVIEW = "LAT Case Review"


def extension_decided(facts: CaseFacts) -> list[Condition]:
	"""An extension rests on a review of its own: what was weighed for another one counts no more (R105)."""
	words = _(
		"Decide on an extension at a review first: for and against, who took part, new end and new goals."
	)
	return conditions(
		(facts.extension_decided, Message(words, requirement="R105"), "", (REVIEW,), {"decision": EXTEND})
	)


def ended_together(facts: CaseFacts) -> list[Condition]:
	"""What an end without the goals asks for: explored, talked through, or its reason (R99, R102, R105)."""
	if facts.outcome == BROKEN_OFF:
		words = _("Write why the course was broken off.")
		return conditions(filled(facts, "broken_off_reason", words, "R99"))
	if facts.outcome != NOT_REACHED:
		return []
	words = _("Review the course before it closes: explore an extension with mentor, caseworker and person.")
	return conditions(
		(
			facts.closing_reviewed,
			Message(words, requirement="R105"),
			_("The course is reviewed before it closes"),
			(REVIEW,),
			{"decision": CLOSE},
		),
		filled(facts, "ending_together", _("Write how the two end the course well together."), "R102"),
		filled(facts, "comes_instead", _("Write what comes instead of the course."), "R102"),
	)
