"""One race for each line of `lat_corps.domain.invariants`: many people who take the same thing at once.

A race prepares its records once, and before each round puts back what a round has changed. `calls` are the
requests that are sent at the same moment, `broken` tells what no longer holds after them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from functools import partial

import frappe
import requests
from frappe.utils import add_days, today

from lat_corps.domain.management_report import Figures
from lat_corps.measurement import importing
from tests import factories
from tests.factories import HOME, RACED_INSTRUMENT, as_user
from tests.rest import Client
from tests.survey_files import course, csv_of, line, upload

Call = Callable[[], requests.Response]
LOANS = "/api/method/lat_corps.corps.loans"
DESCRIPTIONS = "/api/method/lat_corps.corps.doctype.lat_role_description.lat_role_description"
ERASURES = "/api/method/lat_corps.privacy.doctype.lat_erasure.lat_erasure"
IMPORTS = "/api/method/lat_corps.measurement.doctype.lat_survey_import.lat_survey_import"
REPORTS = "/api/method/lat_corps.insight.management_report"
EXPERIENCE = "/api/method/lat_corps.insight.experience"
REPORT = "LAT Management Report"
INSTRUMENTS = "/api/method/lat_corps.measurement.instruments"
ROLE = "Caseworker"


class Race:
	"""`all_succeed` says that nobody is refused: everybody gets something of their own.

	`told` is what each who is refused reads, where it can be one sentence alone.
	"""

	invariant = ""
	all_succeed = False
	told = ""

	def __init__(self, world: factories.World, client: Callable[[str], Client], most: int):
		self.world, self.client, self.most = world, client, most
		self.prepare()
		frappe.db.commit()

	def prepare(self) -> None:
		"""Make the records, once."""

	def reset(self) -> None:
		"""Put back what a round has changed."""

	def calls(self, many: int) -> list[Call]:
		raise NotImplementedError

	def broken(self) -> str | None:
		"""Return what no longer holds, or None."""
		raise NotImplementedError

	def clean(self) -> None:
		"""Take away what would disturb other tests."""
		self.reset()

	def by(self, person: str) -> Client:
		return self.client(person)

	def post(self, doctype: str, person: str = "coordinator", **values) -> Call:
		return partial(self.by(person).post, f"/api/resource/{doctype}", **values)

	def step(self, doc, state: str, person: str = "coordinator", **values) -> Call:
		return partial(self.by(person).put, doc, workflow_state=state, **values)


def more_than_one(doctype: str, **filters) -> str | None:
	found = frappe.get_all(doctype, filters=filters, pluck="name")
	return None if len(found) == 1 else f"{len(found)} of {doctype}: {found}"


def twin(doc, **values):
	"""A copy of a record past its checks, as it could not be saved while the first one is there."""
	made = frappe.copy_doc(doc)
	made.update({**values, "docstatus": 0})
	made.set_new_name(force=True)
	made.db_insert()
	made.db_set("owner", doc.owner)
	for row in made.get_all_children():
		row.update({"parent": made.name, "name": None, "docstatus": 0})
		row.db_insert()
	return frappe.get_doc(made.doctype, made.name)


def person_of(world: factories.World, number: int) -> str:
	"""Return the short name of one of many mentors without a record, made when first asked for."""
	short = f"racer{number}"
	if short not in world.people:
		with as_user("Administrator"):
			world.people[short] = factories.make_user(short, f"Race Nummer{number}", "LAT Mentor")
	return short


class Places(Race):
	invariant = "places"
	number = 100

	def prepare(self):
		user = self.world[person_of(self.world, self.number)]
		with as_user(self.world["coordinator"]):
			self.mentor = factories.active_mentor(user, capacity=1)
		case = factories.case_at("Matching", self.world)
		with as_user(self.world["coordinator"]):
			match = factories.propose(case, self.mentor.name)
		self.matches = [match]
		for _number in range(self.most - 1):
			self.matches.append(twin(match, lat_case=twin(case).name))

	def reset(self):
		for match in self.matches:
			match.db_set({"stage": "Proposed", "workflow_state": "Match proposed"})

	def calls(self, many):
		return [self.step(match, "Match offered") for match in self.matches[:many]]

	def broken(self):
		return more_than_one("LAT Match", mentor=self.mentor.name, stage="Offered")

	def clean(self):
		for match in self.matches:
			match.db_set({"stage": "Declined", "workflow_state": "Match declined"})


class LastPlaceFromTheBoard(Places):
	"""Each coordinator offers a course of their own to the mentor with one place left, from the board."""

	number = 103
	told = "The mentor has 1 of 1 courses"

	def prepare(self):
		user = self.world[person_of(self.world, self.number)]
		with as_user(self.world["coordinator"]):
			self.mentor = factories.active_mentor(user, capacity=1)
		self.coordinators = [f"board_coordinator{number}" for number in range(self.most)]
		municipality = frappe.get_doc("LAT Municipality", HOME)
		for number, short in enumerate(self.coordinators):
			login = factories.make_user(short, f"Tavle Nummer{number}", "LAT Coordinator")
			self.world.people[short] = login
			municipality.append("members", {"user": login, "member_function": "Coordinator"})
		municipality.save()
		case = factories.case_at("Matching", self.world)
		self.cases = [case, *(twin(case) for _number in range(self.most - 1))]

	def reset(self):
		frappe.db.delete("LAT Match", {"mentor": self.mentor.name})

	def calls(self, many):
		return [
			partial(
				self.by(person).post,
				"/api/method/lat_corps.casework.change_of_mentor.offer",
				name=case.name,
				mentor=self.mentor.name,
				conflict_of_interest="None",
			)
			for person, case in list(zip(self.coordinators, self.cases, strict=True))[:many]
		]

	def broken(self):
		return more_than_one("LAT Match", mentor=self.mentor.name)

	def clean(self):
		self.reset()
		logins = [self.world[short] for short in self.coordinators]
		municipality = frappe.get_doc("LAT Municipality", HOME)
		municipality.members = [row for row in municipality.members if row.user not in logins]
		municipality.save()


class OneRecordOfAMentor(Race):
	invariant = "one record of a mentor"

	def prepare(self):
		self.user = self.world[person_of(self.world, 102)]

	def reset(self):
		frappe.db.delete("LAT Mentor", {"user": self.user})

	def calls(self, many):
		return [self.post("LAT Mentor", user=self.user, municipality=HOME, kind="Both")] * many

	def broken(self):
		return more_than_one("LAT Mentor", user=self.user)


class MentorStays(Places):
	"""One takes the mentor out of work while others offer matches."""

	invariant = "mentor stays"
	number = 101

	def prepare(self):
		super().prepare()
		self.mentor.db_set({"capacity": 99, "status_reason": "Barsel."})

	def reset(self):
		super().reset()
		self.mentor.db_set({"stage": "Active", "workflow_state": "Mentor active"})

	def calls(self, many):
		return [self.step(self.mentor, "Mentor paused"), *super().calls(many - 1)]

	def broken(self):
		offered = frappe.get_all("LAT Match", filters={"mentor": self.mentor.name, "stage": "Offered"})
		stage = frappe.db.get_value("LAT Mentor", self.mentor.name, "stage")
		return f"{len(offered)} offers of a mentor who is {stage}" if offered and stage != "Active" else None


class OneApprovedMatch(Race):
	invariant = "one approved match"

	def prepare(self):
		self.case = factories.case_at("Matching", self.world)
		with as_user(self.world["coordinator"]):
			match = factories.propose(self.case, self.world.mentors["mentor"])
		self.matches = [match, *(twin(match) for _number in range(self.most - 1))]

	def reset(self):
		for match in self.matches:
			match.db_set({"stage": "Accepted", "workflow_state": "Match accepted"})

	def calls(self, many):
		return [self.step(match, "Match approved") for match in self.matches[:many]]

	def broken(self):
		if found := more_than_one("LAT Match", lat_case=self.case.name, stage="Approved"):
			return found
		mentor = frappe.db.get_value("LAT Case", self.case.name, "mentor")
		return None if mentor == self.world.mentors["mentor"] else f"the course has the mentor {mentor}"

	def clean(self):
		for match in self.matches:
			match.db_set({"stage": "Declined", "workflow_state": "Match declined"})


class OneOpenOffer(Race):
	invariant = "one open offer of a pair"

	def prepare(self):
		self.case = factories.case_at("Matching", self.world)

	def reset(self):
		frappe.db.delete("LAT Match", {"lat_case": self.case.name})

	def calls(self, many):
		call = self.post("LAT Match", lat_case=self.case.name, mentor=self.world.mentors["second_mentor"])
		return [call] * many

	def broken(self):
		return more_than_one("LAT Match", lat_case=self.case.name)


class MatchOfAnOpenCourse(OneApprovedMatch):
	"""One declines the course while others approve a match of it."""

	invariant = "match of an open course"

	def reset(self):
		super().reset()
		self.case.db_set(
			{"stage": "Matching", "workflow_state": "Course matching", "decline_reason": "Flyttet."}
		)

	def calls(self, many):
		return [self.step(self.case, "Course declined"), *super().calls(many - 1)]

	def broken(self):
		stage = frappe.db.get_value("LAT Case", self.case.name, "stage")
		held = frappe.get_all(
			"LAT Match",
			filters={"lat_case": self.case.name, "stage": ["in", ("Offered", "Accepted", "Approved")]},
		)
		if stage == "Declined":
			return f"{len(held)} matches of a course that is {stage}" if held else None
		return more_than_one("LAT Match", lat_case=self.case.name, stage="Approved")


class OnePlan(OneOpenOffer):
	invariant = "one plan"

	def reset(self):
		frappe.db.delete("LAT Plan", {"lat_case": self.case.name})

	def calls(self, many):
		return [self.post("LAT Plan", lat_case=self.case.name, goals=[{"goal": "En læreplads."}])] * many

	def broken(self):
		return more_than_one("LAT Plan", lat_case=self.case.name)


class OneBriefing(Race):
	invariant = "one briefing"

	def prepare(self):
		self.case = factories.case_at("Active", self.world)
		with factories.as_user(self.world["coordinator"]):
			self.source = factories.write_background(self.case)

	def reset(self):
		frappe.db.delete("LAT Briefing", {"lat_case": self.case.name})

	def calls(self, many):
		facts = [{"fact": "Bliver bange.", "background": self.source.name}]
		return [self.post("LAT Briefing", lat_case=self.case.name, facts=facts)] * many

	def broken(self):
		return more_than_one("LAT Briefing", lat_case=self.case.name)


class OneSheet(OneBriefing):
	invariant = "one sheet"

	def reset(self):
		frappe.db.delete("LAT First Meeting", {"lat_case": self.case.name})

	def calls(self, many):
		return [self.post("LAT First Meeting", lat_case=self.case.name)] * many

	def broken(self):
		return more_than_one("LAT First Meeting", lat_case=self.case.name)


class OneMeasurement(Race):
	invariant = "one measurement"

	def prepare(self):
		self.case = factories.case_at("Active", self.world)

	def reset(self):
		frappe.db.delete("LAT Measurement", {"lat_case": self.case.name})

	def calls(self, many):
		values = {
			"lat_case": self.case.name,
			"instrument": "WHO5-v1",
			"measured_at": "Before",
			"missing_reason": "Ønskede ikke at svare.",
		}
		return [self.post("LAT Measurement", person, **values) for person in self.people(many)]

	def people(self, many: int) -> list[str]:
		return [("mentor", "coordinator")[number % 2] for number in range(many)]

	def broken(self):
		return more_than_one("LAT Measurement", lat_case=self.case.name)

	def clean(self):
		self.reset()
		frappe.db.set_value("LAT Match", {"lat_case": self.case.name}, "stage", "Ended")


class AnImportWritesOnce(Race):
	"""The same file is run by several clicks, and a second file with the same rows beside it."""

	invariant = "an import writes once"

	def prepare(self):
		self.case = course(self.world)

	def reset(self):
		frappe.db.delete("LAT Measurement", {"lat_case": self.case.name})
		with as_user(self.world["coordinator"]):
			self.imports = [upload(csv_of([line(self.case)])) for _number in range(2)]
			for survey in self.imports:
				importing.check(survey)

	def calls(self, many):
		return [
			partial(self.by("coordinator").post, f"{IMPORTS}.run", name=self.imports[number % 2].name)
			for number in range(many)
		]

	def broken(self):
		return more_than_one("LAT Measurement", lat_case=self.case.name)

	def clean(self):
		frappe.db.delete("LAT Measurement", {"lat_case": self.case.name})


class ConsentAndHandover(Race):
	"""One withdraws the consent while others send handovers that rest on it."""

	invariant = "consent and handover"

	def prepare(self):
		self.case = factories.case_at("Assessed", self.world)
		with as_user(self.world["coordinator"]):
			receiver = self.world["caseworker"]
			self.consent = factories.consent_to_handover(self.case, receiver, "Life situation")
			handover = factories.draft_handover(self.case, receiver)
		self.handovers = [handover, *(twin(handover) for _number in range(self.most - 1))]

	def reset(self):
		self.consent.db_set("withdrawn_on", None)
		for handover in self.handovers:
			handover.db_set({"stage": "Draft", "workflow_state": "Handover drafted"})

	def calls(self, many):
		withdraw = partial(self.by("coordinator").put, self.consent, withdrawn_on=today())
		sends = [self.step(handover, "Handover sent") for handover in self.handovers[: many - 1]]
		return [withdraw, *sends]

	def broken(self):
		sent = frappe.get_all("LAT Handover", filters={"lat_case": self.case.name, "stage": "Sent"})
		withdrawn = frappe.db.get_value("LAT Consent", self.consent.name, "withdrawn_on")
		return f"{len(sent)} sent without consent" if sent and withdrawn else None

	def clean(self):
		frappe.db.delete("LAT Handover", {"lat_case": self.case.name})


class OneId(Race):
	invariant = "one id"

	def prepare(self):
		self.case = factories.refer(self.world)

	def reset(self):
		for name in frappe.get_all("LAT Case", filters={"external_id": "RACE-1"}, pluck="name"):
			frappe.db.delete("LAT Case", {"name": name})

	def calls(self, many):
		values = {
			field: str(self.case.get(field))
			for field in (
				"municipality",
				"citizen",
				"course_type",
				"target_group",
				"referral_source",
				"referred_on",
			)
		}
		return [self.post("LAT Case", external_id="RACE-1", **values)] * many

	def broken(self):
		return more_than_one("LAT Case", external_id="RACE-1")


class CoordinatorOfACourse(OneId):
	"""One ends a coordinator's function while others refer courses to that coordinator."""

	invariant = "coordinator of a course"

	def prepare(self):
		super().prepare()
		self.leaving = factories.make_user("racing_coordinator", "Gerda Løbesen", "LAT Coordinator")
		self.world.people["racing_coordinator"] = self.leaving

	def municipality(self):
		return frappe.get_doc("LAT Municipality", HOME)

	def reset(self):
		frappe.db.delete("LAT Case", {"coordinator": self.leaving})
		municipality = self.municipality()
		if self.leaving not in [row.user for row in municipality.members]:
			municipality.append("members", {"user": self.leaving, "member_function": "Coordinator"})
			municipality.save()

	def calls(self, many):
		rows = [row.as_dict(convert_dates_to_str=True) for row in self.municipality().members]
		members = [row for row in rows if row["user"] != self.leaving]
		values = {field: str(self.case.get(field)) for field in ("citizen", "course_type", "referred_on")}
		values |= {"municipality": HOME, "coordinator": self.leaving}
		leave = partial(
			self.by("manager").put, self.municipality(), members=json.loads(json.dumps(members, default=str))
		)
		return [leave, *([self.post("LAT Case", **values)] * (many - 1))]

	def broken(self):
		member = self.leaving in [row.user for row in self.municipality().members]
		courses = frappe.get_all("LAT Case", filters={"coordinator": self.leaving})
		return None if member or not courses else f"{len(courses)} courses of somebody who has left"

	def clean(self):
		frappe.db.delete("LAT Case", {"coordinator": self.leaving})
		municipality = self.municipality()
		municipality.members = [row for row in municipality.members if row.user != self.leaving]
		municipality.save()


