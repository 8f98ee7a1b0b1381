"""Records for tests, made the way people make them: saved as the person whose step it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import frappe
import pytest
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, add_months, today

from lat_corps.casework import handover_reading
from lat_corps.domain.documents.mentor import KNOWLEDGE_AREAS, TRAINING_MODULES
from lat_corps.domain.roles import (
	ADMINISTRATOR,
	CASEWORKER,
	COORDINATOR,
	MANAGER,
	MENTOR,
	NATIONAL_CENTRE,
)
from tests.copies import Copies

PASSWORD = "prøve-Kode-2026"
DOMAIN = "lat-test.example"
HOME, AWAY = "Prøveby", "Naboby"

TENANT_FIELDS = {"LAT Loan Offer": "lending_municipality", "LAT Mentor Loan": "lending_municipality"}

OWN_DOCTYPES = (
	"LAT Guidance",
	"LAT Outreach",
	"LAT Management Report",
	"LAT Experience",
	"LAT Experience Request",
	"LAT Corps Meeting",
	"LAT Training",
	"LAT Coaching Session",
	"LAT Conversation Card",
	"LAT Turn",
	"LAT Deputy",
	"LAT Erasure",
	"LAT Kept Figure",
	"LAT Counted Period",
	"LAT Disagreement",
	"LAT Read Log",
	"LAT Handover Omission",
	"LAT Briefing",
	"LAT Match Review",
	"LAT Case Review",
	"LAT First Meeting",
	"LAT Partner Effort",
	"LAT Background Information",
	"LAT Loan Offer",
	"LAT Mentor Loan",
	"LAT Handover",
	"LAT Reflection",
	"LAT Progression",
	"LAT Measurement",
	"LAT Survey Import",
	"LAT Import Profile",
	"LAT Consent",
	"LAT Concern",
	"LAT Dilemma",
	"LAT Debrief",
	"LAT Learning Note",
	"LAT Session",
	"LAT Plan",
	"LAT Match",
	"LAT Match Weights",
	"LAT Case",
	"LAT Partner",
	"LAT Citizen",
	"LAT Acknowledgement Request",
	"LAT Role Acknowledgement",
	"LAT Role Description",
	"LAT Mentor",
)

IN_FORCE = frozenset(("LAT Role Description", "LAT Role Acknowledgement", "LAT Acknowledgement Request"))
"""What binds people stays as a module leaves it: a text that took another's place cannot go by itself."""

STAYING: set[str] = set()
"""Records that every test of a session may lean on."""


@dataclass
class World:
	"""Logins by a short name, and the records that every test may lean on."""

	people: dict[str, str] = field(default_factory=dict)
	mentors: dict[str, str] = field(default_factory=dict)
	descriptions: dict[tuple[str, str], str] = field(default_factory=dict)
	copies: Copies = field(default_factory=Copies)

	def __getitem__(self, person: str) -> str:
		return self.people[person]


@contextmanager
def as_user(user: str):
	before = frappe.session.user
	frappe.set_user(user)
	try:
		yield
	finally:
		frappe.set_user(before)


def make_user(short: str, name: str, *roles: str, language: str = "en") -> str:
	first, last = name.rsplit(" ", 1)
	email = f"{short}@{DOMAIN}"
	user = frappe.get_doc(
		{
			"doctype": "User",
			"email": email,
			"first_name": first,
			"last_name": last,
			"language": language,
			"send_welcome_email": 0,
			"new_password": PASSWORD,
			# Frappe ends the oldest of more sessions than these, and so a client of another test.
			"simultaneous_sessions": 100,
			"roles": [{"role": role} for role in roles],
		}
	)
	return user.insert().name


PEOPLE = {
	"coordinator": ("Birgit Holm", (COORDINATOR,)),
	"mentor": ("Samir Haddad", (MENTOR,)),
	"second_mentor": ("Karen Friis", (MENTOR,)),
	"caseworker": ("Peter Lund", (CASEWORKER,)),
	"other_caseworker": ("Mona Krag", (CASEWORKER,)),
	"manager": ("Lise Dahl", (MANAGER,)),
	"chief": ("Vibeke Storm", (COORDINATOR, MANAGER)),
	"deputy": ("Stine Vedel", (COORDINATOR,)),
	"away_coordinator": ("Jonas Bech", (COORDINATOR, MENTOR)),
	"away_mentor": ("Amina Yusuf", (MENTOR,)),
	"away_manager": ("Troels Vang", (MANAGER,)),
	"administrator": ("Ida Skov", (ADMINISTRATOR,)),
	"centre": ("Rosa Nygaard", (NATIONAL_CENTRE,)),
	"technician": ("Kim Ravn", ("System Manager",)),
	"outsider": ("Bo Ek", ()),
}


