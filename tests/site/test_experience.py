"""Experience in words: asked each quarter, told without a name, found again at the report (R111 to R115)."""

from __future__ import annotations

from datetime import timedelta

import frappe
import pytest
from frappe.utils import getdate

from lat_corps.domain.quarters import quarters_of
from lat_corps.insight import experience, report_days
from lat_corps.permissions import rules
from lat_corps.privacy import traces
from tests import factories
from tests.factories import AWAY, HOME, as_user, set_settings

pytestmark = pytest.mark.usefixtures("settings_as_they_were")

NOTE, REQUEST, REPORT = "LAT Experience", "LAT Experience Request", "LAT Management Report"
OUTSIDE = "Det hjælper at mødes ude."
LAST = quarters_of(2026)[0].last


@pytest.fixture(autouse=True)
def in_march(monkeypatch):
	stand_on(monkeypatch, LAST)


def stand_on(monkeypatch, day) -> None:
	for module in (experience, rules):
		monkeypatch.setattr(module, "danish_today", lambda: day)


def request_of(world, person: str, municipality: str = HOME):
	experience.every_day()
	return frappe.get_doc(REQUEST, {"user": world[person], "municipality": municipality})


def tell(world, person: str = "mentor", looked: int = 0, **told):
	request = request_of(world, person)
	with as_user(world[person]):
		return experience.give(request.name, told, looked)


def notes() -> list:
	return frappe.get_all(NOTE, fields=["*"], order_by="name asc")


def standing_turns(world, person: str) -> int:
	return frappe.db.count("LAT Turn", {"user": world[person], "kind": "Experience to tell"})


class TestAsking:
	def test_active_mentors_and_coordinators_are_asked_once(self, world):
		experience.every_day()
		asked = frappe.get_all(REQUEST, filters={"municipality": HOME}, fields=["user", "kind", "standing"])
		people = {row.user: row.kind for row in asked}
		assert people[world["coordinator"]] == "Coordinator"
		assert people[world["mentor"]] in ("Mentor", "Parent Coach")
		assert world["manager"] not in people and world["caseworker"] not in people
		experience.every_day()
		assert frappe.db.count(REQUEST, {"municipality": HOME}) == len(asked) == len(people)
		assert standing_turns(world, "mentor") == 1

	def test_who_pauses_is_not_asked(self, world):
		frappe.db.set_value("LAT Mentor", world.mentors["mentor"], "stage", "Paused")
		experience.every_day()
		assert not frappe.db.exists(REQUEST, {"user": world["mentor"]})

	def test_nobody_is_asked_outside_the_days_and_by_who_asks_nothing(self, world, monkeypatch):
		request_of(world, "mentor")
		for field in experience.LEFT_OUT.values():
			frappe.db.set_value("LAT Municipality", HOME, field, 1)
		experience.every_day()
		assert not frappe.db.exists(REQUEST, {"municipality": HOME})
		assert frappe.db.exists(REQUEST, {"municipality": AWAY})
		assert not standing_turns(world, "mentor")
		stand_on(monkeypatch, LAST - timedelta(days=21))
		experience.every_day()
		assert not frappe.db.exists(REQUEST, {})

	def test_a_municipality_chooses_what_it_asks(self, world):
		frappe.db.set_value("LAT Municipality", HOME, "not_asked_matches", 1)
		request = request_of(world, "mentor")
		with as_user(world["mentor"]):
			assert [*experience.prompts(request.name)["asked"]] == [
				"experience",
				"authority_side",
				"learning",
				"practice",
			]
			experience.give(request.name, {"matches": OUTSIDE, "learning": OUTSIDE}, 0)
		assert [note.topic for note in notes()] == ["What the corps has learned"]

	def test_where_few_are_asked_it_is_said_before_anything_is_told(self, world):
		request = request_of(world, "mentor")
		asked = frappe.db.count(REQUEST, {"municipality": HOME})
		for threshold, said in ((max(asked, 5), asked < 5), (asked + 5, True)):
			set_settings(small_cell_threshold=threshold)
			with as_user(world["mentor"]):
				beware = experience.prompts(request.name)["beware"]
			assert any("may guess" in words for words in beware) is said

	def test_the_turn_is_silent_when_there_is_nothing_to_tell_or_the_quarter_ends(self, world, monkeypatch):
		request = request_of(world, "mentor")
		with as_user(world["mentor"]):
			experience.decline(request.name)
		assert not standing_turns(world, "mentor") and standing_turns(world, "coordinator")
		experience.every_day()
		assert not standing_turns(world, "mentor")
		stand_on(monkeypatch, LAST + timedelta(days=1))
		experience.every_day()
		assert not frappe.db.exists(REQUEST, {}) and not standing_turns(world, "coordinator")
		assert not notes()


