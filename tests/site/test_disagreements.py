"""What a person says is wrong stands beside the record, wherever that is shown, with the answer."""

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from lat_corps.casework import disagreements, timeline
from lat_corps.casework.packet_lines import course_lines
from lat_corps.corps.facts import called
from tests import factories
from tests.factories import as_user, refusal_of

WORDS = "Jeg var syg, og jeg ringede til Lone."


@pytest.fixture
def case(world):
	return factories.case_at("Active", world)


@pytest.fixture
def plan(world, case):
	with as_user(world["mentor"]):
		return frappe.get_doc(
			{"doctype": "LAT Plan", "lat_case": case.name, "goals": [{"goal": "Kommer til møderne."}]}
		).insert()


@pytest.fixture
def written(world, case, plan):
	with as_user(world["coordinator"]):
		return factories.note_disagreement(case, plan, words=WORDS, place="Mål 1")


def shown_to(user: str, doc) -> list | None:
	"""Return the notes that a form hands out; None where it says nothing of notes."""
	with as_user(user):
		read = frappe.get_doc(doc.doctype, doc.name)
		read.run_method("onload")
		return (read.get("__onload") or {}).get("lat_disagreements")


class TestWritten:
	def test_it_is_answered_and_says_when_and_by_whom(self, world, written):
		assert not written.answered_on
		with as_user(world["coordinator"]):
			written.update({"result": "Corrected", "answer": "Målet er rettet."})
			written.save()
		assert (getdate(written.answered_on), written.answered_by) == (getdate(today()), world["coordinator"])

	@pytest.mark.parametrize(
		("values", "said"),
		[({"result": "Corrected"}, "Write to the person"), ({"answer": "Rettet."}, "Choose what came of it")],
	)
	def test_half_an_answer_is_none(self, world, written, values, said):
		with as_user(world["coordinator"]):
			written.update(values)
			assert said in refusal_of(written.save)

	def test_what_was_answered_stays_in_the_persons_words(self, world, written):
		with as_user(world["coordinator"]):
			written.update({"words": "Jeg ringede.", "result": "Stands, with this note", "answer": "Nej."})
			written.save()
			written.words = "Det passer nok."
			assert "write a new note" in refusal_of(written.save)

	def test_it_is_not_said_in_the_future(self, world, case, plan):
		with as_user(world["coordinator"]):
			assert "future" in refusal_of(
				lambda: factories.note_disagreement(case, plan, said_on=add_days(today(), 2))
			)

	@pytest.mark.parametrize(
		"person", ["mentor", "caseworker", "manager", "administrator", "away_coordinator"]
	)
	def test_others_write_none(self, world, case, plan, person):
		with as_user(world[person]), pytest.raises(frappe.PermissionError):
			factories.note_disagreement(case, plan)

	@pytest.mark.parametrize(
		"values",
		[
			{"document_number": "LAT-P-00000"},
			{"document_type": "User", "document_number": "Administrator"},
			{"document_type": "LAT Settings", "document_number": "LAT Settings"},
			{"document_type": "LAT Turn"},
		],
	)
	def test_it_is_about_a_record_of_the_course(self, world, case, plan, values):
		with as_user(world["coordinator"]), pytest.raises((frappe.PermissionError, frappe.ValidationError)):
			factories.note_disagreement(case, plan, **values)

	def test_nor_about_one_of_another_course(self, world, case):
		other = factories.refer(world)
		citizen = frappe.get_doc("LAT Citizen", other.citizen)
		with as_user(world["coordinator"]):
			for record in (other, citizen):
				with pytest.raises(frappe.PermissionError, match="no such record"):
					factories.note_disagreement(case, record)
			assert factories.note_disagreement(case, frappe.get_doc("LAT Citizen", case.citizen))


class TestShown:
	def test_who_reads_the_record_reads_the_note(self, world, plan, written):
		for person in ("coordinator", "mentor"):
			(row,) = shown_to(world[person], plan)
			assert (row.words, row.place) == (WORDS, "Mål 1")

	def test_nobody_else_does(self, world, case, plan, written):
		for person in ("second_mentor", "caseworker", "away_coordinator"):
			assert not shown_to(world[person], plan)
		assert shown_to(world["mentor"], case) == []

	def test_a_mentor_reads_none_on_what_the_coordinator_keeps(self, world, case):
		with as_user(world["coordinator"]):
			background = factories.write_background(case)
			factories.note_disagreement(case, background, words=WORDS)
		assert not shown_to(world["mentor"], background) and shown_to(world["coordinator"], background)
		with as_user(world["mentor"]):
			assert not frappe.has_permission(disagreements.DOCUMENT, "read")

	def test_that_it_was_read_is_logged(self, world, plan, written):
		shown_to(world["mentor"], plan)
		assert frappe.db.exists("LAT Read Log", {"document_number": written.name, "user": world["mentor"]})

	def test_it_stands_beside_its_record_in_an_access_request(self, world, case, plan, written):
		with as_user(world["coordinator"]):
			html = frappe.get_print("LAT Citizen", case.citizen, "LAT Access Request")
		beside = html[html.index(f"{called('LAT Plan')} {plan.name}") :]
		assert "Notes of disagreement" in beside and html.count(WORDS) == 2

	def test_it_goes_with_the_line_that_it_disputes_in_a_handover(self, world, case, plan, written):
		(line,) = [line for line in course_lines(case.name) if WORDS in line["content"]]
		assert (line["part"], line["information_type"]) == ("Open questions", "Goals and steps")

	def test_one_on_background_goes_into_no_handover(self, world, case, plan):
		with as_user(world["coordinator"]):
			background = factories.write_background(case, origin="Section 115 exchange")
			factories.note_disagreement(case, background, words=WORDS)
		assert not disagreements.in_packet(case.name)
		assert not any(WORDS in line["content"] for line in course_lines(case.name))

	def test_the_course_so_far_tells_of_it_to_the_coordinator(self, world, case, written):
		for person, seen in (("coordinator", True), ("mentor", False)):
			with as_user(world[person]):
				entries = timeline.on_course(frappe.get_doc("LAT Case", case.name), 50)["entries"]
			assert any(entry["name"] == written.name for entry in entries) is seen


def test_it_goes_when_its_record_goes(world, case):
	"""The note is no other place where what was erased lives on."""
	from lat_corps.privacy.traces import find_with

	with as_user(world["coordinator"]):
		background = factories.write_background(case)
		written = factories.note_disagreement(case, background)
	assert find_with({"LAT Background Information": [background.name]}).records == {
		"LAT Background Information": [background.name],
		"LAT Disagreement": [written.name],
	}
