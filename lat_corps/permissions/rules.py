"""The building blocks of row rules: each is a SQL condition on stored rows and a check of a new record.

The list hook renders the SQL; the document hook asks the database the same SQL about the stored row, so
list and form cannot drift and values sent by a client cannot fool it. `holds` serves records that have no
stored row yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

import frappe
from frappe.utils import getdate

from lat_corps.days import danish_today
from lat_corps.domain.background import COORDINATOR_AND_MENTOR, has_run_out, reaches_mentor
from lat_corps.domain.documents.match import ACCEPTED, ENDED
from lat_corps.domain.match_reviews import MENTOR as MENTORS_VOICE
from lat_corps.domain.roles import MENTOR

from .people import Reach, stood_in_for

if TYPE_CHECKING:
	from frappe.model.document import Document

NOBODY = "(1=0)"
EVERYBODY = "(1=1)"


class Rule(Protocol):
	def sql(self, doctype: str, reach: Reach, role: str) -> str: ...

	def holds(self, doc: Document, reach: Reach, role: str) -> bool: ...


def column(doctype: str, fieldname: str) -> str:
	return f"`tab{doctype}`.`{fieldname}`"


def value_of(doc: Document, fieldname: str) -> str | None:
	"""Return what a new record will hold in a field that a rule asks for; never the client's word for it.

	Frappe asks for the right to create before it fetches: a fetched field is read where it comes from.
	"""
	field = doc.meta.get_field(fieldname)
	if field and field.fetch_from:
		link, source = field.fetch_from.split(".", 1)
		name = doc.get(link)
		linked = doc.meta.get_field(link).options
		return frappe.db.get_value(linked, name, source) if isinstance(name, str) and name else None
	value = doc.get(fieldname)
	# A list or an object would be sought by, or end in an error: it names nothing.
	return value if isinstance(value, str) else None


def is_one_of(column_sql: str, values: Iterable[str]) -> str:
	"""Return a condition that holds for the given values, and for nobody when there are none."""
	escaped = ", ".join(frappe.db.escape(value, percent=False) for value in sorted(values))
	return f"({column_sql} in ({escaped}))" if escaped else NOBODY


@dataclass(frozen=True)
class Everyone:
	def sql(self, doctype: str, reach: Reach, role: str) -> str:
		return EVERYBODY

	def holds(self, doc: Document, reach: Reach, role: str) -> bool:
		return True


@dataclass(frozen=True)
class InMunicipality:
	"""The record belongs to a municipality where the person holds the role."""

	fieldname: str = "municipality"

	def sql(self, doctype: str, reach: Reach, role: str) -> str:
		return is_one_of(column(doctype, self.fieldname), reach.municipalities_as(role))

	def holds(self, doc: Document, reach: Reach, role: str) -> bool:
		return value_of(doc, self.fieldname) in reach.municipalities_as(role)


@dataclass(frozen=True)
class InAnyMunicipality:
	"""The record belongs to a municipality where the person holds any function."""

	fieldname: str

	def sql(self, doctype: str, reach: Reach, role: str) -> str:
		return is_one_of(column(doctype, self.fieldname), reach.any_municipality)

	def holds(self, doc: Document, reach: Reach, role: str) -> bool:
		return value_of(doc, self.fieldname) in reach.any_municipality


@dataclass(frozen=True)
class National:
	"""The record has no municipality: a national template."""

	def sql(self, doctype: str, reach: Reach, role: str) -> str:
		return f"(coalesce({column(doctype, 'municipality')}, '') = '')"

	def holds(self, doc: Document, reach: Reach, role: str) -> bool:
		return not doc.get("municipality")


@dataclass(frozen=True)
class HoldsFunction:
	"""The person holds the role in some municipality: not a candidate, nor one who has left."""

	def sql(self, doctype: str, reach: Reach, role: str) -> str:
		return EVERYBODY if reach.municipalities_as(role) else NOBODY

	def holds(self, doc: Document, reach: Reach, role: str) -> bool:
		return bool(reach.municipalities_as(role))


@dataclass(frozen=True)
class Self:
	"""The record names the person in a field."""

	fieldname: str

	def sql(self, doctype: str, reach: Reach, role: str) -> str:
		return is_one_of(column(doctype, self.fieldname), [reach.user])

	def holds(self, doc: Document, reach: Reach, role: str) -> bool:
		return value_of(doc, self.fieldname) == reach.user


@dataclass(frozen=True)
class OwnMentor:
	"""The record names the mentor that the person is."""

	fieldname: str

	def sql(self, doctype: str, reach: Reach, role: str) -> str:
		return is_one_of(column(doctype, self.fieldname), reach.mentors)

	def holds(self, doc: Document, reach: Reach, role: str) -> bool:
		return value_of(doc, self.fieldname) in reach.mentors


def _with_row(doctype: str, child: str, *conditions: str) -> str:
	"""Return the SQL condition of records with a row of `child` that meets all conditions."""
	met = " and ".join(
		(f"{column(child, 'parenttype')} = {frappe.db.escape(doctype)}", *conditions),
	)
	return f"({column(doctype, 'name')} in (select {column(child, 'parent')} from `tab{child}` where {met}))"


def _rows_of(doc: Document, child: str) -> list[Document]:
	return [row for row in doc.get_all_children() if row.doctype == child]


@dataclass(frozen=True)
class InRows:
	"""Rows of a table of the record name the mentor that the person is."""

	child: str
	fieldname: str

	def sql(self, doctype: str, reach: Reach, role: str) -> str:
		if not reach.mentors:
			return NOBODY
		return _with_row(doctype, self.child, is_one_of(column(self.child, self.fieldname), reach.mentors))

	def holds(self, doc: Document, reach: Reach, role: str) -> bool:
		return any(row.get(self.fieldname) in reach.mentors for row in _rows_of(doc, self.child))


@dataclass(frozen=True)
class NamesLogin:
	"""Rows of a table of the record name the person's login."""

	child: str
	fieldname: str

	def sql(self, doctype: str, reach: Reach, role: str) -> str:
		return _with_row(doctype, self.child, is_one_of(column(self.child, self.fieldname), [reach.user]))

	def holds(self, doc: Document, reach: Reach, role: str) -> bool:
		return any(row.get(self.fieldname) == reach.user for row in _rows_of(doc, self.child))


