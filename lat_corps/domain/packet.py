"""A packet of a handover: what it is made of, and how its figures are told in words (R103).

`docs/handover-packet.schema.json` is its form for other systems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from .plans import LET_GO, OVER, REACHED
from .text import _, danish_date, danish_number

VERSION = 1
"""Goes up when a packet is made of something else than the schema says."""

SUMMARY, GOALS, DEVELOPMENT = "Summary", "Goals", "Development"
AGREED, OPEN, OTHER = "Agreed", "Open questions", "Other"
PARTS = (SUMMARY, GOALS, DEVELOPMENT, AGREED, OPEN, OTHER)
"""In the order in which they are read."""

GOAL, STEPS, RATINGS, MEASUREMENT, REVIEW = "goal", "steps", "ratings", "measurement", "review"

OF_THE_COURSE = "The course"
"""The origin of what the course itself knows."""

LINE = (
	"part",
	"information_type",
	"origin",
	"heading",
	"content",
	"figures",
	"persons_words",
)
"""What a line hands over."""

Figures = Mapping[str, Any]
Translate = Callable[[str], str]


def told(figures: Figures | None, translate: Translate) -> list[str]:
	"""Return the figures of a line as sentences, in the words of the reader."""
	if not figures:
		return []
	return [*_TOLD[figures["kind"]](figures, translate)]


def _goal(figures: Figures, translate: Translate) -> Iterator[str]:
	progress = translate(figures["progress"])
	reached = figures["reached_on"]
	yield f"{progress}, {_shown(reached)}" if reached else progress
	if figures["sign"]:
		yield translate(_("How it will show: {0}")).format(figures["sign"])
	yield from _steps(figures, translate)


def _steps(figures: Figures, translate: Translate) -> Iterator[str]:
	for step in figures["steps"]:
		words = f"{step['step']} ({step['responsible']})" if step["responsible"] else step["step"]
		if step["done_on"]:
			yield translate(_("Done {0}: {1}")).format(_shown(step["done_on"]), words)
		elif step["due_on"]:
			yield translate(_("Not done, by {0}: {1}")).format(_shown(step["due_on"]), words)
		else:
			yield translate(_("Not done: {0}")).format(words)


def _ratings(figures: Figures, translate: Translate) -> Iterator[str]:
	ratings = figures["ratings"]
	first, last = ratings[0], ratings[-1]
	values = [rating["rating"] for rating in ratings]
	if len(ratings) == 1:
		yield translate(_("{0} of 10 on {1}")).format(first["rating"], _shown(first["on"]))
		return
	yield translate(_("From {0} of 10 on {1} to {2} on {3}")).format(
		first["rating"], _shown(first["on"]), last["rating"], _shown(last["on"])
	)
	yield translate(_("{0} ratings, the lowest {1}, the highest {2}")).format(
		len(values), min(values), max(values)
	)


def _measurement(figures: Figures, translate: Translate) -> Iterator[str]:
	for point in figures["points"]:
		scored = [
			danish_number(point["score"]) if point["score"] is not None else "",
			point["reading"],
		]
		at = f"{translate(point['measured_at'])}, {_shown(point['on'])}"
		yield f"{at}: {' – '.join(word for word in scored if word)}"


def _review(figures: Figures, translate: Translate) -> Iterator[str]:
	yield translate(_("Decided: {0}")).format(translate(figures["decision"]))


_TOLD: dict[str, Callable[[Figures, Translate], Iterator[str]]] = {
	GOAL: _goal,
	STEPS: _steps,
	RATINGS: _ratings,
	MEASUREMENT: _measurement,
	REVIEW: _review,
}


def in_short(lines: Iterable[Mapping], course: Mapping[str, Any]) -> dict[str, Any]:
	"""Return the course in short, of nothing but what `lines` hand over and that there was a course.

	How it ended is told with its goals alone.
	"""
	figures = [line["figures"] for line in lines if line["figures"]]
	goals = [each for each in figures if each["kind"] == GOAL]
	ratings = next((each["ratings"] for each in figures if each["kind"] == RATINGS), [])
	return {
		"course_type": course["course_type"],
		"began_on": course["began_on"],
		"ended_on": course["ended_on"],
		"outcome": course["outcome"] if goals else None,
		"goals": len(goals),
		"goals_reached": sum(goal["progress"] == REACHED for goal in goals),
		"first_rating": ratings[0]["rating"] if ratings else None,
		"last_rating": ratings[-1]["rating"] if ratings else None,
	}


def in_sentences(short: Mapping[str, Any], translate: Translate) -> list[str]:
	"""Return the course in short as a reader wants it first."""
	kind = translate(short["course_type"])
	begun, ended = short["began_on"], short["ended_on"]
	sentences = [kind]
	if begun and ended:
		sentences = [translate(_("{0} from {1} to {2}.")).format(kind, _shown(begun), _shown(ended))]
	elif begun:
		sentences = [translate(_("{0} since {1}.")).format(kind, _shown(begun))]
	if short["outcome"]:
		sentences.append(translate(_("Outcome: {0}.")).format(translate(short["outcome"])))
	if short["goals"]:
		sentences.append(
			translate(_("{0} of the {1} goals told of here are reached.")).format(
				short["goals_reached"], short["goals"]
			)
		)
	if short["first_rating"] is not None:
		sentences.append(
			translate(_("Grip on life, in the person's own eyes: {0} at first, {1} at last.")).format(
				short["first_rating"], short["last_rating"]
			)
		)
	return sentences


def still_open(lines: Iterable[Mapping]) -> tuple[list[str], list[Mapping]]:
	"""Return the goals handed over that are neither reached nor let go, and the steps not done."""
	goals, steps = [], []
	for line in lines:
		figures = line.get("figures") or {}
		if figures.get("kind") == GOAL and figures["progress"] not in OVER:
			goals.append(line["heading"])
		if figures.get("progress") != LET_GO:
			steps += [step for step in figures.get("steps", ()) if not step["done_on"]]
	return goals, steps


def by_part(lines: Sequence[Mapping]) -> dict[str, list[Mapping]]:
	"""Return part -> its lines; of a packet that knew of no parts, all are in one."""
	return {part: [line for line in lines if line.get("part", OTHER) == part] for part in PARTS}


def _shown(day: str) -> str:
	return danish_date(date.fromisoformat(day))
