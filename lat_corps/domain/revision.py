"""What changed between two versions of a role description, in tasks and in words (R16)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, TAKEN_OUT = "same", "added", "taken out"
ALIKE = 0.6
"""From this share of words in common two tasks are one task in new words."""


@dataclass(frozen=True)
class Task:
	phase: str
	case_stage: str
	responsibility: str
	task: str


@dataclass(frozen=True)
class Text:
	purpose: str
	boundaries: str
	tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Piece:
	"""A stretch of words that is the same, added or taken out."""

	kind: str
	text: str


@dataclass(frozen=True)
class ChangedTask:
	"""A task before and after; `words` is its text with the differences, `fields` what else differs."""

	before: Task
	after: Task
	words: tuple[Piece, ...]
	fields: tuple[str, ...]


@dataclass(frozen=True)
class Revision:
	"""`purpose` and `boundaries` are empty when they did not change; an order of tasks is no change."""

	added: tuple[Task, ...] = ()
	taken_out: tuple[Task, ...] = ()
	changed: tuple[ChangedTask, ...] = ()
	purpose: tuple[Piece, ...] = ()
	boundaries: tuple[Piece, ...] = ()

	def __bool__(self) -> bool:
		return any((self.added, self.taken_out, self.changed, self.purpose, self.boundaries))


def compare(before: Text, after: Text) -> Revision:
	"""Return what must be done to `before` to get `after`."""
	left, right = _without_common(before.tasks, after.tasks)
	pairs = _pairs(left, right)
	return Revision(
		added=tuple(task for j, task in enumerate(right) if j not in pairs.values()),
		taken_out=tuple(task for i, task in enumerate(left) if i not in pairs),
		changed=tuple(
			_changed(left[i], right[j]) for i, j in sorted(pairs.items(), key=lambda pair: pair[1])
		),
		purpose=changed_words(before.purpose, after.purpose),
		boundaries=changed_words(before.boundaries, after.boundaries),
	)


def changed_words(before: str, after: str) -> tuple[Piece, ...]:
	"""Return the words of both texts in order, marked, or nothing when the words are the same.

	Blanks and line breaks are no words: what is not taken out has those of `after`.
	"""
	old, new = _tokens(before), _tokens(after)
	matcher = SequenceMatcher(None, [word for word, _blank in old], [word for word, _blank in new], False)
	pieces = []
	for operation, old_from, old_to, new_from, new_to in matcher.get_opcodes():
		if operation != "equal":
			pieces.append(Piece(TAKEN_OUT, _joined(old[old_from:old_to])))
		pieces.append(Piece(SAME if operation == "equal" else ADDED, _joined(new[new_from:new_to])))
	pieces = [piece for piece in pieces if piece.text]
	return () if all(piece.kind == SAME for piece in pieces) else tuple(pieces)


def _tokens(text: str) -> list[tuple[str, str]]:
	"""Return words and signs, each with the blanks that follow it."""
	return re.findall(r"(\w+|[^\w\s])(\s*)", text)


def _joined(tokens: Sequence[tuple[str, str]]) -> str:
	return "".join(word + blank for word, blank in tokens)


def _without_common(before: Sequence[Task], after: Sequence[Task]) -> tuple[list[Task], list[Task]]:
	left, right = [], list(after)
	for task in before:
		if task in right:
			right.remove(task)
		else:
			left.append(task)
	return left, right


def _pairs(left: Sequence[Task], right: Sequence[Task]) -> dict[int, int]:
	"""Pair each task taken out with the one added that it became, the likest first."""
	likeness = sorted(
		(
			(-share, i, j)
			for i, old in enumerate(left)
			for j, new in enumerate(right)
			if (share := _likeness(old.task, new.task)) >= ALIKE
		)
	)
	pairs: dict[int, int] = {}
	for _share, i, j in likeness:
		if i not in pairs and j not in pairs.values():
			pairs[i] = j
	return pairs


def _likeness(old: str, new: str) -> float:
	words = [[word for word, _blank in _tokens(text)] for text in (old, new)]
	return SequenceMatcher(None, *words, autojunk=False).ratio()


def _changed(old: Task, new: Task) -> ChangedTask:
	fields = ("phase", "case_stage", "responsibility")
	return ChangedTask(
		before=old,
		after=new,
		words=changed_words(old.task, new.task),
		fields=tuple(name for name in fields if getattr(old, name) != getattr(new, name)),
	)
