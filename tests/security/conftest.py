"""One course with a record of every kind, kept for all attacks: victim, attacker and outsider ask for it.

The victim is its coordinator or mentor, the attacker a coordinator or mentor of elsewhere, the outsider
somebody with a login and no place in the app.
"""

import frappe
import pytest

from tests import factories
from tests.factories import act, as_user

SECRET = "Uden samtykke."
ATTACKERS = ("away_coordinator", "second_mentor", "manager", "technician", "outsider")


@pytest.fixture(scope="session", autouse=True)
def swept(connected):
	"""Take away what an attack left that succeeded while a measure was out: the next run begins clean."""
	if not connected.db.table_exists("Kanban Board"):
		yield
		return
	sweep()
	yield
	sweep()


def sweep() -> None:
	from lat_corps.permissions.configuration import WALL_PROPERTIES
	from lat_corps.permissions.core_doctypes import OF_REPORTS, REFUSED
	from lat_corps.permissions.traces import OWN

	# What another process has written since an earlier test looked is to be seen here.
	frappe.db.rollback()
	for doctype, (fields, _message) in REFUSED.items():
		if doctype not in OF_REPORTS and frappe.db.table_exists(doctype):
			for field in fields:
				frappe.db.delete(doctype, {field: ["in", sorted(OWN)]})
	frappe.db.delete(
		"Property Setter", {"doc_type": ["in", sorted(OWN)], "property": ["in", sorted(WALL_PROPERTIES)]}
	)
	# An attacker may keep a report of one's own under a number that the next run finds there.
	frappe.db.delete("Report", {"owner": ["like", f"%@{factories.DOMAIN}"]})
	# Roles that such a report had would be those of the next one of its name.
	frappe.db.delete("Has Role", {"parenttype": "Report", "parent": ["like", "LAT-%"]})
	for name in frappe.get_all("Custom Field", filters={"fieldname": ["like", "lat_kopi%"]}, pluck="name"):
		frappe.delete_doc("Custom Field", name, force=True)
	frappe.clear_cache()
	frappe.db.commit()


@pytest.fixture(scope="session")
def dossier(world):
	"""DocType -> record of one running course of the home municipality and its mentor, committed."""
	case = factories.case_at("Active", world)
	with as_user(world["mentor"]):
		plan = frappe.get_doc(
			{"doctype": "LAT Plan", "lat_case": case.name, "goals": [{"goal": "En læreplads."}]}
		).insert()
		rating = frappe.get_doc({"doctype": "LAT Progression", "lat_case": case.name, "rating": 4}).insert()
		measurement = factories.missing_measurement(case)
	with as_user(world["coordinator"]):
		citizen = frappe.get_doc("LAT Citizen", case.citizen)
		citizen.append("custody_holders", {"full_name": "Ulla Forælder"})
		citizen.save()
		consent = factories.consent_to_handover(case, world["caseworker"], "Life situation")
		handover = factories.draft_handover(
			case,
			world["caseworker"],
			("Life situation", "The course", "Bor alene."),
			("Network and family", "The course", SECRET),
		)
	act(handover, "Send handover", world["coordinator"])
	match = frappe.get_doc("LAT Match", {"lat_case": case.name})
	factories.keep_records()
	frappe.db.commit()
	sheet = factories.sheet_of(case)
	records = (case, citizen, sheet, match, plan, rating, measurement, consent, handover)
	return {doc.doctype: doc for doc in records}


@pytest.fixture(scope="session")
def offer(world):
	"""A match offered to a mentor who may not read its course yet, committed."""
	case = factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		match = factories.propose(case, world.mentors["second_mentor"])
	act(match, "Offer match", world["coordinator"])
	factories.keep_records()
	frappe.db.commit()
	return match


@pytest.fixture
def committed():
	"""Delete (DocType, name) pairs that a test has committed."""
	made = []
	yield made.append
	frappe.db.rollback()
	frappe.set_user("Administrator")
	for doctype, name in reversed(made):
		frappe.delete_doc(doctype, name, force=True, ignore_missing=True)
	frappe.db.commit()


@pytest.fixture
def fresh():
	"""See what requests have written since: the test's own transaction began before them."""
	return frappe.db.rollback


@pytest.fixture
def initials(dossier):
	"""The municipality shows its mentors initials, until the test ends."""
	frappe.db.set_value("LAT Municipality", factories.HOME, "citizen_name_for_mentors", "Initials")
	frappe.db.commit()
	yield
	frappe.db.rollback()
	frappe.db.set_value("LAT Municipality", factories.HOME, "citizen_name_for_mentors", "Full name")
	frappe.db.commit()


@pytest.fixture
def guarded(monkeypatch):
	"""Stand guard in this process too, as in one that serves requests or jobs."""
	from frappe.utils import safe_exec

	from lat_corps.permissions import guard

	for owner, names, _wrap in guard._watched():
		for name in names:
			if hasattr(owner, name):
				monkeypatch.setattr(owner, name, getattr(owner, name))
	monkeypatch.setattr(safe_exec, "is_safe_exec_enabled", lambda: True)
	guard.stand()
	yield safe_exec
	frappe.local.lat_code_of_the_site_runs = False
