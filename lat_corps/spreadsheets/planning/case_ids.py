"""Finding the case behind the id that a sender wrote; what nobody knows is said once for the file (N10)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from ...domain.civil_numbers import holds_civil_number, lacks_a_zero
from ...domain.text import Message, _
from ..cells.table import CellError, UnknownValueError
from ..cells.values import parse_case_id, shown
from ..meaning.mapping import Columns
from .outcomes import OpenCode, RowOutcome, SaidOnce

WITH_DECIMALS = re.compile(r"([0-9]+)[.,]0+")


class CaseIds:
	"""Known ids, compared without regard to capital letters; never guesses a case.

	`proposals` are the ids met so far that leading zeros alone keep from a known one, and that one; `near`
	the cases that those met so far may mean. With `ignore_zeros` a person has said that they are the same.
	"""

	def __init__(
		self, cases: Mapping[str, str], ignore_zeros: bool = False, civil_without_zero: bool = False
	) -> None:
		"""Take `cases`, from every id that a sender may write to the name of the case.

		With `civil_without_zero` the column holds CPR numbers of which Excel has removed a zero.
		"""
		self._written = cases
		self._ignore_zeros = ignore_zeros
		self._civil_without_zero = civil_without_zero
		self._cases: dict[str, str] = {}
		self._shared: set[str] = set()
		self.proposals: dict[str, str] = {}
		self.near: set[str] = set()
		for written, case in cases.items():
			key = written.strip().casefold()
			if self._cases.setdefault(key, case) != case:
				self._shared.add(key)

	def find(self, value: object) -> str:
		"""Return the name of the case; CellError when it is unknown, or when two cases share the id."""
		written = parse_case_id(value)
		key = written.casefold()
		if key in self._shared:
			raise CellError(
				Message(
					_("“{value}” stands for more than one case. Write the case number."),
					{"value": shown(written)},
				)
			)
		if key in self._cases:
			return self._cases[key]
		if holds_civil_number(written) or (self._civil_without_zero and lacks_a_zero(written)):
			raise CellError(Message(_("The cell looks like a CPR number. Write the number of the course.")))
		similar = self._without_zeros.get(_bare(key), [])
		meant = {self._cases[each.strip().casefold()] for each in similar}
		self.near |= meant
		if len(meant) == 1 and not self._shared & {each.strip().casefold() for each in similar}:
			self.proposals[written] = similar[0]
			if self._ignore_zeros:
				return meant.pop()
		if similar:
			raise UnknownValueError(
				Message(
					_(
						"“{value}” is no known case. Is it {similar}? Excel removes leading zeros: "
						"format the column as text."
					),
					{"value": shown(written), "similar": similar},
				)
			)
		raise UnknownValueError(
			Message(
				_("“{value}” is no known case. Check the number, or create the case first."),
				{"value": shown(written)},
			)
		)

	@cached_property
	def _without_zeros(self) -> dict[str, list[str]]:
		found: dict[str, list[str]] = {}
		for written in self._written:
			found.setdefault(_bare(written.strip().casefold()), []).append(written)
		return found


def _bare(key: str) -> str:
	"""Return an id without leading zeros, and without the decimals of a program that took it for a number."""
	whole = WITH_DECIMALS.fullmatch(key)
	return (whole[1] if whole else key).lstrip("0")


NAMED = 5
"""So many values a warning names; so many that are unknown are still told row by row."""


class Unknown:
	"""What the rows of a file leave to be explained: the codes, and a sentence for each kind of them."""

	def __init__(
		self, rows: Sequence[RowOutcome], columns: Columns, ids: CaseIds, ignore_zeros: bool
	) -> None:
		self.open_codes = list(
			dict.fromkeys(
				OpenCode(problem.header, problem.unknown)
				for row in rows
				if row.outcome == "Error"
				for problem in row.problems
				if problem.unknown
			)
		)
		self.warnings: list[Message] = []
		self.said_once: list[SaidOnce] = []
		cases = self._of(columns, columns.position("Case"))
		self._say_zeros(
			[code for code in cases if code.written in ids.proposals], ids.proposals, ignore_zeros
		)
		self._say_ids([code for code in cases if code.written not in ids.proposals])
		self._say_points(self._of(columns, columns.position("Point")))

	def _of(self, columns: Columns, position: int | None) -> list[OpenCode]:
		header = None if position is None else columns.headers[position]
		return [code for code in self.open_codes if code.header == header]

	def _say_zeros(self, codes: Sequence[OpenCode], proposals: Mapping[str, str], ignored: bool) -> None:
		if not proposals:
			return
		pairs = _first([f"{written} → {known}" for written, known in proposals.items()])
		if ignored:
			self.warnings.append(
				Message(_("Leading zeros do not count in this file: {pairs}."), {"pairs": pairs})
			)
			return
		text = _(
			"Excel has probably removed leading zeros: {pairs}. "
			"If that is so, tick that leading zeros do not count, and check the file again."
		)
		self._say(Message(text, {"pairs": pairs}), codes, always_once=True)

	def _say_ids(self, codes: Sequence[OpenCode]) -> None:
		text = _(
			"{count} ids in the column “{column}” are no known courses: {values}. Write the number of the "
			"course beside each, in the table of what is written and what it means, or “Set aside”; or "
			"create the courses first."
		)
		if codes:
			self._say(Message(text, _values(codes)), codes)

	def _say_points(self, codes: Sequence[OpenCode]) -> None:
		text = _(
			"{count} occasions in the column “{column}” are no measurement points: {values}. Write Before, "
			"After or Follow-up beside each, in the table of what is written and what it means, or "
			"“Set aside”."
		)
		if codes:
			self._say(Message(text, _values(codes)), codes)

	def _say(self, message: Message, codes: Sequence[OpenCode], always_once: bool = False) -> None:
		self.warnings.append(message)
		if always_once or len(codes) > NAMED:
			self.said_once.append(SaidOnce(message, frozenset(codes)))


def _values(codes: Sequence[OpenCode]) -> dict[str, object]:
	return {
		"count": len(codes),
		"column": codes[0].header,
		"values": _first([code.written for code in codes]),
	}


def _first(values: Sequence[str]) -> list[str]:
	return [*values[:NAMED], *(["…"] if len(values) > NAMED else [])]
