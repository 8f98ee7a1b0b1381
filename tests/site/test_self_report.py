"""The consent to self-report: what rests on it, and what falls silent once it ends (N4, R90, R94)."""

import frappe
import pytest
from frappe.utils import add_days, add_months, getdate, today

from lat_corps.casework import derived
from lat_corps.casework.consents import on_course
from lat_corps.casework.next_steps import of_course
from lat_corps.domain.self_report import ASK_FOR_SELF_REPORT
from lat_corps.insight.my_people import cards
from lat_corps.measurement import gaps, recording
from lat_corps.measurement.doctype.lat_survey_import import lat_survey_import
from tests import factories
from tests.factories import as_user, refusal_of, set_settings
from tests.survey_files import course, csv_of, line, upload

SELF_REPORT = "Self-report"
NO_MORE = "holds no more"


@pytest.fixture
def case(world):
	return factories.case_at("Active", world)


def consented(world, case, **values):
	with as_user(world["coordinator"]):
		return factories.give_consent(case, purpose=SELF_REPORT, **values)


def withdraw(world, consent):
	with as_user(world["coordinator"]):
		consent.reload().update({"withdrawn_on": today()})
		return consent.save()


@pytest.fixture
def stopped(world, case):
	withdraw(world, consented(world, case))
	return case.reload()


def rate(case, **values):
	return frappe.get_doc(
		{"doctype": "LAT Progression", "lat_case": case.name, "rating": 6, **values}
	).insert()


def competence() -> str:
	return frappe.get_all("LAT Competence", order_by="position asc", pluck="name", limit=1)[0]


def wheel(case, *ratings):
	rows = [{"rated_on": today(), "competence": competence(), **values} for values in ratings]
	return frappe.get_doc({"doctype": "LAT Plan", "lat_case": case.name, "ratings": rows})


class TestNewAnswers:
	def test_come_in_where_nobody_was_asked_yet_as_they_did(self, world, case):
		with as_user(world["mentor"]):
			assert rate(case) and factories.measure(case, "Before") and wheel(case, {"person": 4}).insert()

	def test_come_in_as_long_as_the_consent_holds(self, world, case):
		consented(world, case, valid_until=today())
		with as_user(world["mentor"]):
			assert rate(case) and factories.measure(case, "Before") and wheel(case, {"person": 4}).insert()

	@pytest.mark.parametrize(
		"write",
		[
			rate,
			lambda case: factories.measure(case, "Before"),
			lambda case: wheel(case, {"person": 4}).insert(),
		],
	)
	def test_are_refused_once_it_is_withdrawn_with_what_to_do(self, world, stopped, write):
		with as_user(world["mentor"]):
			told = refusal_of(lambda: write(stopped))
		assert NO_MORE in told and "The coordinator asks Citizen anew, under Consents." in told

	def test_are_refused_once_it_has_run_out(self, world, case):
		consented(world, case, valid_until=add_days(today(), -1))
		with as_user(world["mentor"]):
			assert NO_MORE in refusal_of(lambda: rate(case))

	def test_are_refused_once_the_age_has_changed_who_consents(self, world, case):
		turned_15 = add_months(today(), -12 * 15)
		frappe.db.set_value("LAT Citizen", case.citizen, "birth_date", turned_15)
		consented(world, case, given_by="Custody holder", given_on=add_months(today(), -2))
		with as_user(world["mentor"]):
			assert "asks Citizen, Custody holder anew" in refusal_of(lambda: rate(case))
		consented(world, case, given_on=today())
		consented(world, case, given_by="Custody holder", given_on=today())
		with as_user(world["mentor"]):
			assert rate(case)

	def test_come_in_again_with_a_new_consent(self, world, stopped):
		consented(world, stopped, given_on=today())
		with as_user(world["mentor"]):
			assert rate(stopped)

	def test_are_none_when_the_mentor_rates_the_wheel_or_a_reason_is_written(self, world, stopped):
		with as_user(world["mentor"]):
			assert wheel(stopped, {"mentor": 4}).insert()
			assert factories.missing_measurement(stopped)

	def test_are_none_when_what_was_answered_is_corrected(self, world, case):
		given = consented(world, case)
		with as_user(world["mentor"]):
			rating, measured = rate(case), factories.measure(case, "Before")
			plan = wheel(case, {"person": 4}).insert()
		withdraw(world, given)
		with as_user(world["mentor"]):
			rating.reload().update({"rating": 5})
			rating.save()
			measured.reload().answers[0].answer = 1
			measured.save()
			plan.reload().ratings[0].person = 5
			plan.save()
			plan.append("ratings", {"rated_on": today(), "competence": competence(), "person": 3})
			plan.ratings[1].rated_on = add_days(today(), -1)
			assert NO_MORE in refusal_of(plan.save)

	@pytest.mark.parametrize(
		"more", [{"why_not_lower": "Min søster."}, {"one_step_up": "Et job."}, {"rating": 2, "days": 0}]
	)
	def test_do_not_come_in_as_a_correction_of_a_rating(self, world, case, more):
		case.db_set("opened_on", add_months(today(), -2))
		given = consented(world, case, given_on=add_months(today(), -2))
		with as_user(world["mentor"]):
			rating = rate(case, rated_on=add_days(today(), -7))
		withdraw(world, given)
		with as_user(world["mentor"]):
			rated_on = add_days(today(), more.pop("days", -7))
			rating.reload().update({"rated_on": rated_on, **more})
			assert NO_MORE in refusal_of(rating.save)
			rating.reload().update({"rating": 5})
			rating.save()

	def test_do_not_come_in_as_a_correction_of_a_measurement(self, world, case):
		case.db_set("opened_on", add_months(today(), -2))
		given = consented(world, case, given_on=add_months(today(), -2))
		with as_user(world["mentor"]):
			measured = factories.measure(case, "Before", measured_on=add_days(today(), -7))
		withdraw(world, given)
		with as_user(world["mentor"]):
			measured.reload().measured_on = add_days(today(), -6)
			measured.save()
			measured.update({"measured_on": today()}).answers[0].answer = 1
			assert NO_MORE in refusal_of(measured.save)

	def test_fill_no_measurement_that_was_skipped(self, world, case):
		given = consented(world, case)
		with as_user(world["mentor"]):
			skipped = factories.missing_measurement(case)
		withdraw(world, given)
		with as_user(world["mentor"]):
			for row in skipped.reload().answers:
				row.answer = 3
			assert NO_MORE in refusal_of(skipped.save)


