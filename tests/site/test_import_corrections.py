"""Corrections in bulk leave what a save of each would have left: in the record, its history, its refusals."""

import datetime as dt
import json

import frappe
import pytest

from lat_corps.domain.instruments import score
from lat_corps.measurement.conversion import answer_text, instrument_of
from lat_corps.measurement.import_writing import Writer
from lat_corps.spreadsheets.planning.answers import RowOutcome
from tests import factories
from tests.factories import AWAY, HOME, as_user
from tests.planned_rows import WHO5, outcome

DAY, OTHER_DAY = dt.date(2023, 1, 10), dt.date(2023, 1, 11)
OF_THIS_RECORD = {"name", "parent", "creation", "modified", "lat_case", "docname"}
"""Columns in which two records always differ."""


@pytest.fixture
def corrected(write):
	def corrected(*rows, **options):
		return write(*(outcome(*each[:1], *each[1:], kind="Corrected") for each in rows), **options)

	return corrected


def name_of(case) -> str:
	return frappe.db.get_value("LAT Measurement", {"lat_case": case.name})


def saved(world, survey, row: RowOutcome) -> None:
	"""The same correction through the document, as an import wrote it before there was a bulk."""
	with as_user(world["coordinator"]):
		doc = frappe.get_doc(
			"LAT Measurement", frappe.db.get_value("LAT Measurement", {"lat_case": row.case})
		)
		doc.measured_on = row.date
		given = {answer.item_code: answer for answer in doc.answers}
		for code, value in row.answers.items():
			(given.get(code) or doc.append("answers", {"item_code": code})).answer = answer_text(value)
		if not any(value is not None for value in row.answers.values()):
			doc.missing_reason = doc.missing_reason or "The file has no answers."
		doc.flags.survey_import = survey
		doc.save(ignore_version=False)


def stored(case) -> list[dict]:
	name = name_of(case)
	rows = [
		*frappe.db.sql("select * from `tabLAT Measurement` where name = %s", (name,), as_dict=True),
		*frappe.db.sql("select * from `tabLAT Answer` where parent = %s order by idx", (name,), as_dict=True),
	]
	return [{column: value for column, value in row.items() if column not in OF_THIS_RECORD} for row in rows]


def history(case) -> list[tuple]:
	found = []
	for version in frappe.get_all(
		"Version",
		filters={"ref_doctype": "LAT Measurement", "docname": name_of(case)},
		fields=["*"],
		order_by="creation asc",
	):
		data = json.loads(version.pop("data"))
		for change in data["row_changed"]:
			change[2] = "name of the row"
		for _table, row in data["added"]:
			for column in (*OF_THIS_RECORD, "__islocal", "__unsaved"):
				row.pop(column, None)
		rest = {column: value for column, value in version.items() if column not in OF_THIS_RECORD}
		found.append((data, rest))
	return found


@pytest.mark.parametrize(
	("before", "after", "date"),
	[
		("12345", "22345", DAY),
		("12345", "54321", OTHER_DAY),
		("12345", "12345", OTHER_DAY),
		("12345", "1 345", DAY),
		("12345", "", DAY),
		("", "12345", DAY),
		("1 345", "12345", OTHER_DAY),
		("00000", "00001", DAY),
	],
	ids=["an answer", "all", "the day", "one is emptied", "none is left", "first ones", "one more", "zeros"],
)
def test_a_correction_in_bulk_is_a_saved_one_with_its_history(
	world, survey, write, corrected, before, after, date
):
	bulk, single = factories.case_at("Active", world), factories.case_at("Active", world)
	write(outcome(bulk, before), outcome(single, before))
	assert not corrected((bulk, after, "Before", date)).refused
	saved(world, survey, outcome(single, after, date=date))
	assert stored(bulk) == stored(single)
	assert history(bulk) == history(single)
	assert len(history(bulk)) == 1


def test_who_corrected_when_stands_on_record_and_answers(world, write, corrected):
	case = factories.refer(world)
	write(outcome(case, "12345"))
	long_ago = "2023-01-01 00:00:00"
	for doctype, key in (("LAT Measurement", "name"), ("LAT Answer", "parent")):
		frappe.db.set_value(
			doctype,
			{key: name_of(case)},
			{"modified": long_ago, "modified_by": "Administrator"},
			update_modified=False,
		)
	corrected((case, "22345"))
	assert {row["modified_by"] for row in stored(case)} == {world["coordinator"]}
	doc = frappe.get_doc("LAT Measurement", name_of(case))
	assert {str(row.modified) for row in doc.answers} == {str(doc.modified)} != {long_ago}


