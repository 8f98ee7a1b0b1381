"""A role and task description: stages, steps, who publishes it, and whom it binds (G2, R16)."""

from __future__ import annotations

from dataclasses import dataclass

from lat_corps.domain.roles import ADMINISTRATOR, COORDINATOR, MANAGER, NATIONAL_CENTRE
from lat_corps.domain.staging import SYSTEM, Condition, Facts, Group, Lifecycle, by, conditions
from lat_corps.domain.text import Message, Term, _

DOCUMENT = "LAT Role Description"

BEING_WRITTEN = ("Draft", "In Review")
ONCE_IN_FORCE = ("Published", "Superseded")

GROUPS = (
	Group(
		"BEING_WRITTEN",
		"may be changed, and stands in the way of another draft for the role",
		BEING_WRITTEN,
		without=ONCE_IN_FORCE,
	),
	Group(
		"ONCE_IN_FORCE",
		"is fixed for good, and read by everybody of the municipality",
		ONCE_IN_FORCE,
		without=BEING_WRITTEN,
	),
)


@dataclass(frozen=True)
class DescriptionFacts(Facts):
	"""`national` marks a template of the centre, which has no municipality."""

	national: bool
	actor_is_author: bool
	actor_manages_municipality: bool
	actor_is_centre: bool
	has_tasks: bool


@dataclass(frozen=True)
class Acknowledgement:
	"""Whether the current published description of `role` is acknowledged by `person`."""

	role: str
	person: str
	published: bool
	acknowledged: bool


def guard_description_published(facts: DescriptionFacts) -> list[Condition]:
	"""G2: four eyes, by management of the municipality or the centre for a national template (R16)."""
	if facts.national:
		publisher = (
			facts.actor_is_centre,
			Message(_("A national template is published by the national centre."), requirement="R16"),
		)
	else:
		publisher = (
			facts.actor_manages_municipality,
			Message(
				_("A role description is published by a manager of the municipality: see its members."),
				requirement="R16",
			),
		)
	return conditions(
		(
			not facts.actor_is_author,
			Message(
				_("Somebody other than the author must publish the role description."), requirement="R16"
			),
		),
		publisher,
		(facts.has_tasks, Message(_("Add the tasks of the role."), requirement="R16")),
	)


def acknowledged_by_all(acknowledgements: tuple[Acknowledgement, ...]) -> list[Condition]:
	return [_acknowledged(needed) for needed in acknowledgements]


def _acknowledged(needed: Acknowledgement) -> Condition:
	values = {"role": Term(needed.role), "person": needed.person}
	text = (
		_("{person} has not acknowledged the current role description for {role}.")
		if needed.published
		else _("There is no published role description for {role} in this municipality.")
	)
	about = Message(_("{person} knows the role description for {role}"), values)
	met = needed.published and needed.acknowledged
	return Condition(met, Message(text, values, "R16"), about, (DOCUMENT,))


LIFECYCLE = Lifecycle(
	("Draft", "In Review", "Published", "Superseded"),
	{
		("Draft", "In Review"): by(COORDINATOR, ADMINISTRATOR, NATIONAL_CENTRE),
		("In Review", "Draft"): by(COORDINATOR, ADMINISTRATOR, MANAGER, NATIONAL_CENTRE),
		("In Review", "Published"): by(MANAGER, NATIONAL_CENTRE, guard=guard_description_published),
		("Published", "Superseded"): by(SYSTEM),
	},
)
