"""A questionnaire without a total, and a question that does not count, wherever scores are shown (R87)."""

import io
import json

import frappe
import openpyxl
import pytest
from frappe.utils import add_days, today

from lat_corps.casework.packet_lines import course_lines
from lat_corps.domain.packet import told
from lat_corps.insight import change
from lat_corps.measurement import exporting, instruments
from lat_corps.measurement.development import as_html
from lat_corps.measurement.doctype.lat_survey_import import lat_survey_import as survey_import
from tests import factories
from tests.factories import as_user
from tests.survey_files import csv_of, upload

PARTS = {"A": "W", "B": "W", "C": "R"}


def definition(**changes):
	items = [
		{"item_code": code, "item_label": f"Spørgsmål {code}", "maximum": 4, "subscale": PARTS.get(code, "")}
		for code in "ABCD"
	]
	return {
		"doctype": "LAT Instrument",
		"instrument_code": frappe.generate_hash(length=8),
		"version_number": 1,
		"title": "To dele",
		"method": "No Total",
		"multiplier": 1,
		"items": items,
		"subscales": [
			{"subscale_code": "W", "subscale_label": "Uro", "method": "Sum", "multiplier": 1},
			{"subscale_code": "R", "subscale_label": "Ro", "method": "Sum", "multiplier": 1},
		],
		**changes,
	}


@pytest.fixture
def parts(world):
	with as_user(world["administrator"]):
		return frappe.get_doc(definition()).insert()


@pytest.fixture
def case(world):
	return factories.case_at("Active", world)


def measure(world, case, instrument, answers, point="Before", **values):
	with as_user(world["coordinator"]):
		return frappe.get_doc(
			{
				"doctype": "LAT Measurement",
				"lat_case": case.name,
				"instrument": instrument.name,
				"measured_at": point,
				"measured_on": today(),
				"answers": [
					{"item_code": code, "answer": answer, "skip_reason": "Vil ikke svare."}
					for code, answer in zip("ABCD", answers, strict=True)
				],
				**values,
			}
		).insert()


def test_it_is_answered_when_every_subscale_has_its_score(world, case, parts):
	found = measure(world, case, parts, [1, 2, 3, ""])
	assert (found.standing, found.score, found.reading) == ("Answered", 0, "Uro 3; Ro 3")
	assert measure(world, case, parts, [1, "", 3, 4], "After").standing == "Partly answered"


def test_a_report_of_records_tells_a_score_or_nothing_and_never_nought_for_none(world, case, parts):
	measure(world, case, parts, [1, 2, 3, 4])
	with as_user(world["coordinator"]):
		whole = factories.measure(case, "Before", 3)
		partly = factories.measure(case, "After", 3)
		partly.answers[0].update({"answer": "", "skip_reason": "Vil ikke svare."})
		partly.save()
		told = frappe.get_list(
			"LAT Measurement", filters={"lat_case": case.name}, fields=["standing", "score_told"], limit=0
		)
	assert sorted((row.standing, row.score_told) for row in told) == [
		("Answered", ""),
		("Answered", "60"),
		("Partly answered", ""),
	]
	assert whole.meta.get_field("score").report_hide
	with as_user(world["coordinator"]):
		whole.update({"score_told": "99"}).save()
	assert whole.score_told == "60"


def test_the_handover_and_the_course_tell_the_subscales_and_no_total(world, case, parts):
	measure(world, case, parts, [1, 2, 3, 4])
	with as_user(world["coordinator"]):
		(line,) = [line for line in course_lines(case.name) if line["heading"] == parts.shown_title]
		html = as_html(frappe.get_doc("LAT Case", case.name))
	assert line["figures"]["points"][0]["score"] is None
	assert told(line["figures"], str)[0].endswith(": Uro 3; Ro 3")
	table = html[html.index("To dele") :]
	assert "Uro" in table and "In total" not in table.split("</table>")[0]


