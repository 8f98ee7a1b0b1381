"""What a review of a course asks for by its decision, and when the next is due (R20, R105)."""

from dataclasses import replace
from datetime import date

import pytest

from lat_corps.domain.case_reviews import (
	ADJUST,
	CHANGE_MENTOR,
	CONTINUE,
	DECISIONS,
	Decision,
	due_on,
	lacking,
)
from lat_corps.domain.course_facts import CLOSE, EXTEND

WEIGHED = Decision(
	decision=EXTEND,
	arguments_for="Er tæt på.",
	arguments_against="Mentor har travlt.",
	potential="En læreplads.",
	new_goals="Møder hver dag.",
	citizens_words="Jeg vil gerne blive ved.",
	mentor_took_part=True,
	caseworker="peter@example.com",
	new_end=True,
	lasts=True,
)


@pytest.mark.parametrize("decision", ["", CONTINUE, CLOSE])
def test_some_decisions_ask_for_nothing_more(decision):
	assert not lacking(Decision(decision))


@pytest.mark.parametrize("decision", [ADJUST, CHANGE_MENTOR])
def test_a_change_says_what_or_why(decision):
	assert [message.asks for message in lacking(Decision(decision))] == [("decided_words",)]
	assert not lacking(Decision(decision, decided_words="Mødes ude."))


def test_an_extension_is_weighed_with_all_three():
	assert not lacking(WEIGHED)
	assert len(lacking(Decision(EXTEND))) == 8


@pytest.mark.parametrize(
	("field", "empty"),
	[
		*((name, "") for name in ("arguments_for", "arguments_against", "potential", "new_goals")),
		*((name, "") for name in ("citizens_words", "caseworker")),
		("mentor_took_part", False),
		("new_end", False),
	],
)
def test_an_extension_lacks_each_part(field, empty):
	(message,) = lacking(replace(WEIGHED, **{field: empty}))
	assert message.asks == (field,) and message.requirement == "R105"


def test_a_new_end_lies_ahead():
	assert [message.asks for message in lacking(replace(WEIGHED, lasts=False))] == [("new_end",)]


def test_it_is_due_some_months_after_the_last_event():
	assert due_on([date(2026, 1, 31), None, date(2026, 3, 31)], 3) == date(2026, 6, 30)
	assert due_on([date(2026, 1, 31)], 0) is None
	assert due_on([None], 3) is None


def test_the_decisions_are_those_of_the_guide():
	assert DECISIONS == (CONTINUE, ADJUST, CHANGE_MENTOR, EXTEND, CLOSE)