class OneDeputyAtATime(Race):
	invariant = "one deputy at a time"

	def reset(self):
		frappe.db.delete("LAT Deputy", {"coordinator": self.world["coordinator"]})

	def calls(self, many):
		return [
			self.post(
				"LAT Deputy",
				("coordinator", "manager")[number % 2],
				municipality=HOME,
				coordinator=self.world["coordinator"],
				deputy=self.world["deputy"],
				from_date=add_days(today(), number % 3),
				to_date=add_days(today(), 9),
			)
			for number in range(many)
		]

	def broken(self):
		return more_than_one("LAT Deputy", coordinator=self.world["coordinator"])


class AskedOnce(Race):
	"""Several mentors are changed at once, and with each save the requests of the municipality follow."""

	invariant = "asked once"
	all_succeed = True

	def prepare(self):
		with as_user(self.world["coordinator"]):
			mentor = factories.active_mentor(self.world[person_of(self.world, 1)])
		self.mentors = [mentor]
		for number in range(2, self.most + 1):
			user = self.world[person_of(self.world, number)]
			self.mentors.append(twin(mentor, user=user))
		self.users = [mentor.user for mentor in self.mentors]

	def reset(self):
		frappe.db.delete("LAT Acknowledgement Request", {"user": ["in", self.users]})
		for mentor in self.mentors:
			mentor.db_set({"kind": "Both", "stage": "Active", "workflow_state": "Mentor active"})

	def calls(self, many):
		return [partial(self.by("coordinator").put, mentor, kind="Mentor") for mentor in self.mentors[:many]]

	def broken(self):
		asked = frappe.get_all(
			"LAT Acknowledgement Request",
			filters={"municipality": HOME, "standing": "Awaiting"},
			fields=["role_description", "user"],
		)
		twice = [
			key
			for key, times in Counter((row.role_description, row.user) for row in asked).items()
			if times > 1
		]
		if twice:
			return f"asked twice: {twice}"
		missed = {*self.users} - {row.user for row in asked}
		return f"not asked: {sorted(missed)}" if missed else None

	def clean(self):
		for mentor in self.mentors:
			frappe.db.delete("LAT Mentor", {"name": mentor.name})
		frappe.db.delete("LAT Acknowledgement Request", {"user": ["in", self.users]})


