"""Workbooks over HTTP: the template of an instrument, and the measurements that the user may see."""

import frappe
import pytest

from lat_corps.spreadsheets.reading.uploads import read_table
from tests import factories
from tests.factories import AWAY, HOME, as_user

pytestmark = pytest.mark.real_site

TEMPLATE = "/api/method/lat_corps.measurement.templates.download_template"
MEASUREMENTS = "/api/method/lat_corps.measurement.exporting.download_measurements"


@pytest.fixture(scope="module")
def case(world):
	case = factories.case_at("Active", world)
	with as_user(world["mentor"]):
		factories.missing_measurement(case)
	frappe.db.commit()
	return case


def test_the_template_lists_the_courses_under_way(client, case):
	answer = client("coordinator").get(TEMPLATE, instrument="WHO5-v1", municipality=HOME)
	table = read_table(answer.content, "skabelon.xlsx")
	assert case.name in {row.cells[0] for row in table.rows}


def test_the_measurements_have_a_row_for_a_missing_one(client, case):
	table = read_table(client("coordinator").get(MEASUREMENTS).content, "eksport.xlsx")
	assert ["Ønskede ikke at svare." in row.cells for row in table.rows if case.name in row.cells] == [True]


def cells(answer, name):
	table = read_table(answer.content, name)
	return {cell for row in table.rows for cell in row.cells}


@pytest.mark.parametrize("asked", [{}, {"layout": "Wide"}, {"file_format": "CSV"}, {"municipality": HOME}])
def test_a_coordinator_of_another_municipality_downloads_no_row_of_it(client, world, case, asked):
	own = factories.refer(world)
	own.db_set({"municipality": AWAY, "stage": "Active"})
	with as_user(world["away_coordinator"]):
		factories.missing_measurement(own)
	frappe.db.commit()
	answer = client("away_coordinator").get(MEASUREMENTS, **asked)
	assert answer.ok
	if "municipality" in asked:
		assert case.name.encode() not in answer.content
		return
	name = "eksport.csv" if "file_format" in asked else "eksport.xlsx"
	assert own.name in cells(answer, name) and case.name not in cells(answer, name)
	assert case.name in cells(client("coordinator").get(MEASUREMENTS, **asked), name)


def test_a_mentor_downloads_own_courses_alone(client, world, case):
	other = factories.refer(world)
	other.db_set("stage", "Active")
	with as_user(world["coordinator"]):
		factories.missing_measurement(other)
	frappe.db.commit()
	found = cells(client("mentor").get(MEASUREMENTS), "eksport.xlsx")
	assert case.name in found and other.name not in found


@pytest.mark.parametrize("person", ["caseworker", "manager", "technician"])
def test_others_download_no_measurements(client, person):
	assert client(person).get(MEASUREMENTS).status_code == 403


CHANGE = "/api/method/lat_corps.insight.change"


@pytest.mark.parametrize("method", ["show", "download"])
def test_pooled_figures_are_for_those_whose_they_are(client, case, method):
	for person in ("coordinator", "manager"):
		assert client(person).get(f"{CHANGE}.{method}", municipality=HOME).ok
		assert client(person).get(f"{CHANGE}.{method}", municipality=AWAY).status_code == 403
		assert client(person).get(f"{CHANGE}.{method}", municipality="*").status_code == 403
	for person in ("mentor", "caseworker", "technician", "outsider"):
		assert client(person).get(f"{CHANGE}.{method}", municipality=HOME).status_code == 403


@pytest.mark.parametrize("person", ["mentor", "caseworker", "manager", "technician"])
def test_others_download_no_template(client, person):
	assert client(person).get(TEMPLATE, instrument="WHO5-v1", municipality=HOME).status_code == 403
