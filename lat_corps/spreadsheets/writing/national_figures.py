"""Figures of the country as a workbook: a row for each number, and a sheet of caveats (R89)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...domain.text import _
from .item_columns import Translate
from .streaming import Stream, streamed_workbook


def national_workbook(
	subjects: Sequence[Mapping], municipalities: int, notes: Sequence[str], translate: Translate = str
) -> bytes:
	"""Return an .xlsx file of the numbers as they are shown, the hidden ones named."""
	headings = [
		translate(name)
		for name in (
			_("Who is counted"),
			_("Divided by"),
			_("Value"),
			_("Number"),
			_("n"),
			_("Municipalities"),
		)
	]
	with streamed_workbook() as workbook:
		widths = {headings[0]: 30, headings[1]: 34, headings[2]: 34}
		sheet = Stream(workbook, translate(_("Figures of the country")), headings, widths)
		for subject in subjects:
			of_all = _number(subject["number"])
			sheet.append([subject["title"], None, None, of_all, of_all, municipalities])
			for division in subject["divisions"]:
				for row in division["rows"]:
					shown = _number(row["shown"])
					sheet.append(
						[subject["title"], division["title"], row["label"], shown, of_all, municipalities]
					)
		sheet.close()
		heading = translate(_("Keep in mind"))
		caveats = Stream(workbook, translate(_("Caveats")), [heading], {heading: 60}, wrapped=[heading])
		for note in notes:
			caveats.append([note])
		return workbook.content()


def _number(shown: str) -> int | str:
	return int(shown) if shown.isdigit() else shown
