"""A course from referral to under way, each step by the person whose step it is (R24 to R51, R90, R94)."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days

from lat_corps.casework.facts import passed_on
from lat_corps.days import danish_today
from lat_corps.domain.background import COORDINATOR_AND_MENTOR, has_run_out, information_type
from lat_corps.domain.consent import BRIEFING, COURSE, CUSTODY_HOLDER, SELF_REPORT

from .corps import acknowledge_role, coordinator_of, describe_role
from .log import keep_log
from .plans import write_plan
from .story import Story
from .words import spoken, word, words
from .workbooks import Row

WHO5 = "WHO5-v1"
WHO5_COLUMNS = ("Godt humør", "Ro", "Energi", "Udhvilet", "Interesse i hverdagen")
UNDER_WAY = ("Forløb i gang", "Afslutning", "Lukket", "Genåbnet")
NEW_TEXT_BEFORE_START_OF = "FJ-13"
"""The course that was ready to start when its municipality got a new text for its mentors."""


def begin(story: Story) -> None:
	"""Take every course as far as it gets before anything is closed."""
	rows = story.data.referrals["Henvisninger"]
	for number, row in enumerate(rows, start=1):
		begin_course(story, row)
		name = story.courses[row["Id"]]
		stage, course_type = frappe.db.get_value("LAT Case", name, ["stage", "course_type"])
		story.say(f"[{number:2}/{len(rows)}] {name}  {row['Kommune']:<9} {_(course_type)}: {_(stage)}")


def begin_course(story: Story, row: Row) -> None:
	course_id, upto = row["Id"], row["Når til"]
	refer(story, row)
	with story.as_person(coordinator_of(story, row["Kommune"])):
		name = story.courses[course_id]
		if row["Afvist fordi"]:
			story.save("LAT Case", name, decline_reason=row["Afvist fordi"])
			story.act("LAT Case", name, "Decline course")
			return
		if upto == "Henvist":
			return
		consent_to_course(story, row)
		story.act("LAT Case", name, "Assess course")
		if upto == "Visiteret":
			return
		describe_person(story, row)
		story.act("LAT Case", name, "Start matching")
	for match in story.data.of_course("Match", course_id):
		if try_match(story, row, match):
			prepare(story, row, match)
			if upto in UNDER_WAY:
				start(story, row, match)


def refer(story: Story, row: Row) -> None:
	with story.as_person(coordinator_of(story, row["Kommune"])):
		citizen = story.insert(
			{
				"doctype": "LAT Citizen",
				"full_name": row["Borger"],
				"municipality": row["Kommune"],
				"birth_date": row["Født"],
				"gender": word(row["Køn"]),
				"phone": row["Telefon"],
				"reach": row["Kontakt"],
				"languages": spoken(row["Sprog"]),
				"custody_holders": [_custody_holder(row)] if row["Forældremyndighed"] else [],
			}
		)
		case = story.insert(
			{
				"doctype": "LAT Case",
				"municipality": row["Kommune"],
				"citizen": citizen.name,
				"external_id": row["Id"],
				"course_type": word(row["Forløbstype"]),
				"target_group": word(row["Målgruppe"]),
				"referred_on": row["Henvist den"],
				"referral_source": row["Afdeling"],
				"referral_agreement": frappe.db.get_value(
					"LAT Outreach", {"municipality": row["Kommune"], "called": row["Afdeling"]}
				),
				"referred_by": row["Henvist af"],
				"referral_reason": row["Årsag"],
				"caseworker": row["Sagsbehandler"],
				"interpreter": row["Tolk"],
			}
		)
	story.courses[row["Id"]] = case.name


def _custody_holder(row: Row) -> dict:
	name, _bracket, relation = row["Forældremyndighed"].partition(" (")
	return {"full_name": name, "relation": relation.rstrip(")")}


def consent_to_course(story: Story, row: Row, **values: object) -> None:
	for purpose in (COURSE, SELF_REPORT):
		take_consents(story, row, purpose, **values)


def take_consents(story: Story, row: Row, purpose: str, **values: object) -> None:
	"""Consent from those whose consent the person's age asks for (N4)."""
	for giver in words(row["Samtykke fra"]):
		story.insert(
			{
				"doctype": "LAT Consent",
				"lat_case": story.courses[row["Id"]],
				"purpose": purpose,
				"given_by": giver,
				"given_by_name": _custody_holder(row)["full_name"]
				if giver == CUSTODY_HOLDER
				else row["Borger"],
				"given_on": row["Henvist den"],
				"informed": 1,
				**values,
			}
		)


