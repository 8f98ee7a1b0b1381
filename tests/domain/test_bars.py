"""Pictures of counts say themselves what they leave out, and need no colour to be read."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lat_corps.domain.bars import HALF, NARROW, WIDE, bar_chart, group_chart

SVG = "{http://www.w3.org/2000/svg}"
CAVEAT = "Each person counts once & nothing is told of <effect>."
ROWS = [("Woman", 14), ("Man", None), ("Another gender", 0), ("Not known", 7)]


def drawn(rows=ROWS, n=21, missing=7, width=WIDE):
	return ElementTree.fromstring(bar_chart("a", "Gender", rows, n, missing, CAVEAT, str, width))


def words(tree) -> str:
	return " ".join(element.text or "" for element in tree.iter(f"{SVG}text"))


def bars(tree) -> list[float]:
	(_paper, *found) = tree.iter(f"{SVG}rect")
	return [float(bar.get("width")) for bar in found if not bar.get("stroke-dasharray")]


def hatched(tree) -> list:
	return [box for box in tree.iter(f"{SVG}rect") if box.get("stroke-dasharray")]


@pytest.mark.parametrize("width", [WIDE, HALF, NARROW])
def test_a_copied_picture_keeps_n_what_is_missing_what_is_hidden_and_the_caveat(width):
	seen = words(drawn(width=width))
	for part in ("n 21", "not known: 7", "counts hidden: 1 of 4", CAVEAT, "Gender"):
		assert part in seen


def test_bars_are_as_long_as_their_counts_and_begin_at_nought():
	woman, unknown = bars(drawn())
	assert woman == pytest.approx(2 * unknown, abs=0.1)


def test_a_hidden_count_is_hatched_and_says_so_and_a_nought_is_written():
	tree = drawn()
	assert len(hatched(tree)) == 1
	assert "hidden" in words(tree).split() and "0" in words(tree).split()
	assert len(hatched(drawn([("Woman", 14), ("Man", 5)]))) == 0


def test_what_is_hidden_of_all_is_a_word_and_no_number():
	seen = words(drawn([("Woman", None), ("Man", None)], None, None))
	assert "n hidden · not known: hidden" in seen


def test_the_length_of_what_is_hidden_depends_on_no_count():
	"""It would else tell the share of it."""
	few, many = (hatched(drawn([("Woman", most), ("Man", None)]))[0].get("width") for most in (5, 5000))
	assert few == many


def test_it_is_told_by_ear_and_in_no_colour():
	tree = drawn()
	assert tree.get("role") == "img"
	assert "Man: hidden" in tree.find(f"{SVG}desc").text
	for element in tree.iter():
		for name in ("fill", "stroke"):
			colour = element.get(name, "#000000").lstrip("#")
			parts = [int(colour[at : at + 2], 16) for at in (0, 2, 4)]
			assert max(parts) - min(parts) < 24


@given(
	st.lists(st.tuples(st.text("abc æøå", max_size=60), st.none() | st.integers(0, 10**6)), max_size=9),
	st.sampled_from([WIDE, HALF, NARROW]),
)
def test_nothing_is_drawn_outside_the_picture(rows, width):
	tree = drawn(rows, width=width)
	height = float(tree.get("height"))
	for box in tree.iter(f"{SVG}rect"):
		assert float(box.get("x", 0)) + float(box.get("width")) <= width
	for text in tree.iter(f"{SVG}text"):
		assert 0 <= float(text.get("x")) <= width and 0 <= float(text.get("y")) <= height


def test_bars_of_a_group_are_named_each_and_apart_in_grey():
	groups = [("Woman", [("Up to 17", 8), ("Older", None)]), ("Man", [("Up to 17", 4), ("Older", 6)])]
	tree = ElementTree.fromstring(group_chart("a", "Gender and age", groups, None, 0, CAVEAT))
	assert bars(tree)[0] == 2 * bars(tree)[1]
	assert len(hatched(tree)) == 1
	for said in ("Woman, Up to 17: 8", "Woman, Older: hidden", "Man, Older: 6", "n hidden", CAVEAT):
		assert said in tree.find(f"{SVG}desc").text
	(_paper, first, _hatched, second, third) = [box.get("fill") for box in tree.iter(f"{SVG}rect")]
	assert first == second != third
