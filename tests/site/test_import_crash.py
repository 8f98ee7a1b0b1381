"""An import whose process is killed anywhere ends, run again, exactly as one that nothing disturbed (N10)."""

import os
import random
import signal

import frappe
import pytest

from lat_corps.measurement import import_job, import_writing, importing
from lat_corps.measurement.doctype.lat_survey_import import lat_survey_import
from tests import factories
from tests.factories import as_user
from tests.survey_files import course, csv_of, line, upload

pytestmark = pytest.mark.real_site

CASES, CHUNK, POINTS, SEED = 120, 20, 10, 4
KILLED, DONE = -signal.SIGKILL, 0
OF_EACH_RUN = ("creation", "modified")
NAMED = ("LAT Measurement", "LAT Answer")


@pytest.fixture(scope="module")
def cases(world, connected):
	"""Courses of the home municipality, copied row by row from one that was referred, and committed."""
	first = course(world)
	rows = []
	for number in range(CASES):
		copy = frappe.copy_doc(first)
		copy.update({"name": f"LAT-CRASH-{number:04}", "docstatus": 0})
		copy.db_insert()
		rows.append(copy.name)
	connected.db.commit()
	return rows


@pytest.fixture
def survey(world, cases, connected, monkeypatch):
	"""A checked import with new, corrected, unchanged, repeated and faulty rows, removed afterwards."""
	keeps = connected.db.get_single_value("LAT Settings", "delete_survey_files")
	connected.db.set_single_value("LAT Settings", "delete_survey_files", 0)
	rows = [line(case) for case in cases] + [line(case, "Efter", "10-09-2023", "55555") for case in cases]
	rows[7] = line(cases[7], answers="16345")
	rows[150] = line("999", "Efter", "10-09-2023", "55555")
	rows.append(rows[40])
	with as_user(world["coordinator"]):
		survey = upload(csv_of(rows), rows_with_errors="Import all good rows")
		recorded(cases, survey.name)
		lat_survey_import.check(survey.name)
	connected.db.commit()
	yield survey.reload()
	connected.db.rollback()
	forget(cases)
	connected.db.set_single_value("LAT Settings", "delete_survey_files", keeps)
	connected.db.commit()


def recorded(cases, survey):
	"""What stood there before the import: ten measurements, every second of which the file corrects."""
	from tests.site.test_import_writing import WHO5, outcome

	writer = import_writing.Writer(factories.HOME, WHO5, survey)
	writer.write(
		[
			outcome(frappe._dict(name=case), "12345" if i % 2 else "00000")
			for i, case in enumerate(cases[20:30])
		]
	)


def forget(cases):
	names = frappe.get_all("LAT Measurement", filters={"lat_case": ["in", cases]}, pluck="name") or [""]
	frappe.db.delete("LAT Answer", {"parent": ["in", names]})
	frappe.db.delete("Version", {"docname": ["in", names]})
	frappe.db.delete("LAT Measurement", {"name": ["in", names]})


def begin_anew(world, cases, survey, choice):
	forget(cases)
	with as_user(world["coordinator"]):
		recorded(cases, survey.name)
	values = {"standing": "Importing", "rows_done": 0, "failure": None, "rows_with_errors": choice}
	frappe.db.set_value("LAT Survey Import", survey.name, values, update_modified=False)
	frappe.db.commit()


