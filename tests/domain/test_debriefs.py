"""What a debrief asks for before it is written down, and what is to be told next (R106, R108)."""

from datetime import date

import pytest

from lat_corps.domain.debriefs import Debrief, lacking, next_task

WRITTEN = {"participants": 2, "more_of": "Korte møder.", "tasks": 1}


def asked(**values) -> list[str]:
	return [message.requirement for message in lacking(Debrief(**{**WRITTEN, **values}))]


def test_who_took_part_what_worked_and_who_needs_to_know():
	assert asked() == []
	assert asked(participants=0) == ["R106"]
	assert asked(more_of="") == ["R106"]
	assert asked(tasks=0) == ["R108"]
	assert len(lacking(Debrief())) == 3


def test_nobody_else_is_an_answer_but_not_beside_somebody():
	assert asked(tasks=0, nobody_else=True) == []
	assert asked(nobody_else=True) == ["R108"]


@pytest.mark.parametrize(
	"tasks, day",
	[
		([], None),
		([(date(2026, 3, 2), True)], None),
		([(date(2026, 3, 9), False), (date(2026, 3, 2), True), (date(2026, 3, 5), False)], date(2026, 3, 5)),
	],
)
def test_the_first_that_is_not_told_is_next(tasks, day):
	assert next_task(tasks) == day