def describe_person(story: Story, row: Row) -> None:
	story.save(
		"LAT Case",
		story.courses[row["Id"]],
		challenges=row["Udfordringer"],
		wishes=row["Ønsker"],
		dreams=row["Drømme"],
		preferences_asked=row["Spurgt til ønsker"] == "ja",
		preferences=[
			{"criterion": word(wish["Om"]), "wish": wish["Ønske"]}
			for wish in story.data.of_course("Ønsker til match", row["Id"])
		],
	)


def try_match(story: Story, row: Row, match: Row) -> bool:
	"""Propose, judge and offer a match; return whether the mentor has accepted and it is approved."""
	coordinator, mentor = coordinator_of(story, row["Kommune"]), match["Mentor"]
	with story.as_person(coordinator):
		name = propose(story, row, match)
		if match["Svar"] == "Kan ikke tilbydes":
			offer_in_vain(story, coordinator, name)
			return False
		story.act("LAT Match", name, "Offer match")
	if match["Svar"] == "Venter":
		return False
	with story.as_person(mentor):
		if match["Svar"] == "Nej":
			story.save("LAT Match", name, decline_reason=match["Bemærkning"])
			story.act("LAT Match", name, "Decline match")
			return False
		story.act("LAT Match", name, "Accept match")
	with story.as_person(coordinator):
		story.act("LAT Match", name, "Approve match")
		story.act("LAT Case", story.courses[row["Id"]], "Prepare course")
	return True


def propose(story: Story, row: Row, match: Row) -> str:
	"""The app sets both sides beside each other; the coordinator judges and writes why (R26 to R36)."""
	proposal = story.insert(
		{
			"doctype": "LAT Match",
			"lat_case": story.courses[row["Id"]],
			"mentor": story.mentors[match["Mentor"]],
			"conflict_of_interest": "None",
			"rationale": match["Hvorfor"],
		}
	)
	for criterion in proposal.criteria:
		if criterion.stated and criterion.criterion == word(match["Afvigelse om"]):
			criterion.update({"fit": "Partly met", "reason": match["Afvigelse"]})
		elif criterion.stated:
			criterion.fit = "Met"
	return story.save("LAT Match", proposal.name, criteria=proposal.criteria).name


def offer_in_vain(story: Story, coordinator: str, name: str) -> None:
	story.refused(
		_("A match is offered to a mentor who has no room for it and shares no language with the person"),
		coordinator,
		("R35", "R30"),
		lambda: story.act("LAT Match", name, "Offer match"),
	)
	story.save("LAT Match", name, decline_reason=_("No room and no shared language."))
	story.act("LAT Match", name, "Decline match")


def prepare(story: Story, row: Row, match: Row) -> None:
	"""First meeting, what the mentor needs to know, and the before measurement (R39 to R51, R90)."""
	name = story.courses[row["Id"]]
	topics = {topic["Emne"]: topic for topic in story.data.of_course("Forberedelse", row["Id"])}
	if not topics:
		return
	if row["Id"] == NEW_TEXT_BEFORE_START_OF:
		start_on_an_old_text(story, row)
	knowledge = story.data.of_course("Viden", row["Id"])
	measured = story.data.first("Førmåling i hånden", row["Id"])
	with story.as_person(coordinator_of(story, row["Kommune"])):
		if not frappe.db.exists("LAT Background Information", {"lat_case": name}):
			pass_on(story, row, knowledge)
		known = bool(passed_on(name))
		story.save(
			"LAT Case",
			name,
			nothing_to_pass_on=not known,
			before_deferred_reason="" if measured else _("Answered in the survey system; fetched by import."),
			before_deferred_until=None if measured else add_days(row["Begyndt den"], 30),
		)
	with story.as_person(match["Mentor"]):
		fill_in_sheet(story, name, {word(danish): topic for danish, topic in topics.items()})
		story.save("LAT Case", name, knowledge_confirmed=int(known))
		if measured:
			enter_before(story, name, measured)


def fill_in_sheet(story: Story, course: str, topics: dict[str, Row]) -> None:
	"""The sheet of the match that carries the course, as coordinator and mentor have talked it through."""
	match = frappe.db.get_value("LAT Match", {"lat_case": course, "stage": "Approved"})
	sheet = frappe.get_doc("LAT First Meeting", {"lat_match": match})
	for line in sheet.topics:
		topic = topics[line.topic]
		line.answer, line.skip_reason = topic["Svar"], topic["Sprunget over fordi"]
		line.skipped = bool(line.skip_reason)
	story.save("LAT First Meeting", sheet.name, topics=sheet.topics)


