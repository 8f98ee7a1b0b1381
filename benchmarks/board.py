"""How long the board of a course with 500 mentors takes, against the first page of mentors of that person.

	cd BENCH/sites && ../env/bin/python PATH/benchmarks/board.py --site lat.test

Inserts a throw-away municipality on a site with `allow_tests`: 500 mentors with filled-in profiles, and a
waiting course with four wishes. Asks the site's own web application for both by turns, as its coordinator,
and removes all of it, also when interrupted. The page is what the Desk asks to draw it: its rows, the names
of the mentors on it, and how many there are. The board, which is one request, holds all that it draws. Prints
medians, by the clock and by the time that the processor takes, and beside them those of the rows alone. Ends
with 1 when the board takes over twice as long as the page by the clock.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from statistics import median

import country as countries
import frappe
from list_pages import CALLS, PAGE_LENGTH, STANDARD
from on_site import Person, Taken, carry_out, connect, options_of, rounds, say

from lat_corps.domain import criteria

LIMIT = 2
MENTORS = 500
COURSES = 200
ROWS, NAMES, COUNT, BOARD = "rows", "names", "count", "board"
PAGE = (ROWS, NAMES, COUNT)
SPOKEN = ("da", "en", "ar", "tr", "so", "fa")
WISHES = (
	{"criterion": criteria.GENDER, "gender": "Woman"},
	{"criterion": criteria.AGE, "age_from": 30, "age_to": 45},
	{"criterion": criteria.LANGUAGE, "spoken": "ar"},
	{"criterion": criteria.TEMPERAMENT, "temperament": criteria.CARING, "strength": criteria.MUST},
)
NOTHING_WISHED = {"gender": None, "age_from": 0, "age_to": 0, "spoken": None, "temperament": None}
SHOWN = ("workflow_state", "kind", "municipality", "capacity")


def main(arguments: list[str]) -> int:
	parser = options_of(__doc__, rounds=30)
	parser.add_argument("--mentors", type=int, default=MENTORS)
	options = parser.parse_args(arguments)

	def work() -> int:
		country = countries.build(COURSES, 1, options.mentors, say)
		course = _fill_in(random.Random(5))
		person = Person.logged_in(options.site, "coordinator", country.people["coordinator"])
		return _report(_measure(options.site, person, course, options.rounds))

	return carry_out(options, work, _remove)


def _fill_in(dice: random.Random) -> str:
	"""Give each mentor a profile, and one course wishes; return the course."""
	mentors = frappe.get_all(
		"LAT Mentor", {"name": ["like", f"{countries.PREFIX}%"]}, pluck="name", order_by="name asc"
	)
	for mentor in mentors:
		frappe.db.set_value("LAT Mentor", mentor, _profile(dice), update_modified=False)
	course, citizen = frappe.db.get_value(
		"LAT Case", {"name": ["like", f"{countries.PREFIX}%"], "stage": "Matching"}, ["name", "citizen"]
	)
	countries._insert("LAT Spoken Language", _languages(mentors, citizen, dice), say)
	countries._insert("LAT Preference", _wishes(course), say)
	return course


def _profile(dice: random.Random) -> dict:
	ticks = (*criteria.SUBJECTS.values(), *criteria.EXPERIENCES.values())
	return {
		"gender": dice.choice(("Woman", "Man")),
		"birth_year": dice.randrange(1960, 2000),
		"temperament": dice.choice((criteria.CARING, criteria.FORMAL, criteria.BOTH_WAYS)),
		"family_migration": dice.choice((criteria.MIGRATED, criteria.NOT_MIGRATED)),
		"meetings_a_month": dice.choice((2, 4, 8)),
		"long_relation": 1,
		"wishes_gender": dice.choice(("", "", "Woman", "Man")),
		"availability": "Hverdage efter klokken 15",
		**dict.fromkeys(dice.sample(ticks, 4), 1),
	}


def _languages(mentors: list[str], citizen: str, dice: random.Random) -> Iterator[dict]:
	spoken = [("LAT Mentor", mentor, {"da", *dice.sample(SPOKEN, 2)}) for mentor in mentors]
	number = 0
	for doctype, name, codes in (*spoken, ("LAT Citizen", citizen, {"da", "ar"})):
		for place, code in enumerate(sorted(codes)):
			number += 1
			yield {
				"name": f"{countries.PREFIX}L-{number:06}",
				"idx": place + 1,
				"parent": name,
				"parenttype": doctype,
				"parentfield": "languages",
				"language": code,
			}


def _wishes(course: str) -> Iterator[dict]:
	for place, wish in enumerate(WISHES):
		yield {
			"name": f"{countries.PREFIX}W-{place}",
			"idx": place + 1,
			"parent": course,
			"parenttype": "LAT Case",
			"parentfield": "preferences",
			"strength": criteria.WISH,
			**NOTHING_WISHED,
			**wish,
		}


def _remove() -> None:
	for doctype in ("LAT Spoken Language", "LAT Preference"):
		frappe.db.delete(doctype, {"name": ["like", f"{countries.PREFIX}%"]})
	countries.remove(say)


def _measure(site: str, person: Person, course: str, many: int) -> dict[str, list[Taken]]:
	asks = _asked(course)
	times: dict[str, list[Taken]] = {label: [] for label in asks}
	for counts in rounds(many):
		for label in random.sample([*asks], len(asks)):
			taken = person.ask(site, *asks[label])
			if counts:
				times[label].append(taken)
	return times


def _asked(course: str) -> dict[str, tuple]:
	"""Return the requests of page and board as the Desk sends them."""
	connect(frappe.local.site)
	order_by, mentors = "`tabLAT Mentor`.`modified` desc", {"doctype": "LAT Mentor", "filters": "[]"}
	shown = frappe.get_all(
		"LAT Mentor",
		{"name": ["like", f"{countries.PREFIX}%"]},
		pluck="name",
		order_by="modified desc",
		limit=PAGE_LENGTH,
	)
	fields = [f"`tabLAT Mentor`.`{name}`" for name in (*STANDARD, *SHOWN)]
	rows = {**CALLS[0].parameters, **mentors, "fields": json.dumps(fields), "order_by": order_by}
	return {
		ROWS: ("frappe.desk.reportview.get", rows),
		NAMES: ("lat_corps.casework.names.of_page", {"records": json.dumps({"LAT Mentor": shown})}),
		COUNT: ("frappe.desk.reportview.get_count", {**CALLS[1].parameters, **mentors}),
		BOARD: (f"lat_corps.casework.board.of_course?case={course}",),
	}


def _report(times: dict[str, list[Taken]]) -> int:
	say("")
	print(f"Median milliseconds of {len(times[BOARD])} rounds, whole requests:")
	for measured in ("processor", "clock"):
		each = {label: [getattr(one, measured) for one in taken] for label, taken in times.items()}
		page = median(sum(taken) for taken in zip(*(each[label] for label in PAGE), strict=True))
		board, rows = median(each[BOARD]), median(each[ROWS])
		print(
			f"{measured:<10}first page of mentors {page:.1f}, board {board:.1f}, ratio {board / page:.2f}; "
			f"its rows alone {rows:.1f}, ratio {board / rows:.2f}"
		)
	# The last is the clock's.
	late = board > LIMIT * page
	print(f"Over {LIMIT}." if late else "Within its limit.")
	return int(late)


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
