"""Everything on one citizen, on paper, for who asks for access (GDPR art. 15, N3)."""

import frappe
import pytest
from frappe.utils import today

from lat_corps.privacy.access import everything_about
from tests import factories
from tests.factories import as_user, open_record
from tests.site.test_coaching_sessions import plan

PAPER = "LAT Access Request"


@pytest.fixture
def case(world):
	case = factories.case_at("Active", world)
	with as_user(world["coordinator"]):
		factories.write_background(case, content="Bor hos sin moster i Vigby.")
		factories.write_background(case, content="Fra udvekslingen.", origin="Section 115 exchange")
		frappe.get_doc("LAT Case", case.name).add_comment("Comment", "Ringet til skolen.")
	return case


def printed(world, case, person: str = "coordinator") -> str:
	with as_user(world[person]):
		return frappe.get_print("LAT Citizen", case.citizen, PAPER)


def test_it_holds_each_record_in_words(world, case):
	html = printed(world, case)
	assert "Mikkel Prøvesen" in html and "Bor hos sin moster i Vigby." in html
	assert "Ringet til skolen." in html
	with as_user(world["coordinator"]):
		held = everything_about(case.citizen)
	titles = [record["title"] for record in held["records"]]
	assert titles[:2] == [f"LAT Citizen {case.citizen}", f"LAT Case {case.name}"]
	facts = dict(held["records"][1]["facts"])
	assert facts["Coordinator"] == "Birgit Holm" and facts["Stage"] == "Active"
	assert "Last rating (1-10)" not in facts
	assert not {"Workflow State", "Packet"} & set(facts)


def test_a_rating_of_the_wheel_names_its_competence_and_nobody_who_gave_none(world, case):
	with as_user(world["mentor"]):
		rating = {"rated_on": today(), "competence": "LAT-WH-2", "person": 4}
		written = factories.write_plan(case, ratings=[rating], goals=[])
	with as_user(world["coordinator"]):
		held = everything_about(case.citizen)["records"]
	(record,) = [record for record in held if record["title"] == f"UPP {written.name}"]
	(row,) = record["tables"][0]["rows"]
	assert dict(row)["Competence"] == "Kompetence 2" and dict(row)["The person, 1 to 10"] == "4"
	assert "The mentor, 1 to 10" not in dict(row)


def test_what_a_law_may_except_is_marked(world, case):
	with as_user(world["coordinator"]):
		marked = [record for record in everything_about(case.citizen)["records"] if record["to_weigh"]]
	(record,) = marked
	assert ("Content", "Fra udvekslingen.") in record["facts"]


def test_what_others_keep_is_counted_and_told_to_nobody(world, case):
	plan(world, courses=[{"lat_case": case.name}], best_hope="At finde ro.", held_on=today())
	with as_user(world["coordinator"]):
		held = everything_about(case.citizen)
	assert held["kept"]["LAT Coaching Session"] == 1
	assert "At finde ro." not in printed(world, case)


def test_it_tells_who_has_read_what_by_role_and_pseudonym(world, case):
	with as_user(world["mentor"]):
		open_record(case)
	with as_user(world["coordinator"]):
		readings = everything_about(case.citizen)["readings"]
	(row,) = [row for row in readings if row[2:] == ("Opened", f"LAT Case {case.name}")]
	assert row[1] == "Staff member 1, LAT Mentor"
	assert "Samir Haddad" not in str(readings)


def test_each_record_is_logged_as_exported(world, case):
	printed(world, case)
	logged = frappe.get_all(
		"LAT Read Log", filters={"citizen": case.citizen, "action": "Exported"}, pluck="document_type"
	)
	assert {"LAT Case", "LAT Background Information", "LAT Consent", "LAT Match"} <= set(logged)


@pytest.mark.parametrize("person", ["mentor", "away_coordinator", "caseworker", "manager", "administrator"])
def test_nobody_but_a_coordinator_of_the_municipality_prints_it(world, case, person):
	with pytest.raises((frappe.PermissionError, frappe.DoesNotExistError)):
		printed(world, case, person)


def test_it_reads_all_that_would_be_erased(world, case):
	"""A new document about citizens is in it by itself, or says in code why not."""
	from lat_corps.privacy.traces import find

	with as_user(world["coordinator"]):
		held = everything_about(case.citizen)
	told = len(held["records"]) + sum(held["kept"].values())
	assert told == sum(
		len(names) for doctype, names in find(case.citizen).records.items() if doctype != "LAT Turn"
	)
