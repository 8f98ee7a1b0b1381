"""What the read log costs: the same request with and without it, by turns, on a real site.

	cd BENCH/sites && BENCH/env/bin/python REPOSITORY/benchmarks/read_log.py SITE COORDINATOR CASE

Prints the median of each and their ratio. It deletes the log lines of that login: use a site for trials.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable

import frappe
from frappe.client import get_list
from frappe.desk.form.load import getdoc
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from lat_corps.read_log import gathering

TURNS = 150


def opened(case: str) -> None:
	frappe.local.form_dict = frappe._dict(cmd="frappe.desk.form.load.getdoc")
	getdoc("LAT Case", case)


def listed_without_content(_case: str) -> None:
	arguments = {"doctype": "LAT Case", "fields": json.dumps(["name", "stage"]), "limit_page_length": 20}
	frappe.local.form_dict = frappe._dict(arguments, cmd="frappe.client.get_list")
	frappe.response["message"] = get_list(**arguments)


def listed_with_content(_case: str) -> None:
	arguments = {"doctype": "LAT Case", "fields": json.dumps(["challenges"]), "limit_page_length": 20}
	frappe.local.form_dict = frappe._dict(arguments, cmd="frappe.client.get_list")
	frappe.response["message"] = get_list(**arguments)


def seconds(act: Callable[[str], None], case: str, logged: bool) -> float:
	"""Return how long the act and the end of its request take; every time is a first reading."""
	frappe.db.delete("LAT Read Log", {"user": frappe.session.user})
	frappe.local.response = frappe._dict(docs=[])
	frappe.local.flags.pop("lat_readings", None)
	begin = time.perf_counter()
	act(case)
	if logged:
		gathering.log_readings(response=Response(), request=frappe.local.request)
	return time.perf_counter() - begin


def main(site: str, user: str, case: str) -> None:
	frappe.init(site=site, sites_path=".")
	frappe.connect()
	frappe.set_user(user)
	frappe.local.request = Request(EnvironBuilder("/api/method/bench").get_environ())
	for act in (opened, listed_without_content, listed_with_content):
		times: dict[bool, list[float]] = {True: [], False: []}
		for turn in range(TURNS * 2 + 20):
			taken = seconds(act, case, logged=bool(turn % 2))
			if turn >= 20:
				times[bool(turn % 2)].append(taken)
		without, with_log = (statistics.median(times[logged]) * 1000 for logged in (False, True))
		print(
			f"{act.__name__}: {without:.2f} ms without, {with_log:.2f} ms with the log,"
			f" ratio {with_log / without:.2f}"
		)
	frappe.destroy()


if __name__ == "__main__":
	main(*sys.argv[1:])
