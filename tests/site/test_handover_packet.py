"""A packet of a handover: made of the course, read with the person, frozen, and a file for others (R103)."""

from __future__ import annotations

import hashlib
import json
from copy import deepcopy
from pathlib import Path

import frappe
import pytest
from frappe.utils import add_days, today
from jsonschema import Draft202012Validator

from lat_corps.casework import handover_reading
from lat_corps.casework.doctype.lat_handover.lat_handover import fetch_from_course
from lat_corps.domain.handover import freeze
from tests import factories
from tests.factories import act, as_user

SCHEMA = json.loads(
	Path(__file__).parents[2].joinpath("docs", "handover-packet.schema.json").read_text("utf-8")
)
GOALS, RATINGS, NETWORK = "Goals and steps", "Documentation of development", "Network and family"
WELLBEING = "Wellbeing and life mastery"
KINDS = (GOALS, RATINGS, WELLBEING, NETWORK, "Life situation")
SECRET = "Set med en kendt rekrutterer ved stationen."


def flaws(packet: dict) -> list[str]:
	return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(packet)]


@pytest.fixture
def case(world):
	"""A course in closing with everything that a packet is made of."""
	case = factories.case_at("Closing", world)
	with as_user(world["mentor"]):
		plan = frappe.get_doc(
			{
				"doctype": "LAT Plan",
				"lat_case": case.name,
				"working_well": "Han står selv op.",
				"goals": [
					{
						"goal": "En læreplads.",
						"sign": "Møder til tiden.",
						"progress": "Reached",
						"reached_on": today(),
					},
					{"goal": "Eget værelse."},
				],
				"steps": [
					{"step": "Ringe til mesteren", "responsible": "Mikkel", "done_on": today()},
					{"step": "Skrive op til bolig", "due_on": add_days(today(), 20)},
				],
				"notes": [{"heading": "Værdier", "content": "Ærlighed."}],
			}
		).insert()
		frappe.get_doc(
			{
				"doctype": "LAT Session",
				"lat_case": case.name,
				"held_on": today(),
				"kind": "Meeting",
				"minutes": 60,
				"plan_row": plan.goals[0].name,
				"went_well": "Han talte selv med værkføreren.",
			}
		).insert()
		for day, rating in ((-40, 3), (-20, 5), (0, 7)):
			frappe.get_doc(
				{
					"doctype": "LAT Progression",
					"lat_case": case.name,
					"rated_on": add_days(today(), day),
					"rating": rating,
					"why_not_lower": "Han har en ven.",
				}
			).insert()
		case.reload()
		case.update(
			{"looking_back": "Meget er nået.", "support": "Hans moster.", "comes_instead": "Jobcentret."}
		)
		case.append(
			"last_contacts", {"planned_on": add_days(today(), 7), "kind": "Phone call", "who": "Mentor"}
		)
		case.save()
	with as_user(world["coordinator"]):
		factories.measure(case, "Before", 2)
	return case


@pytest.fixture
def draft(world, case):
	return drafted(world, case)


def drafted(world, case, *kinds: str):
	with as_user(world["coordinator"]):
		handover = factories.draft_handover(case, world["caseworker"])
		fetch_from_course(handover.name)
		factories.read_with_person(handover)
		if kinds != ("",):
			factories.consent_to_handover(case, world["caseworker"], *(kinds or KINDS))
	return handover


def sent(world, handover):
	act(handover, "Send handover", world["coordinator"])
	return handover.reload()


def refused(world, handover) -> str:
	with pytest.raises(frappe.ValidationError) as refusal:
		act(handover, "Send handover", world["coordinator"])
	handover.reload()
	return str(refusal.value)


def left_out(handover) -> dict[str, str]:
	rows = frappe.get_all(
		"LAT Handover Omission", {"handover": handover.name}, ["heading", "content", "reason"]
	)
	return {row.heading or row.content: row.reason for row in rows}


def printed(world, handover, print_format="LAT Handover Packet", person="caseworker") -> str:
	with as_user(world[person]):
		return frappe.get_print("LAT Handover", handover.name, print_format)


