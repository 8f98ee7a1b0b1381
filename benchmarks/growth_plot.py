"""Lines of seconds against the size of what is worked on, as SVG text with both axes logarithmic."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 660, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 490, 50, 340
INSET = 35
"""What the first mark stands off the axis, so that its value does not overprint those of the axis."""

INK, QUIET, GRID = "#1d2226", "#55626a", "#dfe6e9"
STROKES = (("#1d2226", ""), ("#55626a", "6 4"))


def drawn(title: str, of: str, lines: Mapping[str, Mapping[int, float]]) -> str:
	"""Draw a line for each label, {size: seconds}; every value stands beside its mark."""
	sizes = sorted({size for values in lines.values() for size in values})
	seconds = [value for values in lines.values() for value in values.values()]
	decades = range(math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds))) + 1)
	across, up = (
		_scale(sizes[0], sizes[-1], LEFT + INSET, RIGHT),
		_scale(10 ** decades[0], 10 ** decades[-1], BOTTOM, TOP),
	)
	parts = [_text(LEFT, 24, title, INK, size=15)]
	for decade in decades:
		height = up(10**decade)
		parts.append(f'<path d="M{LEFT} {height:.1f}H{RIGHT}" stroke="{GRID}"/>')
		parts.append(_text(LEFT - 8, height + 4, f"{10.0**decade:g} s", QUIET, "end"))
	for size in sizes:
		parts.append(f'<path d="M{across(size):.1f} {BOTTOM}v6" stroke="{QUIET}"/>')
		parts.append(_text(across(size), BOTTOM + 22, f"{size:,}", QUIET, "middle"))
	parts.append(_text((LEFT + RIGHT) / 2, BOTTOM + 46, of, QUIET, "middle"))
	for (label, values), (colour, dashes), below in zip(lines.items(), STROKES, (-10, 20), strict=True):
		places = [(across(size), up(value), value) for size, value in sorted(values.items())]
		corners = " ".join(f"{x:.1f},{y:.1f}" for x, y, _value in places)
		parts.append(
			f'<polyline points="{corners}" fill="none" stroke="{colour}" stroke-width="2"'
			f' stroke-dasharray="{dashes}"/>'
		)
		for x, y, value in places:
			parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>')
			parts.append(_text(x, y + below, f"{value:.2g}", colour, "middle"))
		parts.append(_text(places[-1][0] + 22, places[-1][1] + 4, label, colour))
	return _svg(title, lines, parts)


def _scale(low: float, high: float, start: float, end: float):
	def place(value: float) -> float:
		return start + (end - start) * math.log(value / low) / math.log(high / low)

	return place


def _text(x: float, y: float, words: str, colour: str, anchor: str = "start", size: int = 12) -> str:
	return (
		f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" font-size="{size}"'
		f' text-anchor="{anchor}">{escape(words)}</text>'
	)


def _svg(title: str, lines: Mapping[str, Mapping[int, float]], parts: Sequence[str]) -> str:
	told = "; ".join(
		f"{label}: " + ", ".join(f"{size:,} in {value:.2g} s" for size, value in sorted(values.items()))
		for label, values in lines.items()
	)
	inside = "\n".join(parts)
	return (
		f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}"'
		f' height="{HEIGHT}" font-family="sans-serif" role="img" aria-label="{escape(title)}">\n'
		f"<desc>{escape(told)}</desc>\n"
		f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>\n{inside}\n</svg>\n'
	)
