"""Recording made easy and its gaps visible: skips with a reason, due dates, who answers, what is shown."""

import frappe
import pytest
from frappe.utils import add_days, add_months, getdate, today
from markupsafe import escape

from lat_corps.casework import derived
from lat_corps.domain.cadence import months_after
from lat_corps.domain.change import CAVEATS
from lat_corps.insight.report.lat_recording_gaps import lat_recording_gaps
from lat_corps.measurement import development, gaps, recording
from tests import factories
from tests.factories import act, as_user

MENTOR, COORDINATOR = "mentor", "coordinator"


@pytest.fixture
def case(world):
	return factories.case_at("Active", world)


def measure(case, answers="33333", measured_at="Before", reasons=None, **values):
	"""A WHO-5 with one answer per character; "-" is none. `reasons` maps the number of a question to why."""
	return frappe.get_doc(
		{
			"doctype": "LAT Measurement",
			"lat_case": case.name,
			"instrument": "WHO5-v1",
			"measured_at": measured_at,
			"answers": [
				{
					"item_code": f"WHO{number}",
					"answer": answer.strip("-"),
					"skip_reason": (reasons or {}).get(number),
				}
				for number, answer in enumerate(answers, start=1)
			],
			**values,
		}
	).insert()


def rate(case, rating=4, rated_on=None, **values):
	return frappe.get_doc(
		{
			"doctype": "LAT Progression",
			"lat_case": case.name,
			"rating": rating,
			"rated_on": rated_on or today(),
			**values,
		}
	).insert()


def started_months_ago(case, months: int):
	"""Move the start of a course back; what is due follows as after an update of the app."""
	case.db_set({"opened_on": add_months(today(), -months), "before_deferred_until": None})
	derived.refresh([case.name])
	return case.reload()


def due(case) -> tuple[str, object]:
	case.reload()
	return case.next_due_what, getdate(case.next_due) if case.next_due else None


class TestSkips:
	def test_a_question_without_answer_or_reason_is_named(self, world, case):
		with as_user(world[MENTOR]), pytest.raises(frappe.ValidationError, match="Energi"):
			measure(case, "33-33")
		assert not frappe.db.exists("LAT Measurement", {"lat_case": case.name})

	def test_a_blank_reason_is_none(self, world, case):
		with as_user(world[MENTOR]), pytest.raises(frappe.ValidationError, match="Energi"):
			measure(case, "33-33", reasons={3: "  "})

	def test_a_reason_is_kept_with_its_question_and_the_answer_counts_as_missing(self, world, case):
		with as_user(world[MENTOR]):
			found = measure(case, "33-33", reasons={3: "Ville ikke svare"}).reload()
		assert [row.skip_reason for row in found.answers] == [None, None, "Ville ikke svare", None, None]
		assert found.standing == "Partly answered"

	def test_a_reason_beside_an_answer_is_dropped(self, world, case):
		with as_user(world[MENTOR]):
			found = measure(case, "33333", reasons={3: "Ville ikke svare"})
		assert not any(row.skip_reason for row in found.answers)

	def test_a_whole_questionnaire_is_skipped_with_one_reason(self, world, case):
		with as_user(world[MENTOR]):
			found = measure(case, "-----", missing_reason="Er flyttet.")
		assert (found.standing, found.missing_reason) == ("Missing", "Er flyttet.")

	def test_reasons_for_every_question_are_the_reason_for_the_whole(self, world, case):
		with as_user(world[MENTOR]):
			found = measure(case, "-----", reasons=dict.fromkeys(range(1, 6), "Der var ikke tid"))
		assert found.missing_reason == "Der var ikke tid"

	def test_a_later_answer_takes_the_reason_for_the_whole_away(self, world, case):
		with as_user(world[MENTOR]):
			found = measure(case, "-----", missing_reason="Er flyttet.")
			for row in found.answers:
				row.answer = "2"
			found.save()
		assert (found.standing, found.missing_reason) == ("Answered", None)

	def test_who_is_not_on_the_course_answers_nothing(self, world, case):
		for person in ("second_mentor", "away_coordinator", "caseworker", "manager"):
			with as_user(world[person]), pytest.raises(frappe.PermissionError):
				measure(case)
			with as_user(world[person]), pytest.raises(frappe.PermissionError):
				rate(case)


