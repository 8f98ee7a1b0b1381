"""When coaching is due, by the saves that move it, and whom it tells (R66)."""

from __future__ import annotations

from datetime import date

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from lat_corps.coaching import cadence
from lat_corps.domain.cadence import months_after
from tests import factories
from tests.factories import as_user
from tests.site.test_coaching_sessions import plan
from tests.site.test_loans import under_way


@pytest.fixture(autouse=True)
def settings():
	"""Settings are cached beyond the rollback of a test."""
	yield
	frappe.clear_document_cache("LAT Settings", "LAT Settings")


@pytest.fixture
def case(world):
	return factories.case_at("Active", world)


def in_a_month(day: str | None = None) -> date:
	return months_after(getdate(day or today()), 1)


def due(mentor: str) -> date | None:
	found = frappe.db.get_value("LAT Mentor", mentor, "next_coaching_due")
	return getdate(found) if found else None


def told(world, record: str) -> set[str]:
	kinds = {"reference_name": record, "kind": ["like", "Coaching%"]}
	logins = frappe.get_all("LAT Turn", filters=kinds, pluck="user")
	return {person for person, login in world.people.items() if login in logins}


def begin_earlier(case, days: int) -> None:
	"""Let the approved match of a course have carried it for some days."""
	since = f"{add_days(today(), -days)} 09:00:00"
	frappe.db.set_value("LAT Match", {"lat_case": case.name, "stage": "Approved"}, "approved_on", since)
	cadence.every_day()


def test_it_is_due_a_month_after_the_match_is_approved(world):
	case = factories.case_brought_to("Preparing", world)
	assert due(case.mentor) == in_a_month()
	assert due(world.mentors["second_mentor"]) is None


def test_a_talk_that_was_held_moves_it_and_a_planned_one_does_not(world, case):
	begin_earlier(case, 50)
	overdue = in_a_month(add_days(today(), -50))
	plan(world, planned_on=f"{today()} 09:00:00")
	assert due(case.mentor) == overdue
	session = plan(world, held_on=add_days(today(), -2))
	assert due(case.mentor) == in_a_month(add_days(today(), -2))
	assert str(frappe.db.get_value("LAT Mentor", case.mentor, "last_coaching_on")) == add_days(today(), -2)
	with as_user(world["coordinator"]):
		session.update({"held_on": None}).save()
	assert due(case.mentor) == overdue


@pytest.mark.parametrize("counts", [0, 1])
def test_a_group_counts_where_the_setting_says_so(world, case, counts):
	frappe.get_doc("LAT Settings").update({"group_coaching_counts": counts}).save()
	begin_earlier(case, 20)
	plan(world, ("mentor", "second_mentor"), held_on=today())
	assert due(case.mentor) == in_a_month(None if counts else add_days(today(), -20))


def test_who_observes_is_not_coached(world, case):
	begin_earlier(case, 20)
	rows = [
		{"mentor": world.mentors["second_mentor"]},
		{"mentor": case.mentor, "part": "Colleague who observes"},
	]
	plan(world, participants=rows, held_on=today())
	assert due(case.mentor) == in_a_month(add_days(today(), -20))


def test_another_interval_and_none_at_all(world, case):
	settings = frappe.get_doc("LAT Settings")
	settings.update({"coaching_interval": 2}).save()
	assert due(case.mentor) == months_after(getdate(today()), 2)
	settings.update({"coaching_interval": 0}).save()
	assert due(case.mentor) is None


def test_nothing_is_due_once_the_mentor_has_no_course(world, case):
	match = frappe.get_doc("LAT Match", {"lat_case": case.name, "stage": "Approved"})
	frappe.db.delete("LAT Match", {"mentor": match.mentor, "name": ["!=", match.name]})
	with as_user(world["coordinator"]):
		match.update({"end_reason": "Flytter."}).save()
	factories.act(match, "End match", world["coordinator"])
	assert due(match.mentor) is None


def test_the_coordinators_are_told_when_it_is_near_and_no_longer_when_it_is_held(world, case):
	assert told(world, case.mentor) == set()
	begin_earlier(case, 28)
	assert told(world, case.mentor) == {"coordinator", "chief"}
	begin_earlier(case, 40)
	assert told(world, case.mentor) == {"coordinator", "chief"}
	plan(world, held_on=today())
	assert told(world, case.mentor) == set()


class TestLoan:
	"""A mentor of AWAY with a course in HOME: the terms say who coaches."""

	@pytest.fixture(autouse=True)
	def lent(self, world):
		return factories.lendable_mentor(world)

	@pytest.mark.parametrize(
		("terms", "at_home", "on_loan"),
		[
			("The lending municipality", True, False),
			("The borrowing municipality", False, True),
			("Both together", True, True),
		],
	)
	def test_the_terms_say_who_coaches(self, world, terms, at_home, on_loan):
		loan, _case = under_way(world)
		frappe.db.set_value("LAT Mentor Loan", loan.name, "coaching", terms)
		cadence.every_day()
		loan.reload()
		assert due(loan.mentor) == (in_a_month() if at_home else None)
		assert loan.next_coaching_due == (in_a_month() if on_loan else None)

	def test_the_borrower_coaches_and_is_told(self, world):
		loan, case = under_way(world)
		frappe.db.set_value("LAT Mentor Loan", loan.name, "coaching", "The borrowing municipality")
		begin_earlier(case, 40)
		assert told(world, loan.name) == {"coordinator", "chief"}
		plan(world, ("lent",), held_on=today())
		assert frappe.db.get_value("LAT Mentor Loan", loan.name, "next_coaching_due") == in_a_month()
		assert told(world, loan.name) == set()
