"""A debrief: what it asks for before it counts as written down, and what is to be told next (R106, R108)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .staging import conditions, unmet
from .text import Message, _, missing


@dataclass(frozen=True)
class Debrief:
	"""What is written of it: how many took part, and how many are to be told."""

	participants: int = 0
	more_of: str = ""
	tasks: int = 0
	nobody_else: bool = False


def lacking(debrief: Debrief) -> list[Message]:
	"""Return all that a debrief still asks for."""
	return unmet(
		conditions(
			(debrief.participants, Message(_("Write who took part in the debrief."), requirement="R106")),
			(
				debrief.more_of,
				missing(_("Write what worked, so that the corps does more of it."), "R106", "more_of"),
			),
			(
				bool(debrief.tasks) or debrief.nobody_else,
				missing(_("Write who needs to know, or tick that nobody else does."), "R108", "nobody_else"),
			),
			(
				not (debrief.tasks and debrief.nobody_else),
				Message(_("Somebody needs to know: take the tick at “nobody” away."), requirement="R108"),
			),
		)
	)


def next_task(tasks: Iterable[tuple[date | str, bool]]) -> date | str | None:
	"""Return the day by which the first of (day, told) that is not told yet is to be told."""
	return min((day for day, told in tasks if not told), key=str, default=None)
