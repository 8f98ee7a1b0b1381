"""The plan for a waiting list: the optimum within places and limits (R11, R26 to R35)."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lat_corps.domain import criteria, match_sides
from lat_corps.domain.assignment import assign
from lat_corps.domain.limits import Candidate, Limit, Waiting, limits_of, said
from lat_corps.domain.match_sides import CitizenSide, MentorSide, Wish
from lat_corps.domain.matching import Reasons, weigh
from lat_corps.domain.pair_costs import Pairs, shortfall
from lat_corps.domain.plan import Pin, Planner
from lat_corps.domain.ranking import standing
from tests.domain.test_matching import citizens, mentors

HOME = "Fjordby"
DANISH = {"da": "Dansk"}


def course(name="F1", *wishes, languages=DANISH, **values) -> Waiting:
	side = CitizenSide(wishes=wishes, languages=languages, interpreter=values.pop("interpreter", ""))
	return Waiting(name, side, **{"course_type": "Mentor course", "municipality": HOME, **values})


def mentor(name="M1", capacity=1, **values) -> Candidate:
	side = {"languages": DANISH, "gender": "Woman"}
	side.update({key: values.pop(key) for key in [*values] if key in MentorSide.__dataclass_fields__})
	return Candidate(
		name,
		MentorSide(**side),
		**{"kind": "Mentor", "works_in": frozenset((HOME,)), **values},
		capacity=capacity,
	)


WOMAN = Wish(criteria.GENDER, value="Woman")
MAN = Wish(criteria.GENDER, value="Man")
MUST_BE_MAN = replace(MAN, strength=criteria.MUST)


@pytest.mark.parametrize(
	("one", "other", "limits"),
	[
		({}, {}, Limit(0)),
		({}, {"active": False}, Limit.ACTIVE),
		({}, {"open_courses": 1}, Limit.PLACE),
		({"course_type": "Parent-coach course"}, {}, Limit.KIND),
		({"course_type": "Parent-coach course"}, {"kind": "Both"}, Limit(0)),
		({"languages": {"ar": "Arabisk"}}, {}, Limit.LANGUAGE),
		({"languages": {"ar": "Arabisk"}, "interpreter": "Nadia Saleh"}, {}, Limit(0)),
		({"municipality": "Skovborg"}, {}, Limit.LOAN),
		({"refused": frozenset(("M1",))}, {}, Limit.REFUSED),
		({"municipality": "Skovborg"}, {"active": False}, Limit.LOAN | Limit.ACTIVE),
	],
)
def test_each_limit_and_all_of_them_at_once(one, other, limits):
	found = limits_of(course(**one), mentor(**other))
	assert found == limits and len(said(found)) == bin(limits).count("1")
	assert all(sentence.render() and lift.render() for sentence, lift in said(found))


@pytest.mark.parametrize(
	("wish", "gender", "limits"),
	[
		(MUST_BE_MAN, "Woman", Limit.MUST),
		(MUST_BE_MAN, "", Limit(0)),
		(MUST_BE_MAN, "Man", Limit(0)),
		(MAN, "Woman", Limit(0)),
	],
)
def test_a_must_that_is_not_met_is_a_limit_and_an_unknown_one_is_asked_about(wish, gender, limits):
	assert limits_of(course("F1", wish), mentor(gender=gender)) == limits


def pairs_of(plan) -> dict[str, str]:
	return {pair.course.name: pair.mentor.name for pair in plan.pairs}


def test_wishes_decide_who_gets_whom_and_each_pair_says_why():
	plan = Planner(
		[course("F1", WOMAN), course("F2", MAN)], [mentor("M1", gender="Man"), mentor("M2", gender="Woman")]
	).plan()
	assert pairs_of(plan) == {"F1": "M2", "F2": "M1"}
	assert [finding.fit for finding in plan.pairs[0].reasons if finding.stated] == [criteria.MET]


def test_more_courses_with_a_mentor_come_before_better_fits():
	plan = Planner(
		[course("F1", WOMAN), course("F2", WOMAN, languages={"ar": "Arabisk"})],
		[mentor("M1", languages={"da": "Dansk", "ar": "Arabisk"}), mentor("M2", gender="Man")],
	).plan()
	assert pairs_of(plan) == {"F1": "M2", "F2": "M1"}


def test_a_mentor_behind_a_limit_is_never_proposed_and_the_course_says_what_would_help():
	plan = Planner(
		[course("F1", MUST_BE_MAN)], [mentor("M1"), mentor("M2"), mentor("M3", active=False)]
	).plan()
	(left,) = plan.left_over
	assert not plan.pairs and "No mentor can be offered" in left.why.render()
	assert [(help.render(), count) for help, count in left.helps] == [
		("Ask the person again, or borrow a mentor.", 2)
	]


def test_a_course_that_lost_its_place_says_so():
	plan = Planner([course("F1", WOMAN), course("F2", MAN)], [mentor("M1")]).plan()
	(left,) = plan.left_over
	assert (left.course.name, left.helps[0][1]) == ("F2", 1)
	assert "All places of the 1 mentors" in left.why.render()


def test_without_mentors_and_without_courses():
	assert "no mentor at all" in Planner([course()], []).plan().left_over[0].why.render()
	assert Planner([], [mentor()]).plan().pairs == ()


def test_equals_are_loaded_evenly():
	courses = [course(f"F{number}") for number in range(6)]
	plan = Planner(courses, [mentor("M1", 6), mentor("M2", 6), mentor("M3", 6, open_courses=2)]).plan()
	found = [*pairs_of(plan).values()]
	assert [found.count("M1"), found.count("M2"), found.count("M3") + 2] in ([3, 3, 2], [3, 2, 3], [2, 3, 3])


def test_a_pin_is_kept_and_tells_what_it_costs():
	courses = [course("F1", WOMAN), course("F2", MAN)]
	corps = [mentor("M1", gender="Man"), mentor("M2", gender="Woman")]
	pin = Pin("F1", "M1")
	planner = Planner(courses, corps, [pin])
	plan = planner.plan()
	assert pairs_of(plan) == {"F1": "M1", "F2": "M2"}
	assert [pair.pinned for pair in plan.pairs] == [True, False]
	cost = planner.cost_of(pin)
	assert (cost.left_over, cost.worse, cost.costs_nothing) == (0, ("F2",), False)
	free = Pin("F1", "M2")
	assert Planner(courses, corps, [free]).cost_of(free).costs_nothing


def test_a_pin_that_leaves_another_course_without_a_mentor_says_so():
	arabic = {"ar": "Arabisk", "da": "Dansk"}
	pin = Pin("F1", "M1")
	planner = Planner(
		[course("F1"), course("F2", languages={"ar": "Arabisk"})],
		[mentor("M1", languages=arabic), mentor("M2")],
		[pin],
	)
	assert planner.cost_of(pin).left_over == 1 and len(planner.plan().left_over) == 1


def test_a_pin_behind_a_limit_or_beyond_the_places_is_not_kept():
	behind, first, beyond = Pin("F1", "M2"), Pin("F2", "M1"), Pin("F3", "M1")
	planner = Planner(
		[course("F1"), course("F2"), course("F3")],
		[mentor("M1"), mentor("M2", active=False)],
		[beyond, first, behind],
	)
	assert planner.plan().refused_pins == ((behind, Limit.ACTIVE), (beyond, Limit.PLACE))
	assert pairs_of(planner.plan()) == {"F2": "M1"}


def best(missing, allowed=None, free=None, load=None):
	"""The assignment of a matrix of whole numbers, as pairs of row and column."""
	missing = np.array(missing, np.int32)
	columns = missing.shape[1]
	return assign(
		missing,
		np.ones(missing.shape, bool) if allowed is None else np.array(allowed, bool),
		np.array([1] * columns if free is None else free, np.intp),
		np.array([0] * columns if load is None else load, np.intp),
	)


def total(missing, found) -> int:
	return sum(missing[row][column] for row, column in found.items())


PROJECT_EULER = [
	[7, 53, 183, 439, 863],
	[497, 383, 563, 79, 973],
	[287, 63, 343, 169, 583],
	[627, 343, 773, 959, 943],
	[767, 473, 103, 699, 303],
]
PUBLISHED = {
	"documentation of scipy.optimize.linear_sum_assignment": ([[4, 1, 3], [2, 0, 5], [3, 2, 2]], 5),
	"documentation of the package munkres": ([[5, 9, 1], [10, 3, 2], [8, 7, 4]], 12),
	"OR-tools, Solving an Assignment Problem (five workers, four tasks)": (
		[[90, 80, 75, 70], [35, 85, 55, 65], [125, 95, 90, 95], [45, 110, 95, 115], [50, 100, 90, 100]],
		265,
	),
	# The largest sum, 3315, is the least of what is missing from 1000 five times.
	"Project Euler, problem 345": ([[1000 - each for each in row] for row in PROJECT_EULER], 5000 - 3315),
	# Row times column: the largest row takes the smallest column, n (n + 1) (n + 2) / 6.
	"Machol and Wien, A hard assignment problem, Operations Research 24, 1976": (
		[[row * column for column in range(1, 41)] for row in range(1, 41)],
		40 * 41 * 42 // 6,
	),
}


@pytest.mark.parametrize("source", PUBLISHED)
def test_published_problems_have_their_known_optimum(source):
	matrix, optimum = PUBLISHED[source]
	found = best(matrix)
	assert total(matrix, found) == optimum and len(found) == min(len(matrix), len(matrix[0]))


def brute_force(missing, allowed, free, load) -> tuple[int, int, int]:
	"""Rows left over, missing and load of the best of all ways, each row at a column or at none."""
	columns = range(len(free))
	ways = product(*([None, *(column for column in columns if may[column])] for may in allowed))
	return min(
		(
			way.count(None),
			sum(missing[row][column] for row, column in enumerate(way) if column is not None),
			sum(sum(range(load[column], load[column] + way.count(column))) for column in columns),
		)
		for way in ways
		if all(way.count(column) <= free[column] for column in columns)
	)


@st.composite
def problems(draw):
	rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 4))

	def matrix(cell):
		return draw(
			st.lists(st.lists(cell, min_size=columns, max_size=columns), min_size=rows, max_size=rows)
		)

	def vector(largest):
		return draw(st.lists(st.integers(0, largest), min_size=columns, max_size=columns))

	return matrix(st.integers(0, 3)), matrix(st.booleans()), vector(3), vector(2)


@given(problems())
def test_the_total_is_that_of_the_best_of_all_ways(problem):
	missing, allowed, free, load = problem
	found = best(missing, allowed, free, load)
	placed = [*found.values()]
	assert all(allowed[row][column] for row, column in found.items())
	assert all(placed.count(column) <= places for column, places in enumerate(free))
	loads = (sum(range(load[column], load[column] + placed.count(column))) for column in range(len(free)))
	assert (len(missing) - len(found), total(missing, found), sum(loads)) == brute_force(*problem)


def test_sums_that_would_not_be_exact_are_refused():
	with pytest.raises(OverflowError):
		best([[2**31 - 1] * 3] * 3, load=[2**30] * 3)


weights = st.dictionaries(st.sampled_from((*criteria.WEIGHT_FIELDS,)), st.integers(1, criteria.HEAVIEST))
named_courses = st.builds(
	Waiting,
	weights=weights,
	name=st.text("abcde", min_size=1, max_size=3),
	side=citizens,
	course_type=st.sampled_from(("Mentor course", "Parent-coach course")),
	municipality=st.sampled_from((HOME, "Skovborg")),
)
named_mentors = st.builds(
	Candidate,
	name=st.text("abcde", min_size=1, max_size=3),
	side=mentors,
	kind=st.sampled_from(("Mentor", "Parent Coach", "Both")),
	works_in=st.sampled_from((frozenset((HOME,)), frozenset((HOME, "Skovborg")))),
	capacity=st.integers(0, 3),
	open_courses=st.integers(0, 2),
	active=st.sampled_from((True, True, False)),
)
waiting_lists = st.lists(named_courses, max_size=5, unique_by=lambda each: each.name)
corps = st.lists(named_mentors, max_size=4, unique_by=lambda each: each.name)


@given(waiting_lists, corps)
@settings(deadline=None)
def test_a_plan_keeps_to_places_and_limits_and_leaves_nobody_waiting_in_vain(courses, mentors):
	plan = Planner(courses, mentors).plan()
	taken = [pair.mentor.name for pair in plan.pairs]
	for pair in plan.pairs:
		assert not limits_of(pair.course, pair.mentor)
	for mentor in mentors:
		assert taken.count(mentor.name) <= mentor.free_places
	room = [mentor for mentor in mentors if taken.count(mentor.name) < mentor.free_places]
	for left in plan.left_over:
		assert not [mentor for mentor in room if not limits_of(left.course, mentor)]
	told = {pair.course.name for pair in plan.pairs} | {left.course.name for left in plan.left_over}
	assert told == {each.name for each in courses} and len(plan.pairs) + len(plan.left_over) == len(courses)


@given(waiting_lists, corps)
@settings(deadline=None)
def test_the_reasons_of_a_pair_are_what_is_weighed_of_it_alone(courses, mentors):
	reasons = Reasons()
	for course in courses:
		for mentor in mentors:
			assert reasons.of(course.side, mentor.side) == weigh(course.side, mentor.side)


@given(waiting_lists, corps, st.randoms())
@settings(deadline=None)
def test_the_order_of_the_lists_changes_no_pair(courses, mentors, random):
	pairs = pairs_of(Planner(courses, mentors).plan())
	random.shuffle(courses)
	random.shuffle(mentors)
	assert pairs_of(Planner(courses, mentors).plan()) == pairs


@given(waiting_lists, corps)
@settings(deadline=None)
def test_all_pairs_at_once_are_weighed_as_each_pair_alone(courses, mentors):
	pairs = Pairs(courses, mentors)
	for row, course in enumerate(courses):
		for column, mentor in enumerate(mentors):
			assert pairs.limits[row, column] == limits_of(course, mentor)
			alone = shortfall(weigh(course.side, mentor.side), course.weights)
			assert pairs.missing[row, column] == alone


class Row(list):
	"""Mentors as `ranking` reads them: what two of them differ in is what they have answered."""

	@property
	def names(self):
		return [mentor.name for mentor in self]

	def candidate(self, place):
		return self[place]

	def side(self, place, criterion):
		return self[place].side

	def places(self):
		return [(each.active, each.capacity, each.open_courses, each.kind, each.works_in) for each in self]

	def answers(self, criterion):
		return [(match_sides.ANSWERS[criterion](each.side), each.side.unconfirmed) for each in self]


@given(named_courses, corps, st.frozensets(st.text("abcde", min_size=1, max_size=3)))
@settings(deadline=None)
def test_many_stand_as_each_that_is_weighed_alone(course, mentors, refused):
	course = replace(course, refused=refused)
	barred, missing = standing(course, Row(mentors))
	assert barred == [bool(limits_of(course, mentor)) for mentor in mentors]
	assert missing == [shortfall(weigh(course.side, mentor.side), course.weights) for mentor in mentors]


ANSWERS = {
	criteria.GENDER: lambda wish: {"gender": wish.value},
	criteria.RELIGION_POLITICS: lambda wish: {"subjects": frozenset((wish.value,))},
	criteria.TEMPERAMENT: lambda wish: {"temperament": wish.value},
	criteria.EXPERIENCE: lambda wish: {"experience": frozenset((wish.value,))},
	criteria.LANGUAGE: lambda wish: {"languages": {wish.value: wish.value}},
}


@given(citizens, weights)
def test_one_more_met_wish_never_moves_a_candidate_down(citizen, weights):
	"""What a mentor answers to a wish leaves less missing, and so a place further up."""
	before = MentorSide()

	def missing(mentor: MentorSide) -> int:
		return shortfall(weigh(citizen, mentor), weights)

	for wish in citizen.wishes:
		if wish.stated and wish.value is not None and wish.criterion in ANSWERS:
			after = replace(before, **ANSWERS[wish.criterion](wish))
			others = [each for each in citizen.wishes if each.criterion == wish.criterion and each.stated]
			if len(others) == 1:
				assert missing(after) < missing(before)
				before = after


def test_a_weight_decides_between_two_wishes_and_keeps_nobody_out():
	wishes = (WOMAN, Wish(criteria.TEMPERAMENT, value=criteria.CARING))
	woman = mentor("M1", temperament=criteria.FORMAL)
	caring = mentor("M2", gender="Man", temperament=criteria.CARING)
	for criterion, chosen in ((criteria.GENDER, "M1"), (criteria.TEMPERAMENT, "M2")):
		waiting = course("F1", *wishes, weights={criterion: 2})
		assert not limits_of(waiting, woman) and not limits_of(waiting, caring)
		assert pairs_of(Planner([waiting], [woman, caring]).plan()) == {"F1": chosen}


def test_each_municipality_has_its_own_weights_in_one_plan():
	wishes = (WOMAN, Wish(criteria.TEMPERAMENT, value=criteria.CARING))
	everywhere = {"capacity": 1, "works_in": frozenset((HOME, "Skovborg"))}
	corps = [
		mentor("M1", gender="Man", temperament=criteria.CARING, **everywhere),
		mentor("M2", temperament=criteria.FORMAL, **everywhere),
	]
	courses = [
		course("F1", *wishes, weights={criteria.GENDER: 2}),
		course("F2", *wishes, municipality="Skovborg", weights={criteria.TEMPERAMENT: 2}),
	]
	assert pairs_of(Planner(courses, corps).plan()) == {"F1": "M2", "F2": "M1"}
