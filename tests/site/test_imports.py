"""Survey imports: what is recognised, good rows and the rest, profiles, files that go, cancelling."""

from pathlib import Path

import frappe
import pytest
from frappe.utils import add_days, now_datetime, today

from lat_corps.compat import bytes_of
from lat_corps.measurement import import_files, import_job, import_lock, importing
from lat_corps.measurement.doctype.lat_survey_import import lat_survey_import as survey_import
from lat_corps.measurement.import_command import DONE, WITH_ERRORS, Order, carry_out
from lat_corps.spreadsheets.reading.uploads import read_table
from tests import factories
from tests.factories import AWAY, act, as_user
from tests.survey_files import HEADINGS, confirm, course, csv_of, imported, line, upload

GOOD_ROWS = "Import all good rows"


@pytest.fixture
def cases(world):
	return [course(world, external_id=number) for number in ("001", "002", "003")]


@pytest.fixture
def no_commits(monkeypatch):
	"""A job commits itself; here what it does is to be taken back."""
	committed = []
	monkeypatch.setattr(type(frappe.local.db), "commit", lambda db: committed.append(1))
	monkeypatch.setattr(type(frappe.local.db), "rollback", taking_back(type(frappe.local.db).rollback))
	return committed


def taking_back(rollback):
	"""Without commits a rollback would take the test's own records too: only savepoints are taken back."""
	return lambda db, save_point=None, **_k: rollback(db, save_point=save_point) if save_point else None


def scores(cases):
	return {
		(row.lat_case, row.measured_at): row.score
		for row in frappe.get_all(
			"LAT Measurement",
			filters={"lat_case": ["in", [case.name for case in cases]]},
			fields=["lat_case", "measured_at", "score"],
		)
	}


def days_ago(days: int) -> str:
	return str(add_days(today(), -days))


def checked(rows, name="svar.csv", **values):
	survey = upload(csv_of(rows), name, **values)
	survey_import.check(survey.name)
	return survey.reload()


def checked_file(content):
	survey = upload(content)
	survey_import.check(survey.name)
	return survey.reload()


def rejected(survey) -> bytes:
	file = frappe.get_doc("File", {"file_url": survey.rejected_file})
	assert file.is_private and file.attached_to_name == survey.name
	return bytes_of(file)


