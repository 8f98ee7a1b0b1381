"""A mentor's way into the corps, out of work for a while, and out of the corps (R4, R10, R14, R35)."""

import frappe
import pytest
from frappe.utils import add_days, today

from lat_corps.corps.doctype.lat_mentor.lat_mentor import standing
from lat_corps.permissions.table import CHILD_TABLES, ROWS
from tests import factories
from tests.factories import act, as_user


@pytest.fixture
def newcomer(world, monkeypatch):
	"""A login with the role of a mentor that is nothing in the corps yet."""
	monkeypatch.setitem(world.people, "newcomer", factories.make_user("newcomer", "Nina Vang", "LAT Mentor"))
	return world["newcomer"]


@pytest.fixture
def candidate(world, newcomer):
	with as_user(world["coordinator"]):
		return factories.new_mentor(newcomer)


@pytest.fixture
def mentor(world, newcomer):
	"""An active mentor of the home municipality, bound by its role description."""
	with as_user(world["coordinator"]):
		made = factories.active_mentor(newcomer)
	factories.acknowledge(world.descriptions[("Mentor", factories.HOME)], newcomer)
	world.mentors["newcomer"] = made.name
	yield made
	del world.mentors["newcomer"]


@pytest.fixture
def course(world, mentor):
	"""A course of that mentor under preparation, and its match."""
	case = factories.case_at("Matching", world)
	match = factories.approve_match(case, world, "newcomer")
	return act(case, "Prepare course", world["coordinator"]), match


def change(world, mentor, **values):
	with as_user(world["coordinator"]):
		mentor.reload()
		mentor.update(values)
		mentor.save()
	return mentor


def seen(user: str) -> set[tuple[str, str]]:
	"""Return (DocType, name) of every record of the app that a login lists, child rows too."""
	found = set()
	with as_user(user):
		for doctype in ROWS:
			if frappe.has_permission(doctype, "read"):
				found |= {(doctype, name) for name in frappe.get_list(doctype, pluck="name", limit=0)}
		for child, parents in CHILD_TABLES.items():
			for parent in parents:
				if frappe.has_permission(parent, "read"):
					fields = ["parenttype", "parent"]
					rows = frappe.get_list(child, parent_doctype=parent, fields=fields, limit=0)
					found |= {(row.parenttype, row.parent) for row in rows}
	return {(doctype, name) for doctype, name in found if doctype != "LAT Instrument"}


class TestWayIn:
	def test_the_form_says_what_the_step_would_say(self, world, candidate):
		coordinator = world["coordinator"]
		act(candidate, "Start training", coordinator)
		with as_user(coordinator):
			missing = standing(candidate.name)["missing"]
			with pytest.raises(frappe.ValidationError) as refused:
				act(candidate, "Activate mentor")
		assert len(missing) == 4
		for sentence in missing:
			assert frappe.utils.escape_html(sentence) in str(refused.value)

	def test_it_says_nothing_when_nothing_is_missing(self, world, candidate):
		change(world, candidate, **factories.ready_for_activation())
		act(candidate, "Start training", world["coordinator"])
		with as_user(world["coordinator"]):
			assert standing(candidate.name)["missing"] == []
		assert act(candidate, "Activate mentor", world["coordinator"]).stage == "Active"

	@pytest.mark.parametrize("person", ["away_coordinator", "manager", "mentor", "technician"])
	def test_it_says_nothing_to_who_may_not_read_the_mentor(self, world, candidate, person):
		with as_user(world[person]), pytest.raises(frappe.PermissionError):
			standing(candidate.name)

	@pytest.mark.parametrize(
		("table", "row", "dated"),
		[
			("training_modules", {"module": "Module 1"}, "passed_on"),
			("knowledge_checks", {"area": "Administrative law"}, "confirmed_on"),
		],
	)
	def test_no_training_or_check_lies_in_the_future(self, world, candidate, table, row, dated):
		change(world, candidate, **{table: [{**row, dated: today()}]})
		with pytest.raises(frappe.ValidationError, match="row 1: the day lies in the future"):
			change(world, candidate, **{table: [{**row, dated: add_days(today(), 1)}]})

	def test_a_candidate_reaches_nothing_but_the_own_record(self, candidate, newcomer):
		assert seen(newcomer) == {("LAT Mentor", candidate.name)}

	def test_a_mentor_in_training_reaches_no_course(self, world, candidate, newcomer):
		factories.case_at("Active", world)
		act(candidate, "Start training", world["coordinator"])
		allowed = {
			"LAT Mentor",
			"LAT Municipality",
			"LAT Role Description",
			"LAT Acknowledgement Request",
			"LAT Turn",
			"LAT Method Tool",
			"LAT Competence",
			"LAT Conversation Card",
			"LAT Corps Meeting",
			"LAT Partner",
			"LAT Guidance",
		}
		assert {doctype for doctype, _name in seen(newcomer)} <= allowed


