"""Loans: what a profile tells, who fits, and the days on which a loan holds (R22)."""

import json
from dataclasses import asdict, fields, replace
from datetime import date
from pathlib import Path

import pytest

from lat_corps.domain import criteria, lending
from lat_corps.domain.documents.loan import (
	LoanFacts,
	guard_loan_agreed,
	guard_loan_begun,
	guard_loan_offered,
	guard_loan_returned,
)
from lat_corps.domain.lending import Profile, Speech, Wish
from lat_corps.domain.staging import unmet

MENTOR = Path(lending.__file__).parents[1] / "corps/doctype/lat_mentor/lat_mentor.json"
NEVER_TOLD = {
	"open_courses",
	"user",
	"phone",
	"full_name",
	"gender",
	"wishes_gender",
	"wishes_age_from",
	"wishes_age_to",
	"family_migration",
	"meetings_a_month",
	*criteria.SUBJECTS.values(),
	*criteria.EXPERIENCES.values(),
	"birth_year",
	"cultural_background",
	"religion_politics",
	"preferences",
	"workflow_state",
	"stage",
	"capacity",
	"confirmed_answers",
	"profile_confirmed_on",
	"profile_help",
	"profile_unconfirmed",
	"may_be_lent",
	"last_coaching_on",
	"pauses",
	"next_coaching_due",
	"meetings",
	"long_relation",
	"employed",
	"job_title",
	"relation_work",
	"training_modules",
	"knowledge_checks",
	"status_reason",
}
LAYOUT = ("Section Break", "Column Break", "Tab Break")

PROFILE = Profile(
	municipality="Naboby",
	kind="Mentor",
	languages=(Speech("da", "Dansk", "Fluent"), Speech("ar", "Arabisk", "Mother tongue")),
	professional_experience="Socialpsykiatri og gadeplan.",
	temperament="Caring and familiar",
	availability="Tirsdag aften",
	free_places=2,
)


def fields_of_mentor() -> set[str]:
	meta = json.loads(MENTOR.read_text("utf-8"))
	return {field["fieldname"] for field in meta["fields"] if field["fieldtype"] not in LAYOUT}


def test_a_profile_has_the_listed_fields_and_no_others():
	assert tuple(field.name for field in fields(Profile)) == lending.PROFILE_FIELDS
	assert tuple(asdict(PROFILE)) == lending.PROFILE_FIELDS


def test_every_field_of_a_mentor_is_either_told_or_never_told():
	"""A field added to the mentor must be thought about: it is told only when it is listed."""
	told = set(lending.PROFILE_FIELDS) - {"free_places"}
	assert fields_of_mentor() == told | NEVER_TOLD
	assert not told & NEVER_TOLD


def test_a_match_reads_the_criteria_and_nothing_of_the_employment():
	employers = {"user", "employed", "job_title", "relation_work", "status_reason", "capacity"}
	assert set(lending.MATCH_FIELDS) <= fields_of_mentor()
	assert not employers & set(lending.MATCH_FIELDS)


@pytest.mark.parametrize(
	("wish", "found"),
	[
		(Wish(), True),
		(Wish(kind="Mentor"), True),
		(Wish(kind="Parent Coach"), False),
		(Wish(language="ar"), True),
		(Wish(language="so"), False),
		(Wish(experience="gadeplan SOCIALPSYKIATRI"), True),
		(Wish(experience="gadeplan fængsel"), False),
		(Wish(availability="aften"), True),
		(Wish(availability="morgen"), False),
	],
)
def test_a_profile_fits_when_all_that_is_asked_for_is_there(wish, found):
	assert lending.fits(PROFILE, wish) is found


def test_who_works_as_both_fits_either_kind():
	assert lending.fits(replace(PROFILE, kind="Both"), Wish(kind="Parent Coach"))


def test_who_has_no_room_is_not_found():
	assert not lending.fits(replace(PROFILE, free_places=0), Wish())


def test_the_order_of_profiles_tells_nothing():
	other = replace(PROFILE, availability="Altid")
	assert lending.in_neutral_order([PROFILE, other]) == lending.in_neutral_order([other, PROFILE])


def test_a_name_is_taken_out_of_free_text():
	text = "Samir har været i klubben; Haddads kolleger, og bo hjemme. Samirs hold."
	assert (
		lending.without_name(text, "Samir Bo Haddad")
		== "… har været i klubben; … kolleger, og bo hjemme. … hold."
	)
	assert lending.tells_name(text, "Samir Bo Haddad") and not lending.tells_name(
		"Klubben.", "Samir Bo Haddad"
	)
	assert lending.without_name(text, "") == text


def test_a_profile_reads_as_lines():
	assert lending.profile_text(PROFILE, str).splitlines() == [
		"Municipality: Naboby",
		"Works as: Mentor",
		"Languages: Dansk (Fluent), Arabisk (Mother tongue)",
		"Professional experience: Socialpsykiatri og gadeplan.",
		"Temperament: Caring and familiar",
		"Availability: Tirsdag aften",
		"Free places: 2",
	]


