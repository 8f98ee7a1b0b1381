"""How long figures of people take, against one grouped statement that reads the same rows.

	cd BENCH/sites && ../env/bin/python PATH/benchmarks/figures.py --site lat.test

Fills a site with `allow_tests` with 98 municipalities, 100,000 courses and 1,000,000 ratings, in a
transaction that is rolled back, and has each municipality tell of its last year. Then, in one run: the report
of the country, its tables protected among those of all municipalities and its change counted from the
ratings; the report of the municipality in the middle, as it is opened, sent and as a draft; and what is done
once for it, before it can be opened: its quarters counted, its tables protected, its change counted. Prints
medians, their parts and ratios, and the most memory that the process has held (resident). Ends with 1 when
the report of the country takes more than 3 times as long as its statement, that of the municipality more than
2 times, or the process more than 400 MB. What is done once, mostly at night, has no limit: linear programming
takes what it takes.
"""

from __future__ import annotations

import argparse
import random
import resource
import secrets
import sys
import time
from collections.abc import Callable, Collection
from datetime import date
from statistics import median

import frappe
from country import PREFIX
from on_site import connect, may_be_written, options_of, say

from lat_corps.corps.facts import small_cell_threshold
from lat_corps.days import danish_today
from lat_corps.domain.national import Country
from lat_corps.domain.quarters import quarters_of
from lat_corps.domain.released import WHOLE_YEAR
from lat_corps.domain.report_parts import PARTS, tables_of
from lat_corps.domain.report_standings import DRAFT, SENT
from lat_corps.insight import national
from lat_corps.insight.counted_change import COUNTRY, CountedChange
from lat_corps.insight.counted_periods import CountedYear, count
from lat_corps.insight.doctype.lat_management_report.lat_management_report import LATManagementReport
from lat_corps.insight.management_report import DOCTYPE
from lat_corps.insight.national_releases import rule
from lat_corps.insight.report_drawing import draw

OF_COUNTRY, OF_MUNICIPALITY, MEGABYTES = 3, 2, 400
PLACE = "Figurkommune"

PEOPLE = """
	insert into `tabLAT Citizen` (name, creation, modified, municipality, full_name)
	select concat(%(prefix)s, 'P', seq), now(6), now(6), %(place)s, 'Person' from seq_1_to_{number}
"""
COURSES = """
	insert into `tabLAT Case` (name, creation, modified, municipality, citizen, stage, course_type, gender,
		age_at_referral, target_group, referred_on, opened_on, closed_on, outcome)
	select concat(%(prefix)s, 'C', seq), now(6), now(6), %(place)s,
		concat(%(prefix)s, 'P', 1 + (seq mod {people})), if(length > 0, 'Closed', 'Active'),
		if(rand() < 0.7, 'Mentor course', 'Parent-coach course'),
		elt(1 + floor(rand() * 2.05), 'Woman', 'Man', 'Another gender'), 12 + floor(rand() * 40),
		elt(1 + floor(rand() * 4), 'In an extremist milieu', 'Concrete signs of concern',
			'Vulnerable to extremism', 'Parent or relative'),
		referred, referred + interval waited day,
		if(length > 0, referred + interval waited + length day, null),
		if(length > 0, elt(1 + floor(rand() * 3), 'Goals reached', 'Not reached enough', 'Broken off'), null)
	from (
		select seq, %(first)s + interval floor(rand() * 1460) day as referred, floor(rand() * 100) as waited,
			if(rand() < 0.62, 30 + floor(rand() * 400), 0) as length
		from seq_1_to_{number}
	) as drawn
"""
RATINGS = """
	insert into `tabLAT Progression` (name, creation, modified, municipality, lat_case, rated_on, rating,
		rated_by)
	select concat(c.name, '-', seq), now(6), now(6), c.municipality, c.name,
		c.opened_on + interval seq * 14 day, 1 + floor(rand() * 10), 'Mentee'
	from `tabLAT Case` as c join seq_1_to_{ratings} where c.municipality = %(place)s
"""
GROUPED = """
	select c.municipality, year(c.closed_on), c.gender, c.target_group, c.course_type, c.outcome,
		count(distinct c.citizen), count(p.name), avg(p.rating), min(p.rated_on), max(p.rated_on)
	from `tabLAT Case` as c left join `tabLAT Progression` as p on p.lat_case = c.name
	where {where} group by 1, 2, 3, 4, 5, 6
"""


def main(arguments: list[str]) -> int:
	parser = options_of(__doc__, rounds=3)
	parser.add_argument("--courses", type=int, default=100_000)
	parser.add_argument("--ratings", type=int, default=10, help="of each course")
	parser.add_argument("--municipalities", type=int, default=98)
	options = parser.parse_args(arguments)
	if not may_be_written(options.site):
		return 2
	connect(options.site)
	try:
		return _run(options)
	finally:
		say("rolling back")
		frappe.db.rollback()
		say("")


