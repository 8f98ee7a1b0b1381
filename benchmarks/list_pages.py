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

import argparse
import json
import os
import random
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import country as countries
import frappe
import frappe.app
from frappe.desk import reportview
from frappe.sessions import Session, delete_session
from frappe.utils import set_request
from werkzeug.test import Client

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
WARM_UP = 3


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


@dataclass(frozen=True)
class Person:
	label: str
	user: str
	sid: str

	def request(self, site: str, doctype: str, call: Call) -> float:
		"""Return the milliseconds until the answer of the site's web application is there."""
		client = Client(frappe.app.application)
		client.set_cookie("sid", self.sid)
		start = time.perf_counter()
		answer = client.post(
			f"/api/method/frappe.desk.reportview.{call.method}",
			data=call.form(doctype),
			headers={"X-Frappe-Site-Name": site},
		)
		taken = (time.perf_counter() - start) * 1000
		if answer.status_code != 200:
			raise RuntimeError(f"{self.label}, {doctype}, {call.label}: {answer.text[:500]}")
		answer.close()
		return taken

	def bare(self, site: str, doctype: str, call: Call) -> float:
		"""Return the milliseconds of Frappe's list view alone, with the caches of a new request."""
		_connect(site)
		frappe.set_user(self.user)
		frappe.local.form_dict = frappe._dict(call.form(doctype))
		start = time.perf_counter()
		getattr(reportview, call.method)()
		return (time.perf_counter() - start) * 1000


WAYS = {REQUEST: Person.request, BARE: Person.bare}
Times = dict[tuple[str, str, str, str], list[float]]
"""Milliseconds by way, document, call and person."""


def main(arguments: list[str]) -> int:
	options = _parse(arguments)
	os.chdir(options.sites)
	_connect(options.site)
	if not frappe.get_site_config().allow_tests:
		print(f"{options.site} has no allow_tests: this writes to the site.", file=sys.stderr)
		return 2
	signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
	people: list[Person] = []
	try:
		countries.remove(_say)
		if options.only_remove:
			return 0
		country = countries.build(options.cases, options.municipalities, options.mentors, _say)
		for label, user in {"Administrator": "Administrator", **country.people}.items():
			people.append(Person(label, user, _log_in(options.site, user)))
		if options.explain:
			_explain(options.site, people)
		times = _measure(options.site, people, options.rounds)
		_say("")
		print(", ".join(f"{count:,} {doctype}" for doctype, count in country.counts.items()))
		return _report(times, people, options.rounds)
	finally:
		_connect(options.site)
		for person in people:
			delete_session(person.sid, reason="Benchmark ended")
		countries.remove(_say)
		_say("")


def _parse(arguments: list[str]) -> argparse.Namespace:
	parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
	parser.add_argument("--site", required=True)
	parser.add_argument("--sites", type=Path, default=Path.cwd(), help="the bench's sites folder")
	parser.add_argument("--cases", type=int, default=100_000)
	parser.add_argument("--municipalities", type=int, default=98)
	parser.add_argument("--mentors", type=int, default=3_000)
	parser.add_argument("--rounds", type=int, default=40)
	parser.add_argument("--explain", action="store_true", help="print the database's plan of each page")
	parser.add_argument("--only-remove", action="store_true", help="remove what a killed run has left")
	return parser.parse_args(arguments)


def _connect(site: str) -> None:
	"""Begin as a request begins: new caches and a new connection."""
	if getattr(frappe.local, "initialised", None):
		frappe.destroy()
	frappe.init(site=site, sites_path=".", force=True)
	frappe.connect()


def _log_in(site: str, user: str) -> str:
	"""Open a session without a password, as a server console may, and return its id."""
	_connect(site)
	set_request(method="GET", path="/")
	return Session(user=user, resume=False, full_name=user, user_type="System User").sid


def _measure(site: str, people: list[Person], rounds: int) -> Times:
	"""Ask everything once a round, in a new order each time."""
	cells = [
		(way, doctype, call, person)
		for way in WAYS
		for doctype in SHOWN
		for call in CALLS
		for person in people
	]
	times: Times = {(way, doctype, call.label, person.label): [] for way, doctype, call, person in cells}
	for index in range(-WARM_UP, rounds):
		_say(f"round {max(index + 1, 0)} of {rounds}")
		random.shuffle(cells)
		for way, doctype, call, person in cells:
			taken = WAYS[way](person, site, doctype, call)
			if index >= 0:
				times[way, doctype, call.label, person.label].append(taken)
	return times


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
	_say("")
	for doctype in SHOWN:
		for person in people:
			_connect(site)
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


def _say(line: str) -> None:
	"""Show progress on one line of the terminal, and keep it out of what is piped on."""
	print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
