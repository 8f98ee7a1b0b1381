"""How long a list page and its count take for the people behind the walls, against Administrator.

	cd BENCH/sites && ../env/bin/python PATH/benchmarks/list_pages.py --site lat.test

Inserts a throw-away country of 98 municipalities on a site with `allow_tests`, asks Frappe what the Desk's list
view asks, interleaved in one run and each time with the empty caches of a new request, prints medians and their
ratios to Administrator, who has no row conditions, and removes the country, also when interrupted. Ends with 1
when a coordinator or a mentor waits more than 1.3 times as long.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import country as countries
import frappe
from frappe.desk import reportview

LIMIT = 1.3
PAGE_LENGTH = 20
COUNT_LIMIT = 1001
"""The Desk counts so far first, and shows `1000+` beyond."""

STANDARD = (
	"name owner creation modified modified_by _user_tags _comments _assign _liked_by docstatus idx".split()
)
SHOWN = {
	"LAT Case": ("workflow_state", "course_type", "mentor_name", "next_progression_due"),
	"LAT Match": ("workflow_state", "lat_case", "mentor_name"),
	"LAT Progression": ("lat_case", "rated_on", "rating"),
	"LAT Citizen": ("gender",),
}
"""Beside the standard fields, what each list view asks for."""

WARM_UP = 3


@dataclass(frozen=True)
class Call:
	"""What the Desk posts to `frappe.desk.reportview`."""

	label: str
	method: str
	parameters: tuple[tuple[str, str], ...]

	def ask(self, doctype: str) -> object:
		frappe.local.form_dict = frappe._dict(self.parameters, doctype=doctype)
		if self.method == "get":
			frappe.local.form_dict.update(
				fields=json.dumps([f"`tab{doctype}`.`{name}`" for name in (*STANDARD, *SHOWN[doctype])]),
				order_by=f"`tab{doctype}`.`modified` desc",
			)
		return getattr(reportview, self.method)()


CALLS = (
	Call(
		"first page",
		"get",
		(
			("filters", "[]"),
			("start", "0"),
			("page_length", str(PAGE_LENGTH)),
			("view", "List"),
			("with_comment_count", "1"),
		),
	),
	Call(
		"count",
		"get_count",
		(("filters", "[]"), ("fields", "[]"), ("distinct", "false"), ("limit", str(COUNT_LIMIT))),
	),
	Call("full count", "get_count", (("filters", "[]"), ("fields", "[]"), ("distinct", "false"))),
)


def main(arguments: list[str]) -> int:
	options = _parse(arguments)
	os.chdir(options.sites)
	_connect(options.site)
	if not frappe.get_site_config().allow_tests:
		print(f"{options.site} has no allow_tests: this writes to the site.", file=sys.stderr)
		return 2
	signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
	try:
		countries.remove(_say)
		if options.only_remove:
			return 0
		country = countries.build(options.cases, options.municipalities, options.mentors, _say)
		_analyse(country.counts)
		people = {
			"Administrator": "Administrator",
			"coordinator": country.coordinator,
			"coordinator of 3": country.coordinator_of_several,
			f"mentor of {countries.ACCEPTED}": country.mentor,
			"busy mentor": country.busy_mentor,
		}
		if options.explain:
			_explain(options.site, people)
		return _report(_measure(options.site, people, options.rounds), country, people, options.rounds)
	finally:
		_connect(options.site)
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
	parser.add_argument("--explain", action="store_true", help="print MariaDB's plan of each page")
	parser.add_argument("--only-remove", action="store_true", help="remove what a killed run has left")
	return parser.parse_args(arguments)


def _connect(site: str) -> None:
	"""Begin as a request begins: new caches and a new connection."""
	if getattr(frappe.local, "initialised", None):
		frappe.destroy()
	frappe.init(site=site, sites_path=".", force=True)
	frappe.connect()


def _analyse(doctypes: Iterable[str]) -> None:
	"""A site that grew over years has statistics; a bulk insert leaves old ones."""
	for doctype in doctypes:
		frappe.db.sql_ddl(f"analyze table `tab{doctype}`")


def _timed(site: str, user: str, doctype: str, call: Call) -> float:
	"""Return the milliseconds of one call, with the caches of a new request."""
	_connect(site)
	frappe.set_user(user)
	start = time.perf_counter()
	call.ask(doctype)
	return (time.perf_counter() - start) * 1000


Times = dict[tuple[str, str, str], list[float]]


def _measure(site: str, people: dict[str, str], rounds: int) -> Times:
	"""Return the milliseconds of each document, call and person; each round asks everything once, mixed."""
	cells = [(doctype, call, person) for doctype in SHOWN for call in CALLS for person in people]
	times: Times = {(doctype, call.label, person): [] for doctype, call, person in cells}
	for index in range(-WARM_UP, rounds):
		_say(f"round {max(index + 1, 0)} of {rounds}")
		random.shuffle(cells)
		for doctype, call, person in cells:
			taken = _timed(site, people[person], doctype, call)
			if index >= 0:
				times[doctype, call.label, person].append(taken)
	return times


def _report(times: Times, country: countries.Country, people: dict[str, str], rounds: int) -> int:
	_say("")
	print(", ".join(f"{count:,} {doctype}" for doctype, count in country.counts.items()))
	print(f"Median milliseconds of {rounds} rounds, and the ratio to Administrator (at most {LIMIT}):\n")
	print(f"{'':<30}" + "".join(f"{person:>22}" for person in people))
	late = []
	for doctype in SHOWN:
		for call in CALLS:
			base = median(times[doctype, call.label, "Administrator"])
			line = f"{doctype + ', ' + call.label:<30}"
			for person in people:
				taken = median(times[doctype, call.label, person])
				line += f"{taken:>13.2f}  ({taken / base:4.2f})"
				if taken > LIMIT * base:
					late.append(f"{person}, {doctype}, {call.label}: {taken / base:.2f}")
			print(line)
	for line in late:
		print(f"Over {LIMIT}: {line}")
	return 1 if late else 0


def _explain(site: str, people: dict[str, str]) -> None:
	for doctype in SHOWN:
		for person, user in people.items():
			_connect(site)
			frappe.set_user(user)
			query = frappe.get_list(
				doctype, order_by=f"`tab{doctype}`.`modified` desc", limit=PAGE_LENGTH, run=False
			)
			print(f"\n{doctype}, {person}: {query}")
			for row in frappe.db.sql(f"explain {query}", as_dict=True):
				print("  ", {key: value for key, value in row.items() if value is not None})


def _say(line: str) -> None:
	"""Show progress on one line of the terminal, and keep it out of what is piped on."""
	print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
