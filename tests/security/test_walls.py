"""Who sees which rows, by list, by document and through child tables: attacker, victim and outsider."""

import frappe
import pytest

from lat_corps.permissions import people
from lat_corps.permissions.people import reach_of
from lat_corps.permissions.table import CHILD_TABLES, ROWS
from tests import factories
from tests.factories import AWAY, HOME, act, as_user

CASE_CONTENT = (
	"LAT Citizen",
	"LAT Case",
	"LAT Match",
	"LAT Plan",
	"LAT Consent",
	"LAT Measurement",
	"LAT Progression",
	"LAT Handover",
	"LAT Handover Omission",
	"LAT Background Information",
	"LAT Briefing",
	"LAT Partner Effort",
	"LAT First Meeting",
)
COORDINATORS_ALONE = ("LAT Citizen", "LAT Consent", "LAT Partner Effort")
NOBODYS_BUSINESS = ("second_mentor", "away_coordinator", "away_mentor", "manager", "administrator")
OUTSIDERS = (*NOBODYS_BUSINESS, "centre", "technician", "outsider", "other_caseworker")


@pytest.fixture
def course(world):
	"""One course with a record of every kind, of the home municipality and its mentor."""
	case = factories.case_at("Active", world)
	coordinator, mentor = world["coordinator"], world["mentor"]
	with as_user(mentor):
		plan = frappe.get_doc(
			{"doctype": "LAT Plan", "lat_case": case.name, "goals": [{"goal": "En læreplads."}]}
		).insert()
		rating = frappe.get_doc({"doctype": "LAT Progression", "lat_case": case.name, "rating": 4}).insert()
		measurement = factories.missing_measurement(case)
	with as_user(coordinator):
		consent = factories.consent_to_handover(case, world["caseworker"], "Life situation")
		background = factories.pass_on(case)
		briefing = factories.write_briefing(case, source=background, passed_on=1)
		effort = factories.add_effort(case)
		handover = factories.draft_handover(
			case,
			world["caseworker"],
			("Life situation", "The course", "Bor alene."),
			("Network and family", "The course", "Uden samtykke."),
		)
	act(handover, "Send handover", coordinator)
	around = [
		frappe.get_doc("LAT Match", {"lat_case": case.name}),
		frappe.get_doc("LAT Citizen", case.citizen),
		frappe.get_doc("LAT Handover Omission", {"lat_case": case.name}),
	]
	documents = (
		case,
		plan,
		rating,
		measurement,
		consent,
		handover,
		background,
		briefing,
		effort,
		factories.sheet_of(case),
		*around,
	)
	return {doc.doctype: doc for doc in documents}


def sees(doctype: str, name: str) -> bool:
	"""Tell whether the user sees a record, after asserting that list and document agree."""
	try:
		listed = name in frappe.get_list(doctype, pluck="name", limit=0)
	except frappe.PermissionError:
		listed = False
	assert listed == bool(frappe.has_permission(doctype, "read", doc=frappe.get_doc(doctype, name)))
	return listed


def test_coordinator_and_mentor_see_the_course(world, course):
	for person in ("coordinator", "mentor"):
		with as_user(world[person]):
			for doctype in CASE_CONTENT:
				expected = person == "coordinator" or doctype not in COORDINATORS_ALONE
				assert sees(doctype, course[doctype].name) is expected, (person, doctype)


def test_nobody_else_sees_a_thing(world, course):
	for person in OUTSIDERS:
		with as_user(world[person]):
			for doctype in CASE_CONTENT:
				assert not sees(doctype, course[doctype].name), (person, doctype)


def test_nobody_else_writes_a_thing(world, course):
	for person in OUTSIDERS:
		with as_user(world[person]):
			for doctype in CASE_CONTENT:
				with pytest.raises(frappe.PermissionError):
					frappe.get_doc(doctype, course[doctype].name).save()


def test_the_caseworker_sees_the_handover_and_nothing_around_it(world, course):
	with as_user(world["caseworker"]):
		assert sees("LAT Handover", course["LAT Handover"].name)
		for doctype in set(CASE_CONTENT) - {"LAT Handover"}:
			assert not sees(doctype, course[doctype].name)


def test_the_caseworker_sees_no_draft(world, course):
	handover = course["LAT Handover"]
	frappe.db.set_value("LAT Handover", handover.name, "stage", "Draft")
	with as_user(world["caseworker"]):
		assert not sees("LAT Handover", handover.name)