class OneAcknowledgement(Race):
	invariant = "one acknowledgement"

	def prepare(self):
		self.text = factories.published_description(
			ROLE, HOME, self.world["coordinator"], self.world["manager"]
		)

	def reset(self):
		frappe.db.delete("LAT Role Acknowledgement", {"role_description": self.text})

	def calls(self, many):
		name = frappe.utils.get_fullname(self.world["caseworker"])
		call = partial(
			self.by("caseworker").post, f"{DESCRIPTIONS}.acknowledge", name=self.text, signed_name=name
		)
		return [call] * many

	def broken(self):
		return more_than_one("LAT Role Acknowledgement", role_description=self.text)

	def clean(self):
		for doctype in ("LAT Role Acknowledgement", "LAT Acknowledgement Request"):
			frappe.db.delete(doctype, {"role_description": self.text})
		frappe.db.delete("LAT Role Description", {"role": ROLE, "municipality": HOME})


class OneDraft(OneAcknowledgement):
	invariant = "one draft"

	def reset(self):
		frappe.db.delete("LAT Role Description", {"role": ROLE, "municipality": HOME, "stage": "Draft"})

	def calls(self, many):
		call = partial(
			self.by("coordinator").post, f"{DESCRIPTIONS}.draft_from", name=self.text, municipality=HOME
		)
		return [call] * many

	def broken(self):
		return more_than_one("LAT Role Description", role=ROLE, municipality=HOME, stage="Draft")


