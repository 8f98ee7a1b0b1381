"""When coaching is due, by the saves that move it, and whom it tells (R66)."""

from __future__ import annotations

from datetime import date

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from lat_corps.coaching import cadence
from lat_corps.corps import turns
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


@pytest.fixture(autouse=True)
def of_no_other_test(world):
	"""A test over HTTP commits what its mentors carry: here they carry the courses of the test alone."""
	mentors = {"mentor": ["in", [*world.mentors.values()]]}
	frappe.db.delete("LAT Match", mentors)
	frappe.db.set_value("LAT Case", mentors, "mentor", None)
	cadence.every_day()


@pytest.fixture
def case(world, of_no_other_test):
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
	with as_user(world["coordinator"]):
		match.update({"end_reason": "Flytter."}).save()
	factories.act(match, "End match", world["coordinator"])
	assert due(match.mentor) is None


class TestPause:
	"""Days on which mentor or course pause do not count (R66)."""

	@pytest.fixture(autouse=True)
	def begun(self, case):
		begin_earlier(case, 20)

	def pause(self, world, doctype: str, name: str, begins: int, ends: int | None = None) -> None:
		days = {"from_date": add_days(today(), begins), "to_date": ends and add_days(today(), ends)}
		with as_user(world["coordinator"]):
			doc = frappe.get_doc(doctype, name)
			doc.append("pauses", days)
			doc.save()

	@pytest.mark.parametrize("doctype", ["LAT Mentor", "LAT Case"])
	def test_it_stops_the_clock(self, world, case, doctype):
		name = case.mentor if doctype == "LAT Mentor" else case.name
		before = due(case.mentor)
		self.pause(world, doctype, name, -10, -4)
		assert (due(case.mentor) - before).days == 7
		self.pause(world, doctype, name, -1)
		assert due(case.mentor) is None

	def test_it_goes_on_when_a_day_has_ended_it(self, world, case):
		before = due(case.mentor)
		self.pause(world, "LAT Case", case.name, -2)
		with as_user(world["coordinator"]):
			case.reload().pauses[0].to_date = add_days(today(), -1)
			case.save()
		assert (due(case.mentor) - before).days == 2

	def test_a_mentor_with_another_course_under_way_is_coached_all_the_same(self, world, case):
		other = factories.case_brought_to("Active", world)
		before = due(case.mentor)
		self.pause(world, "LAT Case", case.name, 0)
		assert due(case.mentor) == before
		self.pause(world, "LAT Case", other.name, 0)
		assert due(case.mentor) is None

	def test_nobody_is_told_in_a_pause(self, world, case):
		begin_earlier(case, 40)
		assert told(world, case.mentor)
		self.pause(world, "LAT Case", case.name, 0)
		assert told(world, case.mentor) == set()

	def test_a_course_that_pauses_is_not_silent(self, world, case):
		factories.begin_earlier(case, 60)
		self.pause(world, "LAT Case", case.name, -50, -1)
		assert getdate(case.reload().silent_on) > getdate(today())
		self.pause(world, "LAT Case", case.name, 0)
		assert case.reload().silent_on is None

	def test_its_last_day_comes_after_its_first(self, world, case):
		with pytest.raises(frappe.ValidationError, match="row 1"):
			self.pause(world, "LAT Case", case.name, 0, -3)

	def test_the_mentor_does_not_write_it(self, world, case):
		with as_user(world["mentor"]):
			case.reload().append("pauses", {"from_date": today()})
			case.save()
		assert not case.reload().pauses


def test_its_coordinator_is_told_when_it_is_near_and_no_longer_when_it_is_held(world, case):
	assert told(world, case.mentor) == set()
	begin_earlier(case, 28)
	assert told(world, case.mentor) == {"coordinator"}
	begin_earlier(case, 40)
	assert told(world, case.mentor) == {"coordinator"}
	plan(world, held_on=today())
	assert told(world, case.mentor) == set()


def test_with_the_course_it_becomes_the_turn_of_another_coordinator(world, case):
	begin_earlier(case, 40)
	with as_user(world["coordinator"]):
		case.reload().update({"coordinator": world["chief"]}).save()
	assert told(world, case.mentor) == {"chief"}


def test_each_who_coordinates_a_course_of_the_mentor_is_told_and_who_stands_in(world, case):
	begin_earlier(case, 40)
	other = factories.case_brought_to("Active", world)
	with as_user(world["coordinator"]):
		other.update({"coordinator": world["chief"]}).save()
	factories.appoint(world)
	turns.follow_all()
	assert told(world, case.mentor) == {"coordinator", "chief", "deputy"}


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
		assert told(world, loan.name) == {"coordinator"}
		plan(world, ("lent",), held_on=today())
		assert frappe.db.get_value("LAT Mentor Loan", loan.name, "next_coaching_due") == in_a_month()
		assert told(world, loan.name) == set()
