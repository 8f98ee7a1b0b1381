"""Knowing a sender's next file by its headings, and what a stored choice of columns means for it (N10)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ...domain.text import Message, _
from ..cells.headings import likeness, plain
from ..cells.table import Table
from .mapping import ColumnRole

NUMBERS = re.compile("[0-9]+")

RENAMED_FROM = 0.8
"""From this likeness on, a heading that is gone may have been renamed to a new one."""


@dataclass(frozen=True)
class AppliedMapping:
	"""A stored mapping as it fits the table; `changes` says what differs from the file it was made for.

	`complete` is False when a column that is needed is gone, and a person must choose it anew; `renamed` are
	the columns that are taken for one of another name, which a person must confirm.
	"""

	mapping: list[ColumnRole]
	changes: list[Message] = field(default_factory=list)
	complete: bool = True
	renamed: tuple[ColumnRole, ...] = ()


def fingerprint(headers: Sequence[str]) -> str:
	"""Return a short digest of the headings, the same when columns change places or capitals."""
	return hashlib.sha256("\n".join(sorted(plain(header) for header in headers)).encode()).hexdigest()[:16]


def similarity(headers: Sequence[str], others: Sequence[str]) -> float:
	"""Return from 0 to 1 how likely two lists of headings come from one sender.

	It is the share of the shorter list that the longer has too, less a little for what only one of them has:
	a column more, or fewer, does not make another sender.
	"""
	ours, theirs = {plain(header) for header in headers}, {plain(header) for header in others}
	if not ours or not theirs:
		return 0.0
	common = len(ours & theirs)
	return 0.8 * common / min(len(ours), len(theirs)) + 0.2 * common / len(ours | theirs)


def apply_mapping(table: Table, stored: Sequence[ColumnRole]) -> AppliedMapping:
	"""Return `stored` for the columns of `table`, one role per column in the table's order.

	Columns are found by heading, wherever they stand. A heading that is gone is looked for among the new
	ones; what is found so must be confirmed.
	"""
	places = {plain(header): header for header in table.headers}
	found: dict[str, ColumnRole] = {}
	gone: list[ColumnRole] = []
	for column in stored:
		header = column.header if column.header in table.headers else places.get(plain(column.header), "")
		if header and header not in found:
			found[header] = replace(column, header=header)
		elif column.role != "Ignore":
			gone.append(column)
	added = [header for header in table.headers if header not in found]
	changes: list[Message] = []
	lost: list[ColumnRole] = []
	renamed_to: set[str] = set()
	for column in gone:
		renamed = _renamed(column.header, added)
		if not renamed:
			lost.append(column)
			continue
		added.remove(renamed)
		renamed_to.add(renamed)
		found[renamed] = replace(column, header=renamed, certain=False)
		changes.append(
			Message(
				_("“{before}” is now called “{after}”. Check that it is the same."),
				{"before": column.header, "after": renamed},
			)
		)
	changes += _said(added, lost)
	mapping = [
		replace(found.get(header, ColumnRole(header, "Ignore")), position=position)
		for position, header in enumerate(table.headers)
	]
	taken = tuple(column for column in found.values() if column.header in renamed_to)
	return AppliedMapping(mapping, changes, complete=not lost, renamed=taken)


def lacking(stored: Sequence[ColumnRole], mapping: Sequence[ColumnRole]) -> list[ColumnRole]:
	"""Return the columns of `stored` that hold what no column of `mapping` holds."""
	held = {_held(column) for column in mapping}
	return [column for column in stored if column.role != "Ignore" and _held(column) not in held]


def _held(column: ColumnRole) -> tuple[str, str, str]:
	return column.role, column.item_code or "", column.point


def _renamed(header: str, candidates: Sequence[str]) -> str:
	# WHO5_5 and WHO5_6 are alike, and two questions.
	numbers = NUMBERS.findall(header)
	scored = [
		(likeness(header, candidate), candidate)
		for candidate in candidates
		if NUMBERS.findall(candidate) == numbers
	]
	best = max(scored, default=(0, ""))
	return best[1] if best[0] >= RENAMED_FROM else ""


def _said(added: Sequence[str], lost: Sequence[ColumnRole]) -> list[Message]:
	changes = []
	if added:
		changes.append(
			Message(
				_("New columns since the sender's last file: {columns}. They are left out."),
				{"columns": list(added)},
			)
		)
	if lost:
		changes.append(
			Message(
				_("The sender's last file had {columns}, this one has not. What is recorded of it stays."),
				{"columns": [column.header for column in lost]},
			)
		)
	return changes
