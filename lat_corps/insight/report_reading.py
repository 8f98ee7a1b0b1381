"""A report to management as it is read: on the form, on paper and as a workbook (R109 to R115)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _

from lat_corps.domain import management_report as report
from lat_corps.domain.bars import HALF, bar_chart, number_words
from lat_corps.domain.change import CAVEATS as OF_CHANGE
from lat_corps.domain.change_words import HIDDEN, ChangeGroup, Scale
from lat_corps.domain.charts import NARROW, WIDE, ScoreRow, change_chart
from lat_corps.domain.counting import HEADINGS, SUBJECTS, TITLES, UNKNOWN, keys_of
from lat_corps.domain.disclosure import RELIABLY
from lat_corps.domain.management_report import Figures
from lat_corps.domain.pooling import TOTAL, ScaleChange
from lat_corps.domain.released import WHOLE_YEAR, Key
from lat_corps.domain.report_parts import CHANGE, MOST_PICTURES_OF_CHANGE, PARTS, PROGRESSION, WORK, tables_of
from lat_corps.domain.text import danish_number
from lat_corps.measurement.doctype.lat_reflection.lat_reflection import QUESTIONS

if TYPE_CHECKING:
	from frappe.model.document import Document

Counts = Mapping[Key, int | None]

ABOUT = {CHANGE: "Before and after", PROGRESSION: "Progression"}
"""Part -> the reflection that asks about it."""


def told(doc: Document) -> dict[str, Any]:
	"""Return what the report tells, in the reader's language, for the form and for paper."""
	figures = Figures.of_text(doc.told)
	counts = figures.release.counts
	asked = tables_of(figures.parts)
	return {
		"subjects": subjects_of(counts, _source(doc, figures)),
		"change": [
			_change(f"change-{number}", group, _source(doc, figures))
			for number, group in enumerate((*figures.change, *figures.progression))
		],
		"on_paper": MOST_PICTURES_OF_CHANGE,
		"about_change": _about_change(figures),
		"questions": _questions(figures),
		"work": [(_(words), figures.work[kind]) for kind, words in WORK.items() if kind in figures.work],
		"left_out": [_part_title(part) for part in PARTS if part not in figures.parts],
		"untold": [
			f"{_(HEADINGS[what])}: {_(TITLES[division])}"
			for what, *divisions in asked
			for division in divisions
			if (what, ()) in counts and not _is_told(what, division, counts)
		],
		"caveats": [_(text).format(most=figures.threshold - 1) for text in report.CAVEATS],
		"too_few": None
		if figures.tells_a_number
		else [_(text) for text in (report.TOO_FEW, report.MAY_BE_SAID, report.WITH_OTHERS)],
	}


def _source(doc: Document, figures: Figures) -> str:
	"""Return of whom a picture tells: a copy of it has no other heading."""
	return f"{figures.place}, {_(doc.period).lower()} {figures.year}."


def groups_of(doc: Document) -> list[ChangeGroup]:
	"""Return the figures on change that a report tells."""
	figures = Figures.of_text(doc.told)
	return [*figures.change, *figures.progression]


def _part_title(part: str) -> str:
	return _(frappe.get_meta("LAT Municipality").get_label(f"report_{part}"))


def subjects_of(counts: Counts, source: str) -> list[dict[str, Any]]:
	"""Return who is counted, with number, divisions and their pictures; `source` is of whom they tell."""
	return [_subject(what, counts, source) for what in SUBJECTS if (what, ()) in counts]


def _subject(what: str, counts: Counts, source: str) -> dict[str, Any]:
	return {
		"title": _(HEADINGS[what]),
		"number": _number(counts[what, ()]),
		"count": counts[what, ()],
		"divisions": [
			_division(what, division, counts, source)
			for division in SUBJECTS[what]
			if _is_told(what, division, counts)
		],
	}


def _is_told(what: str, division: str, counts: Counts) -> bool:
	return all(key in counts for key in keys_of(what, division))


