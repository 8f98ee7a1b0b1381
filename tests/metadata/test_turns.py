"""The table of turns agrees with the documents, the workflows and the settings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lat_corps import hooks
from lat_corps.domain.lifecycle import LIFECYCLES
from lat_corps.domain.roles import CASEWORKER, COORDINATOR, FUNCTION_ROLE, MENTOR
from lat_corps.domain.turn_parts import CoordinatorOfCourse, CoordinatorsOfMentor, Members, Turn
from lat_corps.domain.turns import DOCUMENTS, FOLLOWED, KINDS, SETTINGS, TURNS, fields_of

ROOT = Path(__file__).resolve().parents[2]
DOCTYPES = {
	doctype["name"]: {field["fieldname"]: field for field in doctype["fields"]}
	for doctype in (
		json.loads(path.read_text("utf-8")) for path in (ROOT / "lat_corps").glob("*/doctype/*/*.json")
	)
}
WORKFLOWS = {
	workflow["document_type"]: workflow
	for workflow in json.loads((ROOT / "fixtures" / "workflows.json").read_text("utf-8"))
}

ON_THE_FORM = (
	"Propose a mentor",
	"Prepare the first meeting",
	"I have read it",
	"Note how it went",
	"Answer the match review",
	"Review the course",
	"Write what you see",
	"Decide",
	"Choose outcome",
	"Answer now",
	"Look at the course",
	"Look at the erasure",
	"Look at the concern",
	"Look at the consent",
	"Look at the effort",
	"Look at the dilemma",
	"Look at the debrief",
	"Look at the steps",
	"Look at the background information",
	"Read and acknowledge",
	"Look at the loan",
	"Confirm the profile",
	"Coaching session",
	"Plan the next meeting",
	"Look at the training",
	"Plan a coordination meeting",
	"Look at the meeting",
	"Close the minutes",
	"Look at the note",
	"Tell, or say there is nothing",
	"Write the report",
	"Read the report",
	"Answer the question",
)
"""Buttons that are no action of a workflow."""

NO_TEXT = ("Link", "Select", "Date", "Check", "Int")


@pytest.mark.parametrize("document", ["LAT Turn", "LAT Silent Turn"])
def test_each_kind_can_be_listed_and_switched_off(document):
	assert DOCTYPES[document]["kind"]["options"].lstrip("\n").split("\n") == [*KINDS]


def test_its_days_are_settings():
	assert {DOCTYPES["LAT Settings"][name]["fieldtype"] for name in SETTINGS} == {"Int"}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_it_asks_for_no_text_that_people_write(document):
	for name in fields_of(document):
		assert DOCTYPES[document][name]["fieldtype"] in NO_TEXT, (document, name)


@pytest.mark.parametrize("document", FOLLOWED)
def test_each_save_of_what_it_asks_for_is_followed(document):
	events = next(
		events
		for key, events in hooks.doc_events.items()
		if isinstance(key, tuple) and document in key
		if "on_update" in events
	)
	assert events["on_update"] == events["after_delete"] == "lat_corps.corps.turns.follow"


@pytest.mark.parametrize("turn", TURNS, ids=KINDS)
def test_the_button_is_there_for_the_person_at_that_stage(turn):
	if turn.button in ON_THE_FORM:
		return
	steps = LIFECYCLES[turn.document].steps
	for stage in turn.where["stage"]:
		assert [
			step
			for (before, after), step in steps.items()
			if before == stage and role_of(turn) in step.roles and after in leads_to(turn)
		], f"{turn.kind}: no {turn.button} at {stage}"


def leads_to(turn: Turn) -> set[str]:
	workflow = WORKFLOWS[turn.document]
	stage_of = {state["state"]: state["update_value"] for state in workflow["states"]}
	return {
		stage_of[transition["next_state"]]
		for transition in workflow["transitions"]
		if transition["action"] == turn.button and transition["allowed"] == role_of(turn)
	}


def role_of(turn: Turn) -> str:
	if isinstance(turn.who, CoordinatorOfCourse | CoordinatorsOfMentor):
		return COORDINATOR
	if isinstance(turn.who, Members):
		return FUNCTION_ROLE[turn.who.function]
	return CASEWORKER if turn.who.path == "receiver" else MENTOR
