"""Reviews of a course: due at an interval, decided by the coordinator, each extension on its own (R105)."""

import frappe
import pytest
from frappe.utils import add_days, add_months, getdate, today

from tests import factories
from tests.factories import act, as_user, refusal_of

REVIEW = "LAT Case Review"
WEIGHED = ("arguments_for", "arguments_against", "potential", "new_goals", "citizens_words", "new_end")


@pytest.fixture
def case(world):
	return factories.case_at("Active", world)


@pytest.fixture
def closing(world):
	return factories.case_at("Closing", world)


KINDS = (
	"Course to review",
	"Course to review before closing",
	"Review to contribute to",
	"Review to decide",
)


def told(case, user: str) -> set[str]:
	filters = {"lat_case": case.name, "user": user, "kind": ["in", KINDS]}
	return {*frappe.get_all("LAT Turn", filters=filters, pluck="kind")}


def begin(world, case, **values):
	with as_user(world["coordinator"]):
		return factories.review_course(case, None, **values)


def decide(world, case, decision: str = "Continue", **values):
	with as_user(world["coordinator"]):
		if decision == "Extend":
			factories.consent_anew(case)
		return factories.review_course(case, decision, **values)


class TestWhenItIsDue:
	def test_three_months_after_the_start_and_after_each_review(self, world, case):
		assert getdate(case.review_due) == getdate(add_months(case.opened_on, 3))
		decide(world, case, held_on=today())
		case.reload()
		assert getdate(case.review_due) == getdate(add_months(today(), 3))
		assert case.review_decision == "Continue"

	def test_one_that_nobody_has_decided_on_moves_nothing(self, world, case):
		factories.begin_earlier(case, 150)
		begin(world, case)
		assert getdate(case.reload().review_due) == getdate(add_months(case.opened_on, 3))

	@pytest.mark.parametrize("stage", ["Preparing", "Closing"])
	def test_only_a_course_under_way_is_due_at_an_interval(self, world, stage):
		assert not factories.case_at(stage, world).review_due

	def test_another_interval_moves_all_and_none_asks_for_none(self, world, case):
		settings = frappe.get_doc("LAT Settings")
		settings.review_interval = 6
		settings.save()
		assert getdate(case.reload().review_due) == getdate(add_months(case.opened_on, 6))
		settings.review_interval = 0
		settings.save()
		assert not case.reload().review_due

	def test_nobody_is_late_for_the_time_before_there_were_reviews(self, world, case):
		factories.begin_earlier(case, 600)
		settings = frappe.get_doc("LAT Settings")
		settings.reviews_count_from = today()
		settings.save()
		assert getdate(case.reload().review_due) == getdate(add_months(today(), 3))


class TestWhoseTurnItIs:
	def test_the_coordinator_is_told_once_and_silent_once_it_is_decided(self, world, case):
		factories.begin_earlier(case, 120)
		with as_user(world["mentor"]):
			case.save()
		assert told(case, world["coordinator"]) == {"Course to review"}
		assert not told(case, world["mentor"])
		decide(world, case)
		assert not told(case, world["coordinator"])

	def test_before_closing_until_it_is_decided_to_close(self, world, closing):
		assert told(closing, world["coordinator"]) == {"Course to review before closing"}
		decide(world, closing)
		assert told(closing, world["coordinator"]) == {"Course to review before closing"}
		decide(world, closing, "Close")
		assert not told(closing, world["coordinator"])

	def test_the_mentor_writes_and_then_the_coordinator_decides(self, world, case):
		review = begin(world, case)
		assert told(case, world["mentor"]) == {"Review to contribute to"}
		assert not told(case, world["coordinator"])
		with as_user(world["mentor"]):
			review = frappe.get_doc(REVIEW, review.name)
			review.mentors_words = "Han møder op hver gang."
			review.save()
		assert not told(case, world["mentor"])
		assert told(case, world["coordinator"]) == {"Review to decide"}
		with as_user(world["coordinator"]):
			review.reload().update({"decision": "Continue"})
			review.save()
		assert not told(case, world["coordinator"])


