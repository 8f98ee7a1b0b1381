"""What has happened on a course, how it is in touch, and what of one that is silent (R63, R65, R86)."""

from importlib import import_module

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from lat_corps.casework import timeline, watching
from lat_corps.read_log.noting import LISTED
from tests import factories
from tests.factories import as_user
from tests.site.test_coaching_sessions import plan
from tests.site.test_sessions import note


@pytest.fixture
def case(world):
	return factories.case_at("Active", world)


def of(world, case, person="coordinator", **asked):
	with as_user(world[person]):
		return timeline.of_case(case.name, **asked)


class TestTimeline:
	def test_contacts_ratings_and_stages_the_newest_first(self, world, case):
		case.db_set("opened_on", add_days(today(), -40))
		note(world, case, held_on=add_days(today(), -5), went_well="Vi gik en tur.", minutes=45)
		with as_user(world["mentor"]):
			frappe.get_doc(
				{
					"doctype": "LAT Progression",
					"lat_case": case.name,
					"rating": 6,
					"rated_on": add_days(today(), -9),
				}
			).insert()
		found = of(world, case)
		assert [(entry["doctype"], entry["title"]) for entry in found["entries"]] == [
			("LAT Session", "Meeting"),
			("LAT Progression", ""),
			("LAT Case", "Active"),
			("LAT Case", "Referred"),
		]
		told = {line["label"]: line["value"] for line in found["entries"][0]["told"]}
		assert (told["Minutes"], told["What went well"]) == (45, "Vi gik en tur.")

	def test_coaching_about_the_course_for_who_was_there_without_the_notes(self, world, case):
		talk = plan(
			world, held_on=today(), courses=[{"lat_case": case.name}], worry="Hemmeligt.", best_hope="Skjult."
		)
		plan(world, held_on=today())
		plan(world, planned_on=f"{today()} 09:00:00", courses=[{"lat_case": case.name}])
		for person in ("coordinator", "mentor"):
			entries = of(world, case, person)["entries"]
			(told,) = [entry for entry in entries if entry["doctype"] == talk.doctype]
			assert told["name"] == talk.name and {line["value"] for line in told["told"]} == {
				"Samir Haddad",
				"Birgit Holm",
			}
			assert "Hemmeligt" not in str(entries) and "Skjult" not in str(entries)
		assert talk.doctype not in {entry["doctype"] for entry in of(world, case, "chief")["entries"]}

	def test_only_so_many_at_a_time(self, world, case):
		for days in range(12):
			note(world, case, held_on=add_days(today(), -days))
		first = of(world, case)
		assert (len(first["entries"]), first["more"]) == (timeline.AT_FIRST, True)
		assert len(of(world, case, length=30)["entries"]) == 14
		assert not of(world, case, length=30)["more"]

	def test_another_document_is_one_line(self, world, case, monkeypatch):
		added = timeline.Source("LAT Reflection", "reflected_on", "about", ("movement",))
		monkeypatch.setattr(timeline, "SOURCES", (*timeline.SOURCES, added))
		with as_user(world["mentor"]):
			frappe.get_doc(
				{
					"doctype": "LAT Reflection",
					"lat_case": case.name,
					"about": "Progression",
					"movement": "Frem.",
				}
			).insert()
		assert "LAT Reflection" in {entry["doctype"] for entry in of(world, case)["entries"]}

	def test_what_is_shown_is_logged(self, world, case):
		line = note(world, case)
		of(world, case)
		logged = {"user": world["coordinator"], "document_number": line.name, "action": LISTED}
		assert frappe.db.exists("LAT Read Log", logged)

	@pytest.mark.parametrize("person", ["second_mentor", "away_coordinator", "manager", "caseworker"])
	def test_a_stranger_is_refused(self, world, case, person):
		with pytest.raises(frappe.PermissionError):
			of(world, case, person)


class TestInTouch:
	def test_days_since_the_last_contact(self, world, case):
		assert of(world, case)["days"] is None
		note(world, case, held_on=add_days(today(), -8))
		note(world, case, held_on=add_days(today(), -3), kind="Did not come")
		case.reload()
		assert getdate(case.last_contact_on) == getdate(add_days(today(), -8))
		assert of(world, case)["days"] == 8

	def test_silent_and_what_it_lacks(self, world, case):
		factories.begin_earlier(case, 60)
		found = of(world, case)
		assert (found["silent"], found["lacks"]) == (True, "No plan")
		note(world, case)
		assert not of(world, case)["silent"]

	def test_a_course_that_has_just_begun_is_neither(self, world, case):
		found = of(world, case)
		assert (found["silent"], found["lacks"]) == (False, None)
		assert str(case.silent_on) == str(add_days(today(), 21)) and case.method_gap == "No plan"

	def test_the_interval_is_a_setting(self, world, case):
		settings = frappe.get_doc("LAT Settings")
		settings.silent_after_days = 10
		settings.save()
		assert str(case.reload().silent_on) == str(add_days(today(), 10))
		settings.silent_after_days = 0
		settings.save()
		assert case.reload().silent_on is None

	def test_the_time_before_there_was_a_log_does_not_count(self, world, case):
		factories.begin_earlier(case, 300)
		import_module("lat_corps.patches.v1_0.begin_log").execute()
		assert str(case.reload().silent_on) == str(add_days(today(), 21))

	def test_a_course_without_a_mentor_is_not_watched(self, world, case):
		assert watching.watched(case, None)["silent_on"] is None


@pytest.fixture(autouse=True)
def own_settings(site):
	"""Settings are cached beyond the rollback of a test."""
	yield
	frappe.clear_document_cache("LAT Settings", "LAT Settings")
