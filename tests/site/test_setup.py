"""Settings, role texts and the people of a municipality, as an administrator meets them."""

import frappe
import pytest

from lat_corps import languages
from lat_corps.corps.doctype.lat_role_description import lat_role_description
from lat_corps.setup import defaults
from tests import factories
from tests.factories import HOME, act, as_user


def test_the_small_cell_threshold_is_never_lowered():
	settings = frappe.get_doc("LAT Settings")
	settings.small_cell_threshold = 4
	with pytest.raises(frappe.ValidationError, match="5 or more"):
		settings.save()
	settings.reload()
	settings.small_cell_threshold = 8
	settings.save()


def test_the_age_limits_are_settings(world):
	settings = frappe.get_doc("LAT Settings")
	settings.own_consent_from_age = 12
	settings.save()
	case = factories.refer(world, citizen={"age": 13})
	with pytest.raises(frappe.ValidationError, match="Citizen, Custody holder"):
		act(case, "Assess course", world["coordinator"])


def test_a_function_without_the_role_is_said(world):
	municipality = frappe.get_doc("LAT Municipality", HOME)
	municipality.append("members", {"user": world["outsider"], "member_function": "Manager"})
	municipality.save()
	assert any("LAT Manager" in str(message) for message in frappe.get_message_log())


def test_a_text_is_drafted_from_a_national_template(world):
	template = frappe.db.get_value(
		"LAT Role Description", {"role": "Mentor", "municipality": ["is", "not set"]}
	)
	with as_user(world["coordinator"]):
		name = lat_role_description.draft_from(template, HOME)
	draft = frappe.get_doc("LAT Role Description", name)
	assert (draft.stage, draft.author, draft.based_on) == ("Draft", world["coordinator"], template)
	assert [row.task for row in draft.tasks] == [
		row.task for row in frappe.get_doc("LAT Role Description", template).tasks
	]


def test_the_coordinator_of_a_course_is_one_of_the_municipality(world):
	with pytest.raises(frappe.ValidationError, match="see the members"):
		factories.refer(world, coordinator=world["away_coordinator"])


def test_a_consent_is_kept_as_it_was_given(world):
	case = factories.refer(world)
	with as_user(world["coordinator"]):
		with pytest.raises(frappe.ValidationError, match="blanket"):
			factories.give_consent(case, purpose="Handover to the caseworker", receiver=world["caseworker"])
		with pytest.raises(frappe.ValidationError, match="voluntary"):
			factories.give_consent(case, informed=0)
		consent = factories.give_consent(case, withdrawn_on=frappe.utils.today())
		consent.withdrawn_on = None
		with pytest.raises(frappe.ValidationError, match="stays withdrawn"):
			consent.save()


def test_an_id_of_the_survey_system_is_used_once_in_a_municipality(world):
	first = factories.refer(world, external_id="001")
	with pytest.raises(frappe.ValidationError, match=first.name):
		factories.refer(world, external_id="001")


def test_settings_added_later_begin_at_their_default_and_others_stay():
	added = {"days_to_acknowledge": 14, "reminder_days_before": 3}
	frappe.db.delete("Singles", {"doctype": "LAT Settings", "field": ["in", list(added)]})
	frappe.db.set_single_value("LAT Settings", {"reminder_days_between": 0, "default_capacity": 7})
	defaults.fill_in()
	settings = frappe.get_doc("LAT Settings")
	assert {fieldname: settings.get(fieldname) for fieldname in added} == added
	assert (settings.reminder_days_between, settings.default_capacity) == (0, 7)


def test_danish_can_be_chosen_on_a_new_site():
	frappe.db.set_value("Language", "da", "enabled", 0)
	defaults.offer_danish()
	assert frappe.db.get_value("Language", "da", "enabled") == 1


def test_a_spoken_language_need_not_be_one_of_desk():
	frappe.db.set_value("Language", "da", "enabled", 0)
	assert "da" in [code for code, *_words in languages.search("Language", "Dan", "name", 0, 20)]