class TestWhatItSays:
	def test_it_is_made_of_plan_log_ratings_measurements_and_closing(self, draft):
		lines = {row.heading or "": row for row in draft.lines}
		assert [*lines] == [
			"",
			"En læreplads.",
			"Eget værelse.",
			"Steps on the way",
			"What works",
			"Værdier",
			"Grip on life, in the person's own eyes",
			"WHO-5 (trivsel), version 1",
			"Looking back",
			"What comes instead",
			"Where support comes from",
			"Plan of the last contacts",
		]
		assert "Han talte selv med værkføreren." in lines["En læreplads."].content
		assert [
			part["rating"]
			for part in json.loads(lines["Grip on life, in the person's own eyes"].figures)["ratings"]
		] == [3, 5, 7]

	def test_it_has_the_form_that_the_documentation_promises(self, world, draft):
		Draft202012Validator.check_schema(SCHEMA)
		packet = sent(world, draft).get_packet()
		assert not flaws(packet)
		assert packet["summary"]["goals_reached"] == 1 and packet["summary"]["last_rating"] == 7
		assert {line["figures"]["kind"] for line in packet["lines"] if line["figures"]} == {
			"goal",
			"steps",
			"ratings",
			"measurement",
		}

	@pytest.mark.parametrize(
		"change",
		[
			lambda packet: packet.pop("consents"),
			lambda packet: packet.update(remark="Fri tekst."),
			lambda packet: packet["lines"][0].update(origin="Section 115 exchange"),
			lambda packet: packet["lines"][0].update(reason="Udeladt."),
			lambda packet: packet.update(sent_on="i går"),
			lambda packet: packet["preview"].update(way="Nobody asked"),
		],
		ids=["lacking", "more", "section 115", "reason", "no moment", "no preview"],
	)
	def test_the_form_takes_nothing_else(self, world, draft, change):
		packet = deepcopy(sent(world, draft).get_packet())
		change(packet)
		assert flaws(packet)

	def test_the_answer_on_consents_is_kept_in_it(self, world, case):
		packet = sent(world, drafted(world, case, GOALS)).get_packet()
		given_on = str(
			frappe.db.get_value(
				"LAT Consent", {"lat_case": case.name, "receiver": world["caseworker"]}, "given_on"
			)
		)
		assert packet["consents"] == [
			{"information_type": GOALS, "given_by": "Citizen", "given_on": given_on, "valid_until": None}
		]
		assert {line["information_type"] for line in packet["lines"]} == {GOALS}
		assert packet["summary"]["last_rating"] is None and not packet["caveats"]

	def test_how_it_ended_is_told_with_the_goals_alone(self, world, case):
		frappe.db.set_value("LAT Case", case.name, "outcome", "Broken off")
		packet = sent(world, drafted(world, case, RATINGS)).get_packet()
		assert packet["summary"]["outcome"] is None and packet["summary"]["goals"] == 0
		assert "Broken off" not in json.dumps(packet)

	def test_a_line_is_proposed_once_and_keeps_the_words_written_over_it(self, world, draft):
		with as_user(world["coordinator"]):
			draft.lines[1].content = "Møder hver dag."
			draft.save()
			frappe.get_doc({"doctype": "LAT Progression", "lat_case": draft.lat_case, "rating": 8}).insert()
			assert fetch_from_course(draft.name) == 0
		draft.reload()
		assert draft.lines[1].content == "Møder hver dag."
		assert (
			len(json.loads(next(row.figures for row in draft.lines if row.source == "ratings"))["ratings"])
			== 4
		)

	def test_nobody_writes_figures(self, world, draft):
		with as_user(world["coordinator"]):
			before = draft.lines[1].figures
			draft.lines[1].update({"figures": json.dumps({"kind": "steps", "steps": []}), "source": "x"})
			forged = {"information_type": GOALS, "origin": "The course", "content": "Nyt.", "figures": "{}"}
			draft.append("lines", {**forged, "source": "ratings"})
			draft.save()
		draft.reload()
		assert draft.lines[1].figures == before
		assert (draft.lines[-1].figures, draft.lines[-1].source) == (None, None)