def test_an_export_has_no_total_and_misses_nothing(world, case, parts):
	measure(world, case, parts, [1, 2, 3, 4])
	with as_user(world["coordinator"]):
		exporting.download_measurements(instrument=parts.name)
	book = openpyxl.load_workbook(io.BytesIO(frappe.response.filecontent))
	head, row = list(book["Data"].iter_rows(values_only=True))[:2]
	told = dict(zip(head, row, strict=True))
	assert (told["Score"], told["Score W"], told["Score R"], told["Reading"]) == (None, 3, 3, "Uro 3; Ro 3")
	variables = {line[0] for line in book["Codebook"].iter_rows(values_only=True)}
	assert "Score W" in variables and "Score" not in variables


def test_pooled_change_has_the_subscales_alone(world, case, parts):
	measure(world, case, parts, [1, 1, 1, 1])
	measure(world, case, parts, [3, 3, 3, 3], "After")
	with as_user(world["coordinator"]):
		groups = change._context(change._view(None), True)["groups"]
	(group,) = [group for group in groups if group.reference == f"{parts.instrument_code} 1"]
	assert [scale.label for scale in group.scales] == ["Uro", "Ro"]


def test_a_file_is_imported_with_the_scores_of_its_subscales(world, parts):
	cases = [factories.refer(world) for _number in range(2)]
	rows = [[cases[0].name, "Før", today(), *"1234"], [cases[1].name, "Før", today(), "1", "", "3", "4"]]
	with as_user(world["coordinator"]):
		survey = upload(csv_of(rows, ["Forløb", "Måling", "Dato", *"ABCD"]), instrument=parts.name)
		survey_import.check(survey.name)
		assert "No row of the file gets a score" not in survey.reload().file_description
		assert any("lacks the answers to B, so" in (row.message or "") for row in survey.log)
		survey_import.run(survey.name)
	found = {
		row.lat_case: (row.standing, row.reading)
		for row in frappe.get_all(
			"LAT Measurement",
			filters={"instrument": parts.name},
			fields=["lat_case", "standing", "reading"],
		)
	}
	assert found == {cases[0].name: ("Answered", "Uro 3; Ro 3"), cases[1].name: ("Partly answered", "Ro 3")}


def test_the_example_shows_what_there_is(world):
	with as_user(world["administrator"]):
		found = instruments.try_out(json.dumps(definition()), json.dumps({"A": "1", "B": "2", "C": "3"}))
	assert [(line["label"], line["value"]) for line in found["scores"]] == [("Uro", 3), ("Ro", 3)]
	assert (found["answered"], found["missing"]) == (3, ["D"])


def test_a_question_that_does_not_count_changes_no_score(world, case):
	items = [{**item, "not_in_total": item["item_code"] == "D"} for item in definition()["items"]]
	with as_user(world["administrator"]):
		counted = frappe.get_doc(definition(method="Sum", items=items)).insert()
		counted.reload()
		assert counted.items[3].not_in_total == 1
	assert measure(world, case, counted, [1, 2, 3, 4]).score == 6
	assert measure(world, case, counted, [1, 2, 3, ""], "After").standing == "Answered"


def test_the_rule_of_rounding_is_frozen_with_the_rest(world, case):
	with as_user(world["administrator"]):
		instrument = frappe.get_doc(
			definition(
				method="Sum",
				missing_allowed=1,
				rounding="Next Whole",
				cutoffs=[{"upto": 13, "reading": "Lav"}, {"upto": 16, "reading": "Høj"}],
			)
		).insert()
	found = measure(world, case, instrument, [3, 3, 4, ""])
	assert (found.score, found.reading) == (14, "Høj")
	with as_user(world["administrator"]), pytest.raises(frappe.ValidationError, match="in use and frozen"):
		instrument.reload().update({"rounding": "Not Rounded"}).save()


def test_a_version_from_before_these_fields_is_what_it_was(world, case):
	with as_user(world["administrator"]):
		instrument = frappe.get_doc(definition(method="Sum")).insert()
	instrument.db_set("rounding", None, update_modified=False)
	frappe.db.set_value("LAT Instrument Item", {"parent": instrument.name}, "not_in_total", 0)
	frappe.clear_document_cache("LAT Instrument", instrument.name)
	assert measure(world, case, instrument, [1, 2, 3, 4], measured_on=add_days(today(), -1)).score == 10
	with as_user(world["administrator"]):
		instrument.reload().update({"enabled": 0}).save()
