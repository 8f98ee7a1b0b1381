"""Management is told of a fixed period in protected figures and in words (R109 to R115, N6)."""

from __future__ import annotations

import json
from io import BytesIO

import frappe
import pytest
from frappe.utils import getdate
from openpyxl import load_workbook

from lat_corps.domain.report_parts import MOST_LETTERS, PARTS, WORK
from lat_corps.insight import change, counted_periods, management_report
from lat_corps.insight.counted_change import CountedChange
from tests import factories
from tests.factories import HOME, as_user

REPORT = "LAT Management Report"


def courses(world, number: int, day: str, started: str | None = None, **citizen) -> list:
	made = []
	for _each in range(number):
		case = factories.refer(world, citizen)
		case.db_set({"referred_on": day, "opened_on": started})
		made.append(case)
	return made


def drafted(world, period: str = "First half-year", year: int = 2019, by: str = "coordinator"):
	with as_user(world[by]):
		return frappe.get_doc(
			{"doctype": REPORT, "municipality": HOME, "period": period, "year": year}
		).insert()


def sent(world, *args):
	report = drafted(world, *args)
	with as_user(world["coordinator"]):
		management_report.send(report.name)
	return report.reload()


def told(report) -> dict:
	return report.for_reading()


def number(figures: dict, place: int = 0) -> str:
	return figures["subjects"][place]["number"]


def by(figures: dict, title: str) -> dict[str, str]:
	(division, *_others) = [
		division
		for subject in figures["subjects"]
		for division in subject["divisions"]
		if division["title"] == title
	] or [{"rows": []}]
	return {row["label"]: row["shown"] for row in division["rows"]}


def by_gender(figures: dict) -> dict[str, str]:
	return by(figures, "Gender")


class TestFigures:
	def test_persons_are_counted_once_and_small_counts_are_hidden(self, world):
		(*_others, case) = courses(world, 6, "2019-02-01", gender="Woman")
		courses(world, 5, "2019-05-01", "2019-06-12", gender="Man")
		again = courses(world, 1, "2019-05-02")[0]
		again.db_set("citizen", case.citizen)
		figures = told(drafted(world))
		assert (number(figures), number(figures, 1)) == ("11", "5")
		assert by_gender(figures) == {"Woman": "6", "Man": "5", "Another gender": "0", "Not known": "0"}
		assert by(figures, "Weeks from referral to start")["5 to 8 weeks"] == "5"

	def test_few_are_hidden_with_those_who_would_tell_how_many_they_are(self, world):
		courses(world, 9, "2019-02-01", gender="Woman")
		courses(world, 2, "2019-02-01", gender="Man")
		figures = told(drafted(world, "The whole year"))
		assert number(figures) == "11"
		assert by_gender(figures)["Man"] == "hidden"
		assert [*by_gender(figures).values()].count("hidden") == 2

	def test_where_all_is_hidden_the_report_says_so_in_words(self, world):
		courses(world, 2, "2019-02-01")
		report = drafted(world)
		assert told(report)["too_few"]
		report.run_method("onload")
		assert "Too few people to be told by: Gender, " in report.get_onload("told")
		assert "Gender – Referred for the first time" not in report.get_onload("told")

	def test_what_a_municipality_does_without_is_not_in_it(self, world):
		frappe.db.set_value("LAT Municipality", HOME, "report_gender", 0)
		figures = told(drafted(world))
		assert "Gender" in figures["left_out"]
		assert not by_gender(figures)

	def test_a_period_that_has_not_ended_is_refused(self, world, monkeypatch):
		monkeypatch.setattr(counted_periods, "danish_today", lambda: getdate("2019-06-30"))
		with pytest.raises(frappe.ValidationError, match="not ended"):
			drafted(world)
		assert drafted(world, "First quarter").told

	def test_a_sent_report_gives_no_hidden_number_of_a_later_one_away(self, world):
		"""Nine women in the half-year and six in its first quarter: that would tell of three."""
		courses(world, 6, "2019-02-01", gender="Woman")
		courses(world, 3, "2019-05-01", gender="Woman")
		courses(world, 5, "2019-05-01", gender="Man")
		assert by_gender(told(drafted(world, "First quarter")))["Woman"] == "6"
		assert by_gender(told(sent(world, "First half-year")))["Woman"] == "9"
		assert by_gender(told(drafted(world, "First quarter")))["Woman"] == "hidden"

	def test_what_comes_in_later_changes_no_period_that_was_told(self, world):
		courses(world, 6, "2019-02-01")
		sent(world, "First quarter")
		courses(world, 1, "2019-02-02")
		assert number(told(drafted(world, "The whole year"))) == "6"

	def test_who_has_closed_is_told_of_by_whole_years(self, world):
		for case in courses(world, 6, "2019-02-01", "2019-02-20"):
			case.db_set({"closed_on": "2019-09-01", "outcome": "Goals reached"})
		assert [each["title"] for each in told(drafted(world, "Second half-year"))["subjects"]] == [
			"Referred for the first time",
			"Started for the first time",
		]
		figures = told(drafted(world, "The whole year"))
		assert number(figures, 2) == by(figures, "Outcome of the course")["Goals reached"] == "6"
		assert by(figures, "Months from start to closing")["7 to 12 months"] == "6"


