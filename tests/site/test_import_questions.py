"""What an import asks before it writes: gone columns, blank cells, corrections, unknown ids, a day (N10)."""

import frappe
import pytest

from lat_corps.measurement.doctype.lat_survey_import import lat_survey_import as survey_import
from lat_corps.measurement.import_command import DONE, WITH_ERRORS, Order, carry_out
from tests import factories
from tests.factories import as_user
from tests.survey_files import HEADINGS, confirm, course, csv_of, dropped, imported, line, upload


@pytest.fixture
def cases(world):
	return [course(world, external_id=number) for number in ("001", "002", "003")]


@pytest.fixture
def recorded(world, cases):
	"""An answered before measurement of the first course."""
	imported(world, [line("001")])
	return cases[0]


@pytest.fixture
def profile(world, cases):
	with as_user(world["coordinator"]):
		survey = checked(csv_of([line("001")]))
		return survey_import.save_profile(survey.name, "SurveyXact")


@pytest.fixture
def no_commits(monkeypatch):
	monkeypatch.setattr(type(frappe.local.db), "commit", lambda db: None)
	rollback = type(frappe.local.db).rollback
	monkeypatch.setattr(
		type(frappe.local.db),
		"rollback",
		lambda db, save_point=None, **_k: rollback(db, save_point=save_point) if save_point else None,
	)


def checked(content, **values):
	survey = upload(content, **values)
	survey_import.check(survey.name)
	return survey.reload()


def answers(case, point="Before"):
	name = frappe.db.get_value("LAT Measurement", {"lat_case": case.name, "measured_at": point})
	return [row.answer for row in frappe.get_doc("LAT Measurement", name).answers] if name else None


def without(rows, columns=5):
	return csv_of([row[: 3 + columns] for row in rows], HEADINGS[: 3 + columns])


class TestNothingIsLost:
	def test_a_file_of_three_items_leaves_the_others(self, coordinator, recorded):
		survey = checked(without([line("001")], columns=3))
		assert (survey.count_unchanged, survey.count_corrected) == (1, 0)
		survey_import.run(survey.name)
		assert answers(recorded) == ["1", "2", "3", "4", "5"]

	def test_a_correction_of_such_a_file_changes_its_own_items(self, coordinator, recorded):
		survey = checked(without([line("001", answers="555")], columns=3))
		confirm(survey)
		survey_import.run(survey.name)
		assert answers(recorded) == ["5", "5", "5", "4", "5"]
		assert frappe.db.get_value("LAT Measurement", {"lat_case": recorded.name}, "score") == 96

	def test_blank_cells_empty_when_the_person_says_so_for_this_file(self, coordinator, recorded):
		blank = csv_of([line("001", answers=["1", "2", "3", "", ""])])
		survey = checked(blank)
		assert survey.count_unchanged == 1 and "leaves WHO4, WHO5 empty" in survey.log[0].message
		survey.blanks_empty = 1
		survey.save()
		assert survey.standing == "Draft"
		survey_import.check(survey.name)
		assert survey.reload().count_corrected == 1
		confirm(survey)
		survey_import.run(survey.name)
		assert answers(recorded) == ["1", "2", "3", "", ""]

	def test_what_is_said_of_one_file_does_not_hold_for_the_next(self, coordinator, recorded):
		survey = checked(csv_of([line("001", answers=["1", "", "3", "", ""])]), blanks_empty=1)
		assert survey.count_corrected == 1
		survey.survey_file = dropped(csv_of([line("001", answers=["1", "", "3", "", "4"])]))
		survey.save()
		assert not survey.blanks_empty

	def test_the_command_keeps_answers_too(self, world, recorded, profile, tmp_path, no_commits):
		file = tmp_path / "svar.csv"
		file.write_bytes(csv_of([line("001", answers=["1", "2", "3", "", ""])]))
		with as_user(world["coordinator"]):
			assert carry_out(Order(file, profile), lambda _text: None) == DONE
			assert answers(recorded) == ["1", "2", "3", "4", "5"]
			assert carry_out(Order(file, profile, corrections=True, blanks_empty=True), print) == DONE
		assert answers(recorded) == ["1", "2", "3", "", ""]