def _run(options: argparse.Namespace) -> int:
	year = danish_today().year - 1
	begin = time.perf_counter()
	names = _fill(options, date(year - 3, 1, 1))
	filled = time.perf_counter() - begin
	for number, name in enumerate(names, start=1):
		say(f"{number} municipalities have told of the year")
		for quarter in WHOLE_YEAR:
			count(name, year, quarter)
		CountedYear(name, year, keep=True).tell(WHOLE_YEAR, tables_of(PARTS))
	told = time.perf_counter() - begin - filled
	middle = names[len(names) // 2]
	say("")
	print(f"Filled in {filled:.0f} s; {len(names)} municipalities told of their year in {told:.0f} s.")
	late = _compare(
		"the country",
		OF_COUNTRY,
		options.rounds,
		"1 = 1",
		{
			"national tables": lambda: _tables(names, year),
			"change": lambda: _change(COUNTRY, year),
		},
	)
	counts = _tables(names, year)
	hidden = sum(count is None for count in counts)
	print(f"Of the country {len(counts) - hidden} counts are told, {hidden} hidden.")
	here = f"c.municipality = {frappe.db.escape(middle)}"
	for standing in (SENT, DRAFT):
		opened = {f"opened, {standing}": _report(middle, year, standing).onload}
		late |= _compare("a municipality", OF_MUNICIPALITY, options.rounds, here, opened)
	_compare(
		"a municipality, once",
		None,
		options.rounds,
		here,
		{
			"quarters counted": lambda: _counted(middle, year),
			"tables": lambda: _told(middle, year),
			"change": lambda: _change(middle, year),
		},
	)
	most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
	print(f"The process held {most:.0f} MB at most; {MEGABYTES} are allowed.")
	return int(late or most > MEGABYTES)


def _fill(options: argparse.Namespace, first: date) -> list[str]:
	"""Insert municipalities as they are, a few cities and many small places; return their names by size."""
	dice = random.Random(98)
	weights = sorted(dice.lognormvariate(0, 0.7) for _ in range(options.municipalities))
	names = []
	for number, weight in enumerate(weights, start=1):
		name, courses = f"{PLACE} {number:02}", max(10, round(options.courses * weight / sum(weights)))
		values = {"place": name, "prefix": f"{PREFIX}{number:02}-", "first": first}
		frappe.new_doc("LAT Municipality", name=name, municipality_name=name).db_insert()
		people = round(0.9 * courses)
		for statement in (PEOPLE, COURSES, RATINGS):
			number_of = people if statement is PEOPLE else courses
			frappe.db.sql(statement.format(number=number_of, people=people, ratings=options.ratings), values)
		names.append(name)
		say(f"filled {number} municipalities")
	return names


def _report(name: str, year: int, standing: str) -> LATManagementReport:
	of_year = {"municipality": name, "year": year, "period": "The whole year"}
	report = frappe.get_doc({"doctype": DOCTYPE, **of_year, "standing": standing})
	report.told = draw(report).as_text()
	return report


def _counted(name: str, year: int) -> None:
	CountedYear(name, year, keep=False).as_of_today(quarters_of(year))


def _tables(names: list[str], year: int) -> Collection[int | None]:
	counted = {name: CountedYear(name, year, keep=False) for name in names}
	keys = national.keys_for(WHOLE_YEAR, [*counted.values()])
	country = Country({name: of_name.as_read() for name, of_name in counted.items()})
	seed = secrets.randbits(64)
	return country.tell(WHOLE_YEAR, names, keys, rule(), small_cell_threshold(), seed).counts.values()


def _told(name: str, year: int) -> None:
	whole = CountedYear(name, year, keep=False)
	whole._releases.pop(WHOLE_YEAR)
	whole.tell(WHOLE_YEAR, tables_of(PARTS))


def _change(municipality: str | None, year: int) -> None:
	CountedChange(municipality, 0, ()).up_to(year)


def _compare(
	title: str, limit: int | None, rounds: int, where: str, parts: dict[str, Callable[[], object]]
) -> bool:
	ways = {"one grouped statement": lambda: frappe.db.sql(GROUPED.format(where=where)), **parts}
	taken: dict[str, list[float]] = {way: [] for way in ways}
	for number in range(-1, rounds):
		for way, work in ways.items():
			say(f"{title}, round {number}: {way}")
			begin = time.perf_counter()
			work()
			if number >= 0:
				taken[way].append(time.perf_counter() - begin)
	say("")
	medians = {way: median(times) for way, times in taken.items()}
	base = medians.pop("one grouped statement")
	whole = sum(medians.values())
	allowed = f"at most {limit}" if limit else "no limit"
	print(f"{title}: {whole:.3f} s, one grouped statement {base:.3f} s, ratio {whole / base:.2f} ({allowed})")
	for way, seconds in medians.items():
		print(f"  {way:<26}{seconds:.3f} s")
	return bool(limit) and whole > limit * base


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
