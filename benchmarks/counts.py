"""How long a count takes for a coordinator of 100,000 courses, against the same count without row rules.

	cd BENCH/sites && ../env/bin/python PATH/benchmarks/counts.py --site lat.test

Inserts a throw-away municipality with all the courses on a site with `allow_tests` and counts them as its
coordinator, with the row rules, and past them, the municipality being named: interleaved in one run, each
with the caches of a new request. Prints medians and ratios; beside them what the names cost, and the count
of the whole table, which has no municipality to look up. Removes the municipality, also when interrupted.
Ends with 1 when a count takes more than 1.1 times as long.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from statistics import median

import country as countries
import frappe
from on_site import by_turns, carry_out, connect, options_of, say

from lat_corps.compat import count_of
from lat_corps.permissions.counting import count_readable

LIMIT = 1.1
DOCTYPE = "LAT Case"
QUESTIONS = {"all": {}, "under way": {"stage": ["in", ("Active", "Closing")]}}


def with_rules(filters: dict) -> int:
	return count_readable(DOCTYPE, filters)


def without_rules(filters: dict) -> int:
	return whole_table({**filters, "municipality": f"{countries.MUNICIPALITY}01"})


def whole_table(filters: dict) -> int:
	(row,) = frappe.get_all(DOCTYPE, filters, [count_of(DOCTYPE, "number")], limit=0, order_by=None)
	return row.number


def by_names(filters: dict) -> int:
	return len(frappe.get_list(DOCTYPE, filters=filters, pluck="name", limit=0, order_by="name asc"))


WAYS: dict[str, Callable[[dict], int]] = {
	"without row rules": without_rules,
	"with row rules": with_rules,
	"names, counted": by_names,
	"whole table": whole_table,
}


def main(arguments: list[str]) -> int:
	parser = options_of(__doc__, rounds=30)
	parser.add_argument("--cases", type=int, default=100_000)
	parser.add_argument("--mentors", type=int, default=3_000)
	options = parser.parse_args(arguments)

	def work() -> int:
		country = countries.build(options.cases, 1, options.mentors, say)
		return _report(_measure(options, country.people["coordinator"]), options.rounds)

	return carry_out(options, work, partial(countries.remove, say))


def _measure(options: argparse.Namespace, coordinator: str) -> dict[tuple[str, str], list[float]]:
	counted: dict[str, set[int]] = {question: set() for question in QUESTIONS}

	def count(question: str, way: str) -> float:
		connect(options.site)
		frappe.set_user(coordinator)
		start = time.perf_counter()
		counted[question].add(WAYS[way](QUESTIONS[question]))
		return (time.perf_counter() - start) * 1000

	cells = {(question, way): partial(count, question, way) for question in QUESTIONS for way in WAYS}
	times = by_turns(cells, options.rounds)
	for question, found in counted.items():
		if len(found) != 1:
			raise RuntimeError(f"The ways count differently: {question}, {found}")
	return times


def _report(times: dict[tuple[str, str], list[float]], rounds: int) -> int:
	say("")
	print(f"Median milliseconds of {rounds} rounds, and ratio to the count without row rules:")
	late = False
	for question in QUESTIONS:
		base = median(times[question, "without row rules"])
		for way in WAYS:
			taken = median(times[question, way])
			print(f"  {question:<12}{way:<20}{taken:>10.2f}  ({taken / base:.2f})")
		late |= median(times[question, "with row rules"]) > LIMIT * base
	print(f"Over {LIMIT}." if late else f"No count takes over {LIMIT} times as long.")
	return int(late)


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
