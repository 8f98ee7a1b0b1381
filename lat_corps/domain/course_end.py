"""What the end or the extension of a course asks for beside its figures: how it was decided (R98 to R105)."""

from __future__ import annotations

from .course_facts import CLOSE, EXTEND, NOT_REACHED, CaseFacts
from .staging import Condition, conditions
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
	"""Where the goals are not reached, an extension is explored before the course closes (R105)."""
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
		)
	)