class TestSteps:
	def test_management_reads_it_once_it_is_sent(self, world):
		report = drafted(world)
		for standing, reads in (("Draft", False), ("Sent", True), ("Returned", True), ("Approved", True)):
			report.db_set("standing", standing)
			with as_user(world["manager"]):
				assert bool(frappe.get_list(REPORT)) is reads
				assert frappe.has_permission(REPORT, doc=report.reload()) is reads
		with as_user(world["away_manager"]):
			assert not frappe.get_list(REPORT)

	def test_what_was_sent_does_not_change(self, world):
		courses(world, 6, "2019-02-01")
		report = sent(world)
		before = report.told
		courses(world, 1, "2019-02-02")
		with as_user(world["coordinator"]):
			report.told = "{}"
			report.save()
			assert report.reload().told == before
			report.experience = "Vi har lært noget."
			with pytest.raises(frappe.ValidationError, match="change no more"):
				report.save()

	def test_words_are_changed_after_a_question_and_figures_are_not(self, world):
		report = sent(world)
		before = report.told
		courses(world, 6, "2019-02-01")
		with as_user(world["manager"]):
			management_report.give_back(report.name, "Hvad er svært?")
		with as_user(world["coordinator"]):
			report.reload().experience = "Det er svært at nå skolerne."
			report.save()
			management_report.send(report.name)
		report.reload()
		assert (report.standing, report.told, report.question) == ("Sent", before, "Hvad er svært?")

	def test_an_approved_report_keeps_its_fingerprint(self, world):
		report = sent(world)
		with as_user(world["manager"]):
			management_report.approve(report.name)
		report.reload()
		assert (report.standing, report.approved_by) == ("Approved", world["manager"])
		assert len(report.fingerprint) == 64
		with as_user(world["manager"]), pytest.raises(frappe.ValidationError):
			management_report.give_back(report.name, "For sent")

	@pytest.mark.parametrize("person", ["coordinator", "mentor", "away_manager", "administrator", "centre"])
	def test_nobody_else_approves(self, world, person):
		report = sent(world)
		with as_user(world[person]), pytest.raises(frappe.PermissionError):
			management_report.approve(report.name)
		assert report.reload().standing == "Sent"

	@pytest.mark.parametrize("person", ["manager", "mentor", "away_coordinator"])
	def test_nobody_else_drafts_or_sends(self, world, person):
		with pytest.raises(frappe.PermissionError):
			drafted(world, by=person)
		report = drafted(world)
		with as_user(world[person]), pytest.raises(frappe.PermissionError):
			management_report.send(report.name)

	def test_a_report_tells_counts_and_nobody(self, world):
		courses(world, 6, "2019-02-01")
		report = sent(world)
		found = json.loads(report.told)
		assert set(found) == {
			*("place", "year", "parts", "quarters", "counts", "threshold"),
			*("change", "progression", "work"),
		}
		assert set(found["work"]) == set(WORK)
		assert all(isinstance(number, int) for number in found["work"].values())
		assert "Prøvesen" not in report.told and "LAT-C" not in report.told


