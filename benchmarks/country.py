"""A throw-away country on a test site: 98 municipalities with their people and courses, inserted in bulk.

Everything in it is recognised by its name, so that it can be removed however a run ended.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import frappe

from lat_corps.domain.roles import COORDINATOR, FUNCTION_ROLE, MENTOR

PREFIX = "LAT-BENCH-"
MUNICIPALITY = "Målekommune "
DOMAIN = "lat-bench.example"

YEARS = 4
CHUNK = 2_000
ACCEPTED = 3
"""Courses of the mentor who is measured beside a busy one."""

SEVERAL = f"several@{DOMAIN}"
THREE, THREE_LOGIN = f"{PREFIX}M-THREE", f"three@{DOMAIN}"

STAGES = {
	"Closed": 62,
	"Active": 20,
	"Declined": 8,
	"Matching": 3,
	"Preparing": 3,
	"Assessed": 2,
	"Referred": 2,
}
MATCHED = ("Preparing", "Active", "Closed")
WORDS = (
	"borger forløb kontakt skole arbejde familie fritid støtte aftale møde ønske retning ro tryghed netværk "
	"sprog bolig praktik klub samtale mål skridt tillid hverdag"
).split()

Say = Callable[[str], None]


@dataclass
class Country:
	"""The people that a page is measured for (label -> login), and how many rows of everything."""

	people: dict[str, str]
	counts: dict[str, int] = field(default_factory=dict)


@dataclass
class Town:
	name: str
	cases: int
	coordinator: str
	mentors: list[tuple[str, str]]


def build(cases: int, municipalities: int, mentors: int, say: Say, seed: int = 98) -> Country:
	"""Insert the country and return whom to measure; commits as it goes."""
	dice = random.Random(seed)
	towns = _towns(cases, municipalities, mentors, dice)
	by_size = sorted(towns, key=lambda town: town.cases)
	middle = by_size[len(by_size) // 2]
	country = Country(
		{
			"coordinator": middle.coordinator,
			"coordinator of 3": SEVERAL,
			f"mentor of {ACCEPTED}": THREE_LOGIN,
			"busy mentor": middle.mentors[0][1],
		}
	)
	several = [by_size[0], middle, by_size[-1]]
	for doctype, rows in (
		("LAT Municipality", ({"name": t.name, "municipality_name": t.name} for t in towns)),
		("User", _users(towns)),
		("Has Role", _logins(towns)),
		("LAT Municipality Member", _members(towns, several)),
		("LAT Mentor", _mentors(towns, middle)),
		("LAT Citizen", _citizens(towns, random.Random(seed))),
		("LAT Case", _cases(towns, random.Random(seed))),
		("LAT Match", _matches(towns, middle, random.Random(seed))),
		("LAT Progression", _ratings(towns, random.Random(seed))),
	):
		country.counts[doctype] = _insert(doctype, rows, say)
		# A site that grew over years has statistics; a bulk insert leaves old ones.
		frappe.db.sql_ddl(f"analyze table `tab{doctype}`")  # nosemgrep: frappe-using-db-sql
	return country


def remove(say: Say) -> None:
	"""Remove every country that a run has left on the site, and commit."""
	for doctype, filters in (
		("LAT Progression", {"name": ["like", f"{PREFIX}%"]}),
		("LAT Match", {"name": ["like", f"{PREFIX}%"]}),
		("LAT Case", {"name": ["like", f"{PREFIX}%"]}),
		("LAT Citizen", {"name": ["like", f"{PREFIX}%"]}),
		("LAT Mentor", {"name": ["like", f"{PREFIX}%"]}),
		("LAT Municipality Member", {"parent": ["like", f"{MUNICIPALITY}%"]}),
		("LAT Municipality", {"name": ["like", f"{MUNICIPALITY}%"]}),
		("LAT Read Log", {"document_number": ["like", f"{PREFIX}%"]}),
		("Has Role", {"parent": ["like", f"%@{DOMAIN}"]}),
		("User", {"name": ["like", f"%@{DOMAIN}"]}),
	):
		say(f"removing {doctype}")
		frappe.db.delete(doctype, filters)
		# A script is no request: nothing else ends its transaction.
		frappe.db.commit()  # nosemgrep: frappe-manual-commit
	frappe.clear_cache()


def _towns(cases: int, municipalities: int, mentors: int, dice: random.Random) -> list[Town]:
	"""Sizes as in real life: a few cities, many small places; `cases` and `mentors` in all."""
	weights = [dice.lognormvariate(0, 0.7) for _ in range(municipalities)]
	shares = [weight / sum(weights) for weight in weights]
	towns, number = [], itertools.count(1)
	for index, share in enumerate(shares, start=1):
		people = [
			(f"{PREFIX}M-{i:05}", f"mentor{i:05}@{DOMAIN}")
			for i in itertools.islice(number, max(1, round(mentors * share)))
		]
		towns.append(
			Town(f"{MUNICIPALITY}{index:02}", round(cases * share), f"coordinator{index:02}@{DOMAIN}", people)
		)
	towns[-1].cases += cases - sum(town.cases for town in towns)
	return towns


def _logins_of(towns: list[Town]) -> Iterator[tuple[str, str]]:
	"""Yield every login with its role of the site."""
	for town in towns:
		yield town.coordinator, COORDINATOR
		for function in ("Manager", "Caseworker"):
			yield _colleague(town, function), FUNCTION_ROLE[function]
		for _mentor, login in town.mentors:
			yield login, MENTOR
	yield SEVERAL, COORDINATOR
	yield THREE_LOGIN, MENTOR


def _colleague(town: Town, function: str) -> str:
	return f"{function.lower()}{town.name[-2:]}@{DOMAIN}"


def _users(towns: list[Town]) -> Iterator[dict]:
	for login, _role in _logins_of(towns):
		name = login.partition("@")[0].title()
		yield {
			"name": login,
			"email": login,
			"first_name": name,
			"full_name": name,
			"enabled": 1,
			"user_type": "System User",
		}


def _logins(towns: list[Town]) -> Iterator[dict]:
	for index, (login, role) in enumerate(_logins_of(towns)):
		yield {
			"name": f"{PREFIX}{index:06}",
			"parent": login,
			"parenttype": "User",
			"parentfield": "roles",
			"role": role,
		}


def _members(towns: list[Town], several: list[Town]) -> Iterator[dict]:
	for town in towns:
		people = [(town.coordinator, "Coordinator")]
		people += [(_colleague(town, function), function) for function in ("Manager", "Caseworker")]
		if town in several:
			people.append((SEVERAL, "Coordinator"))
		for index, (login, function) in enumerate(people, start=1):
			yield {
				"name": f"{PREFIX}{town.name[-2:]}-{index}",
				"idx": index,
				"parent": town.name,
				"parenttype": "LAT Municipality",
				"parentfield": "members",
				"user": login,
				"member_function": function,
			}


def _mentors(towns: list[Town], middle: Town) -> Iterator[dict]:
	people = [(name, login, town.name) for town in towns for name, login in town.mentors]
	for name, login, municipality in (*people, (THREE, THREE_LOGIN, middle.name)):
		yield {
			"name": name,
			"user": login,
			"full_name": login.partition("@")[0].title(),
			"municipality": municipality,
			"kind": "Both",
			"stage": "Active",
			"workflow_state": "Mentor active",
			"employed": 1,
		}


def _numbers(towns: list[Town]) -> Iterator[tuple[int, Town]]:
	"""Yield the number and municipality of each course, in the order it is stored."""
	number = itertools.count(1)
	for town in towns:
		for _ in range(town.cases):
			yield next(number), town


def _text(dice: random.Random, words: int) -> str:
	return " ".join(dice.choices(WORDS, k=words)).capitalize() + "."


def _some_day(dice: random.Random) -> datetime:
	return datetime.now() - timedelta(seconds=dice.uniform(3600, YEARS * 365 * 86400))


def _stamps(dice: random.Random, town: Town) -> dict:
	changed = _some_day(dice)
	return {
		"creation": changed - timedelta(days=30),
		"modified": changed,
		"owner": town.coordinator,
		"modified_by": town.coordinator,
	}


def _citizens(towns: list[Town], dice: random.Random) -> Iterator[dict]:
	for number, town in _numbers(towns):
		yield {
			"name": f"{PREFIX}P-{number:06}",
			"full_name": f"Person {number}",
			"municipality": town.name,
			"birth_date": datetime(1970, 1, 1) + timedelta(days=dice.randrange(14_000)),
			**_stamps(dice, town),
		}


def _cases(towns: list[Town], dice: random.Random) -> Iterator[dict]:
	for number, town in _numbers(towns):
		stage = dice.choices([*STAGES], [*STAGES.values()])[0]
		mentor = dice.choice(town.mentors)[0] if stage in MATCHED else None
		yield {
			"name": f"{PREFIX}C-{number:06}",
			"municipality": town.name,
			"citizen": f"{PREFIX}P-{number:06}",
			"course_type": dice.choice(("Mentor course", "Parent-coach course")),
			"target_group": "Vulnerable to extremism",
			"stage": stage,
			"workflow_state": f"Course {stage.lower()}",
			"coordinator": town.coordinator,
			"caseworker": _colleague(town, "Caseworker"),
			"mentor": mentor,
			"mentor_name": mentor,
			"referred_on": _some_day(dice).date(),
			"referral_source": "Familieafdelingen",
			"referral_reason": _text(dice, 40),
			"challenges": _text(dice, 60),
			"wishes": _text(dice, 30),
			"dreams": _text(dice, 20),
			"preferences_asked": 1,
			**_stamps(dice, town),
		}


def _matches(towns: list[Town], middle: Town, dice: random.Random) -> Iterator[dict]:
	stages = ("Approved",) * 14 + ("Ended",) * 2 + ("Declined",) * 2 + ("Offered", "Proposed")
	number = itertools.count(1)
	for case, town in _numbers(towns):
		for mentor, _login in dice.sample(town.mentors, min(len(town.mentors), dice.choice((1, 1, 1, 2)))):
			yield _match(next(number), case, town, mentor, dice.choice(stages), dice)
	own = [case for case, town in _numbers(towns) if town is middle]
	for case in dice.sample(own, ACCEPTED):
		yield _match(next(number), case, middle, THREE, "Approved", dice)


def _match(number: int, case: int, town: Town, mentor: str, stage: str, dice: random.Random) -> dict:
	return {
		"name": f"{PREFIX}MA-{number:06}",
		"lat_case": f"{PREFIX}C-{case:06}",
		"municipality": town.name,
		"mentor": mentor,
		"mentor_name": mentor,
		"stage": stage,
		"workflow_state": f"Match {stage.lower()}",
		"conflict_of_interest": "None",
		"rationale": _text(dice, 30),
		**_stamps(dice, town),
	}


def _ratings(towns: list[Town], dice: random.Random) -> Iterator[dict]:
	number = itertools.count(1)
	for case, town in _numbers(towns):
		for _ in range(dice.choice((0, 1, 2, 4))):
			yield {
				"name": f"{PREFIX}PR-{next(number):06}",
				"lat_case": f"{PREFIX}C-{case:06}",
				"municipality": town.name,
				"rated_on": _some_day(dice).date(),
				"rating": dice.randint(1, 10),
				"rated_by": "Mentee",
				"why_not_lower": _text(dice, 20),
				**_stamps(dice, town),
			}


def contacts(course: str, many: int) -> Iterator[dict]:
	"""Yield a mentor's log of a course, a contact a day back from today."""
	of = frappe.db.get_value("LAT Case", course, ["municipality", "mentor"], as_dict=True)
	for number in range(many):
		moment = datetime.now() - timedelta(days=number)
		yield {
			"name": f"{PREFIX}S-{number:06}",
			"lat_case": course,
			"municipality": of.municipality,
			"mentor": of.mentor,
			"held_on": moment.date(),
			"kind": "Meeting",
			"minutes": 60,
			"went_well": "Han talte selv med værkføreren. " * 5,
			"creation": moment,
			"modified": moment,
		}


def _insert(doctype: str, rows: Iterable[dict], say: Say) -> int:
	total, iterator = 0, iter(rows)
	while chunk := list(itertools.islice(iterator, CHUNK)):
		stamped = [{"creation": datetime.now(), "modified": datetime.now(), **row} for row in chunk]
		frappe.db.bulk_insert(doctype, [*stamped[0]], [[*row.values()] for row in stamped])
		# As above; the whole country in one transaction would outgrow the undo log.
		frappe.db.commit()  # nosemgrep: frappe-manual-commit
		total += len(chunk)
		say(f"{doctype}: {total:,}")
	return total
