"""Charts of one course as SVG text: the person's ratings over time, scores before against after (R90, R94).

The same drawing serves the form and the print. It needs no colour and no script to be read: rises and falls
are shapes, gaps are bands with a letter, every value stands beside its mark, and `<desc>` tells all of it in
words. Dates and numbers are written the Danish way. Every text is escaped.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from .cadence import POINTS, Gap, gaps, months_after
from .change import ReliableChange
from .drawing import BAND, CHARACTER, GRID, INK, PAPER, QUIET
from .drawing import hatched as _hatched
from .drawing import line as _line
from .drawing import polygon as _polygon
from .drawing import svg as _svg
from .drawing import text as _text
from .text import Message, _, danish_date, danish_number

Translate = Callable[[str], str]

LOWEST, HIGHEST = 1, 10

WIDE, NARROW = 660, 360
"""Widths in pixels at which all text can be read: at a desk and on paper, and on a phone."""

LEFT, TOP, BOTTOM = 40, 52, 236
TICK_WIDTH, VALUE_WIDTH, LINE_HEIGHT = 105, 15, 18
"""Narrower than VALUE_WIDTH between two ratings, their values would overprint: the table has them all."""

MISSING = _("missing")


@dataclass(frozen=True)
class Rating:
	"""The person's own 1 to 10 on a day."""

	day: date
	value: int


@dataclass(frozen=True)
class Progression:
	"""Ratings in any order; `until` is today, or the day the course closed; `next_due` None when none is."""

	ratings: Sequence[Rating]
	started: date | None
	until: date
	interval_months: int
	next_due: date | None = None

	def in_order(self) -> list[Rating]:
		return sorted(self.ratings, key=lambda rating: rating.day)

	def gaps(self) -> tuple[Gap, ...]:
		return gaps(self.started, [rating.day for rating in self.ratings], self.interval_months, self.until)


@dataclass(frozen=True)
class ScoreRow:
	"""A total or subscale: its range, and its scores by point; None is missing, absent is not asked for.

	`noise` is how far measuring by itself may differ from the score before, where an instrument documents it.
	"""

	label: str
	lowest: float
	highest: float
	scores: Mapping[str, float | None] = field(default_factory=dict)
	noise: float | None = None

	@property
	def change(self) -> float | None:
		"""After minus before, or None while one of them is missing."""
		before, after = self.scores.get("Before"), self.scores.get("After")
		return None if before is None or after is None else after - before


def progression_words(progression: Progression, translate: Translate) -> list[str]:
	"""Return the chart in sentences: each rating with its change, each gap, and the next due date."""
	lines = []
	before = None
	for rating in progression.in_order():
		change = "" if before is None else f" ({danish_number(rating.value - before, signed=True)})"
		lines.append(f"{danish_date(rating.day)}: {rating.value}{change}")
		before = rating.value
	lines += [gap_words(gap).render(translate) for gap in progression.gaps()]
	if progression.next_due:
		lines.append(
			Message(_("Next rating due {day}"), {"day": danish_date(progression.next_due)}).render(translate)
		)
	return lines


def gap_words(gap: Gap) -> Message:
	values = {"due": danish_date(gap.due), "until": danish_date(gap.until)}
	if gap.ended_by_rating:
		return Message(_("No rating from {due}, when it was due, to {until}"), values)
	return Message(_("No rating since {due}, when it was due"), values)


