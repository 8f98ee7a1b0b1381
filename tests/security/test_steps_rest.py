"""The steps that a form and a list offer are those that its reader may take."""

import json

import frappe
import pytest

from tests import factories
from tests.factories import HOME, as_user

pytestmark = pytest.mark.real_site

OF_A_FORM = "/api/method/frappe.model.workflow.get_transitions"
OF_A_LIST = "/api/method/frappe.model.workflow.get_common_transition_actions"


@pytest.fixture
def descriptions(world, committed):
	"""The coordinator's own draft, and the template of the national centre."""
	with as_user(world["coordinator"]):
		own = factories.draft_description("Mentor", HOME)
	with as_user(world["centre"]):
		national = factories.draft_description("Mentor", None)
	frappe.db.commit()
	for made in (own, national):
		committed((made.doctype, made.name))
	return own, national


def offered(person, *records) -> tuple[set[str], set[str]]:
	"""Return the steps that the form of the last record offers, and those of a list with all of them."""
	sent = [record.as_dict(convert_dates_to_str=True) for record in records]
	form = person.post(OF_A_FORM, doc=json.dumps(sent[-1]))
	listed = person.post(OF_A_LIST, docs=json.dumps(sent), doctype=records[0].doctype)
	assert form.ok and listed.ok, form.text + listed.text
	return {step["action"] for step in form.json()["message"]}, {*listed.json()["message"]}


def test_a_step_is_offered_to_who_may_change_the_record(client, descriptions):
	own, national = descriptions
	assert offered(client("coordinator"), own) == ({"Send to review"}, {"Send to review"})
	assert offered(client("centre"), national) == ({"Send to review"}, {"Send to review"})


def test_none_is_offered_to_who_reads_it_alone(client, descriptions):
	own, national = descriptions
	assert offered(client("coordinator"), national) == (set(), set())
	assert offered(client("coordinator"), own, national) == (set(), set())
