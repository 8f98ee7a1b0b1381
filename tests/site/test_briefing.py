"""A briefing: chosen facts for one mentor, covered by consent, read, closed with its match (R37 to R43)."""

import frappe
import pytest
from frappe.utils import add_days, today

from lat_corps.casework import briefing as briefings
from lat_corps.measurement.course_page import of_course
from tests import factories
from tests.factories import act, as_user, refusal_of

DOCTYPE = "LAT Briefing"


@pytest.fixture
def case(world):
	return factories.case_at("Preparing", world)


def seen_by(user: str, case) -> list[str]:
	with as_user(user):
		return frappe.get_list(DOCTYPE, filters={"lat_case": case.name}, pluck="name")


def test_the_mentor_sees_the_facts_and_not_the_document_they_come_from(world, case, coordinator):
	source = factories.write_background(case, content="Hele udredningen.", received_on=add_days(today(), -90))
	made = factories.write_briefing(case, "Kommer helst om formiddagen.", source=source)
	assert not seen_by(world["mentor"], case)
	made.passed_on = 1
	made.save()
	assert seen_by(world["mentor"], case) == [made.name]
	with as_user(world["mentor"]):
		page = of_course(case.name)
		assert not page["background"]
		(told,) = page["briefing"]
		(fact,) = told["facts"]
		assert (fact["fact"], fact["origin"]) == ("Kommer helst om formiddagen.", "The course")
		assert fact["age"] == "3 months old"
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc("LAT Background Information", source.name).check_permission("read")
		read = frappe.get_doc(DOCTYPE, made.name)
		read.facts[0].fact = "Noget andet."
		with pytest.raises(frappe.PermissionError):
			read.save()


def test_the_answer_on_consents_is_stored_with_it(case, coordinator):
	made = factories.write_briefing(case, "Kommer helst om formiddagen.", consent_from="Ingen")
	assert not made.consent_from
	made.passed_on = 1
	made.save()
	assert (made.consent_from, str(made.reload().consent_asked_on)) == ("Citizen", today())
	made.passed_on = 0
	made.save()
	assert made.consent_from == "Citizen"


def test_origin_and_age_are_those_of_the_source_whatever_is_sent(world, case, coordinator):
	source = factories.write_background(case, origin="Infohus", received_on=add_days(today(), -10))
	facts = [{"fact": "Se bagud.", "background": source.name, "origin": "The course", "known_since": today()}]
	made = factories.write_briefing(case, facts=facts)
	assert (made.facts[0].origin, str(made.facts[0].known_since)) == ("Infohus", add_days(today(), -10))


def test_a_fact_comes_from_the_course_itself(world, case, coordinator):
	foreign = factories.write_background(factories.case_brought_to("Referred", world))
	assert "choose background information of this course" in refusal_of(
		lambda: factories.write_briefing(case, source=foreign)
	)


def test_it_is_made_once_for_a_mentor_that_is_approved(world, case, coordinator):
	made = factories.write_briefing(case)
	assert made.name in refusal_of(lambda: factories.write_briefing(case))
	waiting = factories.case_at("Matching", world)
	assert "approved match" in refusal_of(lambda: factories.write_briefing(waiting))


class TestConsent:
	"""What is passed on needs the consent that covers it, and is taken back with it."""

	@pytest.fixture
	def psychiatric(self, case, coordinator):
		return factories.write_background(case, kind="Psychiatric assessments and treatment")

	def test_none_of_that_type(self, case, psychiatric):
		factories.consent_to_pass_on(case, "Life situation")
		made = factories.write_briefing(case, source=psychiatric)
		made.passed_on = 1
		said = refusal_of(made.save)
		assert "No valid consent lets the mentor know this: Psychiatric assessments and treatment" in said
		assert "Ask Citizen" in said
		factories.consent_to_pass_on(case, "Psychiatric assessments and treatment")
		made.reload().passed_on = 1
		made.save()

	def test_a_consent_to_hand_over_is_none(self, world, case, psychiatric):
		factories.consent_to_handover(case, world["caseworker"], psychiatric.kind)
		factories.consent_to_pass_on(case, "Life situation")
		made = factories.write_briefing(case, source=psychiatric)
		made.passed_on = 1
		assert "No valid consent" in refusal_of(made.save)

	def test_whole_background_information_needs_it_as_well(self, case, psychiatric):
		psychiatric.audience = "Coordinator and mentor"
		assert "No valid consent" in refusal_of(psychiatric.save)

	def test_a_consent_names_types(self, case, coordinator):
		said = refusal_of(lambda: factories.give_consent(case, purpose="Passing on to the mentor"))
		assert "Name the types of information" in said

	def test_it_is_taken_back_with_the_consent(self, world, case, coordinator):
		consent = factories.consent_to_pass_on(case)
		shared = factories.pass_on(case)
		made = factories.write_briefing(case, source=shared, passed_on=1)
		assert seen_by(world["mentor"], case)
		consent.withdrawn_on = today()
		consent.save()
		assert not seen_by(world["mentor"], case)
		assert made.reload().closed_because == "A consent no longer covers it"
		assert shared.reload().audience == "Coordinator only" and not shared.shared_on

	def test_another_consent_that_covers_it_keeps_it(self, world, case, coordinator):
		consent = factories.consent_to_pass_on(case)
		factories.consent_to_pass_on(case)
		made = factories.write_briefing(case, passed_on=1)
		consent.withdrawn_on = today()
		consent.save()
		assert seen_by(world["mentor"], case) == [made.name]

	def test_it_is_taken_back_when_the_consent_has_run_out(self, world, case, coordinator):
		consent = factories.consent_to_pass_on(case, valid_until=today())
		factories.write_briefing(case, passed_on=1)
		briefings.every_day()
		assert seen_by(world["mentor"], case)
		consent.db_set("valid_until", add_days(today(), -1))
		briefings.every_day()
		assert not seen_by(world["mentor"], case)

	def test_what_was_passed_on_before_there_were_such_consents_stays(self, world, case, coordinator):
		made = factories.write_briefing(case, passed_on=1)
		frappe.db.delete("LAT Consent", {"lat_case": case.name, "purpose": "Passing on to the mentor"})
		briefings.every_day()
		assert seen_by(world["mentor"], case) == [made.name]


