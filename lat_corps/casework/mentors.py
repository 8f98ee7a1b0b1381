"""Mentors who could take courses that wait, with all that limits and fits rest on (R11, R22, R35)."""

from __future__ import annotations

import json
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import frappe
from frappe.utils import getdate

from lat_corps.casework.sides import ANSWERED, MENTORS_WORDS, Spoken, mentor_side
from lat_corps.corps.profile import criteria_of
from lat_corps.days import danish_today
from lat_corps.domain import criteria
from lat_corps.domain.documents.course import COUNTED_ON_MENTOR
from lat_corps.domain.documents.match import AWAITS_DECISION, HOLDS_PLACE
from lat_corps.domain.documents.mentor import IN_CORPS
from lat_corps.domain.limits import Candidate, Waiting
from lat_corps.domain.match_sides import MentorSide
from lat_corps.domain.ranking import criteria_asked
from lat_corps.languages import language_name
from lat_corps.permissions.people import loans_today

OF_LIMITS = ("name", "municipality", "kind", "stage", "capacity", "profile_unconfirmed", "confirmed_answers")
TOLD = (
	"full_name",
	*(name for names in criteria.PROFILE.values() for name in names if name != "languages"),
)
SAME_PLACE = ("stage", "kind", "works_in", "capacity", "open_courses")
"""Mentors who do not differ in this differ in no limit, but for their answers and who has refused."""


@dataclass(frozen=True)
class Mentors:
	"""Mentors by columns: a record of each would take longer than all that is asked of most of them."""

	columns: Mapping[str, Sequence]
	as_of: date

	@property
	def names(self) -> Sequence[str]:
		return self.columns["name"]

	def row(self, place: int) -> frappe._dict:
		row = frappe._dict({name: column[place] for name, column in self.columns.items()})
		row.languages = self._spoken(row.languages)
		row.as_of = self.as_of
		row.days_since_last = (self.as_of - getdate(row.approved_on)).days if row.approved_on else None
		return row

	def candidate(self, place: int) -> Candidate:
		return candidate(self.row(place))

	def side(self, place: int, criterion: str) -> MentorSide:
		"""Return what the mentor answers to one criterion, without own words."""
		row = frappe._dict({name: self.columns[name][place] for name in _weighed(criterion)})
		if criterion == criteria.LANGUAGE:
			row.languages = self._spoken(row.languages)
		unconfirmed = self.columns["unconfirmed"][place]
		return MentorSide(**ANSWERED[criterion](row, self.as_of), unconfirmed=unconfirmed)

	def places(self) -> list[Hashable]:
		return self._alike(SAME_PLACE)

	def answers(self, criterion: str) -> list[Hashable]:
		"""Return what those differ in who have answered differently to a criterion."""
		return self._alike(("unconfirmed", *_weighed(criterion)))

	def _alike(self, fields: Collection[str]) -> list[Hashable]:
		return [*zip(*(self.columns[name] for name in fields), strict=True)]

	def _spoken(self, codes: str | None) -> list[Spoken]:
		return [Spoken(code, self._called[code]) for code in _codes(codes)]

	@cached_property
	def _called(self) -> dict[str, str]:
		return {
			code: language_name(code) for spoken in {*self.columns["languages"]} for code in _codes(spoken)
		}


def candidate(row: frappe._dict) -> Candidate:
	return Candidate(
		row.name,
		mentor_side(row, row.as_of),
		row.kind,
		row.works_in,
		row.capacity,
		row.open_courses,
		active=row.stage == "Active",
	)


def _codes(spoken: str | None) -> list[str]:
	return spoken.split(",") if spoken else []


def _weighed(criterion: str) -> list[str]:
	"""Return the fields of mentors that are weighed by a criterion: own words are not."""
	return [name for name in criteria.PROFILE.get(criterion, ()) if name != MENTORS_WORDS.get(criterion)]


def fields_that_order(waiting: Waiting) -> dict[str, str]:
	"""Return the fields of mentors that their order for a course rests on, each with what is read of it."""
	weighed = {name for criterion in criteria_asked(waiting) for name in _weighed(criterion)}
	# Of a wish in words alone it counts that there is one.
	return {**_whole(weighed - {"languages"}), "preferences": "substr(mentor.`preferences`, 1, 1)"}


def _whole(fields: Iterable[str]) -> dict[str, str]:
	return {name: f"mentor.`{name}`" for name in fields}


