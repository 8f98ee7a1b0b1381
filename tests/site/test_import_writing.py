"""Rows written in bulk are what a save would have written, for those whom a save would have let."""

import datetime as dt
import json
from dataclasses import replace

import frappe
import pytest

from lat_corps.measurement import import_writing
from lat_corps.spreadsheets.planning.answers import Existing
from tests import factories
from tests.factories import AWAY, as_user
from tests.planned_rows import WHO5, outcome

OF_THIS_ROW = {"name", "parent", "creation", "modified", "lat_case"}
"""Columns in which two measurements always differ."""


def stored(case, doctype="LAT Measurement", **filters):
	name = frappe.db.get_value("LAT Measurement", {"lat_case": case.name, **filters})
	key = "name" if doctype == "LAT Measurement" else "parent"
	return frappe.db.sql(f"select * from `tab{doctype}` where {key} = %s order by idx", (name,), as_dict=True)


def saved(world, case, answers, survey):
	"""The same row through the document, as the import wrote it before there was a bulk."""
	with as_user(world["coordinator"]):
		doc = frappe.new_doc(
			"LAT Measurement",
			lat_case=case.name,
			instrument=WHO5,
			measured_at="Before",
			measured_on="2023-01-10",
		)
		for position, answer in enumerate(answers.ljust(5), start=1):
			doc.append("answers", {"item_code": f"WHO{position}", "answer": answer.strip()})
		if not answers.strip():
			doc.missing_reason = "The file has no answers."
		doc.flags.survey_import = survey
		return doc.save()


@pytest.mark.parametrize("answers", ["12345", "00000", "12 45", " "], ids=["all", "zeros", "partly", "none"])
def test_a_row_in_bulk_is_a_saved_one_field_by_field(world, write, survey, answers):
	bulk, single = factories.case_at("Active", world), factories.case_at("Active", world)
	write(outcome(bulk, answers))
	saved(world, single, answers, survey)
	for doctype in ("LAT Measurement", "LAT Answer"):
		mine, theirs = stored(bulk, doctype), stored(single, doctype)
		assert len(mine) == len(theirs) == (1 if doctype == "LAT Measurement" else 5)
		for one, other in zip(mine, theirs, strict=True):
			assert {k: v for k, v in one.items() if k not in OF_THIS_ROW} == {
				k: v for k, v in other.items() if k not in OF_THIS_ROW
			}
			assert {type(one[k]) for k in OF_THIS_ROW & {*one}} == {
				type(other[k]) for k in OF_THIS_ROW & {*other}
			}


def test_names_follow_the_series_and_the_next_save_follows_them(world, write, survey):
	cases = [factories.refer(world) for _ in range(3)]
	write(*(outcome(case) for case in cases))
	last = saved(world, factories.refer(world), "12345", survey).name
	numbers = [int(stored(case)[0].name.removeprefix("LAT-ME-")) for case in cases]
	assert [*numbers, int(last.removeprefix("LAT-ME-"))] == list(range(numbers[0], numbers[0] + 4))


def test_what_is_due_on_the_course_follows_as_after_a_save(world, write, survey):
	bulk, single = factories.case_at("Active", world), factories.case_at("Active", world)
	write(outcome(bulk))
	saved(world, single, "12345", survey)
	bulk.reload(), single.reload()
	fields = ("next_due", "next_due_what", "next_progression_due", "last_rating", "mentor")
	assert [bulk.get(field) for field in fields] == [single.get(field) for field in fields]
	assert bulk.next_due_what != "Before measurement"


def test_a_correction_keeps_what_stood_there_before(world, write):
	case = factories.refer(world)
	write(outcome(case))
	write(outcome(case, "22345", kind="Corrected"))
	row = stored(case)[0]
	assert row.score == 64
	history = frappe.get_doc("Version", {"ref_doctype": "LAT Measurement", "docname": row.name})
	[(table, _idx, _name, changes)] = json.loads(history.data)["row_changed"]
	assert (table, [list(change) for change in changes]) == ("answers", [["answer", "1", "2"]])


