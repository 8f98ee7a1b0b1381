"""How long the page of a course takes with 500 entries in its timeline, against the same course without them.

	cd BENCH/sites && ../env/bin/python PATH/benchmarks/timeline.py --site lat.test

Inserts a throw-away municipality on a site with `allow_tests`, with a course of two years, 476 lines of its
log and 24 talks of coaching about it, and asks for the page of that course through the site's own web
application: by turns with them on it and on another course. Removes all of it, also when interrupted. Ends
with 1 when the page takes more than 1.5 times as long with them.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median

import country as countries
import frappe
from course_form import COORDINATOR, COURSE, _forget, _two_years
from frappe.sessions import delete_session
from list_pages import _connect, _log_in, _say
from my_day import _request

LIMIT = 1.5
CONTACTS, TALKS = 476, 24
WARM_UP = 3
ELSEWHERE = f"{countries.PREFIX}C-000002"
PAGE = f"/api/method/lat_corps.measurement.course_page.of_course?case={COURSE}"
WITH, WITHOUT = f"with {CONTACTS + TALKS} entries", "without"
MOVED = ("LAT Session", "LAT Coaching Course")


def main(arguments: list[str]) -> int:
	options = _parse(arguments)
	os.chdir(options.sites)
	_connect(options.site)
	if not frappe.get_site_config().allow_tests:
		print(f"{options.site} has no allow_tests: this writes to the site.", file=sys.stderr)
		return 2
	signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
	try:
		_remove()
		countries.build(40, 1, 3, _say)
		_two_years()
		countries._insert("LAT Session", _contacts(), _say)
		countries._insert("LAT Session Tool", _tools(), _say)
		countries._insert("LAT Coaching Session", _talks(), _say)
		countries._insert("LAT Coaching Course", _rows_of_talks(), _say)
		found = _measure(options.site, options.rounds)
	finally:
		_connect(options.site)
		_remove()
		_say("")
	return _report(found, options.rounds)


def _parse(arguments: list[str]) -> argparse.Namespace:
	parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
	parser.add_argument("--site", required=True)
	parser.add_argument("--sites", type=Path, default=Path.cwd(), help="the bench's sites folder")
	parser.add_argument("--rounds", type=int, default=30)
	return parser.parse_args(arguments)


def _contacts() -> Iterator[dict]:
	course = frappe.db.get_value("LAT Case", COURSE, ["municipality", "mentor"], as_dict=True)
	for number in range(CONTACTS):
		moment = datetime.now() - timedelta(days=number)
		yield {
			"name": f"{countries.PREFIX}S-{number:06}",
			"lat_case": COURSE,
			"municipality": course.municipality,
			"mentor": course.mentor,
			"held_on": date.today() - timedelta(days=number),
			"kind": "Meeting",
			"minutes": 60,
			"went_well": "Han talte selv med værkføreren. " * 5,
			"next_step": "Skrive til de to mestre. " * 3,
			"creation": moment,
			"modified": moment,
		}


def _tools() -> Iterator[dict]:
	tool = frappe.get_all("LAT Method Tool", fields=["name", "tool_label"], order_by="position asc")[0]
	for number in range(CONTACTS):
		yield {
			"name": f"{countries.PREFIX}T-{number:06}",
			"idx": 1,
			"parent": f"{countries.PREFIX}S-{number:06}",
			"parenttype": "LAT Session",
			"parentfield": "tools",
			"tool": tool.name,
			"tool_label": tool.tool_label,
		}


def _talks() -> Iterator[dict]:
	municipality = frappe.db.get_value("LAT Case", COURSE, "municipality")
	for number in range(TALKS):
		moment = datetime.now() - timedelta(days=30 * number)
		yield {
			"name": f"{countries.PREFIX}K-{number:06}",
			"form": "One mentor",
			"municipality": municipality,
			"coach": COORDINATOR,
			"coach_name": "Koordinator",
			"with_names": "Mentor",
			"held_on": moment.date(),
			"best_hope": "At finde ro. " * 5,
			"creation": moment,
			"modified": moment,
		}


def _rows_of_talks() -> Iterator[dict]:
	for number in range(TALKS):
		yield {
			"name": f"{countries.PREFIX}R-{number:06}",
			"idx": 1,
			"parent": f"{countries.PREFIX}K-{number:06}",
			"parenttype": "LAT Coaching Session",
			"parentfield": "courses",
			"lat_case": COURSE,
		}


def _remove() -> None:
	for doctype in ("LAT Session", "LAT Session Tool", "LAT Coaching Session", "LAT Coaching Course"):
		frappe.db.delete(doctype, {"name": ["like", f"{countries.PREFIX}%"]})
	_forget()
	countries.remove(_say)


def _measure(site: str, rounds: int) -> dict[str, float]:
	sid = _log_in(site, COORDINATOR)
	times: dict[str, list[float]] = {WITH: [], WITHOUT: []}
	for turn in range(-WARM_UP, rounds):
		_say(f"round {max(turn + 1, 0)} of {rounds}")
		for label in times if turn % 2 else reversed(times):
			_connect(site)
			for doctype in MOVED:
				frappe.db.set_value(
					doctype,
					{"name": ["like", f"{countries.PREFIX}%"]},
					"lat_case",
					COURSE if label == WITH else ELSEWHERE,
					update_modified=False,
				)
			frappe.db.commit()
			taken = _request(site, sid, PAGE, {})
			if turn >= 0:
				times[label].append(taken)
	_connect(site)
	delete_session(sid, reason="Benchmark ended")
	return {label: median(found) for label, found in times.items()}


def _report(found: dict[str, float], rounds: int) -> int:
	_say("")
	ratio = found[WITH] / found[WITHOUT]
	print(f"Median milliseconds of {rounds} rounds, whole request, page of a course of two years:")
	print(f"{WITH} {found[WITH]:.1f}, {WITHOUT} {found[WITHOUT]:.1f}, ratio {ratio:.2f}")
	print(f"ratio over {LIMIT}" if ratio > LIMIT else "Within its limits.")
	return 1 if ratio > LIMIT else 0


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
