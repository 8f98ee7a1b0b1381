"""On which records it is somebody's turn, and what a line of the table may say."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from lat_corps.domain.corps_turns import REQUEST
from lat_corps.domain.turn_parts import (
	EMPTY,
	FILLED,
	CoordinatorOfCourse,
	Due,
	Login,
	Other,
	Turn,
	standing_on,
)
from lat_corps.domain.turns import KINDS, TURNS, fields_of, line

DAY = date(2026, 11, 29)
DAYS = {"due_notice_days": 7}
WITHOUT_NUMBER = (REQUEST, "LAT Experience Request")
"""Of what a person is asked: its number, a random one, would say nothing."""


def turn(**values) -> Turn:
	return Turn(
		**{
			"kind": "Test",
			"document": "LAT Match",
			"where": {},
			"who": Login("user"),
			"sentence": "",
			"button": "",
			"rule": "",
			**values,
		}
	)


def stands(found: Turn, *records: dict, course: dict | None = None, **others: list[dict]) -> list[str]:
	"""Return the names of the records on which it is a turn; `others` are documents without their prefix."""
	of_course = {
		"LAT Case": [{"name": "LAT-1", "stage": "Active", **(course or {})}],
		**{f"LAT {document}": rows for document, rows in others.items()},
	}
	of_course[found.document] = [{"name": number, **record} for number, record in enumerate(records)]
	return [record["name"] for record in standing_on(found, of_course, DAY, DAYS)]


def test_each_field_has_one_of_its_values():
	found = turn(where={"stage": ("Offered", "Accepted"), "read": (EMPTY,), "mentor": (FILLED,)})
	assert stands(
		found,
		{"stage": "Offered", "read": 0, "mentor": "M"},
		{"stage": "Accepted", "mentor": "M"},
		{"stage": "Declined", "read": 0, "mentor": "M"},
		{"stage": "Offered", "read": 1, "mentor": "M"},
		{"stage": "Offered", "read": 0, "mentor": None},
	) == [0, 1]


@pytest.mark.parametrize(("stage", "expected"), [("Active", [0]), ("Closed", [])])
def test_the_course_is_at_one_of_its_stages(stage, expected):
	assert stands(turn(course=("Active",)), {}, course={"stage": stage}) == expected


@pytest.mark.parametrize(
	("others", "there"),
	[
		([], False),
		([{"stage": "Sent"}], False),
		([{"stage": "Received"}], True),
		([{"stage": "Sent"}, {"stage": "Received"}], True),
	],
)
def test_what_else_the_course_has_or_lacks(others, there):
	received = Other("LAT Handover", {"stage": ("Received",)})
	assert bool(stands(turn(has=received), {}, Handover=others)) == there
	assert bool(stands(turn(lacks=received), {}, Handover=others)) != there


@pytest.mark.parametrize(("until", "counts"), [(None, True), (0, True), (-1, False)])
def test_another_record_counts_up_to_its_day(until, counts):
	other = {"until": None if until is None else DAY + timedelta(days=until)}
	assert bool(stands(turn(has=Other("LAT Handover", {}, until="until")), {}, Handover=[other])) == counts


def test_a_record_is_followed_by_one_alike_with_a_later_day_or_none():
	alike = turn(lacks=Other("LAT Match", {}, same=("kind",), later="until"))
	soon, later = DAY, DAY + timedelta(days=1)
	assert stands(alike, {"kind": "A", "until": soon}, {"kind": "A", "until": later}) == [1]
	assert stands(alike, {"kind": "A", "until": soon}, {"kind": "A", "until": None}) == [1]
	assert stands(alike, {"kind": "A", "until": soon}, {"kind": "B", "until": later}) == [0, 1]
	assert stands(alike, {"kind": "A", "until": soon}) == [0]


@pytest.mark.parametrize(("ahead", "near"), [(8, False), (7, True), (0, True), (-30, True), (None, False)])
def test_it_falls_due_some_days_before_the_day(ahead, near):
	last = None if ahead is None else DAY + timedelta(days=ahead)
	assert bool(stands(turn(due=Due("last")), {"last": last})) == near


def test_or_on_the_day_itself_or_at_once():
	ahead = {"last": DAY + timedelta(days=1)}
	assert not stands(turn(due=Due("last", ahead="")), ahead)
	assert stands(turn(due=Due("last", ahead="")), {"last": DAY})
	assert stands(turn(due=Due("last", at_once=True)), ahead)


class TestTable:
	def test_a_kind_is_one_line(self):
		assert len({*KINDS}) == len(KINDS) == len(TURNS)
		assert all(line(turn.kind) is turn for turn in TURNS)

	@pytest.mark.parametrize("turn", TURNS, ids=KINDS)
	def test_a_sentence_holds_a_number_and_a_day_and_never_a_name(self, turn):
		for sentence in filter(None, (turn.sentence, turn.soon, turn.overdue)):
			named = set(re.findall(r"\{(\w+)\}", sentence))
			assert named <= {"number", "day", "plan", *turn.values}
			assert "number" in named or turn.document in WITHOUT_NUMBER
			assert not ("day" in named and turn.due is None)
		assert turn.document == REQUEST or not turn.values, "only a request says more than its number"

	@pytest.mark.parametrize("turn", TURNS, ids=KINDS)
	def test_what_is_due_says_when_it_is_overdue(self, turn):
		assert bool(turn.due) == bool(turn.overdue) or turn.event
		assert turn.button and turn.sentence and turn.rule

	def test_a_line_tells_which_fields_it_asks_for(self):
		asking = turn(
			where={"stage": ("Offered",)},
			who=Login("mentor.user"),
			has=Other("LAT Consent", {"withdrawn_on": (EMPTY,)}, same=("purpose",), later="valid_until"),
			due=Due("last"),
		)
		assert set(asking.fields()) == {"stage", "mentor", "purpose", "last"}
		assert set(asking.has.fields()) == {"withdrawn_on", "purpose", "valid_until"}
		assert set(turn(who=CoordinatorOfCourse()).fields()) == set()
		assert "standing" in fields_of(REQUEST)
