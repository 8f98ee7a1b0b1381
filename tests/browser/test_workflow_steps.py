"""A step of a workflow as a person takes it: by a button, or at a desk in the menu of actions of a course."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import add_days, formatdate, today
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import DESK, PHONE, stored
from tests.factories import act, as_user, propose

REASON = "Vi har talt om det, og det er bedst sådan."

SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


@pytest.fixture
def offered(world):
	case = factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		match = propose(case, world.mentors["mentor"])
	return act(match, "Offer match", world["coordinator"])


@pytest.fixture
def closed(world):
	case = factories.case_at("Closing", world)
	with as_user(world["coordinator"]):
		case.update(
			dict.fromkeys(
				("after_missing_reason", "debrief_waived_reason", "looking_back", "relapse_agreement"), REASON
			)
		)
		case.save()
	closed = act(case, "Close course", world["coordinator"])
	with as_user(world["coordinator"]):
		factories.consent_anew(closed)
	return closed


@SIZES
def test_a_mentor_accepts_a_match_in_the_form(desk, world, offered, size):
	form = desk("mentor", size).open("LAT Match", offered.name)
	if size is DESK:
		expect(form.find(".page-head .indicator-pill")).to_contain_text("Match tilbudt")
	before = form.clicks
	# Frappe 16 asks the workflow first whether a step is to be confirmed, which the person must be allowed to
	with form.page.expect_response(lambda answer: "steps.take" in answer.url):
		form.choose_step("Acceptér match")
	form.settle()
	assert form.clicks - before == 1
	expect(form.find(".modal.show")).to_have_count(0)
	accepted = stored("LAT Match", name=offered.name)
	assert (accepted.stage, accepted.modified_by) == ("Accepted", world["mentor"])
	assert form.too_wide <= 0


@SIZES
@pytest.mark.parametrize(
	("person", "record", "action", "label", "sentence", "field", "stage"),
	[
		(
			"mentor",
			"offered",
			"Afvis match",
			"Grund til afvisning",
			"Skriv grunden til, at matchet afvises.",
			"decline_reason",
			"Declined",
		),
		(
			"caseworker",
			"sent",
			"Returnér med spørgsmål",
			"Myndighedssagsbehandlerens spørgsmål",
			"Skriv dit spørgsmål til koordinatoren.",
			"question",
			"Returned",
		),
		(
			"coordinator",
			"closed",
			"Genåbn forløb",
			"Grund til genåbning",
			"Skriv grunden til at genåbne forløbet.",
			"reopen_reason",
			"Active",
		),
		(
			"coordinator",
			"approved",
			"Afslut match",
			"Grund til afslutning",
			"Skriv grunden til, at matchet afsluttes.",
			"end_reason",
			"Ended",
		),
	],
	ids=["decline", "return", "reopen", "end"],
)
def test_a_step_and_its_reason_in_one_go(
	request, desk, size, person, record, action, label, sentence, field, stage
):
	doc = request.getfixturevalue(record)
	form = desk(person, size).open(doc.doctype, doc.name)
	before = form.clicks
	form.choose_step(action)
	expect(form.dialog.locator(".modal-title")).to_have_text(action)
	asked = form.dialog.locator(f'.frappe-control[data-fieldname="{field}"]')
	expect(asked).to_contain_text(label)
	expect(asked).to_contain_text(sentence)
	expect(form.dialog.locator("[data-fieldname] .control-label")).to_have_count(1)
	expect(form.dialog.locator(".modal-footer .btn-primary").locator("visible=true")).to_have_text(action)
	form.write_and_go(**{field: REASON})
	assert form.clicks - before == (3 if size is DESK and doc.doctype == "LAT Case" else 2)
	expect(form.page.locator(".modal.show")).to_have_count(0)
	taken = stored(doc.doctype, name=doc.name)
	assert taken.stage == stage
	# A course taken up again keeps its reason in the history alone once it is finished the next time.
	assert taken.get(field) == REASON
	assert form.too_wide <= 0
	if person == "mentor":
		expect(form.find(".alert-message")).to_contain_text("Du ser ikke længere denne post")


@pytest.fixture
def approved(active):
	return frappe.get_doc("LAT Match", {"lat_case": active.name, "stage": "Approved"})


def test_a_refused_step_loses_nothing_that_was_typed(desk, world, approved):
	"""Somebody else has ended the match meanwhile: the dialog stays, and what was typed in it."""
	form = desk("coordinator").open("LAT Match", approved.name).choose_step("Afslut match")
	written = form.find(".modal.show textarea")
	written.fill(REASON)
	with as_user(world["coordinator"]):
		approved.reload()
		approved.end_reason = "Flyttet."
		approved.save()
	act(approved, "End match", world["coordinator"])
	frappe.db.commit()
	form.dialog.locator(".modal-footer .btn-primary").locator("visible=true").click()
	form.settle()
	form.expect_refusal("417")
	form.find(".msgprint-dialog .btn-modal-close").click()
	expect(form.page.locator(".msgprint-dialog.show")).to_have_count(0)
	expect(written).to_have_value(REASON)
	form.close_dialog()
	assert stored("LAT Match", name=approved.name).end_reason == "Flyttet."


def test_what_was_typed_is_there_again_after_another_look_at_the_form(desk, approved):
	form = desk("coordinator").open("LAT Match", approved.name).choose_step("Afslut match")
	form.dialog.locator("textarea").fill(REASON)
	form.close_dialog().choose_step("Afslut match")
	expect(form.dialog.locator("textarea")).to_have_value(REASON)


def test_what_else_is_lacking_is_said_before_anybody_writes_a_reason(desk, world):
	case = factories.case_at("Preparing", world)
	form = desk("coordinator").open("LAT Case", case.name).choose_step("Start forløb")
	expect(form.dialog).to_contain_text("Forbered det første møde")
	expect(form.dialog.locator("textarea, input").locator("visible=true")).to_have_count(0)
	form.expect_refusal("417")


def test_what_is_not_saved_yet_is_saved_with_the_step(desk, world, offered):
	"""At a desk Frappe puts Save in the place of the menu; on a phone the step stays."""
	form = desk("coordinator", PHONE).open("LAT Match", offered.name)
	form.input("rationale").fill("De har fodbold til fælles.")
	form.page.evaluate("document.activeElement.blur()")
	form.choose_step("Afvis match").write_and_go(decline_reason=REASON)
	declined = stored("LAT Match", name=offered.name)
	assert (declined.stage, declined.rationale) == ("Declined", "De har fodbold til fælles.")


@SIZES
def test_a_returned_handover_is_answered_and_sent_again(desk, world, sent, size):
	with as_user(world["caseworker"]):
		sent.question = "Hvem har aftalt det?"
		sent.save()
	act(sent, "Return with a question", world["caseworker"])
	form = desk("coordinator", size).open("LAT Handover", sent.name)
	before = form.clicks
	if size is PHONE:
		form.choose_step("Send igen")
	else:
		form.press("Send igen")
	expect(form.dialog).to_contain_text("Myndighedssagsbehandleren spørger: Hvem har aftalt det?")
	form.write_and_go(answer="Det har moderen.")
	assert form.clicks - before == 2
	again = stored("LAT Handover", name=sent.name)
	assert (again.stage, again.answer) == ("Sent", "Det har moderen.")


def test_a_mentor_reads_and_confirms_on_a_phone(desk, world, active):
	with as_user(world["coordinator"]):
		factories.pass_on(active)
	form = desk("mentor", PHONE).open("LAT Case", active.name)
	before = form.clicks
	form.choose_step("Læs og bekræft")
	expect(form.dialog).to_contain_text("Bor hos sin moster.")
	with form.page.expect_response(lambda answer: "savedocs" in answer.url):
		form.dialog.get_by_role("button", name="Jeg har læst det").click()
	form.settle()
	assert form.clicks - before == 2
	assert stored("LAT Case", name=active.name).knowledge_confirmed_by == world["mentor"]
	expect(form.find(".lat-acts").get_by_role("button", name="Læs og bekræft")).to_have_count(0)


def test_both_choose_the_outcome_on_a_phone(desk, world, active):
	for person in ("mentor", "coordinator"):
		form = desk(person, PHONE).open("LAT Case", active.name).choose_step("Vælg udfald")
		form.dialog.locator("select").select_option("Goals reached")
		with form.page.expect_response(lambda answer: "savedocs" in answer.url):
			form.dialog.locator(".modal-footer .btn-primary").locator("visible=true").click()
		form.settle()
		expect(form.page.locator(".modal.show")).to_have_count(0)
	case = stored("LAT Case", name=active.name)
	assert case.outcome == case.mentor_outcome == "Goals reached"


def test_no_step_is_taken_on_what_could_not_be_saved(desk, world):
	case = factories.refer(world)
	with as_user(world["coordinator"]):
		factories.give_consent(case)
	form = desk("coordinator", PHONE).open("LAT Case", case.name).tab("referral_tab")
	tomorrow = formatdate(add_days(today(), 1))
	form.input("referred_on").fill(tomorrow)
	form.input("referred_on").blur()
	form.page.wait_for_function("cur_frm.is_dirty()")
	form.choose_step("Vurdér forløb")
	expect(form.dialog).to_contain_text("ligger i fremtiden")
	form.expect_refusal("417", "Error")
	assert stored("LAT Case", name=case.name).stage == "Referred"
	expect(form.input("referred_on")).to_have_value(tomorrow)
