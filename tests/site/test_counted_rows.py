"""What the database counts is what pandas counts of the same rows, of random courses too (R87, R110)."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

import frappe
import pandas as pd
import pytest

from lat_corps.domain.age_groups import age_group
from lat_corps.domain.counting import CLOSED, REFERRED, STARTED, UNKNOWN
from lat_corps.domain.pooling import TOTAL
from lat_corps.insight.counted_people import counted_before, people_of
from lat_corps.measurement.counted import closings_of, rated_of, ratings_of

PLACE, FIRST, LAST = "Tilfældeby", date(2019, 1, 1), date(2019, 12, 31)


def insert(doctype: str, **values) -> str:
	doc = frappe.get_doc({"doctype": doctype, "name": frappe.generate_hash(length=10), **values})
	doc.db_insert()
	return doc.name


def some_day(chance: random.Random, after: date = date(2017, 6, 1), days: int = 700) -> date:
	return after + timedelta(days=chance.randrange(days))


@pytest.fixture(params=range(3))
def rows(world, request) -> dict[str, pd.DataFrame]:
	"""Courses of forty people, some with several and some reopened, and ratings of them all."""
	chance = random.Random(request.param)
	courses, earlier, ratings = [], [], []
	for number in range(70):
		referred = some_day(chance)
		opened = some_day(chance, referred, 90) if chance.random() < 0.9 else None
		closed = some_day(chance, opened, 400) if opened and chance.random() < 0.7 else None
		course = {
			"municipality": PLACE,
			"citizen": f"LAT-CI-RANDOM-{number % 40}",
			"stage": "Closed" if closed else "Active",
			"course_type": chance.choice(("Mentor course", "Parent-coach course")),
			"gender": chance.choice(("Woman", "Man", None)),
			"age_at_referral": chance.choice((None, 14, 17, 18, 30)),
			"target_group": chance.choice(("Parent or relative", None)),
			"referred_on": referred,
			"opened_on": opened,
			"closed_on": closed,
			"outcome": closed and chance.choice(("Goals reached", "Broken off", None)),
		}
		name = insert("LAT Case", **course)
		courses.append({"name": name, **course})
		for idx in range(1, 1 + (chance.choice((0, 0, 1, 2)) if opened else 0)):
			then = {"closed_on": some_day(chance, opened, 100 * idx), "outcome": "Goals reached"}
			until = then["closed_on"] + timedelta(days=chance.randrange(60))
			link = {
				"parent": name,
				"parenttype": "LAT Case",
				"parentfield": "earlier_closings",
				"idx": 2 * idx,
			}
			insert(
				"LAT Earlier Closing",
				taken_up_at=datetime(until.year, until.month, until.day, 9),
				**link,
				**then,
			)
			earlier.append({"name": name, "idx": 2 * idx, "until": until, **then})
		for second in range(chance.choice((0, 1, 2, 6)) if opened else 0):
			rated = {"rated_on": some_day(chance, opened, 40), "rating": chance.randint(1, 10)}
			creation = datetime(2020, 1, 1, 12, 0, second)
			insert("LAT Progression", municipality=PLACE, lat_case=name, creation=creation, **rated)
			ratings.append({"name": name, "creation": creation, **rated})
	frames = {"courses": courses, "earlier": earlier, "ratings": ratings}
	return {name: pd.DataFrame(found) for name, found in frames.items()}


def closings(rows: dict[str, pd.DataFrame]) -> pd.DataFrame:
	courses = rows["courses"]
	before = rows["earlier"].merge(courses.drop(columns=["closed_on", "outcome"]), on="name")
	return pd.concat([courses, before]).dropna(subset=["closed_on", "opened_on"])


def firsts(frame: pd.DataFrame, day: str) -> pd.DataFrame:
	counted = frame.dropna(subset=[day]).sort_values([day, "name"]).drop_duplicates("citizen")
	return counted.assign(
		day=counted[day],
		gender=counted.gender.fillna(UNKNOWN),
		age=[age_group(int(age)) if pd.notna(age) else UNKNOWN for age in counted.age_at_referral],
		outcome=counted.outcome.fillna(UNKNOWN),
	)


@pytest.mark.parametrize(
	("what", "day"), [(REFERRED, "referred_on"), (STARTED, "opened_on"), (CLOSED, "closed_on")]
)
def test_people_are_those_that_pandas_counts(rows, what, day):
	frame = firsts(closings(rows) if what == CLOSED else rows["courses"], day)
	within = frame[(frame.day >= FIRST) & (frame.day <= LAST)]
	people = people_of(PLACE, what, FIRST, LAST)
	assert sorted(one.day for one in people) == sorted(within.day)
	if what != STARTED:
		found = sorted((one.day, one.of["Gender"], one.of["Age"]) for one in people)
		assert found == sorted(zip(within.day, within.gender, within.age, strict=True))
	if what == CLOSED:
		found = sorted((one.day, one.of["Outcome"]) for one in people)
		assert found == sorted(zip(within.day, within.outcome, strict=True))
	before = counted_before(PLACE, what, FIRST)
	earlier = frame[frame.day < FIRST]
	assert before[what, ()] == len(earlier)
	if what != STARTED:
		by_gender = {of[0][1]: number for (_what, of), number in before.items() if of}
		assert by_gender == earlier.gender.value_counts().to_dict()
	since = counted_before(PLACE, what, FIRST, date(2018, 1, 1))
	assert since[what, ()] == len(earlier[earlier.day >= date(2018, 1, 1)])


@pytest.mark.parametrize("under_way", [False, True], ids=["closed", "under way too"])
def test_closings_are_those_of_the_courses_that_are_asked_for(rows, under_way):
	courses, earlier = rows["courses"], rows["earlier"].sort_values(["name", "idx"])
	numbers = earlier.groupby("name").cumcount() + 1
	expected = {*zip(earlier.name, numbers, earlier.closed_on, strict=True)}
	for course in courses.itertuples():
		if course.stage == "Closed" or under_way:
			expected.add((course.name, 0, course.closed_on if course.stage == "Closed" else None))
	gone = [*courses.name[::3]]
	for left_out in ([], gone):
		asked = {"municipality": PLACE, **({"name": ["not in", left_out]} if left_out else {})}
		found = closings_of(frappe.get_all, asked, under_way)
		assert {(closing.case, closing.number, closing.day) for closing in found} == {
			closing for closing in expected if closing[0] not in left_out
		}
		assert len(found) == len({(closing.case, closing.number) for closing in found})
		days = [(closing.day or date.max, closing.case) for closing in found]
		assert days == sorted(days)


def test_ratings_are_those_that_pandas_finds(rows):
	ratings, expected = rows["ratings"].sort_values(["rated_on", "creation"]), {}
	by_course = dict([*ratings.groupby("name")])
	for name, of_course in by_course.items():
		until = [*rows["earlier"].query("name == @name").sort_values("idx").until]
		for number, day in enumerate([None, *until]):
			those = of_course if day is None else of_course[of_course.rated_on < day]
			if len(those) > 1:
				expected[name, number] = (float(those.rating.iloc[0]), float(those.rating.iloc[-1]))
	found = ratings_of({"municipality": PLACE})
	assert found == expected
	some = ["in", [*by_course][:5]]
	assert ratings_of({"lat_case": some}) == {
		key: ends for key, ends in expected.items() if key[0] in some[1]
	}
	closed = closings_of(frappe.get_all, {"municipality": PLACE})
	scores = [people.scales.get(TOTAL) for people in rated_of(closed, found)]
	assert scores == [expected.get((closing.case, closing.number)) for closing in closed]
