"""How long corrections of answers take against new ones, with their history kept, and their memory.

	cd BENCH/sites && ../env/bin/python PATH/benchmarks/import_corrections.py --site lat.test

Imports 20,000 rows of five answers as `import_answers.py` does, then a file that corrects an answer of each
of them, in the same run: read, planned, judged and written with a version of each record. Seconds of the
clock, as the database works for both; the processor time of this process beside them. The corrections of the
last round are made in a process of its own, whose highest memory is shown.

Removes everything, also when interrupted. Ends with 1 when corrections take more than 4 times as long as new
rows, when a record is left without its history, or when that process takes 300 MB or more.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from statistics import median

import country as countries
import frappe
import import_answers as answers
from on_site import carry_out, connect, options_of

from lat_corps.measurement.doctype.lat_survey_import import lat_survey_import

TIMES = 4
MEGABYTES = 300
ROUNDS = 3


def main(arguments: list[str]) -> int:
	parser = options_of(__doc__, ROUNDS)
	parser.add_argument("--rows", type=int, default=20_000)
	parser.add_argument("--job", help=argparse.SUPPRESS)
	options = parser.parse_args(arguments)
	if options.job:
		os.chdir(options.sites)
		connect(options.site)
		return _as_a_child(options.job)

	def work() -> int:
		answers._build(options.rows // 2)
		return _measure(options)

	return carry_out(options, work, _remove)


def _measure(options: argparse.Namespace) -> int:
	rows = list(answers._rows(options.rows))
	other = [[*row[:-1], str((int(row[-1]) + 1) % 6)] for row in rows]
	new, corrected = [], []
	for _round in range(options.rounds):
		new.append(_timed(lambda: _import(answers._upload(rows), "New")))
		corrected.append(_timed(lambda: _import(answers._upload(other), "Corrected")))
		kept = _versions()
		_forget()
	_import(answers._upload(rows), "New")
	before, peak = _memory(options, other)
	times = median(wall for wall, _own in corrected) / median(wall for wall, _own in new)
	print(f"{options.rows:,} rows of {len(answers.ITEMS)} answers, seconds of the clock (of this process):")
	for title, seconds in (("new rows", new), ("corrections", corrected)):
		print(f"  {title:44}" + "   ".join(f"{wall:.2f} ({own:.2f})" for wall, own in seconds))
	print(f"{times:.2f} times as long (at most {TIMES}); {kept:,} records have their history")
	print(f"highest memory {peak:.0f} MB, {before:.0f} MB before it begins (at most {MEGABYTES})")
	return int(times > TIMES or kept != options.rows or peak > MEGABYTES)


def _import(survey: str, kind: str) -> None:
	counts = lat_survey_import.check(survey)
	answers._commit()
	if {name for name, count in counts.items() if count} != {kind}:
		raise RuntimeError(f"the rows are not all {kind}: {counts}")
	answers._run(survey)


def _timed(work) -> tuple[float, float]:
	wall, own = time.perf_counter(), time.process_time()
	work()
	return time.perf_counter() - wall, time.process_time() - own


def _versions() -> int:
	return frappe.db.sql(  # nosemgrep: frappe-using-db-sql
		"select count(distinct v.docname) from tabVersion v "
		"join `tabLAT Measurement` m on v.docname = m.name "
		f"where v.ref_doctype = 'LAT Measurement' and m.lat_case like '{countries.PREFIX}%'"
	)[0][0]


def _memory(options: argparse.Namespace, rows: list[list[str]]) -> tuple[float, float]:
	"""Return the memory of a process before it corrects, and its highest, in MB."""
	command = [sys.executable, __file__, "--site", options.site, "--job", answers._upload(rows)]
	answer = subprocess.run(command, capture_output=True, text=True, check=False)
	if answer.returncode:
		raise RuntimeError(answer.stderr[-2000:])
	before, peak = answer.stdout.split()[-2:]
	return float(before), float(peak)


def _as_a_child(survey: str) -> int:
	frappe.set_user(answers.LOGIN)
	before = answers._megabytes("VmRSS")
	_import(survey, "Corrected")
	print(before, answers._megabytes("VmHWM"))
	return 0


def _forget() -> None:
	frappe.db.sql(  # nosemgrep: frappe-using-db-sql
		"delete v from tabVersion v join `tabLAT Measurement` m on v.docname = m.name "
		f"where v.ref_doctype = 'LAT Measurement' and m.lat_case like '{countries.PREFIX}%'"
	)
	answers._forget_measurements()


def _remove() -> None:
	_forget()
	answers._remove()


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