class TestRecognition:
	def test_how_the_file_is_read_is_shown(self, coordinator, cases):
		survey = checked([line("001")])
		assert (survey.encoding, survey.delimiter, survey.layout) == ("cp1252", ";", "Long")
		assert survey.date_order == "Day first" and survey.header_rows == 1

	def test_columns_that_are_not_recognised_are_there_to_be_chosen(self, coordinator, cases):
		headings = ["Deltager-ID", "Måletidspunkt", "Dato for besvarelse", *"abcde"]
		survey = checked_file(csv_of([line("001", answers="xyzwq"), line("002")], headings))
		assert (survey.standing, survey.row_count) == ("Failed", 0)
		assert "Answers" in survey.failure
		assert [column.column_role for column in survey.mapping] == ["Case", "Point", "Date", *["Ignore"] * 5]
		for column, item in zip(survey.mapping[3:], ("WHO1", "WHO2", "WHO3", "WHO4", "WHO5"), strict=True):
			column.update({"column_role": "Answer", "item_code": item})
		survey.save()
		assert survey_import.check(survey.name)["New"] == 1

	def test_what_the_codes_of_chosen_columns_mean_is_proposed_then(self, coordinator, cases):
		rows = [
			line("001", point="1", answers=["1", "2", "3", "4", "ved ikke"]),
			line("001", point="2", date="10-09-2023"),
		]
		survey = checked_file(csv_of(rows, [HEADINGS[0], "v_17", *HEADINGS[2:]]))
		assert survey.standing == "Failed" and "Measurement point" in survey.failure
		survey.mapping[1].column_role = "Point"
		survey.append("codes", {"header": "v_17", "written": "2", "meaning": "Follow-up"})
		survey.save()
		survey_import.check(survey.name)
		meant = {(row.header or "", row.written): row.meaning or "" for row in survey.reload().codes}
		assert meant == {("v_17", "1"): "Before", ("v_17", "2"): "Follow-up", ("", "ved ikke"): ""}
		assert (survey.standing, survey.count_new) == ("Checked", 2)

	def test_what_columns_mean_is_chosen_before_anything_is_written(self, coordinator, cases):
		survey = checked_file(csv_of([["1", "2", "3"]], headings=["a", "b", "c"]))
		with pytest.raises(frappe.ValidationError, match="Choose the column"):
			survey_import.run(survey.name)

	def test_what_a_person_chooses_instead_is_kept_and_the_columns_proposed_anew(self, coordinator, cases):
		survey = checked([line("001", date="01-02-2023")])
		survey.date_order = "Month first"
		survey.save()
		assert survey.standing == "Draft" and not survey.mapping
		survey_import.check(survey.name)
		survey.reload()
		assert survey.date_order == "Month first" and len(survey.mapping) == len(HEADINGS)
		assert str(next(row for row in survey.log).measured_on) == "2023-01-02"

	def test_another_file_is_recognised_anew(self, coordinator, cases):
		survey = checked([line("001")])
		other = upload(csv_of([line("001")], encoding="utf-8-sig", delimiter="\t"), "andre.csv")
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": "ny.csv",
				"content": csv_of([line("001")], encoding="utf-8-sig", delimiter="\t"),
				"is_private": 1,
			}
		).insert()
		assert other.standing == "Draft"
		survey.survey_file = file.file_url
		survey.save()
		survey_import.check(survey.name)
		survey.reload()
		assert (survey.delimiter, survey.encoding) == ("Tab", "utf-8-sig")

	def test_the_senders_words_are_read_as_the_codes_say(self, coordinator, cases):
		row = line("001", point="ved døren")
		survey = upload(csv_of([row]))
		survey_import.check(survey.name)
		assert survey.reload().count_error == 1
		survey.append("codes", {"header": "Måletidspunkt", "written": "ved døren", "meaning": "Before"})
		survey.save()
		survey_import.check(survey.name)
		assert survey.reload().count_new == 1

	def test_a_meaning_that_is_no_number_is_refused(self, coordinator, cases):
		survey = checked([line("001")])
		survey.append("codes", {"header": "WHO1", "written": "slet ikke", "meaning": "nul"})
		with pytest.raises(frappe.ValidationError, match="Codes, row 1"):
			survey.save()

	def test_the_form_keeps_the_first_rows_and_not_thousands(self, coordinator, cases):
		survey = checked([line(f"X{i}") for i in range(300)])
		assert survey.count_error == 300 and len(survey.log) <= 110
		assert len(read_table(rejected(survey), "fejl.xlsx").rows) == 300