class TestAFile:
	def test_has_an_error_for_the_row_and_the_others_go_in(self, world):
		stopped, other = course(world), course(world)
		withdraw(world, consented(world, stopped, given_on="2023-01-02"))
		with as_user(world["coordinator"]):
			survey = upload(csv_of([line(stopped), line(other)]), rows_with_errors="Import all good rows")
			lat_survey_import.check(survey.name)
			assert (survey.reload().count_error, survey.count_new) == (1, 1)
			assert any(NO_MORE in (row.message or "") for row in survey.log)
			lat_survey_import.run(survey.name)
		assert not frappe.db.exists("LAT Measurement", {"lat_case": stopped.name})
		assert frappe.db.exists("LAT Measurement", {"lat_case": other.name})

	def test_writes_nothing_when_it_is_withdrawn_between_check_and_import(self, world):
		case = course(world)
		given = consented(world, case, given_on="2023-01-02")
		with as_user(world["coordinator"]):
			survey = upload(csv_of([line(case)]))
			lat_survey_import.check(survey.name)
			assert survey.reload().count_new == 1
		withdraw(world, given)
		with as_user(world["coordinator"]):
			try:
				lat_survey_import.run(survey.name)
			except frappe.ValidationError:
				pass
		assert not frappe.db.exists("LAT Measurement", {"lat_case": case.name})

	def test_corrects_what_was_answered_and_adds_nothing(self, world):
		case = course(world)
		given = consented(world, case, given_on="2023-01-02")
		with as_user(world["coordinator"]):
			for answers in (["1", "2", "3", "4", ""], ["1", "2", "3", "5", ""], ["1", "2", "3", "5", "5"]):
				survey = upload(csv_of([line(case, answers=answers)]))
				lat_survey_import.check(survey.name)
				found = survey.reload()
				assert (found.count_new, found.count_corrected, found.count_error) == {
					"4": (1, 0, 0),
					"5": (0, 1, 0) if not answers[4] else (0, 0, 1),
				}[answers[3]]
				if not answers[4]:
					survey.corrections_confirmed = 1
					survey.save()
					lat_survey_import.run(survey.name)
				if answers[3] == "4":
					with as_user(world["coordinator"]):
						given.reload().update({"withdrawn_on": today()})
						given.save()

	def test_answers_nothing_anew_on_a_later_day(self, world):
		case = course(world)
		given = consented(world, case, given_on="2023-01-02")
		with as_user(world["coordinator"]):
			survey = upload(csv_of([line(case)]))
			lat_survey_import.check(survey.name)
			lat_survey_import.run(survey.name)
		withdraw(world, given)
		with as_user(world["coordinator"]):
			for answers, counts in (("12345", (1, 0)), ("54321", (0, 1))):
				survey = upload(csv_of([line(case, date="11-01-2023", answers=answers)]))
				lat_survey_import.check(survey.name)
				found = survey.reload()
				assert (found.count_corrected, found.count_error) == counts