def test_lines_left_out_never_reach_the_caseworker(world, course):
	handover = course["LAT Handover"]
	with as_user(world["caseworker"]):
		read = frappe.get_doc("LAT Handover", handover.name)
		read.apply_fieldlevel_read_permissions()
		assert [row.content for row in read.lines] == ["Bor alene."]
		assert "Uden samtykke." not in read.packet
		assert "Uden samtykke." not in frappe.get_list(
			"LAT Handover Line", parent_doctype="LAT Handover", pluck="content"
		)


def test_the_lines_of_a_sent_handover_are_those_of_its_packet(world, course):
	handover = frappe.get_doc("LAT Handover", course["LAT Handover"].name)
	fields = ("information_type", "origin", "content")
	lines = [{fieldname: row.get(fieldname) for fieldname in fields} for row in handover.lines]
	packet = handover.get_packet()["lines"]
	assert lines == [{fieldname: line[fieldname] for fieldname in fields} for line in packet]


def test_the_caseworker_writes_no_line(world, course):
	with as_user(world["caseworker"]):
		handover = frappe.get_doc("LAT Handover", course["LAT Handover"].name)
		handover.lines[0].content = "Noget andet."
		handover.save()
	assert handover.reload().lines[0].content == "Bor alene."


def rows_of(child: str, parent: str) -> list[str]:
	return frappe.get_list(child, parent_doctype=parent, pluck="parent", limit=0)


def test_child_rows_follow_their_parent(world, course):
	for child, parent in (
		("LAT Plan Goal", "LAT Plan"),
		("LAT Consent Information", "LAT Consent"),
		("LAT Match Criterion", "LAT Match"),
		("LAT Preparation Topic", "LAT First Meeting"),
		("LAT Answer", "LAT Measurement"),
		("LAT Spoken Language", "LAT Citizen"),
	):
		name = course[parent].name
		with as_user(world["coordinator"]):
			assert name in rows_of(child, parent)
		with as_user(world["away_coordinator"]):
			assert name not in rows_of(child, parent)


def test_before_the_mentor_accepts_the_case_stays_closed(world):
	case = factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		match = factories.propose(case, world.mentors["mentor"])
	with as_user(world["mentor"]):
		assert not sees("LAT Match", match.name)
	act(match, "Offer match", world["coordinator"])
	with as_user(world["mentor"]):
		assert sees("LAT Match", match.name)
		assert not sees("LAT Case", case.name) and not sees("LAT Citizen", case.citizen)
	act(match, "Accept match", world["mentor"])
	with as_user(world["mentor"]):
		assert sees("LAT Case", case.name) and not sees("LAT Citizen", case.citizen)


def test_the_mentor_changes_nothing_that_is_the_coordinators(world, course):
	with as_user(world["mentor"]):
		case = frappe.get_doc("LAT Case", course["LAT Case"].name)
		case.update({"outcome": "Goals reached", "coordinator": world["mentor"], "external_id": "x"})
		case.save()
	case.reload()
	assert not case.outcome and case.coordinator == world["coordinator"] and not case.external_id


class TestCoordinatorElsewhereIsOnlyMentorHere:
	"""The away coordinator is a mentor of the home municipality: a mentor here, nothing more."""

	@pytest.fixture
	def case(self, world):
		with as_user(world["coordinator"]):
			mentor = factories.active_mentor(world["away_coordinator"], HOME)
		factories.acknowledge(world.descriptions[("Mentor", HOME)], world["away_coordinator"])
		case = factories.case_at("Matching", world)
		world.mentors["double"] = mentor.name
		world.people["double"] = world["away_coordinator"]
		factories.approve_match(case, world, "double")
		return act(case, "Prepare course", world["coordinator"])

	def test_sees_the_course(self, world, case):
		with as_user(world["away_coordinator"]):
			assert sees("LAT Case", case.name)

	def test_takes_no_step_of_the_coordinator(self, world, case):
		with as_user(world["coordinator"]):
			factories.prepare_meeting(case)
		with pytest.raises(frappe.ValidationError, match="Only"):
			act(case, "Start course", world["away_coordinator"])

	def test_writes_no_field_of_the_coordinator(self, world, case):
		with as_user(world["away_coordinator"]):
			case.reload()
			case.target_group = "Parent or relative"
			with pytest.raises(frappe.PermissionError, match="Target group"):
				case.save()

	def test_creates_no_consent(self, world, case):
		with as_user(world["away_coordinator"]), pytest.raises(frappe.PermissionError):
			factories.give_consent(case)


def test_nothing_is_created_in_another_municipality(world):
	with as_user(world["away_coordinator"]):
		for make in (
			lambda: factories.make_citizen(HOME),
			lambda: factories.new_mentor(world["outsider"], HOME),
			lambda: factories.draft_description("Mentor", HOME),
		):
			with pytest.raises(frappe.PermissionError):
				make()


