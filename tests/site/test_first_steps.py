"""Tours and the onboarding: read by whom they are for, kept over an update, gone with the app (14)."""

import frappe
import pytest

from lat_corps.setup import uninstall
from tests.factories import as_user

pytestmark = pytest.mark.real_site

SHIPPED = {"Form Tour": 4, "Module Onboarding": 1, "Onboarding Step": 6}


def there(doctype: str) -> list[str]:
	return frappe.get_all(doctype, filters={"name": ["like", "LAT %"]}, pluck="name", order_by="name asc")


@pytest.mark.parametrize("person", ["coordinator", "mentor", "caseworker", "manager"])
def test_each_person_reads_the_tours(client, person):
	for name in there("Form Tour"):
		answer = client(person).get("/api/method/frappe.client.get", doctype="Form Tour", name=name)
		assert answer.ok and answer.json()["message"]["steps"], name


def test_a_step_that_was_taken_stays_taken_over_an_update(world):
	from frappe.model.sync import sync_for

	step = frappe.get_doc("Onboarding Step", there("Onboarding Step")[0])
	step.db_set("is_complete", 1)
	frappe.db.commit()
	sync_for("lat_corps")
	assert step.reload().is_complete
	assert {doctype: len(there(doctype)) for doctype in SHIPPED} == SHIPPED
	step.db_set("is_complete", 0)
	frappe.db.commit()


def test_nothing_of_them_outlives_the_app(world):
	with as_user("Administrator"):
		uninstall._remove_first_steps()
	assert not any(there(doctype) for doctype in SHIPPED)
	frappe.db.rollback()
	assert {doctype: len(there(doctype)) for doctype in SHIPPED} == SHIPPED
