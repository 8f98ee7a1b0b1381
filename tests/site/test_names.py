"""Who a page is about: the name beside the number, for who may know it, as the municipality has chosen."""

import frappe
import pytest

from lat_corps.casework import names
from lat_corps.casework.names import courses, of_page
from lat_corps.insight.report.lat_recording_gaps import lat_recording_gaps
from lat_corps.permissions.search import records
from tests import factories
from tests.factories import HOME, act, as_user

NAME = "Mikkel Prøvesen"
OTHERS = [
	"second_mentor",
	"caseworker",
	"manager",
	"away_coordinator",
	"administrator",
	"centre",
	"technician",
]


@pytest.fixture
def case(world):
	return factories.case_at("Active", world, citizen={"working_name": "Mik"})


@pytest.fixture
def handover(world, case):
	with as_user(world["coordinator"]):
		factories.consent_to_handover(case, world["caseworker"], "Life situation")
		return factories.draft_handover(case, world["caseworker"])


def chosen(choice: str) -> None:
	frappe.db.set_value("LAT Municipality", HOME, "citizen_name_for_mentors", choice)


def named(doctype: str, *numbers: str) -> dict[str, str]:
	return of_page({doctype: [*numbers]}).get(doctype, {})


def test_the_coordinator_reads_the_name_whatever_mentors_see(world, case):
	chosen("Initials")
	with as_user(world["coordinator"]):
		assert of_page({"LAT Case": [case.name], "LAT Citizen": [case.citizen]}) == {
			"LAT Case": {case.name: NAME},
			"LAT Citizen": {case.citizen: NAME},
		}


@pytest.mark.parametrize(
	("choice", "shown"), [("Full name", NAME), ("Working name", "Mik"), ("Initials", "M.P.")]
)
def test_the_mentor_reads_what_the_municipality_has_chosen(world, case, choice, shown):
	chosen(choice)
	plan = frappe.get_doc({"doctype": "LAT Plan", "lat_case": case.name}).insert()
	with as_user(world["mentor"]):
		assert named("LAT Case", case.name) == {case.name: shown}
		assert named("LAT Plan", plan.name) == {plan.name: shown}


def test_who_coordinates_elsewhere_and_is_mentor_here_reads_the_mentors_name(world):
	user = world["away_coordinator"]
	with as_user(world["coordinator"]):
		mentor = factories.active_mentor(user, HOME)
	factories.acknowledge(world.descriptions[("Mentor", HOME)], user)
	case = factories.case_at("Matching", world)
	world.mentors["double"], world.people["double"] = mentor.name, user
	factories.approve_match(case, world, "double")
	chosen("Initials")
	with as_user(user):
		assert named("LAT Case", case.name) == {case.name: "M.P."}


@pytest.mark.parametrize("person", OTHERS)
def test_nobody_else_reads_a_name(world, case, person):
	with as_user(world[person]):
		assert of_page({"LAT Case": [case.name], "LAT Citizen": [case.citizen], "LAT Plan": ["x"]}) == {}


def test_an_offer_tells_no_name(world):
	case = factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		match = factories.propose(case, world.mentors["mentor"])
	act(match, "Offer match", world["coordinator"])
	with as_user(world["mentor"]):
		assert frappe.has_permission("LAT Match", "read", doc=match)
		assert of_page({"LAT Match": [match.name], "LAT Case": [case.name]}) == {}


def test_the_receiver_of_a_handover_reads_the_name_in_its_packet(world, case, handover):
	with as_user(world["caseworker"]):
		assert named("LAT Handover", handover.name) == {}
	act(handover, "Send handover", world["coordinator"])
	frappe.db.set_value("LAT Citizen", case.citizen, "full_name", "Et andet navn")
	with as_user(world["caseworker"]):
		assert of_page({"LAT Handover": [handover.name], "LAT Case": [case.name]}) == {
			"LAT Handover": {handover.name: NAME}
		}
	with as_user(world["other_caseworker"]):
		assert named("LAT Handover", handover.name) == {}


def test_a_mentor_is_named_to_who_reads_the_record(world):
	number = world.mentors["mentor"]
	for person, seen in (("coordinator", {number: "Samir Haddad"}), ("away_coordinator", {})):
		with as_user(world[person]):
			assert named("LAT Mentor", number) == seen


