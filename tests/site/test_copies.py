"""A copied record is what its steps would have made: the same rows in the same tables, and nothing else."""

import re
from collections import Counter
from datetime import datetime
from functools import partial

import frappe
import pytest

from lat_corps.domain.roles import MENTOR
from tests import copies, factories

OF_LOANS = ("Requested", "Offered", "Agreed", "Active")
STAGES = ("Referred", "Assessed", "Matching", "Preparing", "Active", "Closing")
STORED_ANEW = ("LAT Mentor", "next_coaching_due")
"""What follows from all courses of a mentor, and is worked out again after a copy."""


def likeness(rows):
	"""The rows of a table without their names and times, each with how often it is there."""
	return Counter(
		tuple(
			re.sub(r"\b(?:[0-9a-z]{10}|[0-9a-f]{39})\b|\d+", "#", str(value))
			for value in row.values()
			if not isinstance(value, datetime)
		)
		for row in rows
	)


def made_by(make):
	"""What `make` adds to each table, and the record it makes."""
	before = copies.names_by_doctype()
	record = make()
	return {doctype: likeness(rows) for doctype, rows in copies.added_since(before)}, record


@pytest.mark.parametrize("stage", STAGES)
def test_a_copy_is_what_the_steps_make(world, stage):
	template = copies.Template(lambda: factories.case_brought_to(stage, world))
	by_steps, course = made_by(lambda: factories.case_brought_to(stage, world))
	by_copying, copied = made_by(template.copy)

	assert by_copying == by_steps
	assert (copied.stage, copied.workflow_state) == (course.stage, course.workflow_state)
	assert copied.name not in (course.name, template.name)


@pytest.mark.parametrize("stage", OF_LOANS)
def test_a_copied_loan_is_what_the_steps_make_of_the_mentor_who_is_lent_now(world, site, stage):
	def steps():
		return factories.loan_brought_to(stage, world)

	site.db.savepoint("nobody_lent")
	first = factories.lendable_mentor(world)
	template = copies.Template(steps, first.name)
	site.db.rollback(save_point="nobody_lent")
	other = factories.make_user("other", "Amina Farah", MENTOR)
	with factories.as_user(world["away_coordinator"]):
		factories.new_mentor(other, factories.AWAY)
	now = factories.lendable_mentor(world)
	assert now.name != first.name
	by_steps, loan = made_by(steps)
	by_copying, copied = made_by(lambda: template.copy(now.name))
	assert by_copying == by_steps
	assert (copied.stage, copied.mentor) == (loan.stage, loan.mentor)


def test_a_loan_is_copied_for_the_login_that_it_binds(world, site, monkeypatch):
	"""What races of loans had begun bound the person of the races in every later test."""

	def asked(user):
		return site.db.count("LAT Acknowledgement Request", {"user": user, "municipality": factories.HOME})

	bound = {}
	for short in ("lent_first", "lent_then"):
		mentor = factories.lendable_mentor(world, short)
		monkeypatch.setitem(world.people, "lent", mentor.user)
		monkeypatch.setitem(world.mentors, "lent", mentor.name)
		factories.loan_at("Agreed", world)
		bound[short] = asked(mentor.user)
	assert bound == {"lent_first": 2, "lent_then": 2}


def test_a_copied_login_is_what_the_steps_make(world, site):
	def steps():
		return factories.mentor_made_lendable(world, "copied")

	template = copies.Template(steps)
	site.db.rollback()
	by_steps, mentor = made_by(steps)
	site.db.rollback()
	by_copying, copied = made_by(template.copy)
	assert by_copying == by_steps
	assert (copied.user, copied.stage) == (mentor.user, "Active")
	assert copies.passwords_of([copied.user]) == template.passwords


@pytest.mark.parametrize(
	"make", [partial(factories.case_brought_to, "Closing"), partial(factories.loan_brought_to, "Active")]
)
def test_the_steps_change_nothing_that_was_there(world, make):
	factories.lendable_mentor(world)
	before = {doctype: contents(doctype, names) for doctype, names in copies.names_by_doctype().items()}
	make(world)
	for doctype, rows in before.items():
		assert contents(doctype, set(rows)) == rows, doctype


def contents(doctype, names):
	return {
		row["name"]: {field: row[field] for field in row if (doctype, field) != STORED_ANEW}
		for row in copies.rows_of(doctype, names or {""})
	}


def test_coaching_is_due_by_a_copied_course_as_by_its_steps(world):
	mentor = factories.case_at("Active", world).mentor
	doctype, field = STORED_ANEW
	due = frappe.db.get_value(doctype, mentor, field)
	frappe.db.set_value(doctype, mentor, field, None)
	factories.case_at("Active", world)
	assert due and frappe.db.get_value(doctype, mentor, field) == due


def test_a_copy_goes_its_own_way(world):
	template = copies.Template(lambda: factories.case_brought_to("Active", world))
	factories.choose_outcome(template.copy(), world, "Goals reached")
	assert not template.made.reload().outcome