class TestTelling:
	def test_one_note_for_each_topic_and_nothing_ties_them_together(self, world):
		assert tell(world, matches=OUTSIDE, learning="Små skridt.", practice=" ") == {}
		told = notes()
		assert {(note.topic, note.words) for note in told} == {
			("Experience with matches", OUTSIDE),
			("What the corps has learned", "Små skridt."),
		}
		assert not standing_turns(world, "mentor")

	def test_what_may_tell_of_whom_it_is_is_looked_at_first(self, world):
		told = {"authority_side": "Rektoren på Sankt Annæ Skole ringede den 3. marts."}
		answer = tell(world, **told)
		marked = [part["text"] for part in answer["marked"]["authority_side"] if "kind" in part]
		assert any("marts" in text for text in marked) and not notes()
		assert tell(world, looked=1, **told) == {}
		assert len(notes()) == 1

	def test_people_of_one_s_courses_and_colleagues_are_never_named(self, world):
		case = factories.case_at("Active", world)
		citizen = frappe.get_doc("LAT Citizen", case.citizen)
		colleague = frappe.db.get_value("LAT Mentor", world.mentors["second_mentor"], "full_name")
		for name in (citizen.full_name, citizen.full_name.split()[-1], colleague):
			with pytest.raises(frappe.ValidationError, match="names somebody"):
				tell(world, looked=1, matches=f"Det går godt med {name}.")
		assert not notes()

	def test_nothing_that_a_mentor_may_not_know_answers(self, world):
		"""Whether a name is refused would tell who else is in a course."""
		citizen = frappe.get_doc("LAT Citizen", factories.refer(world, {"full_name": "Ukendtesen"}).citizen)
		assert "marked" in tell(world, matches=f"Det går godt med {citizen.full_name}.")

	@pytest.mark.parametrize("told", ["[]", "{", {"matches": ["x"]}, {"elsewhere": "x"}, {}])
	def test_what_is_no_answer_is_refused(self, world, told):
		request = request_of(world, "mentor")
		with as_user(world["mentor"]), pytest.raises(frappe.ValidationError):
			experience.give(request.name, told, 1)

	def test_it_is_given_once_by_who_is_asked_and_within_the_quarter(self, world, monkeypatch):
		request = request_of(world, "mentor")
		for person in ("second_mentor", "coordinator", "manager", "away_mentor"):
			with as_user(world[person]), pytest.raises(frappe.PermissionError):
				experience.give(request.name, {"matches": OUTSIDE}, 1)
		with as_user(world["mentor"]):
			experience.give(request.name, {"matches": OUTSIDE}, 1)
			with pytest.raises(frappe.ValidationError, match="answered already"):
				experience.give(request.name, {"matches": OUTSIDE}, 1)
		late = request_of(world, "second_mentor")
		stand_on(monkeypatch, LAST + timedelta(days=1))
		with as_user(world["second_mentor"]), pytest.raises(frappe.ValidationError, match="has ended"):
			experience.give(late.name, {"matches": OUTSIDE}, 1)
		assert len(notes()) == 1

	def test_nobody_writes_or_deletes_either_by_hand(self, world):
		request = request_of(world, "mentor")
		tell(world, matches=OUTSIDE)
		for doc in (frappe.get_doc(NOTE, notes()[0].name), request.reload()):
			for attempt in (doc.save, doc.delete):
				with pytest.raises(frappe.ValidationError, match="nobody writes it"):
					attempt()


class TestWithoutNames:
	def test_a_note_tells_neither_who_nor_when(self, world):
		tell(world, matches=OUTSIDE)
		tell(world, "second_mentor", matches="En anden.", learning="Små skridt.")
		told = notes()
		people = {world["mentor"], world["second_mentor"]}
		for note in told:
			values = {key: str(value) for key, value in note.items()}
			assert not any(person in value for value in values.values() for person in people), values
			assert (note.owner, note.modified_by) == ("Administrator", "Administrator")
			assert not (note._assign or note._comments or note._liked_by or note._user_tags)
		assert len({(note.creation, note.modified) for note in told}) == 1
		assert getdate(told[0].creation) == LAST + timedelta(days=1)
		for doctype, field in (
			("Version", "docname"),
			("Comment", "reference_name"),
			("Notification Log", "document_name"),
			("LAT Turn", "reference_name"),
		):
			assert not frappe.get_all(doctype, filters={field: ["in", [note.name for note in told]]})

	def test_who_has_answered_is_shown_to_nobody_else(self, world):
		request = request_of(world, "mentor")
		before = frappe.db.get_value(REQUEST, request.name, ["modified", "modified_by"])
		tell(world, matches=OUTSIDE)
		assert frappe.db.get_value(REQUEST, request.name, ["modified", "modified_by"]) == before
		for person in ("coordinator", "chief", "second_mentor", "manager", "administrator", "centre"):
			with as_user(world[person]):
				seen = frappe.get_list(REQUEST, pluck="user") if frappe.has_permission(REQUEST) else []
				assert {*seen} <= {world[person]}
				assert not frappe.has_permission(REQUEST, doc=request)

	def test_nobody_reads_a_note_before_the_quarter_has_ended(self, world, monkeypatch):
		tell(world, matches=OUTSIDE)
		note = frappe.get_doc(NOTE, notes()[0].name)
		with as_user(world["coordinator"]):
			assert frappe.get_list(NOTE) == [] and not frappe.has_permission(NOTE, doc=note)
		stand_on(monkeypatch, LAST + timedelta(days=1))
		with as_user(world["coordinator"]):
			assert len(frappe.get_list(NOTE)) == 1 and frappe.has_permission(NOTE, doc=note)
		for person in ("mentor", "manager", "caseworker", "administrator", "centre", "away_coordinator"):
			with as_user(world[person]):
				assert not frappe.has_permission(NOTE, doc=note)

	def test_a_name_that_slipped_through_goes_with_its_person(self, world):
		case = factories.case_at("Active", world)
		tell(world, matches=OUTSIDE)
		frappe.db.set_value("LAT Citizen", case.citizen, "full_name", "Ayaan Hirsi")
		slipped = notes()[0].name
		frappe.db.set_value(NOTE, slipped, "words", "Mødet med Ayaan Hirsi var godt.")
		tell(world, "second_mentor", matches=OUTSIDE)
		assert traces.find(case.citizen).records[NOTE] == [slipped]


