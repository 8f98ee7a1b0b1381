"""What was recorded by the end of the quarter is what pandas makes of the same records (R112, R113)."""

from __future__ import annotations

import random
from datetime import date, timedelta

import frappe
import pandas as pd
import pytest
from frappe.utils import getdate

from lat_corps.domain.counting import CLOSED, REFERRED, STARTED, SUBJECTS, counts_of
from lat_corps.insight.counted_people import people_of
from tests.factories import HOME
from tests.site.test_management_report import courses

BACKGROUND = {
	"gender": ("Woman", "Man", "Another gender", None),
	"age_at_referral": (13, 17, 22, 29, 44, 0),
	"target_group": ("Concrete signs of concern", "Vulnerable to extremism", "Parent or relative", None),
	"outcome": ("Goals reached", "Broken off", None),
}


def put(doctype: str, case, **values) -> None:
	"""Write a record as it stands in the table: what leads to it is not asked for here."""
	doc = frappe.get_doc({"doctype": doctype, "lat_case": case.name, "municipality": HOME, **values})
	doc.name = frappe.generate_hash(length=10)
	doc.db_insert()


def some_day(chance: random.Random, first: date, days: int = 200) -> date:
	return first + timedelta(days=chance.randrange(days))


def year_of_courses(world, chance: random.Random) -> None:
	"""Forty courses of fewer people; some were closed and taken up again, and some facts come late."""
	made = courses(world, 40, "2018-01-01")
	for case in made:
		referred = some_day(chance, date(2018, 1, 1), 500)
		opened = chance.choice([None, referred + timedelta(days=chance.randrange(150))])
		closed = opened and chance.choice([None, some_day(chance, opened, 500)])
		case.db_set(
			{
				"citizen": chance.choice(made).citizen,
				"referred_on": referred,
				"opened_on": opened,
				"closed_on": closed,
				"debrief_held_on": closed and chance.choice([None, some_day(chance, closed)]),
				**{name: chance.choice(values) for name, values in BACKGROUND.items()},
			}
		)
		if not opened:
			continue
		if chance.random() < 0.3:
			day = some_day(chance, opened, 100)
			case.append(
				"earlier_closings",
				{
					"closed_on": day,
					"taken_up_at": f"{some_day(chance, day, 60)} 10:00:00",
					"outcome": "Broken off",
					"debrief_held_on": chance.choice([None, some_day(chance, day, 40)]),
				},
			).db_insert()
		for _each in range(chance.randrange(3)):
			put("LAT Progression", case, rated_on=some_day(chance, opened), rating=5)
			put(
				"LAT Match",
				case,
				mentor=chance.choice(("LAT-MN-A", "LAT-MN-B")),
				approved_on=chance.choice([None, f"{some_day(chance, opened)} 09:00:00"]),
			)
			put(
				"LAT Match Review",
				case,
				voice=chance.choice(("Citizen", "Mentor")),
				fit=chance.choice(("Works well", "Works in part", "Not asked")),
				asked_on=some_day(chance, opened),
			)
			sent = some_day(chance, opened, 300)
			put(
				"LAT Handover",
				case,
				sent_on=f"{sent} 09:00:00",
				received_on=chance.choice([None, f"{some_day(chance, sent, 40)} 08:00:00"]),
				answered_question=chance.choice([None, "Hvad er aftalt?"]),
			)
		for point in ("Before", "After"):
			put(
				"LAT Measurement",
				case,
				instrument="WHO5-v1",
				measured_at=point,
				standing=chance.choice(("Answered", "Partly answered", "Missing")),
				measured_on=chance.choice([None, some_day(chance, opened, 90)]),
				score=4 * chance.randint(5, 20),
			)


def table(doctype: str, *fields: str, **filters) -> pd.DataFrame:
	rows = frappe.get_all(doctype, filters=filters, fields=list(fields), order_by="name asc")
	# Nothing is NULL or, once another form has been saved over it, an empty text.
	found = pd.DataFrame([[row[name] or None for name in fields] for row in rows], columns=list(fields))
	for name in fields:
		if name.endswith(("_on", "_at")) and name != "measured_at":
			found[name] = pd.to_datetime(found[name]).dt.normalize()
	return found


def first_of_each(frame: pd.DataFrame, day: str) -> pd.DataFrame:
	frame = frame.dropna(subset=[day]).sort_values([day, "name"]).drop_duplicates("citizen")
	frame["last"] = frame[day] + pd.offsets.QuarterEnd(0)
	return frame


def by_then(frame: pd.DataFrame, people: pd.DataFrame, day: str) -> pd.DataFrame:
	both = frame.merge(people[["name", "last"]], left_on="lat_case", right_on="name")
	return both[both[day] <= both["last"]].sort_values(day)


@pytest.fixture(params=range(3))
def cases(world, request) -> pd.DataFrame:
	year_of_courses(world, random.Random(request.param))
	return table(
		"LAT Case",
		*("name", "citizen", "referred_on", "opened_on", "closed_on", "debrief_held_on", "outcome"),
		*("gender", "age_at_referral", "target_group", "course_type"),
		municipality=HOME,
	)