def test_a_municipality_that_is_sent_opens_no_course_elsewhere(world, course):
	with as_user(world["away_coordinator"]):
		for doctype in ("LAT Plan", "LAT Consent", "LAT Match"):
			doc = frappe.new_doc(doctype, lat_case=course["LAT Case"].name, municipality=AWAY)
			assert not doc.has_permission("create"), doctype
			with pytest.raises(frappe.PermissionError):
				doc.insert()


def test_a_record_cannot_be_moved_to_ones_own_municipality(world, course):
	with as_user(world["away_coordinator"]):
		for doctype in CASE_CONTENT:
			doc = frappe.get_doc(doctype, course[doctype].name)
			doc.municipality = AWAY
			with pytest.raises(frappe.PermissionError):
				doc.save()
	citizen = course["LAT Citizen"]
	with as_user(world["coordinator"]), pytest.raises(frappe.CannotChangeConstantError):
		citizen.municipality = AWAY
		citizen.save()


def test_a_national_template_is_read_and_never_written_by_a_municipality(world):
	template = frappe.db.get_value(
		"LAT Role Description", {"role": "Mentor", "municipality": ["is", "not set"], "stage": "Draft"}
	)
	for person in ("coordinator", "manager"):
		with as_user(world[person]):
			assert sees("LAT Role Description", template)
			with pytest.raises(frappe.PermissionError):
				frappe.get_doc("LAT Role Description", template).save()
	with as_user(world["coordinator"]), pytest.raises(frappe.PermissionError):
		factories.draft_description("Mentor", None)


def test_a_function_that_has_ended_opens_nothing(world, course):
	yesterday = frappe.utils.add_days(frappe.utils.today(), -1)
	frappe.db.set_value(
		"LAT Municipality Member", {"parent": HOME, "user": world["coordinator"]}, "to_date", yesterday
	)
	with as_user(world["coordinator"]):
		assert not sees("LAT Case", course["LAT Case"].name)


def test_a_function_without_the_role_opens_nothing(world, course):
	municipality = frappe.get_doc("LAT Municipality", HOME)
	municipality.append("members", {"user": world["outsider"], "member_function": "Coordinator"})
	municipality.save()
	with as_user(world["outsider"]):
		assert not sees("LAT Case", course["LAT Case"].name)


def test_nor_does_it_open_a_municipality_to_those_with_another_role(world):
	municipality = frappe.get_doc("LAT Municipality", AWAY)
	municipality.append("members", {"user": world["manager"], "member_function": "Coordinator"})
	municipality.save()
	with as_user(world["manager"]):
		assert sees("LAT Municipality", HOME)
		assert not sees("LAT Municipality", AWAY)


def test_no_role_deletes_or_shares_case_content():
	for doctype in (*CASE_CONTENT, "LAT Role Acknowledgement"):
		for row in frappe.get_meta(doctype).permissions:
			assert not row.get("delete") and not row.get("share"), (doctype, row.role)


def test_every_table_of_the_app_has_a_row_rule():
	for name in frappe.get_all(
		"DocType", filters={"module": ["in", ["Corps", "Casework", "Measurement"]]}, pluck="name"
	):
		meta = frappe.get_meta(name)
		if meta.issingle:
			continue
		if name == "LAT Shipped Record":
			assert {row.role for row in meta.permissions} == {"System Manager", "LAT Administrator"}
			continue
		assert name in (CHILD_TABLES if meta.istable else ROWS), name


class TestReachHandedOn:
	"""The door asks for a person's reach, and the method behind it would ask the same again."""

	@pytest.fixture
	def asked(self, world, monkeypatch):
		frappe.local.flags.pop(people.HANDED_ON, None)
		monkeypatch.setattr(frappe.db, "transaction_writes", 0)
		times = []
		given = people._given
		monkeypatch.setattr(people, "_given", lambda *of: times.append(of) or given(*of))
		people.hand_on(people.reach_of(world["coordinator"]))
		yield times
		frappe.local.flags.pop(people.HANDED_ON, None)

	def test_serves_the_first_question_alone(self, world, asked):
		first, second = reach_of(world["coordinator"]), reach_of(world["coordinator"])
		assert first == second and first.roles
		assert len(asked) == 2

	def test_serves_nobody_else(self, world, asked):
		assert reach_of(world["mentor"]).user == world["mentor"]
		assert len(asked) == 2

	def test_ends_with_a_write(self, world, asked):
		frappe.db.transaction_writes += 1
		reach_of(world["coordinator"])
		assert len(asked) == 2

	def test_ends_with_a_role(self, world, asked, monkeypatch):
		monkeypatch.setattr(frappe, "get_roles", lambda _user: ["All"])
		assert not reach_of(world["coordinator"]).roles