def test_a_correction_of_what_was_changed_since_it_was_seen_is_refused(world, write):
	case, other = factories.refer(world), factories.refer(world)
	write(outcome(case), outcome(other))
	seen = Existing(dt.date(2023, 1, 10), dict(outcome(case).answers))
	write(outcome(case, "02345", kind="Corrected"))
	writer = write(
		replace(outcome(case, "22345", kind="Corrected"), before=seen),
		replace(outcome(other, "22345", kind="Corrected"), before=seen),
	)
	assert [(row.case, "changed since" in reason) for row, reason in writer.refused] == [(case.name, True)]
	assert [stored(each)[0].score for each in (case, other)] == [56, 64]


def test_what_a_correction_makes_due_stands_on_the_course(world, write):
	"""An answered before asks for its after, although another questionnaire has one (N8)."""
	case = factories.case_at("Closing", world)
	with as_user(world["mentor"]):
		factories.missing_measurement(case)
		frappe.get_doc(
			{
				"doctype": "LAT Measurement",
				"lat_case": case.name,
				"instrument": "LIVSMESTRING-v1",
				"measured_at": "After",
				"missing_reason": "Ønskede ikke at svare.",
			}
		).insert()
	assert case.reload().next_due_what != "After measurement"
	write(outcome(case, kind="Corrected"))
	assert case.reload().next_due_what == "After measurement"


def test_a_second_follow_up_corrects_none_before(world, write):
	case = factories.refer(world)
	write(outcome(case, point="Follow-up", date=dt.date(2023, 6, 1)))
	write(outcome(case, "00000", point="Follow-up", date=dt.date(2023, 12, 1)))
	rows = frappe.get_all(
		"LAT Measurement", filters={"lat_case": case.name}, pluck="score", order_by="score asc"
	)
	assert rows == [0, 60]


class TestRefusals:
	@pytest.fixture
	def away_case(self, world):
		with as_user(world["away_coordinator"]):
			citizen = factories.make_citizen(AWAY)
			return frappe.get_doc(
				{"doctype": "LAT Case", "municipality": AWAY, "citizen": citizen.name}
			).insert()

	def refused(self, write, error, *rows, **options):
		before = frappe.db.count("LAT Measurement")
		with pytest.raises(error):
			write(*rows, **options)
		assert frappe.db.count("LAT Measurement") == before

	def test_a_course_of_another_municipality(self, world, write, away_case):
		self.refused(write, frappe.PermissionError, outcome(factories.refer(world)), outcome(away_case))

	def test_a_course_of_another_municipality_under_its_own_name(self, write, away_case):
		self.refused(write, frappe.PermissionError, outcome(away_case), municipality=AWAY)

	@pytest.mark.parametrize("person", ["mentor", "manager", "administrator", "technician", "outsider"])
	def test_somebody_who_may_not_measure_it(self, world, write, person):
		self.refused(write, frappe.PermissionError, outcome(factories.refer(world)), person=person)

	def test_a_course_that_is_gone(self, write):
		self.refused(write, frappe.PermissionError, outcome(frappe._dict(name="LAT-1999-00001")))

	def test_what_was_recorded_since_the_plan(self, world, write, survey):
		case = factories.refer(world)
		saved(world, case, "12345", survey)
		self.refused(write, frappe.ValidationError, outcome(factories.refer(world)), outcome(case))

	def test_a_correction_that_save_refuses_is_told_and_the_others_are_written(
		self, world, write, monkeypatch
	):
		cases = [factories.refer(world) for _ in range(2)]
		write(*map(outcome, cases))
		later = dt.date(2123, 1, 1)
		writer = write(
			outcome(cases[0], "22345", date=later, kind="Corrected"),
			outcome(cases[1], "22345", kind="Corrected"),
		)
		assert [row.case for row, _message in writer.refused] == [cases[0].name]
		assert "future" in writer.refused[0][1]
		assert [stored(case)[0].score for case in cases] == [60, 64]


def test_a_chunk_asks_the_database_no_more_than_a_few_times(world, write, monkeypatch):
	cases = [factories.refer(world) for _ in range(12)]
	asked = []
	database = type(frappe.local.db)
	sql = database.sql
	monkeypatch.setattr(
		database, "sql", lambda db, query, *a, **k: asked.append(str(query)) or sql(db, query, *a, **k)
	)
	write(*map(outcome, cases[:2]))
	few = len(asked)
	write(*map(outcome, cases[2:]))
	assert len(asked) - few <= few + 1, "as many questions for ten rows as for two"
	assert import_writing.CHUNK >= 500
