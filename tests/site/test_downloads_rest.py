"""Workbooks over HTTP: the template of an instrument, and the measurements that the user may see."""

import frappe
import pytest

from lat_corps.spreadsheets.reading import read_table
from tests import factories
from tests.factories import HOME, as_user

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


@pytest.mark.parametrize("person", ["mentor", "caseworker", "manager", "technician"])
def test_others_download_nothing(client, person):
	assert client(person).get(MEASUREMENTS).status_code == 403
	assert client(person).get(TEMPLATE, instrument="WHO5-v1", municipality=HOME).status_code == 403
