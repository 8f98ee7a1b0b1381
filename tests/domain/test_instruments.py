"""Scoring of questionnaires (N8, T8), with WHO-5 as one of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lat_corps.domain.instruments import (
	AnswerError,
	Choice,
	Converted,
	Cutoff,
	Instrument,
	InstrumentError,
	Item,
	Subscale,
	reading,
	score,
	score_range,
)
from tests.who5 import WHO5


def who5(*answers: float | None) -> dict[str, float | None]:
	return {item.code: answer for item, answer in zip(WHO5.items, answers, strict=True)}


NAN = float("nan")
COPING = Subscale("Coping", "Coping with everyday life")


def item(code: str, label: str = "Label", minimum: float = 1, maximum: float = 7, **values: object) -> Item:
	return Item(code, label, minimum, maximum, **values)


def table(first: int, last: int) -> tuple[Converted, ...]:
	return tuple(Converted(raw, raw / 2 + 20) for raw in range(first, last + 1))


def mastery(**changes: object) -> Instrument:
	instrument = Instrument(
		code="MASTERY",
		version="2",
		title="Mastery",
		items=(
			Item("M1", "Coping", 1, 7, subscale="Coping"),
			Item("M2", "Helplessness", 1, 7, reverse=True, subscale="Coping"),
			Item("M3", "Plans", 1, 7),
			Item("M4", "Support", 1, 7),
		),
		method="Sum",
		multiplier=1,
		missing_allowed=1,
		subscales=(COPING,),
	)
	return replace(instrument, **changes)


@pytest.mark.parametrize(
	("answers", "value"), [((0, 0, 0, 0, 0), 0), ((5, 5, 5, 5, 5), 100), ((3, 2, 4, 1, 3), 52)]
)
def test_who5_is_the_sum_times_four(answers: tuple[float, ...], value: float) -> None:
	assert score(WHO5, who5(*answers)).value == value


@pytest.mark.parametrize(
	("value", "position"), [(0, 0), (35, 0), (36, 1), (50, 1), (50.5, 2), (52, 2), (100, 2)]
)
def test_who5_is_read_as_in_denmark(value: float, position: int) -> None:
	assert reading(WHO5, value) == WHO5.cutoffs[position].label


def test_who5_needs_all_five_answers() -> None:
	result = score(WHO5, who5(3, 3, None, 3, 3))
	assert (result.value, result.answered, result.missing, result.reading) == (None, 4, ["WHO5_3"], "")


def test_an_absent_item_is_missing_like_an_empty_one() -> None:
	assert score(WHO5, {"WHO5_1": 3}).missing == ["WHO5_2", "WHO5_3", "WHO5_4", "WHO5_5"]


def test_a_meaningful_change_of_who5_is_ten_points() -> None:
	assert WHO5.meaningful_change == 10


def test_a_reversed_item_counts_from_the_other_end() -> None:
	assert score(mastery(), {"M1": 7, "M2": 1, "M3": 7, "M4": 7}).value == 28
	assert score(mastery(), {"M1": 7, "M2": 7, "M3": 7, "M4": 7}).value == 22


def test_a_sum_with_an_allowed_gap_takes_the_mean_of_the_answers_given() -> None:
	result = score(mastery(), {"M1": 6, "M2": 4, "M3": 5})
	assert (result.value, result.missing) == (20, ["M4"])


def test_one_gap_too_many_leaves_no_score() -> None:
	assert score(mastery(), {"M1": 6, "M3": 5}).value is None


def test_no_answers_leave_no_score_however_many_may_be_missing() -> None:
	assert score(mastery(missing_allowed=3), {}).value is None


def test_a_mean_is_taken_over_the_answers_given() -> None:
	instrument = mastery(method="Mean", multiplier=10)
	assert score(instrument, {"M1": 6, "M2": 4, "M3": 5}).value == 50


def test_a_subscale_needs_all_of_its_items() -> None:
	assert score(mastery(), {"M1": 6, "M2": 3, "M3": 1}).subscales == {"Coping": 11}
	assert score(mastery(), {"M1": 6, "M3": 1, "M4": 1}).subscales == {"Coping": None}


@pytest.mark.parametrize("answer", [-1, 5.5, 6, float("inf"), float("nan"), True])
def test_an_answer_outside_the_range_is_refused_by_the_name_of_its_item(answer: float) -> None:
	with pytest.raises(AnswerError, match="WHO5_2"):
		score(WHO5, who5(1, answer, 1, 1, 1))


def test_an_unknown_item_is_refused_by_name_even_when_it_is_empty() -> None:
	with pytest.raises(AnswerError, match="WHO5_9"):
		score(WHO5, {"WHO5_9": None})


def test_a_refusal_can_be_translated() -> None:
	with pytest.raises(AnswerError) as refusal:
		score(WHO5, who5(1, 6, 1, 1, 1))
	danish = {refusal.value.message.text: "{item}: {value} ligger ikke mellem {minimum} og {maximum}."}
	assert (
		refusal.value.message.render(lambda source: danish[source]) == "WHO5_2: 6 ligger ikke mellem 0 og 5."
	)


def test_the_range_of_scores_follows_from_the_items() -> None:
	assert score_range(WHO5) == (0, 100)
	assert score_range(mastery()) == (4, 28)
	assert score_range(mastery(method="Mean", multiplier=10)) == (10, 70)


def test_the_range_of_a_subscale_is_that_of_its_items() -> None:
	assert score_range(mastery(), COPING) == (2, 14)


def test_a_rescaled_score_goes_from_the_lowest_to_the_highest_that_can_be_answered() -> None:
	instrument = mastery(rescale_to=(0, 100))
	assert score_range(instrument) == (0, 100)
	assert score(instrument, {"M1": 4, "M2": 4, "M3": 4, "M4": 4}).value == 50


def test_a_conversion_table_says_what_a_sum_becomes() -> None:
	instrument = mastery(method="Conversion Table", conversion=table(4, 28))
	assert score(instrument, {"M1": 7, "M2": 1, "M3": 7, "M4": 7}).value == 34
	assert score_range(instrument) == (22, 34)


def test_a_sum_between_two_lines_of_a_table_takes_the_nearest_and_halfway_the_higher() -> None:
	instrument = mastery(method="Conversion Table", conversion=table(4, 28), missing_allowed=2)
	assert score(instrument, {"M1": 6, "M3": 5, "M4": 5}).value == 21 / 2 + 20
	uneven = (item("M1"), item("M2", minimum=0, maximum=1))
	instrument = replace(instrument, items=uneven, subscales=(), missing_allowed=1, conversion=table(1, 8))
	assert score(instrument, {"M1": 4}).value == 5 / 2 + 20


def test_a_subscale_is_scored_and_read_in_its_own_way() -> None:
	subscale = replace(
		COPING, method="Mean", missing_allowed=1, cutoffs=(Cutoff(3, "Low"), Cutoff(7, "High"))
	)
	result = score(mastery(subscales=(subscale,)), {"M1": 6})
	assert (result.value, result.subscales, result.subscale_readings) == (
		None,
		{"Coping": 6},
		{"Coping": "High"},
	)


def test_an_answer_between_the_choices_is_refused() -> None:
	choices = (Choice(0, "Never"), Choice(1, "Sometimes"), Choice(4, "Always"))
	instrument = mastery(
		items=(item("M1", minimum=0, maximum=4, choices=choices),), subscales=(), missing_allowed=0
	)
	assert score(instrument, {"M1": 4}).value == 4
	with pytest.raises(AnswerError, match="answers are 0, 1, 4"):
		score(instrument, {"M1": 2})


def test_the_limits_of_an_item_are_those_of_its_choices() -> None:
	choices = (Choice(0, "Never"), Choice(4, "Always"))
	with pytest.raises(InstrumentError, match="limits of M1"):
		mastery(items=(item("M1", choices=choices),), subscales=(), missing_allowed=0)


def test_dust_of_floating_point_passes_no_cutoff() -> None:
	instrument = mastery(multiplier=0.1, cutoffs=(Cutoff(0.7, "Low"), Cutoff(2.8, "High")))
	assert score(instrument, {"M1": 1, "M2": 4, "M3": 1, "M4": 1}).reading == "Low"


LIMITS = st.tuples(st.integers(-5, 5), st.integers(1, 10)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
	"""Any instrument scored by sum or mean, rescaled or not."""
	limits = draw(st.lists(LIMITS, min_size=1, max_size=8))
	items = tuple(
		item(f"I{number}", minimum=low, maximum=high, reverse=draw(st.booleans()))
		for number, (low, high) in enumerate(limits)
	)
	return mastery(
		items=items,
		subscales=(),
		method=draw(st.sampled_from(("Sum", "Mean"))),
		missing_allowed=draw(st.integers(0, len(items) - 1)),
		rescale_to=draw(st.sampled_from((None, (0, 100), (-1, 1)))),
	)


@st.composite
def answered(draw: st.DrawFn) -> tuple[Instrument, dict[str, float | None]]:
	instrument = draw(instruments())
	return instrument, {
		each.code: draw(st.one_of(st.none(), st.integers(int(each.minimum), int(each.maximum))))
		for each in instrument.items
	}


@given(answered())
def test_a_score_lies_in_the_range_and_is_there_when_enough_is_answered(
	case: tuple[Instrument, dict[str, float | None]],
) -> None:
	instrument, answers = case
	result = score(instrument, answers)
	enough = 0 < result.answered and len(result.missing) <= instrument.missing_allowed
	assert (result.value is not None) == enough
	if enough:
		lowest, highest = score_range(instrument)
		assert lowest - 1e-9 <= result.value <= highest + 1e-9


@given(answered())
def test_reversing_every_item_mirrors_the_score(case: tuple[Instrument, dict[str, float | None]]) -> None:
	instrument, answers = case
	mirrored = replace(
		instrument, items=tuple(replace(each, reverse=not each.reverse) for each in instrument.items)
	)
	one, other = score(instrument, answers).value, score(mirrored, answers).value
	assert (one is None) == (other is None)
	if one is not None:
		assert one + other == pytest.approx(sum(score_range(instrument)), abs=1e-6)


@given(answered())
def test_rescaling_keeps_the_place_between_lowest_and_highest(
	case: tuple[Instrument, dict[str, float | None]],
) -> None:
	instrument, answers = case
	plain = replace(instrument, rescale_to=None)
	lowest, highest = score_range(plain)
	value = score(plain, answers).value
	stretched = score(replace(instrument, rescale_to=(0, 100)), answers).value
	if value is not None:
		assert stretched == pytest.approx((value - lowest) / (highest - lowest) * 100, abs=1e-6)


@pytest.mark.parametrize(
	("changes", "place"),
	[
		({"items": (), "subscales": ()}, ("", 0, "")),
		({"items": (item("M1"), item("M1")), "subscales": ()}, ("items", 2, "item_code")),
		({"items": (item("M1"), item("m1")), "subscales": ()}, ("items", 2, "item_code")),
		({"items": (item("M1"), item(" ")), "subscales": ()}, ("items", 2, "item_code")),
		({"items": (item("M1"), item("M2", label="")), "subscales": ()}, ("items", 2, "item_label")),
		({"items": (item("M1", minimum=7), item("M2")), "subscales": ()}, ("items", 1, "maximum")),
		({"items": (item("M1", maximum=NAN), item("M2")), "subscales": ()}, ("items", 1, "maximum")),
		({"subscales": ()}, ("items", 1, "subscale")),
		({"subscales": (COPING, Subscale("Plans", "Plans"))}, ("subscales", 2, "subscale_code")),
		({"subscales": (COPING, COPING)}, ("subscales", 2, "subscale_code")),
		({"subscales": (replace(COPING, missing_allowed=2),)}, ("subscales", 1, "missing_allowed")),
		({"subscales": (replace(COPING, label=""),)}, ("subscales", 1, "subscale_label")),
		({"method": "Median"}, ("", 0, "method")),
		({"missing_allowed": 4}, ("", 0, "missing_allowed")),
		({"missing_allowed": -1}, ("", 0, "missing_allowed")),
		({"multiplier": 0}, ("", 0, "multiplier")),
		({"multiplier": -1}, ("", 0, "multiplier")),
		({"multiplier": NAN}, ("", 0, "multiplier")),
		({"multiplier": 2, "rescale_to": (0, 100)}, ("", 0, "multiplier")),
		({"rescale_to": (100, 0)}, ("", 0, "rescale_highest")),
		({"rescale_to": (0, NAN)}, ("", 0, "rescale_highest")),
		({"conversion": (Converted(4, 20),)}, ("", 0, "method")),
		({"method": "Conversion Table"}, ("", 0, "method")),
		(
			{"method": "Conversion Table", "conversion": (*table(4, 28), Converted(5, 1))},
			("conversion", 26, "raw"),
		),
		({"method": "Conversion Table", "conversion": table(4, 27)}, ("", 0, "method")),
		(
			{"method": "Conversion Table", "conversion": table(4, 28), "rescale_to": (0, 1)},
			("", 0, "rescale"),
		),
		({"cutoffs": (Cutoff(20, "high"), Cutoff(10, "low"))}, ("cutoffs", 2, "upto")),
		({"cutoffs": (Cutoff(None, "all"), Cutoff(10, "never"))}, ("cutoffs", 2, "upto")),
		({"cutoffs": (Cutoff(NAN, "all"),)}, ("cutoffs", 1, "upto")),
		({"cutoffs": (Cutoff(10, " "),)}, ("cutoffs", 1, "reading")),
		({"meaningful_change": -1}, ("", 0, "meaningful_change")),
		({"sd": 7.5, "reliability_source": "Manual"}, ("", 0, "reliability")),
		({"reliability": 0.8, "reliability_source": "Manual"}, ("", 0, "sd")),
		({"sd": 7.5, "reliability": 0.8}, ("", 0, "reliability_source")),
		({"sd": -7.5, "reliability": 0.8, "reliability_source": "Manual"}, ("", 0, "sd")),
		({"sd": 7.5, "reliability": 80, "reliability_source": "Manual"}, ("", 0, "reliability")),
	],
)
def test_a_definition_that_does_not_hang_together_is_refused_at_its_place(
	changes: dict[str, object], place: tuple[str, int, str]
) -> None:
	with pytest.raises(InstrumentError) as refusal:
		mastery(**changes)
	assert place in [(flaw.table, flaw.row, flaw.column) for flaw in refusal.value.flaws]