def build_world() -> World:
	world = World()
	for short, (name, roles) in PEOPLE.items():
		world.people[short] = make_user(short, name, *roles)
	make_municipality(
		HOME,
		"901",
		[
			(world["coordinator"], "Coordinator"),
			(world["manager"], "Manager"),
			(world["chief"], "Coordinator"),
			(world["chief"], "Manager"),
			(world["caseworker"], "Caseworker"),
			(world["other_caseworker"], "Caseworker"),
		],
	)
	make_municipality(
		AWAY, "902", [(world["away_coordinator"], "Coordinator"), (world["away_manager"], "Manager")]
	)
	for short, municipality, coordinator in (
		("mentor", HOME, "coordinator"),
		("second_mentor", HOME, "coordinator"),
		("away_mentor", AWAY, "away_coordinator"),
	):
		with as_user(world[coordinator]):
			world.mentors[short] = active_mentor(world[short], municipality).name
	for municipality, coordinator, manager, people in (
		(HOME, "coordinator", "manager", ("coordinator", "mentor", "second_mentor")),
		(AWAY, "away_coordinator", "away_manager", ("away_coordinator", "away_mentor")),
	):
		for role in ("Coordinator", "Mentor", "Parent Coach"):
			name = published_description(role, municipality, world[coordinator], world[manager])
			world.descriptions[(role, municipality)] = name
			for short in people:
				if ("coordinator" in short) == (role == "Coordinator"):
					acknowledge(name, world[short])
	return world


TRIAL_INSTRUMENT, RACED_INSTRUMENT = "MODOGRO", "RACE"


def own_records() -> Iterator[tuple[str, list[str]]]:
	"""Yield each DocType of the tests' municipalities with the names of its records."""
	for doctype in OWN_DOCTYPES:
		tenant = TENANT_FIELDS.get(doctype, "municipality")
		yield doctype, frappe.get_all(doctype, filters={tenant: ["in", [HOME, AWAY]]}, pluck="name")


def keep_records() -> None:
	"""Let the records that are there now stay for the whole session."""
	STAYING.update(name for _doctype, names in own_records() for name in names)
	STAYING.update(people_of_tests())


def remove_what_is_new() -> None:
	"""Remove what a module has left in the tests' municipalities beside the records that stay."""
	for doctype, names in own_records():
		if doctype not in IN_FORCE:
			_remove(doctype, [name for name in names if name not in STAYING])
	for user in people_of_tests():
		if user not in STAYING:
			_remove_person(user)
	_forget_choices()


def people_of_tests() -> list[str]:
	return frappe.get_all("User", filters={"name": ["like", f"%@{DOMAIN}"]}, pluck="name")


def _forget_choices() -> None:
	"""Take back who wants mail, which turns nobody is told of, and what was told of the country."""
	frappe.db.delete("LAT Turn Mail", {"user": ["like", f"%@{DOMAIN}"]})
	frappe.db.delete("LAT Silent Turn")
	frappe.db.delete("LAT National Release")
	frappe.clear_document_cache("LAT Settings", "LAT Settings")


def _remove(doctype: str, names: list[str]) -> None:
	"""Remove records with what hangs on them."""
	if names:
		for table in frappe.get_meta(doctype).get_table_fields():
			frappe.db.delete(table.options, {"parent": ["in", names], "parenttype": doctype})
		for trace, link in (("Version", "docname"), ("Comment", "reference_name")):
			frappe.db.delete(trace, {link: ["in", names]})
		for file in frappe.get_all(
			"File", filters={"attached_to_doctype": doctype, "attached_to_name": ["in", names]}
		):
			frappe.delete_doc("File", file.name, force=True)
		frappe.db.delete(doctype, {"name": ["in", names]})


