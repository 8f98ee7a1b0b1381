"""Both sides of a match as the rules read them, of records of the site (R26 to R35)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from lat_corps.corps.profile import unconfirmed_criteria
from lat_corps.domain import criteria
from lat_corps.domain.match_sides import CitizenSide, MentorSide, MentorsWish, Wish
from lat_corps.languages import language_name

if TYPE_CHECKING:
	from datetime import date

	import frappe
	from frappe.model.document import Document

MENTORS_WORDS = {
	criteria.CULTURE: "cultural_background",
	criteria.RELIGION_POLITICS: "religion_politics",
	criteria.EXPERIENCE: "professional_experience",
	criteria.AVAILABILITY: "availability",
}
"""Criterion -> where the mentor's own words about it stand."""


class Spoken(NamedTuple):
	"""A language that somebody speaks, and its name to the reader."""

	language: str
	called: str


def citizen_side(case: Document, citizen: Document, age: int | None) -> CitizenSide:
	return CitizenSide(
		wishes=tuple(_wish(row) for row in case.preferences),
		languages=_languages(citizen.languages),
		interpreter=case.interpreter or "",
		gender=citizen.gender or "",
		age=age,
	)


def mentor_side(mentor: Document | frappe._dict, today: date) -> MentorSide:
	return MentorSide(
		words={criterion: mentor.get(field) or "" for criterion, field in MENTORS_WORDS.items()},
		**{name: value for answered in ANSWERED.values() for name, value in answered(mentor, today).items()},
		unconfirmed=unconfirmed_criteria(mentor),
	)


ANSWERED: Mapping[str, Callable[[Document | frappe._dict, date], dict]] = {
	criteria.GENDER: lambda mentor, today: {"gender": mentor.gender or ""},
	criteria.AGE: lambda mentor, today: {"ages": _ages(mentor.birth_year, today)},
	criteria.CULTURE: lambda mentor, today: {"migration": mentor.family_migration or ""},
	criteria.LANGUAGE: lambda mentor, today: {"languages": _languages(mentor.languages)},
	criteria.RELIGION_POLITICS: lambda mentor, today: {"subjects": _ticked(mentor, criteria.SUBJECTS)},
	criteria.TEMPERAMENT: lambda mentor, today: {"temperament": mentor.temperament or ""},
	criteria.EXPERIENCE: lambda mentor, today: {"experience": _ticked(mentor, criteria.EXPERIENCES)},
	criteria.AVAILABILITY: lambda mentor, today: {
		"meetings_a_month": mentor.meetings_a_month or 0,
		"long_relation": bool(mentor.long_relation),
	},
	criteria.OTHER: lambda mentor, today: {},
	criteria.MENTORS_WISH: lambda mentor, today: {
		"wishes": MentorsWish(
			gender=mentor.wishes_gender or "",
			ages=(mentor.wishes_age_from or 0, mentor.wishes_age_to or 0),
			words=mentor.preferences or "",
		)
	},
}
"""Criterion -> what the fields of a mentor answer to it, by name as in `MentorSide`."""


def _ages(birth_year: int | None, today: date) -> tuple[int, ...]:
	"""Return what a year of birth tells of an age: that of the birthday of this year, or one less."""
	return (today.year - birth_year - 1, today.year - birth_year) if birth_year else ()


def _wish(row: Document) -> Wish:
	value = value_of(row)
	return Wish(
		criterion=row.criterion,
		words=row.wish or "",
		value=value,
		strength=row.strength,
		key=row.name or "",
		name=language_name(value) if value and row.criterion == criteria.LANGUAGE else "",
	)


def value_of(row: Document) -> object:
	"""Return what a wish names for its rule, or None where there are words alone."""
	values = [row.get(field) for field in criteria.VALUE_FIELDS[row.criterion]]
	if row.criterion == criteria.AGE:
		low, high = (value or 0 for value in values)
		return (low, high) if low or high else None
	return next((value for value in values if value), None)


def _ticked(mentor: Document, fields: dict[str, str]) -> frozenset[str]:
	return frozenset(name for name, field in fields.items() if mentor.get(field))


def _languages(rows: Iterable[Document | Spoken]) -> dict[str, str]:
	return {
		row.language: row.called if isinstance(row, Spoken) else language_name(row.language) for row in rows
	}
