"""Data of an earlier layout, moved once: rows that are moved already are left as they are."""

import importlib

import frappe
import pytest

from tests import factories
from tests.copies import Copies
from tests.factories import act, as_user

pytestmark = pytest.mark.real_site


def run(patch: str) -> None:
	importlib.import_module(f"lat_corps.patches.v1_0.{patch}").execute()


@pytest.fixture
def earlier(world, monkeypatch, request):
	"""Columns as they were, of tables by name; made before and dropped after what can be rolled back.

	A site that was updated has columns of an earlier layout still: they are left there. Records that are
	copied meanwhile have those that are made here: they are for no later test.
	"""
	monkeypatch.setattr(world, "copies", Copies())
	undo = []
	for table, columns in request.param.items():
		there = columns_of(table)
		missing = {column: kind for column, kind in columns.items() if column not in there}
		if not there:
			defined = ", ".join(f"{column} {kind}" for column, kind in columns.items())
			frappe.db.sql_ddl(f"create table `{table}` ({defined})")
			undo.append(f"drop table `{table}`")
		elif missing:
			added = ", ".join(f"add column {column} {kind}" for column, kind in missing.items())
			frappe.db.sql_ddl(f"alter table `{table}` {added}")
			undo.append(f"alter table `{table}` " + ", ".join(f"drop column {column}" for column in missing))
	frappe.clear_cache()
	yield
	frappe.set_user("Administrator")
	frappe.db.rollback()
	for change in undo:
		frappe.db.sql_ddl(change)
	frappe.clear_cache()


def columns_of(table: str) -> list[str]:
	return frappe.db.sql(
		"""select column_name from information_schema.columns
		where table_schema = database() and table_name = %s""",
		table,
		pluck=True,
	)


KNOWLEDGE = {
	"tabLAT Case Knowledge": {
		"name": "varchar(140) primary key",
		"parent": "varchar(140)",
		"kind": "varchar(140)",
		"content": "text",
	}
}
LEFT_OUT = {"tabLAT Handover Line": {"left_out": "int default 0", "left_out_reason": "text"}}
WEIGHED = {
	table: {"extension_for": "text", "extension_against": "text"}
	for table in ("tabLAT Case", "tabLAT Earlier Closing")
}


@pytest.mark.parametrize("earlier", [KNOWLEDGE], indirect=True)
def test_what_stood_on_the_course_becomes_background_information(world, earlier):
	case = factories.case_at("Active", world)
	case.db_set("knowledge_confirmed", 1)
	for name, kind in (("a", "Psychiatric assessments and treatment"), ("b", "Other")):
		frappe.db.sql(
			"insert into `tabLAT Case Knowledge` (name, parent, kind, content) values (%s, %s, %s, %s)",
			(name, case.name, kind, f"Viden {name}."),
		)
	run("move_case_knowledge")
	run("move_case_knowledge")
	with as_user(world["mentor"]):
		moved = frappe.get_list(
			"LAT Background Information",
			filters={"lat_case": case.name},
			fields=["kind", "origin", "content", "municipality", "legal_basis"],
			order_by="content asc",
		)
	assert [(row.kind, row.origin, row.content, row.municipality) for row in moved] == [
		("Psychiatric assessments and treatment", "Another authority", "Viden a.", factories.HOME),
		("Other knowledge", "The course", "Viden b.", factories.HOME),
	]
	assert all(row.legal_basis for row in moved)
	assert case.reload().knowledge_confirmed == 1


@pytest.mark.parametrize("earlier", [LEFT_OUT], indirect=True)
def test_lines_left_out_leave_the_handover(world, earlier):
	case = factories.case_at("Active", world)
	with as_user(world["coordinator"]):
		factories.consent_to_handover(case, world["caseworker"], "Life situation", "Network and family")
		handover = factories.draft_handover(
			case,
			world["caseworker"],
			("Life situation", "The course", "Bor alene."),
			("Network and family", "The course", "Uden samtykke."),
		)
	act(handover, "Send handover", world["coordinator"])
	frappe.db.sql(
		"update `tabLAT Handover Line` set left_out = 1, left_out_reason = 'Intet samtykke.' where name = %s",
		handover.lines[1].name,
	)
	run("move_left_out_lines")
	run("move_left_out_lines")
	assert [row.content for row in handover.reload().lines] == ["Bor alene."]
	with as_user(world["coordinator"]):
		assert frappe.get_list(
			"LAT Handover Omission",
			filters={"handover": handover.name},
			fields=["content", "reason", "line_number"],
		) == [{"content": "Uden samtykke.", "reason": "Intet samtykke.", "line_number": 2}]