def remove_world() -> None:
	"""Remove what an earlier session left, so that a broken run never stops the next one."""
	of_tests = {"instrument_code": ["in", (TRIAL_INSTRUMENT, RACED_INSTRUMENT)]}
	for name in frappe.get_all("LAT Instrument", of_tests, pluck="name"):
		frappe.delete_doc("LAT Instrument", name, force=True)
	for doctype, names in own_records():
		_remove(doctype, names)
	_forget_choices()
	STAYING.clear()
	for table in frappe.get_meta("LAT Municipality").get_table_fields():
		frappe.db.delete(table.options, {"parent": ["in", [HOME, AWAY]]})
	frappe.db.delete("LAT Municipality", {"name": ["in", [HOME, AWAY]]})
	for user in people_of_tests():
		_remove_person(user)


def _remove_person(user: str) -> None:
	for doctype, whose in (
		("Notification Log", "for_user"),
		("LAT Acknowledgement Request", "user"),
		("LAT Experience Request", "user"),
		("LAT Refused Request", "user"),
		("LAT Role Acknowledgement", "user"),
		("LAT Turn", "user"),
	):
		frappe.db.delete(doctype, {whose: user})
	for file in frappe.get_all("File", filters={"owner": user}, pluck="name"):
		frappe.delete_doc("File", file, force=True)
	frappe.delete_doc("User", user, force=True)


def make_municipality(name: str, code: str, members: list[tuple[str, str]]):
	return frappe.get_doc(
		{
			"doctype": "LAT Municipality",
			"municipality_name": name,
			"municipality_code": code,
			"members": [{"user": user, "member_function": function} for user, function in members],
		}
	).insert()


def appoint(world: World, by: str = "coordinator", **values):
	"""Somebody without a function of their own stands in for the coordinator of the home municipality."""
	with as_user(world[by]):
		return frappe.get_doc(
			{
				"doctype": "LAT Deputy",
				"municipality": HOME,
				"coordinator": world["coordinator"],
				"deputy": world["deputy"],
				"from_date": today(),
				"to_date": add_days(today(), 14),
				**values,
			}
		).insert()


def new_mentor(user: str, municipality: str = HOME, **values):
	return frappe.get_doc(
		{
			"doctype": "LAT Mentor",
			"user": user,
			"municipality": municipality,
			"kind": "Both",
			"capacity": 50,
			"languages": [{"language": "da", "fluency": "Fluent"}],
			**values,
		}
	).insert()


def ready_for_activation() -> dict:
	return {
		"employed": 1,
		"relation_work": "Ti år i en ungdomsklub.",
		"training_modules": [
			{"module": module, "passed_on": add_months(today(), -6)} for module in TRAINING_MODULES
		],
		"knowledge_checks": [
			{"area": area, "confirmed_on": add_months(today(), -5)} for area in KNOWLEDGE_AREAS
		],
	}


def active_mentor(user: str, municipality: str = HOME, **values):
	mentor = new_mentor(user, municipality, **{**ready_for_activation(), **values})
	act(mentor, "Start training")
	return act(mentor, "Activate mentor")


def refusal_of(save) -> str:
	"""Return the words with which a save is refused."""
	with pytest.raises(frappe.ValidationError) as refusal:
		save()
	return str(refusal.value)


def act(doc, action: str, user: str | None = None):
	"""Take a workflow action as `user` and return the record as it then stands."""
	with as_user(user or frappe.session.user):
		apply_workflow(frappe.get_doc(doc.doctype, doc.name).as_dict(convert_dates_to_str=True), action)
	doc.reload()
	return doc


def draft_description(role: str, municipality: str | None, **values):
	return frappe.get_doc(
		{
			"doctype": "LAT Role Description",
			"title": f"{role}, prøve",
			"role": role,
			"municipality": municipality,
			"purpose": "At prøve rollen af.",
			"tasks": [{"phase": "During", "responsibility": "Does", "task": "Prøver."}],
			**values,
		}
	).insert()


def description_in_review(role: str, municipality: str | None, author: str):
	with as_user(author):
		draft = draft_description(role, municipality)
	return act(draft, "Send to review", author)


def published_description(role: str, municipality: str, author: str, manager: str) -> str:
	return act(description_in_review(role, municipality, author), "Publish text", manager).name


def acknowledge(description: str, user: str) -> str:
	from lat_corps.corps.doctype.lat_role_description.lat_role_description import acknowledge

	with as_user(user):
		return acknowledge(description, signed_name=frappe.utils.get_fullname(user))


