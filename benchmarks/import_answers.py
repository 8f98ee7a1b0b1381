"""How long an import of answers takes against Frappe's Data Import and a raw bulk insert, and its memory.

	cd BENCH/sites && ../env/bin/python PATH/benchmarks/import_answers.py --site lat.test

Inserts a throw-away municipality on a site with `allow_tests` and imports 20,000 rows of five answers as its
coordinator: read, validated, scored and written with their answers, as the background job does it. Against
(a) Frappe's Importer, below the wall that refuses it to people, as Administrator, with the same rows into the
same DocType: by default 1,000 of them, scaled up, as it takes long for all; `--data-import-rows 20000` takes
all. Against (b) pandas reading the same file, and the rows that the import has written, ready as they are,
put into both tables by one raw bulk insert each. Then 100,000 rows in a process of its own, whose highest
memory is shown, also above that of the same process before it begins.

Removes everything, also when interrupted. Ends with 1 when the import is less than 15 times as fast as (a),
takes more than 3 times as long as (b), or when the process of the large import takes 300 MB more than before.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import itertools
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median

import country as countries
import frappe
import pandas as pd
from frappe.core.doctype.data_import.data_import import import_file
from on_site import carry_out, connect, options_of, say

from lat_corps.domain.roles import COORDINATOR
from lat_corps.measurement import import_job
from lat_corps.measurement.doctype.lat_survey_import import lat_survey_import

FASTER_THAN_DATA_IMPORT = 15
SLOWER_THAN_RAW = 3
MEGABYTES = 300
ROUNDS = 3

INSTRUMENT = "WHO5-v1"
ITEMS = [f"WHO{number}" for number in range(1, 6)]
HEADINGS = ["Deltager-ID", "Måletidspunkt", "Dato for besvarelse", *ITEMS]
POINTS = {"Før": "Before", "Efter": "After"}
MUNICIPALITY = f"{countries.MUNICIPALITY}import"
LOGIN = f"import@{countries.DOMAIN}"
TABLES = ("LAT Measurement", "LAT Answer")


def main(arguments: list[str]) -> int:
	parser = options_of(__doc__)
	parser.add_argument("--rows", type=int, default=20_000)
	parser.add_argument("--data-import-rows", type=int, default=1_000, help="rows for Frappe's Data Import")
	parser.add_argument("--memory-rows", type=int, default=100_000)
	parser.add_argument("--job", help=argparse.SUPPRESS)
	options = parser.parse_args(arguments)
	if options.job:
		os.chdir(options.sites)
		connect(options.site)
		return _as_a_child(options.job)

	def work() -> int:
		_build(max(options.rows, options.memory_rows) // 2)
		return _measure(options)

	return carry_out(options, work, _remove)


def _measure(options: argparse.Namespace) -> int:
	rows = list(_rows(options.rows))
	ours, raw, checks = [], [], []
	for number in range(1, ROUNDS + 1):
		say(f"round {number} of {ROUNDS}")
		survey = _upload(rows)
		checks.append(_timed(lambda survey=survey: _check(survey)))
		ours.append(_timed(lambda survey=survey: _run(survey)))
		stored = {doctype: _stored(doctype) for doctype in TABLES}
		_forget_measurements()
		raw.append(_timed(lambda stored=stored: _raw(rows, stored)))
		_forget_measurements()
	say(f"Frappe's Data Import of {options.data_import_rows:,} rows")
	part = rows[: options.data_import_rows]
	theirs = _timed(lambda: _data_import(part)) * options.rows / len(part)
	written = frappe.db.count("LAT Measurement", {"lat_case": ["like", f"{countries.PREFIX}%"]})
	if written != len(part):
		raise RuntimeError(f"Data Import wrote {written} of {len(part)} rows")
	_forget_measurements()
	say(f"{options.memory_rows:,} rows in a process of its own")
	before, peak = _memory(options)
	say("")
	mine, bulk = median(ours), median(raw)
	scaled = "" if len(part) == options.rows else f"scaled from {len(part):,} rows"
	print(f"{options.rows:,} rows of {len(ITEMS)} answers, seconds (median of {ROUNDS} for the first three):")
	print(f"  checked, nothing written                    {median(checks):9.2f}")
	print(f"  imported                                    {mine:9.2f}   {_all(ours)}")
	print(f"  pandas and a raw bulk insert                {bulk:9.2f}   {_all(raw)}")
	print(f"  Frappe's Data Import                        {theirs:9.2f}   {scaled}")
	print(f"{theirs / mine:.1f} times as fast as Data Import (at least {FASTER_THAN_DATA_IMPORT})")
	print(f"{mine / bulk:.2f} times as long as the raw insert (at most {SLOWER_THAN_RAW})")
	print(
		f"{options.memory_rows:,} rows: highest memory {peak:.0f} MB, {peak - before:.0f} MB above the "
		f"{before:.0f} MB of the process before it begins (at most {MEGABYTES})"
	)
	late = theirs / mine < FASTER_THAN_DATA_IMPORT or mine / bulk > SLOWER_THAN_RAW
	return 1 if late or peak - before > MEGABYTES else 0


def _all(seconds: list[float]) -> str:
	return " ".join(f"{each:.2f}" for each in seconds)


def _timed(work) -> float:
	start = time.perf_counter()
	work()
	return time.perf_counter() - start


def _rows(count: int, seed: int = 5) -> Iterator[list[str]]:
	"""Yield rows as a sender writes them: two points for each course."""
	dice = random.Random(seed)
	first = date(2023, 1, 1)
	for number, point in itertools.islice(((n, p) for n in itertools.count(1) for p in POINTS), count):
		day = first + timedelta(days=dice.randrange(300) + 300 * (point == "Efter"))
		answers = [str(dice.randrange(6)) for _ in ITEMS]
		yield [f"{countries.PREFIX}C-{number:06}", point, day.strftime("%d-%m-%Y"), *answers]


def _file(rows: list[list[str]]) -> bytes:
	text = io.StringIO()
	csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([HEADINGS, *rows])
	return text.getvalue().encode("cp1252")


def _upload(rows: list[list[str]]) -> str:
	frappe.set_user(LOGIN)
	file = frappe.get_doc(
		{"doctype": "File", "file_name": "svar.csv", "content": _file(rows), "is_private": 1}
	).insert()
	survey = frappe.get_doc(
		{
			"doctype": "LAT Survey Import",
			"municipality": MUNICIPALITY,
			"instrument": INSTRUMENT,
			"survey_file": file.file_url,
			"rows_with_errors": "Import all good rows",
		}
	).insert()
	_commit()
	return survey.name


def _check(survey: str) -> None:
	counts = lat_survey_import.check(survey)
	_commit()
	if set(name for name, count in counts.items() if count) != {"New"}:
		raise RuntimeError(f"the rows are not all new: {counts}")


def _run(survey: str) -> None:
	frappe.db.set_value("LAT Survey Import", survey, "standing", "Importing")
	_commit()
	import_job.work(survey)
	if frappe.db.get_value("LAT Survey Import", survey, "standing") != "Imported":
		raise RuntimeError(frappe.db.get_value("LAT Survey Import", survey, "failure"))


def _commit() -> None:
	# A script is no request: nothing else ends its transaction.
	frappe.db.commit()  # nosemgrep: frappe-manual-commit


def _stored(doctype: str) -> tuple[list[str], list[tuple]]:
	"""Return columns and rows that the import has written, ready to be inserted again."""
	key = "lat_case" if doctype == "LAT Measurement" else "parent"
	inner = f"select name from `tabLAT Measurement` where lat_case like '{countries.PREFIX}%'"
	condition = f"{key} like '{countries.PREFIX}%'" if key == "lat_case" else f"parent in ({inner})"
	rows = frappe.db.sql(f"select * from `tab{doctype}` where {condition}", as_dict=True)  # nosemgrep
	columns = [name for name in rows[0] if any(row[name] is not None for row in rows[:100])]
	return columns, [tuple(row[name] for name in columns) for row in rows]


def _raw(rows: list[list[str]], stored: dict[str, tuple[list[str], list[tuple]]]) -> None:
	with tempfile.NamedTemporaryFile(suffix=".csv") as file:
		file.write(_file(rows))
		file.flush()
		frame = pd.read_csv(file.name, sep=";", encoding="cp1252")
	if len(frame) != len(rows):
		raise RuntimeError("pandas read another number of rows")
	for doctype, (columns, values) in stored.items():
		into = f"insert into `tab{doctype}` ({', '.join(f'`{name}`' for name in columns)})"
		frappe.db._cursor.executemany(f"{into} values ({', '.join(['%s'] * len(columns))})", values)
	_commit()


def _data_import(rows: list[list[str]]) -> None:
	"""Import the rows as `bench data-import` does, one line for each answer."""
	frappe.set_user("Administrator")
	with tempfile.TemporaryDirectory() as folder:
		path = Path(folder, "answers.csv")
		with path.open("w", newline="", encoding="utf-8") as file:
			writer = csv.writer(file)
			writer.writerow(
				[
					"Course",
					"Instrument",
					"Measured at",
					"Answered on",
					"Question code (Answers)",
					"Answer (Answers)",
				]
			)
			for case, point, day, *answers in rows:
				iso = datetime.strptime(day, "%d-%m-%Y").date().isoformat()
				for position, (code, answer) in enumerate(zip(ITEMS, answers, strict=True)):
					head = [case, INSTRUMENT, POINTS[point], iso] if not position else [""] * 4
					writer.writerow([*head, code, answer])
		with contextlib.redirect_stdout(io.StringIO()) as said:
			import_file("LAT Measurement", str(path), "Insert", console=True)
		if "error" in said.getvalue().lower():
			raise RuntimeError(said.getvalue()[-2000:])
	_commit()


def _memory(options: argparse.Namespace) -> tuple[float, float]:
	"""Return the memory of a process before it imports the large file, and its highest, in MB."""
	survey = _upload(list(_rows(options.memory_rows)))
	command = [sys.executable, __file__, "--site", options.site, "--job", survey]
	answer = subprocess.run(command, capture_output=True, text=True, check=False)
	if answer.returncode:
		raise RuntimeError(answer.stderr[-2000:])
	before, peak = answer.stdout.split()[-2:]
	return float(before), float(peak)


def _as_a_child(survey: str) -> int:
	frappe.set_user(LOGIN)
	frappe.get_meta("LAT Measurement")
	before = _megabytes("VmRSS")
	_check(survey)
	_run(survey)
	print(before, _megabytes("VmHWM"))
	return 0


def _megabytes(kind: str) -> float:
	"""Return this process's memory as Linux counts it; `getrusage` would count that of its parent too."""
	line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(kind))
	return int(line.split()[1]) / 1024


