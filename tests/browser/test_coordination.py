"""Meetings with partners at a desk and on a phone: prepared, held and written down in few clicks (R55)."""

from __future__ import annotations

from collections.abc import Iterator

import frappe
import pytest
from frappe.utils import add_days, formatdate, today
from playwright.sync_api import expect

from tests.browser.desk import DESK, PHONE, Desk, Size, stored
from tests.site import test_coordination as partners
from tests.site.test_coordination import MEETING, SIX

SIZES = (DESK, Size(820, 1100), PHONE)
MOST_CLICKS = 25


@pytest.fixture
def course(world, active) -> Iterator:
	yield active
	frappe.db.rollback()
	for doctype in (MEETING, "LAT Guidance", "LAT Outreach"):
		for name in frappe.get_all(doctype, pluck="name"):
			frappe.delete_doc(doctype, name, force=True)
	frappe.db.commit()


def write_row(form: Desk, table: str, number: int, **values: str) -> None:
	"""Add a row to a table and write into its cells, which the keyboard goes through."""
	grid = form.field(table)
	grid.locator(".grid-add-row").click()
	row = grid.locator(f'.grid-body .grid-row[data-idx="{number}"]')
	for fieldname, value in values.items():
		field = row.locator(f':is(input, textarea)[data-fieldname="{fieldname}"]')
		field.fill(value)
		field.press("Tab")


def test_a_meeting_with_six_partners_takes_few_clicks(desk, world, course):
	partners.consent(world, course, *SIX)
	frappe.db.commit()
	form = desk("coordinator").open("LAT Case", course.name)
	before = form.clicks
	form.press("Planlæg koordineringsmøde").settle()
	expect(form.field("participants").locator(".grid-body .grid-row")).to_have_count(2)
	for number, organisation in enumerate(SIX, start=3):
		write_row(form, "participants", number, who=f"Kontakt {number}", organisation=organisation)
	form.input("meets_on").fill(formatdate(today(), "dd-mm-yyyy"))
	form.input("meets_on").blur()
	form.input("shared_goals").fill("Et fritidsjob.")
	form.save()
	form.press("Det er holdt").settle()
	for number, (what, responsible) in enumerate(
		(("Finder en praktikplads.", "Kontakt 3"), ("Ringer til skolen.", "Kontakt 4")), start=1
	):
		day = formatdate(add_days(today(), 14), "dd-mm-yyyy")
		write_row(form, "agreements", number, what=what, responsible=responsible, due_on=day)
	with form.page.expect_response(lambda answer: "close_minutes" in answer.url):
		form.press("Luk referatet")
	form.settle()
	meeting = stored(MEETING, lat_case=course.name)
	assert [row.organisation for row in meeting.participants if row.organisation] == [*SIX]
	assert (meeting.standing, len(meeting.agreements)) == ("Closed", 2)
	assert all(row.responsible and row.due_on for row in meeting.agreements)
	assert form.clicks - before <= MOST_CLICKS


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size.width))
def test_the_form_and_the_course_fit(desk, world, course, size):
	meeting = partners.held(
		world,
		course,
		agreements=[partners.agreed("Ringer til skolen.", partners.name_of(world, "mentor"), -1)],
	)
	frappe.db.commit()
	page = desk("coordinator", size).open(MEETING, meeting.name)
	expect(page.find(".form-message")).to_contain_text("Jobcentret")
	assert page.too_wide <= 0
	page = desk("coordinator", size).open("LAT Case", course.name)
	expect(page.find("[data-agreements]")).to_contain_text("Ringer til skolen.")
	assert page.too_wide <= 0


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_mentor_ticks_the_own_agreement(desk, world, course, size):
	meeting = partners.held(
		world,
		course,
		agreements=[
			partners.agreed("Ringer til skolen.", partners.name_of(world, "mentor"), -1),
			partners.agreed("Finder en plads.", "Kontakt i Jobcentret", -1),
		],
	)
	frappe.db.commit()
	page = desk("mentor", size).open(MEETING, meeting.name)
	assert not page.field("agreements").locator(".grid-add-row").is_visible()
	page.press("Sæt flueben").await_dialog()
	page.dialog.get_by_text("Ringer til skolen.").click()
	page.confirm("savedocs")
	assert stored(MEETING, name=meeting.name).agreements[0].done_on


def test_guidance_stands_at_its_step(desk, world, course):
	with partners.as_user(world["administrator"]):
		frappe.get_doc(
			{
				"doctype": "LAT Guidance",
				"title": "Om det første møde",
				"kind": "Working tool",
				"part": "3",
				"link": "https://vejledning.example/3",
				"steps": [{"case_stage": "Active"}],
			}
		).insert()
	frappe.db.commit()
	page = desk("mentor").open("LAT Case", course.name)
	link = page.field("guidance").get_by_role("link", name="Om det første møde (del 3)")
	expect(link).to_have_attribute("href", "https://vejledning.example/3")
	expect(page.field("guidance")).to_contain_text("Værktøj")


def test_outreach_is_noted_beside_its_guidance(desk, world, course):
	with partners.as_user(world["administrator"]):
		frappe.get_doc(
			{
				"doctype": "LAT Guidance",
				"title": "Sådan kommer kommunen i gang",
				"kind": "Good advice",
				"part": "5",
				"link": "https://vejledning.example/5",
				"steps": [{"occasion": "Outreach"}],
			}
		).insert()
	frappe.db.commit()
	page = desk("coordinator").open("LAT Outreach", kind="Leaflets handed out")
	page.find(".lat-guidance summary").click()
	link = page.find(".lat-guidance").get_by_role("link", name="Sådan kommer kommunen i gang (del 5)")
	expect(link).to_be_visible()
	page.input("with_whom").fill("Biblioteket")
	page.input("number").fill("30")
	page.save()
	entry = stored("LAT Outreach", kind="Leaflets handed out")
	assert (entry.called, entry.number) == ("Biblioteket", 30)
