"""Questionnaires, ratings and survey files, through save, check and import."""

import csv
import io
from datetime import date

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from lat_corps.domain.cadence import months_after
from lat_corps.measurement import exporting
from lat_corps.measurement.doctype.lat_survey_import import lat_survey_import
from lat_corps.spreadsheets.reading.uploads import read_table
from tests import factories
from tests.factories import HOME, as_user
from tests.survey_files import confirm, course

HEADINGS = ["Deltager-ID", "Måletidspunkt", "Dato for besvarelse", "WHO1", "WHO2", "WHO3", "WHO4", "WHO5"]


def measure(case, measured_at="Before", answers=(), **values):
	return frappe.get_doc(
		{
			"doctype": "LAT Measurement",
			"lat_case": case.name,
			"instrument": "WHO5-v1",
			"measured_at": measured_at,
			"answers": [
				{"item_code": f"WHO{i}", "answer": a, "skip_reason": "Vil ikke svare."}
				for i, a in enumerate(answers, start=1)
			],
			**values,
		}
	).insert()


class TestMeasurement:
	def test_the_score_follows_from_the_answers(self, world):
		case = factories.case_at("Active", world)
		with as_user(world["mentor"]):
			measurement = measure(case, answers=["3", "2", "2,0", "4", "1"], score=99, reading="Falsk")
		assert (measurement.score, measurement.standing) == (48, "Answered")
		assert measurement.reading == "Risiko for mistrivsel"

	def test_answers_sent_as_numbers_count_and_zero_is_an_answer(self, world):
		case = factories.case_at("Active", world)
		with as_user(world["mentor"]):
			assert measure(case, answers=[3, 0, 2.0, 4, 1]).score == 40

	def test_with_an_answer_missing_there_is_no_score(self, world):
		case = factories.case_at("Active", world)
		with as_user(world["mentor"]):
			measurement = measure(case, answers=["3", "2", "", "4", "1"])
		assert (measurement.standing, measurement.score) == ("Partly answered", 0)

	def test_no_answers_need_a_reason(self, world):
		case = factories.case_at("Active", world)
		with as_user(world["mentor"]):
			with pytest.raises(frappe.ValidationError, match="why there are none"):
				measure(case)
			assert measure(case, missing_reason="Er flyttet.").standing == "Missing"

	@pytest.mark.parametrize("answer", ["6", "-1", "nan", "to"])
	def test_an_impossible_answer_is_refused(self, world, answer):
		case = factories.case_at("Active", world)
		with as_user(world["mentor"]), pytest.raises(frappe.ValidationError):
			measure(case, answers=["3", "2", answer, "4", "1"])

	def test_before_is_measured_once(self, world):
		case = factories.case_at("Active", world)
		with as_user(world["mentor"]):
			measure(case, answers="32241")
			with pytest.raises(frappe.ValidationError, match="Correct that one"):
				measure(case, answers="32241")

	def test_an_instrument_in_use_is_frozen(self, world):
		case = factories.case_at("Active", world)
		with as_user(world["mentor"]):
			measure(case, answers="32241")
		instrument = frappe.get_doc("LAT Instrument", "WHO5-v1")
		instrument.multiplier = 5
		with as_user(world["administrator"]), pytest.raises(frappe.ValidationError, match="frozen"):
			instrument.save()


class TestProgression:
	def rate(self, case, rating, rated_on):
		return frappe.get_doc(
			{"doctype": "LAT Progression", "lat_case": case.name, "rating": rating, "rated_on": rated_on}
		).insert()

	def test_the_next_due_date_counts_from_the_last_rating(self, world):
		case = factories.case_at("Active", world)
		assert getdate(case.next_progression_due) == months_after(getdate(today()), 2)
		with as_user(world["mentor"]):
			self.rate(case, 4, add_days(today(), -40))
			self.rate(case, 6, add_days(today(), -10))
		case.reload()
		assert case.last_rating == 6
		assert getdate(case.next_progression_due) == months_after(getdate(add_days(today(), -10)), 2)

	def test_a_rating_goes_from_1_to_10(self, world):
		case = factories.case_at("Active", world)
		for rating in (0, 11, -3):
			with as_user(world["mentor"]), pytest.raises(frappe.ValidationError, match="1 to 10"):
				self.rate(case, rating, today())

	def test_a_rating_belongs_to_a_course_under_way(self, world):
		case = factories.case_at("Preparing", world)
		with as_user(world["mentor"]), pytest.raises(frappe.ValidationError, match="under way"):
			self.rate(case, 4, today())


