"""The match board: who is on it, in which order, what is said of each, and who may look (R11, R26 to R36)."""

import json
import random
from functools import partial

import frappe
import pytest

from lat_corps.casework.board import of_course
from lat_corps.casework.candidates import waiting_courses
from lat_corps.casework.mentors import candidate, mentors_of
from lat_corps.domain import criteria
from lat_corps.domain.limits import limits_of
from lat_corps.domain.matching import weigh as weigh_all
from lat_corps.domain.pair_costs import shortfall
from tests import factories
from tests.factories import HOME, act, as_user


@pytest.fixture
def case(world):
	return factories.case_at("Matching", world)


def board(case, world, person: str = "coordinator") -> dict:
	with as_user(world[person]):
		return drawn(of_course(case.name, 500))


def drawn(answer: dict) -> dict:
	"""Put the findings of each candidate in their places, and every sentence into words, as the page does."""
	findings = rendered(answer.pop("findings"))
	found = rendered(answer)
	for each in found["candidates"]:
		each["findings"] = [findings[place] for place in each["findings"]]
	return found


def rendered(answer: object) -> object:
	"""Put every sentence of an answer into English, as the page does into the language of the reader."""
	if isinstance(answer, dict):
		if "text" in answer:
			values = answer.get("values", {})
			return answer["text"].format(**{name: said(value) for name, value in values.items()})
		return {name: rendered(value) for name, value in answer.items()}
	return [rendered(each) for each in answer] if isinstance(answer, list) else answer


def said(value: object) -> object:
	return ", ".join(str(rendered(part)) for part in value) if isinstance(value, list) else rendered(value)


def shown(case, world) -> dict[str, dict]:
	return {candidate["mentor"]: candidate for candidate in board(case, world)["candidates"]}


def test_the_first_in_order_stand_on_it_and_how_many_more_there_are(world, case):
	every = board(case, world)["candidates"]
	with as_user(world["coordinator"]):
		first = drawn(of_course(case.name, "1"))
		assert first["candidates"] == every[:1] and first["left"] == len(every) - 1 > 0
		last = factories.propose(case, every[-1]["mentor"])
		shown = of_course(case.name, 1)
	assert [each["mentor"] for each in shown["candidates"]] == [every[0]["mentor"], last.mentor]
	assert shown["left"] == len(every) - 2


def wish(case, world, **values) -> None:
	with as_user(world["coordinator"]):
		case.reload().append("preferences", values)
		case.save()


def change(mentor: str, **values) -> None:
	frappe.db.set_value("LAT Mentor", mentor, values)


def test_the_mentors_of_the_municipality_stand_on_it_and_nobody_elses(world, case):
	found = shown(case, world)
	assert {world.mentors["mentor"], world.mentors["second_mentor"]} <= found.keys()
	assert world.mentors["away_mentor"] not in found


def test_a_mentor_on_loan_stands_on_it_marked(world, case):
	factories.lendable_mentor(world)
	assert world.mentors["lent"] not in shown(case, world)
	factories.loan_at("Active", world)
	assert shown(case, world)[world.mentors["lent"]]["lent_by"] == factories.AWAY
	assert not shown(case, world)[world.mentors["mentor"]]["lent_by"]


def test_who_fits_better_stands_first_and_who_cannot_be_offered_it_last(world, case):
	first, second = world.mentors["mentor"], world.mentors["second_mentor"]
	wish(case, world, criterion="Temperament", temperament="Caring and familiar")
	for one, other in ((first, second), (second, first)):
		change(one, temperament="Caring and familiar", capacity=9)
		change(other, temperament="Authoritative and formal", capacity=9)
		order = [*shown(case, world)]
		assert order.index(one) < order.index(other)
	change(second, stage="Paused")
	assert [*shown(case, world)].index(second) > [*shown(case, world)].index(first)
	assert shown(case, world)[second]["limits"][0]["lift"]


