"""From a debrief to what the corps has learned: released by a person, found again (R107, R108)."""

import frappe
import pytest
from frappe.utils import today

from lat_corps.casework import learning
from lat_corps.read_log.subjects import NOT_ABOUT
from tests import factories
from tests.factories import HOME, as_user

NOTE = {"note_title": "Korte møder", "note": "Gå en tur, når det er svært at sidde stille."}
READERS = ["coordinator", "chief", "mentor", "second_mentor", "manager"]


@pytest.fixture
def case(world):
	return factories.case_at("Closing", world)


@pytest.fixture
def debrief(world, case):
	with as_user(world["coordinator"]):
		return factories.write_debrief(case, **NOTE)


def release(world, debrief, person="coordinator", about=("Language",), read_whole=1, **values):
	with as_user(world[person]):
		return learning.release(debrief.name, list(about), read_whole, **values)


def released(world, debrief, **values):
	return frappe.get_doc("LAT Learning Note", release(world, debrief, **values))


def known_words(world, case) -> set[str]:
	return {word for known in learning.known_of(case) for word in known.name.split()}


class TestRelease:
	def test_what_is_released_is_what_was_drafted(self, world, debrief):
		note = released(world, debrief)
		assert (note.title, note.note, note.municipality) == (*NOTE.values(), HOME)
		assert (note.about_language, note.about_gender, str(note.released_on)) == (1, 0, today())
		assert not debrief.reload().note and str(debrief.learning_noted_on) == today()

	def test_nobody_has_read_it(self, world, debrief):
		with pytest.raises(frappe.ValidationError, match="Read every line"):
			release(world, debrief, read_whole=0)
		assert not frappe.db.count("LAT Learning Note")

	def test_the_course_is_named_in_it(self, world, case, debrief):
		for word in known_words(world, case):
			debrief.db_set("note", f"Det hjalp, at {word} gik en tur.")
			with pytest.raises(frappe.ValidationError, match="names the course"):
				release(world, debrief)

	def test_it_repeats_background_information(self, world, case, debrief):
		factories.write_background(case, content="Kassen står i kælderen.")
		debrief.db_set("note", "Det hjalp, at kassen  står i kælderen.")
		with pytest.raises(frappe.ValidationError, match="background information"):
			release(world, debrief)

	def test_the_consent_is_withdrawn_meanwhile(self, world, case, debrief):
		consent = frappe.get_doc("LAT Consent", {"lat_case": case.name, "purpose": "Debrief"})
		with as_user(world["coordinator"]):
			consent.withdrawn_on = today()
			consent.save()
		with pytest.raises(frappe.ValidationError, match="missing from"):
			release(world, debrief)

	@pytest.mark.parametrize(
		"person", ["mentor", "second_mentor", "manager", "caseworker", "away_coordinator"]
	)
	def test_the_coordinator_alone(self, world, debrief, person):
		with pytest.raises(frappe.PermissionError):
			release(world, debrief, person)

	def test_none_is_made_beside_a_debrief(self, world):
		with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError, match="in a debrief"):
			frappe.get_doc(
				{"doctype": "LAT Learning Note", "municipality": HOME, "title": "A", "note": "B"}
			).insert()


class TestNothingLeadsBack:
	def test_no_link_no_number_and_no_version(self, world, case, debrief):
		note = released(world, debrief)
		links = {field.options for field in note.meta.get_link_fields()}
		assert links == {"LAT Municipality", "LAT Competence"} and "LAT Learning Note" in NOT_ABOUT
		stored = frappe.as_json(frappe.get_doc("LAT Learning Note", note.name).as_dict())
		assert not [number for number in (case.name, case.citizen, debrief.name) if number in stored]
		assert not frappe.db.exists("Version", {"ref_doctype": "LAT Learning Note", "docname": note.name})

	def test_the_history_of_the_debrief_keeps_no_draft(self, world, debrief):
		with as_user(world["coordinator"]):
			debrief.reload().update({"note": NOTE["note"] + " Igen.", "surprise": "At gå."}).save()
		release(world, debrief)
		history = frappe.get_all("Version", filters={"docname": debrief.name}, pluck="data")
		assert "gå." in "".join(history).encode().decode("unicode_escape").lower()
		assert not [data for data in history if "stille" in data]

	def test_neither_owner_nor_time_nor_name_tells_who_released_it_when(self, world, debrief):
		one = released(world, debrief)
		debrief.db_set(NOTE)
		two = released(world, debrief)
		assert {one.owner, one.modified_by} == {"Administrator"}
		assert str(one.creation)[11:] == str(one.modified)[11:] == "00:00:00"
		assert one.name[:2] != two.name[:2] or one.name[:4] != two.name[:4]

	def test_it_stays_when_the_course_is_gone(self, world, debrief):
		note = released(world, debrief)
		frappe.db.delete("LAT Debrief", {"name": debrief.name})
		assert frappe.db.exists("LAT Learning Note", note.name)