class TestColumnsThatAreGone:
	@pytest.mark.parametrize("dry_run", [True, False])
	@pytest.mark.parametrize(
		"headings",
		[HEADINGS[:-1], [*HEADINGS[:-1], "WHO6"], [*HEADINGS[:2], "Dato for besvarelsen", *HEADINGS[3:]]],
		ids=["fewer", "another question", "renamed"],
	)
	def test_the_command_refuses_them(self, world, recorded, profile, tmp_path, headings, dry_run):
		file, before = tmp_path / "svar.csv", frappe.db.count("LAT Survey Import")
		file.write_bytes(csv_of([line("001", answers="54321")[: len(headings)]], headings))
		with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError) as refusal:
			carry_out(Order(file, profile, dry_run), lambda _text: None)
		gone = next(heading for heading in HEADINGS if heading not in headings)
		assert gone in str(refusal.value) and "on its form" in str(refusal.value)
		assert answers(recorded) == ["1", "2", "3", "4", "5"]
		assert frappe.db.count("LAT Survey Import") == before

	def test_moved_and_new_columns_are_none(self, world, cases, profile, tmp_path, no_commits):
		file = tmp_path / "svar.csv"
		row = line("001")
		file.write_bytes(csv_of([[*row[1:], row[0], "x"]], [*HEADINGS[1:], HEADINGS[0], "Note"]))
		with as_user(world["coordinator"]):
			assert carry_out(Order(file, profile), lambda _text: None) == DONE

	@pytest.fixture
	def asked(self, coordinator, recorded, profile):
		survey = upload(without([line("001", answers="2222")], columns=4))
		survey_import.use_profile(survey.name, profile)
		return survey.reload()

	def test_the_form_asks(self, asked):
		assert (asked.standing, asked.row_count) == ("Failed", 0)
		assert "“WHO5”" in asked.failure
		with pytest.raises(frappe.ValidationError, match="“WHO5”"):
			survey_import.run(asked.name)

	def test_nor_when_the_profile_has_learnt_of_a_column_since(self, coordinator, recorded, profile):
		sender = frappe.get_doc("LAT Import Profile", profile)
		last = sender.mapping.pop()
		sender.save()
		survey = upload(without([line("001", answers="2222")], columns=4))
		survey_import.use_profile(survey.name, profile)
		assert survey.reload().standing == "Checked", survey.failure
		confirm(survey)
		sender.reload().append("mapping", {**last.as_dict(), "name": None})
		sender.save()
		with pytest.raises(frappe.ValidationError, match="“WHO5”"):
			survey_import.run(survey.name)
		assert answers(recorded) == ["1", "2", "3", "4", "5"]

	def test_a_person_may_go_on_without_them(self, asked, recorded):
		asked.go_without = 1
		asked.save()
		survey_import.check(asked.name)
		assert asked.reload().standing == "Checked"
		confirm(asked)
		survey_import.run(asked.name)
		assert answers(recorded) == ["2", "2", "2", "2", "5"]

	def test_a_column_that_a_person_leaves_out_is_not_gone(self, coordinator, recorded, profile):
		survey = upload(csv_of([line("001", answers="22222")]))
		survey_import.use_profile(survey.name, profile)
		survey.reload().mapping[-1].column_role = "Ignore"
		survey.save()
		survey_import.check(survey.name)
		assert (survey.reload().standing, survey.count_corrected) == ("Checked", 1)

	def test_a_column_of_another_name_is_asked_about_before_it_is_taken(self, coordinator, cases, profile):
		survey = upload(csv_of([line("001")], [*HEADINGS[:2], "Dato for besvarelsen", *HEADINGS[3:]]))
		survey_import.use_profile(survey.name, profile)
		assert survey.reload().standing == "Failed" and "“Dato for besvarelsen”" in survey.failure
		with pytest.raises(frappe.ValidationError, match="Dato for besvarelsen"):
			survey_import.run(survey.name)
		survey_import.check(survey.name)
		assert (survey.reload().standing, survey.count_new) == ("Checked", 1)

	def test_or_choose_the_column_that_took_its_place(self, coordinator, recorded, profile):
		survey = upload(csv_of([line("001")], [*HEADINGS[:-1], "Interesse"]))
		survey_import.use_profile(survey.name, profile)
		assert survey.reload().standing == "Failed"
		survey.mapping[-1].update({"column_role": "Answer", "item_code": "WHO5"})
		survey.save()
		survey_import.check(survey.name)
		assert (survey.reload().standing, survey.count_unchanged) == ("Checked", 1)


