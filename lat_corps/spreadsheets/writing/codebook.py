"""The codebook of an export: what every variable means, so that the figures can be read years later (N8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass

from ...domain.age_groups import AGE_GROUPS
from ...domain.instrument_parts import CONVERSION, NEAREST, NEXT, SUM
from ...domain.instruments import Instrument, Item, Subscale, plain_number, score_range
from ...domain.self_report import GIVEN, NOT_ASKED, STOPPED
from ...domain.text import Message, _
from ..cells import headings
from ..cells.headings import POINTS
from .item_columns import Translate, translated
from .layouts import Layouts

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
	_("Scoring"),
	_("Subscale"),
	_("Instrument version"),
	_("Source"),
)


@dataclass(frozen=True)
class Variable:
	"""One line of the codebook, in the order of HEADINGS and in the reader's language."""

	name: str
	label: str
	kind: str
	range: str = ""
	values: str = ""
	scoring: str = ""
	subscale: str = ""
	instrument: str = ""
	source: str = ""

	def line(self) -> list[str]:
		return list(astuple(self))


def codebook(instruments: Sequence[Instrument], layouts: Layouts, translate: Translate) -> list[Variable]:
	"""Return one line per variable of the data; items and scores once per instrument version."""
	variables = list(_fixed_variables(bool(layouts.marks), translate))
	for instrument in instruments:
		variables += _instrument_variables(instrument, layouts, translate)
	return variables


def _fixed_variables(with_marks: bool, translate: Translate) -> Iterator[Variable]:
	points = "; ".join(translate(point) for point in POINTS)
	groups = "; ".join(translate(name) for _first, name in AGE_GROUPS)
	consents = "; ".join(translate(standing) for standing in (GIVEN, NOT_ASKED, STOPPED))
	marks = (
		(headings.TARGET_GROUP, _("What the course is offered for"), TEXT, ""),
		(headings.AGE_GROUP, _("Age of the person at the referral"), TEXT, groups),
		(headings.GENDER, _("Gender of the person"), TEXT, ""),
		(
			headings.CONSENT,
			_("How the consent stood on the day of the export"),
			TEXT,
			consents,
		),
	)
	for name, label, kind, values in (
		(headings.CASE, _("Number of the case, never a person's name"), TEXT, ""),
		(headings.MUNICIPALITY, _("Municipality of the case"), TEXT, ""),
		(headings.COURSE_TYPE, _("Mentor course or parent-coach course"), TEXT, ""),
		*(marks if with_marks else ()),
		(headings.POINT, _("When in the course the person was asked"), TEXT, points),
		(headings.DATE, _("Day on which the person answered"), DATE, ""),
		(headings.INSTRUMENT, _("Code and version of the instrument"), TEXT, ""),
		(headings.MISSING_REASON, _("Why there are no answers"), TEXT, ""),
	):
		yield Variable(
			translate(name), translate(label), translate(kind), values=values, source=translate(RECORDED)
		)


def _instrument_variables(
	instrument: Instrument, layouts: Layouts, translate: Translate
) -> Iterator[Variable]:
	items = {
		column.item_code: column for column in layouts.items if column.instrument_code == instrument.code
	}
	worded = {column.item_code for column in layouts.worded if column.instrument_code == instrument.code}
	for item in instrument.items:
		yield Variable(
			items[item.code].heading,
			translated(item.label, translate),
			translate(NUMBER),
			_range(item.minimum, item.maximum),
			_choices(item, translate),
			" ".join(translate(note) for note in _notes(item)),
			item.subscale,
			instrument.reference,
			translate(ANSWERED),
		)
		if item.code in worded and item.choices:
			yield Variable(
				items[item.code].words_heading,
				translate(_("The same answer in words")),
				translate(TEXT),
				instrument=instrument.reference,
				source=translate(ANSWERED),
			)
	if instrument.has_total:
		yield _score(translate(headings.SCORE), instrument, None, translate)
	yield Variable(
		translate(headings.READING),
		translate(_("How the score is read")),
		translate(TEXT),
		values=_cutoffs(instrument, translate),
		instrument=instrument.reference,
		source=translate(COMPUTED),
	)
	names = {
		column.subscale_code: column.heading
		for column in layouts.subscales
		if column.instrument_code == instrument.code
	}
	for subscale in instrument.subscales:
		yield _score(names[subscale.code], instrument, subscale, translate)


def _notes(item: Item) -> Iterator[str]:
	if item.reverse:
		yield _("Reversed before scoring")
	if not item.in_total:
		yield _("Not in the total")


def _score(name: str, instrument: Instrument, subscale: Subscale | None, translate: Translate) -> Variable:
	scale = subscale or instrument
	label = subscale.label if subscale else instrument.title
	return Variable(
		name,
		translated(label, translate),
		translate(NUMBER),
		_range(*score_range(instrument, subscale)),
		_cutoffs(scale, translate) if subscale else "",
		" ".join(message.render(translate) for message in _scoring(scale)),
		subscale.code if subscale else "",
		instrument.reference,
		translate(COMPUTED),
	)


def _range(minimum: float, maximum: float) -> str:
	return f"{plain_number(minimum)}–{plain_number(maximum)}"


def _choices(item: Item, translate: Translate) -> str:
	return " | ".join(
		f"{plain_number(choice.value)}: {translated(choice.label, translate)}" for choice in item.choices
	)


def _scoring(scale: Instrument | Subscale) -> Iterator[Message]:
	yield Message(_how(scale), {"multiplier": plain_number(scale.multiplier), **_ends(scale)})
	yield Message(_("Missing answers allowed: {count}."), {"count": scale.missing_allowed})
	if scale.rounding == NEAREST:
		yield Message(_("A sum with missing answers is rounded to the nearest whole number."))
	elif scale.rounding == NEXT:
		yield Message(_("A sum with missing answers is rounded up to a whole number."))
	if scale.conversion:
		lines = [f"{plain_number(row.raw)} → {plain_number(row.score)}" for row in scale.conversion]
		yield Message(_("Sum of the answers → score: {lines}."), {"lines": lines})
	if isinstance(scale, Instrument) and scale.sd is not None and scale.reliability is not None:
		yield Message(
			_("Standard deviation {sd}, reliability {reliability} ({source})."),
			{
				"sd": plain_number(scale.sd),
				"reliability": plain_number(scale.reliability),
				"source": scale.reliability_source,
			},
		)


def _how(scale: Instrument | Subscale) -> str:
	if scale.method == CONVERSION:
		return _("Sum of the answers, converted by a table.")
	if scale.rescale_to:
		if scale.method == SUM:
			return _("Sum of the answers, stretched to {lowest}–{highest}.")
		return _("Mean of the answers, stretched to {lowest}–{highest}.")
	if scale.method == SUM:
		return _("Sum of the answers times {multiplier}.")
	return _("Mean of the answers times {multiplier}.")


def _ends(scale: Instrument | Subscale) -> dict[str, str]:
	lowest, highest = scale.rescale_to or (0, 0)
	return {"lowest": plain_number(lowest), "highest": plain_number(highest)}


def _cutoffs(scale: Instrument | Subscale, translate: Translate) -> str:
	return "; ".join(
		translated(cutoff.label, translate)
		if cutoff.upto is None
		else f"≤ {plain_number(cutoff.upto)}: {translated(cutoff.label, translate)}"
		for cutoff in scale.cutoffs
	)