class TestWhoReads:
	@pytest.mark.parametrize(
		"person, reads",
		[
			*((person, True) for person in READERS),
			*((person, False) for person in ("caseworker", "centre", "administrator", "away_coordinator")),
		],
	)
	def test_the_corps_and_its_management(self, world, debrief, person, reads):
		note = released(world, debrief)
		with as_user(world[person]):
			assert bool(frappe.has_permission("LAT Learning Note", doc=note)) is reads


class TestMarks:
	def test_the_draft_shows_what_may_tell_whom_it_is_about(self, world, case, debrief):
		name = frappe.db.get_value("LAT Citizen", case.citizen, "full_name").split()[0]
		debrief.db_set("note", f"Gå en tur med {name.lower()}s bror i Esbjerg den 3. maj.")
		debrief.reload().run_method("onload")
		_title, parts = debrief.get_onload("marks")["parts"]
		assert [part["text"] for part in parts if part.get("kind")] == [
			f"{name.lower()}s",
			"Esbjerg",
			"den 3. maj",
		]
		assert "".join(part["text"] for part in parts) == debrief.note

	def test_a_released_note_is_marked_by_the_lists_alone(self, world, debrief):
		note = released(world, debrief)
		note.run_method("onload")
		assert note.get_onload("marks")["parts"][0] == [{"text": "Korte møder"}]


class TestFoundAgain:
	def wish(self, case, *criteria: str) -> None:
		for criterion in criteria:
			row = {"criterion": criterion, "strength": "Wish", "wish": "Prøve."}
			case.append("preferences", row).db_insert()

	def test_at_a_course_with_the_same_wishes_the_most_shared_first(self, world, case, debrief):
		frappe.db.delete("LAT Preference", {"parent": case.name})
		self.wish(case, "Language", "Temperament")
		one = release(world, debrief)
		debrief.db_set(NOTE)
		two = release(world, debrief, about=("Language", "Temperament"))
		debrief.db_set(NOTE)
		release(world, debrief, about=("Age",))
		with as_user(world["coordinator"]):
			found = learning.for_course(case.name)
		assert [(note["name"], note["shared"]) for note in found] == [
			(two, ["Language", "Temperament"]),
			(one, ["Language"]),
		]

	def test_at_a_match_by_its_own_criteria(self, world, case, debrief):
		release(world, debrief)
		match = frappe.get_doc("LAT Match", {"lat_case": case.name})
		match.append("criteria", {"criterion": "Language", "stated": 1, "fit": "Met"}).db_insert()
		with as_user(world["mentor"]):
			assert [note["title"] for note in learning.for_match(match.name)] == ["Korte møder"]

	def test_by_the_competence_that_an_open_goal_has_chosen(self, world, case, debrief):
		frappe.db.delete("LAT Preference", {"parent": case.name})
		note = release(world, debrief, about=("Age",), competence="LAT-WH-2")
		goals = [{"goal": "En læreplads.", "competence": "LAT-WH-2"}]
		with as_user(world["mentor"]):
			plan = factories.write_plan(case, goals=goals)
			assert [(row["name"], row["shared"]) for row in learning.for_course(case.name)] == [
				(note, ["Kompetence 2"])
			]
			plan.goals[0].progress = "Let go"
			plan.save()
			assert not learning.for_course(case.name)

	def test_in_a_talk_of_coaching_by_its_courses(self, world, case, debrief):
		release(world, debrief)
		self.wish(case, "Language")
		with as_user(world["coordinator"]):
			talk = frappe.get_doc(
				{
					"doctype": "LAT Coaching Session",
					"municipality": HOME,
					"form": "One mentor",
					"held_on": today(),
					"participants": [{"mentor": case.mentor}],
					"courses": [{"lat_case": case.name}],
				}
			).insert()
			assert [note["title"] for note in learning.for_talk(talk.name)] == ["Korte møder"]

	@pytest.mark.parametrize("person", ["second_mentor", "manager", "away_coordinator"])
	def test_who_may_not_read_the_course_is_refused(self, world, case, person):
		with as_user(world[person]), pytest.raises(frappe.PermissionError):
			learning.for_course(case.name)
