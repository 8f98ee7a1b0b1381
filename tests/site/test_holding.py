"""What a save decides on is held first, and then counted with a read that locks (security 31)."""

import frappe
import pytest

from lat_corps.domain.invariants import INVARIANTS
from lat_corps.holding import hold, rows
from tests import factories
from tests.factories import HOME, act, as_user

BY_NAME = {invariant.name: invariant for invariant in INVARIANTS}


@pytest.fixture
def locked(monkeypatch):
	"""The DocTypes that are read with a lock, in their order."""
	seen, database = [], type(frappe.local.db)
	read = database.get_values

	def get_values(self, doctype, *arguments, **options):
		if options.get("for_update"):
			seen.append(doctype)
		return read(self, doctype, *arguments, **options)

	monkeypatch.setattr(database, "get_values", get_values)
	return seen


def offer(world, case):
	with as_user(world["coordinator"]):
		match = factories.propose(case, world.mentors["mentor"])
	act(match, "Offer match", world["coordinator"])


def draft(world, case):
	with as_user(world["coordinator"]):
		factories.draft_description("Caseworker", HOME)


@pytest.mark.parametrize(
	("name", "take"),
	[
		("places", offer),
		("one open offer of a pair", lambda world, case: factories.propose(case, world.mentors["mentor"])),
		("one measurement", lambda world, case: factories.missing_measurement(case)),
		("one plan", lambda world, case: frappe.new_doc("LAT Plan", lat_case=case.name).insert()),
		("one id", lambda world, case: factories.refer(world, external_id="77")),
		("one deputy at a time", lambda world, case: factories.appoint(world)),
		("one draft", draft),
		(
			"one request of erasure",
			lambda world, case: factories.request_erasure(frappe.get_doc("LAT Citizen", case.citizen)),
		),
	],
)
def test_what_is_counted_is_read_with_a_lock_after_what_is_held(world, locked, name, take):
	case = factories.case_at("Matching", world)
	locked.clear()
	take(world, case)
	invariant = BY_NAME[name]
	assert invariant.held in locked
	assert invariant.counted in locked[locked.index(invariant.held) + 1 :]


def test_what_is_only_shown_locks_nothing(world, locked):
	from lat_corps.corps.doctype.lat_mentor.lat_mentor import places, standing

	with as_user(world["coordinator"]):
		places(world.mentors["mentor"])
		standing(world.mentors["mentor"])
	rows("LAT Case", {"municipality": HOME})
	assert not locked


def test_who_waited_for_what_is_gone_is_told_so(world):
	case = factories.case_at("Matching", world)
	frappe.db.delete("LAT Case", {"name": case.name})
	with pytest.raises(frappe.DoesNotExistError, match="no longer there"):
		hold("LAT Case", case.name)


def test_a_plan_and_a_mentor_are_there_once(world):
	case = factories.case_at("Matching", world)
	frappe.new_doc("LAT Plan", lat_case=case.name).insert()
	with pytest.raises(frappe.ValidationError, match="has one already"):
		frappe.new_doc("LAT Plan", lat_case=case.name).insert()
	with pytest.raises(frappe.ValidationError, match="registered as a mentor already"):
		factories.new_mentor(world["mentor"])