def test_the_order_is_that_of_all_that_is_weighed_of_each(world, case):
	dice, must = random.Random(26), {"strength": "Must"}
	for wished in (
		{"criterion": "Gender", "gender": "Woman"},
		{"criterion": "Age", "age_from": 30, "age_to": 45},
		{"criterion": "Language", "spoken": "ar"},
		{"criterion": "Religion and politics", "subject": "Islam"},
		{"criterion": "Temperament", "temperament": criteria.CARING, **must},
	):
		wish(case, world, **wished)
	factories.case_at("Active", world)
	for number in range(8):
		colleague = frappe.get_doc(
			{"doctype": "LAT Mentor", "name": f"LAT-M-BOARD-{number}", "full_name": "Kim"}
		)
		colleague.update({"municipality": HOME, "stage": "Active"}).db_insert()
		for idx, code in enumerate(dice.sample(("ar", "da", "so"), number % 3)):
			row = frappe.get_doc(
				{"doctype": "LAT Spoken Language", "name": f"BOARD-{number}-{idx}", "idx": 3 - idx}
			)
			row.update({"parent": colleague.name, "parenttype": "LAT Mentor", "parentfield": "languages"})
			row.update({"language": code}).db_insert()
	waiting = waiting_courses([case.name])[0].waiting
	for _round in range(30):
		for mentor in shown(case, world):
			change(mentor, **profile(dice))
		every = sorted(mentors_of([HOME]), key=partial(place_of, waiting))
		assert [*shown(case, world)] == [row.name for row in every]


def place_of(waiting, row) -> tuple:
	mentor = candidate(row)
	since = 10**6 if row.days_since_last is None else row.days_since_last
	missing = shortfall(weigh_all(waiting.side, mentor.side), waiting.weights)
	return bool(limits_of(waiting, mentor)), missing, row.open_courses, -since, row.name


def profile(dice: random.Random) -> dict:
	changed = dice.sample(("gender", "birth_year", "languages", "preferences"), dice.randrange(3))
	return {
		"stage": dice.choice(("Active", "Active", "Active", "Paused")),
		"capacity": dice.choice((1, 9)),
		"kind": dice.choice(("Both", "Both", "Parent Coach")),
		"gender": dice.choice(("Woman", "Man")),
		"birth_year": dice.choice((0, 1981, 1996)),
		"temperament": dice.choice((criteria.CARING, criteria.CARING, None)),
		"talks_of_islam": dice.randrange(2),
		"talks_of_christianity": dice.randrange(2),
		"meetings_a_month": dice.choice((0, 2, 8)),
		"long_relation": dice.randrange(2),
		"wishes_gender": dice.choice(("", "Man")),
		"wishes_age_from": dice.choice((0, 40)),
		"preferences": dice.choice((None, "Gerne en, der spiller skak")),
		"profile_unconfirmed": int(bool(changed)),
		"confirmed_answers": json.dumps(dict.fromkeys(changed, "")),
	}


def test_what_is_longer_than_the_database_hands_over_at_once_is_read_apart(world, case):
	every = board(case, world)
	if frappe.db.db_type != "mariadb":
		pytest.skip("SQLite joins texts of any length")
	frappe.db.sql("set session group_concat_max_len = 300")
	assert board(case, world) == every


@pytest.mark.parametrize("person", ["coordinator", "administrator"])
def test_a_weight_of_the_municipality_decides_between_wishes_and_is_shown(world, case, person):
	woman, caring = world.mentors["mentor"], world.mentors["second_mentor"]
	wish(case, world, criterion="Gender", gender="Woman")
	wish(case, world, criterion="Temperament", temperament="Caring and familiar")
	change(woman, gender="Woman", temperament="Authoritative and formal", capacity=9)
	change(caring, gender="Man", temperament="Caring and familiar", capacity=9)
	weights = weigh(world, person)
	for field, criterion, first in (
		("weighs_gender", "Gender", woman),
		("weighs_temperament", "Temperament", caring),
	):
		weights = weigh(world, person, weights, **{field: 5})
		order = [mentor for mentor in shown(case, world) if mentor in (woman, caring)]
		assert order[0] == first
		findings = shown(case, world)[woman]["findings"]
		assert {each["criterion"]: each["weight"] for each in findings}[criterion] == 5
		assert not shown(case, world)[caring]["limits"]
		weights = weigh(world, person, weights, **{field: 1})