class OneTextInForce(OneAcknowledgement):
	invariant = "one text in force"
	all_succeed = True

	def prepare(self):
		text = factories.description_in_review(ROLE, HOME, self.world["coordinator"])
		self.texts = [text, *(twin(text) for _number in range(self.most - 1))]
		self.text = text.name

	def reset(self):
		for text in self.texts:
			text.db_set({"stage": "In Review", "workflow_state": "Text in review", "version_number": 0})

	def calls(self, many):
		return [self.step(text, "Text published", "manager") for text in self.texts[:many]]

	def broken(self):
		filters = {"role": ROLE, "municipality": HOME, "version_number": [">", 0]}
		numbers = frappe.get_all("LAT Role Description", filters=filters, pluck="version_number")
		if len(numbers) != len(set(numbers)):
			return f"numbers given twice: {sorted(numbers)}"
		return more_than_one("LAT Role Description", role=ROLE, municipality=HOME, stage="Published")


class OfALoan(Race):
	stage = "Requested"

	def prepare(self):
		if "lent" not in self.world.mentors or not frappe.db.exists("LAT Mentor", self.world.mentors["lent"]):
			factories.lendable_mentor(self.world, "lent_in_races")
			for kept in (self.world.people, self.world.mentors):
				kept["lent"] = kept["lent_in_races"]
		self.loan = factories.loan_at(self.stage, self.world)

	def clean(self):
		frappe.db.delete("LAT Loan Offer", {"loan": self.loan.name})
		for filters in ({"extends": self.loan.name}, {"name": self.loan.name}):
			frappe.db.delete("LAT Mentor Loan", filters)


