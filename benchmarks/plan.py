"""How long the plan for a waiting list takes, against the bare assignment of random costs as many.

	python benchmarks/plan.py
	python benchmarks/plan.py --plot docs/plan-growth.svg

2,000 waiting courses and 500 mentors with 1 to 6 places, in three cases: wishes and profiles at random; all
courses wish the same, so that they rank the mentors alike; and 95 percent of the pairs behind a limit. The
plan with the reasons of each pair and why each course is left over is timed beside
`scipy.optimize.linear_sum_assignment` on a matrix of random costs with a row for each course and a column for
each place: processor time, by turns in one run, and the median of what each turn gives. Then how it grows
with the waiting list, which `--plot` draws. Ends with 1 when a plan takes more than LIMIT times as long, one
pin's cost more than half of that, or a plan more than MEGABYTES.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
from growth_plot import drawn
from measuring import highest_memory, processor_time
from scipy.optimize import linear_sum_assignment

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lat_corps.domain import criteria
from lat_corps.domain.limits import Candidate, Waiting
from lat_corps.domain.match_sides import CitizenSide, MentorSide, MentorsWish, Wish
from lat_corps.domain.plan import Pin, Plan, Planner

COURSES, MENTORS = 2000, 500
LIMIT = 3
MEGABYTES = 500
TURNS = 9
GROWTH = (100, 250, 500, 1000, 2000)
LANGUAGES = ("da", "en", "ar", "tr", "ku", "fa", "so", "de", "bs", "sr")
KINDS = (criteria.CARING, criteria.FORMAL)


def wishes(chance: random.Random) -> tuple[Wish, ...]:
	low = chance.randrange(20, 50, 5)
	every = (
		Wish(criteria.GENDER, value=chance.choice(("Woman", "Man"))),
		Wish(criteria.AGE, value=(low, low + chance.choice((10, 20)))),
		Wish(criteria.CULTURE, value=criteria.WITH_MIGRATION),
		Wish(criteria.RELIGION_POLITICS, value=chance.choice(list(criteria.SUBJECTS))),
		Wish(criteria.TEMPERAMENT, value=chance.choice(KINDS)),
		Wish(criteria.EXPERIENCE, value=chance.choice(list(criteria.EXPERIENCES))),
		Wish(criteria.AVAILABILITY, value=chance.choice((2, 4, 8))),
	)
	return tuple(chance.sample(every, chance.randrange(0, 5)))


def people(
	courses: int, mentors: int, spoken: Callable[[random.Random], set], same: bool = False
) -> tuple[list[Waiting], list[Candidate]]:
	chance = random.Random(7)
	alike = wishes(random.Random(3))
	waiting = [
		Waiting(
			f"LAT-2026-{number:05}",
			CitizenSide(
				wishes=alike if same else wishes(chance),
				languages=dict.fromkeys({"da"} if same else spoken(chance), ""),
				gender="Man" if same else chance.choice(("Woman", "Man")),
				age=20 if same else chance.randrange(13, 30),
			),
			"Mentor course",
			"Fjordby",
		)
		for number in range(courses)
	]
	corps = [
		Candidate(
			f"LAT-M-{number:05}",
			MentorSide(
				languages=dict.fromkeys(spoken(chance), ""),
				gender=chance.choice(("Woman", "Man")),
				ages=((age := chance.randrange(25, 65)), age + 1),
				migration=chance.choice((criteria.MIGRATED, criteria.NOT_MIGRATED)),
				subjects=frozenset(chance.sample(list(criteria.SUBJECTS), 2)),
				temperament=chance.choice((*KINDS, criteria.BOTH_WAYS)),
				experience=frozenset(chance.sample(list(criteria.EXPERIENCES), 2)),
				meetings_a_month=chance.choice((2, 4, 8)),
				long_relation=chance.random() < 0.8,
				wishes=MentorsWish(gender=chance.choice(("", "", "Woman", "Man"))),
			),
			"Both",
			frozenset(("Fjordby",)),
			capacity=chance.randrange(1, 7),
		)
		for number in range(mentors)
	]
	return waiting, corps


def danish_and_more(chance: random.Random) -> set[str]:
	return {"da", *chance.sample(LANGUAGES, chance.randrange(0, 3))}


def one_of_twenty(chance: random.Random) -> set[str]:
	return {f"language {chance.randrange(20)}"}


CASES = {
	"at random": {"spoken": danish_and_more},
	"ranked alike": {"spoken": danish_and_more, "same": True},
	"95 percent forbidden": {"spoken": one_of_twenty},
}


def planned(waiting: list[Waiting], corps: list[Candidate], pins: tuple[Pin, ...] = ()) -> Plan:
	plan = Planner(waiting, corps, pins).plan()
	for pair in plan.pairs:
		assert pair.reasons
	return plan


def bare(waiting: list[Waiting], corps: list[Candidate]) -> Callable[[], object]:
	costs = np.random.default_rng(1).random((len(waiting), sum(mentor.free_places for mentor in corps)))
	return lambda: linear_sum_assignment(costs)


def measured(waiting: list[Waiting], corps: list[Candidate]) -> dict[str, list[float]]:
	"""Return seconds of each turn: the bare assignment, the plan, and what a pin of its first pair costs."""
	solver, pair = bare(waiting, corps), planned(waiting, corps).pairs[0]
	pin = Pin(pair.course.name, pair.mentor.name)
	pinned = Planner(waiting, corps, (pin,))
	pinned.plan()
	works = {
		"bare": solver,
		"plan": lambda: planned(waiting, corps),
		"pin": lambda: pinned.cost_of(pin),
	}
	seconds: dict[str, list[float]] = {name: [] for name in works}
	for _turn in range(TURNS):
		for name, work in works.items():
			seconds[name].append(processor_time(work))
	return seconds


def times_as_long(seconds: dict[str, list[float]], name: str) -> float:
	"""Return how many times as long as the bare assignment of the same turn it takes: the median."""
	return median(taken / bare for taken, bare in zip(seconds[name], seconds["bare"], strict=True))


def growth() -> dict[int, dict[str, float]]:
	found = {}
	for courses in GROWTH:
		seconds = measured(*people(courses, courses // 4, danish_and_more))
		found[courses] = {name: median(times) for name, times in seconds.items()}
		bare, plan = found[courses]["bare"], found[courses]["plan"]
		print(f"{courses} courses: bare {bare:.3f} s, plan {plan:.3f} s", flush=True)
	return found


def plot(found: dict[int, dict[str, float]]) -> str:
	lines = {
		label: {courses: times[name] for courses, times in found.items()}
		for name, label in (("plan", "plan with its reasons"), ("bare", "bare assignment"))
	}
	return drawn("A plan for the waiting list, seconds of the processor", "waiting courses", lines)


def main(arguments: list[str]) -> int:
	parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
	parser.add_argument(
		"--plot", type=Path, help="draw how it grows into this file, and measure nothing else"
	)
	options = parser.parse_args(arguments)
	if options.plot:
		options.plot.write_text(plot(growth()), "utf-8")
		return 0
	kept = True
	for case, how in CASES.items():
		waiting, corps = people(COURSES, MENTORS, **how)
		found = measured(waiting, corps)
		memory = highest_memory(lambda waiting=waiting, corps=corps: planned(waiting, corps))
		ratio, pin = times_as_long(found, "plan"), times_as_long(found, "pin")
		kept &= ratio <= LIMIT and pin <= LIMIT / 2 and memory < MEGABYTES
		print(
			f"{case}: bare {median(found['bare']):.3f} s, plan {median(found['plan']):.3f} s, "
			f"{ratio:.2f} times; one pin {pin:.2f} times; {memory:.0f} MB",
			flush=True,
		)
	growth()
	return 0 if kept else 1


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