def progression_chart(key: str, progression: Progression, translate: Translate, width: int = WIDE) -> str:
	"""Draw ratings over time; between two of them there is a line only where none was due and missing.

	`key` makes the ids in the drawing unique on a page.
	"""
	ratings, found = progression.in_order(), progression.gaps()
	dues = _due_dates(progression)
	days = [rating.day for rating in ratings] + dues
	first = min([progression.started or progression.until, progression.until, *days])
	last = max([progression.until, *days])
	span = max((last - first).days, 28)
	right = width - 24

	def x(day: date) -> float:
		return LEFT + 14 + (right - LEFT - 28) * (day - first).days / span

	def y(value: float) -> float:
		return BOTTOM - (BOTTOM - TOP) * (value - LOWEST) / (HIGHEST - LOWEST)

	parts = [_text(LEFT - 26, 16, translate(_("Grip on life: 10 is what the person wants, 1 is the worst")))]
	for letter, gap in zip(_letters(), found, strict=False):
		parts += _band(letter, x(gap.due), max(x(gap.until), x(gap.due) + 3))
	for value in range(LOWEST, HIGHEST + 1):
		parts.append(_line(LEFT, y(value), right, y(value), GRID))
		parts.append(_text(LEFT - 8, y(value) + 4, str(value), QUIET, "end", 11))
	for tick in _month_ticks(first, first + timedelta(days=span), (right - LEFT) // TICK_WIDTH):
		parts.append(_line(x(tick), BOTTOM, x(tick), BOTTOM + 5, QUIET))
		parts.append(_text(x(tick), BOTTOM + 18, danish_date(tick), QUIET, "middle", 10.5))
	for due in dues:
		parts.append(_line(x(due), BOTTOM - 9, x(due), BOTTOM, INK, 2))
	if progression.next_due:
		at = x(progression.next_due)
		parts.append(_line(at, TOP - 8, at, BOTTOM, INK, 1, "5 4"))
		words = Message(_("Due {day}"), {"day": danish_date(progression.next_due)}).render(translate)
		parts.append(_text(at, TOP - 14, words, INK, "end" if at > right - 60 else "middle", 11))
	parts += _ratings(ratings, found, x, y)
	legend, bottom = _progression_legend(found, right, translate)
	title = translate(_("The person's own ratings over time"))
	words = progression_words(progression, translate) or [translate(_("No rating yet"))]
	return _svg(key, width, bottom, title, words, parts + legend)


def progression_curve(key: str, ratings: Sequence[Rating], translate: Translate) -> str:
	"""Draw ratings, in their order, small and without axes; the words beside it tell all of them."""
	first, span = ratings[0].day, max((ratings[-1].day - ratings[0].day).days, 1)
	spots = [(8 + 120 * (one.day - first).days / span, 40 - 32 * (one.value - 1) / 9) for one in ratings]
	parts = [_line(*before, *after, INK, 2) for before, after in pairwise(spots)]
	x, y = spots[-1]
	parts += [_rating_mark(0, x, y), _text(x + 9, y + 5, str(ratings[-1].value), size=14, bold=True)]
	words = [f"{danish_date(rating.day)}: {rating.value}" for rating in ratings]
	return _svg(key, 164, 48, translate(_("The person's own ratings over time")), words, parts)


def change_words(rows: Sequence[ScoreRow], translate: Translate, lacking: str = MISSING) -> list[str]:
	return [f"{row.label}: {_values(row, translate, lacking)}" for row in rows]


def change_chart(
	key: str,
	title: str,
	rows: Sequence[ScoreRow],
	translate: Translate,
	width: int = WIDE,
	foot: Sequence[str] = (),
	lacking: str = MISSING,
) -> str:
	"""Draw each total and subscale on its own range, before against after; what is missing is said.

	`key` makes the ids in the drawing unique on a page. `foot` stands below, so that a copy keeps it;
	`lacking` is the word for a score that is None.
	"""
	asked = [point for point in POINTS if any(point in row.scores for row in rows)]
	lay = _Lay.of(width)
	parts: list[str] = []
	for position, row in enumerate(rows):
		parts += _score_row(row, lay, 14 + lay.row_height * position, translate, lacking)
	bottom = 14 + lay.row_height * len(rows)
	at = float(lay.track_left)
	for point in asked:
		words = translate(point)
		parts += [_score_mark(point, at, bottom + 14), _text(at + 13, bottom + 18, words, INK, size=11)]
		at += 36 + CHARACTER * len(words)
	bottom += 32
	for words in (part for line in foot for part in textwrap.wrap(line, int(width / (CHARACTER - 0.9)))):
		parts.append(_text(8, bottom + 4, words, QUIET, size=10))
		bottom += LINE_HEIGHT - 4
	told = [*change_words(rows, translate, lacking), *foot]
	return _svg(key, width, bottom, title, told, parts)


def reliable_words(change: ReliableChange) -> Message:
	"""Say whether one person's change exceeds the error of measurement; nothing about why it came."""
	values = {"smallest": danish_number(change.smallest)}
	if change.reliable:
		return Message(
			_("The change is larger than measuring by itself may differ: {smallest} points."), values
		)
	return Message(
		_("The change is no larger than measuring by itself may differ: {smallest} points."), values
	)


def _due_dates(progression: Progression) -> list[date]:
	"""Return the due dates that have come, on time or not: one after the start, one after each rating."""
	ratings = [rating.day for rating in progression.in_order()]
	anchors = ([progression.started] if progression.started else []) + ratings
	dues = {months_after(day, progression.interval_months) for day in anchors}
	come = {due for due in dues if due <= progression.until}
	return sorted(come | ({progression.next_due} if progression.next_due else set()))


def _month_ticks(first: date, last: date, most: int) -> list[date]:
	"""Return firsts of months, at most `most` and evenly apart."""
	begins = months_after(date(first.year, first.month, 1), 0 if first.day == 1 else 1)
	months = (last.year - begins.year) * 12 + last.month - begins.month
	step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 1200) if months // step < most)
	ticks = (months_after(begins, offset) for offset in range(0, max(months, 0) + 1, step))
	return [tick for tick in ticks if tick <= last]


