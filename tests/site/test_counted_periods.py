"""A quarter is counted once, and what was told of a period is told again (R110, N6)."""

from __future__ import annotations

import json

import frappe
import pytest
from frappe.utils import getdate

from lat_corps.domain.counting import CLOSED, REFERRED, keys_of
from lat_corps.insight import counted_periods
from lat_corps.insight.counted_change import CountedChange
from lat_corps.insight.counted_people import people_of
from lat_corps.insight.counted_periods import CountedYear
from lat_corps.insight.counted_rows import COUNTED, put
from tests import factories
from tests.factories import AWAY, HOME, as_user
from tests.site.test_management_report import courses

FIRST, YEAR = (1,), (1, 2, 3, 4)
ALL = (REFERRED, ())


def tell(quarters, *tables, municipality=HOME, keep=True):
	return CountedYear(municipality, 2019, keep).tell(quarters, tables).counts


def test_a_quarter_is_counted_once(world):
	courses(world, 6, "2019-02-01")
	assert tell(FIRST, (REFERRED,)) == {ALL: 6}
	courses(world, 5, "2019-02-02")
	assert tell(FIRST, (REFERRED,)) == {ALL: 6}
	assert tell(YEAR, (REFERRED, "Gender"))[ALL] == 6


def test_who_is_erased_stays_counted(world):
	(case, *_others) = courses(world, 6, "2019-02-01")
	tell(FIRST, (REFERRED,))
	frappe.delete_doc("LAT Case", case.name, force=True, ignore_permissions=True)
	assert tell(YEAR, (REFERRED,)) == {ALL: 6}


def test_looking_keeps_nothing(world):
	courses(world, 6, "2019-02-01")
	assert tell(FIRST, (REFERRED,), keep=False) == {ALL: 6}
	assert not frappe.get_all(COUNTED)


def test_a_table_that_is_asked_for_later_is_measured_against_what_was_told(world):
	"""Six women in the half-year, four of them in its first quarter, which hides them."""
	courses(world, 4, "2019-02-01", gender="Woman")
	courses(world, 5, "2019-05-01", gender="Woman")
	assert tell((2,), (REFERRED, "Gender"))[REFERRED, (("Gender", "Woman"),)] == 5
	assert tell((1, 2), (REFERRED, "Gender"))[REFERRED, (("Gender", "Woman"),)] is None
	assert tell((1, 2), (REFERRED, "Age"))[ALL] is None


def test_a_table_by_two_divisions_adds_up_to_those_by_one(world):
	courses(world, 12, "2019-02-01", gender="Woman")
	courses(world, 9, "2019-02-01", gender="Man")
	counts = tell(YEAR, (REFERRED, "Gender", "Course type"))
	assert set(keys_of(REFERRED, "Gender", "Course type")) <= set(counts)
	assert counts[REFERRED, (("Gender", "Man"), ("Course type", "Mentor course"))] == 9


def test_tables_by_two_divisions_are_told_of_whole_years_alone(world):
	courses(world, 24, "2019-02-01", gender="Woman")
	assert tell(FIRST, (REFERRED, "Gender", "Course type")) == {}
	assert len(tell(YEAR, (REFERRED, "Gender", "Course type"))) == 15


def test_too_few_people_are_not_told_of_by_two_divisions(world):
	"""Nineteen over eight cells: the table would hide nearly all of them."""
	courses(world, 19, "2019-02-01", gender="Woman")
	counts = tell(YEAR, (REFERRED, "Gender", "Course type"))
	assert counts == {ALL: 19}


def test_each_municipality_counts_its_own(world):
	courses(world, 6, "2019-02-01")
	tell(FIRST, (REFERRED,))
	assert tell(YEAR, (REFERRED,), municipality=AWAY) == {ALL: 0}


def test_a_person_counts_as_closed_by_the_first_closing_alone(world):
	for case in courses(world, 5, "2018-02-01", "2018-03-01"):
		case.db_set({"closed_on": "2019-09-01", "outcome": "Goals reached"})
		case.append(
			"earlier_closings",
			{"closed_on": "2018-12-01", "taken_up_at": "2019-01-10 10:00:00", "outcome": "Broken off"},
		).db_insert()
	people = people_of(HOME, CLOSED, getdate("2018-01-01"), getdate("2019-12-31"))
	assert [(one.day, one.of["Outcome"]) for one in people] == [(getdate("2018-12-01"), "Broken off")] * 5