def weigh(world, person: str, weights=None, **values):
	with as_user(world[person]):
		weights = weights or frappe.get_doc({"doctype": "LAT Match Weights", "municipality": HOME}).insert()
		weights.update(values)
		return weights.save()


def test_without_written_weights_each_criterion_counts_the_same(world, case):
	weights = {each["weight"] for each in shown(case, world)[world.mentors["mentor"]]["findings"]}
	assert weights == {1}


@pytest.mark.parametrize("value", [0, -1, 11, "2.5", "meget", None, [3]])
def test_what_is_no_weight_is_refused_by_its_name(world, value):
	with pytest.raises(frappe.ValidationError, match=r"whole number from 1 to 10.*Language"):
		weigh(world, "coordinator", weigh(world, "coordinator"), weighs_language=value)


def test_each_criterion_tells_why_it_counts_and_who_has_found_that(world, case):
	about = board(case, world)["about"]
	assert about.keys() == criteria.ABOUT.keys()
	assert all(each["why"] and each["source"] for each in about.values())


def test_each_criterion_says_both_sides_and_how_they_fit(world, case):
	wish(case, world, criterion="Language", spoken="ar", strength="Must")
	candidate = shown(case, world)[world.mentors["mentor"]]
	(language,) = (each for each in candidate["findings"] if each["criterion"] == "Language")
	assert (language["fit"], language["strength"], language["person"]) == ("Not met", "Must", "Arabic")
	assert [limit["says"] for limit in candidate["limits"]] == ["A must of the person is not met."]


def test_load_offers_and_the_match_of_the_course_are_told(world, case):
	mentor = world.mentors["mentor"]
	before = shown(case, world)[mentor]
	with as_user(world["coordinator"]):
		match = factories.propose(case, mentor)
	act(match, "Offer match", world["coordinator"])
	now = shown(case, world)[mentor]
	assert (now["open"], now["offers"]) == (before["open"] + 1, before["offers"] + 1)
	assert now["match"] == {"name": match.name, "stage": "Offered"}
	assert frappe.db.exists("LAT Read Log", {"action": "Listed", "document_number": match.name})
	other = factories.case_at("Active", world)
	assert shown(case, world)[mentor]["days_since_last"] == 0 and other.mentor == mentor


def test_a_conflict_that_was_found_stays_in_the_way(world, case):
	mentor = world.mentors["mentor"]
	with as_user(world["coordinator"]):
		match = factories.propose(
			case,
			mentor,
			conflict_of_interest="There is one",
			conflict_note="Naboer.",
			decline_reason="Naboer.",
		)
	act(match, "Decline match", world["coordinator"])
	candidate = shown(case, world)[mentor]
	assert candidate["limits"][0]["says"].startswith("There is a conflict of interest")
	assert candidate["match"] is None


def test_what_was_not_asked_about_is_said(world, case):
	assert board(case, world)["unasked"] == []
	wish(case, world, criterion="Age", strength="Not asked yet")
	assert board(case, world)["unasked"] == ["Age"]
	case.reload().db_set("preferences_asked", 0)
	assert len(board(case, world)["unasked"]) == 9


@pytest.mark.parametrize("person", ["away_coordinator", "manager", "second_mentor", "caseworker"])
def test_nobody_else_looks_at_it(world, case, person):
	with pytest.raises(frappe.PermissionError):
		board(case, world, person)


def test_the_mentor_of_a_course_does_not_see_the_colleagues_side_by_side(world):
	with pytest.raises(frappe.PermissionError, match="coordinator of the course"):
		board(factories.case_at("Active", world), world, "mentor")


def test_nothing_of_the_employment_is_told(world, case):
	told = frappe.as_json(board(case, world))
	change(world.mentors["mentor"], status_reason="Sygemeldt i foråret", job_title="Pædagog i klub")
	assert frappe.as_json(board(case, world)) == told and HOME not in told