class TestGoodRows:
	@pytest.fixture
	def rows(self):
		return [line("001"), line("002", answers="16345"), line("XYZ"), line("003")]

	def test_nothing_is_the_default(self, coordinator, cases, rows):
		survey = checked(rows)
		with pytest.raises(frappe.ValidationError, match="2 rows have errors"):
			survey_import.run(survey.name)
		assert scores(cases) == {}

	def test_all_good_rows_are_written_and_the_rest_comes_back(self, coordinator, cases, rows):
		survey = checked(rows, rows_with_errors=GOOD_ROWS)
		survey_import.run(survey.name)
		assert scores(cases) == {(cases[0].name, "Before"): 60, (cases[2].name, "Before"): 60}
		table = read_table(rejected(survey.reload()), "fejl.xlsx")
		assert [row.cells[0] for row in table.rows] == ["002", "XYZ"]

	def test_the_mended_rows_are_dropped_in_again(self, coordinator, cases, rows):
		first = checked(rows, rows_with_errors=GOOD_ROWS)
		survey_import.run(first.name)
		url = first.reload().rejected_file
		mended = [line("002", answers="11345"), line("002", "Efter", answers="55555")]
		second = checked(mended, continues=first.name)
		survey_import.run(second.name)
		assert len(scores(cases)) == 4
		assert not first.reload().rejected_file and not frappe.db.exists("File", {"file_url": url})

	def test_a_correction_that_a_save_refuses_comes_back_too(self, coordinator, cases, monkeypatch):
		first = checked([line("001"), line("002")])
		survey_import.run(first.name)
		second = checked(
			[line("001", answers="55555"), line("002", answers="55555")], rows_with_errors=GOOD_ROWS
		)
		confirm(second)
		refuse = type(frappe.new_doc("LAT Measurement")).validate

		def validate(measurement):
			if measurement.lat_case == cases[0].name:
				frappe.throw("Nej.")
			refuse(measurement)

		monkeypatch.setattr(type(frappe.new_doc("LAT Measurement")), "validate", validate)
		survey_import.run(second.name)
		assert scores(cases) == {(cases[0].name, "Before"): 60, (cases[1].name, "Before"): 100}
		assert second.reload().count_error == 1
		assert [row.cells[0] for row in read_table(rejected(second), "fejl.xlsx").rows] == ["001"]

	def test_only_an_import_of_the_same_municipality_is_continued(self, world, cases):
		with as_user(world["away_coordinator"]):
			away = upload(csv_of([line("1")]), municipality=AWAY)
		with as_user(world["coordinator"]), pytest.raises(frappe.PermissionError, match="not yours to read"):
			upload(csv_of([line("001")]), continues=away.name)
		with pytest.raises(frappe.ValidationError, match="not of this municipality"):
			upload(csv_of([line("001")]), continues=away.name)


class TestWalls:
	def test_a_course_of_another_municipality_is_as_unknown_as_none(self, world, coordinator, cases):
		with as_user(world["away_coordinator"]):
			citizen = factories.make_citizen(AWAY)
			away = frappe.get_doc(
				{"doctype": "LAT Case", "municipality": AWAY, "citizen": citizen.name, "external_id": "777"}
			).insert()
		survey = checked([line(case) for case in ("777", "778", away.name, "LAT-1999-99999")])
		messages = [row.message.replace(row.message.split("“")[1], "") for row in survey.log]
		assert survey.count_error == 4
		said = {
			message.replace(case, "").split(":", 1)[1]
			for message, case in zip(
				[row.message for row in survey.log], ("777", "778", away.name, "LAT-1999-99999"), strict=True
			)
		}
		assert len(said) == 1, messages

	def test_who_coordinates_both_imports_for_one(self, world, cases):
		municipality = frappe.get_doc("LAT Municipality", AWAY)
		municipality.append("members", {"user": world["coordinator"], "member_function": "Coordinator"})
		municipality.save()
		with as_user(world["coordinator"]):
			citizen = factories.make_citizen(AWAY)
			away = frappe.get_doc(
				{
					"doctype": "LAT Case",
					"municipality": AWAY,
					"citizen": citizen.name,
					"referred_on": "2023-01-02",
				}
			).insert()
			survey = checked([line(away), line("001")])
		assert [row.outcome for row in survey.log] == ["Error", "New"]

	def test_a_profile_of_another_municipality_is_out_of_reach(self, world, cases):
		with as_user(world["coordinator"]):
			survey = checked([line("001")])
			profile = survey_import.save_profile(survey.name, "SurveyXact")
		with as_user(world["away_coordinator"]):
			away = upload(csv_of([line("1")]), municipality=AWAY)
			with pytest.raises(frappe.PermissionError):
				survey_import.use_profile(away.name, profile)

	@pytest.mark.parametrize("method", ["check", "run", "cancel", "status", "download_rejected"])
	def test_nobody_else_touches_an_import(self, world, cases, method):
		with as_user(world["coordinator"]):
			survey = checked([line("001")])
		for person in ("away_coordinator", "mentor", "manager", "administrator", "technician"):
			with as_user(world[person]), pytest.raises(frappe.PermissionError):
				getattr(survey_import, method)(survey.name)