def test_an_answer_that_had_no_row_gets_one(world, survey, write, corrected):
	bulk, single = factories.refer(world), factories.refer(world)
	for case in (bulk, single):
		write(outcome(case, "12345"))
		frappe.db.delete("LAT Answer", {"parent": name_of(case), "item_code": "WHO3"})
	corrected((bulk, "12045"))
	saved(world, survey, outcome(single, "12045"))
	assert stored(bulk) == stored(single)
	added = [
		[[table, row["item_code"], row["answer"]] for table, row in data["added"]]
		for data, _ in history(bulk)
	]
	assert added == [[["answers", "WHO3", "0"]]]
	assert [data["changed"] for data, _ in history(bulk)] == [data["changed"] for data, _ in history(single)]


def test_a_reason_that_a_person_wrote_stays_until_there_is_an_answer(world, write, corrected):
	case = factories.refer(world)
	write(outcome(case, "12 45"))
	frappe.db.set_value(
		"LAT Answer", {"parent": name_of(case), "item_code": "WHO3"}, "skip_reason", "Rev side"
	)

	def reason():
		return frappe.db.get_value(
			"LAT Answer", {"parent": name_of(case), "item_code": "WHO3"}, "skip_reason"
		)

	corrected((case, "22 45"))
	assert reason() == "Rev side"
	corrected((case, "22345"))
	assert not reason()


def test_many_at_once_each_get_their_own(world, write, corrected):
	cases = [factories.refer(world) for _ in range(7)]
	write(*(outcome(case, "11111") for case in cases))
	answers = ["00000", "01234", "55555", "54321", "11112", "2 222", "33333"]
	corrected(*zip(cases, answers, strict=True))
	found = ["".join(row["answer"] or " " for row in stored(case)[1:]) for case in cases]
	assert found == answers
	assert [stored(case)[0]["score"] for case in cases] == [
		(score(instrument_of(WHO5), outcome(case, each).answers).value or 0)
		for case, each in zip(cases, answers, strict=True)
	]
	assert {len(history(case)) for case in cases} == {1}


def test_twenty_corrections_ask_the_database_little_more_than_two(world, write, corrected, monkeypatch):
	cases = [factories.refer(world) for _ in range(22)]
	write(*(outcome(case, "12345") for case in cases))
	asked = []
	database = type(frappe.local.db)
	sql = database.sql
	monkeypatch.setattr(
		database, "sql", lambda db, query, *a, **k: asked.append(str(query)) or sql(db, query, *a, **k)
	)
	corrected(*((case, "22345") for case in cases[:2]))
	few = len(asked)
	corrected(*((case, "22345") for case in cases[2:]))
	assert len(asked) - few <= few + 1


class TestRefusals:
	@pytest.fixture
	def case(self, world, write):
		case = factories.refer(world)
		write(outcome(case, "12345"))
		return case

	def test_a_day_to_come_is_told_and_the_others_are_written(self, world, write, corrected, case):
		other = factories.refer(world)
		write(outcome(other, "12345"))
		writer = corrected((case, "22345", "Before", dt.date(2123, 1, 1)), (other, "22345"))
		assert [row.case for row, _reason in writer.refused] == [case.name]
		assert "future" in writer.refused[0][1]
		assert [stored(each)[0]["score"] for each in (case, other)] == [60, 64]
		assert not history(case)
		assert not frappe.local.message_log

	def test_an_answer_beyond_the_scale(self, world, survey, case):
		with as_user(world["coordinator"]):
			row = outcome(case, "12345", kind="Corrected")
			row.answers["WHO1"] = 9.0
			writer = Writer(HOME, WHO5, survey)
			writer.write([row])
		assert len(writer.refused) == 1 and stored(case)[0]["score"] == 60

	def test_an_item_that_the_instrument_has_not(self, world, survey, case):
		with as_user(world["coordinator"]):
			row = outcome(case, "12345", kind="Corrected")
			row.answers["WHO9"] = 1.0
			writer = Writer(HOME, WHO5, survey)
			writer.write([row])
		assert "WHO9" in writer.refused[0][1]

	def test_a_measurement_that_is_recorded_twice(self, world, corrected, case):
		double = frappe.get_doc(
			{
				"doctype": "LAT Measurement",
				"lat_case": case.name,
				"municipality": HOME,
				"instrument": WHO5,
				"measured_at": "Before",
			}
		)
		double.name = frappe.generate_hash(length=10)
		double.db_insert()
		writer = corrected((case, "22345"))
		assert "already has this measurement" in writer.refused[0][1]

	@pytest.mark.parametrize("person", ["mentor", "manager", "administrator", "technician", "outsider"])
	def test_somebody_who_may_not_measure_it(self, corrected, case, person):
		with pytest.raises(frappe.PermissionError):
			corrected((case, "22345"), person=person)
		assert stored(case)[0]["score"] == 60

	def test_a_measurement_of_another_municipality_on_a_course_in_reach(self, corrected, case):
		frappe.db.set_value("LAT Measurement", name_of(case), "municipality", AWAY)
		with pytest.raises(frappe.PermissionError):
			corrected((case, "22345"))
		assert stored(case)[0]["score"] == 60 and not history(case)
