"""The plan of a course: wheel, SMART goals, late steps, and what the two tools are called (R65, R96, T9)."""

from __future__ import annotations

from html import unescape

import frappe
import pytest
from frappe.utils import add_days, today

from lat_corps.casework import plans, sessions
from lat_corps.insight.my_day import of_user
from lat_corps.measurement.course_page import of_course
from lat_corps.privacy.access import everything_about
from tests import factories
from tests.factories import as_user, set_settings
from tests.site.test_prints import printed
from tests.site.test_turns import daily

OTHERS = ["second_mentor", "caseworker", "manager", "centre", "away_coordinator"]


@pytest.fixture
def case(world):
	return factories.case_at("Active", world)


def write(world, case, person="mentor", **values):
	with as_user(world[person]):
		return frappe.get_doc({"doctype": "LAT Plan", "lat_case": case.name, **values}).insert()


def rating(place: int, person: int = 0, mentor: int = 0, **values) -> dict:
	return {
		"rated_on": today(),
		"competence": f"LAT-WH-{place}",
		"person": person,
		"mentor": mentor,
		**values,
	}


pytestmark = pytest.mark.usefixtures("settings_as_they_were")


class TestWheel:
	def test_ten_places_are_there_and_the_centre_names_them(self, world):
		assert frappe.db.count("LAT Competence") == 10
		with as_user(world["administrator"]):
			place = frappe.get_doc("LAT Competence", "LAT-WH-1")
			place.competence_label = "Relationskompetence"
			place.save()
		with as_user(world["mentor"]), pytest.raises(frappe.PermissionError):
			frappe.get_doc("LAT Competence", "LAT-WH-1").save()
		assert {row.position for row in frappe.get_all("LAT Competence", fields=["position"])} == {
			*range(1, 11)
		}

	def test_the_form_draws_it_and_tells_it_in_a_table(self, world, case):
		plan = write(
			world,
			case,
			ratings=[
				rating(1, person=4, mentor=6, words="Mikkel tvivler.\nJeg ser det."),
				rating(2, person=5, rated_on=add_days(today(), -40)),
				rating(2, person=7),
			],
		)
		with as_user(world["coordinator"]):
			plan = frappe.get_doc("LAT Plan", plan.name)
			plan.run_method("onload")
		drawn = plan.get("__onload").wheel
		assert drawn.count("<svg") == 2 and "Kompetence 10" in drawn
		assert "Kompetence 1: the person says 4, the mentor 6." in drawn and "Mikkel tvivler." in drawn
		assert '<td class="lat-figure">+2</td>' in drawn

	@pytest.mark.parametrize(
		("rows", "words"),
		[
			([{}], "rate it from 1 to 10"),
			([{"person": 11}], "rate it from 1 to 10"),
			([{"person": 5}, {"mentor": 5}], "rated on that day already"),
			([{"person": 5, "ahead": 2}], "lies in the future"),
		],
	)
	def test_what_cannot_be_is_refused(self, world, case, rows, words):
		ratings = [rating(1, **{**row, "rated_on": add_days(today(), row.get("ahead", 0))}) for row in rows]
		with pytest.raises(frappe.ValidationError, match=words):
			write(world, case, ratings=ratings)

	def test_an_earlier_rating_stays_beside_the_next(self, world, case):
		plan = write(world, case, ratings=[rating(1, person=4, rated_on=add_days(today(), -40))])
		with as_user(world["mentor"]):
			plan.append("ratings", rating(1, person=6))
			plan.save()
		assert [row.person for row in frappe.get_doc("LAT Plan", plan.name).ratings] == [4, 6]


class TestGoals:
	def test_are_checked_against_smart(self, world, case):
		plan = write(
			world,
			case,
			goals=[
				{"goal": "En læreplads.", "competence": "LAT-WH-2", "specific": "Han er i lære."},
				{
					"goal": "En ven.",
					"specific": "a",
					"sign": "b",
					"within_reach": "c",
					"matters": "d",
					"reach_by": today(),
				},
			],
		)
		plan.run_method("onload")
		first, second = plan.get("__onload").goals
		assert first["competence"] == "Kompetence 2" and len(first["lacks"]) == 4
		assert "Why it matters to the person" in first["lacks"]
		assert not second["lacks"] and len(second["answers"]) == 5


