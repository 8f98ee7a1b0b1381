"""The stages of each document, who may change them, and the guards G1 to G14.

Stages are the law: a workflow that an administrator shapes maps its states onto them, and every save that
changes a stage is judged here, whatever the way in. A judgement returns every unmet condition at once.
Stages, steps, facts and guards of a document stand in its room, one file in `domain/documents`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from .documents import course, handover, loan, match, mentor, role_description
from .staging import Condition, Facts, Lifecycle, unmet
from .text import Message, Term, _

ROOMS = (mentor, role_description, course, match, handover, loan)

LIFECYCLES: dict[str, Lifecycle] = {room.DOCUMENT: room.LIFECYCLE for room in ROOMS}


def judge(
	document: str,
	before: str | None,
	after: str,
	roles: Collection[str],
	facts: Callable[[], Facts],
) -> list[Message]:
	"""Return every unmet condition of changing a `document` from stage `before` to `after`.

	`before` is None for a new record, `roles` are those of the person who makes the change, and `facts` is
	called only when a guard needs them. An empty list means that the change may be made.
	"""
	life = LIFECYCLES[document]
	if after not in life.stages:
		return [Message(_("There is no stage called {after}."), {"after": after})]
	if before is None:
		return [] if after == life.initial else [_must_begin(life.initial, after)]
	if before == after:
		return []
	step = life.steps.get((before, after))
	if step is None:
		return [
			Message(
				_("There is no step from {before} to {after}."),
				{"before": Term(before), "after": Term(after)},
			)
		]
	if not step.roles & set(roles):
		return [
			Message(
				_("Only {roles} can take the step from {before} to {after}."),
				{
					"roles": [Term(role) for role in sorted(step.roles)],
					"before": Term(before),
					"after": Term(after),
				},
			)
		]
	return unmet(step.guard(facts())) if step.guard else []


def conditions_of(document: str, before: str, after: str, facts: Facts) -> list[Condition]:
	"""Return all that a step asks for, met or open; nothing where there is no such step."""
	step = LIFECYCLES[document].steps.get((before, after))
	return step.guard(facts) if step and step.guard else []


def following(document: str, stage: str) -> str | None:
	"""Return the stage that comes next, when all goes as it should."""
	life = LIFECYCLES[document]
	after = life.stages[life.stages.index(stage) + 1 :]
	return after[0] if after and (stage, after[0]) in life.steps else None


def asked_for(unmet: Collection[Message]) -> list[Message]:
	"""Return the conditions that can be met in one go with the step: all of them, or none.

	Nobody writes a reason for a step that is refused all the same.
	"""
	return [*unmet] if all(message.asks for message in unmet) else []


def _must_begin(initial: str, after: str) -> Message:
	return Message(
		_("A new record begins at {initial}, not at {after}: save it first, then take the steps."),
		{"initial": Term(initial), "after": Term(after)},
	)
