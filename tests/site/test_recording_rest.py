"""Ratings and questionnaires as a browser sends them: a refusal leaves nothing, what is due can be listed."""

import json
import shutil

import frappe
import pytest
from frappe.utils import add_days, add_months, today

from lat_corps.casework import derived
from tests import factories

pytestmark = pytest.mark.real_site

OF_CASE = "/api/method/lat_corps.measurement.recording.of_case"


@pytest.fixture(scope="module")
def case(world):
	"""A course that started three months ago, without any measurement or rating."""
	case = factories.case_at("Active", world)
	case.db_set({"opened_on": add_months(today(), -3), "before_deferred_until": None})
	derived.refresh([case.name])
	frappe.db.commit()
	return case


def answers(*given, **values):
	rows = [{"item_code": f"WHO{number}", "answer": answer} for number, answer in enumerate(given, start=1)]
	return {"instrument": "WHO5-v1", "measured_at": "Before", "answers": rows, **values}


def test_a_questionnaire_with_an_unexplained_gap_leaves_nothing(client, case):
	answer = client("mentor").post(
		"/api/resource/LAT Measurement", lat_case=case.name, **answers("3", "", "3", "3", "3")
	)
	assert answer.status_code == 417 and "Ro" in answer.text
	assert not client("mentor").names("LAT Measurement", filters=json.dumps({"lat_case": case.name}))


def test_another_mentor_neither_answers_nor_rates_nor_looks(client, case):
	other = client("second_mentor")
	assert (
		other.post("/api/resource/LAT Measurement", lat_case=case.name, **answers(*"33333")).status_code
		== 403
	)
	assert other.post("/api/resource/LAT Progression", lat_case=case.name, rating=4).status_code == 403
	assert (
		other.post("/api/resource/LAT Reflection", lat_case=case.name, about="Progression").status_code == 403
	)
	assert other.post(OF_CASE, case=case.name).status_code == 403


def test_overdue_courses_are_found_by_their_date_and_only_within_reach(client, case):
	overdue = json.dumps([["next_due", "between", ["1900-01-01", add_days(today(), -1)]]])
	assert case.name in client("mentor").names("LAT Case", filters=overdue)
	assert case.name in client("coordinator").names("LAT Case", filters=overdue)
	assert case.name not in client("second_mentor").names("LAT Case", filters=overdue)


def test_a_course_without_a_due_date_is_not_overdue(client, case, world):
	waiting = factories.case_at("Preparing", world)
	frappe.db.commit()
	overdue = json.dumps([["next_due", "between", ["1900-01-01", add_days(today(), -1)]]])
	assert waiting.name not in client("coordinator").names("LAT Case", filters=overdue)


def test_the_form_of_the_course_gets_notices_and_drawings(client, case):
	course = client("mentor").post(OF_CASE, case=case.name).json()["message"]
	assert [row["standing"] for row in course["notices"]] == ["Overdue", "Overdue"]
	assert "<svg" in course["development"] and "No rating since" in course["development"]


def test_the_print_of_the_course_is_a_pdf_without_pictures(client, case):
	answer = client("coordinator").get(
		"/api/method/frappe.utils.print_format.download_pdf",
		doctype="LAT Case",
		name=case.name,
		format="LAT Course Development",
		pdf_generator="wkhtmltopdf" if shutil.which("wkhtmltopdf") else "chrome",
	)
	assert answer.content.startswith(b"%PDF") and b"/Subtype /Image" not in answer.content