def _build(cases: int) -> None:
	"""Insert a municipality with its coordinator and courses, recognised by name like a country's."""
	now = datetime.now()
	stamp = {"creation": now, "modified": now, "owner": LOGIN, "modified_by": LOGIN}
	user = {"name": LOGIN, "email": LOGIN, "first_name": "Import", "enabled": 1, "user_type": "System User"}
	role = {"name": f"{countries.PREFIX}role", "parent": LOGIN, "parenttype": "User", "parentfield": "roles"}
	member = {
		"name": f"{countries.PREFIX}member",
		"parent": MUNICIPALITY,
		"parenttype": "LAT Municipality",
		"parentfield": "members",
		"user": LOGIN,
		"member_function": "Coordinator",
	}
	for doctype, row in (
		("LAT Municipality", {"name": MUNICIPALITY, "municipality_name": MUNICIPALITY}),
		("User", user),
		("Has Role", {**role, "role": COORDINATOR}),
		("LAT Municipality Member", member),
	):
		_insert(doctype, [{**stamp, **row}])
	say(f"{cases:,} courses")
	_insert(
		"LAT Case",
		[
			{
				**stamp,
				"name": f"{countries.PREFIX}C-{number:06}",
				"municipality": MUNICIPALITY,
				"course_type": "Mentor course",
				"stage": "Active",
				"opened_on": date(2023, 1, 1),
				"coordinator": LOGIN,
			}
			for number in range(1, cases + 1)
		],
	)
	_commit()
	frappe.db.sql_ddl("analyze table `tabLAT Case`")  # nosemgrep: frappe-using-db-sql
	frappe.clear_cache(user=LOGIN)


