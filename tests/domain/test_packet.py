"""How figures of a packet are told, and the course in short (R103)."""

import pytest

from lat_corps.domain.handover import Line, left_out, mark
from lat_corps.domain.packet import by_part, in_sentences, in_short, still_open, told

GOAL = {"kind": "goal", "progress": "Reached", "reached_on": "2026-05-03", "sign": "", "steps": []}
STEP = {"step": "Ringe til mesteren", "responsible": "Mikkel", "due_on": "2026-06-01", "done_on": None}
RATINGS = {
	"kind": "ratings",
	"started": None,
	"until": "2026-06-01",
	"interval_months": 2,
	"ratings": [
		{"on": "2026-01-02", "rating": 3},
		{"on": "2026-03-02", "rating": 2},
		{"on": "2026-05-02", "rating": 7},
	],
}
COURSE = {
	"course_type": "Mentor course",
	"began_on": "2026-01-01",
	"ended_on": None,
	"outcome": "Goals reached",
}


def line(figures=None, **said):
	return {"heading": "En læreplads", "figures": figures, "part": "Goals", **said}


@pytest.mark.parametrize(
	("figures", "words"),
	[
		(None, []),
		(GOAL, ["Reached, 03-05-2026"]),
		(
			{**GOAL, "reached_on": None, "sign": "Han møder til tiden", "steps": [STEP]},
			[
				"Reached",
				"How it will show: Han møder til tiden",
				"Not done, by 01-06-2026: Ringe til mesteren (Mikkel)",
			],
		),
		(
			{
				"kind": "steps",
				"steps": [
					{**STEP, "done_on": "2026-04-01"},
					{**STEP, "due_on": None, "responsible": ""},
				],
			},
			["Done 01-04-2026: Ringe til mesteren (Mikkel)", "Not done: Ringe til mesteren"],
		),
		(
			RATINGS,
			[
				"From 3 of 10 on 02-01-2026 to 7 on 02-05-2026",
				"3 ratings, the lowest 2, the highest 7",
			],
		),
		({**RATINGS, "ratings": RATINGS["ratings"][:1]}, ["3 of 10 on 02-01-2026"]),
		(
			{
				"kind": "measurement",
				"points": [{"measured_at": "Before", "on": "2026-01-02", "score": 44.5, "reading": "Lavt"}],
			},
			["Before, 02-01-2026: 44,5 – Lavt"],
		),
		({"kind": "review", "held_on": "2026-03-01", "decision": "Adjust"}, ["Decided: Adjust"]),
	],
)
def test_figures_are_told_in_words(figures, words):
	assert told(figures, str) == words


def test_the_course_in_short_tells_of_nothing_but_its_lines():
	short = in_short([line(RATINGS)], COURSE)
	assert (short["outcome"], short["goals"], short["last_rating"]) == (None, 0, 7)
	short = in_short([line(GOAL), line({**GOAL, "progress": "Under way"}), line()], COURSE)
	assert (short["outcome"], short["goals"], short["goals_reached"]) == ("Goals reached", 2, 1)
	assert short["first_rating"] is None


def test_the_course_in_short_is_read_in_sentences():
	short = in_short([line(GOAL), line(RATINGS)], {**COURSE, "ended_on": "2026-06-01"})
	assert in_sentences(short, str) == [
		"Mentor course from 01-01-2026 to 01-06-2026.",
		"Outcome: Goals reached.",
		"1 of the 1 goals told of here are reached.",
		"Grip on life, in the person's own eyes: 3 at first, 7 at last.",
	]
	assert in_sentences(in_short([], COURSE), str) == ["Mentor course since 01-01-2026."]


def test_what_is_open_are_goals_not_reached_and_steps_not_done():
	let_go = line({**GOAL, "progress": "Let go", "steps": [STEP]})
	under_way = line({**GOAL, "progress": "Under way", "steps": [STEP]}, heading="Eget værelse")
	goals, steps = still_open([line(GOAL), let_go, under_way, line(RATINGS), line()])
	assert goals == ["Eget værelse"] and steps == [STEP]


def test_a_line_of_a_packet_without_parts_is_among_the_others():
	assert by_part([{"content": "Bor alene."}])["Other"] == [{"content": "Bor alene."}]


def test_a_line_is_another_once_a_word_of_it_is_changed():
	assert mark(line(GOAL)) == mark(dict(reversed(line(GOAL).items())))
	assert mark(line(GOAL)) != mark(line({**GOAL, "sign": "Han møder"}))


def test_the_person_and_the_coordinator_leave_lines_out_whatever_the_consents():
	lines = [
		Line(1, "Life situation", "The course", wanted_out=True),
		Line(2, "Life situation", "The course", left_out_because="Står allerede ovenfor."),
		Line(3, "Life situation", "Section 115 exchange", wanted_out=True),
	]
	reasons = {row: reason.render() for row, reason in left_out(lines, (), "", (), None).items()}
	assert reasons[1] == "The person wants it left out."
	assert reasons[2] == "The coordinator leaves it out: Står allerede ovenfor."
	assert "section 115" in reasons[3]
