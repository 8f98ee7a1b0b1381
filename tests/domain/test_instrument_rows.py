"""From the fields and rows that people write to an instrument, with each mistake at its place (N8)."""

from __future__ import annotations

import pytest

from lat_corps.domain.instrument_rows import build
from lat_corps.domain.instruments import Choice, Converted, Cutoff, InstrumentError, Subscale

AGREEMENT = [
	{"scale": "Agreement", "value": value, "choice_label": label}
	for value, label in ((1, "Not at all"), (2, "Partly"), (4, "Fully"))
]


def definition(**changes: object) -> dict[str, object]:
	return {
		"instrument_code": "MASTERY",
		"version_number": 2,
		"title": "Mastery",
		"method": "Sum",
		"multiplier": 1,
		"missing_allowed": 0,
		"items": [
			{"item_code": "M1", "item_label": "Coping", "scale": "Agreement", "subscale": "C"},
			{"item_code": "M2", "item_label": "Plans", "minimum": 0, "maximum": 10, "reverse": 1},
		],
		"choices": AGREEMENT,
		"subscales": [{"subscale_code": "C", "subscale_label": "Coping", "method": "Mean", "multiplier": 1}],
		**changes,
	}


def places(**changes: object) -> set[tuple[str, int, str]]:
	with pytest.raises(InstrumentError) as refusal:
		build(definition(**changes))
	return {(flaw.table, flaw.row, flaw.column) for flaw in refusal.value.flaws}


def test_a_question_takes_the_answers_of_its_scale_and_its_limits_from_them() -> None:
	first, second = build(definition()).items
	assert first.choices == (Choice(1, "Not at all"), Choice(2, "Partly"), Choice(4, "Fully"))
	assert (first.minimum, first.maximum) == (1, 4)
	assert (second.choices, second.minimum, second.maximum, second.reverse) == ((), 0, 10, True)


def test_readings_and_conversion_belong_to_the_subscale_that_they_name() -> None:
	instrument = build(
		definition(
			cutoffs=[{"upto": 8, "reading": "All"}, {"subscale": "C", "upto": 2, "reading": "Low"}],
			subscales=[
				{
					"subscale_code": "C",
					"subscale_label": "Coping",
					"method": "Conversion Table",
					"multiplier": 1,
				}
			],
			conversion=[{"subscale": "C", "raw": raw, "converted": 30 + raw} for raw in (1, 2, 3, 4)],
		)
	)
	assert instrument.cutoffs == (Cutoff(8, "All"),)
	assert instrument.subscales == (
		Subscale(
			"C",
			"Coping",
			"Conversion Table",
			cutoffs=(Cutoff(2, "Low"),),
			conversion=tuple(Converted(raw, 30 + raw) for raw in (1, 2, 3, 4)),
		),
	)


def test_what_is_not_documented_is_none() -> None:
	instrument = build(definition(meaningful_change=0, sd=0, reliability=None))
	assert (instrument.meaningful_change, instrument.sd, instrument.reliability) == (None, None, None)


def test_rescaling_counts_only_when_it_is_chosen() -> None:
	limits = {"rescale_lowest": 0, "rescale_highest": 100}
	assert build(definition(**limits)).rescale_to is None
	assert build(definition(**limits, rescale=1)).rescale_to == (0, 100)


@pytest.mark.parametrize(
	("changes", "place"),
	[
		({"choices": []}, ("items", 1, "scale")),
		({"choices": AGREEMENT[:1]}, ("items", 1, "maximum")),
		({"choices": [*AGREEMENT, {**AGREEMENT[0], "choice_label": "x"}]}, ("choices", 4, "value")),
		({"choices": [*AGREEMENT, {**AGREEMENT[0], "value": 7}]}, ("choices", 4, "choice_label")),
		({"choices": [*AGREEMENT, {**AGREEMENT[0], "scale": " "}]}, ("choices", 4, "scale")),
		({"choices": [*AGREEMENT, {"scale": "B", "value": 1}]}, ("choices", 4, "choice_label")),
		({"cutoffs": [{"subscale": "X", "upto": 1, "reading": "Low"}]}, ("cutoffs", 1, "subscale")),
		({"conversion": [{"subscale": "X", "raw": 1}]}, ("conversion", 1, "subscale")),
		({"multiplier": "four"}, ("", 0, "multiplier")),
		({"multiplier": "inf"}, ("", 0, "multiplier")),
		({"multiplier": 1e300}, ("", 0, "multiplier")),
		({"missing_allowed": 0.5}, ("", 0, "missing_allowed")),
		(
			{
				"cutoffs": [
					{"upto": 9, "reading": "High"},
					{"subscale": "C", "upto": 1, "reading": "Low"},
					{"upto": 5, "reading": "Low"},
				]
			},
			("cutoffs", 3, "upto"),
		),
	],
)
def test_a_mistake_is_named_by_table_row_and_field(
	changes: dict[str, object], place: tuple[str, int, str]
) -> None:
	assert place in places(**changes)


def test_all_mistakes_are_named_at_once_and_each_with_its_row_in_words() -> None:
	with pytest.raises(InstrumentError) as refusal:
		build(definition(choices=[], multiplier="four"))
	assert [flaw.placed.render() for flaw in refusal.value.flaws] == [
		"Questions, row 1: There is no scale called “Agreement”: add its answers, or choose another.",
		"“four” is not a number to use.",
	]
