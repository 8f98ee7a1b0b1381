"""How long a list page and its count take for the people behind the walls, against Administrator.

	cd BENCH/sites && ../env/bin/python PATH/benchmarks/list_pages.py --site lat.test

Inserts a throw-away country of 98 municipalities on a site with `allow_tests` and asks the site's own web
application what the Desk's list view asks: interleaved in one run, as logged-in people, each request with the
session, the checks and the empty caches that it has in real life. Prints medians and their ratios to
Administrator, who has no row conditions; below, the same for the bare call of Frappe's list view, without the
request around it. Removes the country, also when interrupted. Ends with 1 when a coordinator or a mentor
waits more than 1.3 times as long as Administrator for a request.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from statistics import median

import country as countries
import frappe
from frappe.desk import reportview
from on_site import Person, by_turns, carry_out, connect, options_of, say

LIMIT = 1.3
PAGE_LENGTH = 20
COUNT_LIMIT = 1001
"""The Desk counts so far first, and shows `1000+` beyond."""

STANDARD = (
	"name owner creation modified modified_by _user_tags _comments _assign _liked_by docstatus idx".split()
)
SHOWN = {
	"LAT Case": ("workflow_state", "next_due", "next_due_what", "course_type", "mentor_name"),
	"LAT Match": ("workflow_state", "lat_case", "mentor_name"),
	"LAT Progression": ("lat_case", "rated_on", "rating"),
}
"""Beside the standard fields, what each list view asks for."""

REQUEST, BARE = "whole request", "bare call of reportview"


@dataclass(frozen=True)
class Call:
	"""What the Desk posts to `frappe.desk.reportview`."""

	label: str
	method: str
	parameters: dict[str, str] = field(hash=False)

	def form(self, doctype: str) -> dict[str, str]:
		form = {"doctype": doctype, "filters": "[]", **self.parameters}
		if self.method == "get":
			form["fields"] = json.dumps([f"`tab{doctype}`.`{name}`" for name in (*STANDARD, *SHOWN[doctype])])
			form["order_by"] = f"`tab{doctype}`.`modified` desc"
		return form


COUNT = {"fields": "[]", "distinct": "false"}
CALLS = (
	Call(
		"first page",
		"get",
		{"start": "0", "page_length": str(PAGE_LENGTH), "view": "List", "with_comment_count": "1"},
	),
	Call("count", "get_count", {**COUNT, "limit": str(COUNT_LIMIT)}),
	Call("full count", "get_count", COUNT),
)


def request(person: Person, site: str, doctype: str, call: Call) -> float:
	"""Return the milliseconds until the answer of the site's web application is there."""
	return person.ask(site, f"frappe.desk.reportview.{call.method}", call.form(doctype)).clock


def bare(person: Person, site: str, doctype: str, call: Call) -> float:
	"""Return the milliseconds of Frappe's list view alone, with the caches of a new request."""
	connect(site)
	frappe.set_user(person.user)
	frappe.local.form_dict = frappe._dict(call.form(doctype))
	start = time.perf_counter()
	getattr(reportview, call.method)()
	return (time.perf_counter() - start) * 1000


WAYS: dict[str, Callable[[Person, str, str, Call], float]] = {REQUEST: request, BARE: bare}
Times = dict[tuple[str, str, str, str], list[float]]
"""Milliseconds by way, document, call and person."""


def main(arguments: list[str]) -> int:
	parser = options_of(__doc__, rounds=40)
	parser.add_argument("--cases", type=int, default=100_000)
	parser.add_argument("--municipalities", type=int, default=98)
	parser.add_argument("--mentors", type=int, default=3_000)
	parser.add_argument("--explain", action="store_true", help="print the database's plan of each page")
	options = parser.parse_args(arguments)

	def work() -> int:
		country = countries.build(options.cases, options.municipalities, options.mentors, say)
		logins = {"Administrator": "Administrator", **country.people}
		people = [Person.logged_in(options.site, label, user) for label, user in logins.items()]
		if options.explain:
			_explain(options.site, people)
		times = _measure(options.site, people, options.rounds)
		say("")
		print(", ".join(f"{count:,} {doctype}" for doctype, count in country.counts.items()))
		return _report(times, people, options.rounds)

	return carry_out(options, work, partial(countries.remove, say))


def _measure(site: str, people: list[Person], rounds: int) -> Times:
	cells = {
		(way, doctype, call.label, person.label): partial(ask, person, site, doctype, call)
		for way, ask in WAYS.items()
		for doctype in SHOWN
		for call in CALLS
		for person in people
	}
	return by_turns(cells, rounds)


def _report(times: Times, people: list[Person], rounds: int) -> int:
	late = []
	for way in WAYS:
		print(f"\nMedian milliseconds of {rounds} rounds and ratio to Administrator, {way}:")
		print(f"{'':<30}" + "".join(f"{person.label:>22}" for person in people))
		for doctype in SHOWN:
			for call in CALLS:
				base = median(times[way, doctype, call.label, people[0].label])
				line = f"{doctype + ', ' + call.label:<30}"
				for person in people:
					taken = median(times[way, doctype, call.label, person.label])
					line += f"{taken:>13.2f}  ({taken / base:4.2f})"
					if way == REQUEST and taken > LIMIT * base:
						late.append(f"{person.label}, {doctype}, {call.label}: {taken / base:.2f}")
				print(line)
	print()
	print(
		"\n".join(f"Over {LIMIT}: {line}" for line in late) or f"No request takes over {LIMIT} times as long."
	)
	return 1 if late else 0


def _explain(site: str, people: list[Person]) -> None:
	say("")
	for doctype in SHOWN:
		for person in people:
			connect(site)
			frappe.set_user(person.user)
			query = frappe.get_list(
				doctype,
				fields=[*STANDARD, *SHOWN[doctype]],
				order_by=f"`tab{doctype}`.`modified` desc",
				limit=PAGE_LENGTH,
				run=False,
			)
			print(f"\n{doctype}, {person.label}: {' '.join(query.split())}")
			for row in frappe.db.sql(f"explain {query}", as_dict=True):  # nosemgrep: frappe-using-db-sql
				print("  ", {key: value for key, value in row.items() if value is not None})


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