class TestDue:
	def test_the_before_measurement_is_overdue_from_the_day_after_the_start(self, world, case):
		assert due(started_months_ago(case, 1)) == ("Before measurement", getdate(case.opened_on))

	def test_its_answer_leaves_the_rating_as_next(self, world, case):
		started_months_ago(case, 1)
		with as_user(world[MENTOR]):
			measure(case)
		assert due(case) == ("Progression rating", months_after(getdate(case.opened_on), 2))

	def test_a_skip_with_a_reason_is_settled_too(self, world, case):
		started_months_ago(case, 1)
		with as_user(world[MENTOR]):
			measure(case, "-----", missing_reason="Ville ikke.")
		assert due(case)[0] == "Progression rating"

	def test_a_rating_moves_the_due_date_from_the_day_it_was_given(self, world, case):
		started_months_ago(case, 5)
		with as_user(world[MENTOR]):
			measure(case)
			rate(case, rated_on=add_days(today(), -3))
		assert due(case) == ("Progression rating", months_after(getdate(add_days(today(), -3)), 2))

	def test_the_after_measurement_is_due_from_the_day_closing_began(self, world):
		case = factories.case_at("Closing", world)
		with as_user(world[MENTOR]):
			measure(case)
		assert getdate(case.closing_began_on) == getdate(today())
		assert due(case) == ("After measurement", months_after(getdate(today()), 1))

	def test_after_is_settled_by_the_questionnaire_that_was_answered_before(self, world):
		case = factories.case_at("Closing", world)
		with as_user(world[MENTOR]):
			measure(case)
			frappe.get_doc(
				{
					"doctype": "LAT Measurement",
					"lat_case": case.name,
					"instrument": "LIVSMESTRING-v1",
					"measured_at": "After",
					"answers": [{"item_code": f"LM{number}", "answer": "3"} for number in range(1, 10)],
				}
			).insert()
			assert due(case)[0] == "After measurement"
			measure(case, measured_at="After")
		assert due(case)[0] == "Progression rating"

	def test_a_course_that_goes_back_to_active_is_not_closing(self, world):
		case = factories.case_at("Closing", world)
		with as_user(world[COORDINATOR]):
			factories.review_course(case, "Extend")
			factories.consent_anew(case)
		act(case, "Extend course", world[COORDINATOR])
		assert case.closing_began_on is None

	def test_no_client_writes_what_is_due(self, world, case):
		expected = due(case)
		with as_user(world[COORDINATOR]):
			case.update({"next_due": add_days(today(), 900), "next_due_what": "Follow-up measurement"})
			case.save()
		assert due(case) == expected

	def test_a_changed_interval_moves_every_course(self, world, case):
		with as_user(world[MENTOR]):
			measure(case)
		settings = frappe.get_doc({**frappe.get_doc("LAT Settings").as_dict(), "progression_interval": 3})
		frappe.get_cached_doc("LAT Settings")
		settings.save()
		assert due(case) == ("Progression rating", months_after(getdate(case.opened_on), 3))


class TestClosing:
	def unmet(self, world, case):
		with pytest.raises(frappe.ValidationError) as refused:
			act(case, "Close course", world[COORDINATOR])
		return str(refused.value)

	def test_a_reason_given_where_it_was_to_be_answered_is_the_reason_to_close_without(self, world):
		case = factories.case_at("Closing", world)
		assert "after measurement" in self.unmet(world, case)
		with as_user(world[MENTOR]):
			measure(case, "-----", "After", missing_reason="Er flyttet.")
		assert "after measurement" not in self.unmet(world, case)