class TestParts:
	@pytest.mark.parametrize("part", PARTS)
	def test_a_part_is_in_the_report_or_left_out(self, world, part):
		closed(world, 6)
		whole = told(drafted(world, "The whole year"))
		frappe.db.set_value("LAT Municipality", HOME, f"report_{part}", 0)
		less = told(drafted(world, "The whole year"))
		assert (whole["left_out"], len(less["left_out"])) == ([], 1)
		if part not in ("experience", "practice", "change"):
			assert shown(whole) > shown(less)

	def test_words_are_asked_for_by_part(self, world):
		frappe.db.set_value("LAT Municipality", HOME, {"report_matches": 0, "report_practice": 0})
		report = drafted(world)
		report.run_method("onload")
		assert report.get("__onload")["asked"] == ["summary", "experience", "authority_side", "learning"]

	def test_what_is_chosen_later_does_not_change_what_was_sent(self, world):
		report = sent(world)
		before = told(report)["left_out"]
		frappe.db.set_value("LAT Municipality", HOME, "report_gender", 0)
		assert told(report.reload())["left_out"] == before == []

	def test_what_the_corps_has_done_is_counted_in_the_period(self, world):
		for day, kind, number in (
			("2019-01-01", "Talk", 0),
			("2019-03-31", "Talk", 0),
			("2019-04-01", "Talk", 0),
			("2019-02-01", "Leaflets handed out", 40),
			("2019-02-02", "Leaflets handed out", 25),
		):
			doc = frappe.get_doc(
				{
					"doctype": "LAT Outreach",
					"municipality": HOME,
					"held_on": day,
					"kind": kind,
					"number": number,
				}
			)
			doc.name = frappe.generate_hash(length=10)
			doc.db_insert()
		work = dict(told(drafted(world, "First quarter"))["work"])
		assert work["Talks on the corps with departments and services"] == 2
		assert work["Leaflets handed out"] == 65
		assert work["Trainings taken"] == 0


def closed(world, number: int) -> list:
	"""Courses of 2019 that closed in it, rated twice and measured by nobody."""
	made = courses(world, number, "2019-02-01", "2019-02-20", gender="Woman")
	for place, case in enumerate(made):
		case.db_set({"closed_on": "2019-09-01", "stage": "Closed", "outcome": "Goals reached"})
		for day, rating in (("2019-03-01", 4 + place % 2), ("2019-08-01", 3 + place % 2 + place % 3)):
			row = frappe.get_doc(
				{
					"doctype": "LAT Progression",
					"lat_case": case.name,
					"municipality": HOME,
					"rated_on": day,
					"rating": rating,
				}
			)
			row.name = frappe.generate_hash(length=10)
			row.db_insert()
	return made


def shown(figures: dict) -> int:
	divisions = [division for subject in figures["subjects"] for division in subject["divisions"]]
	return len(divisions) + len(figures["change"]) + len(figures["work"])


