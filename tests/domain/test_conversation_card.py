"""The cards that ship, and what a card may not hold (R70 to R77, T1)."""

import json
from importlib.resources import files

import pytest

from lat_corps.domain.conversation_card import (
	ANCHORED,
	HINT,
	SCALE,
	Question,
	changes,
	columns,
	flaws,
	sections,
)

SHIPPED = {
	card["kind"]: [Question(row["section"], row["question"], row["form"]) for row in card["questions"]]
	for card in json.loads(files("lat_corps.shipped").joinpath("conversation_cards.json").read_text("utf-8"))
}
SECTIONS = (4, 3, 5, 5, 4, 6, 3, 3, 2, 2)
"""How much each of the ten sections of the guide's card asks."""


def asks(section: str, *questions: str) -> list[Question]:
	return [Question(section, question) for question in questions]


@pytest.mark.parametrize("kind", SHIPPED)
def test_a_shipped_card_hangs_together_and_asks_nothing_twice(kind):
	assert flaws(SHIPPED[kind]) == []
	asked = [question.question.casefold() for question in SHIPPED[kind]]
	assert len(asked) == len(set(asked))


def test_the_card_for_coaching_has_the_ten_sections_and_the_three_points_to_keep_in_mind():
	*ten, focus = sections(SHIPPED["Individual coaching"])
	assert tuple(len(section.questions) for section in ten) == SECTIONS
	assert [question.form for question in focus.questions] == [HINT] * 3


@pytest.mark.parametrize("kind", SHIPPED)
def test_on_paper_it_stands_in_two_columns_of_about_the_same_length(kind):
	found = sections(SHIPPED[kind])
	left, right = columns(found)
	assert left and (*left, *right) == found
	lengths = [sum(len(section.questions) + 1 for section in column) for column in (left, right)]
	assert len(found) == 1 or abs(lengths[0] - lengths[1]) <= max(len(each.questions) + 1 for each in found)


def test_a_card_without_questions_is_an_empty_sheet():
	assert columns(()) == ((), ())


def test_it_has_one_scale_and_one_with_words_of_ones_own():
	forms = [question.form for question in SHIPPED["Individual coaching"]]
	assert (forms.count(SCALE), forms.count(ANCHORED)) == (1, 1)


def test_the_card_for_safety_asks_five_questions():
	assert len(SHIPPED["Safety"]) == 5


def test_two_sections_may_not_ask_the_same():
	card = [*asks("Vision", "Hvad?", "Hvordan?"), *asks("Nu", "hvordan?", "Hvad? ")]
	assert [flaw.requirement for flaw in flaws(card)] == ["T1"]


def test_two_sections_may_share_a_question():
	assert not flaws([*asks("Vision", "Hvad?", "Hvordan?"), *asks("Nu", "Hvad?")])


def test_the_questions_of_a_section_stand_together():
	card = [*asks("Mål", "Hvad?"), *asks("Nu", "Hvornår?"), *asks("Mål", "Hvem?")]
	assert [flaw.values for flaw in flaws(card)] == [{"section": "Mål"}]


def test_the_changes_between_two_cards_are_questions():
	found = changes(asks("Mål", "Hvad?", "Hvem?"), asks("Mål", "Hvem?", "Hvor?"))
	assert (found.added, found.taken_out) == (tuple(asks("Mål", "Hvor?")), tuple(asks("Mål", "Hvad?")))
	assert changes(asks("Mål", "a", "b"), asks("Mål", "b", "a")).added == ()