class OneOfferOnALoan(OfALoan):
	invariant = "one offer on a loan"
	all_succeed = True

	def reset(self):
		frappe.db.delete("LAT Loan Offer", {"loan": self.loan.name})

	def calls(self, many):
		call = partial(
			self.by("away_coordinator").post,
			f"{LOANS}.choose_mentor",
			loan=self.loan.name,
			mentor=self.world.mentors["lent"],
		)
		return [call] * many

	def broken(self):
		return more_than_one("LAT Loan Offer", loan=self.loan.name)


class OneSignature(OfALoan):
	invariant = "one signature of a side"
	stage = "Offered"

	def reset(self):
		from lat_corps.corps.doctype.lat_mentor_loan.lat_mentor_loan import NO_SIGNATURES

		self.loan.db_set(NO_SIGNATURES)
		frappe.db.delete("Comment", {"reference_name": self.loan.name})

	def calls(self, many):
		name = frappe.utils.get_fullname(self.world["away_coordinator"])
		call = partial(
			self.by("away_coordinator").post, f"{LOANS}.sign", name=self.loan.name, signed_name=name
		)
		return [call] * many

	def broken(self):
		return more_than_one(
			"Comment", reference_name=self.loan.name, comment_type="Info", content=["like", "%Signed%"]
		)


