"""Need-to-know by field (N2): DocTypes and row rules against the table, and the contact card of a course."""

import frappe
import pytest
from frappe.permissions import add_permission

from lat_corps.casework.contact import card
from lat_corps.permissions.fields import CONTACT_CARD
from lat_corps.permissions.table import CHILD_TABLES, READ_ONLY_ROWS, ROWS
from tests import factories
from tests.factories import HOME, act, as_user

from . import need_to_know
from .need_to_know import NEED_TO_KNOW


def split(table: dict) -> dict:
	return {
		document: {people: fields.split() for people, fields in groups.items()}
		for document, groups in table.items()
	}


def test_each_field_is_seen_by_those_in_the_table_and_by_nobody_else():
	rows = {name: {*ROWS[name], *READ_ONLY_ROWS.get(name, {})} for name in need_to_know.case_content()}
	actual = need_to_know.actual(rows)
	assert split(actual) == split(NEED_TO_KNOW), f"the DocTypes say:\n{need_to_know.as_text(actual)}"


def test_no_reader_lacks_a_level_of_a_document():
	"""Frappe 15 filters and orders by fields above the reader's level, so no document has any."""
	for doctype in sorted(ROWS):
		meta = frappe.get_meta(doctype)
		used = {df.permlevel or 0 for df in meta.fields if df.fieldtype not in need_to_know.SHOWS_NOTHING}
		for role in {row.role for row in meta.permissions if row.read}:
			read = {row.permlevel or 0 for row in meta.permissions if row.role == role and row.read}
			assert used <= read, (
				f"{role} reads {doctype} without a level: give the fields a DocType of their own"
			)


def test_the_module_of_case_content_holds_nothing_outside_the_table():
	tables = {
		name for name, parents in CHILD_TABLES.items() if set(parents) & set(need_to_know.case_content())
	}
	inside = {
		df.options for name in need_to_know.case_content() for df in frappe.get_meta(name).get_table_fields()
	}
	assert tables == inside


class TestContactCard:
	"""`LAT Citizen` is the coordinator's alone; whoever works with the person sees a card on the course."""

	@pytest.fixture
	def case(self, world):
		return factories.case_at(
			"Preparing",
			world,
			citizen={
				"working_name": "Mik",
				"birth_date": "2006-02-03",
				"gender": "Man",
				"phone": "12 34 56 78",
				"email": "mikkel@prove.example",
				"reach": "SMS efter kl. 15",
				"custody_holders": [
					{"full_name": "Grethe Prøvesen", "relation": "Mor", "phone": "87 65 43 21"}
				],
			},
		)

	def seen(self, case) -> dict[str, list[str]]:
		return {field["fieldname"]: field["lines"] for field in card(case)["fields"]}

	def test_every_field_of_a_citizen_has_a_row(self):
		fields = {
			df.fieldname
			for df in frappe.get_meta("LAT Citizen").fields
			if df.fieldtype not in need_to_know.SHOWS_NOTHING
		}
		assert fields == set(CONTACT_CARD), "say in permissions/fields.py who may see it, if anybody"

	def test_the_mentor_sees_how_to_reach_the_person(self, world, case):
		with as_user(world["mentor"]):
			assert self.seen(case) == {
				"full_name": ["Mikkel Prøvesen"],
				"working_name": ["Mik"],
				"phone": ["12 34 56 78"],
				"email": ["mikkel@prove.example"],
				"reach": ["SMS efter kl. 15"],
				"languages": ["Danish: Mother tongue"],
				"gender": ["Man"],
			}
			assert card(case)["citizen"] is None

	def test_the_coordinator_sees_age_and_custody_too(self, world, case):
		with as_user(world["coordinator"]):
			seen = self.seen(case)
			assert seen["custody_holders"] == ["Grethe Prøvesen, Mor, 87 65 43 21"]
			assert "2006" in seen["birth_date"][0]
			assert card(case)["citizen"] == case.citizen

	@pytest.mark.parametrize(
		"person",
		[
			"second_mentor",
			"caseworker",
			"manager",
			"away_coordinator",
			"administrator",
			"centre",
			"technician",
		],
	)
	def test_nobody_else_gets_a_card(self, world, case, person):
		with as_user(world[person]), pytest.raises(frappe.PermissionError):
			card(case)

	def test_reading_the_card_stands_in_the_log_of_the_citizen(self, world, case):
		with as_user(world["mentor"]):
			card(case)
		logged = {"citizen": case.citizen, "document_type": "LAT Citizen", "user": world["mentor"]}
		assert frappe.get_all("LAT Read Log", filters=logged, pluck="action") == ["Opened"]

	def test_an_offer_opens_no_card(self, world):
		case = factories.case_at("Matching", world)
		with as_user(world["coordinator"]):
			match = factories.propose(case, world.mentors["mentor"])
		act(match, "Offer match", world["coordinator"])
		with as_user(world["mentor"]), pytest.raises(frappe.PermissionError):
			card(case)

	@pytest.fixture
	def double(self, world):
		"""A course here whose mentor is a coordinator elsewhere."""
		user = world["away_coordinator"]
		with as_user(world["coordinator"]):
			mentor = factories.active_mentor(user, HOME)
		factories.acknowledge(world.descriptions[("Mentor", HOME)], user)
		case = factories.case_at("Matching", world, citizen={"birth_date": "2006-02-03"})
		world.mentors["double"], world.people["double"] = mentor.name, user
		factories.approve_match(case, world, "double")
		with as_user(user):
			yield case

	def test_a_coordinator_elsewhere_who_is_a_mentor_here_gets_the_mentors_card(self, double):
		assert set(self.seen(double)) == {name for name, readers in CONTACT_CARD.items() if len(readers) == 2}
		assert card(double)["citizen"] is None

	def test_no_right_of_frappe_opens_the_record_to_a_mentor(self, world, case):
		"""A role that an administrator adds reaches no row: the rules know the coordinator alone."""
		add_permission("LAT Citizen", "LAT Mentor")
		with as_user(world["mentor"]):
			assert not frappe.get_list("LAT Citizen", pluck="name")
			assert not frappe.has_permission(
				"LAT Citizen", "read", doc=frappe.get_doc("LAT Citizen", case.citizen)
			)
