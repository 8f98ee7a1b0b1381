"""A coordinator's absence: who may appoint a deputy, what the deputy reaches, and on which days."""

import frappe
import pytest
from frappe.utils import add_days, today

from lat_corps.corps import deputies
from lat_corps.permissions.people import holds_function
from tests import factories
from tests.factories import AWAY, HOME, act, appoint, as_user


@pytest.fixture
def case(world):
	return factories.case_at("Matching", world)


def reaches(world, case, person: str = "deputy") -> bool:
	"""Tell whether a person reaches a course, after asserting that list and document agree."""
	with as_user(world[person]):
		try:
			listed = case.name in frappe.get_list("LAT Case", pluck="name", limit=0)
		except frappe.PermissionError:
			listed = False
		assert listed == bool(frappe.has_permission("LAT Case", "write", doc=case))
	return listed


def move(deputy, first: int, last: int) -> None:
	"""Move a stored period to days counted from today, as time would."""
	deputy.db_set({"from_date": add_days(today(), first), "to_date": add_days(today(), last)})


class TestReach:
	def test_the_deputy_acts_as_the_coordinator(self, world, case):
		assert not reaches(world, case)
		appoint(world)
		assert reaches(world, case)
		assert holds_function(world["deputy"], HOME, "LAT Coordinator")
		with as_user(world["deputy"]):
			match = factories.propose(case, world.mentors["mentor"])
		assert act(match, "Offer match", world["deputy"]).stage == "Offered"

	@pytest.mark.parametrize(
		("first", "last", "open_"), [(-9, -1, False), (-9, 0, True), (0, 9, True), (1, 9, False)]
	)
	def test_on_the_days_of_the_period_and_on_no_other(self, world, case, first, last, open_):
		move(appoint(world), first, last)
		assert reaches(world, case) is open_

	def test_it_opens_nothing_to_anybody_else_with_the_role(self, world, case):
		appoint(world)
		assert not reaches(world, case, "away_coordinator")

	def test_ending_it_counts_at_once(self, world, case):
		deputy = appoint(world)
		assert reaches(world, case)
		with as_user(world["coordinator"]):
			deputy.to_date = add_days(today(), -1)
			deputy.save()
		assert not reaches(world, case)

	def test_a_change_of_members_counts_at_once(self, world, case):
		appoint(world)
		assert reaches(world, case) and reaches(world, case, "coordinator")
		frappe.db.delete("LAT Municipality Member", {"parent": HOME, "user": world["coordinator"]})
		assert not reaches(world, case, "coordinator")
		assert not reaches(world, case), "a deputy has what the coordinator has"

	@pytest.mark.parametrize("field", ["from_date", "to_date"])
	def test_never_longer_than_the_coordinators_own_function(self, world, case, field):
		appoint(world)
		beyond = add_days(today(), 1 if field == "from_date" else -1)
		member = {"parent": HOME, "user": world["coordinator"]}
		frappe.db.set_value("LAT Municipality Member", member, field, beyond)
		assert not reaches(world, case)

	def test_without_the_role_it_opens_nothing(self, world, case, monkeypatch):
		monkeypatch.setitem(world.people, "ove", factories.make_user("ove", "Ove Berg", "LAT Coordinator"))
		appoint(world, deputy=world["ove"])
		assert reaches(world, case, "ove")
		frappe.get_doc("User", world["ove"]).remove_roles("LAT Coordinator")
		assert not reaches(world, case, "ove")

	def test_a_deputy_of_another_municipality_reaches_that_one_alone(self, world, case):
		appoint(world, "away_coordinator", municipality=AWAY, coordinator=world["away_coordinator"])
		assert holds_function(world["deputy"], AWAY, "LAT Coordinator")
		assert not reaches(world, case)

	def test_a_deputy_appoints_no_deputy(self, world):
		appoint(world)
		for coordinator in ("coordinator", "deputy"):
			with pytest.raises(frappe.PermissionError):
				appoint(world, "deputy", coordinator=world[coordinator], deputy=world["chief"])