class TestProfiles:
	@pytest.fixture
	def profile(self, coordinator, cases):
		survey = upload(csv_of([line("001", point="ved døren")]))
		survey_import.check(survey.name)
		survey.reload().append(
			"codes", {"header": "Måletidspunkt", "written": "ved døren", "meaning": "Before"}
		)
		survey.save()
		return survey_import.save_profile(survey.name, "SurveyXact")

	def test_the_next_file_is_recognised_and_the_profile_offered_not_applied(self, profile):
		survey = checked([line("002", point="ved døren")])
		assert survey.suggested_profile == profile and not survey.profile
		assert survey.count_error == 1

	def test_with_the_profile_the_file_is_read_as_before(self, profile):
		survey = checked([line("002", point="ved døren")])
		assert survey_import.use_profile(survey.name, profile)["New"] == 1
		assert survey.reload().profile == profile

	def test_other_headings_suggest_nothing(self, profile):
		assert not checked_file(csv_of([["1", "2", "3"]], headings=["a", "b", "c"])).suggested_profile

	def test_saving_again_renews_the_senders_profile(self, profile):
		survey = checked([line("002")])
		assert survey_import.save_profile(survey.name, "SurveyXact") == profile


class TestFiles:
	def exists(self, url):
		path = Path(frappe.get_site_path("private", "files", url.rsplit("/", 1)[1]))
		return bool(frappe.db.exists("File", {"file_url": url})) or path.exists()

	def test_the_uploaded_file_goes_after_the_import(self, coordinator, cases):
		survey = checked([line("001")])
		url = survey.survey_file
		survey_import.run(survey.name)
		assert not survey.reload().survey_file and not self.exists(url)

	def test_it_stays_if_the_setting_says_so(self, coordinator, cases, monkeypatch):
		with as_user("Administrator"):
			settings = frappe.get_doc("LAT Settings")
			settings.delete_survey_files = 0
			settings.save()
		survey = checked([line("001")])
		survey_import.run(survey.name)
		assert self.exists(survey.reload().survey_file)

	def test_a_workbook_that_nobody_mends_goes_after_its_days(self, world, cases):
		with as_user(world["coordinator"]):
			survey = checked([line("XYZ")])
		import_files.every_day()
		assert survey.reload().rejected_file
		frappe.db.set_value(
			"LAT Survey Import", survey.name, "modified", add_days(now_datetime(), -15), update_modified=False
		)
		import_files.every_day()
		assert not survey.reload().rejected_file

	def test_a_download_of_rejected_rows_is_noted(self, world, cases):
		with as_user(world["coordinator"]):
			survey = checked([line(cases[0], answers="61234")])
			survey_import.download_rejected(survey.name)
		notes = frappe.get_all(
			"LAT Read Log", filters={"action": "Exported", "document_number": survey.name}, pluck="lat_case"
		)
		assert notes == [cases[0].name]


