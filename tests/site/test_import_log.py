"""What an import tells of its file goes with the file, and erasure reaches it before (N5, GDPR art. 17)."""

import json

import frappe
import pytest

from lat_corps.measurement import import_files
from lat_corps.measurement.doctype.lat_survey_import import lat_survey_import as survey_import
from lat_corps.privacy import erasing
from lat_corps.privacy.traces import find
from tests import factories
from tests.factories import as_user
from tests.survey_files import HEADINGS, confirm, course, csv_of, line, upload

GOOD_ROWS = "Import all good rows"
CHILDREN = ("LAT Import Row", "LAT Import Code", "LAT Import Column")
SECRET = "flyttet til onkel"


@pytest.fixture
def cases(world):
	return [course(world, external_id=number) for number in ("001", "002", "003")]


def checked(content, **values):
	survey = upload(content, rows_with_errors=GOOD_ROWS, **values)
	survey_import.check(survey.name)
	return survey.reload()


def kept(survey) -> str:
	"""Everything that the database holds of an import."""
	held = frappe.get_all(survey.doctype, filters={"name": survey.name}, fields=["*"])
	for child in CHILDREN:
		held += frappe.get_all(child, filters={"parent": survey.name}, fields=["*"], order_by="idx asc")
	return json.dumps(held, default=str, ensure_ascii=False)


@pytest.fixture
def survey(coordinator, cases):
	"""A file with a good row, a row with the sender's words, and one of an id that nobody knows."""
	return checked(csv_of([line("001"), line("002", answers=["1", SECRET, "3", "4", "5"]), line("9" * 8)]))


def test_while_the_file_is_there_the_log_tells_of_it(survey):
	assert SECRET in kept(survey) and "WHO1: 1" in kept(survey) and "9" * 8 in kept(survey)


def test_answers_and_words_go_with_the_file(survey, cases):
	survey_import.run(survey.name)
	survey.reload()
	assert not survey.survey_file and survey.standing == "Imported"
	assert SECRET not in kept(survey) and "WHO1: 1" not in kept(survey)
	assert not any(row.score for row in survey.log)
	first = survey.log[0]
	assert (first.line_number, first.outcome, first.lat_case) == (3, "Error", cases[1].name)
	assert (survey.count_new, survey.count_error) == (1, 2)


def test_what_ids_mean_stays_until_the_rows_with_errors_are_mended(survey, cases):
	survey_import.run(survey.name)
	assert "9" * 8 in kept(survey) and survey.reload().rejected_file
	mended = checked(csv_of([line("002"), line("003")]), continues=survey.name)
	survey_import.run(mended.name)
	assert "9" * 8 not in kept(survey) and not survey.reload().courses
	assert [column.header for column in survey.mapping] == HEADINGS, "a profile may still be saved from it"


def test_where_the_setting_keeps_the_file_the_log_stays_with_it(survey):
	with as_user("Administrator"):
		settings = frappe.get_doc("LAT Settings")
		settings.delete_survey_files = 0
		settings.save()
	survey_import.run(survey.name)
	assert SECRET in kept(survey)
	url = survey.reload().survey_file
	with as_user("Administrator"):
		frappe.delete_doc("File", frappe.db.get_value("File", {"file_url": url}), force=True)
	import_files.every_day()
	assert SECRET not in kept(survey)


def test_a_check_that_failed_keeps_nothing_longer_either(coordinator, cases):
	failed = checked(csv_of([line("001", answers=[SECRET] * 5)], [*HEADINGS[:3], *"abcde"]))
	assert failed.standing == "Failed"
	failed.append("log", {"line_number": 2, "outcome": "Error", "message": SECRET})
	failed.flags.result = {"file_description": SECRET}
	failed.save()
	frappe.delete_doc("File", frappe.db.get_value("File", {"file_url": failed.survey_file}), force=True)
	import_files.every_day()
	assert SECRET not in kept(failed)


class TestErasure:
	ROWS = 40

	@pytest.fixture
	def many(self, world, coordinator):
		"""A checked file in which the person to be erased stands below all that a form shows."""
		others = [course(world, external_id=f"X{number:03}") for number in range(self.ROWS)]
		last = course(world, external_id="0KVIST")
		return last, [line(f"X{number:03}") for number in range(len(others))]

	def erased(self, world, case):
		with as_user(world["coordinator"]):
			case.db_set("stage", "Declined")
		request = factories.request_erasure(frappe.get_doc("LAT Citizen", case.citizen))
		with as_user(world["chief"]):
			erasing.carry_out(request, case.citizen)

	@pytest.mark.parametrize(
		"row",
		[
			line("0KVIST", answers="54321"),
			line("KVIST", answers="54321"),
			line("0KVIST", answers=["5", SECRET, "3", "2", "1"]),
		],
		ids=["by its id", "by what may be its id", "with an error"],
	)
	def test_it_reaches_a_file_that_was_checked_and_never_imported(self, world, many, row):
		case, rows = many
		survey = checked(csv_of([*rows, row]))
		assert case.name not in {each.lat_case for each in survey.log if each.outcome != "Error"}
		assert survey.name in find(case.citizen).imports
		url = survey.survey_file
		self.erased(world, case)
		held = kept(survey)
		assert not frappe.db.exists("File", {"file_url": url}) and not survey.reload().rejected_file
		assert case.name not in held and "KVIST" not in held and "WHO1: 1" not in held and SECRET not in held

	@pytest.mark.parametrize("is_checked", [False, True])
	def test_it_reaches_a_file_of_which_nobody_knows_yet_whom_it_names(self, world, many, is_checked):
		case, rows = many
		with as_user(world["coordinator"]):
			survey = upload(csv_of([*rows, line("0KVIST")], ["a", "b", "c", "d", "e", "f", "g", "h"]))
			if is_checked:
				survey_import.check(survey.name)
		self.erased(world, case)
		assert not survey.reload().survey_file

	def test_what_a_person_wrote_beside_an_id_goes_too(self, world, many):
		case, rows = many
		survey = checked(csv_of([*rows, line("Ny 7")]))
		survey.codes[-1].meaning = case.name
		survey.save()
		survey_import.check(survey.name)
		self.erased(world, case)
		assert case.name not in kept(survey) and "Ny 7" not in kept(survey)

	def test_an_import_that_does_not_name_the_person_is_left(self, world, many):
		case, rows = many
		survey = checked(csv_of(rows))
		self.erased(world, case)
		assert survey.reload().survey_file and "WHO1: 1" in kept(survey)

	def test_a_correction_shown_in_the_log_goes_as_well(self, world, many):
		case, rows = many
		first = checked(csv_of([line("0KVIST", answers="54321")]))
		survey_import.run(first.name)
		second = checked(csv_of([*rows, line("0KVIST", answers="00000")]))
		confirm(second)
		self.erased(world, case)
		assert case.name not in kept(second) and "from 5 to 0" not in kept(second)