class TestActive:
	@pytest.mark.parametrize(
		("values", "requirement"),
		[
			({"employed": 0}, "R10"),
			({"relation_work": ""}, "R10"),
			({"training_modules": []}, "R4"),
			({"knowledge_checks": []}, "R14"),
		],
	)
	def test_what_made_the_mentor_active_stays(self, world, mentor, values, requirement):
		with pytest.raises(frappe.ValidationError, match="The mentor is active") as refused:
			change(world, mentor, **values)
		assert requirement in str(refused.value)

	def test_it_may_be_taken_away_from_who_pauses(self, world, mentor):
		change(world, mentor, status_reason="Orlov.")
		act(mentor, "Pause mentor", world["coordinator"])
		assert not change(world, mentor, employed=0).employed

	def test_a_pause_is_noted_with_its_days(self, world, mentor):
		change(world, mentor, status_reason="Orlov.")
		act(mentor, "Pause mentor", world["coordinator"])
		(row,) = mentor.pauses
		assert (str(row.from_date), row.to_date) == (today(), None)
		frappe.db.set_value("LAT Pause", row.name, "from_date", add_days(today(), -30))
		act(mentor.reload(), "Resume mentor", world["coordinator"])
		assert [str(row.to_date) for row in mentor.pauses] == [add_days(today(), -1)]

	def test_a_pause_of_no_day_leaves_nothing(self, world, mentor):
		change(world, mentor, status_reason="Orlov.")
		act(mentor, "Pause mentor", world["coordinator"])
		act(mentor.reload(), "Resume mentor", world["coordinator"])
		assert not mentor.pauses

	def test_the_mentor_writes_the_own_profile_all_the_same(self, world, mentor, newcomer):
		mentor.db_set("employed", 0)
		with as_user(newcomer):
			mentor.reload()
			mentor.availability = "Tirsdage."
			mentor.save()


class TestWayOut:
	@pytest.mark.parametrize("action", ["Pause mentor", "Mentor leaves"])
	def test_each_open_course_is_handed_on_first(self, world, mentor, course, action):
		case, match = course
		coordinator = world["coordinator"]
		change(world, mentor, status_reason="Nyt arbejde.")
		with pytest.raises(frappe.ValidationError, match=f"{case.name}.*R11"):
			act(mentor, action, coordinator)
		with as_user(coordinator):
			match.reload()
			match.end_reason = "Mentor stopper."
			match.save()
		act(match, "End match", coordinator)
		assert act(mentor, action, coordinator).stage in ("Paused", "Left")

	def test_an_offer_counts_too(self, world, mentor):
		case = factories.case_at("Matching", world)
		with as_user(world["coordinator"]):
			match = factories.propose(case, mentor.name)
		act(match, "Offer match", world["coordinator"])
		change(world, mentor, status_reason="Orlov.")
		with pytest.raises(frappe.ValidationError, match=case.name):
			act(mentor, "Pause mentor", world["coordinator"])

	def test_the_form_lists_the_matches_to_end(self, world, mentor, course, newcomer):
		case, match = course
		expected = [{"name": match.name, "lat_case": case.name, "stage": "Approved"}]
		for user in (world["coordinator"], newcomer):
			with as_user(user):
				assert standing(mentor.name)["courses"] == expected

	@pytest.mark.parametrize("recruited_again", [False, True])
	def test_who_left_reaches_nothing_any_more(self, world, mentor, newcomer, recruited_again):
		case = factories.case_at("Matching", world)
		factories.approve_match(case, world, "newcomer")
		assert ("LAT Case", case.name) in seen(newcomer)
		# A course that was closed with this mentor: the match stays what it was.
		case.db_set("stage", "Closed")
		change(world, mentor, status_reason="Nyt arbejde.")
		act(mentor, "Mentor leaves", world["coordinator"])
		assert seen(newcomer) == set()
		if recruited_again:
			act(mentor, "Recruit again", world["coordinator"])
			own = {"LAT Mentor", "LAT Role Acknowledgement", "LAT Acknowledgement Request"}
			assert {doctype for doctype, _name in seen(newcomer)} == own
