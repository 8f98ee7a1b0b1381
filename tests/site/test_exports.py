"""Exports of measurements: what is in them, for whom, and in again (R6, R87, R88, N3)."""

import csv
import io

import frappe
import openpyxl
import pytest
from frappe.utils import add_days, add_months, getdate, today

from lat_corps.measurement import exporting
from lat_corps.measurement.doctype.lat_survey_import import lat_survey_import
from tests import factories
from tests.factories import AWAY, HOME, as_user


def measure(world, case, point="Before", answers=(1, 2, 3, 4, 5), person="coordinator", **values):
	with as_user(world[person]):
		return frappe.get_doc(
			{
				"doctype": "LAT Measurement",
				"lat_case": case.name,
				"instrument": "WHO5-v1",
				"measured_at": point,
				"answers": [
					{"item_code": f"WHO{number}", "answer": answer, "skip_reason": "Vil ikke svare."}
					for number, answer in enumerate(answers, 1)
				],
				**values,
			}
		).insert()


def rate(world, case, rating=6, on=None, **values):
	with as_user(world["coordinator"]):
		return frappe.get_doc(
			{
				"doctype": "LAT Progression",
				"lat_case": case.name,
				"rated_on": on or today(),
				"rating": rating,
				**values,
			}
		).insert()


@pytest.fixture
def case(world):
	return factories.case_at("Active", world)


def exported(world, person="coordinator", **asked):
	with as_user(world[person]):
		exporting.download_measurements(**asked)
	return frappe.response.filecontent


def book(world, person="coordinator", **asked):
	return openpyxl.load_workbook(io.BytesIO(exported(world, person, **asked)))


def sheet(found, title, case):
	head, *rows = found[title].iter_rows(values_only=True)
	return [dict(zip(head, row, strict=True)) for row in rows if row[0] == case.name]


def test_a_measurement_stands_in_both_layouts_with_its_answers(world, case):
	measure(world, case)
	found = book(world)
	(long,) = sheet(found, "Data", case)
	(wide,) = sheet(found, "Data by course", case)
	assert (long["Municipality"], long["Measurement point"], long["Score"]) == (HOME, "Before", 60)
	assert [value for head, value in long.items() if head.startswith("WHO1 ")] == [1]
	assert wide["Before Score"] == 60


def test_the_layout_asked_for_is_the_first_sheet(world, case):
	measure(world, case)
	assert book(world, layout="Wide").sheetnames[0] == "Data by course"


def test_a_skipped_measurement_is_a_missing_event_with_its_reason(world, case):
	with as_user(world["mentor"]):
		factories.missing_measurement(case)
	found = [
		row for row in sheet(book(world), "Missing events", case) if row["What is missing"][:6] == "Before"
	]
	assert [(row["Standing"], row["Reason"], row["Instrument"]) for row in found] == [
		("Skipped with a reason", "Ønskede ikke at svare.", "WHO5 1")
	]


def test_a_measurement_and_a_rating_that_never_came_are_missing_events(world, case):
	case.db_set({"opened_on": add_months(today(), -3), "before_deferred_until": add_days(today(), -10)})
	found = {row["What is missing"]: row for row in sheet(book(world), "Missing events", case)}
	assert set(found) == {"Before measurement", "Progression rating"}
	before = found["Before measurement"]
	assert (before["Standing"], before["Due"].date()) == ("Overdue", getdate(add_days(today(), -10)))
	assert before["Reason"] == case.before_deferred_reason


def test_ratings_stand_on_a_sheet_of_their_own(world, case):
	rate(world, case, 7, why_not_lower="=1+1")
	found = book(world)
	(row,) = sheet(found, "Progression", case)
	assert (row["Grip on life (1-10)"], row["Why is it not lower?"]) == (7, "=1+1")
	assert not [cell for line in found["Progression"] for cell in line if cell.data_type == "f"]


def test_only_the_period_and_instrument_asked_for_are_in_it(world, case):
	case.db_set("referred_on", add_days(today(), -400))
	measure(world, case, measured_on=add_days(today(), -400))
	measure(world, case, "After", measured_on=today())

	def points(**asked):
		return [row["Measurement point"] for row in sheet(book(world, **asked), "Data", case)]

	assert points() == ["Before", "After"]
	assert points(from_date=add_days(today(), -10)) == ["After"]
	assert points(to_date=add_days(today(), -10)) == ["Before"]
	assert points(from_date=add_days(today(), -500), to_date=add_days(today(), -300)) == ["Before"]
	assert points(instrument="WHO5-v1") == ["Before", "After"]
	assert points(municipality=AWAY) == []


@pytest.mark.parametrize(
	"asked",
	[
		{"layout": "Diagonal"},
		{"file_format": "PDF"},
		{"from_date": "i morgen"},
		{"instrument": "findes-ikke"},
		{"from_date": "2026-02-01", "to_date": "2026-01-01"},
	],
)
def test_what_cannot_be_made_is_refused(world, asked):
	with pytest.raises(frappe.ValidationError):
		exported(world, **asked)


def test_a_csv_file_is_danish(world, case):
	measure(world, case)
	content = exported(world, file_format="CSV")
	assert content.startswith(b"\xef\xbb\xbf")
	head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
	(row,) = (dict(zip(head, row, strict=True)) for row in rows if row[0] == case.name)
	assert (row["Date of answer"], row["Score"]) == (f"{getdate(today()):%d-%m-%Y}", "60")


def test_more_than_a_batch_keeps_its_order(world, case, monkeypatch):
	monkeypatch.setattr(exporting, "BATCH", 1)
	measure(world, case, measured_on=add_days(today(), -9))
	measure(world, case, "After", (5, 5, 5, 5, 5))
	rows = sheet(book(world), "Data", case)
	assert [(row["Measurement point"], row["Score"]) for row in rows] == [("Before", 60), ("After", 100)]


