"""A plan: what a goal still lacks of SMART, which step is next, and the wheel that needs no colour."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from lat_corps.domain.charts import NARROW, WIDE
from lat_corps.domain.plans import SMART, Place, Rated, Wheel, flaws, next_step, unanswered
from lat_corps.domain.wheel import wheel_chart

SVG = "{http://www.w3.org/2000/svg}"
PLACES = [Place(f"LAT-WH-{number}", f"Kompetence {number}") for number in range(1, 11)]
FIRST, MIDDLE, NEWEST = date(2026, 2, 1), date(2026, 5, 1), date(2026, 9, 1)


def rated(day: date, number: int, person: int | None, mentor: int | None = None, words: str = "") -> Rated:
	return Rated(day, f"LAT-WH-{number}", person, mentor, words)


RATINGS = [
	*(rated(NEWEST, number, 7, 5 if number == 3 else 7) for number in range(1, 11)),
	*(rated(FIRST, number, 4) for number in range(1, 11)),
	rated(MIDDLE, 1, 5),
]


def drawn(*ratings: Rated, places=PLACES, width: int = WIDE):
	return ElementTree.fromstring(wheel_chart("LAT-PL-1", Wheel(places, ratings), str, width))


def texts(tree) -> list[str]:
	return [element.text or "" for element in tree.iter(f"{SVG}text")]


class TestWheel:
	def test_each_voice_has_a_line_and_a_mark_of_its_own(self):
		tree = drawn(*RATINGS)
		marked = [mark.attrib["fill"] for mark in tree.iter(f"{SVG}circle") if mark.attrib["r"] == "4.5"]
		# Each once more in the key.
		assert sorted(marked.count(fill) for fill in set(marked)) == [11, 11]
		assert len([1 for mark in tree.iter(f"{SVG}rect") if "stroke" in mark.attrib]) == 11
		assert {line.attrib.get("stroke-dasharray", "") for line in tree.iter(f"{SVG}line")} == {
			"",
			"6 4",
			"1.5 4",
		}

	def test_all_of_it_is_told_in_words(self):
		told = drawn(*RATINGS).find(f"{SVG}desc").text
		assert "The person first, 01-02-2026: Kompetence 1 4, Kompetence 2 4" in told
		assert "The mentor, 01-09-2026: Kompetence 1 7, Kompetence 2 7, Kompetence 3 5" in told

	def test_between_places_that_were_left_out_there_is_no_line(self):
		tree = drawn(rated(NEWEST, 1, 5), rated(NEWEST, 2, 6), rated(NEWEST, 5, 6))
		own = [line for line in tree.iter(f"{SVG}line") if line.attrib["stroke-width"] == "2.5"]
		assert len(own) == 2  # from the first to the second, and in the key

	def test_one_rating_alone_is_the_newest(self):
		assert not re.search("first", drawn(rated(NEWEST, 1, 5)).find(f"{SVG}desc").text)

	def test_names_are_written_whole_or_numbered(self):
		places = [Place(place.name, "Relations- og rammekompetence") for place in PLACES]
		wide, narrow = (
			" ".join(texts(drawn(*RATINGS, places=places, width=width))) for width in (WIDE, NARROW)
		)
		assert wide.count("Relations- og") == wide.count("rammekompetence") == 10
		assert "rammekompetence" not in narrow

	@pytest.mark.parametrize("width", [WIDE, NARROW])
	def test_every_text_stands_inside(self, width):
		tree = drawn(
			*RATINGS, places=[Place(place.name, "Livsmestringskompetence") for place in PLACES], width=width
		)
		for element in tree.iter(f"{SVG}text"):
			reach = 6.2 * len(element.text or "")
			x = float(element.attrib["x"])
			left = {"start": x, "middle": x - reach / 2, "end": x - reach}[element.attrib["text-anchor"]]
			assert left >= 0 and left + reach <= width, element.text

	def test_what_is_written_is_escaped(self):
		assert "<b>" in " ".join(texts(drawn(rated(NEWEST, 1, 5), places=[Place("LAT-WH-1", "<b>x</b>")])))

	def test_the_first_and_the_newest_stand_side_by_side(self):
		days = [date(2026, month, 1) for month in range(1, 8)]
		wheel = Wheel(PLACES, [rated(day, 1, 5) for day in days])
		assert wheel.days_shown() == [days[0], *days[-3:]]
		assert Wheel(PLACES, RATINGS).days_shown() == [FIRST, MIDDLE, NEWEST]

	def test_change_is_of_the_persons_own_ratings(self):
		assert Wheel(PLACES, RATINGS).change("LAT-WH-1") == 3
		assert Wheel(PLACES, [rated(FIRST, 1, None, 3), rated(NEWEST, 1, 5)]).change("LAT-WH-1") is None

	def test_the_two_views_stand_side_by_side_where_they_differ(self):
		((place, found),) = Wheel(PLACES, RATINGS).differing()
		assert (place.label, found.person, found.mentor) == ("Kompetence 3", 7, 5)
		assert not Wheel(PLACES, []).differing()


@pytest.mark.parametrize(
	("ratings", "found"),
	[
		([rated(FIRST, 1, 1), rated(FIRST, 2, None, 10), rated(NEWEST, 1, 10)], []),
		([rated(FIRST, 1, None)], ["The wheel, row 1: rate it from 1 to 10."]),
		([rated(FIRST, 1, 5), rated(FIRST, 2, 11)], ["The wheel, row 2: rate it from 1 to 10."]),
		([rated(FIRST, 1, -1)], ["The wheel, row 1: rate it from 1 to 10."]),
		(
			[rated(FIRST, 1, 5), rated(FIRST, 1, 6)],
			["The wheel, row 2: this competence is rated on that day already."],
		),
	],
)
def test_what_is_wrong_with_a_rating_is_said_by_its_row(ratings, found):
	assert [message.render() for message in flaws(ratings)] == found


def test_a_goal_lacks_what_nobody_has_answered():
	assert unanswered({}) == [*SMART]
	assert unanswered({"specific": "En læreplads.", "reach_by": FIRST}) == ["sign", "within_reach", "matters"]


def test_the_next_step_is_the_first_open_one_with_a_day():
	assert next_step([(NEWEST, None), (FIRST, FIRST), (MIDDLE, None), (None, None)]) == MIDDLE
	assert next_step([(FIRST, FIRST), (None, None)]) is None
