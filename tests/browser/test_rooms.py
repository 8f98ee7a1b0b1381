"""Where the Desk opens."""

from __future__ import annotations

import frappe
import pytest
from playwright.sync_api import expect

from tests.metadata import catalogue


@pytest.fixture
def without_function(world):
	"""A person whose mentor record is left: the role of the login stays."""
	name = world.mentors["second_mentor"]
	stage = frappe.db.get_value("LAT Mentor", name, "stage")
	frappe.db.set_value("LAT Mentor", name, "stage", "Left")
	yield "second_mentor"
	frappe.db.set_value("LAT Mentor", name, "stage", stage)
	frappe.db.commit()


@pytest.mark.parametrize("route", ["", "lat-case"])
def test_who_holds_a_role_and_no_function_reads_whom_to_ask(desk, world, without_function, route):
	opened = desk(without_function).go(route)
	# Frappe 16 draws its page of icons late: it must not come to lie over this one.
	expect(opened.find("#page-lat-no-function")).to_contain_text("Ingen kommune har givet dig funktionen")
	administrator = frappe.db.get_value("User", world["administrator"], "full_name")
	expect(opened.find("#page-lat-no-function")).to_contain_text(administrator)


def test_who_holds_a_function_is_led_nowhere_else(desk):
	opened = desk("mentor").go("lat-case")
	expect(opened.find("#page-List\\/LAT\\ Case\\/List")).to_be_visible()


ROOMS = (
	".desktop-icon .icon-title",
	".desk-sidebar .sidebar-item-label",
	".body-sidebar .sidebar-item-label",
	".lat-day-rooms a",
)
"""Where the Desk names its rooms: Frappe 16's page of icons, both versions' sidebars, and Min dag."""


@pytest.mark.parametrize("person", ["coordinator", "mentor", "caseworker", "manager", "administrator"])
def test_who_works_for_the_corps_alone_meets_no_other_rooms(desk, person):
	opened = desk(person).go("")
	rooms = opened.find(", ".join(ROOMS))
	expect(rooms.first).to_be_visible()
	own = {message.string for message in catalogue.read_catalogue(catalogue.DANISH)}
	assert {" ".join(room.split()) for room in rooms.all_inner_texts()} <= own