class TestSteps:
	def test_the_first_open_one_is_stored_and_one_that_is_late_stands_on_the_course(self, world, case):
		plan = write(
			world,
			case,
			goals=[{"goal": "En læreplads."}, {"goal": "Sover.", "progress": "Let go"}],
			steps=[
				{"step": "Skriver.", "due_on": add_days(today(), 3), "responsible": "Mikkel"},
				{"step": "Ringer.", "due_on": add_days(today(), -2), "responsible": "Samir"},
				{"step": "Gjort.", "due_on": add_days(today(), -9), "done_on": today()},
			],
		)
		assert str(plan.next_step_on) == add_days(today(), -2)
		for person in ("mentor", "coordinator"):
			with as_user(world[person]):
				said = of_course(case.name)["plan"]
			assert (said["plan"], said["called"], said["late"]) == (plan.name, "UPP", 1)
			assert said["goals"] == ["En læreplads."]
			assert (said["step"]["step"], said["step"]["responsible"]) == ("Ringer.", "Samir")
		with as_user(world["mentor"]):
			plan.steps[1].done_on = today()
			plan.save()
		assert str(plan.next_step_on) == add_days(today(), 3)

	def test_the_mentors_card_tells_of_it_once(self, world, case):
		write(world, case, steps=[{"step": "Ringer.", "due_on": add_days(today(), -2)}])
		with as_user(world["mentor"]):
			(card,) = [card for card in of_user()["people"] if card["lat_case"] == case.name]
		assert (card["step"]["step"], card["step"]["late"]) == ("Ringer.", True)
		assert "Step of the plan due" not in {line["kind"] for line in card["due"]}

	def test_it_waits_for_nobody_once_the_course_has_closed(self, world, case):
		plan = write(world, case, steps=[{"step": "Ringer.", "due_on": add_days(today(), -2)}])
		row = {"kind": "Step of the plan due", "reference_name": plan.name, "user": world["mentor"]}
		assert frappe.db.exists("LAT Turn", row)
		frappe.db.set_value("LAT Case", case.name, "stage", "Closed")
		daily()
		assert not frappe.db.exists("LAT Turn", row)

	def test_nobody_writes_the_day_by_hand(self, world, case):
		assert not write(world, case, next_step_on=today()).next_step_on


class TestViews:
	def test_stand_side_by_side_on_paper_when_they_differ(self, world, case):
		plan = write(
			world,
			case,
			worries="Søvn.",
			mentor_differs=1,
			mentor_worries="Ensomhed.",
			mentor_wishes="En ven.",
		)
		with as_user(world["coordinator"]):
			paper = unescape(printed("LAT Plan", plan.name, "LAT Plan", "wkhtmltopdf"))
		assert paper.index("The mentor's view") < paper.index("Søvn.") < paper.index("Ensomhed.")

	def test_nobody_else_reads_them(self, world, case):
		plan = write(world, case, worries="Søvn.")
		for person in OTHERS:
			with as_user(world[person]), pytest.raises(frappe.PermissionError):
				frappe.get_doc("LAT Plan", plan.name).check_permission("read")


@pytest.fixture
def called_otherwise():
	set_settings(upp_label="Udviklingsplan", tpm_label="Samtaleark")
	yield
	set_settings(upp_label="UPP", tpm_label="TPM")
	# A print is committed on a site, by the line of who has read it.
	frappe.db.commit()


class TestNamesOfTheTools:
	def test_stand_on_paper_on_the_course_and_in_the_log(self, world, case, called_otherwise):
		plan = write(world, case, notes=[{"heading": "Netværk", "content": "Morfar."}])
		with as_user(world["mentor"]):
			assert of_course(case.name)["plan"]["called"] == "Udviklingsplan"
			labels = [label for _name, label in sessions.of_case(case.name)["tools"]]
			paper = printed("LAT Plan", plan.name, "LAT Plan", "wkhtmltopdf")
		assert {"Udviklingsplan", "Samtaleark"} <= {*labels} and not {"UPP", "TPM"} & {*labels}
		assert "<h1>Udviklingsplan</h1>" in paper and "<h2>Samtaleark</h2>" in paper
		assert "UPP" not in paper and "TPM" not in paper

	def test_stand_in_what_is_told_and_on_every_page(self, world, case, called_otherwise):
		late = [{"step": "Ringer.", "due_on": add_days(today(), -1)}]
		plan = write(world, case, steps=late)
		with as_user(world["coordinator"]):
			(line,) = [
				line for line in of_user()["waiting"]["rows"] if line["kind"] == "Late step to follow up"
			]
			held = {record["title"] for record in everything_about(case.citizen)["records"]}
		assert line["values"]["plan"] == "Udviklingsplan" and "{plan} {number}" in line["sentence"]
		assert f"Udviklingsplan {plan.name}" in held
		boot = frappe._dict({"__messages": {"LAT Case": "Forløb"}})
		plans.name_in_desk(boot)
		assert boot["__messages"] == {"LAT Case": "Forløb", "LAT Plan": "Udviklingsplan"}

	def test_its_headings_are_the_administrators(self, world):
		headings = [{"heading": "Netværk", "explanation": "Hvem er der omkring personen?"}]
		with as_user(world["administrator"]):
			set_settings(tpm_headings=headings)
		with as_user(world["mentor"]):
			assert [row.heading for row in frappe.get_doc("LAT Settings").tpm_headings] == ["Netværk"]
			with pytest.raises(frappe.PermissionError):
				set_settings(tpm_headings=[])