class TestWhoWrites:
	def test_the_coordinator_decides_and_the_mentor_adds_the_own_words(self, world, case):
		review = begin(world, case)
		with as_user(world["mentor"]):
			mine = frappe.get_doc(REVIEW, review.name)
			mine.mentors_words = "Han møder op."
			mine.save()
			mine.decision = "Close"
			mine.save()
			assert not mine.reload().decision
		with as_user(world["coordinator"]):
			review.reload()
			review.mentors_words = "Noget andet."
			with pytest.raises(frappe.PermissionError):
				review.save()

	@pytest.mark.parametrize(
		"person", ["mentor", "second_mentor", "caseworker", "away_coordinator", "manager"]
	)
	def test_nobody_else_holds_one(self, world, case, person):
		with as_user(world[person]), pytest.raises(frappe.PermissionError):
			factories.review_course(case, None)

	@pytest.mark.parametrize(
		"person", ["second_mentor", "caseworker", "away_coordinator", "manager", "centre"]
	)
	def test_nobody_else_reads_one(self, world, case, person):
		review = decide(world, case)
		with as_user(world[person]):
			assert not frappe.has_permission(REVIEW, "read", doc=review.name)
			assert not frappe.get_list(REVIEW) if frappe.has_permission(REVIEW) else True

	def test_the_next_mentor_does_not_read_why_the_mentor_was_changed(self, world, case):
		review = decide(world, case, "Change mentor", decided_words="De taler forbi hinanden.")
		match = frappe.get_doc("LAT Match", {"lat_case": case.name, "stage": "Approved"})
		with as_user(world["coordinator"]):
			match.end_reason = "Flyttet."
			match.save()
		act(match, "End match", world["coordinator"])
		factories.approve_match(case, world, "second_mentor")
		for person, reads in (("mentor", False), ("second_mentor", False), ("coordinator", True)):
			with as_user(world[person]):
				assert bool(frappe.has_permission(REVIEW, "read", doc=review.name)) is reads

	@pytest.mark.parametrize("stage", ["Preparing", "Matching"])
	def test_a_course_that_is_not_under_way_has_none(self, world, stage):
		case = factories.case_at(stage, world)
		with as_user(world["coordinator"]):
			assert "while it is under way" in refusal_of(lambda: factories.review_course(case, None))

	def test_none_lies_ahead(self, world, case):
		with as_user(world["coordinator"]):
			refused = refusal_of(lambda: factories.review_course(case, None, held_on=add_days(today(), 2)))
		assert "future" in refused

	def test_what_was_told_in_a_section_115_exchange_stays_out_of_it(self, world, case):
		with as_user(world["coordinator"]):
			secret = "Kassen står i kælderen."
			factories.write_background(case, origin="Section 115 exchange", content=secret)
			assert "section 115" in refusal_of(
				lambda: factories.review_course(case, None, citizens_words=secret)
			)

	def test_none_lies_before_the_course_began(self, world, case):
		before = add_days(case.opened_on, -1)
		with as_user(world["coordinator"]):
			refused = refusal_of(lambda: factories.review_course(case, None, held_on=before))
		assert "when the course began" in refused

	def test_nothing_is_decided_once_the_course_has_closed(self, world, closing):
		review = begin(world, closing)
		factories.close_course(closing, world)
		with as_user(world["coordinator"]):
			review.reload().decision = "Continue"
			assert "while it is under way" in refusal_of(review.save)

	def test_only_a_caseworker_of_the_municipality_took_part(self, world, case):
		with as_user(world["coordinator"]):
			refused = refusal_of(lambda: factories.review_course(case, None, caseworker=world["manager"]))
		assert "caseworker of the municipality" in refused