class TestWhatIsDue:
	def test_falls_silent(self, world, case):
		case.db_set("opened_on", add_months(today(), -6))
		case.refresh_derived()
		assert case.reload().next_due and case.next_progression_due
		given = consented(world, case)
		assert case.reload().next_due
		withdraw(world, given)
		assert not case.reload().next_due and not case.next_due_what and not case.next_progression_due
		due = {"kind": ["in", ["Rating due", "Measurement due", "Recording to follow up"]]}
		assert not frappe.get_all("LAT Turn", {**due, "lat_case": case.name})
		with as_user(world["mentor"]):
			(card,) = [card for card in cards([case.mentor]) if card["lat_case"] == case.name]
			assert not card["may_rate"]
			shown = recording.on_course(case)
			assert NO_MORE in shown["refusal"] and not shown["notices"] and not shown["may_rate"]
			assert not any(cell["open"] for row in shown["questionnaires"] for cell in row["cells"])

	def test_is_due_again_with_a_new_consent(self, world, stopped):
		assert not stopped.next_due
		consented(world, stopped, given_on=today())
		assert stopped.reload().next_due

	def test_falls_silent_on_the_day_that_it_runs_out(self, world, case):
		given = consented(world, case, valid_until=today())
		assert case.reload().next_due
		frappe.db.set_value("LAT Consent", given.name, "valid_until", add_days(today(), -1))
		derived.every_day()
		assert not case.reload().next_due

	def test_follows_the_date_of_birth(self, world, case):
		consented(world, case, given_on=add_months(today(), -2))
		assert case.reload().next_due
		with as_user(world["coordinator"]):
			person = frappe.get_doc("LAT Citizen", case.citizen)
			person.birth_date = add_months(today(), -12 * 16)
			person.save()
		assert not case.reload().next_due

	def test_is_no_gap_from_then_on(self, world, case):
		case.db_set("opened_on", add_months(today(), -9))
		consented(world, case, given_on=add_months(today(), -9), withdrawn_on=add_months(today(), -8))
		with as_user(world["coordinator"]):
			(found,) = [row for row in gaps.courses() if row.name == case.name]
		assert (found.before, found.rating_gaps, found.late) == ("No consent", 0, None)
		assert found.consent == "No more" and not found.has_gaps

	def test_stops_no_step_of_the_course(self, world):
		case = factories.case_at("Preparing", world)
		withdraw(world, consented(world, case))
		frappe.db.delete("LAT Measurement", {"lat_case": case.name})
		with as_user(world["coordinator"]):
			words = [
				line["words"]
				for step in of_course(case.reload())
				for line in step["conditions"]
				if not line["met"]
			]
		assert not any("before measurement" in line for line in words)


class TestWhoIsToBeAsked:
	def ahead(self, world, case, person="coordinator"):
		with as_user(world[person]):
			return [line for step in of_course(case) if not step["stage"] for line in step["conditions"]]

	def test_stands_on_the_course_and_stops_nothing(self, world, case):
		(line,) = [line for line in self.ahead(world, case) if line["words"] == ASK_FOR_SELF_REPORT]
		assert line["mends"] == [{"new": ["LAT Consent", {"lat_case": case.name, "purpose": SELF_REPORT}]}]
		assert not any(ASK_FOR_SELF_REPORT == line["words"] for line in self.ahead(world, case, "mentor"))

	def test_is_said_no_more_once_it_is_given_and_anew_when_it_ends(self, world, case):
		given = consented(world, case)
		assert not self.ahead(world, case)
		withdraw(world, given)
		assert NO_MORE in self.ahead(world, case)[0]["words"]

	def test_stands_in_the_list_of_gaps(self, world, case):
		with as_user(world["coordinator"]):
			(found,) = [row for row in gaps.courses() if row.name == case.name]
		assert found.consent == "Not asked for"


def test_what_was_consented_to_before_the_closing_is_asked_anew(world):
	case = factories.case_at("Active", world)
	consented(world, case)
	case.append("earlier_closings", {"closed_on": add_days(today(), -3), "taken_up_at": today()})
	for row in case.earlier_closings:
		row.db_insert()
	with as_user(world["coordinator"]):
		(row,) = [row for row in on_course(case.reload()) if row["purpose"] == SELF_REPORT]
	assert row["ended"]
	with as_user(world["mentor"]):
		assert NO_MORE in refusal_of(lambda: rate(case))


def test_the_ages_of_the_settings_count_at_once(world, case):
	consented(world, case, given_on=getdate(add_months(today(), -2)))
	assert case.reload().next_due
	with as_user(world["administrator"]):
		set_settings(custody_consent_below_age=30)
		try:
			assert not case.reload().next_due
		finally:
			set_settings(custody_consent_below_age=18)
	assert case.reload().next_due
