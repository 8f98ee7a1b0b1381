"""What the door costs: the same request with and without it, by turns in one run, on a real site.

	cd BENCH/sites && ../env/bin/python PATH/benchmarks/door.py --site lat.test

Asks the site's own web application what the Desk asks of a coordinator (list, form, save, search) and of a
colleague who has no place in the app: of ERPNext where the site has it, else of Frappe. Everything else of
the app is there both times. Prints medians and the median ratio of the pairs of a round, by the clock and by
the processor time of the web application, and ends with 1 when an ordinary request of one of them takes more
than 1.03 times as long through the door by either: the mean of the ratios of their requests, as the hours of
a person are made of all of them. The processor time leaves out the database and what other programs do; by
the clock a busy machine says nothing: run it on a quiet one. Inserts a small throw-away country and a login
on a site with `allow_tests`, and removes both, also when interrupted.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean, median

import country as countries
import frappe
import frappe.app
from frappe.sessions import delete_session
from list_pages import Person, _connect, _log_in, _say
from werkzeug.test import Client

from lat_corps.permissions.door import judge as door

LIMIT = 1.03
WARM_UP = 5
COLLEAGUE = f"sales@{countries.DOMAIN}"
ERPNEXT_ROLES = ("Sales User", "Stock User", "Sales Master Manager")

Request = tuple[str, dict[str, str]]
"""A method and what is sent to it."""


def requests_about(doctype: str, name: str, saved: dict) -> dict[str, Request]:
	"""Return what the Desk sends for a list, a form and a search; `saved` is sent back as it was read."""
	table = f"`tab{doctype}`"
	return {
		"list": (
			"frappe.desk.reportview.get",
			{
				"doctype": doctype,
				"fields": json.dumps(
					[f"{table}.`{field}`" for field in ("name", "owner", "modified", "_assign")]
				),
				"filters": json.dumps([[doctype, "modified", ">", "2020-01-01"]]),
				"order_by": f"{table}.`modified` desc",
				"start": "0",
				"page_length": "20",
				"view": "List",
			},
		),
		"count": (
			"frappe.desk.reportview.get_count",
			{"doctype": doctype, "filters": "[]", "fields": "[]", "distinct": "false"},
		),
		"form": ("frappe.desk.form.load.getdoc", {"doctype": doctype, "name": name}),
		"save": (
			"frappe.desk.form.save.savedocs",
			{"doc": json.dumps({**saved, "__unsaved": 1}, default=str), "action": "Save"},
		),
		"search": (
			"frappe.desk.search.search_link",
			{"doctype": doctype, "txt": name[:3], "page_length": "10"},
		),
	}


def of_erpnext(customer: str) -> dict[str, Request]:
	"""Return a call of ERPNext's own with the texts and random names of an order's rows, on no list."""
	rows = [
		{
			"name": frappe.generate_hash(length=10),
			"item_code": f"Vare {row}",
			"description": "Økonomi & drift\n",
		}
		for row in range(10)
	]
	return {
		"party": (
			"erpnext.accounts.party.get_party_details",
			{
				"party": customer,
				"party_type": "Customer",
				"doctype": "Sales Order",
				"items": json.dumps(rows),
			},
		)
	}


@contextmanager
def without_the_door():
	judged = door.judge
	door.judge = lambda call, user: None
	try:
		yield
	finally:
		door.judge = judged


@dataclass(frozen=True)
class Taken:
	"""Milliseconds of one answer, by the clock and of the processor."""

	clock: float
	processor: float


def taken_by(site: str, person: Person, call: Request) -> Taken:
	"""Return how long the site's web application takes to answer."""
	client = Client(frappe.app.application)
	client.set_cookie("sid", person.sid)
	method, sent = call
	headers = {"X-Frappe-Site-Name": site}
	gc.collect()
	gc.disable()
	begin, begin_of_processor = time.perf_counter(), time.thread_time()
	answer = client.post(f"/api/method/{method}", data=sent, headers=headers)
	clock, processor = time.perf_counter() - begin, time.thread_time() - begin_of_processor
	gc.enable()
	if answer.status_code != 200:
		raise RuntimeError(f"{person.label}, {method}: {answer.text[-800:]}")
	answer.close()
	return Taken(clock * 1000, processor * 1000)