def test_a_question_with_its_answer_does_not_count_again(world):
	case = factories.case_at("Closing", world)
	with as_user(world["coordinator"]):
		answered, asked, returned = (factories.draft_handover(case, world["caseworker"]) for _ in range(3))
	answered.db_set({"stage": "Sent", "question": "Hvem?", "answer": "Moderen.", "answered_question": None})
	asked.db_set({"stage": "Sent", "question": "Hvem?", "answered_question": None})
	returned.db_set({"stage": "Returned", "question": "Hvem?", "answer": "Far.", "answered_question": None})
	run("keep_answered_questions")
	run("keep_answered_questions")
	found = [each.reload().answered_question for each in (answered, asked, returned)]
	assert found == ["Hvem?", None, None]


def test_measurements_from_before_tell_their_score(world):
	case = factories.case_at("Active", world)
	with as_user(world["coordinator"]):
		whole, none = factories.measure(case, "Before", 3), factories.measure(case, "After", 3)
	whole.db_set({"score_told": None, "score": 52.5})
	none.db_set({"score_told": None, "score": 0, "standing": "Partly answered"})
	run("tell_scores")
	run("tell_scores")
	assert [each.reload().score_told for each in (whole, none)] == ["52,5", None]


def test_questionnaires_from_before_are_named_in_words(site):
	instrument = frappe.get_doc("LAT Instrument", "WHO5-v1")
	instrument.db_set({"shown_title": None, "modified": "2026-03-04 12:00:00"}, update_modified=False)
	run("name_instruments")
	run("name_instruments")
	assert instrument.reload().shown_title == "WHO-5 (trivsel), version 1"
	assert str(instrument.modified).startswith("2026-03-04")


def test_a_record_from_before_says_since_when_it_stands_at_its_stage(world):
	case = factories.case_at("Assessed", world)
	with as_user(world["coordinator"]):
		untouched = factories.draft_handover(factories.case_at("Active", world), world["caseworker"])
	frappe.db.set_value("Version", {"docname": case.name}, "creation", "2026-02-03 12:00:00")
	untouched.db_set({"stage_since": None, "creation": "2026-03-04 12:00:00"})
	case.db_set({"stage_since": None, "creation": "2026-01-05 12:00:00"})
	run("set_stage_since")
	run("set_stage_since")
	found = [str(each.reload().stage_since) for each in (case, untouched)]
	assert found == ["2026-02-03", "2026-03-04"]


def test_wishes_in_words_are_fields_and_open_matches_are_weighed_by_them(world):
	case = factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		for criterion, words in (("Language", "Gerne arabisk"), ("Other wish", "En, der kan lide skak.")):
			case.append("preferences", {"criterion": criterion, "wish": words})
		case.save()
		match = factories.propose(case, world.mentors["mentor"])
	language, other = case.preferences
	language.db_set({"wish": "Arabisk", "strength": None})
	for row in match.criteria:
		row.db_set({"wish_row": None, "by_rule": 0, "says": None})
	match.criteria[0].db_set({"citizen_side": "Arabisk", "fit": "Met"})
	match.criteria[1].db_set({"fit": "Met"})
	run("name_what_is_wished")
	run("name_what_is_wished")
	assert (language.reload().spoken, language.wish, language.strength) == ("ar", None, "Wish")
	assert (other.reload().spoken, other.wish) == (None, "En, der kan lide skak.")
	stated = [row for row in match.reload().criteria if row.stated]
	assert [(row.wish_row, row.fit, row.by_rule) for row in stated] == [
		(language.name, "Not met", 1),
		(other.name, "Met", 0),
	]