def in_a_process(user: str, name: str, killed_at: int = 0) -> tuple[int, int]:
	"""Run the job in a process of its own, which gets SIGKILL at a statement; return how it ended, and
	how many statements it has made."""
	reading, writing = os.pipe()
	if not (process := os.fork()):
		try:
			# The driver of Frappe 16 ends a connection that is let go at the server too: the parent's.
			_inherited, frappe.local.db = frappe.local.db, None
			frappe.init(site=frappe.local.site, sites_path=".", force=True)
			frappe.connect()
			frappe.set_user(user)
			importing.CHUNK = CHUNK
			database, made = type(frappe.local.db), 0
			sql = database.sql

			def counted(db, *args, **options):
				nonlocal made
				made += 1
				if made == killed_at:
					os.kill(os.getpid(), signal.SIGKILL)
				return sql(db, *args, **options)

			database.sql = counted
			import_job.work(name)
			os.write(writing, str(made).encode())
		finally:
			os._exit(DONE)
	os.close(writing)
	_process, ended = os.waitpid(process, 0)
	made = os.read(reading, 20)
	os.close(reading)
	frappe.db.rollback()
	return os.waitstatus_to_exitcode(ended), int(made or 0)


def state(cases, survey):
	"""Everything that an import leaves, with names as numbers from the first."""
	measurements = frappe.get_all(
		"LAT Measurement", filters={"lat_case": ["in", cases]}, fields=["*"], order_by="name asc"
	)
	answers = {}
	for row in frappe.get_all(
		"LAT Answer",
		filters={"parent": ["in", [row.name for row in measurements] or [""]]},
		fields=["*"],
		order_by="idx asc",
	):
		parent = row.pop("parent")
		answers.setdefault(parent, []).append(
			{k: v for k, v in row.items() if k not in (*OF_EACH_RUN, "name")}
		)
	first = int(measurements[0].name.removeprefix("LAT-ME-"))
	versions = frappe.get_all(
		"Version", filters={"docname": ["in", [row.name for row in measurements]]}, pluck="docname"
	)
	return (
		[
			{
				**{k: v for k, v in row.items() if k not in OF_EACH_RUN},
				"name": int(row.name.removeprefix("LAT-ME-")) - first,
				"answers": answers[row.name],
				"versions": versions.count(row.name),
			}
			for row in measurements
		],
		frappe.db.get_value(
			"LAT Survey Import",
			survey.name,
			["standing", "rows_done", "count_new", "count_corrected", "count_error"],
		),
		frappe.get_all(
			"LAT Case",
			filters={"name": ["in", cases]},
			fields=["name", "next_due", "next_due_what"],
			order_by="name asc",
		),
	)


def test_ten_kills(world, cases, survey):
	begin_anew(world, cases, survey, "Import all good rows")
	ended, statements = in_a_process(world["coordinator"], survey.name)
	undisturbed = state(cases, survey)
	assert ended == DONE and undisturbed[1][0] == "Imported"
	assert len(undisturbed[0]) == 2 * CASES - 2, "every good row, and those alone"
	assert sum(row["versions"] for row in undisturbed[0]) == 5
	partly = 0
	for point in sorted(random.Random(SEED).sample(range(2, statements), POINTS)):
		begin_anew(world, cases, survey, "Import all good rows")
		assert in_a_process(world["coordinator"], survey.name, point)[0] == KILLED
		partly += 0 < (frappe.db.get_value("LAT Survey Import", survey.name, "rows_done") or 0) < 2 * CASES
		assert in_a_process(world["coordinator"], survey.name)[0] == DONE
		assert state(cases, survey) == undisturbed, f"killed at statement {point} of {statements}"
	assert partly >= 3, "points must fall between chunks that were kept"


def test_all_or_nothing_keeps_nothing_of_a_killed_run(world, cases, survey):
	begin_anew(world, cases, survey, "Import nothing")
	before = state(cases, survey)[0]
	with as_user(world["coordinator"]):
		good = upload(csv_of([line(case, "Efter", "10-09-2023", "55555") for case in cases]))
		lat_survey_import.check(good.name)
	frappe.db.set_value("LAT Survey Import", good.name, "standing", "Importing")
	frappe.db.commit()
	for point in (60, 90):
		assert in_a_process(world["coordinator"], good.name, point)[0] == KILLED
		assert state(cases, survey)[0] == before
	assert in_a_process(world["coordinator"], good.name)[0] == DONE
	assert len(state(cases, survey)[0]) == CASES + len(before)
