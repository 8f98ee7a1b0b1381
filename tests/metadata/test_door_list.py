"""The examined list follows the source: own methods stand on it, and those of Frappe that there are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lat_corps.permissions.door.inventory import known, methods_of, versions_examined
from lat_corps.permissions.door.listed import FOLDER, lines

APP = Path(__file__).resolve().parents[2] / "lat_corps"
ROUTES = ("/", "frappe.api.")
"""Ways in that are no whitelisted methods: pages, and the addresses of records."""

WITHOUT_DECORATOR = ("login", "frappe.handler.run_doc_method")


def known_anywhere() -> dict:
	"""Return the methods of every app that has been examined, with their parameters."""
	apps = {json.loads(path.read_text("utf-8"))["app"] for path in FOLDER.glob("*.json")}
	return {method: found for app in apps for method, found in known(app).items()}


def test_every_method_of_the_app_is_on_the_list():
	own = {method.name for method in methods_of("lat_corps", APP)}
	listed = {method for method in lines() if method.startswith("lat_corps.")}
	assert own == listed


def test_own_methods_take_the_parameters_that_are_listed():
	taken = {method.name: {*method.parameters} - {"**"} for method in methods_of("lat_corps", APP)}
	for method, line in lines().items():
		if method in taken and line.touches:
			assert line.names <= taken[method], method


def test_methods_of_others_on_the_list_are_there_in_an_examined_version():
	for method in lines():
		if method.startswith(("lat_corps.", *ROUTES)) or method in WITHOUT_DECORATOR:
			continue
		assert method in known_anywhere(), method


def test_so_are_those_that_others_may_call():
	for line in lines().values():
		for may in line.calls.values():
			assert may - {"own"} <= known_anywhere().keys(), line.method


def test_their_parameters_are_theirs():
	for method, line in lines().items():
		taken = {parameter for found in known_anywhere().get(method, ()) for parameter in found}
		if taken and "**" not in taken and "*" not in line.names:
			assert line.names <= taken, method


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_the_list_says_in_which_versions_it_was_made(path):
	said = json.loads(path.read_text("utf-8"))
	if said["app"] != "lat_corps":
		assert set(said["examined"]) <= {*versions_examined(said["app"])}


def test_what_is_overridden_is_not_examined_under_its_own_name():
	"""The list holds our method; Frappe's own stays off it, by whatever name it is called."""
	from lat_corps import hooks

	for original in hooks.override_whitelisted_methods:
		assert original not in lines(), original