def test_a_colleague_is_named_to_who_works_in_the_same_municipality(world):
	logins = [world["coordinator"], world["mentor"], world["away_coordinator"]]
	with as_user(world["coordinator"]):
		assert of_page({"User": logins})["User"] == {logins[0]: "Birgit Holm", logins[1]: "Samir Haddad"}
	with as_user(world["mentor"]):
		assert of_page({"User": logins})["User"] == {logins[0]: "Birgit Holm", logins[1]: "Samir Haddad"}
	with as_user(world["outsider"]):
		assert of_page({"User": logins}) == {}


def test_the_report_of_gaps_names_the_person_to_who_may_know_and_logs_it(world, case):
	with as_user(world["coordinator"]):
		rows = lat_recording_gaps.execute({"everything": 1})[1]
	assert {row["person"] for row in rows if row["lat_case"] == case.name} == {NAME}
	logged = {"citizen": case.citizen, "document_type": "LAT Citizen", "user": world["coordinator"]}
	assert frappe.get_all("LAT Read Log", filters=logged, pluck="action") == ["Listed"]


def test_names_on_a_page_are_readings_and_count_once_a_day(world, case):
	with as_user(world["mentor"]):
		for _page in range(2):
			named("LAT Case", case.name, "LAT-2026-99999")
	logged = {"citizen": case.citizen, "document_type": "LAT Citizen", "user": world["mentor"]}
	assert frappe.get_all("LAT Read Log", filters=logged, pluck="action") == ["Listed"]


@pytest.mark.parametrize("sent", [["LAT Case"], {"LAT Case": "x"}, {"LAT Case": [["like", "%"]]}, "1", "{"])
def test_another_shape_is_refused(world, sent):
	with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError):
		of_page(sent)


def test_more_than_a_page_is_refused(world, monkeypatch):
	monkeypatch.setattr(names, "AT_ONCE", 1)
	with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError):
		of_page({"LAT Case": ["LAT-2026-00001"], "LAT Plan": ["LAT-PL-00001"]})


def test_what_has_no_citizen_has_no_name(world):
	with as_user(world["coordinator"]):
		assert of_page({"LAT Municipality": [HOME], "User": ["Administrator"], "Nothing": ["x"]}) == {}


class TestSearch:
	"""A course, a citizen and a mentor are found by name, in any spelling, and listed in Danish order."""

	@pytest.fixture
	def people(self, world):
		return [
			factories.case_at("Referred", world, citizen={"full_name": name})
			for name in ("Åse Øst", "Zara Bæk", "Ærlig Dam", "Özgür Ali")
		]

	def found(self, doctype: str, txt: str, **filters: object) -> list[str]:
		search = courses if doctype == "LAT Case" else records
		return [row[1] for row in search(doctype, txt, "name", 0, 50, filters)]

	@pytest.mark.parametrize("doctype", ["LAT Case", "LAT Citizen"])
	@pytest.mark.parametrize(
		("txt", "name"),
		[("aase", "Åse Øst"), ("oest", "Åse Øst"), ("ozgur", "Özgür Ali"), ("baek za", "Zara Bæk")],
	)
	def test_a_name_is_found_in_any_spelling(self, world, people, doctype, txt, name):
		with as_user(world["coordinator"]):
			assert name in self.found(doctype, txt)

	@pytest.mark.parametrize("doctype", ["LAT Case", "LAT Citizen"])
	def test_names_stand_in_danish_order(self, world, people, doctype):
		numbers = [getattr(case, "citizen" if doctype == "LAT Citizen" else "name") for case in people]
		with as_user(world["coordinator"]):
			assert self.found(doctype, "", name=["in", numbers]) == [
				"Zara Bæk",
				"Ærlig Dam",
				"Özgür Ali",
				"Åse Øst",
			]

	def test_a_course_that_others_work_on_is_not_found_by_its_name(self, world, people):
		for person in ("mentor", "away_coordinator"):
			with as_user(world[person]):
				assert "Zara Bæk" not in self.found("LAT Case", "zara")

	def test_a_mentor_is_found_by_name(self, world):
		with as_user(world["coordinator"]):
			assert "Samir Haddad" in self.found("LAT Mentor", "haddad sam")
