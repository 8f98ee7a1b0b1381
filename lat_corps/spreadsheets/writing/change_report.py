"""Pooled change as a workbook: a row per period, instrument version and scale, with caveats (R87, R91)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...domain.change_words import HIDDEN, ChangeGroup, Scale
from ...domain.disclosure import RELIABLY
from ...domain.pooling import ScaleChange
from ...domain.text import _
from .item_columns import Translate
from .streaming import Stream, StreamedWorkbook, streamed_workbook

FIGURES = {
	"n_pairs": _("People with both scores (n)"),
	"n_missing": _("Missing one or both"),
	"mean_before": _("Mean before"),
	"sd_before": _("SD before"),
	"mean_after": _("Mean after"),
	"sd_after": _("SD after"),
	"mean_change": _("Mean change"),
	"sd_change": _("SD of the change"),
	"ci95_low": _("95 % interval, from"),
	"ci95_high": _("95 % interval, to"),
	"t": _("t"),
	"df": _("Degrees of freedom"),
	"p": _("p of the t test"),
	"cohens_dz": _("Cohen's dz"),
	"wilcoxon_w": _("Wilcoxon's W"),
	"wilcoxon_p": _("p of Wilcoxon's test"),
	"n_increased": _("Increased"),
	"n_same": _("The same"),
	"n_declined": _("Declined"),
	f"{RELIABLY}smallest": _("Smallest reliable change"),
	f"{RELIABLY}n_increased": _("Reliably increased"),
	f"{RELIABLY}n_unchanged": _("Reliably unchanged"),
	f"{RELIABLY}n_declined": _("Reliably declined"),
}


def change_workbook(groups: Sequence[ChangeGroup], notes: Sequence[str], translate: Translate = str) -> bytes:
	"""Return an .xlsx file of the figures, the hidden ones named, with `notes` on a sheet of caveats."""
	with streamed_workbook() as workbook:
		add_change(workbook, groups, translate)
		add_caveats(workbook, notes, translate)
		return workbook.content()


def add_change(workbook: StreamedWorkbook, groups: Sequence[ChangeGroup], translate: Translate) -> None:
	"""Add a sheet with a row for each period, instrument version and scale."""
	headings = [
		translate(_("Period")),
		translate(_("Instrument")),
		translate(_("Instrument version")),
		translate(_("Scale")),
		translate(_("Range")),
		*(translate(name) for name in FIGURES.values()),
		translate(_("About the instrument")),
	]
	widths = {headings[0]: 24, headings[1]: 34, headings[3]: 24, headings[-1]: 40}
	sheet = Stream(workbook, translate(_("Change")), headings, widths)
	for group in groups:
		scales = {scale.code: scale for scale in group.scales}
		for period, changes in group.periods:
			for change in changes:
				sheet.append(_record(group, period, scales[change.scale], change, translate))
	sheet.close()


def add_caveats(workbook: StreamedWorkbook, notes: Sequence[str], translate: Translate) -> None:
	heading = translate(_("Keep in mind"))
	sheet = Stream(workbook, translate(_("Caveats")), [heading], {heading: 60}, wrapped=[heading])
	for note in notes:
		sheet.append([note])


def _record(
	group: ChangeGroup, period: str, scale: Scale, change: ScaleChange, translate: Translate
) -> list[object]:
	figures = _flat(change.figures)
	return [
		period,
		group.title,
		group.reference,
		scale.label,
		scale.range,
		*(
			translate(HIDDEN) if name.removesuffix("_low").removesuffix("_high") in change.hidden
			else figures.get(name)
			for name in FIGURES
		),
		group.about,
	]  # fmt: skip


def _flat(figures: Mapping[str, object]) -> dict[str, object]:
	low, high = figures.get("ci95") or (None, None)
	return {**figures, "ci95_low": low, "ci95_high": high}
