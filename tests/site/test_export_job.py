"""Exports too long for a request: written by a job, seen under way, stopped, fetched by their user alone."""

import io

import frappe
import openpyxl
import pytest
from frappe.utils import add_days, now_datetime

from lat_corps.compat import bytes_of
from lat_corps.measurement import export_job, exporting
from tests import factories
from tests.factories import HOME, as_user

PERSON = "coordinator"


@pytest.fixture
def jobs(monkeypatch):
	"""The jobs that are asked for, in place of a worker."""
	asked = []
	monkeypatch.setattr(frappe, "enqueue", lambda _method, **values: asked.append(values))
	return asked


@pytest.fixture(autouse=True)
def long(monkeypatch, world):
	"""Make two measurements a long export, read one at a time."""
	monkeypatch.setattr(exporting, "AT_ONCE", 1)
	monkeypatch.setattr(exporting, "BATCH", 1)
	yield
	with as_user(world[PERSON]):
		export_job.stop()


@pytest.fixture
def cases(world):
	cases = [factories.case_at("Active", world) for _number in range(2)]
	with as_user(world["mentor"]):
		for case in cases:
			factories.missing_measurement(case)
	return cases


def started(world, jobs, **asked):
	"""Start an export as its user, and return the job that would write it."""
	with as_user(world[PERSON]):
		export_job.start(**asked)
	(values,) = jobs
	return {key: values[key] for key in ("token", "asked", "language")}


def written(world, job):
	with as_user(world[PERSON]):
		export_job.write(**job)
		return export_job.status()


def file_at(url):
	return frappe.get_doc("File", {"file_url": url})


def test_a_short_export_is_had_at_once(world, jobs, cases, monkeypatch):
	monkeypatch.setattr(exporting, "AT_ONCE", 10_000)
	with as_user(world[PERSON]):
		assert export_job.start(municipality=HOME) == {}
	assert not jobs


def test_a_request_does_not_write_a_long_export(world, cases):
	with as_user(world[PERSON]), pytest.raises(frappe.ValidationError, match="takes long"):
		exporting.download_measurements(municipality=HOME)


def test_the_job_writes_the_file_that_was_asked_for(world, jobs, cases):
	job = started(world, jobs, municipality=HOME, layout="Wide")
	with as_user(world[PERSON]):
		assert export_job.status()["standing"] == "Waiting"
	told = written(world, job)
	assert told["standing"] == "Ready"
	book = openpyxl.load_workbook(io.BytesIO(bytes_of(file_at(told["file"]))))
	assert book.sheetnames[0] == "Data by course"
	assert {case.name for case in cases} <= {row[0] for row in book.worksheets[0].iter_rows(values_only=True)}


def test_the_file_is_its_users_alone(world, jobs, cases):
	file = file_at(written(world, started(world, jobs))["file"])
	assert file.is_private
	assert file.has_permission("read", user=world[PERSON])
	for person in ("manager", "mentor", "away_coordinator", "technician"):
		assert not file.has_permission("read", user=world[person])


def test_its_user_can_neither_publish_nor_share_the_file(world, jobs, cases):
	file = file_at(written(world, started(world, jobs))["file"])
	with as_user(world[PERSON]):
		file.is_private = 0
		with pytest.raises(frappe.PermissionError):
			file.save()
		assert not file.has_permission("share")


def test_the_bell_leads_to_the_file(world, jobs, cases):
	told = written(world, started(world, jobs))
	(entry,) = frappe.get_all("Notification Log", {"link": told["file"]}, ["for_user", "subject"])
	assert entry.for_user == world[PERSON]
	assert "xlsx" in entry.subject


def test_how_far_the_job_is_is_told_to_its_user_alone(world, jobs, cases, monkeypatch):
	told = []
	keep = export_job._keep

	def noted(*values, **more):
		told.append(more)
		keep(*values, **more)

	monkeypatch.setattr(export_job, "_keep", noted)
	job = started(world, jobs, municipality=HOME)
	written(world, job)
	steps = [more["done"] for more in told if more.get("total")]
	assert steps == sorted(steps) and len(steps) >= 2
	with as_user(world["away_coordinator"]):
		assert export_job.status() == {}


def test_an_export_is_stopped_between_two_batches_and_leaves_nothing(world, jobs, cases, monkeypatch):
	job = started(world, jobs, municipality=HOME)
	before = frappe.db.count("File")
	monkeypatch.setattr(frappe.db, "rollback", lambda *_args, **_kwargs: None)
	read = exporting.numbers_of_many

	def stopped_meanwhile(names):
		export_job.stop()
		return read(names)

	monkeypatch.setattr(exporting, "numbers_of_many", stopped_meanwhile)
	assert written(world, job) == {}
	assert frappe.db.count("File") == before


def test_a_second_export_waits_for_the_first(world, jobs, cases):
	started(world, jobs)
	with as_user(world[PERSON]), pytest.raises(frappe.ValidationError, match="Another export of yours"):
		export_job.start()


def test_a_job_that_was_given_up_does_not_take_the_place_of_the_next(world, jobs, cases, monkeypatch):
	job = started(world, jobs)
	with as_user(world[PERSON]):
		export_job.stop()
		export_job.start(layout="Wide")
	monkeypatch.setattr(frappe.db, "rollback", lambda *_args, **_kwargs: None)
	assert written(world, job)["standing"] == "Waiting"


def test_who_has_lost_the_right_meanwhile_gets_a_refusal_and_no_file(world, jobs, cases, monkeypatch):
	job = started(world, jobs)
	monkeypatch.setattr(frappe.db, "rollback", lambda *_args, **_kwargs: None)
	monkeypatch.setattr(
		exporting, "file_of", lambda *_asked: frappe.throw("Not permitted", frappe.PermissionError)
	)
	told = written(world, job)
	assert (told["standing"], told["failure"]) == ("Failed", "Not permitted")


def test_who_may_not_read_measurements_starts_nothing(world, jobs):
	with as_user(world["outsider"]), pytest.raises(frappe.PermissionError):
		export_job.start()
	assert not jobs


def test_the_file_is_deleted_the_next_day_and_no_sooner(world, jobs, cases):
	url = written(world, started(world, jobs))["file"]
	export_job.every_day()
	assert frappe.db.exists("File", {"file_url": url})
	frappe.db.set_value("File", {"file_url": url}, "creation", add_days(now_datetime(), -2))
	export_job.every_day()
	assert not frappe.db.exists("File", {"file_url": url})