class TestReadWithThePerson:
	def test_what_the_person_wants_out_is_left_out_with_that_reason(self, world, draft):
		with as_user(world["mentor"]):
			factories.read_with_person(draft, lines={2: {"wanted_out": 1, "persons_words": "Det er privat."}})
		handover = sent(world, draft)
		assert left_out(handover) == {"En læreplads.": "The person wants it left out."}
		assert "En læreplads." not in handover.packet and "privat" not in handover.packet
		assert handover.get_packet()["summary"]["goals"] == 1

	def test_what_the_person_wants_out_is_taken_in_by_nobody_else(self, world, draft):
		with as_user(world["coordinator"]):
			factories.read_with_person(draft, lines={2: {"wanted_out": 1}})
			draft.lines[1].wanted_out = 0
			draft.save()
		assert "row 2 as it stands now" in refused(world, draft)

	def test_what_the_person_says_of_a_line_goes_with_it(self, world, draft):
		with as_user(world["coordinator"]):
			said = {3: {"persons_words": "Jeg er stolt."}}
			factories.read_with_person(
				draft, lines=said, more="Ring helst om aftenen.", more_type="Life situation"
			)
		handover = sent(world, draft)
		lines = handover.get_packet()["lines"]
		assert lines[2]["persons_words"] == "Jeg er stolt."
		assert lines[-1]["content"] == "Ring helst om aftenen." and not flaws(handover.get_packet())
		assert "Jeg er stolt." in printed(world, handover)

	def test_what_the_person_says_passes_by_the_consent_to_its_line_alone(self, world, case):
		handover = drafted(world, case, GOALS)
		with as_user(world["coordinator"]):
			said = {7: {"persons_words": "Jeg sover dårligt."}}
			factories.read_with_person(handover, lines=said, more="Ring om aftenen.", more_type=NETWORK)
		packet = sent(world, handover).packet
		assert "sover" not in packet and "aftenen" not in packet

	def test_a_line_changed_since_is_read_again(self, world, draft):
		with as_user(world["coordinator"]):
			draft.lines[2].content = "Noget helt andet."
			draft.save()
		assert "row 3 as it stands now" in refused(world, draft)
		with as_user(world["coordinator"]):
			factories.read_with_person(draft)
		assert sent(world, draft).stage == "Sent"

	def test_what_was_not_seen_is_not_called_read(self, world, draft):
		with as_user(world["coordinator"]):
			marks = handover_reading.shown(draft.name)["marks"]
			draft.lines[2].content = "Noget helt andet."
			draft.save()
			with pytest.raises(frappe.ValidationError, match="changed it meanwhile"):
				handover_reading.read_with_person(
					draft.name, {"way": "Read together on paper", "marks": marks}
				)

	@pytest.mark.parametrize("way", ["The person did not want to see it", "The person could not be reached"])
	def test_why_nobody_has_read_it_stands_in_the_packet(self, world, draft, way):
		with as_user(world["coordinator"]):
			factories.read_with_person(draft, way)
		handover = sent(world, draft)
		assert handover.get_packet()["preview"] == {"way": way, "on": None}
		assert way in printed(world, handover)

	def test_how_it_was_read_is_written_by_nobody_else(self, world, draft):
		with as_user(world["coordinator"]):
			draft.update({"preview_way": "The person could not be reached", "previewed_lines": "[]"})
			draft.save()
		assert draft.reload().preview_way == "Read together on screen"

	def test_the_person_sees_what_waits_for_consent_and_nothing_of_an_exchange(self, world, case):
		with as_user(world["coordinator"]):
			factories.write_background(case, origin="Section 115 exchange", content=SECRET)
			handover = factories.draft_handover(
				case,
				world["caseworker"],
				("Life situation", "The course", "Bor alene."),
				("Life situation", "Section 115 exchange", "Fra politiet."),
				("Life situation", "The course", f"Vi ved: {SECRET}"),
				("Life situation", "The course", "Står et andet sted."),
			)
			handover.lines[3].left_out_because = "Gentagelse."
			handover.save()
			told = handover_reading.shown(handover.name)
		paper = printed(world, handover, "LAT Handover Preview", "mentor")
		for seen in (told["html"], paper):
			assert "Bor alene." in seen
			for hidden in ("Fra politiet", SECRET, "115", "et andet sted", "Gentagelse"):
				assert hidden not in seen
		assert [line["lacks_consent"] for line in told["lines"]] == [True]

	def test_it_is_for_who_works_with_the_person(self, world, draft):
		for person in ("second_mentor", "caseworker", "manager", "away_coordinator"):
			with as_user(world[person]):
				for method in (
					lambda: handover_reading.shown(draft.name),
					lambda: handover_reading.read_with_person(draft.name, {"way": "Read together on paper"}),
				):
					with pytest.raises(frappe.PermissionError):
						method()
		handover = sent(world, draft)
		with (
			as_user(world["caseworker"]),
			pytest.raises(frappe.PermissionError, match="works with the person"),
		):
			handover_reading.read_with_person(handover.name, {"way": "Read together on paper"})

	def test_what_came_back_with_a_question_need_not_be_read_again(self, world, draft):
		with as_user(world["coordinator"]):
			factories.read_with_person(draft, lines={2: {"wanted_out": 1, "persons_words": "Det er privat."}})
		handover = sent(world, draft)
		with as_user(world["caseworker"]):
			handover.question = "Hvornår?"
			handover.save()
		act(handover, "Return with a question", world["caseworker"])
		act(handover, "Take back to draft", world["coordinator"])
		handover.reload()
		assert (handover.lines[1].wanted_out, handover.lines[1].persons_words) == (1, "Det er privat.")
		assert left_out(sent(world, handover)) == {"En læreplads.": "The person wants it left out."}


