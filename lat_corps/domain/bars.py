"""Counts as bars, in a picture that says by itself of how many it tells and what it does not tell (R91, N6).

Whoever copies the picture copies n, what is missing, what is hidden and the caveat with it. Nothing hangs on
colour: each bar carries its number, a hidden count is hatched and says so in a word.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .drawing import INK, PAPER, QUIET, hatched, line, svg, text
from .text import Message, _

Translate = Callable[[str], str]

WIDE, HALF, NARROW = 660, 322, 320
"""Widths in pixels: across a page, beside another picture on paper, and on a phone."""

HIDDEN = _("hidden")
HATCHED = _("Hatched: hidden. How long it is says nothing.")

PADDING, BAR, ROW, TITLE_LINE, FOOT_LINE = 8, 12, 20, 17, 14
HATCHED_WIDTH = 48
SHADES = (INK, QUIET, "#8a949a", "#b3bcc1", "#d8dee1", PAPER)
"""Of the bars of a group: apart from each other in grey, too, and each drawn round in ink."""

SHARE_OF_LABELS = 0.42
BOLD_CHARACTER, LABEL_CHARACTER, SMALL_CHARACTER = 7, 5.7, 5.3
NUMBER_WIDTH = 52


def bar_chart(
	key: str,
	title: str,
	rows: Sequence[tuple[str, int | None]],
	n: int | None,
	missing: int | None,
	caveat: str,
	translate: Translate = str,
	width: int = WIDE,
) -> str:
	"""Draw a bar for each (label, count); None is a count that is hidden, as are `n` and `missing`.

	`missing` counts those of whom the value is not known. `key` makes the ids in the drawing unique on a
	page. All words but those of this module come in the reader's language.
	"""
	bars = [_Bar(label, count) for label, count in rows]
	return _drawn(key, title, bars, foot_words(rows, n, missing, caveat, translate), translate, width)


def group_chart(
	key: str,
	title: str,
	groups: Sequence[tuple[str, Sequence[tuple[str, int | None]]]],
	n: int | None,
	missing: int | None,
	caveat: str,
	translate: Translate = str,
	width: int = WIDE,
) -> str:
	"""Draw a group of bars for each (label, rows): the same rows in each, alike in shade and named."""
	bars = [
		bar
		for label, rows in groups
		for bar in (
			_Bar(label, None, heading=True),
			*(
				_Bar(name, count, SHADES[place % len(SHADES)], of=label)
				for place, (name, count) in enumerate(rows)
			),
		)
	]
	rows = [row for _label, rows in groups for row in rows]
	return _drawn(key, title, bars, foot_words(rows, n, missing, caveat, translate), translate, width)


@dataclass(frozen=True)
class _Bar:
	"""A bar, or the heading of a group; `of` names the group of a bar."""

	label: str
	count: int | None
	fill: str = INK
	of: str = ""
	heading: bool = False

	def words(self, translate: Translate) -> str:
		return ", ".join(
			part for part in (self.of, *row_words([(self.label, self.count)], translate)) if part
		)


def _drawn(
	key: str, title: str, bars: Sequence[_Bar], foot: Sequence[str], translate: Translate, width: int
) -> str:
	parts: list[str] = []
	down = float(PADDING)
	for words in textwrap.wrap(title, int((width - 2 * PADDING) / BOLD_CHARACTER)):
		down += TITLE_LINE
		parts.append(text(PADDING, down - 4, words, INK, size=12.5, bold=True))
	down += 4
	top, left = down, PADDING + SHARE_OF_LABELS * width
	most = max((bar.count or 0 for bar in bars), default=0)
	unit = (width - PADDING - NUMBER_WIDTH - left) / max(most, 1)
	for bar in bars:
		lines = textwrap.wrap(bar.label, int((left - PADDING) / LABEL_CHARACTER)) or [""]
		height = max(ROW, FOOT_LINE * len(lines) + 4)
		middle = down + height / 2
		for number, words in enumerate(lines):
			at = middle + 4 + FOOT_LINE * (number - (len(lines) - 1) / 2)
			parts.append(text(left - PADDING, at, words, INK, "end", 11, bold=bar.heading))
		if not bar.heading:
			parts += _bar(bar.count, left, middle, unit, translate, bar.fill)
		down += height
	parts.append(line(left, top, left, down, QUIET))
	down += 4
	for words in (
		part for sentence in foot for part in textwrap.wrap(sentence, int(width / SMALL_CHARACTER))
	):
		down += FOOT_LINE
		parts.append(text(PADDING, down, words, QUIET, size=10))
	told = [bar.words(translate) for bar in bars if not bar.heading]
	return svg(key, width, down + PADDING, title, [*told, *foot], parts)


def row_words(rows: Sequence[tuple[str, int | None]], translate: Translate = str) -> list[str]:
	return [f"{label}: {number_words(count, translate)}" for label, count in rows]


def number_words(count: int | None, translate: Translate = str) -> str:
	"""Return a count as people read it: the word where it is hidden, never a nought."""
	return translate(HIDDEN) if count is None else str(count)


def foot_words(
	rows: Sequence[tuple[str, int | None]],
	n: int | None,
	missing: int | None,
	caveat: str,
	translate: Translate = str,
) -> list[str]:
	"""Return what stands beneath a picture: n, missing, how many counts are hidden, and the caveat."""
	hidden = sum(count is None for _label, count in rows)
	beside = Message(
		_("n {n} · not known: {missing} · counts hidden: {hidden} of {all}"),
		{
			"n": number_words(n, translate),
			"missing": number_words(missing, translate),
			"hidden": hidden,
			"all": len(rows),
		},
	)
	return [
		beside.render(translate),
		*([translate(HATCHED)] if hidden else []),
		*([caveat] if caveat else []),
	]


def _bar(
	count: int | None, left: float, middle: float, unit: float, translate: Translate, fill: str
) -> Iterator[str]:
	top, length = middle - BAR / 2, HATCHED_WIDTH if count is None else unit * count
	if count is None:
		yield from hatched(left, top, length, BAR)
	elif count:
		yield (
			f'<rect x="{left:.1f}" y="{top:.1f}" width="{length:.1f}" height="{BAR}" fill="{fill}" '
			f'stroke="{INK}" stroke-width="0.6"/>'
		)
	yield text(left + length + 5, middle + 4, number_words(count, translate), INK, size=11, bold=True)
