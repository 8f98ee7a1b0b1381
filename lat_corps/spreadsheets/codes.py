"""What a sender's codes and labels of answers mean: proposed from their codebook, decided by a person (N10)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..domain.instruments import Instrument
from ..domain.text import Message
from .mapping import ColumnRole
from .settings import AnswerCode
from .table import Table


@dataclass(frozen=True)
class CodeProposal:
	"""`certain` is False where a person must confirm; `warnings` say what the file does not tell."""

	codes: list[AnswerCode] = field(default_factory=list)
	certain: bool = True
	warnings: list[Message] = field(default_factory=list)


def suggest_codes(
	table: Table,
	mapping: Sequence[ColumnRole],
	instrument: Instrument,
	translate: Callable[[str], str] = str,
) -> CodeProposal:
	"""Propose the meaning of every written answer that is not a number of the item's own scale."""
	return CodeProposal()
