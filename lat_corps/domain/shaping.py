"""What an administrator's workflow must keep, so that no guard is skipped and no record is stranded."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from .lifecycle import LIFECYCLES
from .staging import SYSTEM, Lifecycle
from .text import Message, Term, _

EVERYBODY = "All"


@dataclass(frozen=True)
class State:
	"""A state with its stage (None when it names none) and the role to whom the form is open there."""

	name: str
	stage: str | None
	editor: str = EVERYBODY


@dataclass(frozen=True)
class Transition:
	state: str
	next_state: str
	role: str
	condition: str = ""


def problems(
	document: str,
	states: Iterable[State],
	transitions: Iterable[Transition],
	actors: Collection[str],
	fields: Collection[str],
) -> list[Message]:
	"""Return why a workflow cannot serve `document`, all reasons at once.

	`states` come in their order, `actors` are the roles that may change the document at all, and `fields`
	are those that a condition may ask for.
	"""
	life, states = LIFECYCLES[document], list(states)
	stage_of: dict[str, str | None] = {}
	for state in states:
		stage_of.setdefault(state.name, state.stage)
	if unmapped := [*_unmapped(life, stage_of), *_torn(states, stage_of)]:
		return unmapped
	ways = [way for way in transitions if way.state in stage_of and way.next_state in stage_of]
	free = [way for way in ways if not way.condition]
	return [
		*_wrong_beginning(life, stage_of),
		*_impossible(life, stage_of, ways, actors),
		*_closed_forms(states, actors),
		*_unreadable_conditions(ways, fields),
		*_unreachable(life, stage_of, free),
		*_stranded(life, stage_of, free),
	]


def _unmapped(life: Lifecycle, stage_of: dict[str, str | None]) -> Iterator[Message]:
	for state, stage in stage_of.items():
		if stage not in life.stages:
			yield Message(
				_("The state {state} must name a stage: update field stage, value one of {stages}."),
				{"state": Term(state), "stages": list(life.stages)},
			)


def _torn(states: list[State], stage_of: dict[str, str | None]) -> Iterator[Message]:
	for state in states:
		if state.stage != stage_of[state.name]:
			yield Message(
				_("The state {state} stands in the list twice, at different stages: keep one."),
				{"state": Term(state.name)},
			)


def _wrong_beginning(life: Lifecycle, stage_of: dict[str, str | None]) -> Iterator[Message]:
	first = next(iter(stage_of), None)
	if first is None or stage_of[first] != life.initial:
		yield Message(
			_("The first state must be at the stage {stage}, where every record begins."),
			{"stage": Term(life.initial)},
		)


def _impossible(
	life: Lifecycle, stage_of: dict[str, str | None], ways: list[Transition], actors: Collection[str]
) -> Iterator[Message]:
	for way in ways:
		before, after = stage_of[way.state], stage_of[way.next_state]
		step = life.steps.get((before, after))
		roles = actors if before == after else step.roles - {SYSTEM} if step else ()
		if not roles:
			yield Message(
				_("The transition from {state} to {next} would skip a stage: take it out."),
				{"state": Term(way.state), "next": Term(way.next_state)},
			)
		elif way.role not in roles:
			yield Message(
				_("{role} cannot take the step from {state} to {next}: choose one of {roles}."),
				{
					"role": Term(way.role),
					"state": Term(way.state),
					"next": Term(way.next_state),
					"roles": [Term(role) for role in sorted(roles)],
				},
			)


def _closed_forms(states: list[State], actors: Collection[str]) -> Iterator[Message]:
	"""A form that nobody who works on the record may edit keeps everybody from meeting the guard."""
	for state in states:
		if state.editor not in (EVERYBODY, *actors):
			yield Message(
				_("{role} does not work on this document: at {state}, open the form to one of {roles}."),
				{
					"role": Term(state.editor),
					"state": Term(state.name),
					"roles": [Term(role) for role in (EVERYBODY, *sorted(actors))],
				},
			)


def _unreadable_conditions(ways: list[Transition], fields: Collection[str]) -> Iterator[Message]:
	for way in ways:
		if way.condition and not _is_plain(way.condition, fields):
			yield Message(
				_(
					"The condition on the way from {state} to {next} may only ask (==, !=, in, not in) for "
					"fields that everybody who reads the record sees, such as doc.stage."
				),
				{"state": Term(way.state), "next": Term(way.next_state)},
			)


SAME = (ast.Eq, ast.NotEq, ast.Is, ast.IsNot)
ONE_OF = (ast.In, ast.NotIn)


def _is_plain(condition: str, fields: Collection[str]) -> bool:
	"""Tell whether a condition only asks what fields are equal to.

	Frappe would let it ask the whole database; and a comparison by size fails on an empty field, which
	would close every way out of the state.
	"""
	try:
		return _asks_for_fields(ast.parse(condition.strip(), mode="eval").body, fields)
	except (SyntaxError, ValueError):
		return False


def _asks_for_fields(node: ast.expr, fields: Collection[str]) -> bool:
	match node:
		case ast.BoolOp(values=parts):
			return all(_asks_for_fields(part, fields) for part in parts)
		case ast.UnaryOp(op=ast.Not(), operand=part):
			return _asks_for_fields(part, fields)
		case ast.Compare(left=left, ops=[operator], comparators=[right]):
			if isinstance(operator, ONE_OF):
				listed = isinstance(right, ast.List | ast.Tuple)
				return (
					listed
					and all(isinstance(part, ast.Constant) for part in right.elts)
					and _is_value(left, fields)
				)
			return isinstance(operator, SAME) and _is_value(left, fields) and _is_value(right, fields)
	return _is_value(node, fields)


def _is_value(node: ast.expr, fields: Collection[str]) -> bool:
	match node:
		case ast.Constant():
			return True
		case ast.Attribute(value=ast.Name(id="doc"), attr=name):
			return name in fields
	return False


def _unreachable(
	life: Lifecycle, stage_of: dict[str, str | None], ways: list[Transition]
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
			yield Message(
				_("No way leads to the stage {stage}: add a transition without a condition."),
				{"stage": Term(stage)},
			)
	if by_system - set(stage_of.values()):
		yield Message(
			_("These stages need a state: {stages}."),
			{"stages": [Term(stage) for stage in life.stages if stage in by_system]},
		)


def _stranded(life: Lifecycle, stage_of: dict[str, str | None], ways: list[Transition]) -> Iterator[Message]:
	with_way_out = {before for (before, _after), step in life.steps.items() if step.roles != {SYSTEM}}
	for state, stage in stage_of.items():
		if stage in with_way_out and not _leads_out(state, stage_of, ways):
			yield Message(
				_(
					"A record at {state} could go nowhere: add a transition to another stage, without a "
					"condition."
				),
				{"state": Term(state)},
			)


def _leads_out(state: str, stage_of: dict[str, str | None], ways: list[Transition]) -> bool:
	seen, waiting = set(), [state]
	while waiting:
		here = waiting.pop()
		seen.add(here)
		if stage_of[here] != stage_of[state]:
			return True
		waiting += [way.next_state for way in ways if way.state == here and way.next_state not in seen]
	return False