class TestCorrections:
	def test_old_and_new_are_shown_and_confirmed(self, coordinator, recorded):
		survey = checked(csv_of([line("002"), line("003"), *[line("001", answers="12340")]]))
		assert "WHO5 from 5 to 0" in survey.log[0].message, "corrections come first"
		with pytest.raises(frappe.ValidationError, match="1 rows change what is recorded"):
			survey_import.run(survey.name)
		assert answers(recorded) == ["1", "2", "3", "4", "5"]
		confirm(survey)
		survey_import.run(survey.name)
		assert answers(recorded) == ["1", "2", "3", "4", "0"]

	def test_another_check_asks_again(self, coordinator, recorded):
		survey = confirm(checked(csv_of([line("001", answers="12340")])))
		survey_import.check(survey.name)
		with pytest.raises(frappe.ValidationError, match="change what is recorded"):
			survey_import.run(survey.name)

	def test_a_correction_that_came_up_since_the_check_is_refused(self, world, cases):
		with as_user(world["coordinator"]):
			survey = checked(csv_of([line("001", answers="12340")]))
		imported(world, [line("001")])
		with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError, match="Check the file"):
			survey_import.run(survey.name)
		assert answers(cases[0]) == ["1", "2", "3", "4", "5"]

	def test_a_day_before_the_referral_is_no_correction(self, world, coordinator):
		late = course(world, external_id="501", referred_on="2024-03-01")
		survey = checked(csv_of([line("501", date="10-01-2023"), line("501", "Efter", "01-09-2024")]))
		assert [row.outcome for row in survey.log] == ["Error", "New"]
		assert "before the referral of the course on 01-03-2024" in survey.log[0].message
		assert not answers(late)

	def test_nor_is_a_day_long_after_the_closing(self, world, coordinator):
		closed = course(world, external_id="502")
		closed.db_set("closed_on", "2023-09-01")
		survey = checked(
			csv_of([line("502", "Efter", "01-02-2024"), line("502", "Opfølgning", "01-02-2024")]).replace(
				b"502;Efter;01-02", b"502;Efter;01-05"
			)
		)
		assert [row.outcome for row in survey.log] == ["Error", "New"]
		assert "closed on 01-09-2023" in survey.log[0].message

	def test_the_command_writes_them_when_it_is_told_to(self, world, recorded, profile, tmp_path, no_commits):
		file, said = tmp_path / "svar.csv", []
		file.write_bytes(csv_of([line("001", answers="12340")]))
		with as_user(world["coordinator"]):
			with pytest.raises(frappe.ValidationError, match="--corrections"):
				carry_out(Order(file, profile), said.append)
			assert any("WHO5 from 5 to 0" in text for text in said)
			assert answers(recorded) == ["1", "2", "3", "4", "5"]
			assert carry_out(Order(file, profile, corrections=True), said.append) == DONE
		assert answers(recorded) == ["1", "2", "3", "4", "0"]


