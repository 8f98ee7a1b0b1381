"""Items are suggested where something tells them, and silence is a question, not a tick (N10)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lat_corps.domain.instrument_rows import build
from lat_corps.domain.instruments import Instrument, Item
from lat_corps.spreadsheets.cells.table import Table
from tests.who5 import WHO5

from .senders import answered, mapping_of, plan_of, read, text_file

SHIPPED = json.loads(
	(Path(__file__).parents[2] / "fixtures" / "instruments.json").read_text(encoding="utf-8")
)
SHORT_LABELS = next(build(values) for values in SHIPPED if values["instrument_code"] == "WHO5")
CODES = [item.code for item in SHORT_LABELS.items]
START = ["Forløb", "Måling", "Dato"]
ROW = ["001", "Før", "31-01-2024"]
LATER = ["001", "Efter", "30-06-2024"]
OFFICIAL = [
	"Har jeg været glad og i godt humør",
	"Har jeg følt mig rolig og afslappet",
	"Har jeg følt mig aktiv og energisk",
	"Er jeg vågnet frisk og udhvilet",
	"Har min dagligdag været fyldt med ting, der interesserer mig",
]
ENGLISH = [
	"I have felt cheerful and in good spirits",
	"I have felt calm and relaxed",
	"I have felt active and vigorous",
	"I woke up feeling fresh and rested",
	"My daily life has been filled with things that interest me",
]


def items(count: int, maximum: int = 4, code: str = "X{}", label: str = "Question {}") -> Instrument:
	numbers = range(1, count + 1)
	return Instrument(
		"SET",
		"1",
		"Set",
		tuple(Item(code.format(n), label.format(n), 0, maximum) for n in numbers),
		"Sum",
		1,
		0,
	)


def file_of(headings: list[str], *answers: str | list[object]) -> Table:
	rows = [[*start, *some] for start, some in zip((ROW, LATER), answers, strict=False)]
	return read(text_file([[*START, *headings], *rows]))


def found(table: Table, instrument: Instrument) -> dict[str, str]:
	"""Return header -> item of the columns that are chosen for one."""
	mapping = mapping_of(table, instrument)
	return {h: column.item_code or "" for h, column in mapping.items() if column.role == "Answer"}


def ticked_away(table: Table, instrument: Instrument) -> set[str]:
	mapping = mapping_of(table, instrument)
	return {header for header, column in mapping.items() if column.role == "Ignore" and column.certain}


@pytest.mark.parametrize(
	"again",
	[
		"X{}.2", "X{}_2", "X{} (2)", "X{} wave 2", "X{} – 2. måling", "X{}: 2", "X{}[2]", "X{}-w2", "X{}.b",
		"X{} 2024", "X{} (2025)", "W2_X{}", "Bølge 2: X{}", "wave2.X{}", "2. måling – X{}", "Runde 2 X{}",
	],
)  # fmt: skip
def test_a_column_of_another_wave_is_not_the_item(again: str) -> None:
	instrument = items(12)
	first, second = ([form.format(number) for number in range(1, 13)] for form in ("X{}", again))
	both = file_of([*first, *second], "123401234012" * 2)
	assert found(both, instrument) == dict(zip(first, first, strict=True))
	assert not ticked_away(both, instrument)
	alone = file_of(second, "123401234012")
	assert found(alone, instrument) == {}
	assert not ticked_away(alone, instrument)


@pytest.mark.parametrize(
	"again", ["{}.1", "{} 2", "{} (2)", "{}_2", "{} – 2", "{} 2024", "2. måling: {}", "{} (2. gang)"]
)
def test_a_label_with_a_number_behind_is_not_the_item(again: str) -> None:
	labels = [item.label for item in WHO5.items]
	table = file_of([*labels, *map(again.format, labels)], "1234512345")
	assert found(table, WHO5) == {item.label: item.code for item in WHO5.items}
	assert not ticked_away(table, WHO5)
	assert found(file_of([again.format(label) for label in labels], "12345"), WHO5) == {}


@pytest.mark.parametrize("group", ["De sidste to uger {}", "I hvor høj grad har du følt {}", "WHO 5 {}"])
def test_questions_behind_a_group_that_nothing_separates_are_found(group: str) -> None:
	headings = [group.format(item.label) for item in WHO5.items]
	table = file_of(
		["De sidste to uger er gået", *headings, "Kommentar"], ["x", *"Ofte,Aldrig,Ofte,x,y".split(","), "z"]
	)
	assert found(table, WHO5) == dict(zip(headings, (item.code for item in WHO5.items), strict=True))


@pytest.mark.parametrize(
	"heading", ["WHO5: {}", "WH01_0{n} – WHO5: {}", "WHO5 – {}", "Q{n}. WHO5. {}", "[WHO5] {}"]
)
def test_the_name_of_the_instrument_before_every_question_is_no_item(heading: str) -> None:
	headings = [heading.format(label, n=number) for number, label in enumerate(OFFICIAL, 1)]
	for answers in ("12345", "65431"):
		table = file_of(headings, answers, answers[::-1])
		assert found(table, SHORT_LABELS) == dict(zip(headings, CODES, strict=True))


def test_a_numbered_question_of_another_wave_is_not_the_item() -> None:
	headings = [f"{number}. {item.label} (2. gang)" for number, item in enumerate(WHO5.items, 1)]
	assert found(file_of(headings, "12345"), WHO5) == {}


def test_labels_that_differ_in_their_number_are_not_alike() -> None:
	table = file_of(["Question 7", "Question 2"], "12")
	assert found(table, items(2)) == {"Question 2": "X2"}


@pytest.mark.parametrize(
	"written", ["who5_1", "WHO5-1", "WHO51", "WHO5[1]", "WHO5_1: Mood", "WHO5_1. Mood 14 days"]
)
def test_a_code_is_recognised_in_its_spellings(written: str) -> None:
	assert found(file_of([written], "3"), WHO5)[written] == "WHO5_1"


@pytest.mark.parametrize("heading", ["WHO5_{}", "WHO5.{}", "WHO5[{}]", "Spm. {}", "De sidste to uger [{}]"])
def test_numbers_behind_one_name_are_questions_of_it_and_a_total_is_none(heading: str) -> None:
	numbered = [heading.format(number) for number in range(1, 6)]
	table = file_of([*numbered, "WHO5"], [1, 2, 3, 4, 5, 60])
	assert found(table, SHORT_LABELS) == dict(zip(numbered, CODES, strict=True))
	assert ticked_away(table, SHORT_LABELS) == set()


@pytest.mark.parametrize(
	"heading",
	["WHO5_{}", "WHO-5 item {}", "who5_q{}", "WHO5[{}]", "WHO5 spørgsmål {}", "WHO5 – {}", "WHO 5.{}"],
)
def test_under_the_instruments_name_a_number_is_its_question_where_some_are_lacking_or_empty(
	heading: str,
) -> None:
	numbered = [heading.format(number) for number in range(1, 6)]
	expected = dict(zip(numbered, CODES, strict=True))
	for lacking in (numbered[3:], numbered[:2], numbered[1:4:2]):
		left = [each for each in numbered if each not in lacking]
		assert found(file_of(left, [3] * len(left)), SHORT_LABELS) == {each: expected[each] for each in left}
		some = [None if each in lacking else 3 for each in numbered]
		assert found(file_of(numbered, some), SHORT_LABELS) == expected
	assert not any(
		column.certain
		for column in mapping_of(file_of(numbered[:3], "324"), SHORT_LABELS).values()
		if column.role == "Answer"
	)


@pytest.mark.parametrize(
	("headings", "answers"),
	[
		(["WHO5_1"], [3]),
		(["WHO5_1", "WHO5_2"], [60, 72]),
		(["WHO5_1", "WHO5.1", "WHO5_2"], [3, 4, 2]),
		(["WHO5_6", "WHO5_7"], [3, 4]),
		(["PHQ9_1", "PHQ9_2", "PHQ9_3"], [3, 1, 2]),
		(["Spm. 1", "Spm. 2", "Spm. 3"], [3, 1, 2]),
	],
	ids=["one alone", "totals", "twice", "beyond", "another instrument", "no name"],
)
def test_a_number_alone_or_of_something_else_is_asked_about(
	headings: list[str], answers: list[object]
) -> None:
	table = file_of(headings, answers)
	assert found(table, SHORT_LABELS) == {}
	assert ticked_away(table, SHORT_LABELS) == set() or 60 in answers or "PHQ9_1" in headings


@pytest.mark.parametrize("place", range(6))
@pytest.mark.parametrize(
	("official", "instrument", "more"),
	[(OFFICIAL, SHORT_LABELS, "Sov du godt i nat?"), (ENGLISH, WHO5, "Overall satisfaction")],
	ids=["danish", "english"],
)
def test_official_wording_is_found_with_one_more_column_among_it(
	official: list[str], instrument: Instrument, more: str, place: int
) -> None:
	expected = dict(zip(official, (item.code for item in instrument.items), strict=True))
	for extra in (4, "Det gik fint"):
		headings = [*official[:place], more, *official[place:]]
		answers = [1, 2, 3, 4, 5]
		table = file_of(headings, [*answers[:place], extra, *answers[place:]])
		assert found(table, instrument) == expected
		assert answered(plan_of(table, instrument))[0][3:] == (1, 2, 3, 4, 5)


@pytest.mark.parametrize("place", range(6))
@pytest.mark.parametrize("form", ["{}. {}", "Q{}: {}", "{}) {}", "q{}", "Spørgsmål {} – {}"])
def test_numbered_questions_are_found_with_one_more_column_among_them(form: str, place: int) -> None:
	words = ["Glad", "Rolig", "Aktiv", "Frisk", "Optaget"]
	numbered = [form.format(number, word) for number, word in enumerate(words, 1)]
	for more, extra in (("Kommentar", "Det gik fint"), ("Søvn", 4), ("2a. Hvorfor", 3)):
		answers: list[object] = [1, 2, 3, 4, 5]
		table = file_of(
			[*numbered[:place], more, *numbered[place:]], [*answers[:place], extra, *answers[place:]]
		)
		assert found(table, WHO5) == dict(zip(numbered, (item.code for item in WHO5.items), strict=True))


def test_a_question_that_is_known_tells_where_the_numbers_begin() -> None:
	head = ["Q1", "Q2", "Q3", "Q4 Mood", "Q5", "Q6", "Q7", "Q8", "Q9"]
	chosen = found(file_of(head, "123451234"), WHO5)
	assert chosen == dict(zip(head[3:8], (item.code for item in WHO5.items), strict=True))


@pytest.mark.parametrize(
	"headings",
	[
		["Q1", "Q2", "Q3", "Q4", "Q5", "Q6"],
		["a", "b", "c", "d", "e", "f"],
		["Q1", "Q2", "Q4", "Q5", "Q7", "x"],
	],
)
def test_what_nothing_tells_is_asked_about(headings: list[str]) -> None:
	table = file_of(headings, "123451", "543215")
	assert found(table, WHO5) == {}
	assert ticked_away(table, WHO5) == set()


def test_where_nothing_tells_of_answers_every_column_is_asked_about() -> None:
	table = file_of(["a", "b", "Bemærkning"], ["ja", "nej", "kom for sent"])
	assert ticked_away(table, WHO5) == set()


def test_columns_that_share_words_may_be_answers() -> None:
	rows = [[*ROW, "Ja", "Nej", "Fint", "A"], [*LATER, "Nej", "Ja", "Godt", "B"]] * 3
	table = read(text_file([[*START, "Glad", "Rolig", "Kommentar", "Hold"], *rows]))
	assert ticked_away(table, WHO5) == {"Kommentar", "Hold"}


def test_other_columns_are_ticked_away_where_every_item_is_certain() -> None:
	codes = [item.code for item in WHO5.items]
	table = file_of([*codes, "Køn", "Alder"], [1, 2, 3, 4, 5, 1, 34])
	assert ticked_away(table, WHO5) == {"Køn", "Alder"}


def test_a_file_of_which_no_row_gets_a_score_says_so_first() -> None:
	codes = [item.code for item in WHO5.items]
	for answers in ("9999x", ["", "1", "2", "3", "4"]):
		plan = plan_of(file_of(codes, answers), WHO5)
		assert plan.unscored is not None
		assert plan.unscored.render().startswith("No row of the file gets a score.")
	assert plan_of(file_of(codes, "12345", "9999x"), WHO5).unscored is None
	assert plan_of(read(text_file([[*START, *codes]])), WHO5).unscored is None