def make_citizen(municipality: str = HOME, age: int = 20, **values):
	return frappe.get_doc(
		{
			"doctype": "LAT Citizen",
			"full_name": "Mikkel Prøvesen",
			"municipality": municipality,
			"birth_date": add_days(add_months(today(), -12 * age), -1),
			"languages": [{"language": "da", "fluency": "Mother tongue"}],
			**values,
		}
	).insert()


def refer(world: World, citizen: dict | None = None, **values):
	"""A course at Referred, made by the coordinator of the home municipality."""
	with as_user(world["coordinator"]):
		return frappe.get_doc(
			{
				"doctype": "LAT Case",
				"municipality": HOME,
				"citizen": make_citizen(**(citizen or {})).name,
				"course_type": "Mentor course",
				"target_group": "Vulnerable to extremism",
				"referral_source": "Familieafdelingen",
				"caseworker": world["caseworker"],
				"referred_on": add_months(today(), -7),
				**values,
			}
		).insert()


def give_consent(case, purpose: str = "Taking part in the course", given_by: str = "Citizen", **values):
	return frappe.get_doc(
		{
			"doctype": "LAT Consent",
			"lat_case": case.name,
			"purpose": purpose,
			"given_by": given_by,
			"given_by_name": "Mikkel Prøvesen",
			"given_on": add_months(today(), -7),
			"informed": 1,
			**values,
		}
	).insert()


def consent_anew(case) -> None:
	"""Consent to a course that is taken up again: what was given before its closing counts no more."""
	give_consent(case, given_on=today())


OUTGROWN = [
	(15, 36, ("Citizen", "Custody holder")),
	(15, 3, ("Custody holder",)),
	(18, 36, ("Custody holder",)),
	(18, 60, ("Citizen", "Custody holder")),
]
"""Age now, months since the consent, who gave it: at 12, 14 or 13 by both, or by the custody holder alone."""


def give_outgrown(case, months: int, *givers: str) -> None:
	for giver in givers:
		give_consent(case, given_by=giver, given_on=add_months(today(), -months))


@contextmanager
def undone(what: str, case, world: World):
	"""Take away what carries a course, and give back what is not the course's own."""
	if what == "consent":
		frappe.db.set_value("LAT Consent", {"lat_case": case.name}, "withdrawn_on", today())
	elif what == "outgrown":
		turned_15 = add_months(today(), -12 * 15 - 1)
		frappe.db.set_value("LAT Citizen", case.citizen, "birth_date", turned_15)
	elif what == "match":
		frappe.db.delete("LAT Match", {"lat_case": case.name})
	mentor = world.mentors["mentor"]
	stored = frappe.db.get_value("LAT Mentor", mentor, ["stage", "workflow_state", "capacity"], as_dict=True)
	if what == "mentor":
		frappe.db.set_value("LAT Mentor", mentor, "stage", "Paused")
	elif what == "place":
		other = case_at("Matching", world)
		with as_user(world["coordinator"]):
			match = propose(other, mentor)
		act(match, "Offer match", world["coordinator"])
		frappe.db.set_value("LAT Mentor", mentor, "capacity", 1)
	try:
		yield
	finally:
		frappe.db.set_value("LAT Mentor", mentor, stored)


def propose(case, mentor: str, **values):
	return frappe.get_doc(
		{
			"doctype": "LAT Match",
			"lat_case": case.name,
			"mentor": mentor,
			"conflict_of_interest": "None",
			"rationale": "De har et sprog og en interesse til fælles.",
			**values,
		}
	).insert()


def consent_to_handover(case, receiver: str, *kinds: str, **values):
	return give_consent(
		case,
		purpose="Handover to the caseworker",
		receiver=receiver,
		information_types=[{"information_type": kind} for kind in kinds],
		**values,
	)


def draft_handover(case, receiver: str, *lines: tuple[str, str, str]):
	"""A handover read with the person: (type of information, origin, content) lines, or a harmless one."""
	handover = frappe.get_doc(
		{
			"doctype": "LAT Handover",
			"lat_case": case.name,
			"receiver": receiver,
			"lines": [
				{"information_type": kind, "origin": origin, "content": content}
				for kind, origin, content in lines or [("Life situation", "The course", "Bor alene.")]
			],
		}
	).insert()
	read_with_person(handover)
	return handover


