"""What an effort of others asks for as it goes on (R15, R52)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lat_corps.domain.efforts import ENDED, NOT_RELEVANT, PLANNED, STATUSES, UNDER_WAY, Effort, lacking
from lat_corps.domain.plan_types import PLAN_TYPES, SECTION_141, YOUTH, plans_on

DAY = date(2026, 11, 30)
GROWN, YOUNG = date(1990, 1, 1), date(2011, 1, 1)
NEAR = st.none() | st.dates(DAY - timedelta(days=60), DAY + timedelta(days=60))


def said(born=GROWN, **values) -> str:
	effort = Effort(**{"status": PLANNED, "department": "Jobcenter", "helps_with": "Praktik", **values})
	return " ".join(message.text for message in lacking(effort, born, DAY))


def test_a_planned_effort_needs_nothing_but_who_helps():
	assert said() == ""
	assert "who helps" in said(department=" ")
	assert "what they help with" in said(helps_with="")


def test_an_answer_needs_its_reason_alone():
	assert said(status=NOT_RELEVANT, because="Er i job.", department="", helps_with="") == ""
	assert "why" in said(status=NOT_RELEVANT, because=" ")


@pytest.mark.parametrize(
	("values", "words"),
	[
		({"status": UNDER_WAY}, "began"),
		({"status": UNDER_WAY, "begins": DAY + timedelta(days=1)}, "began"),
		({"status": ENDED, "begins": DAY, "afterwards": "Intet."}, "ended"),
		({"status": ENDED, "ends": DAY + timedelta(days=1), "afterwards": "Intet."}, "ended"),
		({"status": ENDED, "ends": DAY}, "what follows"),
		({"begins": DAY, "ends": DAY - timedelta(days=1)}, "ends before"),
		({"plan": YOUTH}, "of this age"),
		({"plan": SECTION_141, "born": YOUNG}, "of this age"),
	],
)
def test_what_is_lacking_is_said(values, words):
	assert words in said(**values)


def test_a_plan_that_was_outgrown_stays_until_somebody_changes_it():
	assert said(plan=YOUTH, plan_before=YOUTH) == ""


@given(NEAR, NEAR, st.sampled_from(STATUSES), st.text(max_size=3))
def test_what_may_be_saved_is_true_of_its_dates(begins, ends, status, afterwards):
	if not said(status=status, begins=begins, ends=ends, afterwards=afterwards):
		assert status != NOT_RELEVANT
		assert not (begins and ends) or begins <= ends
		assert status != UNDER_WAY or begins <= DAY
		assert status != ENDED or (ends <= DAY and afterwards.strip())


@given(st.none() | st.dates(date(1940, 1, 1), DAY), st.sampled_from(sorted(PLAN_TYPES)))
def test_a_plan_is_taken_exactly_when_the_law_has_it_for_the_age(born, plan):
	assert (said(born, plan=plan) == "") == (plan in plans_on(born, DAY))