def test_a_mentor_exports_own_courses_alone(world, case):
	other = factories.refer(world)
	other.db_set("stage", "Active")
	measure(world, case)
	measure(world, other)
	found = book(world, "mentor")
	assert len(sheet(found, "Data", case)) == 1
	assert sheet(found, "Data", other) == []


MARKS = ("Target group", "Age group", "Gender")


@pytest.mark.parametrize("title", ["Data", "Data by course", "Missing events", "Progression"])
def test_what_marks_the_person_stands_beside_each_line_of_a_coordinator(world, case, title):
	measure(world, case, answers=(1, 2, 3, 4, None))
	rate(world, case)
	frappe.db.set_value("LAT Case", case.name, "age_at_referral", 15)
	frappe.db.set_value("LAT Citizen", case.citizen, "gender", "Woman")
	(row, *_more) = sheet(book(world), title, case)
	assert tuple(row[mark] for mark in MARKS) == (case.target_group, "15 to 17", "Woman")
	variables = [line[0] for line in book(world)["Codebook"].iter_rows(values_only=True)]
	assert variables[3:7] == ["Course type", *MARKS]


@pytest.mark.parametrize("title", ["Data", "Data by course", "Missing events", "Progression"])
def test_the_answer_on_the_consent_to_self_report_goes_with_it(world, case, title):
	measure(world, case, answers=(1, 2, 3, 4, None))
	rate(world, case)

	def told(person: str = "coordinator") -> set[str]:
		return {row.get("Consent to self-report") for row in sheet(book(world, person), title, case)}

	assert told() == {"Not asked for"} and told("mentor") == {None}
	with as_user(world["coordinator"]):
		consent = factories.give_consent(case, purpose="Self-report")
		assert told() == {"Given"}
		consent.update({"withdrawn_on": today()}).save()
	assert told() == {"No more"}


@pytest.mark.parametrize("age", [0, -3])
def test_an_age_that_is_not_known_is_in_no_group(world, case, age):
	measure(world, case)
	frappe.db.set_value("LAT Case", case.name, "age_at_referral", age)
	(row,) = sheet(book(world), "Data", case)
	assert row["Age group"] is None


def test_whoever_may_not_read_the_person_gets_no_marks(world, case):
	measure(world, case)
	found = book(world, "mentor")
	assert sheet(found, "Data", case)
	for title in ("Data", "Data by course", "Missing events", "Progression"):
		head, *_rows = found[title].iter_rows(values_only=True)
		assert not {*MARKS} & {*head}
	assert not {*MARKS} & {line[0] for line in found["Codebook"].iter_rows(values_only=True)}


def test_that_the_marks_of_a_person_left_is_logged(world, case):
	measure(world, case)
	exported(world)
	noted = {"document_type": "LAT Citizen", "action": "Exported", "user": world["coordinator"]}
	assert frappe.db.exists("LAT Read Log", {**noted, "document_number": case.citizen})


@pytest.mark.parametrize("file_format", ["Workbook", "CSV"])
@pytest.mark.parametrize("asked", [{}, {"municipality": HOME}])
def test_a_coordinator_of_another_municipality_exports_nothing_of_it(world, case, file_format, asked):
	measure(world, case)
	rate(world, case)
	content = exported(world, "away_coordinator", file_format=file_format, **asked)
	if file_format == "CSV":
		assert case.name not in content.decode()
		return
	found = openpyxl.load_workbook(io.BytesIO(content))
	assert case.name not in {cell.value for title in found for line in title.iter_rows() for cell in line}


@pytest.mark.parametrize("person", ["manager", "caseworker", "centre", "technician", "outsider"])
def test_others_export_nothing(world, person):
	with pytest.raises(frappe.PermissionError):
		exported(world, person)


def test_every_measurement_and_rating_in_it_is_logged_as_exported(world, case):
	names = {measure(world, case).name, rate(world, case).name}
	exported(world)
	logged = frappe.get_all(
		"LAT Read Log",
		filters={"user": world["coordinator"], "action": "Exported", "lat_case": case.name},
		pluck="document_number",
		order_by="read_on asc",
	)
	assert names <= set(logged)


def imported(world, content, name):
	"""Upload an export to the import, check it, and return the import."""
	with as_user(world["coordinator"]):
		file = frappe.get_doc(
			{"doctype": "File", "file_name": name, "content": content, "is_private": 1}
		).insert()
		survey = frappe.get_doc(
			{
				"doctype": "LAT Survey Import",
				"municipality": HOME,
				"instrument": "WHO5-v1",
				"survey_file": file.file_url,
			}
		).insert()
		lat_survey_import.check(survey.name)
	return frappe.get_doc("LAT Survey Import", survey.name)


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("layout", ["Long", "Wide"])
@pytest.mark.parametrize("file_format", ["Workbook", "CSV"])
def test_an_export_imports_as_nothing_to_change(world, case, layout, file_format, language):
	measure(world, case, measured_on=add_days(today(), -9))
	measure(world, case, "After", (5, 4, 5, None, 5))
	measure(world, case, "Follow-up", (0, 0, 0, 0, 0), measured_on=add_days(today(), -1))
	measure(world, case, "Follow-up", (1, 1, 1, 1, 1), measured_on=today())
	frappe.local.lang = language
	content = exported(world, layout=layout, file_format=file_format, instrument="WHO5-v1", municipality=HOME)
	found = imported(world, content, f"eksport.{exporting.FORMATS[file_format]}")
	assert (found.count_new, found.count_corrected, found.count_error) == (0, 0, 0)
	assert found.count_unchanged >= 4
