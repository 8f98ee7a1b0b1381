"""How long a handover packet takes to be built and frozen, against loading the records it is made of.

	cd BENCH/sites && ../env/bin/python PATH/benchmarks/packet.py --site lat.test

Inserts a throw-away municipality on a site with `allow_tests`, with a course of 200 ratings and 60 lines of
its log on a plan of six goals. Times by turns, in one run: what Frappe takes to load the ratings, the log and
the plan with `get_doc`, and what it takes to propose the lines, save the draft, read it with the person, set
the packet together and freeze it as sent. Removes all of it, also when interrupted. Ends with 1 when the
packet takes more than 2 times as long.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from statistics import median

import country as countries
import frappe
from course_form import COORDINATOR, COURSE, _forget, _two_years
from on_site import by_turns, carry_out, connect, options_of, say

from lat_corps.casework.doctype.lat_handover.lat_handover import fetch_from_course
from lat_corps.casework.handover_reading import read_with_person, shown
from lat_corps.steps import go_to

LIMIT = 2
RATINGS, CONTACTS, GOALS = 200, 60, 6
LOADED, FROZEN = "get_doc of the records", "built and frozen"
CASEWORKER = f"caseworker01@{countries.DOMAIN}"
OF_COURSE = ("LAT Progression", "LAT Session", "LAT Plan")
TYPES = ("Goals and steps", "Documentation of development", "Wellbeing and life mastery")


def main(arguments: list[str]) -> int:
	options = options_of(__doc__, rounds=15).parse_args(arguments)

	def work() -> int:
		countries.build(40, 1, 3, say)
		_two_years()
		plan = _plan()
		countries._insert("LAT Progression", _ratings(), say)
		rows = itertools.cycle(plan)
		contacts = ({**row, "plan_row": next(rows)} for row in countries.contacts(COURSE, CONTACTS))
		countries._insert("LAT Session", contacts, say)
		receiver = _receiver()
		connect(options.site)
		frappe.set_user(COORDINATOR)
		cells = {LOADED: _load, FROZEN: lambda: _freeze(receiver)}
		times = by_turns(cells, options.rounds)
		return _report({label: median(found) for label, found in times.items()}, options.rounds)

	return carry_out(options, work, _remove)


def _plan() -> list[str]:
	"""Give the plan its goals and steps; return the rows that the log can name."""
	plan = frappe.get_doc("LAT Plan", {"lat_case": COURSE})
	plan.update(
		{
			"goals": [
				{"goal": f"Mål nr. {number}", "sign": "Han fortæller om det."} for number in range(GOALS)
			],
			"steps": [
				{"step": f"Skridt nr. {number}", "responsible": "Mentor"} for number in range(2 * GOALS)
			],
		}
	)
	plan.save()
	return [row.name for row in (*plan.goals, *plan.steps)]


def _ratings() -> Iterator[dict]:
	municipality = frappe.db.get_value("LAT Case", COURSE, "municipality")
	frappe.db.delete("LAT Progression", {"lat_case": COURSE})
	for number in range(RATINGS):
		moment = datetime.now() - timedelta(days=3 * number)
		yield {
			"name": f"{countries.PREFIX}P-{number:06}",
			"lat_case": COURSE,
			"municipality": municipality,
			"rated_on": moment.date(),
			"rating": 1 + (number * 7) % 10,
			"rated_by": "Mentee",
			"why_not_lower": "Han har en ven. " * 3,
			"creation": moment,
			"modified": moment,
		}


def _receiver() -> str:
	"""Return a caseworker of the municipality, with the person's consent to the handover."""
	frappe.db.set_value("LAT Case", COURSE, "coordinator", COORDINATOR)
	frappe.get_doc(
		{
			"doctype": "LAT Consent",
			"lat_case": COURSE,
			"purpose": "Handover to the caseworker",
			"receiver": CASEWORKER,
			"given_by": "Citizen",
			"given_by_name": "Person 1",
			"given_on": date.today(),
			"informed": 1,
			"information_types": [{"information_type": kind} for kind in TYPES],
		}
	).insert()
	frappe.db.commit()  # nosemgrep: frappe-manual-commit
	return CASEWORKER


def _load() -> float:
	names = [(doctype, name) for doctype in OF_COURSE for name in _names(doctype)]
	begin = time.perf_counter()
	for doctype, name in names:
		frappe.get_doc(doctype, name)
	return (time.perf_counter() - begin) * 1000


def _names(doctype: str) -> list[str]:
	return frappe.get_all(doctype, {"lat_case": COURSE}, pluck="name", order_by="name asc")


def _freeze(receiver: str) -> float:
	"""Return the milliseconds of a packet from the empty draft to its hash; nothing of it is kept."""
	line = {"information_type": TYPES[0], "origin": "The course", "content": "Sammenfatning."}
	draft = frappe.get_doc(
		{"doctype": "LAT Handover", "lat_case": COURSE, "receiver": receiver, "lines": [line]}
	).insert()
	begin = time.perf_counter()
	fetch_from_course(draft.name)
	marks = shown(draft.name)["marks"]
	read_with_person(draft.name, {"way": "Read together on screen", "marks": marks})
	handover = frappe.get_doc("LAT Handover", draft.name)
	go_to(handover, "Sent")
	taken = (time.perf_counter() - begin) * 1000
	if not handover.packet_hash or len(handover.get_packet()["lines"]) < GOALS:
		raise RuntimeError("The packet was not frozen with its lines.")
	frappe.db.rollback()
	frappe.clear_messages()
	return taken


def _remove() -> None:
	for doctype in ("LAT Progression", "LAT Session", "LAT Handover"):
		frappe.db.delete(doctype, {"lat_case": ["like", f"{countries.PREFIX}%"]})
	_forget()
	countries.remove(say)


def _report(found: dict[str, float], rounds: int) -> int:
	say("")
	ratio = found[FROZEN] / found[LOADED]
	print(
		f"Median milliseconds of {rounds} rounds, {RATINGS} ratings, {CONTACTS} lines of the log and a plan:"
	)
	print(f"{LOADED} {found[LOADED]:.0f}, {FROZEN} {found[FROZEN]:.0f}, ratio {ratio:.2f}")
	print(f"ratio over {LIMIT}" if ratio > LIMIT else "Within its limits.")
	return 1 if ratio > LIMIT else 0


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