class TestInTheBackground:
	@pytest.fixture
	def large(self, coordinator, cases, monkeypatch):
		monkeypatch.setattr(importing, "IN_ONE_REQUEST", 1)
		monkeypatch.setattr(importing, "CHUNK", 1)
		return checked([line("001"), line("002"), line("003")], rows_with_errors=GOOD_ROWS)

	@pytest.fixture
	def queued(self, monkeypatch):
		jobs = []
		monkeypatch.setattr(frappe, "enqueue", lambda method, **options: jobs.append((method, options)))
		return jobs

	def test_a_large_file_is_queued_and_the_job_carries_it_out(self, large, queued, no_commits, cases):
		assert survey_import.run(large.name) == {}
		((method, options),) = queued
		assert options["queue"] == "long" and options["enqueue_after_commit"]
		assert large.reload().standing == "Importing" and scores(cases) == {}
		frappe.get_attr(method)(options["name"])
		assert large.reload().standing == "Imported" and len(scores(cases)) == 3
		assert len(no_commits) >= 3, "each chunk is kept"

	def test_a_large_file_is_checked_by_a_job(self, coordinator, cases, queued, no_commits, monkeypatch):
		monkeypatch.setattr(importing, "CHECKED_AT_ONCE", 10)
		survey = checked([line("001"), line("XYZ")])
		method, options = queued[-1]
		assert options["queue"] == "long" and options["enqueue_after_commit"]
		assert (survey.standing, survey.row_count) == ("Checking", 0)
		with pytest.raises(frappe.ValidationError, match="Check the file first"):
			survey_import.run(survey.name)
		frappe.get_attr(method)(options["name"])
		survey.reload()
		assert (survey.standing, survey.count_new, survey.count_error) == ("Checked", 1, 1)
		frappe.get_attr(method)(options["name"])
		assert survey.reload().standing == "Checked", "a job that comes late finds nothing to do"

	def test_a_check_in_the_background_that_is_refused_says_why(
		self, coordinator, cases, queued, no_commits, monkeypatch
	):
		monkeypatch.setattr(importing, "CHECKED_AT_ONCE", 10)
		survey = checked([line("001")])
		survey.db_set("survey_file", None)
		import_job.check(survey.name)
		survey.reload()
		assert survey.standing == "Failed" and "no longer here" in survey.failure

	def test_a_file_that_is_read_otherwise_meanwhile_stays_a_draft(
		self, coordinator, cases, queued, no_commits, monkeypatch
	):
		monkeypatch.setattr(importing, "CHECKED_AT_ONCE", 10)
		survey = checked([line("001")])
		plan = importing.plan

		def changed_meanwhile(table, recipe):
			other = frappe.get_doc("LAT Survey Import", survey.name)
			other.delimiter = ","
			other.save()
			return plan(table, recipe)

		monkeypatch.setattr(importing, "plan", changed_meanwhile)
		monkeypatch.setattr(frappe.db, "rollback", lambda **_options: None)
		import_job.check(survey.name)
		assert survey.reload().standing == "Draft"

	def test_corrections_are_kept_more_often_than_new_rows(
		self, world, coordinator, cases, no_commits, monkeypatch
	):
		imported(world, [line("001"), line("002"), line("003")])
		monkeypatch.setattr(importing, "CHUNK", 2 * importing.CORRECTION)
		survey = checked(
			[
				line("001", point="Efter"),
				*(line(number, answers="22222") for number in ("001", "002", "003")),
			],
			rows_with_errors=GOOD_ROWS,
		)
		told = []
		importing.carry_out(survey, commit_chunks=True, tell=lambda _name, done, _total: told.append(done))
		assert told == [3, 4]

	def test_a_file_of_corrections_is_sooner_too_long_for_a_request(
		self, world, coordinator, cases, queued, monkeypatch
	):
		imported(world, [line("001"), line("002"), line("003")])
		monkeypatch.setattr(importing, "IN_ONE_REQUEST", 2 * importing.CORRECTION)
		survey = checked([line(number, answers="22222") for number in ("001", "002", "003")])
		confirm(survey)
		assert survey_import.run(survey.name) == {}
		assert survey.reload().standing == "Importing"

	def test_cancelling_stops_after_the_chunk_and_it_can_go_on(
		self, large, queued, no_commits, cases, monkeypatch
	):
		survey_import.run(large.name)
		import_job.work(large.name, tell=lambda name, done, total: import_lock.ask_to_stop(name))
		assert large.reload().standing == "Cancelled" and large.rows_done == 1
		assert len(scores(cases)) == 1
		survey_import.run(large.name)
		import_job.work(large.name)
		assert large.reload().standing == "Imported" and len(scores(cases)) == 3

	def test_an_import_that_waits_is_cancelled_at_once(self, large, queued, cases):
		survey_import.run(large.name)
		survey_import.cancel(large.name)
		assert large.reload().standing == "Cancelled"
		import_job.work(large.name)
		assert scores(cases) == {}

	def test_a_refusal_is_stored_in_words(self, large, queued, no_commits, cases):
		survey_import.run(large.name)
		large.reload().db_set("rows_with_errors", importing.NOTHING)
		frappe.delete_doc("File", frappe.db.get_value("File", {"file_url": large.survey_file}))
		large.db_set("survey_file", None)
		import_job.work(large.name)
		large.reload()
		assert large.standing == "Failed" and "no longer here" in large.failure

	def test_two_at_once_are_refused_with_the_name_of_the_first(self, large, cases):
		other = checked([line("001")])
		with import_lock.alone(large):
			with pytest.raises(frappe.ValidationError, match=large.name):
				survey_import.run(other.name)
			assert survey_import.status(large.name)["running"]
			assert not survey_import.status(other.name)["running"]
		survey_import.run(other.name)
		assert len(scores(cases)) == 1

	def test_another_instrument_or_municipality_does_not_wait(self, large):
		with import_lock.alone(large):
			with import_lock.alone(frappe._dict(name="x", municipality=AWAY, instrument=large.instrument)):
				pass


