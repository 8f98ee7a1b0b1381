"""Around the courses: agreements on referral, library, outreach, meetings with partners (R17, R24, R55)."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import add_days

from lat_corps.casework import coordination
from lat_corps.casework.facts import givers_for
from lat_corps.days import danish_today
from lat_corps.domain.consent import COORDINATION
from lat_corps.domain.coordination import GOALS_AND_STEPS
from lat_corps.domain.efforts import IN_PLACE

from .corps import coordinator_of, municipalities, people
from .story import Story

LIBRARY = (
	("Om metoden", "Good advice", "1", "", ("Active",), ()),
	("Til mentorer", "Working tool", "2", "Mentor course", ("Active",), ()),
	("Til forældrecoaches", "Working tool", "3", "Parent-coach course", ("Active",), ()),
	("Til koordinatorer", "Good advice", "4", "", ("Matching",), ("Coaching", "Coordination meeting")),
	("Til kommunen om at komme i gang", "Good advice", "5", "", (), ("Outreach",)),
	("Til de unge", "Working tool", "6", "Mentor course", ("Preparing",), ()),
	("Pjece om indsatsen til samarbejdspartnere", "Working tool", "", "", ("Assessed",), ("Outreach",)),
)
OUTREACH = (
	("Talk", 150, "Ungdomsskolen", 24),
	("Leaflets handed out", 120, "Biblioteket", 60),
	("Infohus meeting", 95, "", 7),
	("Talk", 40, "Jobcentret", 15),
)
GOAL = "At fritidsjobbet holder, og at skolen bliver passet."
TOGETHER = "Alle ved nu, hvem der gør hvad. Vi ringer til hinanden, før nogen ændrer en aftale."
AGREED = (
	("Finder en praktikplads i nærheden.", 40, True),
	("Ringer til vejlederen, når skemaet er klar.", 12, False),
)


def agree(story: Story) -> None:
	"""Each coordinator writes down what was agreed with the departments on who refers, and how (R24)."""
	for row in story.data.corps["Henvisningsaftaler"]:
		with story.as_person(coordinator_of(story, row["Kommune"])):
			story.insert(
				{
					"doctype": "LAT Outreach",
					"municipality": row["Kommune"],
					"kind": "Agreement on referral",
					"held_on": row["Aftalt den"],
					"with_whom": row["Afdeling"],
					"who_may_refer": "Alle medarbejdere i afdelingen.",
					"way": row["Hvordan"],
				}
			)


def coordinate(story: Story) -> None:
	"""Fill the library, note the outreach of the year, and gather the partners of a course in each place."""
	with story.as_person(people(story, "Administrator")[0]):
		for title, kind, part, course_type, stages, occasions in LIBRARY:
			story.insert(
				{
					"doctype": "LAT Guidance",
					"title": title,
					"kind": kind,
					"part": part,
					"link": "https://vejledning.example.org/",
					"course_type": course_type,
					"steps": [
						*({"case_stage": stage} for stage in stages),
						*({"occasion": occasion} for occasion in occasions),
					],
				}
			)
	met = 0
	for municipality in municipalities(story):
		with story.as_person(coordinator_of(story, municipality)):
			_make_known(story, municipality)
			met += _meet(story, municipality)
	story.say(_("{0} meetings with partners, and what made the effort known.").format(met))


def _make_known(story: Story, municipality: str) -> None:
	for kind, days, with_whom, number in OUTREACH:
		story.insert(
			{
				"doctype": "LAT Outreach",
				"municipality": municipality,
				"kind": kind,
				"held_on": add_days(danish_today(), -days),
				"with_whom": with_whom,
				"number": number,
			}
		)


def _meet(story: Story, municipality: str) -> int:
	"""One meeting is held and its minutes closed by consent, the next one is planned."""
	helped = frappe.get_all("LAT Partner Effort", {"status": ["in", IN_PLACE]}, pluck="lat_case")
	active = {"municipality": municipality, "stage": "Active", "mentor": ["is", "set"]}
	name = frappe.db.get_value("LAT Case", {**active, "name": ["in", helped]}, "name", order_by="name asc")
	people = coordination.invited(frappe.get_doc("LAT Case", name))
	partners = [person for person in people if person.get("organisation")]
	for giver in givers_for(frappe.db.get_value("LAT Case", name, "citizen")):
		story.insert(
			{
				"doctype": "LAT Consent",
				"lat_case": name,
				"purpose": COORDINATION,
				"given_by": giver,
				"given_by_name": _giver(name, giver),
				"informed": 1,
				"given_on": add_days(danish_today(), -60),
				"information_types": [{"information_type": GOALS_AND_STEPS}],
				"partners": [{"partner": person["organisation"]} for person in partners],
			}
		)
	day = add_days(danish_today(), -50)
	held = story.insert(
		{
			"doctype": "LAT Coordination Meeting",
			"lat_case": name,
			"meets_on": day,
			"meets_at": "13:00",
			"held_on": day,
			"place": "Rådhuset",
			"shared_goals": GOAL,
			"participants": people,
			"working_together": TOGETHER,
			"agreements": [
				{"what": what, "responsible": person["who"], "due_on": add_days(day, days), "done": int(done)}
				for (what, days, done), person in zip(AGREED, (partners[0], partners[-1]), strict=True)
			],
		}
	)
	coordination.close_minutes(held.name)
	story.count()
	planned = {**coordination.begin(name), "meets_on": add_days(danish_today(), 20), "meets_at": "13:00"}
	story.insert({"doctype": "LAT Coordination Meeting", **planned})
	return 2


def _giver(case: str, giver: str) -> str:
	"""Return who has consented to the course, and consents to this too."""
	given = {"lat_case": case, "given_by": giver}
	return frappe.db.get_value("LAT Consent", given, "given_by_name", order_by="creation asc")
