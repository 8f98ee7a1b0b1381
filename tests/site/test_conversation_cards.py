"""Conversation cards through save and methods: versions, copies of a municipality, and who may shape them."""

import frappe
import pytest

from lat_corps.coaching.doctype.lat_conversation_card.lat_conversation_card import copy_for, keep_own
from lat_corps.setup import shipped
from tests.factories import AWAY, HOME, as_user

QUESTIONS = (("Mål", "Hvad håber du?", ""), ("Skala", "Hvilket tal?", "Scale"))


def rows(*questions) -> list[dict]:
	return [dict(zip(("section", "question", "form"), question, strict=True)) for question in questions]


@pytest.fixture
def national():
	return frappe.get_doc("LAT Conversation Card", {"kind": "Goals", "municipality": ["is", "not set"]})


@pytest.fixture
def card(world):
	with as_user(world["coordinator"]):
		return frappe.get_doc(
			{
				"doctype": "LAT Conversation Card",
				"title": "Vores kort",
				"kind": "Goals",
				"municipality": HOME,
				"questions": rows(*QUESTIONS),
			}
		).insert()


def test_the_version_goes_up_with_the_questions_alone(world, card):
	with as_user(world["coordinator"]):
		assert card.version_number == 1
		card.title = "Vores eget kort"
		assert card.save().version_number == 1
		card.questions[0].question = "Hvad ønsker du?"
		assert card.save().version_number == 2
		card.version_number = 9
		assert card.save().version_number == 2


def test_two_sections_that_ask_the_same_are_refused(world, card):
	card.set("questions", rows(("Vision", "Hvad?", ""), ("Nu", "Hvad?", "")))
	with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError, match="ask the same questions"):
		card.save()


@pytest.mark.parametrize("question", [{"section": " "}, {"section": None}, {"question": None}, {}])
def test_a_question_without_words_or_section_is_asked_for(world, card, question):
	card.append("questions", {"section": "Nyt", "question": "Hvad?", **question} if question else {})
	with as_user(world["coordinator"]), pytest.raises(frappe.MandatoryError):
		card.save()


class TestCopy:
	@pytest.fixture
	def copy(self, world, national):
		with as_user(world["coordinator"]):
			return frappe.get_doc("LAT Conversation Card", copy_for(national.name, HOME))

	def test_a_copy_asks_what_the_national_card_asks(self, copy, national):
		assert copy.asked() == national.asked()
		assert (copy.municipality, copy.based_on, copy.based_on_version) == (HOME, national.name, 1)

	def test_no_copy_is_made_for_another_municipality(self, world, national):
		with as_user(world["coordinator"]), pytest.raises(frappe.PermissionError):
			copy_for(national.name, AWAY)

	def test_a_newer_national_card_leaves_the_copy_and_says_what_differs(self, world, copy, national):
		with as_user(world["coordinator"]):
			copy.questions[0].question = "Vores eget spørgsmål?"
			copy.save()
			assert copy.changed_since_copied() is None
		new = next(record for record in shipped.shipped() if shipped.shipped_key(record) == key_of(national))
		new["questions"].append({"section": "Det sidste", "question": "Og hvad så?", "form": ""})
		national.update(new).save()
		with as_user(world["coordinator"]):
			newer = frappe.get_doc("LAT Conversation Card", copy.name).changed_since_copied()
			assert newer["version"] == 2
			assert {"section": "Det sidste", "question": "Og hvad så?", "form": ""} in newer["added"]
			assert [row["question"] for row in newer["taken_out"]] == ["Vores eget spørgsmål?"]
			assert copy.reload().questions[0].question == "Vores eget spørgsmål?"
			keep_own(copy.name)
			assert copy.reload().changed_since_copied() is None

	def test_nobody_else_keeps_it(self, world, copy):
		for person in ("mentor", "away_coordinator"):
			with as_user(world[person]), pytest.raises(frappe.PermissionError):
				keep_own(copy.name)


def key_of(card) -> str:
	return f"LAT Conversation Card/{card.kind}"


def test_a_copy_is_never_taken_for_the_shipped_card(world, card):
	frappe.db.delete("LAT Shipped Record", {"shipped_key": "LAT Conversation Card/Goals"})
	shipped.load(print)
	trace = frappe.get_doc("LAT Shipped Record", {"shipped_key": "LAT Conversation Card/Goals"})
	assert trace.document_name != card.name


class TestRights:
	def reads(self, person: str, name: str) -> bool:
		with as_user(person):
			return frappe.has_permission(
				"LAT Conversation Card", "read", doc=frappe.get_doc("LAT Conversation Card", name)
			)

	@pytest.mark.parametrize(
		("person", "expected"),
		[
			("coordinator", (True, True)),
			("mentor", (True, True)),
			("away_coordinator", (False, True)),
			("away_mentor", (False, True)),
			("centre", (False, True)),
			("administrator", (True, True)),
			("manager", (False, False)),
			("caseworker", (False, False)),
			("technician", (False, False)),
		],
	)
	def test_who_reads_the_own_and_the_national_card(self, world, card, national, person, expected):
		assert tuple(self.reads(world[person], name) for name in (card.name, national.name)) == expected

	@pytest.mark.parametrize("person", ["coordinator", "mentor", "manager"])
	def test_only_centre_and_administrator_shape_the_national_card(self, world, national, person):
		national.title = "Mit kort"
		with as_user(world[person]), pytest.raises(frappe.PermissionError):
			national.save()

	def test_the_centre_does(self, world, national):
		national.title = "Et andet kort"
		with as_user(world["centre"]):
			assert national.save().title == "Et andet kort"