@dataclass(frozen=True)
class OpenedByReason:
	"""The person stands in for somebody today, and has said why this record is to be read meanwhile.

	Rows of `child` keep who has said so in which period; they are made by the server alone.
	"""

	child: str

	def sql(self, doctype: str, reach: Reach, role: str) -> str:
		periods = [period.name for period in stood_in_for(reach, role)]
		if not periods:
			return NOBODY
		return _with_row(
			doctype,
			self.child,
			is_one_of(column(self.child, "deputy"), [reach.user]),
			is_one_of(column(self.child, "stands_in"), periods),
		)

	def holds(self, doc: Document, reach: Reach, role: str) -> bool:
		return False


@dataclass(frozen=True)
class AtStage:
	stages: tuple[str, ...]
	fieldname: str = "stage"

	def sql(self, doctype: str, reach: Reach, role: str) -> str:
		return is_one_of(column(doctype, self.fieldname), self.stages)

	def holds(self, doc: Document, reach: Reach, role: str) -> bool:
		return value_of(doc, self.fieldname) in self.stages


@dataclass(frozen=True)
class InOwnVoice(AtStage):
	"""What the mentor says of the match; what the person says of it is the coordinator's to know."""

	stages: tuple[str, ...] = (MENTORS_VOICE,)
	fieldname: str = "voice"


@dataclass(frozen=True)
class AcceptedCase:
	"""The record belongs to a course that the mentor has accepted and not handed on (R88).

	In another municipality only while a loan to it holds (R22). What belongs to one match of the course is
	that mentor's alone: see `AcceptedMatch`.
	"""

	fieldname: str = "lat_case"
	of_match: str = "lat_case"

	def sql(self, doctype: str, reach: Reach, role: str) -> str:
		if not reach.mentors:
			return NOBODY
		return (
			f"({column(doctype, self.fieldname)} in "
			f"(select {column('LAT Match', self.of_match)} from `tabLAT Match` where "
			f"{is_one_of(column('LAT Match', 'mentor'), reach.mentors)} and "
			f"{is_one_of(column('LAT Match', 'municipality'), reach.municipalities_as(MENTOR))} and "
			f"{self.matches_sql()}))"
		)

	def matches_sql(self) -> str:
		return is_one_of(column("LAT Match", "stage"), ACCEPTED)

	def matches_filters(self) -> dict:
		return {"stage": ["in", ACCEPTED]}

	def holds(self, doc: Document, reach: Reach, role: str) -> bool:
		return bool(
			reach.mentors
			and frappe.db.exists(
				"LAT Match",
				{
					self.of_match: value_of(doc, self.fieldname) or "",
					"mentor": ["in", sorted(reach.mentors)],
					"municipality": ["in", sorted(reach.municipalities_as(MENTOR))],
					**self.matches_filters(),
				},
			)
		)