class TestExtension:
	def test_it_asks_for_everything_that_was_weighed(self, world, closing):
		with as_user(world["coordinator"]):
			refused = refusal_of(
				lambda: factories.review_course(closing, "Extend", **dict.fromkeys(WEIGHED), caseworker=None)
			)
		assert refused.count("<li>") == 7 and "R105" in refused

	def test_none_is_carried_out_that_was_decided_against_since(self, world, closing):
		decide(world, closing, "Extend")
		decide(world, closing, "Close")
		with as_user(world["coordinator"]):
			assert "R105" in refusal_of(lambda: act(closing.reload(), "Extend course"))

	def test_its_new_end_is_that_of_the_course(self, world, closing):
		review = decide(world, closing, "Extend")
		act(closing, "Extend course", world["coordinator"])
		assert closing.stage == "Active"
		assert getdate(closing.expected_end) == getdate(review.new_end)
		review.reload()
		assert getdate(review.carried_out_on) == getdate(today()) and review.earlier_closing == 1
		assert closing.earlier_closings[0].case_review == review.name
		assert not closing.review_decision

	def test_a_second_one_cannot_pass_on_the_texts_of_the_first(self, world, closing):
		first = decide(world, closing, "Extend")
		act(closing, "Extend course", world["coordinator"])
		factories.choose_outcome(closing, world, "Not reached enough")
		act(closing, "Begin closing", world["coordinator"])
		with as_user(world["coordinator"]):
			assert "R105" in refusal_of(lambda: act(closing, "Extend course"))
			first.reload().potential = "Noget andet."
			assert "hold a new review" in refusal_of(first.save)
		second = decide(world, closing.reload(), "Extend", potential="Nu med skolen.")
		act(closing, "Extend course", world["coordinator"])
		assert [row.case_review for row in closing.earlier_closings] == [first.name, second.name]
		assert [first.reload().potential, second.reload().potential] == ["En læreplads.", "Nu med skolen."]

	def test_one_that_was_not_carried_out_counts_for_no_later_closing(self, world, closing):
		decide(world, closing, "Extend")
		decide(world, closing, "Close")
		factories.close_course(closing, world)
		with as_user(world["coordinator"]):
			closing.reopen_reason = "Faldt tilbage."
			closing.save()
			factories.consent_anew(closing)
		act(closing, "Reopen course", world["coordinator"])
		factories.choose_outcome(closing, world, "Not reached enough")
		act(closing, "Begin closing", world["coordinator"])
		with as_user(world["coordinator"]):
			assert "R105" in refusal_of(lambda: act(closing, "Extend course"))

	def test_under_way_it_is_carried_out_at_once_and_counts_for_no_closing(self, world, case):
		review = decide(world, case, "Extend")
		assert getdate(case.reload().expected_end) == getdate(review.new_end)
		factories.choose_outcome(case, world, "Not reached enough")
		act(case, "Begin closing", world["coordinator"])
		with as_user(world["coordinator"]):
			assert "R105" in refusal_of(lambda: act(case, "Extend course"))

	def test_goals_that_are_not_reached_are_reviewed_before_the_course_closes(self, world, case):
		factories.choose_outcome(case, world, "Not reached enough")
		act(case, "Begin closing", world["coordinator"])
		with as_user(world["coordinator"]):
			ended = {**factories.ENDED, **factories.ENDED_WITHOUT["Not reached enough"]}
			case.update({**ended, "no_handover_reason": "Ønsker det ikke."})
			case.save()
			refused = refusal_of(lambda: act(case, "Close course"))
		assert "explore an extension" in refused
		decide(world, case.reload(), "Close")
		assert act(case, "Close course", world["coordinator"]).stage == "Closed"


def test_the_page_shows_what_stands_beside_it(world, case):
	from lat_corps.measurement.course_page import of_course

	review = decide(world, case, "Adjust", decided_words="Mødes ude.")
	with as_user(world["mentor"]):
		factories.review_match(case, "Mentor")
		shown = of_course(case.name)["review"]
	assert [row.name for row in shown["reviews"]] == [review.name]
	assert [row.voice for row in shown["matches"]] == ["Mentor"] and not shown["may_hold"]
	with as_user(world["coordinator"]):
		page = of_course(case.name)
	assert page["review"]["may_hold"]
	assert any(entry["doctype"] == REVIEW for entry in page["timeline"]["entries"])