def read_with_person(handover, way: str = "Read together on screen", lines: dict | None = None, **values):
	"""The draft as the person has read it; `lines` maps numbers of rows to what the person says of them."""
	handover.reload()
	said = {handover.lines[number - 1].name: words for number, words in (lines or {}).items()}
	marks = handover_reading.shown(handover.name)["marks"]
	values = {"way": way, "marks": marks, "lines": said, **values}
	handover_reading.read_with_person(handover.name, values)
	handover.reload()


def note_disagreement(case, disputed, **values):
	return frappe.get_doc(
		{
			"doctype": "LAT Disagreement",
			"lat_case": case.name,
			"document_type": disputed.doctype,
			"document_number": disputed.name,
			"disputed": "At han ikke ville komme.",
			"words": "Jeg var syg, og jeg ringede.",
			**values,
		}
	).insert()


def request_erasure(citizen, **values):
	return request_of(citizen.municipality, citizen=citizen.name, **values)


def request_of(municipality, **values):
	return frappe.get_doc(
		{
			"doctype": "LAT Erasure",
			"municipality": municipality,
			"reason": "The citizen's request",
			"legal_basis": "Databeskyttelsesforordningen artikel 17.",
			**values,
		}
	).insert()


KINDS_OF_BACKGROUND = (
	"Life situation",
	"Infohus analyses and recommendations",
	"Risk and safety plans",
	"Social action plans and assessments",
	"Psychiatric assessments and treatment",
)


def consent_to_pass_on(case, *kinds: str, **values):
	return give_consent(
		case,
		purpose="Passing on to the mentor",
		information_types=[{"information_type": kind} for kind in kinds or KINDS_OF_BACKGROUND],
		**values,
	)


def may_be_passed_on(case) -> None:
	"""See to it that a consent covers what the mentor of a course is let know."""
	if not frappe.db.exists("LAT Consent", {"lat_case": case.name, "purpose": "Passing on to the mentor"}):
		consent_to_pass_on(case)


def add_effort(case, **values):
	"""What a department does for the person of a course."""
	return frappe.get_doc(
		{
			"doctype": "LAT Partner Effort",
			"lat_case": case.name,
			"kind": "Job centre",
			"department": "Jobcenter Prøveby",
			"helps_with": "Finder en praktik.",
			**values,
		}
	).insert()


def list_partner(municipality: str = HOME, **values):
	"""A department of the directory."""
	return frappe.get_doc(
		{
			"doctype": "LAT Partner",
			"municipality": municipality,
			"kind": "Job centre",
			"title": "Jobcenter Prøveby",
			**values,
		}
	).insert()


def write_briefing(case, *facts: str, source=None, **values):
	"""A briefing of a course with a mentor, its facts from one piece of background information."""
	may_be_passed_on(case)
	source = source or write_background(case)
	briefing = frappe.get_doc(
		{
			"doctype": "LAT Briefing",
			"lat_case": case.name,
			"facts": [
				{"fact": fact, "background": source.name} for fact in facts or ("Tal stille: bliver bange.",)
			],
			**values,
		}
	).insert()
	case.reload()
	return briefing


def background(case, **values):
	"""Background information on a course, the coordinator's alone unless the values say more; not saved."""
	return frappe.get_doc(
		{
			"doctype": "LAT Background Information",
			"lat_case": case.name,
			"kind": "Other knowledge",
			"origin": "The course",
			"legal_basis": "Samtykke fra borgeren",
			"content": "Bor hos sin moster.",
			**values,
		}
	)


def write_background(case, **values):
	return background(case, **values).insert()


def open_record(doc) -> None:
	"""Read a whole record the way the form and REST do."""
	frappe.get_doc(doc.doctype, doc.name).apply_fieldlevel_read_permissions()


def read_log_line(citizen):
	open_record(citizen)
	return frappe.get_doc("LAT Read Log", {"citizen": citizen.name, "document_type": "LAT Citizen"})


def pass_on(case, **values):
	"""Background information that the mentor of the course sees; the course is reloaded."""
	may_be_passed_on(case)
	information = write_background(case, audience="Coordinator and mentor", **values)
	case.reload()
	return information


def missing_measurement(case):
	return frappe.get_doc(
		{
			"doctype": "LAT Measurement",
			"lat_case": case.name,
			"instrument": "WHO5-v1",
			"measured_at": "Before",
			"missing_reason": "Ønskede ikke at svare.",
		}
	).insert()


