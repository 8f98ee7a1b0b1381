"""One record of every document in each scope, for the matrix: a document is added by one entry in `RECORDS`.

`own` is the record the mentor or caseworker is party to, `same` another one of the same municipality, `other`
one of another municipality. Documents without a municipality have an `own` record alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, today

from lat_corps.casework import learning
from lat_corps.corps import loans
from lat_corps.measurement.doctype.lat_survey_import import lat_survey_import
from lat_corps.permissions.door import refusals
from tests import factories
from tests.factories import AWAY, HOME, World, act, as_user

TENANT = ("municipality", "lat_case", "lending_municipality")


@dataclass
class Scope:
	"""The people of one scope, and its records as they come to be, by document."""

	name: str
	world: World
	municipality: str
	coordinator: str
	mentor: str
	caseworker: str
	records: dict[str, Document] = field(default_factory=dict)

	def login(self, function: str) -> str:
		return self.world[getattr(self, function)]

	@property
	def case(self) -> Document:
		return self.records["LAT Case"].reload()


@dataclass(frozen=True)
class Kind:
	"""How a record comes about, and what keeps a sent copy of its links from ever being saved."""

	make: Callable[[Scope], Document | None]
	unsaveable: dict = field(default_factory=dict)
	throw_away: Callable[[], Document] | None = None


def insert(doctype: str, scope: Scope, by: str = "coordinator", **values) -> Document:
	with as_user(scope.login(by)):
		return frappe.get_doc({"doctype": doctype, **values}).insert()


def of_case(doctype: str, scope: Scope, **values) -> Document:
	return insert(doctype, scope, lat_case=scope.records["LAT Case"].name, **values)


def existing(doctype: str, **filters) -> Document:
	return frappe.get_doc(doctype, frappe.db.get_value(doctype, filters, order_by="creation asc"))


def municipality(scope: Scope) -> Document | None:
	if scope.name == "same":
		return None
	doc = frappe.get_doc("LAT Municipality", scope.municipality)
	doc.append("referral_agreements", {"department": "Familieafdelingen", "how": "Ringer."})
	return doc.save()


def role_of(scope: Scope) -> str:
	return "Parent Coach" if scope.name == "same" else "Mentor"


def description(scope: Scope) -> Document:
	return existing(
		"LAT Role Description", role=role_of(scope), municipality=scope.municipality, stage="Published"
	)


def case(scope: Scope) -> Document:
	case = insert(
		"LAT Case",
		scope,
		municipality=scope.municipality,
		citizen=scope.records["LAT Citizen"].name,
		target_group="Vulnerable to extremism",
		referral_source="Skolen",
	)
	# the server alone writes it, when a closed course is taken up again
	earlier = {"outcome": "Broken off", "closed_on": "2025-12-01", "taken_up_at": "2025-12-15 09:00:00"}
	case.append("earlier_closings", earlier).db_insert()
	case.append("pauses", {"from_date": "2025-12-01", "to_date": "2025-12-08"}).db_insert()
	case.append("last_contacts", {"planned_on": "2026-12-01", "kind": "Meeting", "who": "Mentor"}).db_insert()
	return case.reload()


def citizen(scope: Scope) -> Document:
	with as_user(scope.login("coordinator")):
		return factories.make_citizen(
			scope.municipality, custody_holders=[{"full_name": "Prøve Prøvesen", "relation": "Mor"}]
		)


def consent(scope: Scope) -> Document:
	with as_user(scope.login("coordinator")):
		factories.give_consent(scope.records["LAT Case"])
		factories.consent_to_handover(scope.case, scope.login("caseworker"), "Life situation")
		return factories.give_consent(
			scope.case,
			purpose="Coordination with partners",
			information_types=[{"information_type": "Goals and steps"}],
			partners=[{"partner": "Skolen"}],
		)


def match(scope: Scope) -> Document:
	"""An approved match, and with it the course under way."""
	course, coordinator = scope.case, scope.login("coordinator")
	with as_user(coordinator):
		act(course, "Assess course")
		factories.describe_person(course)
		act(course, "Start matching")
		offered = factories.propose(course, scope.world.mentors[scope.mentor])
		act(offered, "Offer match")
		act(offered, "Accept match", scope.login("mentor"))
		act(offered, "Approve match")
		course.reload()
		act(course, "Prepare course")
		factories.prepare_meeting(course)
		act(course, "Start course")
		course.append("preferences", {"criterion": "Gender", "wish": "Prøve."})
		course.save()
	return offered


def match_weights(scope: Scope) -> Document | None:
	if scope.name == "same":
		return None
	return insert("LAT Match Weights", scope, municipality=scope.municipality, weighs_language=3)


def plan(scope: Scope) -> Document:
	return of_case(
		"LAT Plan",
		scope,
		worries="Søvn.",
		ratings=[{"rated_on": today(), "competence": "LAT-WH-1", "person": 4, "mentor": 6}],
		goals=[{"goal": "Prøve."}],
		steps=[{"step": "Prøve."}],
		notes=[{"heading": "Prøve", "content": "Prøve."}],
	)


def session(scope: Scope) -> Document:
	return insert(
		"LAT Session",
		scope,
		by="mentor",
		lat_case=scope.records["LAT Case"].name,
		kind="Meeting",
		tools=[{"tool": existing("LAT Method Tool", tool_code="SCALE").name}],
	)


def coordination_meeting(scope: Scope) -> Document:
	"""A meeting that the mentor of the course takes part in, with every kind of row."""
	return of_case(
		"LAT Coordination Meeting",
		scope,
		meets_on=today(),
		participants=[
			{"who": "Mentor", "user": scope.login("mentor")},
			{"who": "Alma", "organisation": "Skolen"},
		],
		points=[{"information_type": "Life situation", "content": "Bor alene."}],
		agreements=[{"what": "Ringer.", "responsible": "Alma"}],
	)


def concern(scope: Scope) -> Document:
	course = scope.records["LAT Case"].name
	return insert("LAT Concern", scope, by="mentor", lat_case=course, urgency="This week", words="Søvn.")


def debrief(scope: Scope) -> Document:
	with as_user(scope.login("coordinator")):
		return factories.write_debrief(scope.case)


def learning_note(scope: Scope) -> Document:
	talk = scope.records["LAT Debrief"]
	talk.db_set({"note_title": "Korte møder", "note": "Gå en tur."})
	with as_user(scope.login("coordinator")):
		return frappe.get_doc("LAT Learning Note", learning.release(talk.name, ["Language"], 1))


def released_note() -> Document:
	"""A note without its debrief, as the site keeps it once that has been erased."""
	note = frappe.new_doc("LAT Learning Note", title="Væk", note="Gå en tur.", municipality=HOME)
	note.flags.released = True
	return note.insert()


def management_report(scope: Scope) -> Document:
	report = insert(
		"LAT Management Report", scope, municipality=scope.municipality, period="The whole year", year=2025
	)
	report.db_set("standing", "Sent")
	return report


def measurement(scope: Scope) -> Document:
	return of_case(
		"LAT Measurement",
		scope,
		instrument="WHO5-v1",
		measured_at="Before",
		answers=[{"item_code": f"WHO{number}", "answer": "3"} for number in range(1, 6)],
	)


def handover(scope: Scope) -> Document:
	with as_user(scope.login("coordinator")):
		draft = factories.draft_handover(
			scope.case,
			scope.login("caseworker"),
			("Life situation", "The course", "Bor alene."),
			("Network and family", "The course", "Uden samtykke."),
		)
		return act(draft, "Send handover") if scope.municipality == HOME else draft


def omission(scope: Scope) -> Document | None:
	"""What was left out of a packet that was sent; a draft leaves nothing out yet."""
	packet = scope.records["LAT Handover"].name
	return existing("LAT Handover Omission", handover=packet) if scope.municipality == HOME else None


def disagreement(scope: Scope) -> Document:
	with as_user(scope.login("coordinator")):
		return factories.note_disagreement(scope.case, scope.case)


def background(scope: Scope) -> Document:
	with as_user(scope.login("coordinator")):
		return factories.pass_on(scope.case)


def briefing(scope: Scope) -> Document:
	source = scope.records["LAT Background Information"]
	with as_user(scope.login("coordinator")):
		return factories.write_briefing(scope.case, source=source, passed_on=1)


def case_review(scope: Scope) -> Document:
	with as_user(scope.login("coordinator")):
		return factories.review_course(scope.case, None)


def review(scope: Scope) -> Document:
	with as_user(scope.login("mentor")):
		return factories.review_match(scope.case, "Mentor")


def erasure(scope: Scope) -> Document:
	with as_user(scope.login("coordinator")):
		asked = factories.request_erasure(scope.records["LAT Citizen"])
	count = {"parent": asked.name, "parenttype": "LAT Erasure", "parentfield": "counts", "idx": 1}
	frappe.get_doc({"doctype": "LAT Erasure Count", **count}).db_insert()
	return asked


def kept_figure(scope: Scope) -> Document:
	values = {"name": frappe.generate_hash(length=10), "municipality": scope.municipality, "scores": "{}"}
	figure = frappe.get_doc({"doctype": "LAT Kept Figure", "closed_in": 2020, **values})
	figure.db_insert()
	return figure


def counted_period(scope: Scope) -> Document:
	values = {"municipality": scope.municipality, "year": 2020, "quarters": "[1]", "told": "[]"}
	named = {"doctype": "LAT Counted Period", "name": frappe.generate_hash(length=10)}
	period = frappe.get_doc({**named, **values})
	period.db_insert()
	return period


def national_release(scope: Scope) -> Document:
	values = {"year": 2020, "quarters": "[1]", "members": "[]", "told": "[]", "threshold": 5}
	named = {"doctype": "LAT National Release", "name": frappe.generate_hash(length=10)}
	release = frappe.get_doc({**named, **values})
	release.db_insert()
	return release


def read_log(scope: Scope) -> Document:
	with as_user(scope.login("coordinator")):
		return factories.read_log_line(scope.records["LAT Citizen"])


def refused_request(scope: Scope) -> Document:
	user = scope.login("coordinator")
	refusals.write("frappe.client.get_password", "LAT Citizen", user)
	return existing("LAT Refused Request", user=user, method="frappe.client.get_password")


def loan(scope: Scope) -> Document:
	"""An agreed loan to outside the corps, registered and signed by the lender."""
	world, coordinator = scope.world, scope.coordinator
	frappe.db.set_value("LAT Mentor", world.mentors[scope.mentor], "may_be_lent", 1)
	asked = factories.request_loan(
		world,
		coordinator,
		lending_municipality=scope.municipality,
		borrowing_municipality=None,
		borrower_outside="Øby Kommune",
	)
	factories.choose_mentor(asked, world, scope.mentor, coordinator)
	with as_user(scope.login("coordinator")):
		act(asked, "Offer mentor")
		loans.sign_on_paper(asked.name, "Mette Øby", "Ungechef", today())
		factories.sign_loan(asked, world, coordinator)
		return act(asked, "Agree on loan")


def survey_import(scope: Scope) -> Document:
	with as_user(scope.login("coordinator")):
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": "svar.csv",
				"content": "Deltager-ID;Måletidspunkt;Dato for besvarelse;WHO1;WHO2;WHO3;WHO4;WHO5\n"
				"1;Før;10-01-2023;1;2;3;4;5\n",
				"is_private": 1,
			}
		).insert()
		doc = insert(
			"LAT Survey Import",
			scope,
			municipality=scope.municipality,
			instrument="WHO5-v1",
			survey_file=file.file_url,
		)
		lat_survey_import.check(doc.name)
		return doc.reload()


def import_profile(scope: Scope) -> Document:
	return insert(
		"LAT Import Profile",
		scope,
		title="SurveyXact",
		municipality=scope.municipality,
		instrument="WHO5-v1",
		mapping=[{"header": "Deltager-ID", "column_role": "Case"}],
		codes=[{"header": "WHO1", "written": "aldrig", "meaning": "0"}],
	)


def instrument(scope: Scope) -> Document | None:
	"""One version with every kind of row, the same for all municipalities."""
	if scope.name != "own":
		return None
	if frappe.db.exists("LAT Instrument", {"instrument_code": factories.TRIAL_INSTRUMENT}):
		return existing("LAT Instrument", instrument_code=factories.TRIAL_INSTRUMENT)
	return frappe.get_doc(
		{
			"doctype": "LAT Instrument",
			"instrument_code": factories.TRIAL_INSTRUMENT,
			"version_number": 1,
			"title": "Mod og ro",
			"method": "Sum",
			"multiplier": 1,
			"items": [
				{"item_code": code, "item_label": label, "scale": "Enighed", "subscale": "S"}
				for code, label in (("A", "Mod"), ("B", "Ro"))
			],
			"choices": [
				{"scale": "Enighed", "value": value, "choice_label": label}
				for value, label in ((1, "Nej"), (2, "Lidt"), (3, "Ja"))
			],
			"subscales": [
				{
					"subscale_code": "S",
					"subscale_label": "Styrke",
					"method": "Conversion Table",
					"multiplier": 1,
				}
			],
			"conversion": [{"subscale": "S", "raw": raw, "converted": 10 * raw} for raw in range(2, 7)],
			"cutoffs": [{"upto": 6, "reading": "Samlet"}],
		}
	).insert()


def shared(doctype: str, **filters) -> Callable[[Scope], Document | None]:
	"""A record that belongs to no municipality."""
	return lambda scope: existing(doctype, **filters) if scope.name == "own" else None


def deputy(scope: Scope) -> Document:
	"""The coordinator of the scope is away; in `same` it is another coordinator of the municipality."""
	absent = "chief" if scope.name == "same" else scope.coordinator
	asked = {"municipality": scope.municipality, "coordinator": scope.world[absent]}
	if frappe.db.exists("LAT Deputy", asked):
		return existing("LAT Deputy", **asked)
	return factories.appoint(
		scope.world,
		by="away_manager" if scope.name == "other" else "manager",
		**asked,
		from_date=add_days(today(), 200),
		to_date=add_days(today(), 210),
	)


def experience_request(municipality: str, user: str, due_on: str) -> Document:
	"""What the daily job asks of somebody."""
	values = {"municipality": municipality, "user": user, "kind": "Mentor", "period": "First quarter"}
	request = frappe.new_doc("LAT Experience Request", **values, year=2026, due_on=due_on)
	request.db_insert()
	return request


def experience_told(scope: Scope) -> Document:
	values = {"municipality": scope.municipality, "period": "First quarter", "year": 2026}
	note = frappe.new_doc("LAT Experience", **values, topic="Experience with matches", words="Mød ude.")
	note.update({"open_from": "2026-04-01", "owner": "Administrator"})
	note.db_insert()
	return note


def settings(scope: Scope) -> Document | None:
	"""The settings, with one kind of turn that is told to nobody, and one heading of TPM."""
	if scope.name != "own":
		return None
	doc = frappe.get_doc("LAT Settings")
	doc.append("silent_turns", {"kind": "Loan begun"})
	doc.append("tpm_headings", {"heading": "Netværk"})
	return doc.save()


def guidance(scope: Scope) -> Document:
	return frappe.get_doc(
		{
			"doctype": "LAT Guidance",
			"title": "Pjece",
			"kind": "Working tool",
			"municipality": scope.municipality,
			"link": "https://vejledning.example/pjece",
			"steps": [{"case_stage": "Active"}, {"occasion": "Outreach"}],
		}
	).insert()


def coaching_session(scope: Scope) -> Document:
	talk = insert(
		"LAT Coaching Session",
		scope,
		municipality=scope.municipality,
		form="One mentor",
		held_on=today(),
		participants=[{"mentor": scope.world.mentors[scope.mentor]}],
		courses=[{"lat_case": scope.records["LAT Case"].name}],
		advice=[{"advice": "Prøve.", "asked_leave": 1}],
	)
	# the server alone writes it, for a deputy of another one
	talk.append("readings", {"deputy": scope.login("caseworker"), "reason": "Prøve."}).db_insert()
	return talk.reload()


RECORDS: dict[str, Kind] = {
	"LAT Municipality": Kind(
		municipality,
		throw_away=lambda: factories.make_municipality(f"Væk {frappe.generate_hash(length=6)}", "", []),
	),
	"LAT Mentor": Kind(lambda scope: frappe.get_doc("LAT Mentor", scope.world.mentors[scope.mentor])),
	"LAT Role Description": Kind(description),
	"LAT Role Acknowledgement": Kind(
		lambda scope: existing(
			"LAT Role Acknowledgement", user=scope.login("mentor"), municipality=scope.municipality
		)
	),
	"LAT Acknowledgement Request": Kind(
		lambda scope: existing(
			"LAT Acknowledgement Request", user=scope.login("mentor"), municipality=scope.municipality
		)
	),
	"LAT Citizen": Kind(citizen),
	"LAT Case": Kind(case, unsaveable={"preferences": [{}]}),
	"LAT Consent": Kind(consent),
	"LAT Match": Kind(match),
	"LAT Match Weights": Kind(match_weights, unsaveable={"weighs_age": 99}),
	"LAT Partner": Kind(
		lambda scope: insert(
			"LAT Partner",
			scope,
			municipality=scope.municipality,
			kind="Housing",
			title="Boligkontoret",
			contacts=[{"person_name": "Birk", "phone": "11 22 33 44"}],
		)
	),
	"LAT Partner Effort": Kind(
		lambda scope: of_case(
			"LAT Partner Effort",
			scope,
			partner=scope.records["LAT Partner"].name,
			helps_with="Finder en bolig.",
			contact_name="Birk",
		)
	),
	"LAT Plan": Kind(plan, unsaveable={"goals": [{}]}),
	"LAT Competence": Kind(shared("LAT Competence", slot="1")),
	"LAT Method Tool": Kind(shared("LAT Method Tool", tool_code="SCALE")),
	"LAT Session": Kind(session),
	"LAT Concern": Kind(concern),
	"LAT Coordination Meeting": Kind(coordination_meeting, unsaveable={"points": [{}]}),
	"LAT Dilemma": Kind(lambda scope: of_case("LAT Dilemma", scope, kind="Dilemma", words="Søvn.")),
	"LAT Debrief": Kind(debrief, unsaveable={"participants": []}),
	"LAT Learning Note": Kind(learning_note, throw_away=released_note),
	"LAT Progression": Kind(lambda scope: of_case("LAT Progression", scope, rating=4)),
	"LAT Measurement": Kind(measurement),
	"LAT Reflection": Kind(
		lambda scope: of_case("LAT Reflection", scope, about="Progression", movement="Det går frem."),
	),
	"LAT Handover": Kind(handover, unsaveable={"lines": [{}]}),
	"LAT Handover Omission": Kind(omission),
	"LAT Background Information": Kind(background),
	"LAT Disagreement": Kind(disagreement),
	"LAT Briefing": Kind(briefing, unsaveable={"facts": [{}]}),
	"LAT Case Review": Kind(case_review, unsaveable={"held_on": "2001-01-01"}),
	"LAT Match Review": Kind(review, unsaveable={"voice": "Mentor"}),
	"LAT First Meeting": Kind(
		lambda scope: existing("LAT First Meeting", lat_case=scope.records["LAT Case"].name)
	),
	"LAT Erasure": Kind(erasure),
	"LAT Kept Figure": Kind(kept_figure),
	"LAT Counted Period": Kind(counted_period),
	"LAT National Release": Kind(national_release),
	"LAT Read Log": Kind(read_log),
	"LAT Refused Request": Kind(refused_request),
	"LAT Mentor Loan": Kind(loan),
	"LAT Loan Offer": Kind(
		lambda scope: existing("LAT Loan Offer", loan=scope.records["LAT Mentor Loan"].name)
	),
	"LAT Deputy": Kind(deputy),
	"LAT Turn": Kind(
		lambda scope: existing(
			"LAT Turn", user=scope.login("mentor"), lat_case=scope.records["LAT Case"].name
		)
	),
	"LAT Turn Mail": Kind(lambda scope: insert("LAT Turn Mail", scope, by="mentor")),
	"LAT Survey Import": Kind(survey_import),
	"LAT Import Profile": Kind(
		import_profile,
		throw_away=lambda: frappe.get_doc(
			{
				"doctype": "LAT Import Profile",
				"title": "Enalyzer",
				"municipality": HOME,
				"instrument": "WHO5-v1",
				"mapping": [{"header": "Deltager-ID", "column_role": "Case"}],
			}
		).insert(),
	),
	"LAT Instrument": Kind(instrument),
	"LAT Conversation Card": Kind(
		lambda scope: insert(
			"LAT Conversation Card",
			scope,
			municipality=scope.municipality,
			title="Kort",
			kind="Goals",
			questions=[{"section": "Mål", "question": "Hvad håber du?"}],
		),
		unsaveable={"kind": "Goals"},
	),
	"LAT Coaching Session": Kind(coaching_session),
	"LAT Corps Meeting": Kind(
		lambda scope: insert(
			"LAT Corps Meeting",
			scope,
			municipality=scope.municipality,
			kind="Local meeting",
			title="Møde",
			planned_on=f"{today()} 09:00:00",
		)
	),
	"LAT Guidance": Kind(guidance),
	"LAT Outreach": Kind(
		lambda scope: insert(
			"LAT Outreach",
			scope,
			municipality=scope.municipality,
			kind="Leaflets handed out",
			with_whom="Biblioteket",
			number=30,
		)
	),
	"LAT Management Report": Kind(management_report),
	"LAT Experience": Kind(experience_told),
	"LAT Experience Request": Kind(
		lambda scope: experience_request(scope.municipality, scope.login("mentor"), add_days(today(), 9))
	),
	"LAT Training": Kind(
		lambda scope: insert(
			"LAT Training",
			scope,
			municipality=scope.municipality,
			user=scope.login("mentor"),
			kind="Refresher",
			title="Genopfriskning",
			taken_on=today(),
		)
	),
	"LAT Shipped Record": Kind(shared("LAT Shipped Record", document_type="Workflow")),
	"LAT Settings": Kind(settings),
}
"""In an order in which one can be made after the other."""


def make_records(world: World) -> dict[str, Scope]:
	"""Make every record of the three scopes and return them by scope."""
	scopes = (
		Scope("own", world, HOME, "coordinator", "mentor", "caseworker"),
		Scope("same", world, HOME, "coordinator", "second_mentor", "other_caseworker"),
		Scope("other", world, AWAY, "away_coordinator", "away_mentor", "away_manager"),
	)
	for scope in scopes:
		for doctype, kind in RECORDS.items():
			if doc := kind.make(scope):
				scope.records[doctype] = doc
		for doc in scope.records.values():
			doc.reload()
	return {scope.name: scope for scope in scopes}


def unsaveable_copy(doc: Document) -> dict:
	"""What a person would send to create a record like `doc`: its scope, but never all that it must have."""
	links = {
		df.fieldname: doc.get(df.fieldname)
		for df in doc.meta.fields
		if df.fieldtype == "Link" and (df.reqd or df.fieldname in TENANT)
	}
	return {**links, **RECORDS[doc.doctype].unsaveable}
