"""How long a coordinator's first screen takes, against the first page of courses of the same person.

	cd BENCH/sites && ../env/bin/python PATH/benchmarks/my_day.py --site lat.test

Inserts a throw-away country of 5 municipalities on a site with `allow_tests`, with open courses and a turn of
the coordinator of all five on each of them, asks both pages by turns of the site's own web application, and
removes it, also when interrupted. Prints medians for each number of courses. Ends with 1 when the first
screen takes more than twice as long as the list, or three times as long for most courses as for fewest.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

import country as countries
import frappe
import frappe.app
from frappe.sessions import delete_session
from list_pages import CALLS, PAGE_LENGTH, _connect, _log_in, _say
from werkzeug.test import Client

LIMIT, GROWTH = 2, 3
MUNICIPALITIES = 5
MENTORS = 60
WARM_UP = 3
KINDS = ("Course to assess", "Mentor to find", "Match accepted", "Recording to follow up", "Consent ends")
DAY, LIST = "first screen", f"first {PAGE_LENGTH} courses"


def main(arguments: list[str]) -> int:
	options = _parse(arguments)
	os.chdir(options.sites)
	_connect(options.site)
	if not frappe.get_site_config().allow_tests:
		print(f"{options.site} has no allow_tests: this writes to the site.", file=sys.stderr)
		return 2
	signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
	medians = {}
	try:
		for courses in options.cases:
			_remove()
			_build(courses)
			medians[courses] = _measure(options.site, options.rounds)
	finally:
		_connect(options.site)
		_remove()
		_say("")
	return _report(medians, options.rounds)


def _parse(arguments: list[str]) -> argparse.Namespace:
	parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
	parser.add_argument("--site", required=True)
	parser.add_argument("--sites", type=Path, default=Path.cwd(), help="the bench's sites folder")
	parser.add_argument("--cases", type=int, nargs="+", default=[500, 5_000])
	parser.add_argument("--rounds", type=int, default=30)
	return parser.parse_args(arguments)


def _build(courses: int) -> None:
	"""Make `courses` open courses in municipalities that one person coordinates, with a turn on each."""
	stages = countries.STAGES
	countries.STAGES = {"Active": 60, "Matching": 20, "Preparing": 10, "Referred": 10}
	try:
		countries.build(courses, MUNICIPALITIES, MENTORS, _say)
	finally:
		countries.STAGES = stages
	towns = frappe.get_all(
		"LAT Municipality",
		{"name": ["like", f"{countries.MUNICIPALITY}%"]},
		pluck="name",
		order_by="name asc",
	)
	countries._insert("LAT Municipality Member", _members(towns), _say)
	countries._insert("LAT Turn", _turns(random.Random(courses)), _say)
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
	countries.remove(_say)


def _measure(site: str, rounds: int) -> dict[str, float]:
	sid = _log_in(site, countries.SEVERAL)
	first_page = CALLS[0].form("LAT Case")
	asks = {
		DAY: ("/api/method/lat_corps.insight.my_day.of_user", {}),
		LIST: ("/api/method/frappe.desk.reportview.get", first_page),
	}
	times: dict[str, list[float]] = {label: [] for label in asks}
	for turn in range(-WARM_UP, rounds):
		_say(f"round {max(turn + 1, 0)} of {rounds}")
		for label in random.sample([*asks], len(asks)):
			taken = _request(site, sid, *asks[label])
			if turn >= 0:
				times[label].append(taken)
	_connect(site)
	delete_session(sid, reason="Benchmark ended")
	return {label: median(found) for label, found in times.items()}


def _request(site: str, sid: str, path: str, form: dict[str, str]) -> float:
	"""Return the milliseconds until the answer of the site's web application is there."""
	client = Client(frappe.app.application)
	client.set_cookie("sid", sid)
	start = time.perf_counter()
	headers = {"X-Frappe-Site-Name": site}
	answer = client.post(path, data=form, headers=headers) if form else client.get(path, headers=headers)
	taken = (time.perf_counter() - start) * 1000
	if answer.status_code != 200 or not json.loads(answer.text).get("message"):
		raise RuntimeError(f"{path}: {answer.text[:500]}")
	answer.close()
	return taken


def _report(medians: dict[int, dict[str, float]], rounds: int) -> int:
	_say("")
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
