"""Background information past its last day is deleted by rule, with its traces and a record (R39, N5)."""

import frappe
import pytest
from frappe.utils import add_days, today

from lat_corps.privacy import run_out
from tests import factories
from tests.factories import HOME, as_user, request_of

MARKER = "Kendemærke-5513"


@pytest.fixture(autouse=True)
def thirty_days(site, monkeypatch):
	frappe.db.set_single_value("LAT Settings", "days_after_expiry", 30)
	frappe.clear_document_cache("LAT Settings", "LAT Settings")
	monkeypatch.setattr(frappe.db, "commit", lambda: None)
	yield
	frappe.clear_document_cache("LAT Settings", "LAT Settings")


@pytest.fixture
def case(world):
	return factories.case_at("Active", world)


def kept_until(case, world, days: int, **values):
	"""Background information whose last day is so many days from now."""
	with as_user(world["coordinator"]):
		information = factories.write_background(case, content=MARKER, **values)
	information.db_set({"received_on": add_days(today(), -400), "expires_on": add_days(today(), days)})
	return information


def certificates() -> list:
	names = frappe.get_all(
		"LAT Erasure", {"scope": "What has run out"}, pluck="name", order_by="creation asc"
	)
	return [frappe.get_doc("LAT Erasure", name) for name in names]


def is_there(information) -> bool:
	return bool(frappe.db.exists("LAT Background Information", information.name))


def test_it_goes_once_its_days_are_over_and_not_before(world, case):
	over, not_yet, held = (kept_until(case, world, days) for days in (-31, -30, 5))
	run_out.every_day()
	assert not is_there(over) and is_there(not_yet) and is_there(held)


def test_the_days_are_a_setting(world, case):
	information = kept_until(case, world, -2)
	frappe.db.set_single_value("LAT Settings", "days_after_expiry", 1)
	frappe.clear_document_cache("LAT Settings", "LAT Settings")
	run_out.every_day()
	assert not is_there(information) and certificates()[0].days_after == 1


def test_what_the_mentor_was_told_of_it_goes_too(world, case):
	with as_user(world["coordinator"]):
		factories.consent_to_pass_on(case)
	gone, stays = kept_until(case, world, 5), kept_until(case, world, 5)
	with as_user(world["coordinator"]):
		briefing = factories.write_briefing(case, f"{MARKER} A", source=gone)
		briefing.append("facts", {"fact": "Bliver.", "background": stays.name})
		briefing.save()
	gone.db_set("expires_on", add_days(today(), -31))
	gone.add_comment("Comment", MARKER)
	run_out.every_day()
	assert [row.fact for row in frappe.get_doc("LAT Briefing", briefing.name).facts] == ["Bliver."]
	assert not frappe.db.exists("Comment", {"reference_name": gone.name})


def test_the_record_says_what_how_many_when_and_by_which_rule(world, case):
	for _number in range(3):
		kept_until(case, world, -40)
	run_out.every_day()
	(done,) = certificates()
	assert (done.standing, done.reason, done.days_after, done.municipality) == (
		"Carried out",
		"Its last day has passed",
		30,
		HOME,
	)
	assert ("Record", "LAT Background Information", 3) in [
		(row.kind, row.document_type, row.number) for row in done.counts
	]
	stored = str(done.as_dict())
	assert MARKER not in stored and not done.citizen and not done.requested_by and done.carried_out_on


def test_it_is_shown_before_it_goes_to_who_answers_for_it(world, case):
	kept_until(case, world, -40)
	with as_user(world["manager"]):
		assert ("Record", "LAT Background Information", 1) in run_out.preview()
	with as_user(world["away_coordinator"]):
		assert not run_out.preview()
	for person in ("mentor", "caseworker", "administrator", "technician", "centre"):
		with as_user(world[person]), pytest.raises(frappe.PermissionError):
			run_out.preview()


def test_many_go_part_by_part_and_a_stop_loses_nothing(world, case, monkeypatch):
	monkeypatch.setattr(run_out, "A_PART", 4)
	pieces = [kept_until(case, world, -40) for _number in range(10)]
	delete, parts = run_out.delete, []

	def stopped(municipality, names):
		if parts:
			raise RuntimeError
		parts.append(names)
		return delete(municipality, names)

	monkeypatch.setattr(run_out, "delete", stopped)
	with pytest.raises(RuntimeError):
		run_out.every_day()
	assert sum(is_there(piece) for piece in pieces) == 6 and len(certificates()) == 1
	monkeypatch.setattr(run_out, "delete", delete)
	run_out.every_day()
	assert not any(is_there(piece) for piece in pieces) and len(certificates()) == 3
	assert sum(row.number for done in certificates() for row in done.counts if row.kind == "Record") == 10


def test_a_part_that_fails_holds_up_no_other(world, case, monkeypatch):
	monkeypatch.setattr(run_out, "A_PART", 1)
	monkeypatch.setattr(frappe.db, "rollback", lambda **_kwargs: None)
	pieces = [kept_until(case, world, -40) for _number in range(2)]
	delete = run_out.delete

	def failing(municipality, names):
		if names == [pieces[0].name]:
			raise frappe.DoesNotExistError
		return delete(municipality, names)

	monkeypatch.setattr(run_out, "delete", failing)
	run_out.every_day()
	assert [is_there(piece) for piece in pieces] == [True, False]


def test_a_day_that_was_written_meanwhile_keeps_it(world, case):
	information = kept_until(case, world, -40)
	names = run_out.run_out()[HOME]
	information.db_set("expires_on", add_days(today(), 5))
	assert run_out.delete(HOME, names) is None and is_there(information) and not certificates()


def test_the_coordinator_is_no_longer_told_of_it(world, case):
	information = kept_until(case, world, -40)
	with as_user(world["coordinator"]):
		information.reload().save()
	about = {"kind": "Background to delete", "reference_name": information.name}
	assert frappe.db.exists("LAT Turn", about)
	run_out.every_day()
	assert not frappe.db.exists("LAT Turn", about)


def test_nobody_asks_for_it_or_undoes_the_record(world, case):
	kept_until(case, world, -40)
	for values in ({"scope": "What has run out"}, {"reason": "Its last day has passed"}):
		with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError, match="by rule"):
			request_of(HOME, citizen=case.citizen, **values)
	run_out.every_day()
	(done,) = certificates()
	with pytest.raises(frappe.ValidationError, match="is kept"):
		done.save()
	with pytest.raises(frappe.PermissionError):
		frappe.delete_doc("LAT Erasure", done.name)


def test_the_scheduler_calls_it():
	assert "lat_corps.privacy.run_out.every_day" in frappe.get_hooks("scheduler_events")["daily_long"]
