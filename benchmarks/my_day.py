"""How long a coordinator's first screen takes, against the first page of courses of the same person.

	cd BENCH/sites && ../env/bin/python PATH/benchmarks/my_day.py --site lat.test

Inserts a throw-away country of 5 municipalities on a site with `allow_tests`, with open courses and a turn of
the coordinator of all five on each of them, asks both pages by turns of the site's own web application, and
removes it, also when interrupted. Prints medians for each number of courses. Ends with 1 when the first
screen takes more than twice as long as the list, or three times as long for most courses as for fewest.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from statistics import median

import country as countries
import frappe
from list_pages import CALLS, PAGE_LENGTH
from on_site import Person, by_turns, carry_out, connect, options_of, say

LIMIT, GROWTH = 2, 3
MUNICIPALITIES = 5
MENTORS = 60
KINDS = ("Course to assess", "Mentor to find", "Match accepted", "Recording to follow up", "Consent ends")
DAY, LIST = "first screen", f"first {PAGE_LENGTH} courses"


def main(arguments: list[str]) -> int:
	parser = options_of(__doc__, rounds=30)
	parser.add_argument("--cases", type=int, nargs="+", default=[500, 5_000])
	options = parser.parse_args(arguments)

	def work() -> int:
		medians = {}
		for courses in options.cases:
			# A request ends its connection.
			connect(options.site)
			_remove()
			_build(courses)
			medians[courses] = _measure(options.site, options.rounds)
		return _report(medians, options.rounds)

	return carry_out(options, work, _remove)


def _build(courses: int) -> None:
	"""Make `courses` open courses in municipalities that one person coordinates, with a turn on each."""
	stages = countries.STAGES
	countries.STAGES = {"Active": 60, "Matching": 20, "Preparing": 10, "Referred": 10}
	try:
		countries.build(courses, MUNICIPALITIES, MENTORS, say)
	finally:
		countries.STAGES = stages
	towns = frappe.get_all(
		"LAT Municipality",
		{"name": ["like", f"{countries.MUNICIPALITY}%"]},
		pluck="name",
		order_by="name asc",
	)
	countries._insert("LAT Municipality Member", _members(towns), say)
	countries._insert("LAT Turn", _turns(random.Random(courses)), say)
	frappe.db.sql_ddl("analyze table `tabLAT Turn`")  # nosemgrep: frappe-using-db-sql


def _members(towns: list[str]) -> Iterator[dict]:
	for index, town in enumerate(towns):
		if not frappe.db.exists("LAT Municipality Member", {"parent": town, "user": countries.SEVERAL}):
			yield {
				"name": f"{countries.PREFIX}5-{index}",
				"idx": 9,
				"parent": town,
				"parenttype": "LAT Municipality",
				"parentfield": "members",
				"user": countries.SEVERAL,
				"member_function": "Coordinator",
			}


def _turns(dice: random.Random) -> Iterator[dict]:
	for case in frappe.get_all(
		"LAT Case",
		{"name": ["like", f"{countries.PREFIX}%"]},
		["name", "municipality"],
		order_by="name asc",
	):
		kind, told = dice.choice(KINDS), datetime.now() - timedelta(days=dice.randrange(90))
		dated = kind in ("Recording to follow up", "Consent ends")
		yield {
			"name": case.name,
			"kind": kind,
			"reference_doctype": "LAT Case",
			"reference_name": case.name,
			"lat_case": case.name,
			"municipality": case.municipality,
			"user": countries.SEVERAL,
			"due_on": told.date() + timedelta(days=30) if dated else None,
			"told_on": told.date(),
			"creation": told,
			"modified": told,
		}


def _remove() -> None:
	frappe.db.delete("LAT Turn", {"user": countries.SEVERAL})
	countries.remove(say)


def _measure(site: str, rounds: int) -> dict[str, float]:
	person = Person.logged_in(site, f"coordinator of {MUNICIPALITIES}", countries.SEVERAL)
	cells = {
		DAY: lambda: person.ask(site, "lat_corps.insight.my_day.of_user").clock,
		LIST: lambda: person.ask(site, "frappe.desk.reportview.get", CALLS[0].form("LAT Case")).clock,
	}
	return {label: median(found) for label, found in by_turns(cells, rounds).items()}


def _report(medians: dict[int, dict[str, float]], rounds: int) -> int:
	say("")
	print(f"Median milliseconds of {rounds} rounds, whole request, coordinator of {MUNICIPALITIES}:")
	late = []
	for courses, found in medians.items():
		ratio = found[DAY] / found[LIST]
		print(f"{courses:>7,} courses: {DAY} {found[DAY]:.1f}, {LIST} {found[LIST]:.1f}, ratio {ratio:.2f}")
		if ratio > LIMIT and courses == min(medians):
			late.append(f"ratio {ratio:.2f} over {LIMIT}")
	growth = medians[max(medians)][DAY] / medians[min(medians)][DAY]
	if len(medians) > 1:
		print(f"growth of the first screen: {growth:.2f}")
	if growth >= GROWTH:
		late.append(f"growth {growth:.2f}, not under {GROWTH}")
	print("\n".join(late) or "Within its limits.")
	return 1 if late else 0


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
