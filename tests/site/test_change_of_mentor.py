"""Another mentor in a running course: it stays Active, shows its gap, and its history stays right (R20)."""

import frappe
import pytest
from frappe.utils import add_days, today

from lat_corps.casework.change_of_mentor import offer
from lat_corps.casework.head import of_course as head_of
from lat_corps.casework.next_steps import of_course as ahead_of
from tests import factories
from tests.factories import act, as_user

REASON = "Mentoren er flyttet."


@pytest.fixture
def case(world):
	return factories.case_at("Active", world)


def change(case, world, **values) -> str | None:
	with as_user(world["coordinator"]):
		match = offer(case.name, end_reason=REASON, **values)["match"]
	case.reload()
	return match


def approve(case, world, number: str) -> None:
	match = frappe.get_doc("LAT Match", number)
	act(match, "Accept match", world["second_mentor"])
	with as_user(world["coordinator"]):
		match.reload().rationale = "Taler roligt."
		for row in match.criteria:
			row.reason = "Aftalt." if row.stated else ""
		match.save()
	act(match, "Approve match", world["coordinator"])
	case.reload()


def told(case, user: str) -> set[str]:
	return {*frappe.get_all("LAT Turn", filters={"lat_case": case.name, "user": user}, pluck="kind")}


def test_the_course_stays_active_and_shows_the_gap_in_days(world, case):
	first = frappe.get_doc("LAT Match", {"lat_case": case.name, "stage": "Approved"})
	since = case.stage_since
	change(case, world, interim_cover=world["chief"])
	assert (case.stage, case.stage_since, case.mentor) == ("Active", since, None)
	first.reload().db_set("ended_on", add_days(today(), -12))
	with as_user(world["coordinator"]):
		alone = head_of(case)["alone"]
	assert (str(alone["since"]), alone["days"]) == (add_days(today(), -12), 12)
	assert alone["cover"] == "Vibeke Storm"


def test_what_is_left_to_do_is_said_on_the_course_and_told(world, case):
	with as_user(world["coordinator"]):
		factories.give_consent(case, purpose="Self-report")
	change(case, world)
	with as_user(world["coordinator"]):
		(step,) = ahead_of(case)
	assert [condition["mends"][0]["new"][0] for condition in step["conditions"]] == ["LAT Match"]
	assert "Next mentor to find" in told(case, world["coordinator"])
	offered = change(case, world, mentor=world.mentors["second_mentor"], conflict_of_interest="None")
	assert "Next mentor to find" not in told(case, world["coordinator"])
	approve(case, world, offered)
	assert "Next mentor approved" in told(case, world["second_mentor"])


def test_the_next_mentor_takes_over_a_running_course(world, case):
	with as_user(world["mentor"]):
		frappe.get_doc({"doctype": "LAT Progression", "lat_case": case.name, "rating": 4}).insert()
	opened, rated = case.opened_on, case.reload().last_rating
	offered = change(case, world, mentor=world.mentors["second_mentor"], conflict_of_interest="None")
	approve(case, world, offered)
	assert (case.stage, case.mentor) == ("Active", world.mentors["second_mentor"])
	assert (case.opened_on, case.last_rating) == (opened, rated)
	stages = frappe.get_all("LAT Match", filters={"lat_case": case.name}, pluck="stage", order_by="name asc")
	assert sorted(stages) == ["Approved", "Ended"]
	with as_user(world["mentor"]):
		assert not frappe.has_permission("LAT Case", "read", doc=case)
	with as_user(world["second_mentor"]):
		assert frappe.has_permission("LAT Case", "write", doc=case)


def test_no_second_mentor_is_offered_a_course_that_has_one(world, case):
	with as_user(world["coordinator"]):
		match = factories.propose(case, world.mentors["second_mentor"])
		with pytest.raises(frappe.ValidationError, match="under way without a mentor"):
			act(match, "Offer match")


class TestWhatIsPassedOn:
	@pytest.fixture
	def briefed(self, world, case):
		with as_user(world["coordinator"]):
			return factories.write_briefing(case, "Tal stille.", "Kom til tiden.", passed_on=1)

	def briefing_of_next(self, world, case, **values):
		offered = change(
			case, world, mentor=world.mentors["second_mentor"], conflict_of_interest="None", **values
		)
		approve(case, world, offered)
		name = frappe.db.get_value("LAT Briefing", {"lat_match": offered})
		return name and frappe.get_doc("LAT Briefing", name)

	def test_the_same_facts_begin_the_next_briefing_and_are_passed_on_by_a_person(self, world, case, briefed):
		begun = self.briefing_of_next(world, case, briefing_goes_on=1)
		assert [row.fact for row in begun.facts] == ["Tal stille.", "Kom til tiden."]
		assert not begun.passed_on
		with as_user(world["second_mentor"]):
			assert not frappe.get_list("LAT Briefing", filters={"lat_case": case.name})
		assert briefed.reload().closed_because == "The match ended"

	def test_nothing_goes_on_by_itself(self, world, case, briefed):
		assert not self.briefing_of_next(world, case)


@pytest.mark.parametrize("person", ["caseworker", "away_mentor", "outsider"])
def test_who_covers_belongs_to_the_corps_of_the_municipality(world, case, person):
	with pytest.raises(frappe.ValidationError, match="covers until"):
		change(case, world, interim_cover=world[person])
