"""What a line of the table of turns is made of, and on which records it is somebody's turn by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

COURSE = "LAT Case"

EMPTY, FILLED = "(empty)", "(filled)"
"""Stand for any value that is, or is not, empty."""

RATE, ANSWER, PROPOSE, TELL = "rate", "answer", "propose", "tell"
"""What a button leads straight to; without one of them it opens the record."""

Record = Mapping[str, object]
Where = Mapping[str, tuple]
"""The values that fields may have; each field must have one of its own."""


@dataclass(frozen=True)
class Login:
	"""The login that a record names: a field, or a path of links to one, such as `link.field`."""

	path: str


MENTOR = Login("mentor.user")
"""The mentor that a record names."""


@dataclass(frozen=True)
class CoordinatorOfCourse:
	"""The coordinator of the course, and who stands in today."""


@dataclass(frozen=True)
class Members:
	"""All who hold a function in the municipalities that a record names."""

	function: str
	fields: tuple[str, ...] = ("municipality",)


@dataclass(frozen=True)
class CoordinatorsOfMentor:
	"""The coordinators of the courses that a mentor has in a municipality, and who stands in for them today.

	All of the municipality while the mentor has none there. Both are fields of the record.
	"""

	mentor: str = "name"
	municipality: str = "municipality"


Who = Login | CoordinatorOfCourse | Members | CoordinatorsOfMentor


@dataclass(frozen=True)
class Other:
	"""Another record of the same course.

	`same` are fields that both have alike, `later` is a day that lies later in the other, or is open there,
	and `until` the last day on which the other counts. `or_else` is another kind of record that will do.
	"""

	document: str
	where: Where
	same: tuple[str, ...] = ()
	later: str = ""
	until: str = ""
	or_else: Other | None = None

	def fields(self) -> tuple[str, ...]:
		return (*self.where, *self.same, *(name for name in (self.later, self.until) if name))

	def among(self, records: Mapping[str, Sequence[Record]], record: Record, day: date) -> bool:
		return bool(self.or_else and self.or_else.among(records, record, day)) or any(
			other is not record
			and _meets(other, self.where)
			and all(other.get(name) == record.get(name) for name in self.same)
			and (not self.later or _lasts_longer(other, record, self.later))
			and (not self.until or not other.get(self.until) or other[self.until] >= day)
			for other in records.get(self.document, ())
		)


@dataclass(frozen=True)
class Due:
	"""The field with the last day. `ahead` and `between` are settings, in days.

	A person is told `ahead` days before the day, or reminded then when told `at_once`, and every `between`
	days after it.
	"""

	field: str
	ahead: str = "due_notice_days"
	between: str = "days_between_notices"
	at_once: bool = False


@dataclass(frozen=True)
class Turn:
	"""One line of the table.

	`course` are the stages the course must be at. An `event` is told when it happens, never of what was
	there before. `values` are placeholders besides {number} and {day}, and the field paths they are filled
	from; `soon` and `overdue` are said near and after the day. `about` links to the record that the bell
	opens, when it is another one. Who has just taken the step is told only with `tells_actor`. `rule` says
	why it is asked at all, `leads_to` where the button goes when not to the record.
	"""

	kind: str
	document: str
	where: Where
	who: Who
	sentence: str
	button: str
	rule: str
	course: tuple[str, ...] = ()
	has: Other | None = None
	lacks: Other | None = None
	due: Due | None = None
	soon: str = ""
	overdue: str = ""
	values: Mapping[str, str] = field(default_factory=dict)
	about: str = ""
	event: bool = False
	tells_actor: bool = False
	leads_to: str = ""

	def others(self) -> Iterator[Other]:
		"""Yield the other records that the line asks for."""
		for other in (self.has, self.lacks):
			while other:
				yield other
				other = other.or_else

	def fields(self) -> tuple[str, ...]:
		"""Return the fields of its document that the line asks for."""
		who = self.who
		paths: tuple[str, ...] = ()
		if isinstance(who, Login):
			paths = (who.path,)
		elif isinstance(who, Members):
			paths = who.fields
		elif isinstance(who, CoordinatorsOfMentor):
			paths = tuple(name for name in (who.mentor, who.municipality) if name != "name")
		same = [name for other in self.others() for name in other.same]
		named = (*self.where, *paths, *self.values.values(), *same, self.about)
		return tuple(path.split(".")[0] for path in (*named, self.due.field if self.due else "") if path)


def standing_on(
	turn: Turn, records: Mapping[str, Sequence[Record]], day: date, days: Mapping[str, int]
) -> Iterator[Record]:
	"""Yield the records on which it is somebody's turn on `day`.

	`records` are those of one course by their document, or one record alone; `days` the settings that lines
	ask for.
	"""
	courses = records.get(COURSE, ())
	if turn.course and not any(course["stage"] in turn.course for course in courses):
		return
	for record in records.get(turn.document, ()):
		if (
			_meets(record, turn.where)
			and (not turn.has or turn.has.among(records, record, day))
			and (not turn.lacks or not turn.lacks.among(records, record, day))
			and (not turn.due or _is_near(turn.due, record, day, days))
		):
			yield record


def _lasts_longer(other: Record, record: Record, fieldname: str) -> bool:
	last = record.get(fieldname)
	return bool(last) and (not other.get(fieldname) or other[fieldname] > last)


def _is_near(due: Due, record: Record, day: date, days: Mapping[str, int]) -> bool:
	last = record.get(due.field)
	return bool(last) and (due.at_once or last - timedelta(days=days[due.ahead] if due.ahead else 0) <= day)


def _meets(record: Record, where: Where) -> bool:
	return all(
		any(_is(record.get(fieldname), value) for value in values) for fieldname, values in where.items()
	)


def _is(found: object, value: object) -> bool:
	if value in (EMPTY, FILLED):
		return bool(found) == (value == FILLED)
	return found == value
