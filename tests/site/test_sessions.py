"""The mentor's log: who writes, who reads, what a line names, and that no line is stored twice (R63, R65)."""

import frappe
import pytest
from frappe.utils import add_days, today

from lat_corps.casework import sessions
from lat_corps.permissions.hooks import reaches
from lat_corps.read_log.noting import LISTED
from tests import factories
from tests.factories import as_user

DRAFT = "prøve-1"


@pytest.fixture
def case(world):
	return factories.case_at("Active", world)


@pytest.fixture
def plan(world, case):
	with as_user(world["mentor"]):
		return frappe.get_doc(
			{
				"doctype": "LAT Plan",
				"lat_case": case.name,
				"goals": [{"goal": "En læreplads."}, {"goal": "En ven.", "progress": "Let go"}],
				"steps": [{"step": "Ringe til skolen."}, {"step": "Skrive.", "done_on": today()}],
			}
		).insert()


def note(world, case, person="mentor", **values):
	with as_user(world[person]):
		return frappe.get_doc(
			{"doctype": "LAT Session", "lat_case": case.name, "kind": "Meeting", **values}
		).insert()


class TestWhoWrites:
	def test_the_mentor_of_the_running_match(self, world, case):
		line = note(world, case, went_well="Vi gik en tur.", minutes=45)
		assert (line.mentor, line.mentor_name) == (world.mentors["mentor"], "Samir Haddad")
		assert str(line.held_on) == today()

	@pytest.mark.parametrize(
		"person",
		["coordinator", "second_mentor", "caseworker", "manager", "away_coordinator", "administrator"],
	)
	def test_nobody_else(self, world, case, person):
		with pytest.raises(frappe.PermissionError):
			note(world, case, person)

	def test_nobody_in_the_mentors_name(self, world, case):
		line = note(world, case, mentor=world.mentors["second_mentor"], mentor_name="En anden")
		assert (line.mentor, line.mentor_name) == (world.mentors["mentor"], "Samir Haddad")

	def test_a_coordinator_changes_no_line(self, world, case):
		line = note(world, case)
		with as_user(world["coordinator"]), pytest.raises(frappe.PermissionError):
			line.went_well = "Rettet af en anden."
			line.save()

	def test_the_next_mentor_reads_the_lines_and_changes_none(self, world, case):
		line = note(world, case, went_well="Den første.")
		factories.change_mentor(case, world)
		assert not reaches("LAT Session", line.name, world["mentor"])
		assert reaches("LAT Session", line.name, world["second_mentor"])
		line.reload().next_step = "En anden ting."
		with as_user(world["second_mentor"]), pytest.raises(frappe.PermissionError):
			line.save()

	@pytest.mark.parametrize("stage", ["Referred", "Matching"])
	def test_no_course_without_a_mentor(self, world, stage):
		with pytest.raises(frappe.PermissionError):
			note(world, factories.case_at(stage, world))

	def test_no_course_that_is_finished(self, world, case):
		frappe.db.set_value("LAT Case", case.name, "stage", "Closed")
		with pytest.raises(frappe.ValidationError, match="log of a course at Closed"):
			note(world, case)


class TestWhoReads:
	@pytest.mark.parametrize(("person", "reads"), factories.OF_A_COURSE.items())
	def test_mentor_and_coordinator_alone(self, world, case, person, reads):
		line = note(world, case)
		assert factories.reads(world, person, line) is reads