def _division(what: str, division: str, counts: Counts, source: str) -> dict[str, Any]:
	found = {value: counts[key] for key in keys_of(what, division) for ((_of, value),) in [key[1]]}
	rows = [(_(value), count) for value, count in found.items()]
	missing, n = found.get(UNKNOWN, 0), counts[what, ()]
	title = _(TITLES[division])
	key = f"{what}-{division}".lower().replace(" ", "-")
	caveat = f"{source} {_(report.IN_THE_PICTURE)}"
	return {
		"title": title,
		"tells": any(count is not None for count in found.values()),
		"rows": [{"label": label, "shown": _number(count), "count": count} for label, count in rows],
		"missing": missing,
		"missing_shown": _number(missing),
		"picture": bar_chart(key, f"{title} – {_(HEADINGS[what])}", rows, n, missing, caveat, _, HALF),
	}


def _number(count: int | None) -> str:
	return number_words(count, _)


def _about_change(figures: Figures) -> list[str]:
	"""Return what must stand beside figures on change, or why there are none."""
	if not {CHANGE, PROGRESSION} & {*figures.parts}:
		return []
	if figures.release.quarters != WHOLE_YEAR:
		return [_(report.BY_WHOLE_YEARS)]
	if not (figures.change or figures.progression):
		return [_(report.NOT_ENOUGH_CLOSED)]
	return [caveat.render(_) for caveat in OF_CHANGE]


def _questions(figures: Figures) -> list[str]:
	"""Return the guide's questions to talk about, of what the report tells on change."""
	shown = [*([CHANGE] if figures.change else []), *([PROGRESSION] if figures.progression else [])]
	meta = frappe.get_meta("LAT Reflection")
	return [_(meta.get_label(field)) for part in shown for field in QUESTIONS[ABOUT[part]]]


def _change(key: str, group: ChangeGroup, source: str) -> dict[str, Any]:
	scales = {scale.code: scale for scale in group.scales}
	((period, changes),) = group.periods
	rows = [_score_row(scales[change.scale], change) for change in changes]
	foot = _foot(changes[0], _(group.about), source)
	title = f"{_(group.title)} – {period}"
	((_period, lines),) = group.tables(_)
	return {
		"title": title,
		"about": _(group.about),
		"columns": [f"{_(scale.label)} ({scale.range})" for scale in group.scales],
		"lines": lines,
		"wide": change_chart(key, title, rows, _, WIDE, foot, HIDDEN),
		"first": change_chart(f"{key}-first", title, rows[:1], _, WIDE, foot, HIDDEN),
		"narrow": change_chart(f"{key}-narrow", title, rows, _, NARROW, foot, HIDDEN),
	}


def _score_row(scale: Scale, change: ScaleChange) -> ScoreRow:
	means = {"Before": change.figures.get("mean_before"), "After": change.figures.get("mean_after")}
	noise = change.figures.get(f"{RELIABLY}smallest") if change.scale == TOTAL else None
	return ScoreRow(_(scale.label), scale.lowest, scale.highest, means, noise)


def _foot(change: ScaleChange, about: str, source: str) -> list[str]:
	"""Return what a copied picture must keep: of how many it tells, its noise, its caveats."""
	n, missing = (
		_(HIDDEN) if name in change.hidden else danish_number(change.figures.get(name) or 0)
		for name in ("n_pairs", "n_missing")
	)
	told_of = _("Means of {0} people with both scores; missing one or both: {1}.").format(n, missing)
	noise = change.figures.get(f"{RELIABLY}smallest")
	if noise and change.figures.get("mean_before") is not None:
		band = _("Grey band: {0} points from the mean before; measuring one person may differ as much.")
		about = band.format(danish_number(noise))
	return [f"{source} {told_of}", about, *(caveat.render(_) for caveat in OF_CHANGE)]


def offers(periods: Sequence[tuple[str, bool]], year: int) -> list[dict[str, str]]:
	"""Return the longer periods that may tell numbers, each in words; one that has ended with its name."""
	return [
		{"period": name, "words": _("{0} {1} tells numbers.").format(_(name), year)}
		if ended
		else {"period": "", "words": _("{0} {1} may tell numbers, once it has ended.").format(_(name), year)}
		for name, ended in periods
	]
