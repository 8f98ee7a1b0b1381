"""The wheel of competences as SVG text: the person's first and newest rating, and the mentor's (R96).

It is read without colour: each voice has a mark and a line of its own, and `<desc>` tells all in words.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .charts import HIGHEST, NARROW, WIDE, Translate
from .drawing import CHARACTER, GRID, INK, PAPER, QUIET, line, svg, text
from .plans import Wheel
from .text import Message, _, danish_date

FIRST, NEWEST, MENTORS = "first", "newest", "mentor"
STROKES = {FIRST: (QUIET, 1.5, "6 4"), NEWEST: (INK, 2.5, ""), MENTORS: (INK, 1.5, "1.5 4")}
"""Voice -> colour, width and dashes of its line."""

LETTERS_BESIDE = 20
"""How many letters of a name stand beside the wheel in a line."""


@dataclass(frozen=True)
class _Curve:
	kind: str
	words: str
	values: Mapping[str, int]


def wheel_chart(key: str, wheel: Wheel, translate: Translate, width: int = WIDE) -> str:
	"""Draw the wheel; on a phone its places have their numbers alone, and the table the names.

	`key` makes the ids in the drawing unique on a page.
	"""
	curves = _curves(wheel, translate)
	named = width > NARROW
	radius, around, middle = (150.0, 64, width / 2) if named else (124.0, 44, width / 2)
	top = radius + around
	parts: list[str] = []
	for ring in range(2, HIGHEST + 1, 2):
		share = radius * ring / HIGHEST
		parts.append(
			f'<circle cx="{middle:.1f}" cy="{top:.1f}" r="{share:.1f}" fill="none" stroke="{GRID}"/>'
		)
	for number, place in enumerate(wheel.places):
		at = _spot(number, len(wheel.places), middle, top, radius)
		parts.append(line(middle, top, *at, GRID))
		parts += _beside(number, place.label, len(wheel.places), middle, top, radius, named)
	parts += [
		text(middle + 4, top - radius * ring / HIGHEST + 12, str(ring), QUIET, size=10)
		for ring in range(2, HIGHEST + 1, 2)
	]
	for curve in curves:
		parts += _drawn(curve, wheel, middle, top, radius)
	bottom = top + radius + around
	for curve in curves:
		parts += _key(curve, 12, bottom)
		bottom += 20
	title = translate(_("The wheel of competences"))
	return svg(key, width, bottom, title, _in_words(curves, wheel), parts)


def wheel_words(wheel: Wheel, translate: Translate) -> list[str]:
	"""Return the drawing in sentences: each line of it, with every competence."""
	return _in_words(_curves(wheel, translate), wheel)


def _in_words(curves: Sequence[_Curve], wheel: Wheel) -> list[str]:
	labels = {place.name: place.label for place in wheel.places}
	return [
		f"{curve.words}: "
		+ ", ".join(f"{labels.get(place, place)} {value}" for place, value in curve.values.items())
		for curve in curves
	]


def _curves(wheel: Wheel, translate: Translate) -> list[_Curve]:
	own, mentors = wheel.days("person"), wheel.days("mentor")
	asked = [
		*([(FIRST, "person", own[0], _("The person first, {day}"))] if len(own) > 1 else []),
		*([(MENTORS, "mentor", mentors[-1], _("The mentor, {day}"))] if mentors else []),
		*([(NEWEST, "person", own[-1], _("The person, {day}"))] if own else []),
	]
	order = [place.name for place in wheel.places]
	return [
		_Curve(
			kind,
			Message(words, {"day": danish_date(day)}).render(translate),
			{place: values[place] for place in order if place in values},
		)
		for kind, voice, day, words in asked
		if (values := wheel.values(voice, day))
	]


def _spot(number: int, places: int, middle: float, top: float, reach: float) -> tuple[float, float]:
	turn = 2 * math.pi * number / places
	return middle + reach * math.sin(turn), top - reach * math.cos(turn)


def _beside(
	number: int, label: str, places: int, middle: float, top: float, radius: float, named: bool
) -> Iterator[str]:
	"""Yield the number of a place, and its name in as many lines as it needs."""
	x, y = _spot(number, places, middle, top, radius + 16)
	if not named:
		yield text(x, y + 4, str(number + 1), INK, "middle", 13, bold=True)
		return
	words = f"{number + 1} {label}"
	lines = textwrap.wrap(words, LETTERS_BESIDE, max_lines=3, placeholder=" …")
	aside = x - middle
	anchor = "middle" if abs(aside) < 1 else "start" if aside > 0 else "end"
	first = y + 4 - 7 * (len(lines) - 1)
	if anchor == "middle":
		first = y - 14 * (len(lines) - 1) if y < top else y + 8
	for row, words in enumerate(lines):
		yield text(x, first + 14 * row, words, INK, anchor, 12)


def _drawn(curve: _Curve, wheel: Wheel, middle: float, top: float, radius: float) -> Iterator[str]:
	"""Yield a line from each competence to the next that was rated too, and a mark on each of them."""
	colour, width, dashes = STROKES[curve.kind]
	spots: list[tuple[float, float] | None] = [
		_spot(number, len(wheel.places), middle, top, radius * curve.values[place.name] / HIGHEST)
		if place.name in curve.values
		else None
		for number, place in enumerate(wheel.places)
	]
	for before, after in _neighbours(spots):
		yield line(*before, *after, colour, width, dashes)
	for spot in spots:
		if spot:
			yield _mark(curve.kind, *spot)


def _neighbours(
	spots: Sequence[tuple[float, float] | None],
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
	for number, spot in enumerate(spots):
		following = spots[(number + 1) % len(spots)]
		if spot and following:
			yield spot, following


def _mark(kind: str, x: float, y: float) -> str:
	"""First is an open ring, the newest a filled one, the mentor's an open square that both fit into."""
	if kind == MENTORS:
		return (
			f'<rect x="{x - 7:.1f}" y="{y - 7:.1f}" width="14" height="14" fill="{PAPER}" '
			f'stroke="{INK}" stroke-width="1.5"/>'
		)
	fill, stroke = (PAPER, QUIET) if kind == FIRST else (INK, PAPER)
	return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{fill}" stroke="{stroke}" stroke-width="1.5"/>'


def _key(curve: _Curve, left: float, at: float) -> Iterator[str]:
	colour, width, dashes = STROKES[curve.kind]
	yield line(left, at - 4, left + 44, at - 4, colour, width, dashes)
	yield _mark(curve.kind, left + 22, at - 4)
	yield text(left + 44 + CHARACTER, at, curve.words, INK, size=12)
