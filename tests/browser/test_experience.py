"""Experience of a quarter is told on a phone without a name, by keys too, and stands beside the report."""

from __future__ import annotations

from collections.abc import Iterator

import frappe
import pytest
from frappe.utils import getdate, today
from playwright.sync_api import expect

from lat_corps.domain.quarters import quarters_of
from lat_corps.insight import experience, management_report
from tests.browser.desk import PHONE, stored
from tests.browser.test_keyboard import ByKeys, nameless, unseen
from tests.factories import HOME, as_user

NOTE, REQUEST, REPORT = experience.DOCTYPE, experience.REQUEST, "LAT Management Report"
TELL = "Fortæl, eller sig at der intet er"
MARKED = "Skolen på Amagerbrogade ringede den 3. maj."


@pytest.fixture
def asked(world) -> Iterator:
	day = getdate(today())
	(quarter,) = (each for each in quarters_of(day.year) if each.covers(day))
	experience.ask(HOME, quarter)
	frappe.db.commit()
	yield frappe.get_doc(REQUEST, {"user": world["mentor"]})
	frappe.db.rollback()
	experience.ask(HOME, None)
	for doctype in (NOTE, REPORT):
		frappe.db.delete(doctype)
	frappe.db.delete("LAT Turn", {"reference_doctype": REPORT})
	frappe.db.commit()


def told_before(topic: str, words: str) -> None:
	values = {"municipality": HOME, "period": "First quarter", "year": 2019, "open_from": "2019-04-01"}
	frappe.new_doc(NOTE, **values, topic=experience.TOPICS[topic], words=words).db_insert()


def test_a_mentor_tells_on_a_phone_what_was_looked_at(desk, asked):
	day = desk("mentor", PHONE).go("lat-my-day")
	day.find(".lat-day-row").filter(has_text="Dit navn gemmes ikke").get_by_role("button").click()
	day.await_dialog()
	expect(day.dialog.locator(".lat-beware li")).to_have_count(3)
	assert day.too_wide <= 0
	day.write("authority_side", MARKED).confirm("experience.give")
	expect(day.dialog.locator(".lat-marked")).to_contain_text("3. maj")
	assert not frappe.db.count(NOTE)
	day.confirm("experience.give")
	expect(day.page.locator(".modal.show")).to_have_count(0)
	expect(day.find(".lat-day-row").filter(has_text="Dit navn gemmes ikke")).to_have_count(0)
	assert stored(NOTE).words == MARKED and day.errors == []


def test_what_was_typed_is_there_again_and_nothing_can_be_told(desk, asked):
	form = desk("mentor").open(REQUEST, asked.name)
	form.await_dialog()
	form.write("learning", "Små skridt.").close_dialog()
	form.press(TELL).await_dialog()
	expect(form.dialog.locator('[data-fieldname="learning"] textarea')).to_have_value("Små skridt.")
	with form.page.expect_response(lambda answer: "experience.decline" in answer.url):
		form.dialog.get_by_role("button", name="Intet at fortælle i dette kvartal").click()
	form.settle()
	expect(form.button(TELL)).to_have_count(0)
	frappe.db.rollback()
	assert not frappe.db.count(NOTE) and form.errors == []


def test_it_is_told_by_keys_alone(desk, asked):
	day = desk("mentor").go("lat-my-day")
	row = day.find(".lat-day-row").filter(has_text="Dit navn gemmes ikke")
	row.get_by_role("button").press("Enter")
	day.await_dialog()
	keys = ByKeys(day).write("matches", "Det hjælper at mødes ude.")
	keys.enter("Aflevér uden navn", "experience.give")
	assert stored(NOTE).words == "Det hjælper at mødes ude."
	assert nameless(keys.passed) == [] and unseen(keys.passed) == []


def test_it_stands_beside_the_words_of_the_report_and_is_searched(desk, asked):
	told_before("matches", "Det hjælper at mødes ude.")
	told_before("practice", "Flere møder med skolen.")
	frappe.db.commit()
	form = desk("coordinator").open(REPORT, municipality=HOME, year="2019", period="First quarter")
	form.save()
	form.press("Erfaringer i ord")
	expect(form.field("matches").locator(".lat-tellings")).to_contain_text("Det hjælper at mødes ude.")
	expect(form.field("learning").locator(".lat-tellings")).to_contain_text("Der er ikke fortalt noget.")
	expect(form.input("matches")).to_have_value("")
	form.press("Erfaringer i ord")
	expect(form.find(".lat-tellings")).to_have_count(0)
	found = form.go("lat-experience", words="%skolen%")
	expect(found.find(".list-row")).to_have_count(1)
	assert form.errors == []


def test_a_manager_is_told_and_approves(desk, world, asked):
	report = frappe.get_doc(
		{"doctype": REPORT, "municipality": HOME, "year": 2019, "period": "First quarter"}
	)
	report.insert()
	with as_user(world["coordinator"]):
		management_report.send(report.name)
	frappe.db.commit()
	day = desk("manager").go("lat-my-day")
	row = day.find(".lat-day-row").filter(has_text=f"Ledelsesrapport {report.name}")
	row.get_by_role("link", name="Læs rapporten").click()
	day.settle().press("Godkend").await_dialog().confirm("management_report.approve")
	day.go("lat-my-day")
	expect(day.find(".lat-day-row").filter(has_text=f"Ledelsesrapport {report.name}")).to_have_count(0)
	assert stored(REPORT).standing == "Approved" and day.errors == []