def pass_on(story: Story, row: Row, knowledge: list[Row]) -> None:
	"""What is known from elsewhere: what the mentor needs is passed on, the rest stays (R37 to R43)."""
	sources = {source["Slags"]: source for source in story.data.background["Hvor viden kommer fra"]}
	kept = [part for part in story.data.background["Kun koordinator"] if part["Id"] == row["Id"]]
	kinds = dict.fromkeys(information_type(word(part["Slags"])) for part in (*knowledge, *kept))
	if kinds:
		take_consents(story, row, BRIEFING, information_types=[{"information_type": kind} for kind in kinds])
	for part in knowledge:
		write_background(
			story,
			row,
			{**sources[part["Slags"]], **part, "Modtaget": row["Henvist den"], "Udløber": None},
			audience=COORDINATOR_AND_MENTOR,
		)
	for part in kept:
		source = write_background(story, row, part)
		if not has_run_out(source.expires_on, danish_today()):
			brief(story, row, source)


def brief(story: Story, row: Row, source: Document) -> None:
	"""A fact is passed on, while the document that it comes from stays with the coordinator."""
	fact = _("Meetings are held in daylight, and where other people are about.")
	story.insert(
		{
			"doctype": "LAT Briefing",
			"lat_case": story.courses[row["Id"]],
			"facts": [{"fact": fact, "background": source.name}],
			"passed_on": 1,
		}
	)


def write_background(story: Story, row: Row, part: Row, **values: str) -> Document:
	return story.insert(
		{
			"doctype": "LAT Background Information",
			"lat_case": story.courses[row["Id"]],
			"kind": word(part["Slags"]),
			"origin": word(part["Kommer fra"]),
			"legal_basis": part["Retsgrundlag"],
			"allowed_use": part["Må bruges til"],
			"received_on": part["Modtaget"],
			"expires_on": part["Udløber"],
			"content": part["Indhold"],
			**values,
		}
	)


def start_on_an_old_text(story: Story, row: Row) -> None:
	"""A new text is published while a course is being prepared: nobody starts on the old one (R16)."""
	municipality, coordinator = row["Kommune"], coordinator_of(story, row["Kommune"])
	describe_role(story, municipality, "Mentor", version=2)
	story.refused(
		_("A course is started unprepared, and with a mentor who has not signed the new role description"),
		coordinator,
		("R16", "R44", "R39", "R90"),
		lambda: story.act("LAT Case", story.courses[row["Id"]], "Start course"),
	)
	acknowledge_role(story, municipality, "Mentor")


def enter_before(story: Story, case: str, measured: Row) -> None:
	items = [item.item_code for item in frappe.get_doc("LAT Instrument", WHO5).items]
	story.insert(
		{
			"doctype": "LAT Measurement",
			"lat_case": case,
			"instrument": WHO5,
			"measured_at": "Before",
			"measured_on": measured["Dato"],
			"answers": [
				{"item_code": code, "answer": str(measured[column])}
				for code, column in zip(items, WHO5_COLUMNS, strict=True)
			],
		}
	)


def start(story: Story, row: Row, match: Row) -> None:
	"""The course runs: plan, steps and the person's own ratings, until the match ends or the data do."""
	name, coordinator = story.courses[row["Id"]], coordinator_of(story, row["Kommune"])
	with story.as_person(coordinator):
		if not frappe.get_doc("LAT Case", name).opened_on:
			story.save("LAT Case", name, opened_on=row["Begyndt den"])
		story.act("LAT Case", name, "Start course")
	with story.as_person(match["Mentor"]):
		write_plan(story, row)
		closing = story.data.first("Afslutning", row["Id"])
		until = match["Slut den"] or (closing and closing["Lukket den"])
		rate(story, row, until)
		keep_log(story, row, until)
	if match["Slut fordi"]:
		with story.as_person(coordinator):
			ended = frappe.get_list(
				"LAT Match",
				filters={"lat_case": name, "stage": "Approved"},
				pluck="name",
				order_by="name asc",
			)[0]
			story.save("LAT Match", ended, end_reason=match["Slut fordi"])
			story.act("LAT Match", ended, "End match")
			story.act("LAT Case", name, "Match anew")


def rate(story: Story, row: Row, until: object = None) -> None:
	"""The person rates the grip on life, and the mentor writes it down, up to a day and only once (R94)."""
	name = story.courses[row["Id"]]
	rated = {
		str(day) for day in frappe.get_list("LAT Progression", filters={"lat_case": name}, pluck="rated_on")
	}
	for rating in story.data.of_course("Progression", row["Id"]):
		if str(rating["Dato"]) in rated or (until and rating["Dato"] > until):
			continue
		story.insert(
			{
				"doctype": "LAT Progression",
				"lat_case": name,
				"rated_on": rating["Dato"],
				"rating": rating["Vurdering"],
				"rated_by": "Parent or relative" if word(row["Forløbstype"]) != "Mentor course" else "Mentee",
				"why_not_lower": rating["Hvorfor ikke lavere"],
				"one_step_up": rating["Et trin op"],
			}
		)