def _ratings(
	ratings: Sequence[Rating],
	found: Sequence[Gap],
	x: Callable[[date], float],
	y: Callable[[float], float],
) -> Iterator[str]:
	before: Rating | None = None
	written_at = float("-inf")
	ends = {gap.until for gap in found if gap.ended_by_rating}
	for rating in ratings:
		at, height = x(rating.day), y(rating.value)
		if before and rating.day not in ends:
			yield _line(x(before.day), y(before.value), at, height, INK, 2)
		before = before or rating
		yield _rating_mark(rating.value - before.value, at, height)
		if at - written_at >= VALUE_WIDTH:
			yield _text(at, height - 11, str(rating.value), INK, "middle", 13, bold=True)
			written_at = at
		before = rating


def _rating_mark(change: int, x: float, y: float) -> str:
	"""A rise points up, a fall points down, the first and the same as before are round."""
	if change == 0:
		return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{INK}" stroke="{PAPER}"/>'
	tip = -7 if change > 0 else 7
	return _polygon(((x, y + tip), (x - 7, y - tip * 0.7), (x + 7, y - tip * 0.7)), INK)


def _band(letter: str, left: float, right: float) -> Iterator[str]:
	yield (
		f'<rect x="{left:.1f}" y="{TOP - 6}" width="{right - left:.1f}" '
		f'height="{BOTTOM - TOP + 6}" fill="{BAND}"/>'
	)
	for at in (left, right):
		yield _line(at, TOP - 6, at, BOTTOM, QUIET, 1, "2 3")
	yield _text((left + right) / 2, TOP + 8, letter, INK, "middle", 12, bold=True)