def measure(case, point: str, answer: int = 3, **values):
	"""The WHO-5 answered with the same number five times, today."""
	return frappe.get_doc(
		{
			"doctype": "LAT Measurement",
			"lat_case": case.name,
			"instrument": "WHO5-v1",
			"measured_at": point,
			"answers": [{"item_code": f"WHO{number}", "answer": answer} for number in range(1, 6)],
			**values,
		}
	).insert()


def describe_person(case) -> None:
	case.update(
		{
			"challenges": "Står uden for fællesskaber.",
			"wishes": "En læreplads.",
			"dreams": "Eget sted at bo.",
			"preferences_asked": 1,
		}
	)
	case.save()


def sheet_of(case):
	"""The sheet of the first meeting of the match that carries a course."""
	match = frappe.db.get_value("LAT Match", {"lat_case": case.name, "stage": "Approved"})
	return frappe.get_doc("LAT First Meeting", {"lat_match": match})


def review_match(case, voice: str, occasion: str = "After some weeks", fit: str = "Works well", **values):
	return frappe.get_doc(
		{
			"doctype": "LAT Match Review",
			"lat_case": case.name,
			"voice": voice,
			"occasion": occasion,
			"fit": fit,
			**values,
		}
	).insert()


def review_course(case, decision: str | None = "Continue", **values):
	"""A review of a course by the user; with a decision, everything is written that any asks for."""
	weighed = {
		"decided_words": "Det går den rigtige vej.",
		"caseworker": case.caseworker,
		"mentor_took_part": 1,
		"citizens_words": "Jeg vil gerne blive ved.",
		"arguments_for": "Er tæt på.",
		"arguments_against": "Mentor har travlt.",
		"potential": "En læreplads.",
		"new_end": add_months(today(), 4),
		"new_goals": "Møder hver dag.",
	}
	return frappe.get_doc(
		{
			"doctype": "LAT Case Review",
			"lat_case": case.name,
			"held_on": today(),
			"decision": decision,
			**(weighed if decision else {}),
			**values,
		}
	).insert()


ENDED = {
	"looking_back": "Går i skole.",
	"relapse_agreement": "Ringer.",
	"after_missing_reason": "Rejst.",
	"debrief_waived_reason": "Ingen.",
}
"""What a closing has of its own, without a handover."""

ENDED_WITHOUT = {
	"Not reached enough": {
		"ending_together": "Går en tur ved havnen.",
		"comes_instead": "Støtte i jobcentret.",
	},
	"Broken off": {"broken_off_reason": "Er flyttet."},
}
"""What an end without the goals has of its own, by its outcome; it is reviewed besides."""


def end_without_goals(case, outcome: str) -> None:
	"""Write what an end without the goals asks for, as the user."""
	if outcome == "Not reached enough":
		review_course(case, "Close")
	case.reload().update(ENDED_WITHOUT[outcome])
	case.save()


def close_course(case, world: World):
	with as_user(world["coordinator"]):
		case.reload().update(ENDED)
		case.save()
	return act(case, "Close course", world["coordinator"])


def confirm_knowledge(case, world: World) -> None:
	"""Let the mentor confirm to have read what was passed on."""
	with as_user(world["mentor"]):
		case.reload()
		case.knowledge_confirmed = 1
		case.save()
	case.reload()


def fill_in_sheet(case) -> None:
	sheet = sheet_of(case)
	for row in sheet.topics:
		row.answer = "Aftalt."
	sheet.save()


def settle_preparation(case) -> None:
	"""Say that there is nothing to pass on, and that the before measurement waits."""
	case.update(
		{
			"nothing_to_pass_on": 1,
			"before_deferred_reason": "Borgeren svarer ved andet møde.",
			"before_deferred_until": add_days(today(), 14),
		}
	)
	case.save()


def prepare_meeting(case) -> None:
	fill_in_sheet(case)
	settle_preparation(case)


def choose_outcome(case, world: World, outcome: str) -> None:
	with as_user(world["coordinator"]):
		case.outcome = outcome
		case.save()
	with as_user(world["mentor"]):
		case.reload()
		case.mentor_outcome = outcome
		case.save()
	case.reload()


def approve_match(case, world: World, mentor: str = "mentor"):
	with as_user(world["coordinator"]):
		match = propose(case, world.mentors[mentor])
	act(match, "Offer match", world["coordinator"])
	act(match, "Accept match", world[mentor])
	act(match, "Approve match", world["coordinator"])
	case.reload()
	return match


