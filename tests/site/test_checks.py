"""What `lat-check` and its page find on a site, and that it is found no more once it is mended."""

import frappe
import pytest

from lat_corps import compat
from lat_corps.setup import checks
from tests.factories import HOME, as_user, make_municipality, make_user


def found(check) -> list[checks.Finding]:
	return [*check()]


def standings(check) -> dict[str, str]:
	return {finding.title: finding.standing for finding in found(check)}


def setting(**values: object) -> None:
	for name, value in values.items():
		frappe.db.set_single_value("System Settings", name, value)
	frappe.clear_document_cache("System Settings", "System Settings")


def test_a_wrong_time_zone_breaks_work_until_it_is_set():
	setting(time_zone="Asia/Kolkata")
	assert standings(checks._time_zone)["Time zone"] == checks.BREAKS
	setting(time_zone="Europe/Copenhagen")
	assert standings(checks._time_zone)["Time zone"] == checks.FINE


def test_logins_that_inherited_another_time_zone_are_named(world):
	setting(time_zone="Europe/Copenhagen")
	frappe.db.set_value("User", world["mentor"], "time_zone", "Asia/Kolkata")
	(elsewhere,) = (finding for finding in found(checks._time_zone) if finding.standing == checks.ADVICE)
	assert frappe.db.get_value("User", world["mentor"], "full_name") in elsewhere.seen
	frappe.db.set_value("User", {"user_type": "System User"}, "time_zone", "Europe/Copenhagen")
	assert checks.ADVICE not in standings(checks._time_zone).values()


def test_a_role_without_a_function_is_named(world):
	make_user("newcomer", "Maja Lind", "LAT Coordinator")
	(finding,) = found(checks._people)
	assert finding.standing == checks.ADVICE and "Maja Lind" in finding.seen
	with as_user(world["administrator"]):
		(finding,) = found(checks._people)
	assert "Maja Lind" not in finding.seen


def test_a_finding_leads_to_where_its_reader_mends_it(world):
	make_user("newcomer", "Maja Lind", "LAT Coordinator")
	setting(time_zone="Asia/Kolkata")
	with as_user(world["administrator"]):
		(people,) = found(checks._people)
		zone = next(finding for finding in found(checks._time_zone) if finding.breaks)
		assert people.address == compat.desk_address("lat-municipality") and zone.address == ""
		assert f'href="{people.address}"' in checks.show()
	assert zone.address == compat.desk_address("system-settings")


def test_a_municipality_without_a_coordinator_is_named_until_it_has_one(world):
	municipality = make_municipality("Nyby", "998", [])
	assert [finding for finding in found(checks._coordinators) if "Nyby" in finding.seen]
	municipality.append("members", {"user": world["coordinator"], "member_function": "Coordinator"})
	municipality.save()
	assert not [finding for finding in found(checks._coordinators) if "Nyby" in finding.seen]


def test_an_overdue_acknowledgement_of_a_coordinator_is_named(world):
	frappe.get_doc(
		{
			"doctype": "LAT Acknowledgement Request",
			"role_description": frappe.get_all("LAT Role Description", {"role": "Coordinator"}, pluck="name")[
				0
			],
			"role": "Coordinator",
			"municipality": HOME,
			"user": world["coordinator"],
			"full_name": "Ane Prøve",
			"standing": "Awaiting",
			"asked_on": "2026-01-01",
			"due_on": "2026-01-15",
		}
	).db_insert()
	assert any("Ane Prøve" in finding.seen for finding in found(checks._coordinators))


@pytest.mark.parametrize(
	("version", "standing"),
	[
		("15.51.0", checks.FINE),
		("16.10.7", checks.FINE),
		("15.20.1", checks.BREAKS),
		("17.0.0", checks.BREAKS),
	],
)
def test_a_version_that_was_never_tried_breaks(monkeypatch, version, standing):
	monkeypatch.setattr(frappe, "__version__", version)
	assert standings(checks._versions) == {"Version of Frappe": standing}


def test_weak_rules_are_named_one_by_one():
	setting(enable_password_policy=0, allow_consecutive_login_attempts=0, session_expiry="170:00")
	(rules, _two_factor) = found(checks._passwords_and_sessions)
	assert rules.standing == checks.ADVICE and "170" in rules.seen and rules.seen.count(".") == 3
	setting(
		enable_password_policy=1,
		minimum_password_score=4,
		allow_consecutive_login_attempts=5,
		session_expiry="06:00",
		enable_two_factor_auth=1,
	)
	assert set(standings(checks._passwords_and_sessions).values()) == {checks.FINE}


def test_what_cannot_be_looked_at_is_said_and_hides_nothing(monkeypatch):
	def broken():
		raise ConnectionError("no")
		yield

	monkeypatch.setattr(checks, "CHECKS", (broken, checks._versions))
	unseen, version = checks.findings()
	assert "broken" in unseen.seen and unseen.standing == checks.ADVICE
	assert version.title == "Version of Frappe"


def test_the_worst_comes_first_and_every_fault_has_its_mend():
	setting(time_zone="Asia/Kolkata")
	seen = checks.findings()
	order = [(checks.BREAKS, checks.ADVICE, checks.FINE).index(finding.standing) for finding in seen]
	assert order == sorted(order) and seen[0].breaks
	assert all(finding.mend for finding in seen if finding.standing != checks.FINE)
	assert "Europe/Copenhagen" in checks.text(seen)


def test_administrators_alone_are_answered(world):
	for person in ("administrator", "technician"):
		with as_user(world[person]):
			assert "indicator-pill" in checks.show()
	for person in ("coordinator", "manager", "mentor", "caseworker", "centre", "outsider"):
		with as_user(world[person]), pytest.raises(frappe.PermissionError):
			checks.show()


@pytest.mark.real_site
def test_a_scheduler_that_stands_still_breaks():
	frappe.db.set_value("Module Def", {"app_name": "lat_corps"}, "creation", "2026-01-01 08:00:00")
	frappe.db.set_value(
		"Scheduled Job Type", {"name": ["is", "set"]}, "last_execution", "2026-01-02 08:00:00"
	)
	assert standings(checks._background_work)["Scheduler"] == checks.BREAKS
	frappe.db.set_value(
		"Scheduled Job Type",
		{"name": ["is", "set"]},
		"last_execution",
		frappe.utils.add_to_date(frappe.utils.now_datetime(), hours=-2),
	)
	assert standings(checks._background_work)["Scheduler"] == checks.FINE


@pytest.mark.real_site
class TestOverHttp:
	def test_administrators_alone_are_answered(self, client):
		for person, answered in (("administrator", True), ("technician", True), ("coordinator", False)):
			answer = client(person).get("/api/method/lat_corps.setup.checks.show")
			assert answer.ok is answered, person

	def test_the_page_opens_to_them_alone(self, client):
		for person, opened in (("administrator", True), ("technician", True), ("mentor", False)):
			answer = client(person).get("/api/method/frappe.desk.desk_page.getpage", name="lat-check")
			assert answer.ok is opened, person
