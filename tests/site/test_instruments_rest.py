"""Who shapes instruments over HTTP: the LAT Administrator, as whole documents, and none in use (N8)."""

import base64

import frappe
import pytest

from lat_corps.measurement.instruments import definition_of
from lat_corps.spreadsheets.instruments.instrument_workbook import instrument_workbook
from tests import factories
from tests.factories import as_user
from tests.site.test_instruments import definition

pytestmark = pytest.mark.real_site

METHODS = "/api/method/lat_corps.measurement.instruments"
OTHERS = ("coordinator", "mentor", "manager", "centre", "caseworker", "technician", "outsider")


@pytest.fixture(scope="module")
def free(world):
	"""An instrument that nobody has answered."""
	with as_user(world["administrator"]):
		doc = frappe.get_doc({"doctype": "LAT Instrument", **definition()}).insert()
	frappe.db.commit()
	yield doc
	frappe.set_user("Administrator")
	for name in frappe.get_all(
		"LAT Instrument", filters={"instrument_code": doc.instrument_code}, pluck="name", order_by="name asc"
	):
		frappe.delete_doc("LAT Instrument", name, force=True)
	frappe.db.commit()


@pytest.fixture(scope="module")
def used(world, free):
	"""A version of it with which a course has been measured."""
	with as_user(world["administrator"]):
		values = {**definition_of(free), "version_number": 40}
		doc = frappe.get_doc({"doctype": "LAT Instrument", **values}).insert().reload()
	case = factories.case_at("Active", world)
	with as_user(world["mentor"]):
		measurement = frappe.get_doc(
			{
				"doctype": "LAT Measurement",
				"lat_case": case.name,
				"instrument": doc.name,
				"measured_at": "Before",
				"answers": [{"item_code": code, "answer": "2"} for code in "ABC"],
			}
		).insert()
	frappe.db.commit()
	yield doc
	frappe.set_user("Administrator")
	frappe.delete_doc("LAT Measurement", measurement.name, force=True)
	frappe.db.commit()


def encoded(doc, **changes):
	return base64.b64encode(instrument_workbook({**definition_of(doc), **changes})).decode()


@pytest.mark.parametrize("person", OTHERS)
def test_nobody_else_changes_or_makes_an_instrument(client, free, person):
	http = client(person)
	assert http.put(free, title="Andet").status_code == 403
	assert http.post("/api/resource/LAT Instrument", **definition()).status_code == 403
	assert http.post(f"{METHODS}.new_version", name=free.name).status_code == 403
	content = encoded(free, title="Andet")
	assert http.post(f"{METHODS}.take_in", filename="x.xlsx", content=content).status_code == 403
	row = free.items[0]
	assert http.put(row, item_label="Andet").status_code == 403
	frappe.db.rollback()
	assert frappe.db.get_value("LAT Instrument", free.name, "title") == "Mod og ro"
	assert frappe.db.get_value("LAT Instrument Item", row.name, "item_label") == "Mod"


def test_the_administrator_changes_what_nobody_has_answered(client, free):
	assert client("administrator").put(free, meaningful_change=2).status_code == 200


@pytest.mark.parametrize(
	"changes", [{"multiplier": 3}, {"choices": []}, {"subscales": []}, {"method": "Mean"}, {"cutoffs": []}]
)
def test_not_even_the_administrator_changes_a_version_in_use(client, used, changes):
	answer = client("administrator").put(used, **changes)
	assert answer.status_code == 417
	frappe.db.rollback()
	assert definition_of(frappe.get_doc("LAT Instrument", used.name)) == definition_of(used)


@pytest.mark.parametrize("table", ["items", "choices", "subscales", "cutoffs"])
def test_a_row_is_not_changed_past_its_instrument(client, used, table):
	row = used.get(table)[0]
	client("administrator").put(row, idx=7, upto=1, value=2, multiplier=9, item_label="Andet")
	client("administrator").delete(row)
	frappe.db.rollback()
	assert definition_of(frappe.get_doc("LAT Instrument", used.name)) == definition_of(used)


def test_the_administrator_makes_the_next_version(client, used):
	answer = client("administrator").post(f"{METHODS}.new_version", name=used.name)
	assert answer.json()["message"] == f"{used.instrument_code}-v41"


def test_a_workbook_goes_out_and_comes_back_as_nothing_to_change(client, used):
	http = client("administrator")
	answer = http.get(f"{METHODS}.download_workbook", name=used.name)
	assert answer.status_code == 200 and answer.content.startswith(b"PK")
	content = base64.b64encode(answer.content).decode()
	result = http.post(f"{METHODS}.take_in", filename=f"{used.name}.xlsx", content=content)
	assert result.json()["message"] == {"name": used.name, "outcome": "Unchanged"}


@pytest.mark.parametrize("person", ["mentor", "coordinator", "outsider", "caseworker"])
def test_who_may_not_export_gets_no_workbook(client, free, person):
	assert client(person).get(f"{METHODS}.download_workbook", name=free.name).status_code == 403
