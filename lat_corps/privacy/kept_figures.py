"""What an erased closing counted for in pooled figures: a year and scores, and nothing that leads to it (N5).

Figures that were told must not change when a course goes: the difference between two reports would be that
person (N6). So the scores by which the person counted stay, in a row with no course, no person, no day and
no time of writing. Of a person who stays it is noted where such a row counts instead.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import frappe

from lat_corps.domain.pooling import TOTAL, CourseScores, fullest_first
from lat_corps.measurement.conversion import instrument_of
from lat_corps.measurement.counted import closings_of, measured_of, people_of, rated_of, ratings_of

KEPT, CITIZEN = "LAT Kept Figure", "LAT Citizen"
GRIP_ON_LIFE = ""
"""Stands for the ratings, where another subject is an instrument."""

IN_FULL, PROTECTED = "in_full", "protected"
"""The two ways of choosing which closing of a person counts; see `domain.pooling`."""

Counting = dict[tuple[str, str], tuple[CourseScores, bool]]
"""Subject and view -> the scores by which a person counts, and whether the questionnaire was used."""


def counting(
	citizen: str, without: Mapping[str, Collection[str]] | None = None, instruments: Collection[str] = ()
) -> Counting:
	"""Return by which closing a person counts, as if the records of `without` were not there.

	A course that was never measured is missing for each of `instruments`.
	"""
	gone = {doctype: ["not in", [*names] or [""]] for doctype, names in (without or {}).items()}

	def filters(doctype: str, **of_person: object) -> dict:
		return {**of_person, **({"name": gone[doctype]} if doctype in gone else {})}

	closings = closings_of(frappe.get_all, filters("LAT Case", citizen=citizen))
	cases = {"lat_case": ["in", [closing.case for closing in closings] or [""]]}
	measured = measured_of(frappe.get_all, filters("LAT Measurement", **cases))
	ratings = ratings_of(filters("LAT Progression", **cases))
	found: Counting = {}
	for subject in (*sorted(instruments), GRIP_ON_LIFE):
		counted = [
			(scores, subject in measured.get(closing.case, {}))
			for closing in closings
			for scores in (
				people_of([closing], measured, subject) if subject else rated_of([closing], ratings)
			)
		]
		if counted:
			used = {id(scores): was_used for scores, was_used in counted}
			by_view = {
				PROTECTED: counted[0][0],
				IN_FULL: fullest_first((scores for scores, _used in counted), _scales(subject))[0],
			}
			found |= {(subject, view): (scores, used[id(scores)]) for view, scores in by_view.items()}
	return found


def keep(citizen: str, going: Mapping[str, Collection[str]]) -> None:
	"""Keep what the records that go counted for, and note it on a citizen who stays."""
	instruments = _instruments_in_use()
	before = counting(citizen, instruments=instruments)
	after = counting(citizen, going, instruments)
	before_noted = _noted(citizen)
	# Who has answered nothing any more would be missing in questionnaires that were never asked for.
	noted = before_noted | (after.keys() - before.keys())
	rows: dict[tuple, set[str]] = {}
	for (subject, view), (scores, used) in before.items():
		left = after.get((subject, view))
		if (subject, view) in noted or (left and _same(left[0], scores)):
			continue
		told = json.dumps(dict(sorted(scores.scales.items())))
		rows.setdefault((subject, used, scores.closed or 0, told), set()).add(view)
		noted.add((subject, view))
	municipality = frappe.db.get_value(CITIZEN, citizen, "municipality")
	frappe.db.bulk_insert(
		KEPT, list(FIELDS), [_row(municipality, *row, views) for row, views in rows.items()]
	)
	if noted != before_noted and citizen not in going.get(CITIZEN, ()):
		frappe.db.set_value(
			CITIZEN, citizen, "counted_apart", json.dumps(sorted(noted)), update_modified=False
		)


FIELDS = (
	*("name", "owner", "modified_by", "creation", "modified"),
	*("municipality", "closed_in", "instrument", "used", "scores", PROTECTED, IN_FULL),
)


def _row(
	municipality: str, subject: str, used: bool, year: int, told: str, views: Collection[str]
) -> tuple[object, ...]:
	"""Return a row written in the year that it tells of: the moment would lead to the erasure."""
	then = f"{year or 2000}-12-31 00:00:00"
	by = ("Administrator", "Administrator", then, then)
	return (
		frappe.generate_hash(length=10),
		*by,
		*(
			municipality,
			year,
			subject or None,
			int(used),
			told,
			int(PROTECTED in views),
			int(IN_FULL in views),
		),
	)


@dataclass(frozen=True)
class Figures:
	"""The kept figures of a place, in one of the two views."""

	filters: dict
	in_full: bool

	@property
	def view(self) -> str:
		return IN_FULL if self.in_full else PROTECTED

	@cached_property
	def rows(self) -> list[frappe._dict]:
		return frappe.get_all(
			KEPT,
			filters={**self.filters, self.view: 1},
			fields=["municipality", "closed_in", "instrument", "used", "scores"],
			order_by="closed_in asc, name asc",
		)

	@property
	def instruments(self) -> set[str]:
		"""Return the questionnaires that were used in the place by somebody who is erased."""
		return {row.instrument for row in self.rows if row.instrument and row.used}

	def with_kept(self, people: Sequence[CourseScores], subject: str) -> list[CourseScores]:
		"""Return people with the kept ones, by year of closing, and without those who count among them."""
		apart = self._apart.get(subject, set())
		live = [scores for scores in people if scores.person not in apart]
		return sorted(
			[*live, *self._kept(subject)], key=lambda scores: (scores.closed is None, scores.closed or 0)
		)

	def _kept(self, subject: str) -> Iterator[CourseScores]:
		for row in self.rows:
			if (row.instrument or GRIP_ON_LIFE) == subject:
				scales = {scale: tuple(pair) for scale, pair in json.loads(row.scores).items()}
				yield CourseScores(row.closed_in or None, scales, place=row.municipality)

	@cached_property
	def _apart(self) -> dict[str, set[str]]:
		"""Return subject -> citizens who count by a kept row there."""
		found: dict[str, set[str]] = {}
		for row in frappe.get_all(
			CITIZEN,
			filters={**self.filters, "counted_apart": ["is", "set"]},
			fields=["name", "counted_apart"],
			order_by="name asc",
		):
			for subject, view in json.loads(row.counted_apart):
				if view == self.view:
					found.setdefault(subject, set()).add(row.name)
		return found


def _same(left: CourseScores, right: CourseScores) -> bool:
	return (left.closed, dict(left.scales)) == (right.closed, dict(right.scales))


def _scales(subject: str) -> list[str]:
	if subject == GRIP_ON_LIFE:
		return [TOTAL]
	instrument = instrument_of(subject)
	return [*([TOTAL] if instrument.has_total else []), *(scale.code for scale in instrument.subscales)]


def _noted(citizen: str) -> set[tuple[str, str]]:
	stored = frappe.db.get_value(CITIZEN, citizen, "counted_apart")
	return {(subject, view) for subject, view in json.loads(stored or "[]")}


def _instruments_in_use() -> set[str]:
	used = frappe.get_all("LAT Measurement", pluck="instrument", distinct=True, order_by="instrument asc")
	kept = frappe.get_all(
		KEPT,
		filters={"instrument": ["is", "set"]},
		pluck="instrument",
		distinct=True,
		order_by="instrument asc",
	)
	return {*used, *kept}
