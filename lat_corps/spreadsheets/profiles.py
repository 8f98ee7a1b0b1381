"""Knowing a sender's next file by its headings, and what a stored choice of columns means for it (N10)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..domain.text import Message
from .headings import plain
from .mapping import ColumnRole
from .table import Table


@dataclass(frozen=True)
class AppliedMapping:
	"""A stored mapping as it fits the table; `changes` says what differs from the file it was made for."""

	mapping: list[ColumnRole]
	changes: list[Message] = field(default_factory=list)


def fingerprint(headers: Sequence[str]) -> str:
	"""Return a short digest of the headings that does not change when columns are moved."""
	return hashlib.sha256("\n".join(sorted(map(plain, headers))).encode()).hexdigest()[:16]


def similarity(headers: Sequence[str], others: Sequence[str]) -> float:
	"""Return from 0 to 1 how likely two lists of headings come from one sender."""
	ours, theirs = set(map(plain, headers)), set(map(plain, others))
	return len(ours & theirs) / max(len(ours), len(theirs), 1)


def apply_mapping(table: Table, stored: Sequence[ColumnRole]) -> AppliedMapping:
	"""Return `stored` for the columns of `table`, one role per column in the table's order."""
	by_header = {column.header: column for column in stored}
	return AppliedMapping([by_header.get(header, ColumnRole(header, "Ignore")) for header in table.headers])