class OneExtension(OfALoan):
	invariant = "one extension"
	stage = "Agreed"

	def reset(self):
		frappe.db.delete("LAT Mentor Loan", {"extends": self.loan.name})

	def calls(self, many):
		return [partial(self.by("coordinator").post, f"{LOANS}.extend", name=self.loan.name)] * many

	def broken(self):
		return more_than_one("LAT Mentor Loan", extends=self.loan.name)


class NumbersOfRecords(Race):
	invariant = "numbers of records"
	all_succeed = True

	def reset(self):
		self.there = frappe.db.count("LAT Citizen")

	def calls(self, many):
		self.many = many
		return [self.post("LAT Citizen", full_name="Mikkel Prøvesen", municipality=HOME)] * many

	def broken(self):
		made = frappe.db.count("LAT Citizen") - self.there
		return None if made == self.many else f"{made} numbers for {self.many} people"


class NumbersOfVersions(Race):
	invariant = "numbers of versions"
	all_succeed = True

	def prepare(self):
		from lat_corps.measurement.instruments import definition_of

		definition = {
			**definition_of(frappe.get_doc("LAT Instrument", "WHO5-v1")),
			"instrument_code": RACED_INSTRUMENT,
		}
		self.first = frappe.get_doc({"doctype": "LAT Instrument", **definition, "enabled": 0}).insert()

	def reset(self):
		for name in frappe.get_all(
			"LAT Instrument", filters={"instrument_code": RACED_INSTRUMENT}, pluck="name"
		):
			if name != self.first.name:
				frappe.delete_doc("LAT Instrument", name, force=True)

	def calls(self, many):
		self.many = many
		call = partial(self.by("administrator").post, f"{INSTRUMENTS}.new_version", name=self.first.name)
		return [call] * many

	def broken(self):
		filters = {"instrument_code": RACED_INSTRUMENT}
		numbers = frappe.get_all("LAT Instrument", filters=filters, pluck="version_number")
		return None if len({*numbers}) == self.many + 1 else f"{sorted(numbers)} for {self.many}"

	def clean(self):
		self.reset()
		frappe.delete_doc("LAT Instrument", self.first.name, force=True)