class TestImport:
	@pytest.fixture
	def cases(self, world):
		return [course(world, external_id=number) for number in ("001", "002")]

	def written(self, cases):
		return frappe.get_all(
			"LAT Measurement",
			filters={"lat_case": ["in", [case.name for case in cases]]},
			pluck="name",
			order_by="name asc",
		)

	def upload(self, world, rows, encoding="cp1252", delimiter=";", name="svar.csv"):
		text = io.StringIO()
		csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows([HEADINGS, *rows])
		with as_user(world["coordinator"]):
			file = frappe.get_doc(
				{
					"doctype": "File",
					"file_name": name,
					"content": text.getvalue().encode(encoding),
					"is_private": 1,
				}
			).insert()
			return frappe.get_doc(
				{
					"doctype": "LAT Survey Import",
					"municipality": HOME,
					"instrument": "WHO5-v1",
					"survey_file": file.file_url,
				}
			).insert()

	def check(self, world, survey_import):
		with as_user(world["coordinator"]):
			return lat_survey_import.check(survey_import.name)

	def run(self, world, survey_import):
		with as_user(world["coordinator"]):
			return lat_survey_import.run(survey_import.name)

	@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
	def test_a_danish_excel_csv_becomes_measurements(self, world, cases, encoding):
		survey = self.upload(
			world,
			[
				["001", "Før", "10-01-2023", "1", "2,0", "3", "4", "5"],
				["002", "Før", "11-01-2023", "0", "0", "0", "0", "0"],
				["002", "Efter", "11-09-2023", "5", "5", "5", "5", ""],
			],
			encoding,
		)
		assert self.check(world, survey)["New"] == 3
		assert not self.written(cases), "a check writes nothing"
		self.run(world, survey)
		rows = frappe.get_all(
			"LAT Measurement",
			filters={"name": ["in", self.written(cases)]},
			fields=["lat_case", "measured_at", "measured_on", "score", "standing", "owner"],
			order_by="measured_on asc",
		)
		assert [(row.lat_case, row.measured_at, row.measured_on, row.score) for row in rows] == [
			(cases[0].name, "Before", date(2023, 1, 10), 60),
			(cases[1].name, "Before", date(2023, 1, 11), 0),
			(cases[1].name, "After", date(2023, 9, 11), 0),
		]
		assert rows[2].standing == "Partly answered"
		assert {row.owner for row in rows} == {world["coordinator"]}

	def test_the_same_file_twice_changes_nothing_and_a_new_value_is_a_correction(self, world, cases):
		row = ["001", "Før", "10-01-2023", "1", "2", "3", "4", "5"]
		first = self.upload(world, [row])
		self.check(world, first)
		self.run(world, first)
		second = self.upload(world, [row])
		assert self.check(world, second)["Unchanged"] == 1
		self.run(world, second)
		row[3] = "2"
		third = self.upload(world, [row])
		assert self.check(world, third)["Corrected"] == 1
		with pytest.raises(frappe.ValidationError, match="1 rows change what is recorded"):
			self.run(world, third)
		with as_user(world["coordinator"]):
			confirm(third)
		self.run(world, third)
		measurement = frappe.get_doc("LAT Measurement", self.written(cases)[0])
		assert (measurement.score, measurement.survey_import) == (64, third.name)

	def test_one_bad_row_stops_the_whole_file_and_is_named(self, world, cases):
		survey = self.upload(
			world,
			[
				["001", "Før", "10-01-2023", "1", "2", "3", "4", "5"],
				["999", "Før", "32-01-2023", "1", "9", "3", "4", "5"],
			],
		)
		assert self.check(world, survey)["Error"] == 1
		survey.reload()
		message = next(row for row in survey.log if row.outcome == "Error").message
		for word in ("999", "32-01-2023", "9"):
			assert word in message
		with pytest.raises(frappe.ValidationError, match="mend the file"):
			self.run(world, survey)
		assert not self.written(cases)

	def test_a_file_is_checked_before_it_is_imported(self, world, cases):
		survey = self.upload(world, [["001", "Før", "10-01-2023", "1", "2", "3", "4", "5"]])
		with pytest.raises(frappe.ValidationError, match="Check the file first"):
			self.run(world, survey)
		self.check(world, survey)
		with as_user(world["coordinator"]):
			survey.reload()
			survey.mapping[3].column_role = "Ignore"
			survey.save()
		with pytest.raises(frappe.ValidationError, match="Check the file first"):
			self.run(world, survey)

	def test_courses_of_another_municipality_are_unknown(self, world):
		with as_user(world["away_coordinator"]):
			citizen = factories.make_citizen(factories.AWAY)
			frappe.get_doc(
				{
					"doctype": "LAT Case",
					"municipality": factories.AWAY,
					"citizen": citizen.name,
					"external_id": "777",
				}
			).insert()
		survey = self.upload(world, [["777", "Før", "10-01-2023", "1", "2", "3", "4", "5"]])
		assert self.check(world, survey)["Error"] == 1

	def test_a_file_that_is_no_workbook_says_so(self, world):
		survey = self.upload(world, [["001"]], name="svar.xlsx")
		with pytest.raises(frappe.ValidationError):
			self.check(world, survey)

	def test_what_is_exported_imports_as_unchanged(self, world, cases):
		survey = self.upload(world, [["001", "Før", "10-01-2023", "1", "2", "3", "4", "5"]])
		self.check(world, survey)
		self.run(world, survey)
		with as_user(world["coordinator"]):
			content = exporting.workbook(HOME)
			file = frappe.get_doc(
				{"doctype": "File", "file_name": "eksport.xlsx", "content": content, "is_private": 1}
			).insert()
			again = frappe.get_doc(
				{
					"doctype": "LAT Survey Import",
					"municipality": HOME,
					"instrument": "WHO5-v1",
					"survey_file": file.file_url,
				}
			).insert()
		counts = self.check(world, again)
		assert counts["Unchanged"] == sum(counts.values()) >= 1

	def test_an_export_holds_only_what_the_user_may_see(self, world, cases):
		survey = self.upload(world, [["001", "Før", "10-01-2023", "1", "2", "3", "4", "5"]])
		self.check(world, survey)
		self.run(world, survey)
		with as_user(world["away_coordinator"]):
			table = read_table(exporting.workbook(), "eksport.xlsx")
		assert cases[0].name not in {cell for row in table.rows for cell in row.cells}