def change_mentor(case, world: World, to: str = "second_mentor"):
	"""End the match of a course under way, and let another mentor carry it."""
	match = frappe.get_doc("LAT Match", {"lat_case": case.name, "stage": "Approved"})
	with as_user(world["coordinator"]):
		match.update({"end_reason": "En anden mentor."}).save()
	act(match, "End match", world["coordinator"])
	act(case.reload(), "Match anew", world["coordinator"])
	return approve_match(case, world, to)


def write_plan(case, **values):
	"""A plan with a rated wheel on which the two differ, goals, steps and a note."""
	days = [add_days(today(), -90), today()]
	return frappe.get_doc(
		{
			"doctype": "LAT Plan",
			"lat_case": case.name,
			"worries": "Mikkel sover ikke.",
			"mentor_differs": 1,
			"mentor_worries": "Mikkel er alene.",
			"ratings": [
				{
					"rated_on": day,
					"competence": f"LAT-WH-{place}",
					"person": 3 + place % 4 + 2 * number,
					"mentor": 5 * number,
				}
				for number, day in enumerate(days)
				for place in range(1, 11)
			],
			"goals": [{"goal": "En læreplads.", "competence": "LAT-WH-2", "specific": "Han er i lære."}],
			"steps": [{"step": "Ringer til skolen.", "responsible": "Mikkel", "due_on": today()}],
			"notes": [{"heading": "Netværk", "content": "Morfar og klubben."}],
			**values,
		}
	).insert()


def write_debrief(case, **values):
	"""A debrief with somebody to be told, of a course that closes meanwhile and then is where it was."""
	if not frappe.db.exists("LAT Consent", {"lat_case": case.name, "purpose": "Debrief"}):
		give_consent(case, "Debrief")
	stage = frappe.db.get_value("LAT Case", case.name, "stage")
	frappe.db.set_value("LAT Case", case.name, "stage", "Closing", update_modified=False)
	debrief = frappe.get_doc(
		{
			"doctype": "LAT Debrief",
			"lat_case": case.name,
			"held_on": today(),
			"participants": [{"part": "Mentor or parent coach"}, {"part": "Coordinator"}],
			"more_of": "Korte møder, og at gå en tur.",
			"tasks": [
				{
					"who": "Læreren",
					"what": "At en fast voksen hjælper.",
					"responsible": frappe.db.get_value("LAT Case", case.name, "coordinator"),
					"due_on": add_days(today(), 14),
				}
			],
			**values,
		}
	).insert()
	frappe.db.set_value("LAT Case", case.name, "stage", stage, update_modified=False)
	return debrief


def case_at(stage: str, world: World, **values):
	"""A course at `stage`: one with values of its own by steps, any other like the first of the session."""
	if values:
		return case_brought_to(stage, world, **values)
	from lat_corps.coaching import cadence

	case = world.copies.of(stage, lambda: case_brought_to(stage, world))
	# What follows from all courses of a mentor stands on the mentor, who is there already.
	cadence.refresh([case.mentor] if case.mentor else [])
	return case


def begin_earlier(case, days: int) -> None:
	"""Let a course have begun some days ago, with a log and reviews all the while.

	A site from before there were any counts from the day that they began.
	"""
	from lat_corps.casework import case_reviews, watching

	for counted_from in ("silence_counts_from", "reviews_count_from"):
		frappe.db.set_single_value("LAT Settings", counted_from, None)
	frappe.clear_document_cache("LAT Settings", "LAT Settings")
	case.db_set("opened_on", add_days(today(), -days))
	case.db_set({**watching.watched(case, case.mentor), **case_reviews.fields_of(case)})


OF_A_COURSE = {
	"mentor": True,
	"coordinator": True,
	"second_mentor": False,
	"caseworker": False,
	"manager": False,
	"administrator": False,
	"away_coordinator": False,
}
"""Who reads what the mentor of a course has written there."""


def reads(world: World, person: str, doc) -> bool:
	with as_user(world[person]):
		return bool(frappe.has_permission(doc.doctype, doc=doc))


