"""What an import would do, row by row (N10)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ...domain.instruments import Score
from ...domain.text import Message, _
from ..cells.table import FileSettings

Outcome = Literal["New", "Unchanged", "Corrected", "Error", "Skipped"]
OUTCOMES: tuple[Outcome, ...] = ("New", "Unchanged", "Corrected", "Error", "Skipped")


@dataclass(frozen=True, slots=True)
class Existing:
	"""A measurement already recorded for a case and point."""

	date: dt.date | None
	answers: Mapping[str, float | None]

	def is_said_by(self, row: RowOutcome) -> bool:
		"""Tell whether a row has this very date, and of these very answers all or some."""
		given = {code: answer for code, answer in row.answers.items() if answer is not None}
		same = all(self.answers.get(code) == answer for code, answer in given.items())
		return bool(given) and same and row.date == self.date


@dataclass(frozen=True, slots=True)
class CellProblem:
	"""What is wrong with one cell: its heading, the letter of its column, and the sentence about it alone.

	`unknown` is the value as a code, where nobody has said yet what it means, else empty.
	"""

	header: str
	letter: str
	message: Message
	unknown: str = ""


@dataclass(frozen=True, slots=True)
class RowOutcome:
	"""What an import would do with one case and point: a row, or in a wide layout a part of one.

	`answers` has every item; an unusable answer is None there. Of an "Error" nothing may be written.
	"Skipped" rows are blank, repeat another row, total others, are set aside, or belong to another
	instrument. Of a row that is compared with what is recorded, `answers` are what will stand there: what the
	file has no column for (`unasked`), or leaves blank, stays; `before` is what a correction changes. Rows
	with the same answers share them: they are not to be changed.
	"""

	number: int
	outcome: Outcome
	case: str | None = None
	point: str | None = None
	date: dt.date | None = None
	answers: Mapping[str, float | None] = field(default_factory=dict)
	score: Score | None = None
	messages: list[Message] = field(default_factory=list)
	problems: Sequence[CellProblem] = ()
	sheet: str = ""
	unasked: frozenset[str] = frozenset()
	before: Existing | None = None

	@property
	def says_more(self) -> bool:
		"""Whether it answers what is not answered where it would be written, or anew on a later day."""
		before = self.before.answers if self.before else {}
		later = bool(self.before and self.before.date and self.date and self.date > self.before.date)
		return self.outcome in ("New", "Corrected") and any(
			answer is not None and (before.get(code) is None or (later and before[code] != answer))
			for code, answer in self.answers.items()
		)

	@property
	def is_scored(self) -> bool:
		"""Whether its answers give a score, of the whole or of a part."""
		scores = (self.score.value, *self.score.subscales.values()) if self.score else ()
		return any(value is not None for value in scores)


@dataclass(frozen=True, slots=True)
class OpenCode:
	"""A value of a column of courses or points of which a person has to say what it means."""

	header: str
	written: str


@dataclass(frozen=True, slots=True)
class SaidOnce:
	"""What is said of several values in the place of a message for each of their rows."""

	message: Message
	codes: frozenset[OpenCode]

	def covers(self, row: RowOutcome) -> bool:
		"""Whether the row lacks nothing else."""
		return (
			bool(row.problems)
			and len(row.messages) == len(row.problems)
			and all(OpenCode(problem.header, problem.unknown) in self.codes for problem in row.problems)
		)


@dataclass(frozen=True)
class ImportPlan:
	"""The outcomes in the order of the table, and warnings that concern the whole file.

	`open_codes` are values that a person has to explain; of those in `said_once` a warning says all there is
	to say, and not each of their rows. `courses` are those that the rows name, or may mean. `settings` say
	how the file was read.
	"""

	rows: list[RowOutcome]
	warnings: list[Message]
	open_codes: Sequence[OpenCode] = ()
	said_once: Sequence[SaidOnce] = ()
	courses: frozenset[str] = frozenset()
	settings: FileSettings = field(default_factory=FileSettings)

	@property
	def counts(self) -> dict[Outcome, int]:
		"""Number of rows per outcome; every outcome is present."""
		found = Counter(row.outcome for row in self.rows)
		return {outcome: found[outcome] for outcome in OUTCOMES}

	@property
	def unscored(self) -> Message | None:
		"""What to say before all else of a file of which no row gets a score."""
		if not self.rows or any(row.is_scored for row in self.rows):
			return None
		return Message(
			_(
				"No row of the file gets a score. Check which column is which and what the codes mean "
				"before you import it."
			)
		)

	def errors(self) -> Iterator[tuple[RowOutcome, list[Message]]]:
		"""Yield what is wrong, each with the first row of which it is said; what is said once comes once."""
		waiting = list(self.said_once)
		for row in self.rows:
			if row.outcome != "Error":
				continue
			said = next((each for each in self.said_once if each.covers(row)), None)
			if said is None:
				yield row, row.messages
			elif said in waiting:
				waiting.remove(said)
				yield row, [said.message]