def test_what_the_figures_on_change_tell_of_who_has_closed_is_reckoned_with(world):
	"""They tell of six, and hide the two of whom something is missing: the number of all would tell."""
	for case in courses(world, 8, "2019-02-01", "2019-02-20"):
		case.db_set({"closed_on": "2019-09-01", "stage": "Closed"})
	of_ratings = ["", 5, 2019, 2019, ["", {"n_pairs": 6}, ["n_missing"]]]
	row = put(None, HOME, 2019, YEAR, change=json.dumps([of_ratings]))
	assert tell(YEAR, (CLOSED,), keep=False).get((CLOSED, ())) is None
	put(row, HOME, 2019, YEAR, change="[]")
	assert tell(YEAR, (CLOSED,), keep=False)[CLOSED, ()] == 8


def test_the_change_of_a_year_is_counted_before_it_is_told_how_many_have_closed(world):
	for case in courses(world, 6, "2019-02-01", "2019-02-20"):
		case.db_set({"closed_on": "2019-09-01", "stage": "Closed"})
	assert tell(YEAR, (REFERRED,)) == {ALL: 6}
	assert not CountedChange.of(HOME).to
	assert tell(YEAR, (CLOSED,))[CLOSED, ()] == 6
	assert CountedChange.of(HOME).to == 2019


@pytest.mark.parametrize(("day", "to"), [("2020-06-30", 2018), ("2020-07-01", 2019)])
def test_change_is_counted_once_no_answer_can_come_in_any_more(world, monkeypatch, day, to):
	monkeypatch.setattr(counted_periods, "danish_today", lambda: getdate(day))
	counted_periods.every_day()
	assert CountedChange.of(HOME).to == CountedChange.of(None).to == to


def test_what_was_told_by_a_lower_threshold_is_told_with_that(world):
	tell(FIRST, (REFERRED,))
	frappe.db.set_single_value("LAT Settings", "small_cell_threshold", 9)
	frappe.clear_document_cache("LAT Settings", "LAT Settings")
	year = CountedYear(HOME, 2019, keep=False)
	assert (year.told_by(FIRST), year.told_by((2,)), year.told_by(FIRST, (2,))) == (5, 9, 5)


@pytest.mark.parametrize("person", ["coordinator", "manager", "centre", "administrator", "technician"])
def test_no_role_reads_what_was_counted(world, person):
	tell(FIRST, (REFERRED,))
	(name, *_others) = frappe.get_all(COUNTED, pluck="name")
	with as_user(world[person]):
		assert not frappe.has_permission(COUNTED, "read", doc=name)
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc(COUNTED, name).save()


def test_nothing_of_a_person_is_kept_but_numbers(world):
	courses(world, 1, "2019-02-01", gender="Woman")
	tell(FIRST, (REFERRED,))
	(row,) = frappe.get_all(COUNTED, fields=["*"])
	assert not [value for value in row.values() if "LAT-CI" in str(value) or factories.HOME == str(row.owner)]


@pytest.mark.parametrize(
	("values", "of"),
	[
		({"gender": "Nonbinary"}, ("Gender", "Not known")),
		({"target_group": "Other"}, ("Target group", "Not known")),
		({"age_at_referral": -3}, ("Age", "Not known")),
	],
)
def test_who_has_a_value_that_figures_do_not_know_counts_as_not_known(world, values, of):
	for case in courses(world, 6, "2019-02-01"):
		case.db_set(values)
	assert tell(FIRST, (REFERRED, of[0]))[REFERRED, (of,)] == 6


def test_a_municipality_that_cannot_be_counted_stops_no_other(world, monkeypatch):
	monkeypatch.setattr(counted_periods, "danish_today", lambda: getdate("2019-05-01"))
	(case,) = courses(world, 1, "2019-02-01")
	case.db_set({"municipality": min(HOME, AWAY), "course_type": "Another course"})
	counted_periods.every_day()
	counted = {*frappe.get_all(COUNTED, pluck="municipality")}
	assert max(HOME, AWAY) in counted and min(HOME, AWAY) not in counted
	(logged,) = frappe.get_all("Error Log", pluck="error", order_by="creation desc", limit=1)
	assert "count_all" in logged
