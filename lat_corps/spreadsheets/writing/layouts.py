"""The two shapes of exported measurements: a row per measurement, or a row per course (R87, N8).

Both come in again as they are: the import recognises their headings.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from typing import Literal

from ...domain.instruments import Instrument
from ..cells.headings import (
	AGE_GROUP,
	CASE,
	CONSENT,
	COURSE_TYPE,
	DATE,
	GENDER,
	INSTRUMENT,
	MISSING_REASON,
	MUNICIPALITY,
	POINT,
	POINTS,
	READING,
	SCORE,
	TARGET_GROUP,
)
from .item_columns import Translate, item_columns, subscale_columns, translated

ExportLayout = Literal["Long", "Wide"]

Value = str | float | dt.date | None


@dataclass(frozen=True)
class Marks:
	"""What marks the person of a course, in words (R87); empty where it is not known.

	`age_group` is that of the day on which the person was referred, `consent` how the consent to self-report
	stands on the day of the export: the answer goes with the file.
	"""

	target_group: str = ""
	age_group: str = ""
	gender: str = ""
	consent: str = ""


NO_MARKS = Marks()


@dataclass(frozen=True)
class MeasurementRow:
	"""One measurement event, answered or not; a missing one has no answers and says why.

	`point` is "Before", "After" or "Follow-up"; `score` and `subscales` (by their code) are in points of the
	instrument.
	"""

	case: str
	municipality: str
	course_type: str
	point: str
	date: dt.date | None
	instrument_code: str
	instrument_version: str
	answers: Mapping[str, float | None] = field(default_factory=dict)
	score: float | None = None
	reading: str = ""
	missing_reason: str = ""
	subscales: Mapping[str, float | None] = field(default_factory=dict)
	has_total: bool = True

	@property
	def is_scored(self) -> bool:
		"""Whether there is a score, or of an instrument without a total every subscale's."""
		return None not in ((self.score,) if self.has_total else self.subscales.values())

	@property
	def reference(self) -> str:
		"""Code and version of the instrument, as in Instrument.reference."""
		return f"{self.instrument_code} {self.instrument_version}"


class Layouts:
	"""Headings and records of both layouts, for instruments that hold every version that occurs.

	With `words`, a column of its own tells each answer in the words of its scale; with `marks`, by course,
	four tell what marks its person, and how the consent to self-report stood.
	"""

	def __init__(
		self,
		instruments: Sequence[Instrument],
		words: bool,
		translate: Translate,
		marks: Mapping[str, Marks] | None = None,
	) -> None:
		self.translate = translate
		self.marks = marks or {}
		self.items = item_columns(instruments, translate)
		self.subscales = subscale_columns(instruments, translate)
		self.worded = [column for column in self.items if words and column.words_heading]
		self._words = {
			(instrument.reference, item.code): {
				choice.value: translated(choice.label, translate) for choice in item.choices
			}
			for instrument in instruments
			for item in instrument.items
			if item.choices
		}

	@property
	def course_headings(self) -> list[str]:
		"""Headings of what each sheet says of a course first."""
		marks = (TARGET_GROUP, AGE_GROUP, GENDER, CONSENT) if self.marks else ()
		return [self.translate(h) for h in (CASE, MUNICIPALITY, COURSE_TYPE, *marks)]

	def course(self, case: str, municipality: str, course_type: str) -> list[Value]:
		"""Return what each sheet says of a course first, under `course_headings`."""
		words = [course_type, *(astuple(self.marks.get(case, NO_MARKS)) if self.marks else ())]
		return [case, municipality, *(translated(word, self.translate) for word in words)]

	@property
	def fixed_headings(self) -> list[str]:
		return [*self.course_headings, *(self.translate(h) for h in (POINT, DATE, INSTRUMENT))]

	@property
	def long_headings(self) -> list[str]:
		return [*self.fixed_headings, *self._event_headings]

	@property
	def wide_headings(self) -> list[str]:
		"""Headings of the second layout: the point stands in front of what it has of its own."""
		own = [self.translate(DATE), *self._event_headings]
		return [
			*self.course_headings,
			self.translate(INSTRUMENT),
			*(f"{self.translate(point)} {heading}" for point in POINTS for heading in own),
		]

	def headings(self, layout: ExportLayout) -> list[str]:
		return self.wide_headings if layout == "Wide" else self.long_headings

	def records(self, rows: Iterable[MeasurementRow], layout: ExportLayout) -> Iterator[list[Value]]:
		"""Yield the records of rows that come course by course."""
		return self.wide(rows) if layout == "Wide" else (self.long(row) for row in rows)

	def long(self, row: MeasurementRow) -> list[Value]:
		return [
			*self.course(row.case, row.municipality, row.course_type),
			translated(row.point, self.translate),
			row.date,
			row.reference,
			*self._event(row),
		]

	def wide(self, rows: Iterable[MeasurementRow]) -> Iterator[list[Value]]:
		"""Yield a record for each course and instrument version, of rows that come course by course.

		A course has one measurement at a point; a later follow-up stands in a record of its own.
		"""
		empty: list[Value] = [None] * (1 + len(self._event_headings))
		for _case, of_case in itertools.groupby(rows, key=lambda row: row.case):
			for first, events in _records_of_case(of_case):
				record = [
					*self.course(first.case, first.municipality, first.course_type),
					first.reference,
				]
				for point in POINTS:
					event = events.get(point)
					record += [event.date, *self._event(event)] if event else empty
				yield record

	@property
	def _event_headings(self) -> list[str]:
		return [
			*(column.heading for column in self.items),
			self.translate(SCORE),
			*(column.heading for column in self.subscales),
			self.translate(READING),
			self.translate(MISSING_REASON),
			*(column.words_heading for column in self.worded),
		]

	def _event(self, row: MeasurementRow) -> list[Value]:
		return [
			*(
				row.answers.get(column.item_code) if column.instrument_code == row.instrument_code else None
				for column in self.items
			),
			row.score,
			*(
				row.subscales.get(column.subscale_code)
				if column.instrument_code == row.instrument_code
				else None
				for column in self.subscales
			),
			translated(row.reading, self.translate),
			translated(row.missing_reason, self.translate),
			*(
				self._in_words(row, column.item_code) if column.instrument_code == row.instrument_code else ""
				for column in self.worded
			),
		]

	def _in_words(self, row: MeasurementRow, item_code: str) -> str:
		answer = row.answers.get(item_code)
		return "" if answer is None else self._words.get((row.reference, item_code), {}).get(answer, "")


def _records_of_case(
	rows: Iterable[MeasurementRow],
) -> Iterator[tuple[MeasurementRow, dict[str, MeasurementRow]]]:
	"""Yield the first event, and the events by point, of each record of a course."""
	records: dict[str, list[dict[str, MeasurementRow]]] = {}
	for row in rows:
		of_version = records.setdefault(row.reference, [])
		free = next((events for events in of_version if row.point not in events), None)
		if free is None:
			of_version.append(free := {})
		free[row.point] = row
	for of_version in records.values():
		for events in of_version:
			yield next(iter(events.values())), events
