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

import gc
import json
import sys
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from statistics import mean, median

import country as countries
import frappe
from on_site import Person, Taken, carry_out, connect, options_of, rounds, say

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


def taken_by(site: str, person: Person, call: Request) -> Taken:
	gc.collect()
	gc.disable()
	try:
		return person.ask(site, *call)
	finally:
		gc.enable()


def measure(site: str, person: Person, calls: Callable[[], dict[str, Request]], many: int) -> dict:
	"""Return what each request has taken, through the door (True) and without (False), by turns."""
	labels = [*calls()]
	times: dict = {label: {True: [], False: []} for label in labels}
	for turn, counts in enumerate(rounds(many, WARM_UP, f"{person.label}: ")):
		for label in labels:
			for through in (True, False) if turn % 2 else (False, True):
				call = calls()[label]
				if through:
					taken = taken_by(site, person, call)
				else:
					with without_the_door():
						taken = taken_by(site, person, call)
				if counts:
					times[label][through].append(taken)
	return times


def report(person: Person, times: dict) -> float:
	"""Print the medians of a person's requests; return the mean of their ratios, the higher of both times."""
	say("")
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
	options = options_of(__doc__, rounds=60).parse_args(arguments)

	def work() -> int:
		country = countries.build(400, 2, 20, say)
		colleague = _colleague()
		logins = {"coordinator": country.people["coordinator"], "colleague": COLLEAGUE}
		people = [Person.logged_in(options.site, label, user) for label, user in logins.items()]
		town = _one("LAT Municipality Member", {"user": country.people["coordinator"]}, "parent")
		citizen = ("LAT Citizen", _one("LAT Citizen", {"municipality": town}))
		means = []
		for person, about in zip(people, (citizen, colleague), strict=True):
			calls = partial(_calls, options.site, *about)
			means.append(report(person, measure(options.site, person, calls, options.rounds)))
		return int(max(means) > LIMIT)

	return carry_out(options, work, _remove)


def _calls(site: str, doctype: str, name: str) -> dict[str, Request]:
	"""Return the requests about a record as it is stored now, so that each save is a fresh one."""
	connect(site)
	saved = frappe.get_doc(doctype, name).as_dict()
	calls = requests_about(doctype, name, saved)
	return {**calls, **of_erpnext(name)} if doctype == "Customer" else calls


def _one(doctype: str, filters: dict, field: str = "name") -> str:
	return frappe.get_all(doctype, filters=filters, pluck=field, limit=1, order_by="name asc")[0]


def _colleague() -> tuple[str, str]:
	"""Make the colleague and a record of theirs, and return its DocType and name."""
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


def _remove() -> None:
	for doctype, filters in (
		("ToDo", {"allocated_to": COLLEAGUE}),
		("Customer", {"customer_name": "Målekunde"}),
		("User", {"name": COLLEAGUE}),
	):
		if frappe.db.exists("DocType", doctype):
			for name in frappe.get_all(doctype, filters=filters, pluck="name", order_by="name asc"):
				frappe.delete_doc(doctype, name, force=True)
	countries.remove(say)


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
