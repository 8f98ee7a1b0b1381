"""In which order mentors stand for a course that waits: read as far as that rests on it (R11, R35)."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import frappe

from lat_corps.at_once import texts_of
from lat_corps.casework.mentors import LOAD, LOADS, SPOKEN, THERE, mentors_among, who_is_there
from lat_corps.casework.sides import ANSWERED, MENTORS_WORDS, Spoken
from lat_corps.corps.profile import criteria_of
from lat_corps.days import danish_today
from lat_corps.domain import criteria
from lat_corps.domain.limits import Candidate, Waiting
from lat_corps.domain.match_sides import MentorSide
from lat_corps.domain.ranking import criteria_asked, standing

OF_LIMITS = ("name", "stage", "kind", "capacity")
SAME_PLACE = ("stage", "kind", "capacity", "open_courses")
"""Mentors who do not differ in this differ in no limit, but for their answers and who has refused."""

UNCONFIRMED = "unconfirmed"
READ_AS = {
	# Of a wish in words alone it counts that there is one.
	"preferences": "mentor.`preferences` <> ''",
	UNCONFIRMED: "case when mentor.`profile_unconfirmed` then mentor.`confirmed_answers` end",
}
"""What is read of a field otherwise than as it stands."""

NOTHING = ("0", "0", "")
"""The load of who has never had a match."""


@dataclass(frozen=True)
class Mentors:
	"""The mentors for a course by columns of texts, as `ranking.Mentors` asks of them."""

	municipality: str
	columns: Mapping[str, Sequence[str]]
	usual_capacity: int
	as_of: date

	@property
	def names(self) -> Sequence[str]:
		return self.columns["name"]

	def candidate(self, place: int) -> Candidate:
		row = self._row(("name", *SAME_PLACE), place)
		return Candidate(
			row.name,
			MentorSide(),
			row.kind,
			frozenset((self.municipality,)),
			row.capacity or self.usual_capacity,
			row.open_courses,
			active=row.stage == "Active",
		)

	def side(self, place: int, criterion: str) -> MentorSide:
		"""Return what the mentor answers to one criterion, without own words."""
		row = self._row(_weighed(criterion), place)
		if criterion == criteria.LANGUAGE:
			row.languages = [Spoken(code, code) for code in row.languages.split()]
		unconfirmed = criteria_of(self.columns[UNCONFIRMED][place])
		return MentorSide(**ANSWERED[criterion](row, self.as_of), unconfirmed=unconfirmed)

	def places(self) -> list[Hashable]:
		return self._alike(SAME_PLACE)

	def answers(self, criterion: str) -> list[Hashable]:
		"""Return what those differ in who have answered differently to a criterion."""
		return self._alike((UNCONFIRMED, *_weighed(criterion)))

	def in_order(self, waiting: Waiting) -> list[int]:
		"""Return the places of mentors, those first who can be offered the course and lack least."""
		barred, missing = standing(waiting, self)
		open_courses = [int(many) for many in self.columns["open_courses"]]
		# Who has had no course, or none for long, comes before who has just begun one.
		ranked = zip(
			barred,
			missing,
			open_courses,
			self.columns["approved_on"],
			self.names,
			range(len(self.names)),
			strict=True,
		)
		return [place for *_standing, place in sorted(ranked)]

	def whole(self, places: Collection[int]) -> dict[str, frappe._dict]:
		"""Return all that is told of the mentors at some places."""
		loads = {}
		for place in places:
			row = self._row(LOAD, place)
			loads[self.names[place]] = (row.open_courses, row.open_offers, row.approved_on)
		return {row.name: row for row in mentors_among(self.municipality, loads)}

	def _alike(self, fields: Collection[str]) -> list[Hashable]:
		return [*zip(*(self.columns[name] for name in fields), strict=True)]

	def _row(self, fields: Collection[str], place: int) -> frappe._dict:
		return frappe._dict({name: _value(self.columns[name][place]) for name in fields})


def mentors_for(waiting: Waiting) -> Mentors:
	weighed = {name for criterion in criteria_asked(waiting) for name in _weighed(criterion)}
	fields = (*OF_LIMITS, UNCONFIRMED, *sorted(weighed - {"languages"}))
	told = texts_of(
		{
			"mentors": (
				[READ_AS.get(name, f"mentor.`{name}`") for name in fields],
				f"from `tabLAT Mentor` mentor {THERE}",
			),
			"spoken": (("mentor.name", "spoken.language"), f"{SPOKEN} {THERE}"),
			"loads": LOADS,
		},
		who_is_there([waiting.municipality]),
	)
	columns = dict(zip(fields, told["mentors"], strict=True))
	loads = {mentor: load for mentor, *load in zip(*told["loads"], strict=True)}
	each = [loads.get(name, NOTHING) for name in columns["name"]]
	columns.update((field, [load[number] for load in each]) for number, field in enumerate(LOAD))
	spoken: dict[str, str] = {}
	for mentor, code in zip(*told["spoken"], strict=True):
		spoken[mentor] = f"{spoken[mentor]} {code}" if mentor in spoken else code
	columns["languages"] = [spoken.get(name, "") for name in columns["name"]]
	usual_capacity = frappe.get_cached_doc("LAT Settings").default_capacity
	return Mentors(waiting.municipality, columns, usual_capacity, danish_today())


def _weighed(criterion: str) -> list[str]:
	"""Return the fields of mentors that are weighed by a criterion: own words are not."""
	return [name for name in criteria.PROFILE.get(criterion, ()) if name != MENTORS_WORDS.get(criterion)]


def _value(text: str) -> str | int:
	return int(text) if text.isdigit() else text