class TestCommand:
	@pytest.fixture
	def profile(self, world, cases):
		with as_user(world["coordinator"]):
			return survey_import.save_profile(checked([line("001")]).name, "SurveyXact")

	@pytest.fixture
	def file(self, tmp_path):
		path = tmp_path / "svar.csv"
		path.write_bytes(csv_of([line("001"), line("002", answers="16345")]))
		return path

	def test_a_dry_run_says_what_is_wrong_and_writes_nothing(self, world, cases, profile, file):
		before, said = frappe.db.count("LAT Survey Import"), []
		with as_user(world["coordinator"]):
			ended = carry_out(
				Order(file, profile, dry_run=True, rejected=file.with_name("fejl.xlsx")), said.append
			)
		assert ended == WITH_ERRORS and scores(cases) == {}
		assert frappe.db.count("LAT Survey Import") == before
		assert any("WHO2" in text for text in said) and file.with_name("fejl.xlsx").exists()

	def test_all_good_rows_with_the_rights_of_the_person(self, world, cases, profile, file, no_commits):
		said, workbook = [], file.with_name("fejl.xlsx")
		with as_user(world["coordinator"]):
			assert carry_out(Order(file, profile, rejected=workbook), said.append) == WITH_ERRORS
		assert any("WHO2" in text for text in said)
		assert [row.cells[0] for row in read_table(workbook.read_bytes(), "fejl.xlsx").rows] == ["002"]
		assert scores(cases) == {(cases[0].name, "Before"): 60}
		owners = frappe.get_all("LAT Measurement", filters={"lat_case": cases[0].name}, pluck="owner")
		assert owners == [world["coordinator"]]

	def test_a_file_of_other_columns_is_refused_before_anything_is_written(
		self, world, cases, profile, tmp_path, no_commits
	):
		other = tmp_path / "other.csv"
		other.write_bytes(csv_of([["1", "2", "3"]], headings=["a", "b", "c"]))
		with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError):
			carry_out(Order(other, profile), lambda _text: None)
		assert not no_commits

	def test_all_or_nothing(self, world, cases, profile, file, no_commits):
		with as_user(world["coordinator"]):
			assert carry_out(Order(file, profile, all_or_nothing=True), lambda _text: None) not in (
				0,
				WITH_ERRORS,
			)
		assert scores(cases) == {}

	def test_the_same_file_again_is_done(self, world, cases, profile, file, no_commits):
		file.write_bytes(csv_of([line("001")]))
		with as_user(world["coordinator"]):
			for _time in range(2):
				assert carry_out(Order(file, profile), lambda _text: None) == DONE
		assert len(scores(cases)) == 1

	def test_somebody_elses_profile(self, world, cases, profile, file):
		with as_user(world["away_coordinator"]), pytest.raises(frappe.PermissionError, match=profile):
			carry_out(Order(file, profile), lambda _text: None)


