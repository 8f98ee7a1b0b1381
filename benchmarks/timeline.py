"""How long the page of a course takes with 500 entries in its timeline, against the same course without them.

	cd BENCH/sites && ../env/bin/python PATH/benchmarks/timeline.py --site lat.test

Inserts a throw-away municipality on a site with `allow_tests`, with a course of two years, 476 lines of its
log and 24 talks of coaching about it, and asks for the page of that course through the site's own web
application: by turns with them on it and on another course. Removes all of it, also when interrupted. Ends
with 1 when the page takes more than 1.5 times as long with them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from statistics import median

import country as countries
import frappe
from course_form import COORDINATOR, COURSE, _forget, _two_years
from on_site import Person, by_turns, carry_out, connect, options_of, say

LIMIT = 1.5
CONTACTS, TALKS = 476, 24
ELSEWHERE = f"{countries.PREFIX}C-000002"
PAGE = f"lat_corps.measurement.course_page.of_course?case={COURSE}"
WITH, WITHOUT = f"with {CONTACTS + TALKS} entries", "without"
MOVED = ("LAT Session", "LAT Coaching Course")


def main(arguments: list[str]) -> int:
	options = options_of(__doc__, rounds=30).parse_args(arguments)

	def work() -> int:
		countries.build(40, 1, 3, say)
		_two_years()
		contacts = countries.contacts(COURSE, CONTACTS)
		next_step = "Skrive til de to mestre. " * 3
		countries._insert("LAT Session", ({**row, "next_step": next_step} for row in contacts), say)
		countries._insert("LAT Session Tool", _tools(), say)
		countries._insert("LAT Coaching Session", _talks(), say)
		countries._insert("LAT Coaching Course", _rows_of_talks(), say)
		return _report(_measure(options.site, options.rounds), options.rounds)

	return carry_out(options, work, _remove)


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
	countries.remove(say)


def _measure(site: str, rounds: int) -> dict[str, float]:
	person = Person.logged_in(site, "coordinator", COORDINATOR)

	def asked(case: str) -> float:
		connect(site)
		for doctype in MOVED:
			of_benchmark = {"name": ["like", f"{countries.PREFIX}%"]}
			frappe.db.set_value(doctype, of_benchmark, "lat_case", case, update_modified=False)
		frappe.db.commit()
		return person.ask(site, PAGE).clock

	cells = {WITH: lambda: asked(COURSE), WITHOUT: lambda: asked(ELSEWHERE)}
	return {label: median(found) for label, found in by_turns(cells, rounds).items()}


def _report(found: dict[str, float], rounds: int) -> int:
	say("")
	ratio = found[WITH] / found[WITHOUT]
	print(f"Median milliseconds of {rounds} rounds, whole request, page of a course of two years:")
	print(f"{WITH} {found[WITH]:.1f}, {WITHOUT} {found[WITHOUT]:.1f}, ratio {ratio:.2f}")
	print(f"ratio over {LIMIT}" if ratio > LIMIT else "Within its limits.")
	return 1 if ratio > LIMIT else 0


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
