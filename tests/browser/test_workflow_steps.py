"""A step of a workflow as a person takes it: by the menu of actions of the form."""

from __future__ import annotations

from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import stored
from tests.factories import act, as_user, propose


def test_a_mentor_accepts_a_match_in_the_form(desk, world):
	case = factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		match = propose(case, world.mentors["mentor"])
	act(match, "Offer match", world["coordinator"])
	form = desk("mentor").open("LAT Match", match.name)
	expect(form.find(".page-head .indicator-pill")).to_contain_text("Match tilbudt")
	# Frappe 16 asks the workflow first whether a step is to be confirmed, which the person must be allowed to
	form.find(".page-head .actions-btn-group button").click()
	with form.page.expect_response(lambda answer: "apply_workflow" in answer.url):
		form.find(".page-head .actions-btn-group .dropdown-item").filter(has_text="Acceptér match").click()
	form.settle()
	expect(form.find(".modal.show")).to_have_count(0)
	accepted = stored("LAT Match", name=match.name)
	assert (accepted.stage, accepted.modified_by) == ("Accepted", world["mentor"])