class OneRequestOfErasure(Race):
	invariant = "one request of erasure"

	def prepare(self):
		self.citizen = factories.make_citizen()

	def reset(self):
		frappe.db.delete("LAT Erasure", {"citizen": self.citizen.name})

	def calls(self, many):
		return [
			self.post(
				"LAT Erasure",
				("coordinator", "manager")[number % 2],
				citizen=self.citizen.name,
				municipality=HOME,
				reason="The citizen's request",
				legal_basis="Databeskyttelsesforordningen artikel 17.",
			)
			for number in range(many)
		]

	def broken(self):
		return more_than_one("LAT Erasure", citizen=self.citizen.name)


class ErasedOnce(Race):
	invariant = "erased once"

	def reset(self):
		case = factories.refer(self.world)
		case.db_set({"stage": "Declined", "workflow_state": "Course declined"})
		with as_user(self.world["coordinator"]):
			self.erasure = factories.request_erasure(frappe.get_doc("LAT Citizen", case.citizen))
		self.case = case

	def carry_out(self, person: str) -> Call:
		return partial(
			self.by(person).post,
			f"{ERASURES}.carry_out",
			name=self.erasure.name,
			confirmation=self.erasure.citizen,
		)

	def calls(self, many):
		return [self.carry_out(("manager", "chief")[number % 2]) for number in range(many)]

	def broken(self):
		erased = frappe.get_doc("LAT Erasure", self.erasure.name)
		if erased.standing == "Carried out" and not erased.counts:
			return "the proof of the erasure counts nothing"
		left = frappe.db.exists("LAT Citizen", self.erasure.citizen)
		return f"the person is there: {left}" if left else None

	def clean(self):
		frappe.db.delete("LAT Erasure", {"name": self.erasure.name})


class ErasedWhole(ErasedOnce):
	"""One carries the erasure out while others go on writing on the course, or refer the person anew."""

	invariant = "erased whole"

	def calls(self, many):
		consent = self.post(
			"LAT Consent",
			lat_case=self.case.name,
			purpose="Taking part in the course",
			given_by="Citizen",
			given_by_name="Mikkel Prøvesen",
			given_on=today(),
			informed=1,
		)
		note = self.post(
			"LAT Background Information",
			lat_case=self.case.name,
			kind="Other knowledge",
			origin="The course",
			legal_basis="Samtykke fra borgeren",
			content="Bor hos sin moster.",
		)
		course = self.post(
			"LAT Case",
			municipality=HOME,
			citizen=self.erasure.citizen,
			course_type="Mentor course",
			referred_on=today(),
		)
		others = [(consent, note, course)[number % 3] for number in range(many - 1)]
		return [self.carry_out("manager"), *others]

	def broken(self):
		there = bool(frappe.db.exists("LAT Citizen", self.erasure.citizen))
		left = [
			name
			for doctype in ("LAT Consent", "LAT Background Information")
			for name in frappe.get_all(doctype, filters={"lat_case": self.case.name}, pluck="name")
		]
		left += frappe.get_all("LAT Case", filters={"citizen": self.erasure.citizen}, pluck="name")
		return f"left of an erased person: {left}" if left and not there else None

	def clean(self):
		super().clean()
		frappe.db.delete("LAT Case", {"citizen": self.erasure.citizen})


