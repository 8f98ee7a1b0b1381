"""Questions that do not count, scores without a total, sums with missing answers that are rounded (N8)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lat_corps.domain.instrument_rows import build
from lat_corps.domain.instruments import (
	Converted,
	Cutoff,
	Instrument,
	InstrumentError,
	Item,
	Subscale,
	score,
	score_range,
)

FOUR = tuple(Item(f"Q{n}", f"Question {n}", 0, 3) for n in range(1, 5))
PLAIN = Instrument("PLAIN", "1", "Plain", FOUR, "Sum", 1, 0)

WORRY = Subscale("W", "Worry", cutoffs=(Cutoff(3, "low"), Cutoff(None, "high")))
CALM = Subscale("C", "Calm", missing_allowed=1)
PARTS = replace(
	PLAIN,
	items=(
		*(replace(item, subscale="W") for item in FOUR[:2]),
		*(replace(item, subscale="C") for item in FOUR[2:]),
	),
	subscales=(WORRY, CALM),
	method="No Total",
)


def answers(*numbers: float | None) -> dict[str, float | None]:
	return {f"Q{place}": number for place, number in enumerate(numbers, 1)}


def places(**changes: object) -> list[tuple[str, int, str]]:
	with pytest.raises(InstrumentError) as refusal:
		replace(PLAIN, **changes)
	return [(flaw.table, flaw.row, flaw.column) for flaw in refusal.value.flaws]


def test_an_item_that_does_not_count_is_asked_and_not_scored() -> None:
	instrument = replace(PLAIN, items=(*FOUR[:3], replace(FOUR[3], in_total=False)))
	assert score_range(instrument) == (0, 9)
	for last in (0, 3, None):
		result = score(instrument, answers(1, 2, 3, last))
		assert (result.value, result.complete) == (6, True)
	assert score(instrument, answers(1, 2, None, 3)).value is None
	assert [item.code for item in instrument.items_needed] == ["Q1", "Q2", "Q3"]


def test_an_answer_that_does_not_count_is_checked_all_the_same() -> None:
	instrument = replace(PLAIN, items=(*FOUR[:3], replace(FOUR[3], in_total=False)))
	with pytest.raises(InstrumentError, match="Q4"):
		score(instrument, answers(1, 2, 3, 4))


@pytest.mark.parametrize(("method", "value"), [("Sum", 6), ("Mean", 2)])
def test_what_may_be_missing_is_counted_among_the_items_that_count(method: str, value: float) -> None:
	items = (*FOUR[:3], replace(FOUR[3], in_total=False))
	instrument = replace(PLAIN, items=items, method=method, missing_allowed=1)
	assert score(instrument, answers(2, 2, None, None)).value == value
	assert score(instrument, answers(2, None, None, 3)).value is None
	assert ("", 0, "missing_allowed") in places(items=items, missing_allowed=3)


def test_an_item_may_count_in_its_subscale_alone() -> None:
	items = (*FOUR[:2], *(replace(item, subscale="C", in_total=False) for item in FOUR[2:]))
	instrument = replace(PLAIN, items=items, subscales=(CALM,))
	result = score(instrument, answers(1, 2, 3, 3))
	assert (result.value, result.subscales) == (3, {"C": 6})
	assert score(instrument, answers(1, 2, None, None)).complete


def test_a_table_needs_the_sums_of_the_items_that_count() -> None:
	items = (*FOUR[:2], *(replace(item, in_total=False) for item in FOUR[2:]))
	lines = tuple(Converted(raw, 10 * raw) for raw in range(7))
	instrument = replace(PLAIN, items=items, method="Conversion Table", conversion=lines)
	assert score(instrument, answers(3, 3, 3, 3)).value == 60


def test_without_a_total_the_subscales_alone_have_scores() -> None:
	result = score(PARTS, answers(2, 2, 1.5, 2))
	assert (result.value, result.subscales, result.complete) == (None, {"W": 4, "C": 3.5}, True)
	assert result.reading == "Worry 4 (high); Calm 3,5"


def test_without_a_total_every_subscale_must_be_there() -> None:
	assert score(PARTS, answers(2, 2, 1, None)).complete
	result = score(PARTS, answers(2, None, 1, 1))
	assert (result.subscales, result.complete, result.reading) == ({"W": None, "C": 2}, False, "Calm 2")
	assert not score(PARTS, {}).complete


def test_the_scores_of_many_subscales_fit_a_line() -> None:
	codes = [f"S{n}" for n in range(1, 5)]
	items = tuple(replace(item, subscale=code) for item, code in zip(FOUR, codes, strict=True))
	subscales = tuple(Subscale(code, "A long name of a part of the questionnaire") for code in codes)
	line = score(replace(PARTS, items=items, subscales=subscales), answers(1, 1, 1, 1)).reading
	assert (len(line), line[-1]) == (140, "…")


@pytest.mark.parametrize(
	("changes", "place"),
	[
		({"items": tuple(replace(item, in_total=False) for item in FOUR)}, ("", 0, "method")),
		({"method": "No Total"}, ("", 0, "method")),
		({"method": "No Total", "cutoffs": (Cutoff(3, "low"),)}, ("cutoffs", 1, "subscale")),
		({"method": "No Total", "conversion": (Converted(1, 1),)}, ("conversion", 1, "subscale")),
		({"method": "No Total", "meaningful_change": 3}, ("", 0, "meaningful_change")),
		({"rounding": "Down"}, ("", 0, "rounding")),
		({"method": "Mean", "rounding": "Nearest Whole"}, ("", 0, "rounding")),
		(
			{
				"items": tuple(replace(item, subscale="C") for item in FOUR),
				"subscales": (replace(CALM, method="No Total"),),
			},
			("subscales", 1, "method"),
		),
	],
)
def test_a_total_that_cannot_be_is_refused_at_its_place(
	changes: dict[str, object], place: tuple[str, int, str]
) -> None:
	assert place in places(**changes)


READINGS = (Cutoff(6, "low"), Cutoff(7, "middle"), Cutoff(None, "high"))


@pytest.mark.parametrize(
	("rounding", "given", "value", "label"),
	[
		("Not Rounded", (2, 2, 1, None), 6.666666667, "middle"),
		("Nearest Whole", (2, 2, 1, None), 7, "middle"),
		("Next Whole", (2, 2, 1, None), 7, "middle"),
		("Not Rounded", (2, 1, None, None), 6, "low"),
		("Nearest Whole", (3, 2, None, None), 10, "high"),
		("Not Rounded", (3, 1, 1, None), 6.666666667, "middle"),
		("Not Rounded", (2, 1, 2, None), 6.666666667, "middle"),
		("Nearest Whole", (2, 2, 0.6, None), 6, "low"),
		("Next Whole", (2, 2, 0.6, None), 7, "middle"),
		("Not Rounded", (2, 2, 0.6, None), 6.133333333, "middle"),
		("Nearest Whole", (2, 1.25, None, None), 7, "middle"),
	],
)
def test_a_sum_with_missing_answers_is_rounded_and_then_read(
	rounding: str, given: tuple[float | None, ...], value: float, label: str
) -> None:
	instrument = replace(PLAIN, missing_allowed=2, rounding=rounding, cutoffs=READINGS)
	result = score(instrument, answers(*given))
	assert (result.value, result.reading) == (value, label)


def test_a_sum_of_all_answers_is_never_rounded() -> None:
	instrument = replace(PLAIN, missing_allowed=2, rounding="Next Whole")
	assert score(instrument, answers(1.5, 1, 1, 1)).value == 4.5


def test_a_rounded_sum_is_then_converted_and_scaled() -> None:
	lines = tuple(Converted(raw, 100 + raw) for raw in range(13))
	table = replace(
		PLAIN, missing_allowed=1, rounding="Next Whole", method="Conversion Table", conversion=lines
	)
	assert score(table, answers(2, 2, 1, None)).value == 107
	assert (
		score(
			replace(PLAIN, missing_allowed=1, rounding="Next Whole", multiplier=4), answers(2, 2, 1, None)
		).value
		== 28
	)
	stretched = replace(PLAIN, missing_allowed=1, rounding="Nearest Whole", rescale_to=(0, 120))
	assert score(stretched, answers(2, 2, 1, None)).value == 70


def test_half_is_rounded_up_below_nought_too_and_dust_is_not() -> None:
	items = tuple(replace(item, minimum=-3) for item in FOUR)
	instrument = replace(PLAIN, items=items, missing_allowed=2, rounding="Nearest Whole")
	assert score(instrument, answers(-0.25, -1, None, None)).value == -2
	tenths = replace(PLAIN, missing_allowed=1, rounding="Next Whole")
	assert score(tenths, answers(0.1, 0.2, 0.45, None)).value == 1


def test_a_subscale_has_a_rule_of_its_own() -> None:
	items = tuple(replace(item, subscale="C") for item in FOUR)
	subscale = replace(CALM, rounding="Next Whole", cutoffs=READINGS)
	instrument = replace(PLAIN, items=items, subscales=(subscale,), missing_allowed=1)
	result = score(instrument, answers(2, 2, 0.6, None))
	assert (result.value, result.subscales["C"], result.subscale_readings["C"]) == (6.133333333, 7, "middle")


def test_a_definition_in_rows_says_all_of_it_and_older_ones_say_nothing() -> None:
	rows = [
		{
			"item_code": item.code,
			"item_label": item.label,
			"minimum": 0,
			"maximum": 3,
			"not_in_total": place == 3,
		}
		for place, item in enumerate(FOUR)
	]
	older = {"instrument_code": "X", "title": "X", "method": "Sum", "multiplier": 1, "items": rows[:3]}
	assert build(older).rounding == "Not Rounded"
	newer = build({**older, "items": rows, "missing_allowed": 1, "rounding": "Next Whole"})
	assert [item.code for item in newer.items_of_total] == ["Q1", "Q2", "Q3"]
	assert newer.rounding == "Next Whole"
