"""A report to management as a workbook: each count beside n, what is missing and the caveats (R109, N6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...domain.change_words import ChangeGroup
from ...domain.text import _
from .change_report import add_caveats, add_change
from .item_columns import Translate
from .streaming import Stream, StreamedWorkbook, streamed_workbook


def report_workbook(
	told: Mapping,
	change: Sequence[ChangeGroup],
	words: Sequence[tuple[str, str]],
	translate: Translate = str,
) -> bytes:
	"""Return an .xlsx file of what a report tells, where what is hidden is a word and never a nought."""
	with streamed_workbook() as workbook:
		_add_counts(workbook, told["subjects"], translate)
		if change:
			add_change(workbook, change, translate)
		if told["work"]:
			headings = _("What the corps has done"), _("Number")
			_add_pairs(workbook, _("Work"), headings, told["work"], translate)
		if words:
			_add_pairs(workbook, _("In words"), (_("About"), _("Words")), words, translate)
		add_caveats(workbook, [*(told["too_few"] or []), *told["caveats"], *told["about_change"]], translate)
		return workbook.content()


def _add_counts(workbook: StreamedWorkbook, subjects: Sequence[Mapping], translate: Translate) -> None:
	headings = [
		translate(heading)
		for heading in (
			_("Who is counted"),
			_("Divided by"),
			_("Value"),
			_("Number of people"),
			"n",
			_("Not known"),
		)
	]
	widths = {headings[0]: 30, headings[1]: 34, headings[2]: 34}
	sheet = Stream(workbook, translate(_("Counts")), headings, widths)
	for subject in subjects:
		n = _cell(subject["count"], subject["number"])
		sheet.append([subject["title"], "", "", n, n, ""])
		for division in subject["divisions"]:
			for row in division["rows"]:
				count = _cell(row["count"], row["shown"])
				missing = _cell(division["missing"], division["missing_shown"])
				sheet.append([subject["title"], division["title"], row["label"], count, n, missing])
	sheet.close()


def _add_pairs(
	workbook: StreamedWorkbook,
	title: str,
	headings: tuple[str, str],
	rows: Sequence[tuple[str, object]],
	translate: Translate,
) -> None:
	first, second = (translate(heading) for heading in headings)
	sheet = Stream(workbook, translate(title), [first, second], {first: 44, second: 80}, wrapped=[second])
	for row in rows:
		sheet.append(list(row))
	sheet.close()


def _cell(count: int | None, shown: str) -> int | str:
	"""Return a count as a number to reckon with, or the word for one that is hidden."""
	return shown if count is None else count