class TestWhatItSays:
	def test_an_edit_keeps_what_stood_there(self, world, case):
		line = note(world, case, went_well="Vi talte.")
		with as_user(world["mentor"]):
			line.went_well = "Vi talte længe."
			line.save()
		(version,) = frappe.get_all(
			"Version", {"ref_doctype": "LAT Session", "docname": line.name}, pluck="data"
		)
		assert "Vi talte." in version and "længe" in frappe.parse_json(version)["changed"][-1][2]

	def test_a_goal_or_step_is_kept_in_the_words_it_had(self, world, case, plan):
		line = note(world, case, plan_row=plan.steps[0].name)
		assert line.worked_on == "Ringe til skolen."
		with as_user(world["mentor"]):
			plan.steps[0].step = "Noget andet."
			plan.save()
			assert line.reload().save().worked_on == "Ringe til skolen."

	def test_a_row_of_another_course_is_refused(self, world, case, plan):
		other = factories.case_at("Active", world)
		with pytest.raises(frappe.ValidationError, match="goal or step of this course"):
			note(world, other, plan_row=plan.goals[0].name)

	def test_words_that_are_sent_are_not_taken(self, world, case):
		assert not note(world, case, worked_on="Ikke aftalt.").worked_on

	def test_who_did_not_come_was_not_there_for_an_hour(self, world, case):
		assert note(world, case, kind="Did not come", minutes=60).minutes == 0

	def test_a_day_ahead_is_refused(self, world, case):
		with pytest.raises(frappe.ValidationError, match="future"):
			note(world, case, held_on=add_days(today(), 3))

	def test_no_contact_lasts_longer_than_a_day(self, world, case):
		with pytest.raises(frappe.ValidationError, match="1440 minutes"):
			note(world, case, minutes=2000)


class TestChoices:
	def of(self, world, case, person):
		with as_user(world[person]):
			return sessions.of_case(case.name)

	def test_the_mentor_chooses_among_open_goals_and_steps_and_tools_in_use(self, world, case, plan):
		frappe.db.set_value("LAT Method Tool", {"tool_code": "TPM"}, "enabled", 0)
		choices = self.of(world, case, "mentor")
		assert choices["goals"] == [(plan.goals[0].name, "En læreplads.")]
		assert choices["steps"] == [(plan.steps[0].name, "Ringe til skolen.")]
		labels = [label for _name, label in choices["tools"]]
		assert labels[0] == "Skalaspørgsmål" and "TPM" not in labels
		assert frappe.db.exists(
			"LAT Read Log",
			{"user": world["mentor"], "document_type": "LAT Plan", "lat_case": case.name, "action": LISTED},
		)

	def test_who_only_reads_is_offered_nothing(self, world, case):
		assert self.of(world, case, "coordinator") == {"may_note": False}

	def test_a_stranger_is_refused(self, world, case):
		with pytest.raises(frappe.PermissionError):
			self.of(world, case, "second_mentor")


class TestNoteDown:
	def send(self, world, case, person="mentor", draft=DRAFT, **values):
		with as_user(world[person]):
			return sessions.note_down(case.name, draft, {"kind": "Phone call", **values}, self.tools())

	def tools(self):
		return frappe.get_all("LAT Method Tool", {"tool_code": "SCALE"}, pluck="name")

	def test_a_line_with_its_tools(self, world, case):
		line = frappe.get_doc("LAT Session", self.send(world, case, minutes=15, went_well="Godt."))
		assert (line.kind, line.minutes, line.went_well) == ("Phone call", 15, "Godt.")
		assert [row.tool_label for row in line.tools] == ["Skalaspørgsmål"]

	def test_what_was_sent_before_is_there_once(self, world, case):
		"""The answer of the first was lost on its way, and the person sends the draft again."""
		assert self.send(world, case) == self.send(world, case)
		assert self.send(world, case, draft="prøve-2") != self.send(world, case)
		assert frappe.db.count("LAT Session", {"lat_case": case.name}) == 2

	def test_fields_of_the_server_are_passed_over(self, world, case):
		name = self.send(world, case, mentor=world.mentors["second_mentor"], owner=world["second_mentor"])
		assert frappe.db.get_value("LAT Session", name, "mentor") == world.mentors["mentor"]

	@pytest.mark.parametrize("person", ["coordinator", "second_mentor"])
	def test_nobody_else(self, world, case, person):
		with pytest.raises(frappe.PermissionError):
			self.send(world, case, person)


class TestTools:
	def test_the_administrator_shapes_the_list_and_nobody_else(self, world):
		tool = {"doctype": "LAT Method Tool", "tool_code": "EGET", "tool_label": "Vores eget"}
		with as_user(world["coordinator"]), pytest.raises(frappe.PermissionError):
			frappe.get_doc(tool).insert()
		with as_user(world["administrator"]):
			assert frappe.get_doc(tool).insert().enabled
