"""Whom to ask, and what stands of the requests already made (R16)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lat_corps.domain.asking import (
	ACKNOWLEDGED,
	AWAITING,
	LAPSED,
	Plan,
	Request,
	bring_up_to_date,
)

SAMIR = ("LAT-RD-00001", "samir@example.org")
KAREN = ("LAT-RD-00001", "karen@example.org")


def test_everybody_bound_is_asked_once():
	assert bring_up_to_date({SAMIR, KAREN}, (), [Request("a", SAMIR, AWAITING)]) == Plan((KAREN,), {})


def test_who_has_acknowledged_is_not_asked():
	assert bring_up_to_date({SAMIR}, {SAMIR}, ()) == Plan((), {})


@pytest.mark.parametrize(
	("bound", "acknowledged", "standing", "becomes"),
	[
		({SAMIR}, {SAMIR}, AWAITING, ACKNOWLEDGED),
		((), (), AWAITING, LAPSED),
		((), {SAMIR}, AWAITING, ACKNOWLEDGED),
		((), {SAMIR}, LAPSED, ACKNOWLEDGED),
		((), {SAMIR}, ACKNOWLEDGED, None),
		((), (), LAPSED, None),
		({SAMIR}, (), AWAITING, None),
	],
)
def test_the_standing_follows(bound, acknowledged, standing, becomes):
	plan = bring_up_to_date(bound, acknowledged, [Request("a", SAMIR, standing)])
	assert plan.standings == ({"a": becomes} if becomes else {})


def test_who_is_bound_anew_is_asked_anew():
	assert bring_up_to_date({SAMIR}, (), [Request("a", SAMIR, LAPSED)]) == Plan((SAMIR,), {})


asked = st.tuples(st.sampled_from("12"), st.sampled_from("abc"))
standings = st.sampled_from([AWAITING, ACKNOWLEDGED, LAPSED])


@given(st.sets(asked), st.sets(asked), st.lists(st.tuples(asked, standings)))
def test_a_plan_carried_out_leaves_nothing_to_do(bound, acknowledged, standing):
	requests = [Request(str(number), pair, stands) for number, (pair, stands) in enumerate(standing)]
	plan = bring_up_to_date(bound, acknowledged, requests)
	after = [replace(r, standing=plan.standings.get(r.name, r.standing)) for r in requests]
	after += [Request(f"new {number}", pair, AWAITING) for number, pair in enumerate(plan.ask)]
	assert bring_up_to_date(bound, acknowledged, after) == Plan((), {})
	assert {r.asked for r in after if r.standing == AWAITING} == bound - acknowledged