def test_a_file_of_which_no_row_gets_a_score_says_so_first(cases, coordinator):
	survey = checked([line(cases[0], answers="99999"), line(cases[1], answers=["", *"2345"])])
	assert survey.file_description.startswith("No row of the file gets a score.")
	assert (
		"No row of the file"
		not in checked([line(cases[0]), line(cases[1], answers="99999")]).file_description
	)


def test_the_decimal_sign_of_the_answers_is_shown(cases, coordinator):
	assert checked([line(cases[0], answers=["2.5", *"2345"])]).decimal == "."
	assert checked([line(cases[0], answers=["2", *"2345"])]).decimal == ","


def test_the_same_file_twice_changes_nothing(world, cases):
	imported(world, [line("001"), line("001", "Opfølgning", "01-12-2023")])
	again = imported(world, [line("001"), line("001", "Opfølgning", "01-12-2023")])
	assert (again.count_unchanged, again.count_new, again.count_corrected) == (2, 0, 0)
	later = imported(world, [line("001", "Opfølgning", "01-06-2024", "00000")])
	assert later.count_new == 1 and len(frappe.get_all("LAT Measurement", {"lat_case": cases[0].name})) == 3


class TestSecondClosing:
	"""What an earlier closing has is compared with its own rows, and a new row is the present one's."""

	@pytest.fixture
	def case(self, world):
		"""A course that closed ten days ago, and was reopened, with an after measurement of that time."""
		case = factories.case_at("Closing", world, external_id="041")
		with as_user(world["coordinator"]):
			factories.measure(case, "After", measured_on=days_ago(12))
			case.reload().update(
				{
					"opened_on": days_ago(90),
					"closed_on": days_ago(10),
					"looking_back": "Han har fået en læreplads.",
					"relapse_agreement": "Han ringer til sin moster.",
					"debrief_waived_reason": "Mentor er syg.",
				}
			)
			case.save()
			act(case, "Close course")
			case.update({"reopen_reason": "Moderen har bedt om det."})
			case.save()
			factories.consent_anew(case)
			return act(case, "Reopen course")

	def after(self, case):
		return {
			row.earlier_closing: row.score
			for row in frappe.get_all(
				"LAT Measurement",
				filters={"lat_case": case.name, "measured_at": "After"},
				fields=["earlier_closing", "score"],
			)
		}

	def test_the_file_of_that_time_again_changes_nothing(self, world, case):
		again = imported(world, [line("041", "Efter", days_ago(12), "33333")])
		assert (again.count_unchanged, again.count_new, again.count_corrected) == (1, 0, 0)
		assert self.after(case) == {1: 60}

	def test_a_correction_of_that_time_corrects_it(self, world, case):
		corrected = imported(world, [line("041", "Efter", days_ago(12), "33334")])
		assert (corrected.count_corrected, corrected.count_new) == (1, 0)
		assert self.after(case) == {1: 64}

	def test_a_later_answer_is_of_the_closing_to_come(self, world, case):
		both = [line("041", "Efter", days_ago(12), "33333"), line("041", "Efter", days_ago(2), "44444")]
		first = imported(world, both)
		assert (first.count_unchanged, first.count_new) == (1, 1)
		assert self.after(case) == {1: 60, 0: 80}
		assert imported(world, both).count_unchanged == 2

	def test_a_late_file_of_that_time_is_still_of_that_time(self, world, case):
		frappe.db.delete("LAT Measurement", {"lat_case": case.name})
		late = imported(world, [line("041", "Efter", days_ago(11), "22222")])
		assert late.count_new == 1 and self.after(case) == {1: 40}
