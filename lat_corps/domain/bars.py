"""Counts as bars, in a picture that says by itself of how many it tells and what it does not tell (R91, N6).

Whoever copies the picture copies n, what is missing, what is hidden and the caveat with it. Nothing hangs on
colour: each bar carries its number, a hidden count is hatched and says so in a word.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence

from .drawing import INK, QUIET, hatched, line, svg, text
from .text import Message, _

Translate = Callable[[str], str]

WIDE, HALF, NARROW = 660, 322, 320
"""Widths in pixels: across a page, beside another picture on paper, and on a phone."""

HIDDEN = _("hidden")
HATCHED = _("Hatched: hidden. How long it is says nothing.")

PADDING, BAR, ROW, TITLE_LINE, FOOT_LINE = 8, 12, 20, 17, 14
HATCHED_WIDTH = 48
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
	parts: list[str] = []
	down = float(PADDING)
	for words in textwrap.wrap(title, int((width - 2 * PADDING) / BOLD_CHARACTER)):
		down += TITLE_LINE
		parts.append(text(PADDING, down - 4, words, INK, size=12.5, bold=True))
	down += 4
	top = down
	left = PADDING + SHARE_OF_LABELS * width
	most = max((count or 0 for _label, count in rows), default=0)
	unit = (width - PADDING - NUMBER_WIDTH - left) / max(most, 1)
	for label, count in rows:
		lines = textwrap.wrap(label, int((left - PADDING) / LABEL_CHARACTER)) or [""]
		height = max(ROW, FOOT_LINE * len(lines) + 4)
		middle = down + height / 2
		for number, words in enumerate(lines):
			at = middle + 4 + FOOT_LINE * (number - (len(lines) - 1) / 2)
			parts.append(text(left - PADDING, at, words, INK, "end", 11))
		parts += _bar(count, left, middle, unit, translate)
		down += height
	parts.append(line(left, top, left, down, QUIET))
	foot = foot_words(rows, n, missing, caveat, translate)
	down += 4
	for words in (
		part for sentence in foot for part in textwrap.wrap(sentence, int(width / SMALL_CHARACTER))
	):
		down += FOOT_LINE
		parts.append(text(PADDING, down, words, QUIET, size=10))
	return svg(key, width, down + PADDING, title, [*row_words(rows, translate), *foot], parts)


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


def _bar(count: int | None, left: float, middle: float, unit: float, translate: Translate) -> Iterator[str]:
	top, length = middle - BAR / 2, HATCHED_WIDTH if count is None else unit * count
	if count is None:
		yield from hatched(left, top, length, BAR)
	elif count:
		yield f'<rect x="{left:.1f}" y="{top:.1f}" width="{length:.1f}" height="{BAR}" fill="{INK}"/>'
	yield text(left + length + 5, middle + 4, number_words(count, translate), INK, size=11, bold=True)
