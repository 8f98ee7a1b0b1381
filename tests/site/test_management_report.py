"""Management is told of a fixed period in protected figures and in words (R109 to R115, N6)."""

from __future__ import annotations

import json

import frappe
import pytest
from frappe.utils import getdate

from lat_corps.insight import counted_periods, management_report
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
		assert told(drafted(world))["too_few"]

	def test_what_a_municipality_does_without_is_not_in_it(self, world):
		frappe.db.set_value("LAT Municipality", HOME, "without_gender", 1)
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
		assert set(json.loads(report.told)) == {"quarters", "counts", "threshold"}
		assert "Prøvesen" not in report.told
