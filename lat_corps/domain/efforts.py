"""The efforts of others around a person: which count, and what one asks for as it goes on (R15, R52, R60).

There is no template: each course has its own mix.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .partners import INFOHUS
from .plan_types import plans_on
from .staging import Condition, conditions, unmet
from .text import Message, Term, _

PLANNED, UNDER_WAY, ENDED, NOT_RELEVANT = "Planned", "Under way", "Ended", "Not relevant"
STATUSES = (PLANNED, UNDER_WAY, ENDED, NOT_RELEVANT)

IN_PLACE = (PLANNED, UNDER_WAY)
"""Counts as helping, stands on the map, and falls due when it ends or its plan fits no longer."""

NOT_IN_LETTER = (INFOHUS,)
"""Kinds that talk about the person, and whom the person gets no help from: in no letter (R57)."""


@dataclass(frozen=True)
class Effort:
	"""An effort as it is written now; `plan_before` is the plan that was stored."""

	status: str
	because: str = ""
	department: str = ""
	helps_with: str = ""
	begins: date | None = None
	ends: date | None = None
	plan: str = ""
	plan_before: str = ""
	afterwards: str = ""


def lacking(effort: Effort, born: date | None, day: date) -> list[Message]:
	"""Return what keeps an effort from being saved on `day`."""
	return unmet(
		(_answer(effort) if effort.status == NOT_RELEVANT else _help(effort, day))
		+ conditions(
			(
				not effort.plan or effort.plan == effort.plan_before or effort.plan in plans_on(born, day),
				Message(
					_("The plan {plan} is not for a person of this age: there is {plans}."),
					{"plan": Term(effort.plan), "plans": [Term(plan) for plan in plans_on(born, day)]},
					"R15",
				),
			),
		)
	)


def _answer(effort: Effort) -> list[Condition]:
	return conditions(
		(effort.because.strip(), Message(_("Write why nobody of this kind is relevant."), requirement="R59"))
	)


def _help(effort: Effort, day: date) -> list[Condition]:
	return conditions(
		(effort.department.strip(), Message(_("Choose who helps, or write it."), requirement="R52")),
		(effort.helps_with.strip(), Message(_("Write what they help with."), requirement="R52")),
		(
			not (effort.begins and effort.ends) or effort.begins <= effort.ends,
			Message(_("It ends before it begins: mend one of the two dates."), requirement="R52"),
		),
		(
			effort.status != UNDER_WAY or (effort.begins and effort.begins <= day),
			Message(_("Write the day on which it began, before it is under way."), requirement="R52"),
		),
		(
			effort.status != ENDED or (effort.ends and effort.ends <= day),
			Message(_("Write the day on which it ended, before it is called ended."), requirement="R52"),
		),
		(
			effort.status != ENDED or effort.afterwards.strip(),
			Message(_("Write what follows now that it has ended, or that nothing does."), requirement="R56"),
		),
	)