def _insert(doctype: str, rows: list[dict]) -> None:
	columns = [*rows[0]]
	into = f"insert into `tab{doctype}` ({', '.join(f'`{name}`' for name in columns)})"
	values = [tuple(row.values()) for row in rows]
	frappe.db._cursor.executemany(f"{into} values ({', '.join(['%s'] * len(columns))})", values)


def _forget_measurements() -> None:
	ours = f"lat_case like '{countries.PREFIX}%'"
	frappe.db.sql(  # nosemgrep: frappe-using-db-sql
		f"delete a from `tabLAT Answer` a join `tabLAT Measurement` m on a.parent = m.name where m.{ours}"
	)
	frappe.db.sql(f"delete from `tabLAT Measurement` where {ours}")  # nosemgrep: frappe-using-db-sql
	_commit()
	for doctype in TABLES:
		frappe.db.sql_ddl(f"analyze table `tab{doctype}`")  # nosemgrep: frappe-using-db-sql


def _remove() -> None:
	frappe.set_user("Administrator")
	_forget_measurements()
	for survey in frappe.get_all("LAT Survey Import", {"municipality": MUNICIPALITY}, pluck="name"):
		for file in frappe.get_all("File", {"attached_to_name": survey}, pluck="name"):
			frappe.delete_doc("File", file, force=True)
		frappe.db.delete("LAT Read Log", {"document_number": survey})
		frappe.delete_doc("LAT Survey Import", survey, force=True)
	frappe.db.delete("Data Import Log", {"docname": ["like", f"{countries.PREFIX}%"]})
	countries.remove(say)


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