class TestOfCase:
	def notices(self, world, case, person=MENTOR):
		with as_user(world[person]):
			return {row["what"]: row["standing"] for row in recording.of_case(case.name)["notices"]}

	def test_mentor_and_coordinator_see_what_is_overdue(self, world, case):
		started_months_ago(case, 3)
		expected = {"Before measurement": "Overdue", "Progression rating": "Overdue"}
		assert self.notices(world, case) == self.notices(world, case, COORDINATOR) == expected

	def test_days_that_pass_make_it_overdue_without_anything_being_saved(self, world, case, monkeypatch):
		assert self.notices(world, case)["Progression rating"] == "On time"
		monkeypatch.setattr(recording, "danish_today", lambda: getdate(add_months(today(), 3)))
		assert self.notices(world, case)["Progression rating"] == "Overdue"

	def test_before_the_start_the_before_measurement_is_asked_for(self, world):
		case = factories.case_at("Preparing", world)
		assert self.notices(world, case) == {"Before measurement": "Due soon"}

	def test_a_questionnaire_can_be_answered_where_it_is_missing(self, world, case):
		with as_user(world[MENTOR]):
			measure(case)
			course = recording.of_case(case.name)
		cells = {row["instrument"]: row["cells"] for row in course["questionnaires"]}
		before, after = cells["WHO5-v1"]
		assert (before["standing"], before["score"]) == ("Answered", "60")
		assert not after["open"] and cells["LIVSMESTRING-v1"][0]["open"]

	def test_after_is_asked_with_what_was_asked_before(self, world):
		case = factories.case_at("Closing", world)
		with as_user(world[MENTOR]):
			measure(case)
			course = recording.of_case(case.name)
		cells = {row["instrument"]: row["cells"] for row in course["questionnaires"]}
		assert cells["WHO5-v1"][1]["open"] and not cells["LIVSMESTRING-v1"][1]["open"]

	@pytest.mark.parametrize(
		"person", ["second_mentor", "away_coordinator", "caseworker", "manager", "outsider"]
	)
	def test_nobody_else_sees_the_course(self, world, case, person):
		with as_user(world[person]), pytest.raises(frappe.PermissionError):
			recording.of_case(case.name)


class TestDevelopment:
	def html(self, world, case, person=MENTOR):
		with as_user(world[person]):
			return development.as_html(frappe.get_doc("LAT Case", case.name))

	def test_figures_carry_both_caveats(self, world, case):
		html = self.html(world, case)
		assert all(escape(caveat.render()) in html for caveat in CAVEATS)

	def test_before_and_after_stand_in_numbers_with_the_change(self, world):
		case = factories.case_at("Closing", world)
		with as_user(world[MENTOR]):
			measure(case, "22222")
			measure(case, "33333", "After")
		assert "40 → 60 (+20)" in self.html(world, case)

	def test_what_is_missing_is_said_with_its_reason(self, world, case):
		with as_user(world[MENTOR]):
			measure(case, "33-33", reasons={3: "Ville ikke svare"})
		html = self.html(world, case)
		assert "Before: Energi – Ville ikke svare" in html and "Before: missing" not in html

	def test_what_people_write_is_escaped(self, world, case):
		with as_user(world[MENTOR]):
			# past Frappe's own cleaning of HTML, as an import or another app would write it
			rate(case).db_set("why_not_lower", "<script>alert(1)</script>")
			measure(case, "-----", missing_reason="Syg").db_set("missing_reason", "<img src=x>")
			reflect(case, movement="Frem").db_set("movement", "<b>Frem</b>")
		html = self.html(world, case)
		assert "<script>alert" not in html and "<img" not in html and "<b>Frem" not in html
		assert "&lt;script&gt;" in html and "&lt;b&gt;Frem" in html

	def test_no_reliable_change_without_a_documented_sd_and_reliability(self, world):
		case = factories.case_at("Closing", world)
		with as_user(world[MENTOR]):
			measure(case, "00000")
			measure(case, "55555", "After")
		assert "measuring by itself" not in self.html(world, case)
		frappe.db.set_value(
			"LAT Instrument",
			"WHO5-v1",
			{"sd": 20, "reliability": 0.8, "reliability_source": "Prøvekilde 2020"},
		)
		frappe.clear_document_cache("LAT Instrument", "WHO5-v1")
		html = self.html(world, case)
		frappe.clear_document_cache("LAT Instrument", "WHO5-v1")
		assert "larger than measuring by itself" in html and "Prøvekilde 2020" in html

	def test_each_subscale_stands_beside_the_total(self, world):
		questions = [
			{"item_code": code, "item_label": code, "minimum": 1, "maximum": 5, "subscale": code[0]}
			for code in ("A1", "A2", "B1")
		]
		with as_user(world["administrator"]):
			instrument = frappe.get_doc(
				{
					"doctype": "LAT Instrument",
					"instrument_code": "PRØVE",
					"title": "Prøve",
					"items": questions,
					"subscales": [
						{"subscale_code": "A", "subscale_label": "Hverdag", "method": "Mean"},
						{"subscale_code": "B", "subscale_label": "Netværk", "method": "Sum"},
					],
				}
			).insert()
		case = factories.case_at("Closing", world)
		with as_user(world[MENTOR]):
			for point, given in (("Before", "231"), ("After", "454")):
				frappe.get_doc(
					{
						"doctype": "LAT Measurement",
						"lat_case": case.name,
						"instrument": instrument.name,
						"measured_at": point,
						"answers": [
							{"item_code": row["item_code"], "answer": answer}
							for row, answer in zip(questions, given, strict=True)
						],
					}
				).insert()
		html = self.html(world, case)
		assert all(words in html for words in ("6 → 13 (+7)", "2,5 → 4,5 (+2)", "1 → 4 (+3)", "Hverdag"))

	def test_paper_has_the_same_drawing_and_no_second_one_for_phones(self, world, case):
		with as_user(world[MENTOR]):
			rate(case)
			paper = frappe.get_print("LAT Case", case.name, "LAT Course Development")
		assert "<svg" in paper and f'id="{case.name}-ratings-title"' in paper
		assert f"{case.name}-ratings-narrow" not in paper

	def test_looking_is_in_the_read_log(self, world, case):
		with as_user(world[MENTOR]):
			rating, measurement = rate(case), measure(case)
		self.html(world, case, COORDINATOR)
		read = frappe.get_all(
			"LAT Read Log",
			filters={"user": world[COORDINATOR], "lat_case": case.name},
			pluck="document_number",
			order_by="document_number asc",
		)
		assert {rating.name, measurement.name} <= set(read)