class TestReading:
	def test_change_is_told_by_whole_years_as_management_sees_it(self, world):
		closed(world, 15)
		figures = told(drafted(world, "The whole year"))
		(ratings,) = figures["change"]
		assert dict(ratings["lines"])["People with both scores (n)"] == ["15"]
		assert "Means of 15 people" in ratings["wide"] and "cannot show that the course" in ratings["wide"]
		assert figures["questions"]
		half = told(drafted(world, "Second half-year"))
		assert not half["change"] and "whole years" in half["about_change"][0]

	def test_what_changes_later_is_not_in_what_was_sent(self, world):
		closed(world, 6)
		report = sent(world, "The whole year")
		before = told(report)
		closed(world, 5)
		assert told(report.reload()) == before

	def test_a_report_that_is_sent_counts_the_change_of_its_year_and_the_page_tells_the_same(self, world):
		closed(world, 15)
		drafted(world, "The whole year")
		assert not CountedChange.of(HOME).to
		(in_report,) = told(sent(world, "The whole year"))["change"]
		closed(world, 5)
		counted = CountedChange.of(HOME)
		assert counted.to == 2019
		*_others, ratings = change.groups_of(counted, 2019)
		((period, lines),) = ratings.tables(str)
		assert in_report["title"].endswith(period) and in_report["lines"] == lines
		assert told(drafted(world, "The whole year"))["change"] == [in_report]

	def test_a_report_of_a_part_of_the_year_counts_no_change(self, world):
		closed(world, 15)
		sent(world, "Second half-year")
		assert not CountedChange.of(HOME).to

	def test_a_draft_says_until_when_answers_can_come_in(self, world, monkeypatch):
		closed(world, 6)
		for day, words in (("2020-06-30", "until 30-06-2020"), ("2020-07-01", "")):
			monkeypatch.setattr(counted_periods, "danish_today", lambda day=day: getdate(day))
			report = drafted(world, "The whole year")
			report.run_method("onload")
			incomplete = report.get("__onload")["incomplete"]
			assert words in incomplete and bool(words) == bool(incomplete)
		monkeypatch.setattr(counted_periods, "danish_today", lambda: getdate("2020-02-01"))
		half = drafted(world, "Second half-year")
		half.run_method("onload")
		assert half.get("__onload")["incomplete"] == ""

	def test_nothing_is_drawn_where_too_few_have_closed(self, world):
		closed(world, 3)
		figures = told(sent(world, "The whole year"))
		assert not figures["change"] and "Too few people have closed" in figures["about_change"][0]

	def test_each_picture_keeps_n_what_is_missing_and_the_caveat(self, world):
		courses(world, 9, "2019-02-01", gender="Woman")
		courses(world, 2, "2019-02-01", gender="Man")
		figures = told(drafted(world, "The whole year"))
		pictures = [
			division["picture"] for subject in figures["subjects"] for division in subject["divisions"]
		]
		assert pictures
		for picture in pictures:
			for part in ("n ", "not known: ", "Each person counts once", HOME, "2019"):
				assert part in picture

	def test_where_all_is_hidden_a_longer_period_that_tells_is_offered(self, world):
		courses(world, 3, "2019-02-01")
		courses(world, 4, "2019-05-01")
		report = drafted(world, "First quarter")
		report.run_method("onload")
		assert [offer["period"] for offer in report.get("__onload")["longer"]] == [
			"First half-year",
			"The whole year",
		]
		assert "figures of the country" in told(report)["too_few"][-1]

	def test_no_period_is_offered_where_it_would_tell_nothing(self, world):
		courses(world, 3, "2019-02-01")
		report = drafted(world, "First quarter")
		report.run_method("onload")
		assert report.get("__onload")["longer"] == []

	@pytest.mark.parametrize("words", ["a" * MOST_LETTERS, "a\n" * 38 + "a" * 124], ids=["long", "in lines"])
	def test_words_that_fill_more_than_four_pages_are_refused(self, world, words):
		report = drafted(world)
		report.experience, report.practice = words, "b" * 12
		with pytest.raises(frappe.ValidationError, match="by 12 letters"):
			report.save()

	def test_a_draft_follows_what_is_recorded_meanwhile(self, world):
		courses(world, 6, "2019-02-01")
		report = drafted(world)
		courses(world, 5, "2019-03-01")
		report.save()
		assert number(told(report)) == "11"


class TestWorkbook:
	def sheets(self, world, report, person="manager") -> dict[str, list[tuple]]:
		with as_user(world[person]):
			management_report.download(report.name)
		book = load_workbook(BytesIO(frappe.response.pop("filecontent")))
		return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}

	def test_it_tells_what_the_report_tells_and_hidden_is_a_word(self, world):
		closed(world, 9)
		courses(world, 2, "2019-02-01", gender="Man")
		report = sent(world, "The whole year")
		sheets = self.sheets(world, report)
		counts = {row[:3]: row[3:] for row in sheets["Counts"][1:]}
		assert counts["Referred for the first time", "Gender", "Man"][:2] == ("hidden", 11)
		assert counts["Closed for the first time", "Outcome of the course", "Goals reached"] == (9, 9, 0)
		assert not [row for row in counts.values() if row[0] is None]
		assert len(sheets["Change"]) == 2 and len(sheets["Work"]) == len(WORK) + 1
		assert any("hidden" in row[0] for row in sheets["Caveats"])

	@pytest.mark.parametrize("person", ["mentor", "away_manager", "administrator", "centre"])
	def test_it_is_for_who_reads_the_report(self, world, person):
		report = sent(world)
		with pytest.raises(frappe.PermissionError):
			self.sheets(world, report, person)

	def test_management_gets_none_of_a_draft(self, world):
		with pytest.raises(frappe.PermissionError):
			self.sheets(world, drafted(world))
