"""Charts that can be read without colour, without script and by ear; every text in them is escaped."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lat_corps.domain.change import reliable_change
from lat_corps.domain.charts import (
	NARROW,
	WIDE,
	Progression,
	Rating,
	ScoreRow,
	change_chart,
	progression_chart,
	reliable_words,
)
from lat_corps.domain.text import danish_number

SVG = "{http://www.w3.org/2000/svg}"
START = date(2026, 1, 20)
LATE = [
	Rating(date(2026, 6, 1), 4),
	Rating(date(2026, 2, 10), 3),
	Rating(date(2026, 4, 8), 5),
	Rating(date(2026, 11, 20), 4),
]
"""Given in no order; the last one came months after it was due."""


def drawn(*ratings, until=date(2026, 11, 25), width=WIDE, **values):
	chart = Progression(ratings, START, until, 2, **values)
	return ElementTree.fromstring(progression_chart("LAT-1", chart, str, width))


def all_text(tree):
	return [element.text or "" for element in tree.iter(f"{SVG}text")]


def told(tree):
	return tree.find(f"{SVG}desc").text


def lines_between_ratings(tree):
	return [line for line in tree.iter(f"{SVG}line") if line.get("stroke-width") == "2" and _is_long(line)]


def _is_long(line):
	return line.get("x1") != line.get("x2")


class TestChangeOfAGroup:
	ROW = ScoreRow("In total", 0, 40, {"Before": 20.5, "After": 27.25}, noise=6)

	def drawn(self, *rows):
		svg = change_chart("a", "Means", rows, str, WIDE, ["Means of 9 people; missing 2."], "hidden")
		return ElementTree.fromstring(svg)

	def test_a_copied_picture_keeps_of_how_many_it_tells(self):
		tree = self.drawn(self.ROW)
		assert "Means of 9 people; missing 2." in all_text(tree)
		assert "Means of 9 people; missing 2." in told(tree)

	def test_the_band_of_noise_lies_around_the_mean_before(self):
		(band,) = (rect for rect in self.drawn(self.ROW).iter(f"{SVG}rect") if rect.get("height") == "22")
		assert float(band.get("width")) == pytest.approx(12 / 40 * 204, abs=0.2)

	def test_what_is_hidden_is_hatched_and_named(self):
		tree = self.drawn(ScoreRow("In total", 0, 40, {"Before": None, "After": None}))
		assert "hidden → hidden" in all_text(tree)
		assert [rect for rect in tree.iter(f"{SVG}rect") if rect.get("stroke-dasharray")]


class TestProgression:
	def test_every_rating_stands_as_a_number_in_the_order_of_time(self):
		values = [text for text in all_text(drawn(*LATE)) if text in "345" and text]
		assert values[-4:] == ["3", "5", "4", "4"]

	def test_rises_and_falls_are_shapes_of_their_own(self):
		points = [shape.get("points") for shape in drawn(*LATE[1:3]).iter(f"{SVG}polygon")]
		legend_only = [shape.get("points") for shape in drawn().iter(f"{SVG}polygon")]
		assert len(points) == len(legend_only) + 1

	def test_a_gap_is_not_bridged_by_a_line(self):
		assert len(lines_between_ratings(drawn(*LATE))) == 2

	def test_ratings_on_time_are_joined(self):
		assert len(lines_between_ratings(drawn(*LATE[:3]))) == 2

	def test_a_gap_is_a_band_with_a_letter_and_its_days(self):
		tree = drawn(*LATE)
		assert "A" in all_text(tree)
		assert "No rating from 01-08-2026, when it was due, to 20-11-2026" in " ".join(all_text(tree))

	def test_an_open_gap_says_since_when(self):
		assert "No rating since 20-03-2026, when it was due" in told(drawn())

	def test_the_description_tells_every_value_and_change(self):
		words = told(drawn(*LATE, next_due=date(2027, 1, 20)))
		assert "10-02-2026: 3; 08-04-2026: 5 (+2); 01-06-2026: 4 (−1); 20-11-2026: 4 (0)" in words
		assert "Next rating due 20-01-2027" in words

	def test_the_next_due_date_is_drawn(self):
		assert "Due 20-01-2027" in all_text(drawn(*LATE, next_due=date(2027, 1, 20)))

	def test_title_and_description_are_bound_to_the_drawing(self):
		tree = drawn(*LATE)
		ids = {element.get("id") for element in tree if element.get("id")}
		assert tree.get("role") == "img" and set(tree.get("aria-labelledby").split()) == ids

	def test_what_is_drawn_has_a_size_for_print(self):
		tree = drawn(*LATE)
		assert tree.get("width") == str(WIDE) and float(tree.get("height")) > 0

	@given(
		st.lists(st.tuples(st.integers(-400, 400), st.integers(1, 10)), max_size=30),
		st.integers(1, 12),
		st.sampled_from((WIDE, NARROW)),
	)
	def test_everything_stays_inside_whatever_the_ratings(self, ratings, months, width):
		chart = Progression(
			[Rating(START + timedelta(days), value) for days, value in ratings],
			START,
			START + timedelta(500),
			months,
		)
		tree = ElementTree.fromstring(progression_chart("x", chart, str, width))
		height = float(tree.get("height"))
		for element in tree.iter():
			for name, most in (("x", width), ("x1", width), ("x2", width), ("y", height), ("y1", height)):
				assert 0 <= float(element.get(name) or 0) <= most

	def test_grey_print_loses_nothing(self):
		colours = set(re.findall(r"#(\w{6})", ElementTree.tostring(drawn(*LATE), "unicode")))
		light = {colour for colour in colours if int(colour[:2], 16) > 0xB0}
		assert light <= {"dfe6e9", "ececec", "ffffff"}


class TestChange:
	def row(self, **scores):
		return ScoreRow(
			"Trivsel", 0, 100, {point.replace("_", "-"): score for point, score in scores.items()}
		)

	def drawn(self, *rows, width=WIDE):
		return ElementTree.fromstring(change_chart("x", "WHO-5", rows, str, width))

	@pytest.mark.parametrize("width", [WIDE, NARROW])
	def test_scores_and_change_stand_in_numbers(self, width):
		assert "48 → 60 (+12)" in all_text(self.drawn(self.row(Before=48, After=60), width=width))

	def test_a_missing_score_is_said_and_no_change_is_made_of_it(self):
		tree = self.drawn(self.row(Before=48, After=None))
		assert "48 → missing" in all_text(tree)
		assert not [line for line in tree.iter(f"{SVG}line") if line.get("stroke-width") == "1.5"]

	def test_a_point_that_is_not_asked_for_yet_is_not_missing(self):
		tree = self.drawn(self.row(Before=48))
		assert "missing" not in told(tree) and "After" not in all_text(tree)

	def test_a_follow_up_comes_after_the_change(self):
		assert "48 → 60 (+12) → 56" in all_text(self.drawn(self.row(Before=48, After=60, Follow_up=56)))

	def test_each_row_has_its_own_range(self):
		tree = self.drawn(self.row(Before=50), ScoreRow("Livsmestring", 1, 5, {"Before": 3}))
		rings = [circle.get("cx") for circle in tree.iter(f"{SVG}circle")]
		assert rings[0] == rings[1] and {"0", "100", "1", "5"} <= set(all_text(tree))

	def test_words_of_the_instrument_are_text_and_never_markup(self):
		svg = change_chart('x"><script>', "<b>&", [ScoreRow("<img src=x>", 0, 1, {"Before": 1})], str)
		assert "<script" not in svg and "<img" not in svg and "<b>" not in svg
		assert ElementTree.fromstring(svg).find(f"{SVG}title").text == "<b>&"


@pytest.mark.parametrize(
	("value", "signed", "expected"),
	[
		(48.0, False, "48"),
		(3.4166666, False, "3,42"),
		(1234.5, False, "1.234,5"),
		(-1, True, "−1"),
		(2, True, "+2"),
		(0.0, True, "0"),
		(-0.001, True, "0"),
		(100, False, "100"),
	],
)
def test_numbers_are_written_the_danish_way(value, signed, expected):
	assert danish_number(value, signed) == expected


@pytest.mark.parametrize(("after", "words"), [(32.5, "larger than"), (40, "no larger than")])
def test_reliable_change_speaks_of_measuring_and_not_of_effect(after, words):
	sentence = reliable_words(reliable_change(47.5, after, 7.5, 0.8)).render()
	assert f"is {words} measuring by itself may differ: 9,3 points" in sentence
