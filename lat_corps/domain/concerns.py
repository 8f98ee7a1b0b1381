"""A mentor's concern about a course: how urgent it is, and what a decision on it asks for (R77).

Nobody is given a score: urgency is the mentor's own word.
"""

from __future__ import annotations

from dataclasses import dataclass

from .staging import Condition, conditions, unmet
from .text import Message, _, missing

ACUTE = "Acute danger"
LESS_URGENT = ("It can wait", "This week", "Today")
TOO_COMPLEX = "Too complex for the corps"


@dataclass(frozen=True)
class Decision:
	"""What the coordinator has written of a decision; whether there is a follow-up date."""

	decision: str = ""
	leads_to: str = ""
	agreed: str = ""
	follow_up: bool = False
	followed_up: bool = False


def lacking(decided: Decision) -> list[Message]:
	"""Return what a concern still asks for as it is written now; nothing while nobody has decided."""
	return unmet(_asked(decided))


def _asked(decided: Decision) -> list[Condition]:
	if not decided.decision:
		return conditions(
			(
				not decided.followed_up,
				missing(_("Decide on the concern before it is followed up."), "R77", "decision"),
			)
		)
	return conditions(
		(decided.agreed, missing(_("Write what coordinator and mentor have agreed."), "R77", "agreed")),
		(decided.follow_up, missing(_("Choose the day on which it is followed up."), "R77", "follow_up_on")),
		(
			decided.leads_to or decided.decision != TOO_COMPLEX,
			missing(_("Say whether it leads to a review or to closing the course."), "R77", "leads_to"),
		),
	)
