"""How one person's course develops: charts, figures as text, caveats and reflections (R86, R88, R91 to R95).

The same block stands on the form of the course and on its print.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import getdate

from lat_corps.casework import self_report
from lat_corps.casework.derived import closing_began_on, dates_of, intervals, present
from lat_corps.days import danish_today, day_of
from lat_corps.domain.cadence import AFTER, BEFORE, OVERDUE, POINTS, standing
from lat_corps.domain.change import CAVEATS, reliable_change
from lat_corps.domain.charts import (
	NARROW,
	Progression,
	Rating,
	ScoreRow,
	change_chart,
	gap_words,
	progression_chart,
	progression_curve,
	reliable_words,
)
from lat_corps.domain.documents.course import ENDING
from lat_corps.domain.instruments import Instrument, score, score_range
from lat_corps.domain.text import danish_date, danish_number
from lat_corps.measurement.conversion import instrument_of, numbers_of
from lat_corps.measurement.doctype.lat_reflection.lat_reflection import QUESTIONS
from lat_corps.read_log.noting import A_DAY, OPENED, note

if TYPE_CHECKING:
	from frappe.model.document import Document

ABOUT = ("Progression", "Before and after")


def development_of(case: Document, measurements: Iterable[Document] | None = None) -> dict:
	"""Return what the block shows: `progression`, `instruments`, `caveats` and `reflections`.

	Only records that the user may read are in it, and the read log takes note of them. `measurements` are
	those of `measurements_of`, where they have been read already. Raises frappe.PermissionError for who may
	not read the course.
	"""
	case.check_permission("read")
	if measurements is None:
		measurements = measurements_of(case.name)
	return {
		"progression": _progression(case),
		"instruments": _instruments(case, measurements),
		"caveats": [caveat.render(_) for caveat in CAVEATS],
		"reflections": _reflections(case.name),
	}


def as_html(case: Document, measurements: Iterable[Document] | None = None) -> str:
	"""Return the block as HTML; everything that people have written is escaped in it."""
	context = {"development": {**development_of(case, measurements), "on_screen": True}}
	return frappe.get_template("lat_corps/templates/measuring/development.html").render(context)


def measurements_of(case: str) -> list[Document]:
	"""Return the measurements of a course that the user may read, in the order of their points."""
	names = frappe.get_list(
		"LAT Measurement",
		filters={"lat_case": case},
		pluck="name",
		order_by="measured_on asc, creation asc",
		limit=0,
	)
	note(OPENED, "LAT Measurement", names, fold=A_DAY)
	found = [frappe.get_doc("LAT Measurement", name) for name in names]
	return sorted(found, key=lambda measurement: POINTS.index(measurement.measured_at))


def curve_of(case: Document) -> str:
	"""Return the ratings as a curve for the head of the form; "" while one alone makes no curve."""
	rows = _ratings(case)
	ratings = [Rating(getdate(row.rated_on), row.rating) for row in rows]
	return progression_curve(f"{case.name}-curve", ratings, _) if len(ratings) > 1 else ""


def _ratings(case: Document) -> list[frappe._dict]:
	rows = frappe.get_list(
		"LAT Progression",
		filters={"lat_case": case.name},
		fields=["name", "rated_on", "rating", "why_not_lower", "one_step_up"],
		order_by="rated_on asc, creation asc",
		limit=0,
	)
	note(OPENED, "LAT Progression", [row.name for row in rows], fold=A_DAY)
	return rows


def _progression(case: Document) -> dict:
	rows = _ratings(case)
	dates = dates_of(case, closing_began_on(case), self_report.of_course(case.name))
	chart = Progression(
		ratings=[Rating(getdate(row.rated_on), row.rating) for row in rows],
		started=dates.started,
		until=dates.counted_until(danish_today()),
		interval_months=intervals().rating,
		next_due=day_of(case.next_progression_due),
	)
	before = None
	for row in rows:
		row.change = "" if before is None else danish_number(row.rating - before, signed=True)
		row.day, before = danish_date(getdate(row.rated_on)), row.rating
	return {
		"wide": progression_chart(f"{case.name}-ratings", chart, _),
		"narrow": progression_chart(f"{case.name}-ratings-narrow", chart, _, NARROW),
		"drawn": bool(rows or chart.gaps()),
		"rows": rows,
		"gaps": [gap_words(gap).render(_) for gap in chart.gaps()],
		"due": danish_date(chart.next_due) if chart.next_due else "",
		"overdue": standing(chart.next_due, danish_today()) == OVERDUE,
	}


def _instruments(case: Document, measurements: Iterable[Document]) -> list[dict]:
	used: dict[str, dict[str, Document]] = {measurement.instrument: {} for measurement in measurements}
	for measurement in present(measurements):
		used[measurement.instrument][measurement.measured_at] = measurement
	return [
		{**_instrument(case, name, points), "earlier": _of_earlier_closings(name, measurements)}
		for name, points in sorted(used.items())
	]


def _of_earlier_closings(instrument: str, measurements: Iterable[Document]) -> list[str]:
	"""Return a line for each measurement that stands from a closing before the course was taken up again."""
	return [
		_("{0}, closing no. {1}, {2}: {3}").format(
			_(row.measured_at),
			row.earlier_closing,
			danish_date(getdate(row.measured_on)) if row.measured_on else _("no date"),
			danish_number(row.score) if row.standing == "Answered" else _(row.standing),
		)
		for row in measurements
		if row.earlier_closing and row.instrument == instrument
	]


def _instrument(case: Document, name: str, points: dict[str, Document]) -> dict:
	instrument = instrument_of(name)
	shown = [point for point in POINTS if point in points or _is_asked_for(case, point)]
	lacking = _("missing")
	rows = _score_rows(instrument, {point: points.get(point) for point in shown})
	key = f"{case.name}-{name}"
	return {
		"title": instrument.title,
		"points": [_(point) for point in shown],
		"days": [
			danish_date(getdate(points[point].measured_on))
			if point in points and points[point].measured_on
			else ""
			for point in shown
		],
		"wide": change_chart(key, instrument.title, rows, _),
		"narrow": change_chart(f"{key}-narrow", instrument.title, rows, _, NARROW),
		"rows": [
			{
				"label": row.label,
				"scores": [
					lacking if row.scores[point] is None else danish_number(row.scores[point])
					for point in shown
				],
				"change": "" if row.change is None else danish_number(row.change, signed=True),
			}
			for row in rows
		],
		"readings": [
			f"{_(point)}: {points[point].reading}"
			for point in shown
			if point in points and points[point].reading
		],
		"missing": [line for point in shown for line in _why_missing(case, point, points.get(point))],
		"reliable": _reliable_change(instrument, rows[0]),
	}


def _is_asked_for(case: Document, point: str) -> bool:
	return point == BEFORE or (point == AFTER and case.stage in ENDING)


def _score_rows(instrument: Instrument, points: dict[str, Document | None]) -> list[ScoreRow]:
	"""Return the total first, where there is one, then the subscales in their order."""
	scored = {
		point: score(instrument, numbers_of(measurement)) if measurement else None
		for point, measurement in points.items()
	}
	totals = {point: result and result.value for point, result in scored.items()}
	total = [ScoreRow(_("In total"), *score_range(instrument), totals)] if instrument.has_total else []
	return [
		*total,
		*(
			ScoreRow(
				subscale.label,
				*score_range(instrument, subscale),
				{point: result and result.subscales[subscale.code] for point, result in scored.items()},
			)
			for subscale in instrument.subscales
		),
	]


def _why_missing(case: Document, point: str, measurement: Document | None) -> list[str]:
	"""Return why a point has no answers, or some missing, in the words that were written down."""
	none, unexplained = _("not answered"), _("no reason given")
	if measurement is None:
		reason = case.after_missing_reason if point == AFTER else ""
		return [f"{_(point)}: {reason or none}"]
	if measurement.standing == "Missing":
		return [f"{_(point)}: {none} ({measurement.missing_reason})"]
	return [
		f"{_(point)}: {row.item_label} – {row.skip_reason or unexplained}"
		for row in measurement.answers
		if not row.answer
	]


def _reliable_change(instrument: Instrument, total: ScoreRow) -> str:
	"""Say whether the change exceeds what measuring alone may give; "" where that is not documented."""
	if total.change is None or not (instrument.sd and instrument.reliability):
		return ""
	found = reliable_change(total.scores[BEFORE], total.scores[AFTER], instrument.sd, instrument.reliability)
	words = reliable_words(found).render(_)
	source = instrument.reliability_source
	told = _("Source: {0}").format(source)
	return f"{words} {told}" if source else words


def _reflections(case: str) -> list[dict]:
	"""Return each kind of reflection with the questions, and the answers so far, the newest first."""
	rows = frappe.get_list(
		"LAT Reflection",
		filters={"lat_case": case},
		fields=["*"],
		order_by="reflected_on desc, creation desc",
	)
	note(OPENED, "LAT Reflection", [row.name for row in rows], fold=A_DAY)
	meta = frappe.get_meta("LAT Reflection")
	return [
		{
			"about": about,
			"title": _(about),
			"questions": [_(meta.get_label(fieldname)) for fieldname in QUESTIONS[about]],
			"held": [
				{
					"name": row.name,
					"day": danish_date(getdate(row.reflected_on)),
					"answers": [
						(_(meta.get_label(fieldname)), row[fieldname])
						for fieldname in QUESTIONS[about]
						if row[fieldname]
					],
				}
				for row in rows
				if row.about == about
			],
		}
		for about in ABOUT
	]
