"""Measurement points in the headings of a wide table: pre_1, T0_q1, Glad (efter) (R90, N10)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .headings import CERTAIN, COMPARED_LENGTH, plain
from .values import POINTS

MARKERS = {
	"Before": (
		"pre", "præ", "prae", "før", "foer", "before", "baseline", "førmåling", "pretest", "ved start",
		"ved opstart", "før forløb", "før forløbet",
	),
	"After": (
		"post", "efter", "after", "eftermåling", "posttest", "ved slut", "ved afslutning", "efter forløb",
		"efter forløbet",
	),
	"Follow-up": ("follow-up", "followup", "follow up", "opfølgning", "opfoelgning", "fu"),
}  # fmt: skip
"""Words before or after a heading that name the point; "start" and "slut" more often belong to dates."""

NUMBERED = re.compile(r"t([0-9])", re.IGNORECASE)
"""T0, T1: which is before, only their order tells."""

_LONGEST_FIRST = sorted((word for words in MARKERS.values() for word in words), key=len, reverse=True)
_WORDS = "|".join(re.escape(word) for word in _LONGEST_FIRST)
LEADING = re.compile(rf"({_WORDS}|t[0-9])[\s_.:\-–\]\)]+(.+)", re.IGNORECASE | re.DOTALL)
TRAILING = re.compile(rf"(.+?)[\s_.:\-–\[\(]+({_WORDS}|t[0-9])[\]\)]?", re.IGNORECASE | re.DOTALL)

_POINT_OF = {plain(word): point for point, words in MARKERS.items() for word in words}
_LONG_HEADINGS = frozenset(plain(word) for word in CERTAIN["Point"])

ENOUGH_ALIKE = 3
"""So many columns of one point make a table wide although no other point is in it."""


@dataclass(frozen=True)
class WideColumn:
	"""A heading without its point, empty where it is the point alone.

	`certain` is False where only the order of T0, T1 tells which point it is; where that does not, `point` is
	empty: a person must say it. `marker` is what the heading calls the point.
	"""

	stem: str
	point: str
	certain: bool = True
	marker: str = ""


def wide_columns(headers: Sequence[str]) -> dict[str, WideColumn]:
	"""Return the headings that name a point, by heading; none when they do not make a wide table.

	They do when the same question stands at two points, or at least three questions at the only one.
	"""
	split = {header: parts for header in headers if (parts := _split(header))}
	numbered = _numbered_points(marker for _stem, marker in split.values())
	columns = {
		header: WideColumn(stem, _POINT_OF.get(marker) or numbered[marker], marker in _POINT_OF, marker)
		for header, (stem, marker) in split.items()
		if marker in _POINT_OF or marker in numbered
	}
	stems: dict[str, list[str]] = {}
	for column in columns.values():
		stems.setdefault(plain(column.stem), []).append(column.point)
	at_two = any(len(set(points)) > 1 for points in stems.values())
	return columns if at_two or (len(stems) >= ENOUGH_ALIKE and len(columns) * 2 > len(headers)) else {}


def is_wide(headers: Sequence[str]) -> bool:
	"""Whether the headings carry measurement points."""
	return bool(wide_columns(headers))


def points_by_order(numbers: Iterable[int]) -> Mapping[int, str]:
	"""Return the point of each number by its order, where it begins with 0 or 1.

	None for one alone, or for more than there are points.
	"""
	ordered = sorted(set(numbers))
	told = 1 < len(ordered) <= len(POINTS) and ordered[0] in (0, 1)
	return dict(zip(ordered, POINTS, strict=False)) if told else {}


def _split(header: str) -> tuple[str, str] | None:
	if len(header) > COMPARED_LENGTH or plain(header) in _LONG_HEADINGS:
		return None
	if plain(header) in _POINT_OF or NUMBERED.fullmatch(header):
		return "", plain(header)
	if match := LEADING.fullmatch(header):
		marker, stem = match.groups()
	elif match := TRAILING.fullmatch(header):
		stem, marker = match.groups()
	else:
		return None
	return (stem.strip(), plain(marker)) if plain(stem) else None


def _numbered_points(markers: Iterable[str]) -> dict[str, str]:
	numbers = {int(match[1]) for marker in markers if (match := NUMBERED.fullmatch(marker))}
	untold = dict.fromkeys(numbers, "") if len(numbers) <= len(POINTS) else {}
	points = points_by_order(numbers) or untold
	return {f"t{number}": point for number, point in points.items()}
