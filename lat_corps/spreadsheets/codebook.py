"""The codebook of an export: what every variable means, so that the figures can be read years later (N8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass

import pandas as pd

from ..domain.instruments import Instrument, plain_number, score_range
from ..domain.text import Message, _
from . import headings
from .item_columns import ItemColumn, Translate
from .values import POINTS

TEXT, NUMBER, DATE = _("Text"), _("Number"), _("Date")
RECORDED = _("Recorded by the municipality")
ANSWERED = _("Answered by the person")
COMPUTED = _("Computed from the answers")

HEADINGS = (
	_("Variable"),
	_("Label"),
	_("Type"),
	_("Range"),
	_("Values"),
	_("Instrument version"),
	_("Source"),
)


@dataclass(frozen=True)
class _Variable:
	name: str
	label: str
	kind: str
	source: str
	range: str = ""
	values: str = ""
	instrument: str = ""


def codebook(
	instruments: Sequence[Instrument], columns: Sequence[ItemColumn], translate: Translate
) -> pd.DataFrame:
	"""Return one row per variable of the data sheet; items, score and reading once per instrument version."""
	names = {(column.instrument_code, column.item_code): column.heading for column in columns}
	variables = list(_fixed_variables(translate))
	for instrument in instruments:
		variables += _instrument_variables(instrument, names, translate)
	frame = pd.DataFrame(
		[astuple(variable) for variable in variables],
		columns=["name", "label", "kind", "source", "range", "values", "instrument"],
	)
	frame = frame[["name", "label", "kind", "range", "values", "instrument", "source"]]
	return frame.set_axis([translate(heading) for heading in HEADINGS], axis="columns")


def _fixed_variables(translate: Translate) -> Iterator[_Variable]:
	points = "; ".join(translate(point) for point in POINTS)
	for name, label, kind, values in (
		(headings.CASE, _("Number of the case, never a person's name"), TEXT, ""),
		(headings.MUNICIPALITY, _("Municipality of the case"), TEXT, ""),
		(headings.COURSE_TYPE, _("Mentor course or parent-coach course"), TEXT, ""),
		(headings.POINT, _("When in the course the person was asked"), TEXT, points),
		(headings.DATE, _("Day on which the person answered"), DATE, ""),
		(headings.INSTRUMENT, _("Code and version of the instrument"), TEXT, ""),
		(headings.MISSING_REASON, _("Why there are no answers"), TEXT, ""),
	):
		yield _Variable(
			translate(name), translate(label), translate(kind), translate(RECORDED), values=values
		)


def _instrument_variables(
	instrument: Instrument, names: dict[tuple[str, str], str], translate: Translate
) -> Iterator[_Variable]:
	for item in instrument.items:
		yield _Variable(
			names[instrument.code, item.code],
			translate(item.label),
			translate(NUMBER),
			translate(ANSWERED),
			_range(item.minimum, item.maximum),
			translate(_("Reversed before scoring")) if item.reverse else "",
			instrument.reference,
		)
	yield _Variable(
		translate(headings.SCORE),
		translate(instrument.title),
		translate(NUMBER),
		translate(COMPUTED),
		_range(*score_range(instrument)),
		_scoring(instrument).render(translate),
		instrument.reference,
	)
	yield _Variable(
		translate(headings.READING),
		translate(_("How the score is read")),
		translate(TEXT),
		translate(COMPUTED),
		values="; ".join(_cutoffs(instrument, translate)),
		instrument=instrument.reference,
	)


def _range(minimum: float, maximum: float) -> str:
	return f"{plain_number(minimum)}–{plain_number(maximum)}"


def _scoring(instrument: Instrument) -> Message:
	text = (
		_("Sum of the answers times {multiplier}; missing answers allowed: {missing}")
		if instrument.method == "Sum"
		else _("Mean of the answers times {multiplier}; missing answers allowed: {missing}")
	)
	return Message(
		text, {"multiplier": plain_number(instrument.multiplier), "missing": instrument.missing_allowed}
	)


def _cutoffs(instrument: Instrument, translate: Translate) -> Iterator[str]:
	for cutoff in instrument.cutoffs:
		label = translate(cutoff.label)
		yield label if cutoff.upto is None else f"≤ {plain_number(cutoff.upto)}: {label}"