def counted(what: str, division: str) -> dict[str, int]:
	counts = counts_of(what, people_of(HOME, what))
	found = {value: counts.get((what, ((division, value),)), 0) for value in SUBJECTS[what][division]}
	return {value: count for value, count in found.items() if count}


def test_marks_of_who_was_referred(cases):
	people = first_of_each(cases, "referred_on")
	assert counted(REFERRED, "Gender") == people.gender.fillna("Not known").value_counts().to_dict()
	target = people.target_group.fillna("Not known").value_counts().to_dict()
	assert counted(REFERRED, "Target group") == target
	known = (people.age_at_referral > 0).sum()
	assert sum(n for group, n in counted(REFERRED, "Age").items() if group != "Not known") == known


def test_what_was_recorded_by_the_end_of_the_quarter_of_the_start(cases):
	people = first_of_each(cases, "opened_on")
	rated = by_then(table("LAT Progression", "lat_case", "rated_on"), people, "rated_on").lat_case.nunique()
	assert counted(STARTED, "First rating").get("Given", 0) == rated
	measured = table("LAT Measurement", "lat_case", "measured_on", "standing", measured_at="Before")
	measured = measured[measured.standing != "Missing"]
	answered = by_then(measured, people, "measured_on").lat_case.nunique()
	assert counted(STARTED, "Before measurement").get("Answered", 0) == answered
	undated = measured[measured.measured_on.isna()].lat_case.isin(people.name).sum()
	assert counted(STARTED, "Before measurement").get("Not known", 0) == undated


@pytest.fixture
def closings(cases) -> pd.DataFrame:
	earlier = table(
		"LAT Earlier Closing", "parent", "closed_on", "taken_up_at", "outcome", "debrief_held_on"
	).rename(columns={"parent": "name"})
	again = cases.drop(columns=["closed_on", "outcome", "debrief_held_on"]).merge(earlier, on="name")
	people = first_of_each(pd.concat([cases, again]), "closed_on")
	people["last"] = people[["last", "taken_up_at"]].min(axis=1)
	return people


def test_debriefs_and_mentors_of_the_first_closing(closings):
	held = (closings.debrief_held_on <= closings["last"]).sum()
	assert counted(CLOSED, "Debrief").get("Held", 0) == held
	matches = by_then(table("LAT Match", "lat_case", "mentor", "approved_on"), closings, "approved_on")
	mentors = matches.groupby("lat_case").mentor.nunique()
	assert counted(CLOSED, "Mentors").get("One mentor", 0) == (mentors == 1).sum()
	assert counted(CLOSED, "Mentors").get("More than one mentor", 0) == (mentors > 1).sum()


def test_handovers_by_the_end_of_the_quarter_of_the_first_closing(closings):
	sent = table("LAT Handover", "lat_case", "sent_on", "received_on", "answered_question")
	sent = by_then(sent, closings, "sent_on")
	received = sent[sent.received_on <= sent["last"]].sort_values("received_on")
	found = counted(CLOSED, "Handover")
	assert found.get("No handover sent", 0) == len(closings) - sent.lat_case.nunique()
	assert (
		found.get("Not received by the end of the quarter", 0)
		== sent.lat_case.nunique() - received.lat_case.nunique()
	)
	assert sum(found.values()) == len(closings)


def test_what_the_person_said_last_counts_and_what_came_later_does_not(world):
	(case,) = courses(world, 1, "2019-01-10", "2019-01-20")
	case.db_set({"closed_on": "2019-05-10"})
	for day, fit in (
		("2019-04-01", "Does not work"),
		("2019-05-01", "Works well"),
		("2019-07-01", "Works in part"),
	):
		put("LAT Match Review", case, voice="Citizen", fit=fit, asked_on=day)
	(person,) = [one for one in people_of(HOME, CLOSED) if one.day == getdate("2019-05-10")]
	assert person.of["Fit"] == "Works well"


@pytest.mark.parametrize(
	("received", "question", "told"),
	[
		("2019-05-20 08:00:00", None, "Received within 14 days"),
		("2019-06-20 08:00:00", None, "Received later"),
		("2019-05-20 08:00:00", "Hvad nu?", "Received after a question"),
		("2019-07-01 08:00:00", None, "Not received by the end of the quarter"),
		(None, None, "Not received by the end of the quarter"),
	],
)
def test_a_handover_is_told_by_how_it_was_received(world, received, question, told):
	(case,) = courses(world, 1, "2019-01-10", "2019-01-20")
	case.db_set({"closed_on": "2019-05-10"})
	put("LAT Handover", case, sent_on="2019-05-09 09:00:00", received_on=received, answered_question=question)
	(person,) = [one for one in people_of(HOME, CLOSED) if one.day == getdate("2019-05-10")]
	assert person.of["Handover"] == told