def test_what_was_prepared_on_the_course_goes_to_the_match_that_was_current(world):
	def on_course(case, *answers: str) -> None:
		sheet = frappe.db.get_value("LAT First Meeting", {"lat_case": case.name})
		frappe.db.delete("LAT Preparation Topic", {"parent": sheet or ""})
		frappe.db.delete("LAT First Meeting", {"lat_case": case.name})
		for idx, answer in enumerate(answers, start=1):
			frappe.get_doc(
				{
					"doctype": "LAT Preparation Topic",
					"parenttype": "LAT Case",
					"parentfield": "preparation",
					"parent": case.name,
					"idx": idx,
					"topic": ("Opening", "Life situation")[idx - 1],
					"answer": answer,
				}
			).db_insert()

	running, changed, blank, unmatched = (
		factories.case_at(stage, world) for stage in ("Active", "Active", "Preparing", "Matching")
	)
	for case in (running, changed, unmatched):
		on_course(case, "Kaffe først.", "Bor alene.")
	on_course(blank, "", "")
	left = frappe.db.get_value("LAT Match", {"lat_case": changed.name})
	frappe.db.set_value("LAT Match", left, "stage", "Ended")
	run("move_preparation_to_match")
	run("move_preparation_to_match")
	for case in (running, changed):
		match = frappe.db.get_value("LAT Match", {"lat_case": case.name})
		sheet = frappe.get_doc("LAT First Meeting", {"lat_match": match})
		assert [row.answer for row in sheet.topics] == ["Kaffe først.", "Bor alene."]
		assert (sheet.municipality, sheet.lat_case) == (factories.HOME, case.name)
	assert [row.answer or "" for row in factories.sheet_of(blank).topics] == ["", ""]
	assert not frappe.db.count("LAT Preparation Topic", {"parenttype": "LAT Case"})
	notes = frappe.get_all("Comment", filters={"reference_name": unmatched.name}, pluck="content")
	assert any("Kaffe først." in note for note in notes)
	with as_user(world["mentor"]):
		assert frappe.get_list("LAT First Meeting", filters={"lat_case": running.name})
		assert not frappe.get_list("LAT First Meeting", filters={"lat_case": changed.name})


@pytest.mark.parametrize("earlier", [WEIGHED], indirect=True)
def test_each_extension_that_was_weighed_becomes_a_review_of_its_own(world, earlier):
	def weigh(doctype: str, name: str, number: str) -> None:
		frappe.db.sql(
			f"update `tab{doctype}` set extension_for = %s, extension_against = %s where name = %s",
			(f"For {number}.", f"Imod {number}.", name),
		)

	def earlier_closing(case, idx: int, **values):
		row = {"doctype": "LAT Earlier Closing", "parent": case.name, "parenttype": "LAT Case", "idx": idx}
		values = {"parentfield": "earlier_closings", "taken_up_at": f"2026-0{idx}-15 09:00:00", **values}
		made = frappe.get_doc({**row, **values})
		made.db_insert()
		weigh("LAT Earlier Closing", made.name, f"{case.name} {idx}")
		return made

	def kept(case) -> list[tuple]:
		rows = frappe.get_all(
			"LAT Case Review",
			filters={"lat_case": case.name},
			fields=[
				"arguments_for",
				"decision",
				"earlier_closing",
				"carried_out_on",
				"mentor",
				"municipality",
			],
			order_by="earlier_closing desc",
		)
		assert {row.mentor for row in rows} == {case.mentor}
		assert {row.municipality for row in rows} == {factories.HOME}
		return [
			(row.arguments_for, row.decision or "", row.earlier_closing, bool(row.carried_out_on))
			for row in rows
		]

	extended, closing, closed = (
		factories.case_at(stage, world) for stage in ("Active", "Closing", "Closing")
	)
	factories.close_course(closed, world)
	row = earlier_closing(extended, 2)
	earlier_closing(extended, 1, closed_on="2026-01-02")
	weigh("LAT Case", extended.name, f"{extended.name} 2")
	weigh("LAT Case", closing.name, "nu")
	weigh("LAT Case", closed.name, "sidst")
	run("keep_extensions_as_reviews")
	run("keep_extensions_as_reviews")
	assert kept(extended) == [
		(f"For {extended.name} 2.", "Extend", 2, True),
		(f"For {extended.name} 1.", "Close", 1, False),
	]
	assert frappe.db.get_value(row.doctype, row.name, "case_review")
	assert kept(closing) == [("For nu.", "", 0, False)]
	assert kept(closed) == [("For sidst.", "Close", 0, False)]
	for doctype in ("LAT Case", "LAT Earlier Closing"):
		assert not frappe.db.sql(f"select name from `tab{doctype}` where extension_for <> ''")
	with as_user(world["coordinator"]):
		assert extended.reload().review_due and closing.reload().stage == "Closing"


def test_the_wheel_begins_with_what_notes_and_plans_held(world):
	with as_user(world["mentor"]):
		plan = factories.write_plan(factories.case_at("Active", world))
	note = frappe.get_doc(
		{
			"doctype": "LAT Learning Note",
			"title": "Korte møder",
			"note": "Gå.",
			"municipality": plan.municipality,
		}
	)
	note.flags.released = True
	note.insert()
	note.db_set("competence", "Competence 10")
	plan.db_set("next_step_on", None)
	run("begin_wheel")
	run("begin_wheel")
	assert frappe.db.get_value("LAT Learning Note", note.name, "competence") == "LAT-WH-10"
	assert str(frappe.db.get_value("LAT Plan", plan.name, "next_step_on")) == plan.steps[0].due_on