class TestUnknownValues:
	def test_many_ids_are_one_line_and_listed_to_be_explained(self, coordinator, cases):
		survey = checked(csv_of([line(f"X{number}") for number in range(40)]))
		assert survey.count_error == 40
		(row,) = survey.log
		assert "40 ids in the column “Deltager-ID”" in row.message
		assert {(code.header, code.meaning or "") for code in survey.codes} == {("Deltager-ID", "")}
		assert [code.written for code in survey.codes] == [f"X{number}" for number in range(40)]

	def test_what_is_written_beside_them_is_read_and_the_rest_listed_anew(self, coordinator, cases):
		survey = checked(csv_of([line("A"), line("B"), line("C")]))
		for code, meaning in zip(survey.codes, ("001", cases[1].name, ""), strict=True):
			code.meaning = meaning
		survey.save()
		survey_import.check(survey.name)
		survey.reload()
		assert (survey.count_new, survey.count_error) == (2, 1)
		assert [(code.written, code.meaning or "") for code in survey.codes] == [
			("A", "001"),
			("B", cases[1].name),
			("C", ""),
		]

	def test_an_id_is_never_explained_by_a_course_out_of_reach(self, world, cases):
		with as_user(world["away_coordinator"]):
			citizen = factories.make_citizen(factories.AWAY)
			away = frappe.get_doc(
				{"doctype": "LAT Case", "municipality": factories.AWAY, "citizen": citizen.name}
			).insert()
		with as_user(world["coordinator"]):
			survey = checked(csv_of([line("A")]))
			survey.codes[0].meaning = away.name
			survey.save()
			survey_import.check(survey.name)
			assert survey.reload().count_error == 1

	def test_a_column_that_holds_answers_after_all_has_no_empty_codes(self, coordinator, cases):
		survey = checked(csv_of([line("001", answers="01234"), line("002", answers="01234")]))
		survey.mapping[0].column_role, survey.mapping[3].column_role = "Ignore", "Case"
		survey.save()
		survey_import.check(survey.name)
		assert {code.header for code in survey.reload().codes} == {"WHO1"}
		survey.mapping[0].column_role = "Case"
		survey.mapping[3].update({"column_role": "Answer", "item_code": "WHO1"})
		survey.save()
		survey_import.check(survey.name)
		assert not survey.reload().codes and survey.count_new == 2

	def test_no_profile_keeps_what_ids_of_people_mean(self, coordinator, cases):
		survey = checked(csv_of([line("A", point="start af forløb")]))
		for code in survey.codes:
			code.meaning = {"A": "001", "start af forløb": "Before"}[code.written]
		survey.save()
		survey_import.check(survey.name)
		profile = frappe.get_doc("LAT Import Profile", survey_import.save_profile(survey.name, "Excel"))
		assert [code.written for code in profile.codes] == ["start af forløb"]

	def test_leading_zeros_are_proposed_once_and_the_person_decides(self, coordinator, cases):
		survey = checked(csv_of([line("1"), line("2"), line("3")]))
		(row,) = survey.log
		assert "1 → 001, 2 → 002, 3 → 003" in row.message and survey.count_error == 3
		survey.ignore_zeros = 1
		survey.save()
		survey_import.check(survey.name)
		assert survey.reload().count_new == 3

	def test_the_command_takes_them_too(self, world, cases, profile, tmp_path, no_commits):
		file, said = tmp_path / "svar.csv", []
		file.write_bytes(csv_of([line("1"), line("2")]))
		with as_user(world["coordinator"]):
			assert carry_out(Order(file, profile, dry_run=True), said.append) == WITH_ERRORS
			assert sum("leading zeros" in text for text in "\n".join(said).split("\n")) == 2
			assert carry_out(Order(file, profile, ignore_zeros=True), said.append) == DONE
		assert answers(cases[0]) and answers(cases[1])


class TestOneDay:
	def file(self):
		row = line("001")
		return csv_of([[*row[:2], *row[3:]]], [*HEADINGS[:2], *HEADINGS[3:]])

	def test_a_file_without_dates_asks_and_takes_one(self, coordinator, cases):
		survey = checked(self.file())
		assert survey.standing == "Failed" and "write one day for all answers" in survey.failure
		survey.one_date = "2023-02-01"
		survey.save()
		survey_import.check(survey.name)
		survey_import.run(survey.name)
		found = frappe.db.get_value("LAT Measurement", {"lat_case": cases[0].name}, "measured_on")
		assert str(found) == "2023-02-01"

	def test_in_the_future_it_is_refused(self, coordinator, cases):
		survey = checked(self.file(), one_date="2099-01-01")
		assert survey.standing == "Failed" and "future" in survey.failure

	def test_the_command_takes_one_in_the_place_of_the_profiles_column(
		self, world, cases, profile, tmp_path, no_commits
	):
		file = tmp_path / "svar.csv"
		file.write_bytes(self.file())
		with as_user(world["coordinator"]):
			day = frappe.utils.getdate("2023-02-01")
			assert carry_out(Order(file, profile, one_date=day), lambda _text: None) == DONE
		assert answers(cases[0])
