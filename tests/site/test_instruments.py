"""Instruments on a site: frozen once used, new versions, a live example, workbooks out and in (N8, R90)."""

import base64
import json

import frappe
import pytest

from lat_corps.casework.packet_lines import course_lines
from lat_corps.measurement import instruments
from lat_corps.measurement.conversion import instrument_of
from lat_corps.permissions.search import records
from lat_corps.spreadsheets.instruments.instrument_workbook import instrument_workbook
from tests import factories
from tests.factories import as_user

SHAPERS = {"administrator"}


def definition(**changes):
	"""A small instrument with a scale of answers, a subscale and a reading."""
	return {
		"instrument_code": frappe.generate_hash(length=8),
		"version_number": 1,
		"title": "Mod og ro",
		"method": "Sum",
		"multiplier": 1,
		"missing_allowed": 1,
		"items": [
			{"item_code": "A", "item_label": "Mod", "scale": "Enighed", "subscale": "S"},
			{"item_code": "B", "item_label": "Ro", "scale": "Enighed", "reverse": 1, "subscale": "S"},
			{"item_code": "C", "item_label": "Håb", "minimum": 0, "maximum": 10},
		],
		"choices": [
			{"scale": "Enighed", "value": value, "choice_label": label}
			for value, label in ((1, "Nej"), (2, "Lidt"), (3, "Ja"))
		],
		"subscales": [
			{"subscale_code": "S", "subscale_label": "Styrke", "method": "Mean", "multiplier": 1},
		],
		"cutoffs": [{"upto": 8, "reading": "Lav"}, {"upto": 16, "reading": "Høj"}],
		**changes,
	}


def make(world, **changes):
	with as_user(world["administrator"]):
		return frappe.get_doc({"doctype": "LAT Instrument", **definition(**changes)}).insert()


def measure(world, instrument):
	"""Answer the instrument as the mentor of a course under way."""
	with as_user(world["mentor"]):
		return frappe.get_doc(
			{
				"doctype": "LAT Measurement",
				"lat_case": factories.case_at("Active", world).name,
				"instrument": instrument.name,
				"measured_at": "Before",
				"answers": [{"item_code": code, "answer": "2"} for code in "ABC"],
			}
		).insert()


@pytest.fixture
def used(world):
	"""An instrument with which a course has been measured."""
	instrument = make(world)
	measure(world, instrument)
	return instrument


def test_a_question_takes_its_answers_and_limits_from_its_scale(world):
	instrument = make(world)
	assert (instrument.items[0].minimum, instrument.items[0].maximum) == (1, 3)
	choices = instrument_of(instrument.name).item("A").choices
	assert [(choice.value, choice.label) for choice in choices] == [(1, "Nej"), (2, "Lidt"), (3, "Ja")]


def test_a_long_question_is_kept_whole_on_the_instrument_and_with_its_answer(world):
	question = "Hvor ofte har du i de sidste to uger " + "talt med nogen om det, der fylder, " * 12
	items = [dict(item) for item in definition()["items"]]
	items[0]["item_label"] = question.strip()
	instrument = make(world, items=items)
	measurement = measure(world, instrument)
	assert instrument.reload().items[0].item_label == question.strip()
	assert measurement.reload().answers[0].item_label == question.strip()


def test_everything_wrong_is_said_at_once_with_its_row(world):
	with pytest.raises(frappe.ValidationError) as refusal:
		make(world, choices=[], cutoffs=[{"upto": 8, "reading": "Høj"}, {"upto": 4, "reading": "Lav"}])
	assert "Questions, row 1" in str(refusal.value) and "Questions, row 2" in str(refusal.value)


def change_label(doc):
	doc.items[0].item_label = "Mod i hverdagen"


def change_choice(doc):
	doc.choices[0].choice_label = "Aldrig"


def change_subscale(doc):
	doc.subscales[0].missing_allowed = 1


def change_reading(doc):
	doc.cutoffs[0].upto = 7


def drop_question(doc):
	doc.items.pop()


@pytest.mark.parametrize(
	"change",
	[
		change_label,
		change_choice,
		change_subscale,
		change_reading,
		drop_question,
		lambda doc: doc.update({"method": "Mean"}),
		lambda doc: doc.update({"multiplier": 2}),
		lambda doc: doc.update({"missing_allowed": 0}),
		lambda doc: doc.update({"rescale": 1, "rescale_highest": 100}),
		lambda doc: doc.update({"introduction": "Om den seneste uge."}),
	],
)
def test_a_version_in_use_is_frozen(world, used, change):
	used.reload()
	change(used)
	with as_user(world["administrator"]), pytest.raises(frappe.ValidationError, match="Make a new version"):
		used.save()


