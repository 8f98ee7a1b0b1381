"""What an administrator's workflow must keep, so that no guard is skipped and no record is stranded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .lifecycle import LIFECYCLES, SYSTEM, Lifecycle
from .text import Message, Term, _


@dataclass(frozen=True)
class Transition:
	state: str
	next_state: str
	role: str


def problems(
	document: str, stage_of: Mapping[str, str | None], transitions: Iterable[Transition]
) -> list[Message]:
	"""Return why a workflow cannot serve `document`, all reasons at once.

	`stage_of` maps each state, in order, to the stage in its update field, or to None.
	"""
	life = LIFECYCLES[document]
	unmapped = [
		Message(
			_("The state {state} must name a stage: update field stage, value one of {stages}."),
			{"state": Term(state), "stages": list(life.stages)},
		)
		for state, stage in stage_of.items()
		if stage not in life.stages
	]
	if unmapped:
		return unmapped
	ways = [way for way in transitions if way.state in stage_of and way.next_state in stage_of]
	return [
		*_wrong_beginning(life, stage_of),
		*_impossible(life, stage_of, ways),
		*_unreachable(life, stage_of, ways),
		*_stranded(life, stage_of, ways),
	]


def _wrong_beginning(life: Lifecycle, stage_of: Mapping[str, str | None]) -> Iterator[Message]:
	first = next(iter(stage_of), None)
	if first is None or stage_of[first] != life.initial:
		yield Message(
			_("The first state must be at the stage {stage}, where every record begins."),
			{"stage": Term(life.initial)},
		)


def _impossible(
	life: Lifecycle, stage_of: Mapping[str, str | None], ways: list[Transition]
) -> Iterator[Message]:
	for way in ways:
		before, after = stage_of[way.state], stage_of[way.next_state]
		if before == after:
			continue
		values = {"state": Term(way.state), "next": Term(way.next_state), "role": Term(way.role)}
		step = life.steps.get((before, after))
		if step is None or step.roles == {SYSTEM}:
			yield Message(_("The transition from {state} to {next} would skip a stage: take it out."), values)
		elif way.role not in step.roles:
			yield Message(
				_("{role} cannot take the step from {state} to {next}: choose one of {roles}."),
				{**values, "roles": [Term(role) for role in sorted(step.roles - {SYSTEM})]},
			)


def _unreachable(
	life: Lifecycle, stage_of: Mapping[str, str | None], ways: list[Transition]
) -> Iterator[Message]:
	first = next(iter(stage_of), None)
	reached, grown = {first}, True
	while grown:
		following = {way.next_state for way in ways if way.state in reached}
		grown = not following <= reached
		reached |= following
	by_system = {after for (_before, after), step in life.steps.items() if step.roles == {SYSTEM}}
	stages = {stage_of[state] for state in reached if state} | by_system
	for stage in life.stages:
		if stage not in stages:
			yield Message(_("No way leads to the stage {stage}: add a transition."), {"stage": Term(stage)})
	if by_system - set(stage_of.values()):
		yield Message(
			_("These stages need a state: {stages}."),
			{"stages": [Term(stage) for stage in life.stages if stage in by_system]},
		)


def _stranded(
	life: Lifecycle, stage_of: Mapping[str, str | None], ways: list[Transition]
) -> Iterator[Message]:
	with_way_out = {before for (before, _after), step in life.steps.items() if step.roles != {SYSTEM}}
	for state, stage in stage_of.items():
		if stage in with_way_out and not _leads_out(state, stage_of, ways):
			yield Message(
				_("A record at {state} could go nowhere: add a transition to another stage."),
				{"state": Term(state)},
			)


def _leads_out(state: str, stage_of: Mapping[str, str | None], ways: list[Transition]) -> bool:
	seen, waiting = set(), [state]
	while waiting:
		here = waiting.pop()
		seen.add(here)
		if stage_of[here] != stage_of[state]:
			return True
		waiting += [way.next_state for way in ways if way.state == here and way.next_state not in seen]
	return False