def measure(site: str, person: Person, calls: Callable[[], dict[str, Request]], rounds: int) -> dict:
	"""Return what each request has taken, through the door (True) and without (False), by turns."""
	labels = [*calls()]
	times: dict = {label: {True: [], False: []} for label in labels}
	for turn in range(-WARM_UP, rounds):
		_say(f"{person.label}: round {max(turn + 1, 0)} of {rounds}")
		for label in labels:
			for through in (True, False) if turn % 2 else (False, True):
				call = calls()[label]
				if through:
					taken = taken_by(site, person, call)
				else:
					with without_the_door():
						taken = taken_by(site, person, call)
				if turn >= 0:
					times[label][through].append(taken)
	return times


def report(person: Person, times: dict) -> float:
	"""Print the medians of a person's requests; return the mean of their ratios, the higher of both times."""
	_say("")
	means = []
	for measured in ("clock", "processor"):
		ratios = []
		for label, taken in times.items():
			through, without = ([getattr(one, measured) for one in taken[door]] for door in (True, False))
			# Pairs of one round have the same neighbours: their ratio is steadier than that of the medians.
			ratios.append(median(a / b for a, b in zip(through, without, strict=True)))
			print(
				f"{person.label + ', ' + label:<28}{measured:<10}{median(without):>9.2f} ms without,"
				f"{median(through):>9.2f} ms through, {ratios[-1]:.3f}"
			)
		means.append(mean(ratios))
		print(f"{person.label}: {means[-1]:.3f} times an ordinary request by {measured}\n")
	return max(means)


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
		country = countries.build(400, 2, 20, _say)
		colleague = _colleague()
		for label, user in {"coordinator": country.people["coordinator"], "colleague": COLLEAGUE}.items():
			people.append(Person(label, user, _log_in(options.site, user)))
		town = _one("LAT Municipality Member", {"user": country.people["coordinator"]}, "parent")
		citizen = ("LAT Citizen", _one("LAT Citizen", {"municipality": town}))
		means = []
		for person, about in zip(people, (citizen, colleague), strict=True):
			calls = partial(_calls, options.site, *about)
			means.append(report(person, measure(options.site, person, calls, options.rounds)))
		return int(max(means) > LIMIT)
	finally:
		_connect(options.site)
		for person in people:
			delete_session(person.sid, reason="Benchmark ended")
		_remove_colleague()
		countries.remove(_say)
		_say("")


def _calls(site: str, doctype: str, name: str) -> dict[str, Request]:
	"""Return the requests about a record as it is stored now, so that each save is a fresh one."""
	_connect(site)
	saved = frappe.get_doc(doctype, name).as_dict()
	calls = requests_about(doctype, name, saved)
	return {**calls, **of_erpnext(name)} if doctype == "Customer" else calls


def _one(doctype: str, filters: dict, field: str = "name") -> str:
	return frappe.get_all(doctype, filters=filters, pluck=field, limit=1, order_by="name asc")[0]


def _colleague() -> tuple[str, str]:
	"""Make the colleague and a record of theirs, and return its DocType and name."""
	_remove_colleague()
	erpnext = "erpnext" in frappe.get_installed_apps()
	roles = ERPNEXT_ROLES if erpnext else ("Website Manager",)
	frappe.flags.mute_emails = True
	user = frappe.get_doc(
		{
			"doctype": "User",
			"email": COLLEAGUE,
			"first_name": "Sælger",
			"send_welcome_email": 0,
			"roles": [{"role": role} for role in roles],
		}
	).insert()
	if erpnext:
		values = {"doctype": "Customer", "customer_name": "Målekunde", "customer_type": "Company"}
	else:
		values = {"doctype": "ToDo", "description": "Måling", "allocated_to": user.name}
	record = frappe.get_doc(values)
	record.insert()
	frappe.db.commit()  # nosemgrep: frappe-manual-commit
	return record.doctype, record.name


def _remove_colleague() -> None:
	for doctype, filters in (
		("ToDo", {"allocated_to": COLLEAGUE}),
		("Customer", {"customer_name": "Målekunde"}),
		("User", {"name": COLLEAGUE}),
	):
		if frappe.db.exists("DocType", doctype):
			for name in frappe.get_all(doctype, filters=filters, pluck="name", order_by="name asc"):
				frappe.delete_doc(doctype, name, force=True)
	frappe.db.commit()  # nosemgrep: frappe-manual-commit


def _parse(arguments: list[str]) -> argparse.Namespace:
	parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
	parser.add_argument("--site", required=True)
	parser.add_argument("--sites", type=Path, default=Path.cwd(), help="the bench's sites folder")
	parser.add_argument("--rounds", type=int, default=60)
	return parser.parse_args(arguments)


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
