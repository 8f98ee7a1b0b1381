"""A mentor's concern: who says it, who sees it, who decides, and that no course ends before (R77)."""

import frappe
import pytest
from frappe.utils import today

from lat_corps.casework import concerns
from lat_corps.measurement.course_page import of_course
from lat_corps.permissions.hooks import reaches
from tests import factories
from tests.factories import HOME, act, as_user
from tests.site.test_guards import refused_both_ways

WORDS = "Han vil ikke sige, hvor han har været."
DECIDED = {"decision": "Nothing now", "agreed": "Vi taler om en uge.", "follow_up_on": "2099-01-07"}


@pytest.fixture
def case(world):
	return factories.case_at("Active", world)


def say(world, case, person="mentor", **values):
	with as_user(world[person]):
		return frappe.get_doc(
			{
				"doctype": "LAT Concern",
				"lat_case": case.name,
				"urgency": "This week",
				"words": WORDS,
				**values,
			}
		).insert()


def decide(world, concern, person="coordinator", **values):
	with as_user(world[person]):
		concern.reload().update({**DECIDED, **values})
		return concern.save()


def told(concern, *kinds: str) -> set[str]:
	rows = {"reference_name": concern.name, "kind": ["in", kinds]}
	return {*frappe.get_all("LAT Turn", filters=rows, pluck="user")}


class TestWhoSaysIt:
	def test_the_mentor_of_the_course(self, world, case):
		concern = say(world, case)
		assert (concern.mentor, str(concern.raised_on)) == (world.mentors["mentor"], today())

	@pytest.mark.parametrize(
		"person", ["coordinator", "second_mentor", "caseworker", "manager", "away_coordinator"]
	)
	def test_nobody_else(self, world, case, person):
		with pytest.raises(frappe.PermissionError):
			say(world, case, person)

	def test_nor_who_keeps_the_site(self, world, case):
		with pytest.raises(frappe.PermissionError, match="Only the mentor"):
			frappe.get_doc(
				{"doctype": "LAT Concern", "lat_case": case.name, "urgency": "Today", "words": WORDS}
			).insert()

	def test_nobody_decides_while_saying_it(self, world, case):
		concern = say(world, case, **DECIDED)
		assert not concern.reload().decision and not concern.decided_on

	def test_the_words_stay_the_mentors(self, world, case):
		concern = say(world, case)
		with pytest.raises(frappe.PermissionError, match="in the mentor's words"):
			decide(world, concern, words="Det er ikke så slemt.")

	def test_and_stay_as_they_were_decided_on(self, world, case):
		concern = decide(world, say(world, case))
		with as_user(world["mentor"]), pytest.raises(frappe.PermissionError, match="as it was decided on"):
			concern.reload().words = "Noget andet."
			concern.save()


class TestWhoSeesIt:
	@pytest.mark.parametrize(("person", "reads"), factories.OF_A_COURSE.items())
	def test_the_mentor_and_the_coordinator(self, world, case, person, reads):
		concern = say(world, case)
		assert factories.reads(world, person, concern) is reads

	def test_the_next_mentor_of_the_course_does_not(self, world, case):
		concern = say(world, case)
		factories.change_mentor(case, world)
		assert not reaches("LAT Concern", concern.name, world["second_mentor"])
		decide(world, concern)
		assert not reaches("LAT Concern", concern.name, world["second_mentor"])
		with as_user(world["second_mentor"]):
			assert not concerns.on_course(case)["open"]

	@pytest.mark.parametrize("urgency", ["Today", "Acute danger"])
	def test_coordinator_and_deputy_are_told_at_once(self, world, case, urgency):
		factories.appoint(world)
		concern = say(world, case, urgency=urgency)
		kind = "Acute danger" if urgency == "Acute danger" else "Concern to decide"
		assert told(concern, "Acute danger", "Concern to decide") == {world["coordinator"], world["deputy"]}
		assert told(concern, kind) == {world["coordinator"], world["deputy"]}
		bells = frappe.get_all("Notification Log", {"document_name": concern.name}, pluck="subject")
		assert bells and not any(WORDS in bell for bell in bells)


class TestDecision:
	def test_the_coordinator_decides_and_the_mentor_is_told(self, world, case):
		concern = decide(world, say(world, case))
		assert (str(concern.decided_on), concern.decided_by) == (today(), world["coordinator"])
		assert told(concern, "Concern to decide") == set()
		assert told(concern, "Concern decided") == {world["mentor"]}

	def test_the_deputy_decides_too(self, world, case):
		factories.appoint(world)
		assert decide(world, say(world, case), "deputy").decided_by == world["deputy"]

	@pytest.mark.parametrize("person", ["second_mentor", "manager"])
	def test_nobody_else_decides(self, world, case, person):
		with pytest.raises(frappe.PermissionError):
			decide(world, say(world, case), person)

	def test_what_the_mentor_sends_of_a_decision_is_not_taken(self, world, case):
		concern = decide(world, say(world, case), "mentor")
		assert not concern.reload().decision and not concern.agreed and not concern.decided_on

	@pytest.mark.parametrize(
		("values", "words"),
		[
			({"agreed": ""}, "have agreed"),
			({"follow_up_on": None}, "followed up"),
			({"decision": "Too complex for the corps"}, "review or to closing"),
		],
	)
	def test_it_asks_for_what_was_agreed_and_when_it_is_followed_up(self, world, case, values, words):
		with pytest.raises(frappe.ValidationError, match=words):
			decide(world, say(world, case), **values)

	def test_nothing_is_followed_up_before_it_is_decided_on(self, world, case):
		with pytest.raises(frappe.ValidationError, match="before it is followed up"):
			decide(world, say(world, case), decision="", followed_up_on=today())

	def test_a_decision_that_is_taken_back_waits_again(self, world, case):
		concern = decide(world, say(world, case))
		assert not decide(world, concern, decision="").decided_on
		assert told(concern, "Concern to decide") == {world["coordinator"]}


class TestClosing:
	def test_no_closing_begins_before_it_is_decided_on(self, world, case):
		concern = say(world, case)
		factories.choose_outcome(case, world, "Goals reached")
		step = ("Begin closing", "Course closing", world["coordinator"])
		assert concern.name in refused_both_ways(case, *step, "R77")
		decide(world, concern)
		assert act(case.reload(), "Begin closing", world["coordinator"]).stage == "Closing"

	def test_nor_is_a_course_closed(self, world):
		case = factories.case_at("Closing", world)
		concern = say(world, case)
		step = ("Close course", "Course closed", world["coordinator"])
		assert concern.name in refused_both_ways(case, *step, "R77")

	def test_the_course_leads_to_it(self, world, case):
		concern = say(world, case)
		for person in ("coordinator", "mentor"):
			with as_user(world[person]):
				mends = [
					mend
					for step in of_course(case.name)["ahead"]
					for condition in step["conditions"]
					for mend in condition["mends"]
				]
			assert {"open": ["LAT Concern", concern.name]} in mends


class TestOnTheCourse:
	def test_the_mentor_is_shown_what_the_municipality_wants_done_first(self, world, case):
		frappe.db.set_value("LAT Municipality", HOME, "acute_danger", "Ring 112.")
		with as_user(world["mentor"]):
			assert concerns.on_course(case) == {"may_say": True, "first": "Ring 112.", "open": []}
		with as_user(world["coordinator"]):
			assert not concerns.on_course(case)["may_say"]

	def test_what_waits_for_a_decision_is_shown_to_who_reads_it(self, world, case):
		concern = say(world, case)
		with as_user(world["coordinator"]):
			assert [row.name for row in concerns.on_course(case)["open"]] == [concern.name]
