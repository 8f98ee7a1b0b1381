"""How long the page of a course takes with 12 actors, 40 agreements and 10 meetings, against none of them.

	cd BENCH/sites && ../env/bin/python PATH/benchmarks/course_partners.py --site lat.test

Inserts a throw-away municipality on a site with `allow_tests`, with a course of two years, efforts of others
and meetings with partners, and asks for the page of that course through the site's own web application: by
turns with them on it and on another course. Removes all of it, also when interrupted. Ends with 1 when the
page takes more than 1.5 times as long with them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from statistics import median

import country as countries
import frappe
from course_form import COORDINATOR, COURSE, _forget, _two_years
from on_site import Person, Taken, carry_out, connect, options_of, rounds, say

from lat_corps.domain.coordination import HELD
from lat_corps.domain.efforts import UNDER_WAY
from lat_corps.domain.partners import KINDS

LIMIT = 1.5
ACTORS, OF_THE_CORPS, MEETINGS, AGREEMENTS = 12, 3, 10, 40
ELSEWHERE = f"{countries.PREFIX}C-000002"
PAGE = "lat_corps.measurement.course_page.of_course"
EFFORT, MEETING = "LAT Partner Effort", "LAT Coordination Meeting"
AGREEMENT, PARTICIPANT = "LAT Coordination Agreement", "LAT Coordination Participant"
MADE = (EFFORT, MEETING, AGREEMENT, PARTICIPANT)
WITH, WITHOUT = f"with {ACTORS} actors, {AGREEMENTS} agreements and {MEETINGS} meetings", "without"


def main(arguments: list[str]) -> int:
	options = options_of(__doc__, rounds=30).parse_args(arguments)

	def work() -> int:
		countries.build(40, 1, 3, say)
		_two_years()
		for doctype, rows in ((EFFORT, _efforts()), (MEETING, _meetings())):
			countries._insert(doctype, rows, say)
		countries._insert(AGREEMENT, _rows("A", "agreements", AGREEMENTS, _agreement), say)
		countries._insert(PARTICIPANT, _rows("P", "participants", 6 * MEETINGS, _participant), say)
		person = Person.logged_in(options.site, "coordinator", COORDINATOR)
		return _report(_measure(options.site, person, options.rounds))

	return carry_out(options, work, _remove)


def _of_course(letter: str, number: int) -> dict:
	moment = datetime.now() - timedelta(days=number)
	return {
		"name": f"{countries.PREFIX}{letter}-{number:06}",
		"lat_case": COURSE,
		"municipality": frappe.db.get_value("LAT Case", COURSE, "municipality"),
		"creation": moment,
		"modified": moment,
	}


def _efforts() -> Iterator[dict]:
	for number in range(ACTORS - OF_THE_CORPS):
		yield {
			**_of_course("EF", number),
			"kind": KINDS[number % len(KINDS)],
			"status": UNDER_WAY,
			"department": f"Afdeling {number}",
			"helps_with": "Finder en praktik i nærheden. ",
			"agreed": "Møde hver anden tirsdag. " * 4,
			"from_date": date.today() - timedelta(days=90),
			"to_date": date.today() + timedelta(days=90),
			"contact_name": "Alma Krogh",
			"contact_phone": "11 22 33 44",
			"audience": "Coordinator only",
		}


def _meetings() -> Iterator[dict]:
	for number in range(MEETINGS):
		day = date.today() - timedelta(days=60 * number + 1)
		yield {
			**_of_course("CO", number),
			"standing": HELD,
			"meets_on": day,
			"meets_at": "13:00:00",
			"held_on": day,
			"minutes": 60,
			"place": "Rådhuset",
			"shared_goals": "At fritidsjobbet holder. " * 4,
		}


def _rows(letter: str, table: str, number: int, content) -> Iterator[dict]:
	for index in range(number):
		yield {
			"name": f"{countries.PREFIX}{letter}-{index:06}",
			"idx": index // MEETINGS + 1,
			"parent": f"{countries.PREFIX}CO-{index % MEETINGS:06}",
			"parenttype": MEETING,
			"parentfield": table,
			**content(index),
		}


def _agreement(index: int) -> dict:
	day = date.today() + timedelta(days=index - AGREEMENTS // 2)
	return {"what": "Ringer til vejlederen, når skemaet er klar.", "responsible": "Otto Friis", "due_on": day}


def _participant(index: int) -> dict:
	return {"who": f"Person {index}", "organisation": f"Afdeling {index // MEETINGS}", "gets_minutes": 1}


def _remove() -> None:
	for doctype in MADE:
		frappe.db.delete(doctype, {"name": ["like", f"{countries.PREFIX}%"]})
	_forget()
	countries.remove(say)


def _measure(site: str, person: Person, number: int) -> dict[str, list[Taken]]:
	taken: dict[str, list[Taken]] = {WITH: [], WITHOUT: []}
	for turn, counts in enumerate(rounds(number)):
		for label in taken if turn % 2 else reversed(taken):
			connect(site)
			for doctype in (EFFORT, MEETING):
				frappe.db.set_value(
					doctype,
					{"name": ["like", f"{countries.PREFIX}%"]},
					"lat_case",
					COURSE if label == WITH else ELSEWHERE,
					update_modified=False,
				)
			frappe.db.commit()
			answer = person.ask(site, PAGE, {"case": COURSE})
			if counts:
				taken[label].append(answer)
	return taken


def _report(taken: dict[str, list[Taken]]) -> int:
	say("")
	clock = {label: median(each.clock for each in found) for label, found in taken.items()}
	ratio = clock[WITH] / clock[WITHOUT]
	print("Median milliseconds of a whole request, page of a course of two years:")
	print(f"{WITH}: {clock[WITH]:.1f}; {WITHOUT}: {clock[WITHOUT]:.1f}; ratio {ratio:.2f}")
	print(f"ratio over {LIMIT}" if ratio > LIMIT else "Within its limits.")
	return 1 if ratio > LIMIT else 0


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
