"""The end of a course in one place: outcome, handover and closing, by the same guards (R97 to R107)."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import add_months, today

from lat_corps.casework import ending, handing_over
from tests import factories
from tests.factories import act, as_user

GOALS, RATINGS = "Goals and steps", "Documentation of development"
OTHERS = ["mentor", "second_mentor", "caseworker", "manager", "away_coordinator"]


@pytest.fixture
def case(world):
	"""A course under way with a plan and a rating to tell of."""
	case = factories.case_at("Active", world)
	with as_user(world["mentor"]):
		frappe.get_doc(
			{"doctype": "LAT Plan", "lat_case": case.name, "goals": [{"goal": "En læreplads."}]}
		).insert()
		frappe.get_doc({"doctype": "LAT Progression", "lat_case": case.name, "rating": 6}).insert()
	return case


def agreed(world, *types: str, **values) -> dict:
	return {
		"receiver": world["caseworker"],
		"people": [{"given_by": "Citizen", "given_by_name": "Mikkel Prøvesen"}],
		"information_types": types,
		"consent_form": "Oral",
		"given_on": today(),
		"informed": 1,
		**values,
	}


def as_coordinator(world, method, *args, **values):
	with as_user(world["coordinator"]):
		return method(*args, **values)


def sent_once_read(world, case, values: dict) -> dict:
	"""Keep the draft, read it with the person, and send it."""
	with as_user(world["coordinator"]):
		draft = handing_over.hand_over(case.name, values)
		factories.read_with_person(frappe.get_doc("LAT Handover", draft["name"]))
		return handing_over.hand_over(case.name, {"receiver": world["caseworker"]}, send=1)


def left_out(preview: dict) -> dict[str, bool]:
	return {line["information_type"]: bool(line["left_out"]) for line in preview["lines"]}


class TestHandover:
	def test_what_passes_is_seen_before_anybody_consents_in_writing(self, world, case):
		told = as_coordinator(world, handing_over.preview, case.name, agreed(world, GOALS))
		assert left_out(told) == {GOALS: False, RATINGS: True}
		assert (told["givers"], told["types"]) == (["Citizen"], [GOALS, RATINGS])
		assert not frappe.db.exists("LAT Consent", {"lat_case": case.name, "receiver": world["caseworker"]})
		assert not frappe.db.exists("LAT Handover", {"lat_case": case.name})

	def test_each_custody_holder_is_asked_too(self, world, case):
		frappe.db.set_value("LAT Citizen", case.citizen, "birth_date", add_months(today(), -12 * 16))
		told = as_coordinator(world, handing_over.preview, case.name, agreed(world, GOALS))
		assert told["givers"] == ["Citizen", "Custody holder"]
		assert left_out(told) == {GOALS: True, RATINGS: True}

	def test_who_has_consented_already_is_not_asked_again(self, world, case):
		with as_user(world["coordinator"]):
			factories.consent_to_handover(case, world["caseworker"], GOALS, RATINGS)
		told = as_coordinator(world, handing_over.preview, case.name, {"receiver": world["caseworker"]})
		assert (told["givers"], told["types"]) == ([], [])
		assert left_out(told) == {GOALS: False, RATINGS: False}

	def test_what_comes_from_a_section_115_exchange_asks_for_no_consent(self, world, case):
		secret = "Set med en kendt rekrutterer."
		with as_user(world["coordinator"]):
			factories.write_background(case, origin="Section 115 exchange", content=secret)
		told = as_coordinator(
			world, handing_over.preview, case.name, agreed(world, more_type="Life situation", more=secret)
		)
		assert "section 115" in told["lines"][-1]["left_out"]
		assert "Life situation" not in told["types"]

	def test_it_is_made_and_sent_with_the_consents_it_rests_on(self, world, case):
		values = agreed(world, GOALS, more_type="Life situation", more="Bor alene.")
		answer = sent_once_read(world, case, values)
		handover = frappe.get_doc("LAT Handover", answer["name"])
		assert (handover.stage, handover.receiver) == ("Sent", world["caseworker"])
		assert [row.information_type for row in handover.lines] == [GOALS]
		assert frappe.db.count("LAT Handover Omission", {"handover": handover.name}) == 2
		consent = frappe.get_doc("LAT Consent", {"lat_case": case.name, "receiver": world["caseworker"]})
		assert (consent.purpose, consent.given_by_name) == ("Handover to the caseworker", "Mikkel Prøvesen")

	def test_a_draft_is_kept_and_gone_on_with(self, world, case):
		values = {"receiver": world["caseworker"], "more_type": "Life situation", "more": "Bor alene."}
		first = as_coordinator(world, handing_over.hand_over, case.name, values)
		assert first["stage"] == "Draft"
		state = as_coordinator(world, handing_over.of_course, case.name)
		assert (state["handover"]["name"], state["receiver"]) == (first["name"], world["caseworker"])
		second = sent_once_read(world, case, agreed(world, GOALS))
		assert second == {"name": first["name"], "stage": "Sent"}

	def test_a_line_that_was_written_over_in_the_draft_stays(self, world, case):
		as_coordinator(world, handing_over.hand_over, case.name, {"receiver": world["caseworker"]})
		draft = frappe.get_doc("LAT Handover", {"lat_case": case.name})
		draft.lines[0].content = "Vil have en læreplads."
		with as_user(world["coordinator"]):
			draft.save()
		told = as_coordinator(world, handing_over.preview, case.name, agreed(world))
		assert [line["content"] for line in told["lines"] if line["information_type"] == GOALS] == [
			"Vil have en læreplads."
		]

	def test_how_far_it_is_follows_the_caseworkers_answer(self, world, case):
		handover = self.sent(world, case)
		with as_user(world["caseworker"]):
			handover.question = "Hvem har aftalt det?"
			handover.save()
		act(handover, "Return with a question", world["caseworker"])
		state = as_coordinator(world, handing_over.of_course, case.name)
		assert state["handover"]["stage"] == "Returned"
		assert state["handover"]["question"] == "Hvem har aftalt det?"

	def test_one_that_is_received_is_not_begun_again(self, world, case):
		act(self.sent(world, case), "Confirm receipt", world["caseworker"])
		state = as_coordinator(world, handing_over.of_course, case.name)
		assert (state["handover"], state["received"]) == (None, True)

	def test_no_second_one_is_sent_beside_one_that_waits(self, world, case):
		self.sent(world, case)
		with pytest.raises(frappe.ValidationError, match="waits for an answer"):
			as_coordinator(world, handing_over.hand_over, case.name, agreed(world, GOALS), send=1)

	def sent(self, world, case):
		answer = sent_once_read(world, case, agreed(world, GOALS))
		return frappe.get_doc("LAT Handover", answer["name"])

	def test_nobody_is_sent_what_nobody_consented_to(self, world, case):
		with pytest.raises(frappe.ValidationError, match="No line may pass"):
			as_coordinator(
				world, handing_over.hand_over, case.name, {"receiver": world["caseworker"]}, send=1
			)

	def test_nobody_consents_uninformed(self, world, case):
		with pytest.raises(frappe.ValidationError, match="voluntary"):
			as_coordinator(world, handing_over.hand_over, case.name, agreed(world, GOALS, informed=0), send=1)

	@pytest.mark.parametrize("look", [handing_over.of_course, lambda case: handing_over.preview(case, {})])
	def test_looking_at_it_is_a_reading(self, world, case, look):
		seen = {"user": world["coordinator"], "lat_case": case.name, "document_type": "LAT Case"}
		frappe.db.delete("LAT Read Log", seen)
		as_coordinator(world, look, case.name)
		assert frappe.get_all("LAT Read Log", {**seen, "action": "Opened"}, pluck="name")

	@pytest.mark.parametrize("person", OTHERS)
	def test_it_is_the_coordinators_alone(self, world, case, person):
		with as_user(world[person]):
			for method in (handing_over.of_course, lambda name: handing_over.preview(name, agreed(world))):
				with pytest.raises(frappe.PermissionError):
					method(case.name)
			with pytest.raises(frappe.PermissionError):
				handing_over.hand_over(case.name, agreed(world, GOALS), send=1)

	def test_another_coordinator_of_the_municipality_may_send_it(self, world, case):
		with as_user(world["chief"]):
			draft = handing_over.hand_over(case.name, agreed(world, GOALS))
			factories.read_with_person(frappe.get_doc("LAT Handover", draft["name"]))
			receiver = {"receiver": world["caseworker"]}
			assert handing_over.hand_over(case.name, receiver, send=1)["stage"] == "Sent"

	def test_nothing_is_sent_that_the_person_has_not_seen(self, world, case):
		with pytest.raises(frappe.ValidationError, match="Read it with the person"):
			as_coordinator(world, handing_over.hand_over, case.name, agreed(world, GOALS), send=1)
		with as_user(world["coordinator"]):
			draft = handing_over.hand_over(case.name, agreed(world, GOALS, RATINGS))
			factories.read_with_person(frappe.get_doc("LAT Handover", draft["name"]))
			frappe.get_doc({"doctype": "LAT Progression", "lat_case": case.name, "rating": 2}).insert()
		with pytest.raises(frappe.ValidationError, match="row 2 as it stands now"):
			as_coordinator(
				world, handing_over.hand_over, case.name, {"receiver": world["caseworker"]}, send=1
			)


class TestEnding:
	def test_an_outcome_waits_for_the_mentors(self, world):
		case = factories.case_at("Active", world)
		answer = as_coordinator(world, ending.go_on, case.name, {"outcome": "Broken off"}, step=1)
		assert answer == {"stage": "Active", "open": ["The mentor must choose the outcome."]}
		assert frappe.db.get_value("LAT Case", case.name, "outcome") == "Broken off"

	def test_the_closing_begins_once_both_have_chosen_the_same(self, world):
		case = factories.case_at("Active", world)
		with as_user(world["mentor"]):
			case.mentor_outcome = "Broken off"
			case.save()
		answer = as_coordinator(world, ending.go_on, case.name, {"outcome": "Broken off"}, step=1)
		assert answer == {"stage": "Closing", "open": []}

	def test_it_closes_when_everything_is_there_and_says_what_is_not(self, world):
		case = factories.case_at("Closing", world)
		written = {"looking_back": "Meget er nået.", "after_missing_reason": "Ville ikke svare."}
		answer = as_coordinator(world, ending.go_on, case.name, written, step=1)
		assert answer["stage"] == "Closing" and len(answer["open"]) == 2
		rest = {
			"relapse_agreement": "Ring til mentoren.",
			"debrief_held_on": today(),
			"debrief_learning": "Begynd med fodbold.",
			"people": [{"given_by": "Citizen", "given_by_name": "Mikkel Prøvesen"}],
			"informed": 1,
			"given_on": today(),
		}
		assert as_coordinator(world, ending.go_on, case.name, rest, step=1) == {"stage": "Closed", "open": []}
		assert frappe.db.get_value("LAT Case", case.name, "looking_back") == "Meget er nået."

	def test_what_is_written_later_is_kept_without_a_step(self, world):
		case = factories.case_at("Closing", world)
		answer = as_coordinator(
			world, ending.go_on, case.name, {"debrief_waived_reason": "Borgeren flytter."}
		)
		assert answer["stage"] == "Closing"
		assert frappe.db.get_value("LAT Case", case.name, "debrief_waived_reason") == "Borgeren flytter."

	def test_nothing_else_is_written(self, world):
		case = factories.case_at("Active", world)
		as_coordinator(world, ending.go_on, case.name, {"mentor_outcome": "Broken off", "challenges": "x"})
		stored = frappe.db.get_value("LAT Case", case.name, ["mentor_outcome", "challenges"])
		assert stored == (None, case.challenges)

	def test_a_course_that_is_not_under_way_is_no_end_of(self, world):
		case = factories.case_at("Preparing", world)
		with pytest.raises(frappe.ValidationError, match="neither under way nor closing"):
			as_coordinator(world, ending.go_on, case.name, {"outcome": "Broken off"})

	@pytest.mark.parametrize("person", OTHERS)
	def test_nobody_else_ends_a_course(self, world, person):
		case = factories.case_at("Closing", world)
		with as_user(world[person]), pytest.raises(frappe.PermissionError):
			ending.go_on(case.name, {"looking_back": "Meget er nået."}, step=1)