def _letters() -> Iterator[str]:
	number = 0
	while True:
		yield chr(ord("A") + number % 26) + (str(number // 26 + 1) if number >= 26 else "")
		number += 1


def _progression_legend(found: Sequence[Gap], right: float, translate: Translate) -> tuple[list[str], float]:
	"""Return what the marks and the letters mean, and how far down it goes."""
	parts: list[str] = []
	at, line = float(LEFT), BOTTOM + 45
	for change, words in (
		(0, _("First, or the same as before")),
		(1, _("Higher than before")),
		(-1, _("Lower than before")),
		(None, _("A rating was due")),
	):
		shown = translate(words)
		if at > LEFT and at + 17 + CHARACTER * len(shown) > right:
			at, line = float(LEFT), line + LINE_HEIGHT
		parts.append(
			_line(at + 5, line - 9, at + 5, line, INK, 2)
			if change is None
			else _rating_mark(change, at + 5, line - 4)
		)
		parts.append(_text(at + 17, line, shown, QUIET, size=11))
		at += 36 + CHARACTER * len(shown)
	line += 4
	for letter, gap in zip(_letters(), found, strict=False):
		line += LINE_HEIGHT
		parts.append(_text(LEFT, line, letter, INK, size=11, bold=True))
		for words in textwrap.wrap(gap_words(gap).render(translate), int((right - LEFT - 17) / CHARACTER)):
			parts.append(_text(LEFT + 17, line, words, INK, size=11))
			line += LINE_HEIGHT - 3
		line -= LINE_HEIGHT - 3
	return parts, line + 12


@dataclass(frozen=True)
class _Lay:
	"""Where the parts of a row stand: side by side, or on a phone the words above the track."""

	row_height: int
	label_width: int
	track_left: int
	track_right: int
	values_at: int
	values_anchor: str
	track_down: int
	labels_down: int

	@classmethod
	def of(cls, width: int) -> _Lay:
		if width >= WIDE:
			return cls(58, 24, 216, width - 240, width - 204, "start", 16, 16)
		return cls(84, 30, 20, width - 20, width - 8, "end", 44, 12)


def _score_row(row: ScoreRow, lay: _Lay, top: float, translate: Translate, lacking: str) -> Iterator[str]:
	def x(value: float) -> float:
		share = (value - row.lowest) / ((row.highest - row.lowest) or 1)
		return lay.track_left + (lay.track_right - lay.track_left) * share

	middle, words = top + lay.track_down, top + lay.labels_down
	lines = textwrap.wrap(row.label, lay.label_width, max_lines=2, placeholder=" …")
	for number, label in enumerate(lines):
		yield _text(8, words + 4 + 15 * (number - (len(lines) - 1) / 2), label, INK, size=12, bold=True)
	before, after = row.scores.get("Before"), row.scores.get("After")
	if row.noise and before is not None:
		low, high = max(row.lowest, before - row.noise), min(row.highest, before + row.noise)
		yield from _noise(x(low), x(high), middle)
	yield _line(lay.track_left, middle, lay.track_right, middle, GRID, 4)
	yield _text(lay.track_left, middle + 24, danish_number(row.lowest), QUIET, "middle", 10.5)
	yield _text(lay.track_right, middle + 24, danish_number(row.highest), QUIET, "middle", 10.5)
	if before is not None and after is not None and before != after:
		yield _line(x(before), middle, x(after), middle, INK, 1.5)
	if lacking != MISSING and not any(score is not None for score in row.scores.values()):
		yield from _hatched(lay.track_left, middle - 6, 48, 12)
	for point, score in row.scores.items():
		if score is not None:
			yield _score_mark(point, x(score), middle)
	yield _text(lay.values_at, words + 4, _values(row, translate, lacking), INK, lay.values_anchor, 12)


def _noise(left: float, right: float, middle: float) -> Iterator[str]:
	"""Draw the band in which a change is no larger than measuring by itself may differ."""
	yield f'<rect x="{left:.1f}" y="{middle - 11:.1f}" width="{right - left:.1f}" height="22" fill="{BAND}"/>'
	for at in (left, right):
		yield _line(at, middle - 11, at, middle + 11, QUIET, 1, "2 3")


def _values(row: ScoreRow, translate: Translate, lacking: str) -> str:
	shown = [
		translate(lacking) if row.scores[point] is None else danish_number(row.scores[point])
		for point in POINTS
		if point in row.scores
	]
	change = "" if row.change is None else f" ({danish_number(row.change, signed=True)})"
	return " → ".join(shown[:2]) + change + "".join(f" → {later}" for later in shown[2:])


def _score_mark(point: str, x: float, y: float) -> str:
	"""Before is an open ring, after a filled square, later a filled triangle: told apart without colour."""
	if point == "Before":
		return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="{PAPER}" stroke="{INK}" stroke-width="2"/>'
	if point == "After":
		return f'<rect x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10" fill="{INK}"/>'
	return _polygon(((x, y - 7), (x - 7, y + 6), (x + 7, y + 6)), QUIET)