def test_it_is_seen_as_long_as_the_first_of_its_facts_may_be_kept(world, case, coordinator):
	source = factories.write_background(case, received_on=add_days(today(), -9), expires_on=today())
	made = factories.write_briefing(case, source=source, passed_on=1)
	assert seen_by(world["mentor"], case) and str(made.open_until) == today()
	made.db_set("open_until", add_days(today(), -1))
	assert not seen_by(world["mentor"], case)


def test_section_115_material_says_what_it_may_be_used_for(world, case, coordinator):
	source = factories.write_background(case, origin="Section 115 exchange")
	made = factories.write_briefing(case, source=source)
	made.passed_on = 1
	assert "Facts, row 1" in refusal_of(made.save)


def test_it_is_read_before_the_course_starts(world, case, coordinator):
	factories.prepare_meeting(case)
	case.nothing_to_pass_on = 0
	case.save()
	assert "Pass on what" in refusal_of(lambda: act(case, "Start course"))
	case.reload()
	made = factories.write_briefing(case, passed_on=1)
	assert "must confirm" in refusal_of(lambda: act(case, "Start course"))
	factories.confirm_knowledge(case, world)
	assert made.reload().read_on
	assert act(case, "Start course").stage == "Active"


def test_a_changed_fact_is_read_anew(world, case, coordinator):
	made = factories.write_briefing(case, passed_on=1)
	factories.confirm_knowledge(case, world)
	made.reload().facts[0].fact = "Ring ikke efter kl. 20."
	made.save()
	assert not case.reload().knowledge_confirmed and not made.reload().read_on


def test_it_closes_with_the_course_and_is_not_opened_again(world, coordinator):
	case = factories.case_at("Closing", world)
	made = factories.write_briefing(case, passed_on=1)
	case.update(
		{
			"looking_back": "Går i skole.",
			"relapse_agreement": "Ringer.",
			"after_missing_reason": "Rejst.",
			"debrief_waived_reason": "Ingen.",
		}
	)
	case.save()
	act(case, "Close course")
	assert not seen_by(world["mentor"], case)
	assert (made.reload().closed_because, made.passed_on) == ("The match ended", 0)
	made.passed_on = 1
	assert "new mentor" in refusal_of(made.save)


def test_it_goes_with_its_match_and_the_next_mentor_has_another_one(world, case, coordinator):
	made = factories.write_briefing(case, passed_on=1)
	match = frappe.get_doc("LAT Match", made.lat_match)
	match.end_reason = "Flyttet."
	match.save()
	act(match, "End match")
	assert made.reload().closed_because == "The match ended"
	case.reload()
	act(case, "Match anew")
	factories.approve_match(case, world, "second_mentor")
	assert not seen_by(world["second_mentor"], case)
	other = factories.write_briefing(case, passed_on=1)
	assert seen_by(world["second_mentor"], case) == [other.name]
	assert not seen_by(world["mentor"], case)


def test_the_mentor_is_told_and_falls_silent(world, case, coordinator):
	def told() -> bool:
		return bool(
			frappe.db.exists(
				"LAT Turn", {"kind": "Briefing to confirm", "lat_case": case.name, "user": world["mentor"]}
			)
		)

	made = factories.write_briefing(case)
	assert not told()
	made.passed_on = 1
	made.save()
	assert told()
	factories.confirm_knowledge(case, world)
	assert not told()