class TestAppointing:
	@pytest.mark.parametrize("person", ["coordinator", "manager"])
	def test_the_coordinator_or_a_manager(self, world, person):
		assert appoint(world, person).name.startswith("LAT-D-")

	@pytest.mark.parametrize(
		"person", ["deputy", "away_coordinator", "away_manager", "mentor", "administrator", "technician"]
	)
	def test_nobody_else(self, world, person):
		with pytest.raises(frappe.PermissionError):
			appoint(world, person)

	def test_not_another_coordinator_of_the_municipality(self, world):
		with pytest.raises(frappe.PermissionError):
			appoint(world, "coordinator", coordinator=world["chief"])

	def test_not_a_manager_who_gets_the_access(self, world):
		with pytest.raises(frappe.PermissionError, match="oneself"):
			appoint(world, "chief", deputy=world["chief"])

	def test_not_even_administrator(self, world, monkeypatch):
		monkeypatch.setitem(world.people, "root", "Administrator")
		with pytest.raises(frappe.PermissionError, match="Only"):
			appoint(world, "root")

	def test_only_somebody_with_the_role(self, world):
		with pytest.raises(frappe.ValidationError, match="user administrator must add it"):
			appoint(world, deputy=world["outsider"])

	def test_only_another_person(self, world):
		with pytest.raises(frappe.PermissionError, match="oneself"):
			appoint(world, deputy=world["coordinator"])
		with pytest.raises(frappe.ValidationError, match="another person"):
			appoint(world, "manager", deputy=world["coordinator"])

	def test_only_for_a_coordinator_of_the_municipality(self, world):
		with pytest.raises(frappe.ValidationError, match="see the members"):
			appoint(world, "manager", coordinator=world["away_coordinator"])

	def test_the_same_days_are_covered_once(self, world):
		first = appoint(world)
		with pytest.raises(frappe.ValidationError, match=first.name):
			appoint(world, deputy=world["away_coordinator"], from_date=first.to_date)
		appoint(world, from_date=add_days(first.to_date, 1), to_date=add_days(first.to_date, 1))

	def test_those_who_hold_the_role_are_proposed(self, world):
		with as_user(world["coordinator"]):
			found = deputies.candidates(
				"User", factories.DOMAIN, "name", 0, 50, {"coordinator": world["coordinator"]}
			)
		logins = {login for login, _name in found}
		assert world["deputy"] in logins and world["away_coordinator"] in logins
		assert not logins & {world["coordinator"], world["mentor"], world["outsider"]}

	def test_a_mentor_is_told_nobody(self, world):
		with as_user(world["mentor"]), pytest.raises(frappe.PermissionError):
			deputies.candidates("User", "", "name", 0, 50, {})


class TestPeriod:
	def test_the_deputy_does_not_prolong_it(self, world):
		deputy = appoint(world)
		with as_user(world["deputy"]):
			assert frappe.has_permission("LAT Deputy", "read", doc=deputy)
			assert not frappe.has_permission("LAT Deputy", "write", doc=deputy)
			deputy.to_date = add_days(deputy.to_date, 30)
			with pytest.raises(frappe.PermissionError):
				deputy.save()

	def test_a_manager_who_is_the_deputy_does_not_prolong_it(self, world):
		deputy = appoint(world, deputy=world["chief"])
		with as_user(world["chief"]):
			deputy.to_date = add_days(deputy.to_date, 30)
			with pytest.raises(frappe.PermissionError, match="oneself"):
				deputy.save()

	def test_a_period_that_has_ended_stays(self, world):
		deputy = appoint(world)
		move(deputy, -9, -1)
		with as_user(world["coordinator"]):
			deputy.to_date = add_days(today(), 3)
			with pytest.raises(frappe.ValidationError, match="has ended"):
				deputy.save()

	def test_nobody_deletes_it(self, world):
		deputy = appoint(world)
		for person in ("coordinator", "manager", "deputy", "administrator", "technician"):
			with as_user(world[person]), pytest.raises(frappe.PermissionError):
				frappe.delete_doc("LAT Deputy", deputy.name)


