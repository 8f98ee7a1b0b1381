"""The parts a lifecycle is made of: steps with their roles and guards, and named groups of stages.

Each document with a life has one file in `domain/documents` that puts these together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from .text import Message, Term, _, missing

SYSTEM = "System"
"""The actor of a change that follows from another one, such as a version superseded by the next, or a
handover stopped when its consent is withdrawn."""


class Facts:
	"""What the guards of one document ask for, gathered from the site."""


@dataclass(frozen=True)
class Condition:
	"""What a guard asks for: whether it is met, and what is said while it is not.

	`about` names it once it is met; what has no name is spoken of only while it is open. `at` tells where it
	is met: fields of the document itself, or the type of another document, which begins with `values`.
	"""

	met: bool
	message: Message
	about: str | Message = ""
	at: tuple[str, ...] = ()
	values: Mapping[str, object] = field(default_factory=dict)


Guard = Callable[[Facts], "list[Condition]"]


@dataclass(frozen=True)
class Step:
	"""An allowed change of stage: the roles that may make it, and the guard that must be met."""

	roles: frozenset[str]
	guard: Guard | None = None


def by(*roles: str, guard: Guard | None = None) -> Step:
	return Step(frozenset(roles), guard)


@dataclass(frozen=True)
class Lifecycle:
	"""The stages of one document in their order, the first one where it begins, and the allowed steps."""

	stages: tuple[str, ...]
	steps: dict[tuple[str, str], Step] = field(default_factory=dict)

	@property
	def initial(self) -> str:
		return self.stages[0]

	def judge(
		self, before: str | None, after: str, roles: Collection[str], facts: Callable[[], Facts]
	) -> list[Message]:
		"""Return every unmet condition of changing a document from stage `before` to `after`.

		`before` is None for a new record, `roles` are those of the person who makes the change, and `facts`
		is called only when a guard needs them. An empty list means that the change may be made.
		"""
		if after not in self.stages:
			return [Message(_("There is no stage called {after}."), {"after": after})]
		if before is None:
			return [] if after == self.initial else [_must_begin(self.initial, after)]
		if before == after:
			return []
		step = self.steps.get((before, after))
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

	def conditions(self, before: str, after: str, facts: Facts) -> list[Condition]:
		"""Return all that a step asks for, met or open; nothing where there is no such step."""
		step = self.steps.get((before, after))
		return step.guard(facts) if step and step.guard else []

	def following(self, stage: str) -> str | None:
		"""Return the stage that comes next, when all goes as it should."""
		after = self.stages[self.stages.index(stage) + 1 :]
		return after[0] if after and (stage, after[0]) in self.steps else None


def _must_begin(initial: str, after: str) -> Message:
	return Message(
		_("A new record begins at {initial}, not at {after}: save it first, then take the steps."),
		{"initial": Term(initial), "after": Term(after)},
	)


@dataclass(frozen=True)
class Group:
	"""Stages that something is decided by: a record at one of `within` does what `decides` says.

	`without` spells the others out, so that a new stage is put on one side or the other by a person.
	"""

	name: str
	decides: str
	within: tuple[str, ...]
	without: tuple[str, ...]


def conditions(*rows: tuple) -> list[Condition]:
	"""Return conditions from what each is made of, in the order of its fields."""
	return [Condition(bool(met), *said) for met, *said in rows]


def unmet(asked: Iterable[Condition]) -> list[Message]:
	return [condition.message for condition in asked if not condition.met]


def filled(facts: Facts, field: str, text: str, requirement: str = "") -> tuple:
	"""Return the condition that a field is filled in, whose fact has its name."""
	return getattr(facts, field), missing(text, requirement, field)
