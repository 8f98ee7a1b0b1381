"""Small charts as inline SVG: no script, no outside resource, with a text for those who cannot see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from frappe import _

INK, QUIET, LINE, ACCENT = "#1d2b33", "#5b6b74", "#d5dee2", "#1f6f78"

LABEL_WIDTH, PLOT_WIDTH, ROW_HEIGHT = 150, 430, 26
LOW, LOWERED = 35, 50
"""Danish readings of WHO-5 end at these scores."""


def before_after_chart(rows: Sequence[tuple[str, float | None, float | None]]) -> str:
	"""Draw one line per course as (label, before, after) on the WHO-5 scale from 0 to 100."""
	height = ROW_HEIGHT * len(rows) + 44

	def x(score: float) -> float:
		return LABEL_WIDTH + PLOT_WIDTH * score / 100

	parts = [
		_band(x(0), x(LOW), height, "#f6e3dc"),
		_band(x(LOW), x(LOWERED), height, "#faf2dc"),
		_band(x(LOWERED), x(100), height, "#e6f1ec"),
		*(_text(x(mark), 14, str(mark), QUIET, "middle") for mark in (0, LOW, LOWERED, 100)),
	]
	for position, (label, before, after) in enumerate(rows):
		y = 36 + ROW_HEIGHT * position
		parts.append(_text(LABEL_WIDTH - 10, y + 4, label, INK, "end"))
		if before is not None and after is not None:
			parts.append(
				f'<line x1="{x(before):.1f}" x2="{x(after):.1f}" y1="{y}" y2="{y}" stroke="{QUIET}" '
				'stroke-width="2"/>'
			)
			parts.append(_text(x(100) + 12, y + 4, f"{after - before:+.0f}", INK, "start"))
		else:
			parts.append(_text(x(100) + 12, y + 4, _("missing"), QUIET, "start"))
		if before is not None:
			parts.append(_dot(x(before), y, "#fff"))
		if after is not None:
			parts.append(_dot(x(after), y, ACCENT))
	return _svg(
		LABEL_WIDTH + PLOT_WIDTH + 80,
		height,
		_("Score before (open dot) and after (filled dot), course by course, from 0 to 100"),
		parts,
	)


def rating_chart(label: str, ratings: Sequence[tuple[date, int]]) -> str:
	"""Draw one course's ratings from 1 to 10 over time."""
	width, height, left, top, bottom = 190, 96, 22, 10, 78
	first = ratings[0][0] if ratings else None
	span = max(((day - first).days for day, _rating in ratings), default=0) or 1
	points = [
		(
			left + 8 + (width - left - 22) * (day - first).days / span,
			bottom - (bottom - top) * (rating - 1) / 9,
		)
		for day, rating in ratings
	]
	parts = [
		element
		for mark in (1, 5, 10)
		for element in _grid(left, width, bottom - (bottom - top) * (mark - 1) / 9, mark)
	]
	if len(points) > 1:
		path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
		parts.append(f'<polyline points="{path}" fill="none" stroke="{ACCENT}" stroke-width="2"/>')
	parts += [_dot(x, y, ACCENT, 3.5) for x, y in points]
	if ratings:
		parts.append(_text(points[0][0] - 4, height - 3, f"{ratings[0][0]:%d-%m-%Y}", QUIET, "start"))
	if len(ratings) > 1:
		parts.append(_text(width, height - 3, f"{ratings[-1][0]:%d-%m-%Y}", QUIET, "end"))
	told = ", ".join(str(rating) for _day, rating in ratings)
	return _svg(width, height, _("Ratings of {0}: {1}").format(label, told or _("none")), parts)


def _band(left: float, right: float, height: int, colour: str) -> str:
	return f'<rect x="{left:.1f}" y="20" width="{right - left:.1f}" height="{height - 24}" fill="{colour}"/>'


def _grid(left: int, right: int, y: float, mark: int) -> tuple[str, str]:
	line = f'<line x1="{left}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}" stroke="{LINE}"/>'
	return line, _text(left - 5, y + 4, str(mark), QUIET, "end")


def _dot(x: float, y: float, fill: str, radius: float = 6) -> str:
	return (
		f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{fill}" stroke="{ACCENT}" stroke-width="2"/>'
	)


def _text(x: float, y: float, text: str, colour: str, anchor: str) -> str:
	return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(width: int, height: int, title: str, parts: Sequence[str]) -> str:
	return (
		f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}" '
		f'font-size="11" style="max-width:{width}px">{"".join(parts)}</svg>'
	)