class TestWhatStopsIt:
	def test_a_consent_withdrawn_since_the_draft_stops_it(self, world, case):
		handover = drafted(world, case)
		withdraw(world, case)
		assert "valid consent is missing" in refused(world, handover)

	def test_a_consent_withdrawn_since_the_draft_takes_its_lines_out(self, world, case):
		handover = drafted(world, case, RATINGS)
		withdraw(world, case)
		with as_user(world["coordinator"]):
			factories.consent_to_handover(case, world["caseworker"], GOALS)
		assert {line["information_type"] for line in sent(world, handover).get_packet()["lines"]} == {GOALS}

	def test_the_coordinator_leaves_a_line_out_with_a_reason(self, world, draft):
		with as_user(world["coordinator"]):
			draft.lines[1].left_out_because = "Er aftalt andetsteds."
			draft.save()
		handover = sent(world, draft)
		assert left_out(handover) == {"En læreplads.": "The coordinator leaves it out: Er aftalt andetsteds."}
		assert "andetsteds" not in handover.packet

	@pytest.mark.parametrize("field", ["heading", "content", "persons_words"])
	def test_no_field_of_a_line_carries_an_exchange(self, world, draft, field):
		with as_user(world["coordinator"]):
			factories.write_background(
				frappe.get_doc("LAT Case", draft.lat_case), origin="Section 115 exchange", content=SECRET
			)
			draft.lines[1].set(field, f"Vi ved:\n{SECRET.upper()}")
			draft.save()
			factories.read_with_person(draft)
		handover = sent(world, draft)
		assert "rekrutterer" not in handover.packet.casefold() and len(left_out(handover)) == 1

	def test_no_step_and_no_answer_carries_an_exchange(self, world, case):
		with as_user(world["coordinator"]):
			factories.write_background(case, origin="Section 115 exchange", content="Ringe til mesteren")
		handover = drafted(world, case)
		assert "Ringe til mesteren" not in sent(world, handover).packet
		with as_user(world["caseworker"]):
			handover.question = "Hvad skal han: ringe til mesteren?"
			handover.save()
		act(handover, "Return with a question", world["caseworker"])
		with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError, match="section 115"):
			handover.reload()
			handover.answer = "Han skal ringe til mesteren."
			handover.save()

	@pytest.mark.parametrize(
		"remark",
		[
			{"doctype": "Comment", "comment_type": "Comment", "content": f"<p>{SECRET}</p>"},
			{"doctype": "Communication", "subject": SECRET, "content": "Se her."},
			{"doctype": "Communication", "subject": "Nyt", "content": f"<p>{SECRET}</p>"},
			{"doctype": "ToDo", "description": SECRET},
		],
		ids=["comment", "subject", "mail", "task"],
	)
	@pytest.mark.real_site
	def test_no_remark_beside_it_carries_an_exchange(self, world, draft, remark):
		case = frappe.get_doc("LAT Case", draft.lat_case)
		kind, name = (
			("reference_type", "reference_name")
			if remark["doctype"] == "ToDo"
			else (
				"reference_doctype",
				"reference_name",
			)
		)
		beside = {**remark, kind: draft.doctype, name: draft.name}
		with as_user(world["coordinator"]):
			frappe.get_doc(beside).insert(ignore_permissions=True)
			factories.write_background(case, origin="Section 115 exchange", content=SECRET)
			with pytest.raises(frappe.ValidationError, match="section 115"):
				frappe.get_doc(beside).insert(ignore_permissions=True)
			frappe.get_doc({**beside, name: case.name, kind: "LAT Case"}).insert(ignore_permissions=True)
		with as_user(world["caseworker"]):
			frappe.get_doc(beside).insert(ignore_permissions=True)

	@pytest.mark.real_site
	def test_no_file_goes_with_it(self, world, draft):
		upload = {
			"doctype": "File",
			"file_name": "notat.txt",
			"content": b"Fra politiet.",
			"is_private": 1,
			"attached_to_doctype": draft.doctype,
			"attached_to_name": draft.name,
		}
		with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError, match="carries no files"):
			frappe.get_doc(upload).insert()