def mentors_of(municipalities: Collection[str], fields: Mapping[str, str] | None = None) -> Mentors:
	"""Return the mentors employed there or on loan there today, with where they work and their load.

	`fields` are those of what they tell of themselves that are needed; `fill_in` brings the others.
	"""
	loans: dict[str, set[str]] = {}
	for loan in loans_today(borrowing_municipality=["in", sorted(municipalities) or [""]]):
		loans.setdefault(loan.mentor, set()).add(loan.borrowing_municipality)
	there = {"municipalities": sorted(municipalities) or [""], "lent": sorted(loans) or [""]}
	told = {**_whole(OF_LIMITS), **(fields or _whole(TOLD)), "languages": _SPOKEN}
	rows = sorted(_rows(told.values(), f"from `tabLAT Mentor` mentor where {_THERE}", there))
	columns = dict(zip(told, _turned(rows, len(told)), strict=True))
	names, homes, load = columns["name"], columns["municipality"], _load(there)
	at_home = {home: frozenset((home,)) for home in homes}
	usual_capacity = frappe.get_cached_doc("LAT Settings").default_capacity
	kept = zip(columns["profile_unconfirmed"], columns["confirmed_answers"], strict=True)
	loads = _turned([load.get(name, _NO_LOAD) for name in names], len(_LOAD))
	return Mentors(
		{
			**columns,
			**dict(zip(_LOAD, loads, strict=True)),
			"works_in": [
				at_home[home].union(loans.get(name, ())) for name, home in zip(names, homes, strict=True)
			],
			"capacity": [capacity or usual_capacity for capacity in columns["capacity"]],
			"unconfirmed": [criteria_of(answers) if unconfirmed else _NONE for unconfirmed, answers in kept],
		},
		as_of=danish_today(),
	)


def fill_in(mentors: Collection[frappe._dict]) -> None:
	"""Bring what `mentors_of` was not asked for."""
	names = [mentor.name for mentor in mentors]
	origin = "from `tabLAT Mentor` mentor where mentor.name in %(names)s"
	rows = _rows(_whole(("name", *TOLD)).values(), origin, {"names": names or [""]})
	told = {name: values for name, *values in rows}
	for mentor in mentors:
		mentor.update(zip(TOLD, told[mentor.name], strict=True))


_THERE = """mentor.stage in %(in_corps)s
	and (mentor.municipality in %(municipalities)s or mentor.name in %(lent)s)"""

_SPOKEN = """(
	select group_concat(spoken.language order by spoken.idx)
	from `tabLAT Spoken Language` spoken
	where spoken.parent = mentor.name and spoken.parenttype = 'LAT Mentor'
)"""

_LOAD = {
	"open_courses": """count(distinct case when matched.stage in %(holds_place)s and (
		course.stage in %(counted)s or course.stage = %(closed)s and course.reopen_reason <> ''
	) then course.name end)""",
	"open_offers": "sum(matched.stage in %(awaits_decision)s)",
	"approved_on": "max(matched.approved_on)",
}
"""The courses that take a place of a mentor, the offers not decided, and the day of the last course."""

_NO_LOAD = (0, 0, None)
_NONE: frozenset[str] = frozenset()


def _load(there: Mapping[str, list[str]]) -> dict[str, list]:
	totals = ", ".join(f"{total} as {name}" for name, total in _LOAD.items())
	rows = _rows(
		("mentor", *_LOAD),
		f"""from (
			select mentor.name as mentor, {totals}
			from `tabLAT Mentor` mentor
			join `tabLAT Match` matched on matched.mentor = mentor.name
			left join `tabLAT Case` course on course.name = matched.lat_case
			where {_THERE}
			group by mentor.name
		) loads""",
		there,
	)
	return {mentor: load for mentor, *load in rows}


def _turned(rows: Sequence[Sequence], width: int) -> Sequence[Sequence]:
	return [*zip(*rows, strict=True)] or [()] * width


def _rows(fields: Iterable[str], origin: str, values: Mapping[str, list[str]]) -> list[list]:
	"""Return the rows of a query, which hands them over as one JSON.

	Row by row and value by value, the reading of some hundred takes longer than all that is asked of them.
	"""
	stages = {
		"in_corps": IN_CORPS,
		"holds_place": HOLDS_PLACE,
		"awaits_decision": AWAITS_DECISION,
		"counted": COUNTED_ON_MENTOR,
		"closed": "Closed",
	}
	# Put together from constants; values go in as parameters.
	row, values = f"json_array({', '.join(fields)})", {**stages, **values}
	whole = f"select json_arrayagg({row}), count(*) {origin}"
	((told, many),) = frappe.db.sql(whole, values)  # nosemgrep: frappe-using-db-sql
	with suppress(ValueError):
		rows = json.loads(told or "[]")
		if len(rows) == many:
			return rows
	# MariaDB cuts off what gets longer than `group_concat_max_len`.
	apart = frappe.db.sql(f"select {row} {origin}", values)  # nosemgrep: frappe-using-db-sql
	return [json.loads(told) for (told,) in apart]