class TestBinding:
	def test_the_deputy_is_asked_to_acknowledge(self, world):
		appoint(world)
		assert frappe.db.exists(
			"LAT Acknowledgement Request",
			{"user": world["deputy"], "role_description": world.descriptions[("Coordinator", HOME)]},
		)

	def test_the_deputy_takes_no_step_unbound(self, world):
		case = factories.case_at("Preparing", world)
		with as_user(world["coordinator"]):
			factories.prepare_meeting(case)
		appoint(world)
		with pytest.raises(frappe.ValidationError, match="Stine Vedel"):
			act(case, "Start course", world["deputy"])
		factories.acknowledge(world.descriptions[("Coordinator", HOME)], world["deputy"])
		assert act(case, "Start course", world["deputy"]).stage == "Active"


class TestShown:
	def test_both_are_told_and_never_why(self, world):
		deputy = appoint(world, reason="Operation.")
		for person in ("deputy", "coordinator"):
			[told] = frappe.get_all(
				"Notification Log",
				filters={"for_user": world[person], "document_name": deputy.name},
				pluck="subject",
			)
			assert "Stine Vedel stands in for Birgit Holm" in told and "Operation" not in told

	def test_who_appoints_is_told_nothing_about_mail(self, world):
		frappe.clear_messages()
		appoint(world)
		assert not frappe.get_message_log()

	def test_the_forms_say_who_stands_in(self, world, case):
		appoint(world)
		expected = [
			{
				"coordinator": "Birgit Holm",
				"deputy": "Stine Vedel",
				"to_date": add_days(today(), 14),
			}
		]
		for doc in (case, frappe.get_doc("LAT Municipality", HOME)):
			doc.run_method("onload")
			assert doc.get_onload("standing_in") == expected

	def test_a_course_of_a_deputy_names_the_coordinator(self, world):
		appoint(world)
		with as_user(world["deputy"]):
			case = frappe.get_doc(
				{
					"doctype": "LAT Case",
					"municipality": HOME,
					"citizen": factories.make_citizen().name,
					"coordinator": world["deputy"],
				}
			).insert()
		assert case.coordinator == world["coordinator"]

	def test_no_course_names_a_deputy_as_its_coordinator(self, world, case):
		appoint(world)
		with as_user(world["deputy"]):
			case.reload()
			case.coordinator = world["deputy"]
			with pytest.raises(frappe.ValidationError, match="see the members"):
				case.save()


class TestOwnRecord:
	"""A deputy reads the own appointment before the first day and after the last, and nothing else."""

	@pytest.mark.parametrize(("first", "last"), [(3, 9), (-9, -3)])
	def test_is_read_outside_the_period_and_opens_nothing(self, world, case, first, last):
		deputy = appoint(world)
		move(deputy, first, last)
		with as_user(world["deputy"]):
			assert frappe.has_permission("LAT Deputy", "read", doc=deputy)
			assert not frappe.has_permission("LAT Deputy", "write", doc=deputy)
			listed = frappe.get_list("LAT Deputy", fields=["name", "deputy"], limit=0)
		assert deputy.name in {row.name for row in listed}
		assert {row.deputy for row in listed} == {world["deputy"]}
		assert not reaches(world, case)

	def test_is_not_read_by_a_stranger_with_the_role(self, world):
		deputy = appoint(world)
		with as_user(world["away_coordinator"]):
			assert not frappe.has_permission("LAT Deputy", "read", doc=deputy)

	def test_nor_without_the_role(self, world, monkeypatch):
		monkeypatch.setitem(world.people, "ove", factories.make_user("ove", "Ove Berg", "LAT Coordinator"))
		deputy = appoint(world, deputy=world["ove"])
		frappe.get_doc("User", world["ove"]).remove_roles("LAT Coordinator")
		with as_user(world["ove"]):
			assert not frappe.has_permission("LAT Deputy", "read", doc=deputy)
