"""The figures desk over HTTP: management opens no course behind a number, and nobody the table of others."""

from __future__ import annotations

import json

import frappe
import pytest

from lat_corps.insight.counted_rows import COUNTED
from tests.factories import AWAY, HOME
from tests.site.test_management_report import courses

pytestmark = pytest.mark.real_site

DESK = "/api/method/lat_corps.insight.figures"
TABLE = {
	"municipality": HOME,
	"year": 2018,
	"period": "The whole year",
	"what": "Referred",
	"first": "Gender",
}
CELL = {"municipality": HOME, "year": 2018, "quarters": "[1, 2, 3, 4]", "what": "Referred", "of": "[]"}


@pytest.fixture(scope="module")
def referred(world):
	made = courses(world, 6, "2018-02-01", gender="Woman")
	frappe.db.commit()
	yield sorted(case.name for case in made)
	frappe.db.rollback()
	frappe.set_user("Administrator")
	frappe.db.delete(COUNTED, {"municipality": HOME})
	for case in made:
		frappe.delete_doc("LAT Case", case.name, force=True)
	frappe.db.commit()


def test_a_table_is_told_by_post_alone(referred, client):
	assert client("manager").get(f"{DESK}.show", **TABLE).status_code == 403
	answer = client("manager").post(f"{DESK}.show", **TABLE)
	assert answer.ok, answer.text
	assert "<caption" in answer.json()["message"]["html"]
	for course in referred:
		assert course not in answer.text


@pytest.mark.parametrize(
	"person", ["manager", "mentor", "caseworker", "away_coordinator", "administrator", "centre"]
)
def test_the_courses_behind_a_number_are_their_coordinators(referred, client, person):
	assert client(person).get(f"{DESK}.courses", **CELL).status_code == 403


def test_opening_them_is_logged(referred, world, client):
	found = client("coordinator").get(f"{DESK}.courses", **CELL).json()["message"]
	assert [row["name"] for row in found] == referred
	frappe.db.rollback()
	logged = frappe.get_all(
		"LAT Read Log",
		filters={"user": world["coordinator"], "document_type": "LAT Case", "action": "Listed"},
		pluck="document_number",
	)
	assert {*referred} <= {*logged}


@pytest.mark.parametrize(
	"person", ["mentor", "caseworker", "away_manager", "administrator", "centre", "outsider"]
)
def test_the_table_of_others_is_refused(referred, client, person):
	assert client(person).post(f"{DESK}.show", **TABLE).status_code == 403
	assert client("manager").post(f"{DESK}.show", **{**TABLE, "municipality": AWAY}).status_code == 403


def test_what_is_no_cell_is_refused(referred, client):
	for wrong in ({"of": json.dumps([["Name", "Woman"]])}, {"of": "x"}, {"quarters": "{}x"}, {"what": "All"}):
		assert client("coordinator").get(f"{DESK}.courses", **{**CELL, **wrong}).status_code == 417
	for choice in ("x", "[]", "null"):
		assert client("coordinator").post(f"{DESK}.save_view", name="Alle", choice=choice).status_code == 417
