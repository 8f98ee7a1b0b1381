"""Finding the case behind the id that a sender wrote."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from ..domain.text import Message, _
from .errors import CellError
from .values import parse_case_id, shown


class CaseIds:
	"""Known ids, compared without regard to capital letters; never guesses a case."""

	def __init__(self, cases: Mapping[str, str]) -> None:
		"""Take `cases`, from every id that a sender may write to the name of the case."""
		self._written = cases
		self._cases: dict[str, str] = {}
		self._shared: set[str] = set()
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
		similar = self._without_zeros.get(key.lstrip("0"), [])
		if similar:
			raise CellError(
				Message(
					_(
						"“{value}” is no known case. Is it {similar}? Excel removes leading zeros: "
						"format the column as text."
					),
					{"value": shown(written), "similar": similar},
				)
			)
		raise CellError(
			Message(
				_("“{value}” is no known case. Check the number, or create the case first."),
				{"value": shown(written)},
			)
		)

	@cached_property
	def _without_zeros(self) -> dict[str, list[str]]:
		found: dict[str, list[str]] = {}
		for written in self._written:
			found.setdefault(written.strip().casefold().lstrip("0"), []).append(written)
		return found
