"""Ids and occasions of a file that nobody knows: said once for the whole file, to be explained (N10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...domain.text import Message, _
from ..meaning.columns import Columns
from .case_ids import CaseIds
from .outcomes import OpenCode, RowOutcome, SaidOnce

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
