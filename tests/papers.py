"""A course that fills its papers, and one of which hardly anything is known: prints are looked at on both."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, add_months, today

from lat_corps.casework.doctype.lat_handover.lat_handover import fetch_from_course
from tests import factories
from tests.factories import act, as_user

ARABIC = "أمينة عبد الرحمن الحسيني"
SOMALI = "Xaliimo Cabdiraxmaan Maxamed"
POLISH = "Wojciech Świętosław Brzęczyszczykiewicz"
LONGEST = "Ungdomsuddannelsesvejledningscenterets beskæftigelsesindsatskoordinator"

GOALS = (
	"At finde en læreplads som elektriker hos en mester, hvor der er tid til at spørge",
	"At sove om natten og være oppe til første time, også når der har været ballade derhjemme",
	f"At kunne sige fra over for de gamle venner, uden at {SOMALI} bliver bange for, hvad der så sker",
	"At komme i gang med svømning igen",
	f"At tale med {ARABIC} om det, der skete sidste sommer",
	"At få styr på gælden sammen med kommunens økonomi- og gældsrådgivning på Nørrebrogade",
	"At have en voksen at ringe til, når det hele er ved at vælte, også om aftenen og i weekenden",
	"At blive i klubben på Æblevangen mindst to eftermiddage om ugen",
)

SAID = (
	"Vi gik en lang tur langs åen og talte om, hvordan det er at være den ældste af fem. Det fylder meget, "
	"at der altid er nogen, som regner med én. Vi aftalte, at næste skridt er at fortælle det derhjemme, og "
	"at vi øver det sammen først."
)

OTHERS = ("klubben", "mor", "vejlederen", LONGEST.lower())

TALKS = (
	SAID,
	"Hun tog selv ordet på mødet og sagde, hvad hun ville. Bagefter var hun stolt og lidt træt.",
	"Vi ringede til vejlederen sammen. Hun stillede selv to spørgsmål, og nu har hun en tid på tirsdag, hvor "
	"hun vil høre mere om prøveugerne og om løn.",
)

KINDS = (
	"Goals and steps",
	"Documentation of development",
	"Wellbeing and life mastery",
	"Network and family",
	"Life situation",
)


def long_course(world, name: str = ARABIC):
	"""A course in closing with eight goals, sixty talks, twelve ratings, two wheels and three reviews."""
	person = {
		"full_name": name,
		"phone": "+4520123456",
		"reach": "Ring helst efter skole; sms virker bedst i ramadanen.",
	}
	case = factories.case_brought_to("Active", world, citizen=person)
	with as_user(world["coordinator"]):
		_make_young(case)
	with as_user(world["mentor"]):
		plan = factories.write_plan(
			case,
			worries=SAID,
			working_well=f"{SAID}\n{LONGEST} hjælper til.",
			wishes="En hverdag, hvor der er ro.",
			mentor_working_well=SAID,
			goals=[
				{
					"goal": goal,
					"competence": f"LAT-WH-{place}",
					"specific": SAID,
					"sign": "Møder til tiden fem dage i træk, og siger selv til, når det ikke går.",
					"within_reach": "Der er allerede en aftale med mesteren om to prøveuger.",
					"matters": "Det er det første, der er valgt uden at spørge andre.",
					"progress": ("Reached", "Under way", "Not started", "Let go")[place % 4],
					"reached_on": today() if place % 4 == 0 else None,
				}
				for place, goal in enumerate(GOALS, 1)
			],
			steps=[
				{
					"step": f"Tale med {OTHERS[place % 4]} om: {goal[3:40]}",
					"responsible": (name, SOMALI, POLISH, "Mentor")[place % 4],
					"due_on": add_days(today(), place * 7),
					"done_on": today() if place % 3 == 0 else None,
				}
				for place, goal in enumerate(GOALS)
			],
			notes=[{"heading": f"Værdi {place}", "content": TALKS[place % 3]} for place in range(1, 6)],
		)
		rows = [*plan.goals, *plan.steps]
		for number in range(60):
			frappe.get_doc(
				{
					"doctype": "LAT Session",
					"lat_case": case.name,
					"held_on": add_days(today(), -number),
					"kind": "Meeting",
					"minutes": 60,
					"plan_row": rows[number % len(rows)].name,
					"worked_on": f"Vi øvede os på samtalen med {SOMALI}.",
					"went_well": TALKS[number % 3] if number % 5 else f"{name} tog selv ordet.",
				}
			).insert()
		for number in range(12):
			frappe.get_doc(
				{
					"doctype": "LAT Progression",
					"lat_case": case.name,
					"rated_on": add_days(today(), 14 * (number - 11)),
					"rating": 3 + number % 7,
					"why_not_lower": SAID,
					"one_step_up": "At sove hele natten.",
				}
			).insert()
	with as_user(world["coordinator"]):
		factories.measure(case, "Before", 2)
		for _number in range(3):
			factories.review_course(case, "Adjust", decided_words=TALKS[2], citizens_words=TALKS[1])
		case.reload()
	factories.choose_outcome(case, world, "Goals reached")
	act(case, "Begin closing", world["coordinator"])
	with as_user(world["mentor"]):
		case.reload()
		case.update(
			{
				"looking_back": f"{SAID}\n{TALKS[1]}",
				"support": f"{SOMALI}, {POLISH}, og {LONGEST}.",
				"relapse_agreement": f"{SAID}\nRinger til {ARABIC}.\n{SAID}",
				"comes_instead": "Støtte i jobcentret.",
			}
		)
		for week in range(6):
			case.append(
				"last_contacts",
				{
					"planned_on": add_days(today(), 7 * week),
					"kind": "Phone call",
					"who": (name, SOMALI)[week % 2],
				},
			)
		case.save()
	return case.reload()


def _make_young(case) -> None:
	"""Let the person of a course be 16, with two who have custody and have consented as well."""
	citizen = frappe.get_doc("LAT Citizen", case.citizen)
	citizen.birth_date = add_months(today(), -12 * 16 - 5)
	citizen.extend(
		"custody_holders",
		[{"full_name": POLISH, "relation": "Stedfar"}, {"full_name": SOMALI, "relation": "Mor"}],
	)
	citizen.save()
	factories.give_consent(case, given_by="Custody holder", given_by_name=POLISH)


def bare_course(world):
	"""A course in closing of which nothing is told but its beginning and one goal."""
	case = factories.case_brought_to("Closing", world, citizen={"full_name": SOMALI})
	with as_user(world["mentor"]):
		frappe.get_doc(
			{"doctype": "LAT Plan", "lat_case": case.name, "goals": [{"goal": "Eget værelse."}]}
		).insert()
	return case


def handover_of(case, world, *lines: tuple[str, str, str]):
	"""A draft of everything that the course proposes, read with the person."""
	with as_user(world["coordinator"]):
		handover = factories.draft_handover(case, world["caseworker"], *lines)
		fetch_from_course(handover.name)
		factories.read_with_person(handover)
		factories.consent_to_handover(case, world["caseworker"], *KINDS)
		factories.consent_to_handover(
			case, world["caseworker"], *KINDS, given_by="Custody holder", given_by_name=POLISH
		)
	return handover


def sent_handover(case, world, *lines):
	return act(handover_of(case, world, *lines), "Send handover", world["coordinator"])


def long_debrief(case, world):
	with as_user(world["coordinator"]):
		factories.give_consent(case, "Debrief")
		factories.give_consent(case, "Debrief", "Custody holder", given_by_name=SOMALI)
		return factories.write_debrief(
			case,
			stays=SAID,
			person=f"{SAID}\n{SAID}",
			surprise=SAID,
			others=SAID,
			otherwise=SAID,
			participants=[
				{"part": "Mentor or parent coach"},
				{"part": "Coordinator"},
				{"part": "Caseworker", "function": LONGEST},
				{"part": "Somebody else", "function": f"Svømmetræner ({POLISH})"},
			],
			tasks=[
				{
					"who": f"{who}",
					"what": SAID,
					"responsible": world["coordinator"],
					"due_on": add_days(today(), 14),
				}
				for who in (POLISH, SOMALI, ARABIC, LONGEST, "Klubben", "Læreren", "Jobcentret")
			],
		)


def bare_debrief(case, world):
	with as_user(world["coordinator"]):
		return factories.write_debrief(case, tasks=[], nobody_else=1)


def taken_back(case, world):
	"""A consent to pass on to a partner, taken back with its reason."""
	with as_user(world["coordinator"]):
		consent = factories.consent_to_pass_on(
			case, "Life situation", given_by_name=case_name(case), explained=f"{SAID}\n{SAID}"
		)
		consent.update({"withdrawn_on": today(), "withdrawal_note": f"{ARABIC} ønsker det ikke længere."})
		consent.save()
	return consent


def case_name(case) -> str:
	return frappe.db.get_value("LAT Citizen", case.citizen, "full_name")
