"""Finding the case behind the id that a sender wrote."""

from __future__ import annotations

from collections.abc import Mapping

from ..domain.text import Message, _
from .errors import CellError
from .values import parse_case_id, shown


class CaseIds:
	"""Known ids, compared without regard to capital letters; never guesses a case."""

	def __init__(self, cases: Mapping[str, str]) -> None:
		"""Take `cases`, from every id that a sender may write to the name of the case."""
		self._cases: dict[str, set[str]] = {}
		self._without_zeros: dict[str, list[str]] = {}
		for written, case in cases.items():
			key = written.strip().casefold()
			self._cases.setdefault(key, set()).add(case)
			self._without_zeros.setdefault(key.lstrip("0"), []).append(written)

	def find(self, value: object) -> str:
		"""Return the name of the case; CellError when it is unknown, or when two cases share the id."""
		written = parse_case_id(value)
		key = written.casefold()
		found = self._cases.get(key, set())
		if len(found) == 1:
			return next(iter(found))
		values = {"value": shown(written), "similar": self._without_zeros.get(key.lstrip("0"), [])}
		if found:
			raise CellError(
				Message(_("“{value}” stands for more than one case. Write the case number."), values)
			)
		if values["similar"]:
			raise CellError(
				Message(
					_(
						"“{value}” is no known case. Is it {similar}? Excel removes leading zeros: "
						"format the column as text."
					),
					values,
				)
			)
		raise CellError(
			Message(_("“{value}” is no known case. Check the number, or create the case first."), values)
		)
