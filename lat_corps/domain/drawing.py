"""The parts that drawings are made of, as SVG text; every text is escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

INK, QUIET, GRID, BAND, PAPER = "#1d2226", "#55626a", "#dfe6e9", "#ececec", "#ffffff"

CHARACTER = 6.2
"""About the width of a letter in a legend."""

HATCH_STEP = 6


def line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1, dashes: str = "") -> str:
	dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
	return (
		f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
		f'stroke-width="{width}"{dashed}/>'
	)


def polygon(corners: Sequence[tuple[float, float]], colour: str) -> str:
	points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
	return f'<polygon points="{points}" fill="{colour}" stroke="{PAPER}"/>'


def text(
	x: float,
	y: float,
	words: str,
	colour: str = INK,
	anchor: str = "start",
	size: float = 12,
	bold: bool = False,
) -> str:
	weight = ' font-weight="bold"' if bold else ""
	return (
		f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" text-anchor="{anchor}" '
		f'font-size="{size}"{weight}>{escape(words)}</text>'
	)


def hatched(x: float, y: float, width: float, height: float) -> Iterator[str]:
	"""Draw a box that stands for what is hidden: it is told by its lines alone, in print and in grey."""
	yield (
		f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:g}" height="{height:g}" fill="{PAPER}" '
		f'stroke="{QUIET}" stroke-dasharray="3 2"/>'
	)
	for step in range(0, int(width - height) + 1, HATCH_STEP):
		yield line(x + step, y + height, x + step + height, y, QUIET)


def svg(key: str, width: float, height: float, title: str, words: Sequence[str], parts: Sequence[str]) -> str:
	name = escape(key)
	return (
		f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
		f'viewBox="0 0 {width:g} {height:g}" role="img" '
		f'aria-labelledby="{name}-title {name}-desc">'
		f'<title id="{name}-title">{escape(title)}</title>'
		f'<desc id="{name}-desc">{escape("; ".join(words))}</desc>'
		f'<rect width="{width:g}" height="{height:g}" fill="{PAPER}"/>{"".join(parts)}</svg>'
	)
