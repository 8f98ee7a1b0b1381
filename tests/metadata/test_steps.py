"""What a step asks for stands on the form, and who takes the step may write it."""

import ast
import inspect
import json
from functools import cache
from pathlib import Path

import pytest

from lat_corps.domain.lifecycle import LIFECYCLES, ROOMS
from lat_corps.domain.staging import SYSTEM

APP = Path(__file__).resolve().parents[2] / "lat_corps"


@cache
def form(document: str) -> dict:
	(path,) = APP.glob(f"*/doctype/{document.lower().replace(' ', '_')}/*.json")
	return json.loads(path.read_text("utf-8"))


def asked_in(room, function: str) -> list[str]:
	"""Return the fields that a guard asks for, with those of the functions of its room that it calls."""
	found = []
	for node in ast.walk(ast.parse(inspect.getsource(getattr(room, function)))):
		if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
			if node.func.id == "missing":
				_sentence, _requirement, *fields = node.args
				found += [field.value for field in fields]
			elif node.func.id == "filled":
				found.append(node.args[1].value)
			elif inspect.isfunction(called := getattr(room, node.func.id, None)):
				if called.__module__ == room.__name__:
					found += asked_in(room, node.func.id)
	return found


ASKED = [
	(room.DOCUMENT, steps, field)
	for room in ROOMS
	for steps, step in LIFECYCLES[room.DOCUMENT].steps.items()
	if step.guard
	for field in dict.fromkeys(asked_in(room, step.guard.__name__))
]


@pytest.mark.parametrize(("document", "steps", "field"), ASKED)
def test_each_of_its_roles_may_write_the_field(document, steps, field):
	(df,) = [df for df in form(document)["fields"] if df["fieldname"] == field]
	assert df["fieldtype"] != "Table" and not df.get("read_only") and df["label"]
	writing = {
		row["role"]
		for row in form(document)["permissions"]
		if row.get("write") and row.get("permlevel", 0) == df.get("permlevel", 0)
	}
	assert LIFECYCLES[document].steps[steps].roles - {SYSTEM} <= writing


def test_a_step_that_ends_turns_down_or_takes_up_again_asks_for_its_reason():
	asked = {}
	for document, steps, field in ASKED:
		asked.setdefault((document, *steps), []).append(field)
	assert asked["LAT Match", "Offered", "Declined"] == ["decline_reason"]
	assert asked["LAT Match", "Approved", "Ended"] == ["end_reason"]
	assert asked["LAT Handover", "Sent", "Returned"] == ["question"]
	assert asked["LAT Case", "Referred", "Declined"] == ["decline_reason"]
	assert (
		asked["LAT Case", "Declined", "Referred"]
		== asked["LAT Case", "Closed", "Active"]
		== ["reopen_reason"]
	)
	assert asked["LAT Mentor", "Active", "Left"] == asked["LAT Mentor Loan", "Active", "Returned"]
	assert {"before_deferred_reason", "before_deferred_until"} < {*asked["LAT Case", "Preparing", "Active"]}