@pytest.mark.parametrize(
	("stage", "day", "holds"),
	[
		("Agreed", date(2026, 3, 1), True),
		("Active", date(2026, 3, 31), True),
		("Active", date(2026, 2, 28), False),
		("Active", date(2026, 4, 1), False),
		("Offered", date(2026, 3, 15), False),
		("Returned", date(2026, 3, 15), False),
	],
)
def test_a_loan_holds_from_its_first_day_to_its_last(stage, day, holds):
	assert lending.holds_on(stage, date(2026, 3, 1), date(2026, 3, 31), day) is holds


@pytest.mark.parametrize(
	("periods", "until"),
	[
		([], None),
		([(1, 10)], 10),
		([(1, 4)], None),
		([(6, 10)], None),
		([(1, 10), (11, 20)], 20),
		([(11, 20), (1, 10), (3, 12)], 20),
		([(1, 10), (12, 20)], 10),
		([(1, 20), (2, 6)], 20),
	],
)
def test_loans_that_follow_on_each_other_count_as_one(periods, until):
	march = [(date(2026, 3, first), date(2026, 3, last)) for first, last in periods]
	assert lending.covered_until(march, date(2026, 3, 5)) == (until and date(2026, 3, until))


def test_an_extension_follows_on_and_is_as_long():
	first, last = date(2026, 3, 1), date(2026, 3, 31)
	assert lending.extension(first, last, date(2026, 3, 20)) == (date(2026, 4, 1), date(2026, 5, 1))
	assert lending.extension(first, last, date(2026, 6, 1)) == (date(2026, 6, 1), date(2026, 7, 1))


FACTS = LoanFacts(
	actor_lends=True,
	mentor_named=True,
	mentor_here=True,
	mentor_stage="Active",
	mentor_fits=True,
	mentor_open=True,
	open_courses=1,
	capacity=2,
	missing_terms=(),
	lender_signed=True,
	borrower_signed=True,
	begun=True,
	over=False,
	status_reason="",
	borrower="Prøveby",
	courses_at_borrower=0,
)


def texts(messages) -> str:
	return " ".join(message.render() for message in messages)


@pytest.mark.parametrize("guard", [guard_loan_offered, guard_loan_agreed, guard_loan_begun])
def test_nothing_is_wrong_when_all_is_met(guard):
	assert not unmet(guard(FACTS))


@pytest.mark.parametrize(
	("change", "words"),
	[
		({"mentor_named": False}, "Choose mentor"),
		({"mentor_here": False}, "of the lending municipality"),
		({"mentor_stage": "Paused"}, "must be active"),
		({"mentor_fits": False}, "does not work as"),
		({"mentor_open": False}, "not open to loans"),
		({"open_courses": 2}, "2 of 2 courses"),
		({"actor_lends": False}, "by a coordinator of the lending"),
		({"over": True}, "is over"),
	],
)
def test_an_offer_needs_a_mentor_who_may_be_lent_and_has_room(change, words):
	found = unmet(guard_loan_offered(replace(FACTS, **change)))
	assert len(found) == 1 and words in texts(found)


def test_the_borrower_is_told_nothing_of_the_mentor_when_an_offer_is_refused():
	facts = replace(FACTS, actor_lends=False, mentor_stage="Paused", mentor_open=False, open_courses=2)
	assert len(unmet(guard_loan_offered(facts))) == 1


@pytest.mark.parametrize(
	("change", "words"),
	[
		({"over": True}, "is over"),
		({"missing_terms": ("Travel", "Insurance")}, "Travel, Insurance"),
		({"lender_signed": False}, "lending municipality has not signed"),
		({"borrower_signed": False}, "borrowing municipality has not signed"),
		({"mentor_stage": "Paused"}, "no longer free"),
		({"open_courses": 2}, "no longer free"),
		({"mentor_open": False}, "no longer free"),
	],
)
def test_an_agreement_needs_period_terms_and_both_signatures(change, words):
	found = unmet(guard_loan_agreed(replace(FACTS, **change)))
	assert len(found) == 1 and words in texts(found)


def test_a_loan_begins_with_its_period():
	assert "wait" in texts(unmet(guard_loan_begun(replace(FACTS, begun=False))))
	assert "is over" in texts(unmet(guard_loan_begun(replace(FACTS, over=True))))


def test_an_early_return_needs_a_reason_and_no_open_course():
	assert "reason" in texts(unmet(guard_loan_returned(FACTS)))
	assert "Prøveby: 1" in texts(
		unmet(guard_loan_returned(replace(FACTS, status_reason="Flytter.", courses_at_borrower=1)))
	)
	assert not unmet(guard_loan_returned(replace(FACTS, over=True, courses_at_borrower=1)))