class ReportsBesideEachOther(Race):
	"""Nine women in a half-year and six in its first quarter: both together would tell of three."""

	invariant = "reports beside each other"
	periods = ("First half-year", "First quarter")

	def prepare(self):
		self.courses = [
			*(self.refer("2019-02-01", "Woman") for _number in range(6)),
			*(self.refer("2019-05-01", "Woman") for _number in range(3)),
			*(self.refer("2019-05-01", "Man") for _number in range(5)),
		]
		self.reports = [self.draft(self.periods[number % 2]) for number in range(self.most)]

	def refer(self, day: str, gender: str):
		case = factories.refer(self.world, {"gender": gender})
		case.db_set("referred_on", day)
		return case

	def draft(self, period: str):
		with as_user(self.world["coordinator"]):
			values = {"municipality": HOME, "period": period, "year": 2019}
			return frappe.get_doc({"doctype": REPORT, **values}).insert()

	def reset(self):
		frappe.db.delete("LAT Counted Period", {"municipality": HOME})
		for report in self.reports:
			report.db_set({"standing": "Draft", "told": "{}", "question": None, "fingerprint": None})

	def take(self, person: str, step: str, report, **values) -> Call:
		return partial(self.by(person).post, f"{REPORTS}.{step}", name=report.name, **values)

	def calls(self, many):
		return [self.take("coordinator", "send", report) for report in self.reports[:many]]

	def broken(self):
		women = ("Referred", (("Gender", "Woman"),))
		told = {
			(report.period, Figures.of_text(report.told).release.counts.get(women))
			for report in frappe.get_all(
				REPORT, {"municipality": HOME, "standing": "Sent"}, ["period", "told"]
			)
		}
		told = {(period, count) for period, count in told if count is not None}
		return f"three women are told by {sorted(told)}" if len(told) > 1 else None

	def clean(self):
		frappe.db.delete("LAT Counted Period", {"municipality": HOME})
		for report in self.reports:
			frappe.db.delete("LAT Turn", {"reference_name": report.name})
			frappe.db.delete(REPORT, {"name": report.name})
		for case in self.courses:
			frappe.db.delete("LAT Case", {"name": case.name})


class OneAnswerToAReport(ReportsBesideEachOther):
	invariant = "one answer to a report"
	told = "gone another way"

	def prepare(self):
		self.courses = []
		self.reports = [self.draft("The whole year")]
		self.figures = self.reports[0].told

	def reset(self):
		super().reset()
		self.reports[0].db_set({"standing": "Sent", "told": self.figures})

	def calls(self, many):
		(report,) = self.reports
		steps = (
			self.take("manager", "approve", report),
			self.take("chief", "give_back", report, question="Hvorfor?"),
		)
		return [steps[number % 2] for number in range(many)]

	def broken(self):
		report = self.reports[0].reload()
		answers = [name for name in ("question", "fingerprint") if report.get(name)]
		return None if len(answers) == 1 else f"{report.standing} with {answers}"


class ToldOnce(Race):
	invariant = "told once"
	told = "answered already"

	def prepare(self):
		values = {"municipality": HOME, "kind": "Mentor", "period": "Fourth quarter", "year": 2099}
		asked = {"user": self.world["mentor"], "due_on": "2099-12-31"}
		self.request = frappe.new_doc("LAT Experience Request", **values, **asked)
		self.request.db_insert()

	def reset(self):
		self.request.db_set("standing", "Awaiting")
		frappe.db.delete("LAT Experience", {"year": 2099})

	def calls(self, many):
		told = {"matches": "Det hjælper at mødes ude."}
		call = partial(
			self.by("mentor").post, f"{EXPERIENCE}.give", name=self.request.name, told=told, looked=1
		)
		return [call] * many

	def broken(self):
		return more_than_one("LAT Experience", year=2099)

	def clean(self):
		self.reset()
		frappe.db.delete("LAT Experience Request", {"name": self.request.name})


RACES = (
	Places,
	LastPlaceFromTheBoard,
	OneRecordOfAMentor,
	MentorStays,
	OneApprovedMatch,
	OneOpenOffer,
	MatchOfAnOpenCourse,
	OnePlan,
	OneBriefing,
	OneSheet,
	OneMeasurement,
	AnImportWritesOnce,
	ConsentAndHandover,
	OneId,
	CoordinatorOfACourse,
	OneDeputyAtATime,
	AskedOnce,
	OneAcknowledgement,
	OneDraft,
	OneTextInForce,
	OneOfferOnALoan,
	OneSignature,
	OneExtension,
	ReportsBesideEachOther,
	OneAnswerToAReport,
	ToldOnce,
	NumbersOfRecords,
	NumbersOfVersions,
	OneRequestOfErasure,
	ErasedOnce,
	ErasedWhole,
)