class TestFindingAgain:
	@pytest.fixture
	def told(self, world, monkeypatch):
		tell(world, matches=OUTSIDE)
		tell(world, "second_mentor", matches="En anden.", learning="Små skridt.")
		stand_on(monkeypatch, LAST + timedelta(days=1))
		return {note.words: note.name for note in notes()}

	def test_a_coordinator_searches_by_topic_quarter_and_words(self, world, told):
		with as_user(world["coordinator"]):
			for filters, words in (
				({"topic": "What the corps has learned"}, {"Små skridt."}),
				({"words": ["like", "%ude%"]}, {OUTSIDE}),
				({"period": "First quarter", "year": 2026}, {*told}),
				({"period": "Second quarter"}, set()),
			):
				assert {*frappe.get_list(NOTE, filters=filters, pluck="words")} == words

	def test_it_stands_beside_the_words_of_the_report_of_its_period(self, world, told, monkeypatch):
		for period, found in (("First half-year", 2), ("Second quarter", 0)):
			report = frappe.new_doc(REPORT, municipality=HOME, year=2026, period=period, standing="Draft")
			report.db_insert()
			with as_user(world["coordinator"]):
				beside = experience.gathered(report.name)
			assert [*beside] == [*experience.TOPICS] and len(beside["matches"]) == found
			report.db_set("standing", "Sent")
			for person in ("manager", "mentor", "away_coordinator", "centre"):
				with as_user(world[person]), pytest.raises(frappe.PermissionError):
					experience.gathered(report.name)

	def test_a_coordinator_takes_out_what_tells_of_somebody(self, world, told):
		for person in ("manager", "mentor", "away_coordinator"):
			with as_user(world[person]), pytest.raises(frappe.PermissionError):
				experience.take_out(told[OUTSIDE])
		with as_user(world["coordinator"]):
			experience.take_out(told[OUTSIDE])
		assert OUTSIDE not in [note.words for note in notes()]
		assert not frappe.db.exists("Deleted Document", {"deleted_name": told[OUTSIDE]})

	def test_it_goes_when_its_years_are_over(self, told, monkeypatch):
		set_settings(experience_years=2)
		for year, left in ((2028, 3), (2029, 0)):
			stand_on(monkeypatch, quarters_of(year)[0].first)
			experience.every_day()
			assert len(notes()) == left


class TestDrafting:
	def reports(self) -> list[str]:
		return frappe.get_all(REPORT, filters={"municipality": HOME}, pluck="period", order_by="name asc")

	@pytest.fixture(autouse=True)
	def in_april(self, monkeypatch):
		monkeypatch.setattr(report_days, "danish_today", lambda: LAST + timedelta(days=1))

	@pytest.mark.parametrize(
		("pace", "drafted"),
		[("", []), ("Each quarter", ["First quarter"]), ("Each year", ["The whole year"])],
	)
	def test_at_the_pace_of_the_municipality_once(self, world, pace, drafted):
		frappe.db.set_value("LAT Municipality", HOME, "report_pace", pace)
		for _day in range(2):
			report_days.every_day()
		assert self.reports() == drafted

	def test_none_where_a_wider_report_is_there(self, world):
		frappe.db.set_value("LAT Municipality", HOME, "report_pace", "Each quarter")
		frappe.new_doc(REPORT, municipality=HOME, year=2026, period="First half-year").db_insert()
		report_days.every_day()
		assert self.reports() == ["First half-year"]

	def test_it_is_to_be_done_within_the_days_of_the_setting(self, world):
		set_settings(report_days=10)
		report = frappe.get_doc(
			{"doctype": REPORT, "municipality": HOME, "period": "The whole year", "year": 2019}
		).insert()
		assert getdate(report.due_on) == LAST + timedelta(days=11)