def withdraw(world, case) -> None:
	to_caseworker = {"lat_case": case.name, "purpose": "Handover to the caseworker"}
	with as_user(world["coordinator"]):
		consent = frappe.get_doc("LAT Consent", to_caseworker)
		consent.withdrawn_on = today()
		consent.save()


class TestFrozen:
	def test_a_reprint_is_the_same_whatever_has_happened_since(self, world, draft):
		handover = sent(world, draft)
		first, hashed = printed(world, handover), handover.packet_hash
		citizen = frappe.db.get_value("LAT Case", handover.lat_case, "citizen")
		plan = frappe.db.get_value("LAT Plan", {"lat_case": handover.lat_case})
		frappe.db.set_value("LAT Citizen", citizen, "full_name", "En anden")
		frappe.db.set_value("LAT Plan Goal", {"parent": plan}, "goal", "Et andet mål.")
		frappe.db.set_value("LAT Progression", {"lat_case": handover.lat_case}, "rating", 1)
		frappe.db.set_value("User", world["coordinator"], "mobile_no", "99 99 99 99")
		withdrawn = frappe.db.get_value(
			"LAT Consent", {"lat_case": handover.lat_case, "receiver": world["caseworker"]}
		)
		act(handover, "Confirm receipt", world["caseworker"])
		frappe.db.set_value("LAT Consent", withdrawn, "withdrawn_on", today())
		again = printed(world, handover.reload())
		assert again == first
		assert hashed in first and handover.packet_hash == hashed

	def test_a_changed_packet_has_another_hash_and_is_not_printed(self, world, draft):
		handover = sent(world, draft)
		packet = handover.get_packet()
		packet["lines"][0]["content"] += " "
		text, hashed = freeze(packet)
		assert hashed != handover.packet_hash
		handover.db_set("packet", text)
		with pytest.raises(frappe.ValidationError, match="differs from the one that was sent"):
			printed(world, handover)
		with as_user(world["caseworker"]), pytest.raises(frappe.ValidationError, match="differs"):
			handover_reading.as_file(handover.name)

	def test_the_file_is_the_packet_and_its_hash_the_one_on_paper(self, world, draft):
		handover = sent(world, draft)
		with as_user(world["caseworker"]):
			handover_reading.as_file(handover.name)
		content = frappe.response.filecontent
		assert hashlib.sha256(content).hexdigest() == handover.packet_hash
		assert handover.packet_hash in printed(world, handover)
		assert not flaws(json.loads(content))
		assert frappe.response.filename == f"{handover.name}.json"

	def test_the_file_is_the_named_caseworkers_and_reading_it_is_logged(self, world, draft):
		with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError, match="not been sent"):
			handover_reading.as_file(draft.name)
		handover = sent(world, draft)
		for person in ("other_caseworker", "second_mentor", "manager", "away_coordinator", "administrator"):
			with as_user(world[person]), pytest.raises(frappe.PermissionError):
				handover_reading.as_file(handover.name)
		with as_user(world["caseworker"]):
			handover_reading.as_file(handover.name)
		read = {"user": world["caseworker"], "document_number": handover.name, "action": "Downloaded"}
		assert frappe.db.count("LAT Read Log", read) == 1

	def test_the_curve_is_drawn_on_paper_and_on_the_screen(self, world, draft):
		handover = sent(world, draft)
		with as_user(world["caseworker"]):
			screen = handover_reading.shown(handover.name)
		paper = printed(world, handover)
		for seen in (paper, screen["html"]):
			assert "<svg" in seen and "Goal not reached: Eget værelse." in seen
			assert seen.index("In short") < seen.index("En læreplads.") < seen.index("<svg")
		assert not screen["lines"] and "height: auto" not in paper