def reflect(case, about="Progression", **values):
	return frappe.get_doc(
		{"doctype": "LAT Reflection", "lat_case": case.name, "about": about, **values}
	).insert()


class TestReflection:
	def test_answers_to_other_questions_are_not_kept(self, world, case):
		with as_user(world[MENTOR]):
			found = reflect(case, movement="Det går frem.", wellbeing="Andet.")
		assert (found.movement, found.wellbeing) == ("Det går frem.", None)

	def test_an_empty_one_is_refused(self, world, case):
		with as_user(world[MENTOR]), pytest.raises(frappe.ValidationError, match="at least one"):
			reflect(case, movement="  ")

	def test_it_stands_beside_the_figures(self, world, case):
		with as_user(world[COORDINATOR]):
			reflect(case, "Before and after", tools="Samtalekortet.")
			html = development.as_html(frappe.get_doc("LAT Case", case.name))
		assert "Samtalekortet." in html


class TestGaps:
	def of(self, world, case, person=COORDINATOR):
		with as_user(world[person]):
			return next((course for course in gaps.courses() if course.name == case.name), None)

	def test_a_course_without_before_and_ratings_has_gaps(self, world, case):
		found = self.of(world, started_months_ago(case, 5))
		assert (found.before, found.ratings, found.rating_gaps) == ("Missing", 0, 1)
		assert found.has_gaps and found.late[0] == "Before measurement" and found.days_late > 100

	def test_a_skip_with_a_reason_is_still_a_gap(self, world, case):
		with as_user(world[MENTOR]):
			measure(case, "-----", missing_reason="Ville ikke.")
		found = self.of(world, case)
		assert (found.before, found.has_gaps, found.late) == ("Skipped", True, None)

	def test_a_course_with_everything_recorded_has_none(self, world, case):
		with as_user(world[MENTOR]):
			measure(case)
			rate(case)
		found = self.of(world, case)
		assert (found.before, found.after, found.has_gaps) == ("Answered", "Not yet", False)

	def test_each_counts_the_courses_within_reach(self, world, case):
		started_months_ago(case, 5)
		assert self.of(world, case, MENTOR) and not self.of(world, case, "away_coordinator")
		assert not self.of(world, case, "second_mentor")

	def test_the_card_counts_what_is_overdue_and_not_what_has_no_date(self, world, case):
		with as_user(world[MENTOR]):
			before = gaps.overdue()["value"]
		started_months_ago(case, 5)
		factories.case_at("Preparing", world)
		with as_user(world[MENTOR]):
			assert gaps.overdue()["value"] == before + 1

	def test_the_report_leaves_out_courses_without_gaps_unless_asked(self, world, case):
		with as_user(world[MENTOR]):
			measure(case)
			rate(case)
		with as_user(world[COORDINATOR]):
			short, long = (
				{row["lat_case"] for row in lat_recording_gaps.execute({"everything": everything})[1]}
				for everything in (0, 1)
			)
		assert case.name not in short and case.name in long