def test_a_version_that_nobody_has_answered_can_be_changed(world):
	instrument = make(world)
	instrument.method = "Mean"
	with as_user(world["administrator"]):
		assert instrument.save().method == "Mean"


def test_a_version_in_use_keeps_its_title_and_standing_open(world, used):
	used.reload()
	used.title, used.enabled = "Mod, ro og håb", 0
	with as_user(world["administrator"]):
		assert used.save().title == "Mod, ro og håb"


def test_reliability_may_be_documented_after_the_first_use_and_then_stays(world, used):
	used.reload()
	used.update({"sd": 3.5, "reliability": 0.8, "reliability_source": "Håndbogen, side 3"})
	with as_user(world["administrator"]):
		used.save()
		used.sd = 2
		with pytest.raises(frappe.ValidationError, match="Standard deviation"):
			used.save()


def test_reliability_without_a_source_is_refused(world):
	with pytest.raises(frappe.ValidationError, match="where the standard deviation"):
		make(world, sd=3.5, reliability=0.8)


def test_a_new_version_is_a_copy_that_is_not_yet_in_use(world, used):
	with as_user(world["administrator"]):
		name = instruments.new_version(used.name)
		copy = frappe.get_doc("LAT Instrument", name)
		assert (copy.version_number, copy.enabled) == (2, 0)
		assert instrument_of(name).items == instrument_of(used.name).items
		copy.multiplier = 2
		copy.save()
	assert frappe.db.get_value("LAT Instrument", used.name, "multiplier") == 1


def test_a_new_version_of_an_old_one_takes_the_next_free_number(world):
	instrument = make(world)
	with as_user(world["administrator"]):
		instruments.new_version(instrument.name)
		name = instruments.new_version(instrument.name)
	assert frappe.db.get_value("LAT Instrument", name, "version_number") == 3


class TestTryOut:
	def try_out(self, world, answers, person="administrator", **changes):
		with as_user(world[person]):
			return instruments.try_out(json.dumps(definition(**changes)), json.dumps(answers))

	def test_an_unsaved_instrument_is_scored_as_measurements_are(self, world):
		result = self.try_out(world, {"A": "3", "B": "1", "C": "7"})
		total, strength = result["scores"]
		assert (total["value"], total["lowest"], total["highest"], total["reading"]) == (13, 2, 16, "Høj")
		assert (strength["label"], strength["value"]) == ("Styrke", 3)

	def test_missing_answers_are_named_and_counted(self, world):
		result = self.try_out(world, {"A": "3", "B": "", "C": ""})
		assert (result["answered"], result["missing"]) == (1, ["B", "C"])
		assert [line["value"] for line in result["scores"]] == [None, None]

	def test_what_is_wrong_is_shown_where_the_score_would_stand(self, world):
		flaws = self.try_out(world, {}, choices=[])["flaws"]
		assert flaws[0].startswith("Questions, row 1:")

	def test_an_answer_that_is_none_is_said(self, world):
		assert "no answer to A" in self.try_out(world, {"A": "2.5"})["flaws"][0]

	def test_a_question_of_few_whole_numbers_is_answered_by_a_tap(self, world):
		items = self.try_out(world, {})["items"]
		assert [len(item["choices"]) for item in items] == [3, 3, 11]

	@pytest.mark.parametrize("answers", ["[]", "{", "1"])
	def test_a_form_that_cannot_be_read_is_refused(self, world, answers):
		with as_user(world["administrator"]), pytest.raises(frappe.ValidationError, match="load the page"):
			instruments.try_out("{}", answers)

	def test_only_those_who_read_instruments_try_them_out(self, world):
		with pytest.raises(frappe.PermissionError):
			self.try_out(world, {}, person="outsider")

	def test_nothing_is_stored(self, world):
		before = frappe.db.count("LAT Instrument")
		self.try_out(world, {"A": "3"}, name="WHO5-v1", doctype="LAT Settings")
		assert frappe.db.count("LAT Instrument") == before