@dataclass(frozen=True)
class AcceptedMatch(AcceptedCase):
	"""The record belongs to a match that the mentor has accepted: the next mentor has one of their own."""

	fieldname: str = "lat_match"
	of_match: str = "name"

	def holds(self, doc: Document, reach: Reach, role: str) -> bool:
		"""Tell whether it will: the server ties a new record to the match that its course has."""
		return AcceptedCase().holds(doc, reach, role)


@dataclass(frozen=True)
class LatelyClosed(AcceptedCase):
	"""The record belongs to a course whose match ended with it, no more days ago than the settings say."""

	def matches_sql(self) -> str:
		ended_on, day = column("LAT Match", "ended_on"), frappe.db.escape(str(self.first_day()))
		with_course = f"{column('LAT Match', 'ended_with_course')} = 1"
		ended = is_one_of(column("LAT Match", "stage"), [ENDED])
		return f"({ended} and {with_course} and {ended_on} > {day})"

	def matches_filters(self) -> dict:
		return {"stage": ENDED, "ended_with_course": 1, "ended_on": [">", self.first_day()]}

	def first_day(self) -> date:
		days = frappe.get_cached_doc("LAT Settings").own_notes_days or 0
		return danish_today() - timedelta(days=days)


@dataclass(frozen=True)
class OpenBriefing:
	"""A briefing that is passed on and whose facts may be kept, asked by date (R39)."""

	def sql(self, doctype: str, reach: Reach, role: str) -> str:
		passed_on, open_until = column(doctype, "passed_on"), column(doctype, "open_until")
		day = frappe.db.escape(str(danish_today()))
		return f"({passed_on} = 1 and ({open_until} is null or {open_until} >= {day}))"

	def holds(self, doc: Document, reach: Reach, role: str) -> bool:
		open_until = getdate(doc.open_until) if doc.get("open_until") else None
		return bool(doc.get("passed_on")) and not has_run_out(open_until, danish_today())


@dataclass(frozen=True)
class FromItsDay:
	"""The record is read from a day of its own, asked by date: nobody sees it come in."""

	fieldname: str

	def sql(self, doctype: str, reach: Reach, role: str) -> str:
		return f"({column(doctype, self.fieldname)} <= {frappe.db.escape(str(danish_today()))})"

	def holds(self, doc: Document, reach: Reach, role: str) -> bool:
		return False


@dataclass(frozen=True)
class NamesAcceptedCases:
	"""Each course in a table of the record is one that the mentor has accepted and not handed on (R88)."""

	child: str

	def sql(self, doctype: str, reach: Reach, role: str) -> str:
		accepted = AcceptedCase().sql(self.child, reach, role)
		return (
			f"({column(doctype, 'name')} not in "
			f"(select {column(self.child, 'parent')} from `tab{self.child}` where "
			f"{column(self.child, 'parenttype')} = {frappe.db.escape(doctype)} and not {accepted}))"
		)

	def holds(self, doc: Document, reach: Reach, role: str) -> bool:
		rule = AcceptedCase()
		return all(
			rule.holds(row, reach, role) for row in doc.get_all_children() if row.doctype == self.child
		)


@dataclass(frozen=True)
class SharedWithMentor:
	"""Background information that was passed on to the mentor and has not run out, asked by date (R39)."""

	def sql(self, doctype: str, reach: Reach, role: str) -> str:
		expires_on = column(doctype, "expires_on")
		shared = is_one_of(column(doctype, "audience"), [COORDINATOR_AND_MENTOR])
		day = frappe.db.escape(str(danish_today()))
		return f"({shared} and ({expires_on} is null or {expires_on} >= {day}))"

	def holds(self, doc: Document, reach: Reach, role: str) -> bool:
		expires_on = getdate(doc.expires_on) if doc.get("expires_on") else None
		return reaches_mentor(doc.get("audience"), expires_on, danish_today())


@dataclass(frozen=True, init=False)
class All:
	rules: tuple[Rule, ...]

	def __init__(self, *rules: Rule):
		object.__setattr__(self, "rules", rules)

	def sql(self, doctype: str, reach: Reach, role: str) -> str:
		return f"({' and '.join(rule.sql(doctype, reach, role) for rule in self.rules)})"

	def holds(self, doc: Document, reach: Reach, role: str) -> bool:
		return all(rule.holds(doc, reach, role) for rule in self.rules)


@dataclass(frozen=True, init=False)
class Either:
	rules: tuple[Rule, ...]

	def __init__(self, *rules: Rule):
		object.__setattr__(self, "rules", rules)

	def sql(self, doctype: str, reach: Reach, role: str) -> str:
		return f"({' or '.join(rule.sql(doctype, reach, role) for rule in self.rules)})"

	def holds(self, doc: Document, reach: Reach, role: str) -> bool:
		return any(rule.holds(doc, reach, role) for rule in self.rules)