def case_brought_to(stage: str, world: World, **values):
	"""A course brought to `stage` step by step, each by the person whose step it is."""
	coordinator = world["coordinator"]
	case = refer(world, **values)
	if stage == "Referred":
		return case
	with as_user(coordinator):
		give_consent(case)
	act(case, "Assess course", coordinator)
	if stage == "Assessed":
		return case
	with as_user(coordinator):
		describe_person(case)
	act(case, "Start matching", coordinator)
	if stage == "Matching":
		return case
	approve_match(case, world)
	act(case, "Prepare course", coordinator)
	if stage == "Preparing":
		return case
	with as_user(coordinator):
		prepare_meeting(case)
	act(case, "Start course", coordinator)
	if stage == "Active":
		return case
	choose_outcome(case, world, "Goals reached")
	return act(case, "Begin closing", coordinator)


TERMS = {
	"payment": "Låner betaler timeløn og tillæg.",
	"coaching": "The borrowing municipality",
	"supervision": "The lending municipality",
	"travel": "Efter statens takster.",
	"insurance": "Udlåners arbejdsskadeforsikring dækker.",
}


def request_loan(world: World, person: str = "coordinator", **values):
	"""A request of the home municipality to borrow from the away one, with its terms written."""
	with as_user(world[person]):
		return frappe.get_doc(
			{
				"doctype": "LAT Mentor Loan",
				"lending_municipality": AWAY,
				"borrowing_municipality": HOME,
				"kind": "Mentor",
				"languages": [{"language": "da", "fluency": "Fluent"}],
				"competences": "Erfaring med unge uden for fællesskaber.",
				"purpose": "Et mentorforløb på dansk.",
				"from_date": today(),
				"to_date": add_days(today(), 90),
				"extent": "Fire timer om ugen.",
				**TERMS,
				**values,
			}
		).insert()


LENT = "Zeynep Ozgan"


def lendable_mentor(world: World, short: str = "lent"):
	"""An active mentor of the away municipality, known to `world` as `short`, who may be lent."""
	mentor = world.copies.of(f"{short}, who may be lent", lambda: mentor_made_lendable(world, short))
	world.people[short], world.mentors[short] = mentor.user, mentor.name
	return mentor


def mentor_made_lendable(world: World, short: str):
	"""Such a mentor, step by step."""
	user = make_user(short, LENT, MENTOR)
	with as_user(world["away_coordinator"]):
		return active_mentor(user, AWAY, may_be_lent=1)


def choose_mentor(loan, world: World, mentor: str = "lent", person: str = "away_coordinator", **values):
	from lat_corps.corps.loans import choose_mentor

	with as_user(world[person]):
		return choose_mentor(loan.name, world.mentors[mentor], **values)


def sign_loan(loan, world: World, *people: str) -> None:
	from lat_corps.corps.loans import sign

	for person in people or ("away_coordinator", "coordinator"):
		with as_user(world[person]):
			sign(loan.name, frappe.utils.get_fullname(world[person]))
	loan.reload()


def loan_at(stage: str, world: World, mentor: str = "lent", **values):
	"""A loan from the away municipality to the home one at `stage`.

	One with values of its own is made by steps; so is that of a mentor who is bound there by another loan.
	"""
	bound = frappe.db.exists("LAT Acknowledgement Request", {"user": world[mentor], "municipality": HOME})
	if values or bound:
		return loan_brought_to(stage, world, mentor, **values)
	return world.copies.of(
		f"loan of {world[mentor]}, {stage}",
		lambda: loan_brought_to(stage, world, mentor),
		world.mentors[mentor],
	)


def loan_brought_to(stage: str, world: World, mentor: str = "lent", **values):
	"""Such a loan, each step by the person whose it is."""
	loan = request_loan(world, **values)
	if stage == "Requested":
		return loan
	choose_mentor(loan, world, mentor)
	act(loan, "Offer mentor", world["away_coordinator"])
	if stage == "Offered":
		return loan
	sign_loan(loan, world)
	act(loan, "Agree on loan", world["coordinator"])
	if stage == "Agreed":
		return loan
	return act(loan, "Begin loan", world["coordinator"])


def upload(client, doc, name: str, content: bytes = b"Hemmeligt.", **values):
	"""Upload a private file to a record over HTTP as the browser does, and return the answer."""
	return client.session.post(
		f"{client.url}/api/method/upload_file",
		data={"doctype": doc.doctype, "docname": doc.name, "is_private": 1, **values},
		files={"file": (name, content)},
	)


def set_settings(**values) -> None:
	settings = frappe.get_doc("LAT Settings")
	settings.update(values)
	settings.save()