class TestWorkbook:
	def take_in(self, world, content, person="administrator"):
		with as_user(world[person]):
			return instruments.take_in("skema.xlsx", base64.b64encode(content).decode())

	def workbook(self, instrument, **changes):
		return instrument_workbook({**instruments.definition_of(instrument), **changes})

	def test_what_goes_out_comes_back_as_nothing_to_change(self, world, used):
		used.reload()
		assert self.take_in(world, self.workbook(used)) == {"name": used.name, "outcome": "Unchanged"}

	def test_a_new_number_makes_a_new_version(self, world, used):
		used.reload()
		result = self.take_in(world, self.workbook(used, version_number=5))
		assert result == {"name": f"{used.instrument_code}-v5", "outcome": "Created"}
		assert instrument_of(result["name"]).items == instrument_of(used.name).items

	def test_a_version_that_nobody_has_answered_is_changed(self, world):
		instrument = make(world)
		assert self.take_in(world, self.workbook(instrument, title="Håb"))["outcome"] == "Changed"
		assert frappe.db.get_value("LAT Instrument", instrument.name, "title") == "Håb"

	def test_a_version_in_use_is_frozen_for_workbooks_too(self, world, used):
		used.reload()
		with pytest.raises(frappe.ValidationError, match="Make a new version"):
			self.take_in(world, self.workbook(used, multiplier=3))

	def test_a_wrong_workbook_changes_nothing_and_says_where(self, world):
		instrument = make(world)
		wrong = self.workbook(instrument, title="Håb", choices=[])
		with pytest.raises(frappe.ValidationError, match="“Questions”, C2"):
			self.take_in(world, wrong)
		assert frappe.db.get_value("LAT Instrument", instrument.name, "title") == "Mod og ro"

	@pytest.mark.parametrize("content", ["%%%", "data:x;base64,"])
	def test_a_file_that_did_not_arrive_is_refused(self, world, content):
		with as_user(world["administrator"]), pytest.raises(frappe.ValidationError):
			instruments.take_in("skema.xlsx", content)

	def test_only_the_administrator_takes_workbooks_in(self, world):
		content = self.workbook(make(world))
		for person in sorted(set(world.people) - SHAPERS):
			with pytest.raises(frappe.PermissionError):
				self.take_in(world, content, person)


def test_only_the_administrator_makes_versions(world):
	instrument = make(world)
	for person in sorted(set(world.people) - SHAPERS):
		with as_user(world[person]), pytest.raises(frappe.PermissionError):
			instruments.new_version(instrument.name)


class TestWords:
	"""A person reads title and version wherever a questionnaire is named, never the name of its record."""

	def make(self, world, **changes):
		with as_user(world["administrator"]):
			return frappe.get_doc({"doctype": "LAT Instrument", **definition(**changes)}).insert()

	def test_a_version_is_named_in_words_that_follow_its_title(self, world):
		made = self.make(world)
		assert made.shown_title == "Mod og ro, version 1"
		with as_user(world["administrator"]):
			made.title = "Mod"
			made.save()
		assert made.shown_title == "Mod, version 1"

	def test_nobody_writes_the_words_themselves(self, world):
		made = self.make(world, shown_title="Noget andet")
		assert made.shown_title == "Mod og ro, version 1"

	def test_links_show_the_words(self, world):
		made = self.make(world)
		meta = frappe.get_meta("LAT Instrument")
		assert meta.show_title_field_in_link and meta.title_field == "shown_title"
		with as_user(world["coordinator"]):
			found = records("LAT Instrument", "mod OG", "name", 0, 10)
		assert (made.name, made.shown_title) in [tuple(row) for row in found]
		assert all("mod og" in title.lower() for _name, title in found)

	def test_a_refusal_names_the_words(self, world):
		made = self.make(world)
		case = factories.case_at("Active", world)
		wrong = {"lat_case": case.name, "instrument": made.name, "measured_at": "Before"}
		with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError) as refusal:
			frappe.get_doc(
				{"doctype": "LAT Measurement", **wrong, "answers": [{"item_code": "X", "answer": "1"}]}
			).insert()
		assert made.shown_title in str(refusal.value) and made.name not in str(refusal.value)

	def test_the_handover_tells_of_measurements_in_words(self, world):
		case = factories.case_at("Active", world)
		with as_user(world["coordinator"]):
			factories.measure(case, "Before", 3)
		headings = [line["heading"] for line in course_lines(case.name)]
		assert "WHO-5 (trivsel), version 1" in headings
