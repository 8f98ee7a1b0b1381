"""How long a consent holds, by the person's age (N4)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lat_corps.domain.consent import (
	BRIEFING,
	CITIZEN,
	COORDINATION,
	COURSE,
	CUSTODY_HOLDER,
	HANDOVER,
	AgeLimits,
	Consent,
	covers,
	missing_givers,
	missing_to_partner,
	missing_to_pass_on,
	outgrown_givers,
	required_givers,
)

BORN = date(2008, 2, 29)


def at(age: int) -> date:
	return date(BORN.year + age, 3, 1)


def consent(given_by: str, age: int, **values) -> Consent:
	return Consent(COURSE, given_by, at(age), born=BORN, **values)


@pytest.mark.parametrize(
	("given_by", "given_at", "asked_at", "holds"),
	[
		(CUSTODY_HOLDER, 12, 14, True),
		(CUSTODY_HOLDER, 12, 15, False),
		(CUSTODY_HOLDER, 15, 17, True),
		(CUSTODY_HOLDER, 17, 18, False),
		(CUSTODY_HOLDER, 12, 18, False),
		(CITIZEN, 12, 15, False),
		(CITIZEN, 15, 17, True),
		(CITIZEN, 16, 18, True),
		(CITIZEN, 18, 40, True),
	],
)
def test_a_consent_is_outgrown(given_by, given_at, asked_at, holds):
	assert consent(given_by, given_at).valid_on(at(asked_at)) is holds


def test_it_is_outgrown_on_the_birthday_itself():
	given = consent(CUSTODY_HOLDER, 12)
	assert given.valid_on(date(BORN.year + 15, 2, 28))
	assert not given.valid_on(date(BORN.year + 15, 3, 1))


def test_who_must_be_asked_anew_is_named():
	consents = [consent(CUSTODY_HOLDER, 12), consent(CITIZEN, 15)]
	givers = required_givers(15)
	assert missing_givers(consents, COURSE, givers, at(15)) == (CUSTODY_HOLDER,)
	assert outgrown_givers(consents, COURSE, givers, at(15)) == (CUSTODY_HOLDER,)


def test_a_withdrawn_consent_is_not_outgrown():
	withdrawn = consent(CUSTODY_HOLDER, 12, withdrawn_on=at(13))
	assert outgrown_givers([withdrawn], COURSE, (CUSTODY_HOLDER,), at(15)) == ()


def test_an_unknown_age_outgrows_nothing():
	assert Consent(COURSE, CUSTODY_HOLDER, at(12)).valid_on(at(40))


@given(
	st.sampled_from([CITIZEN, CUSTODY_HOLDER]),
	st.integers(1, 30),
	st.integers(0, 30),
	st.integers(10, 17),
	st.integers(0, 5),
)
def test_nobody_is_asked_anew_while_the_same_people_consent(given_by, age, later, own, between):
	limits = AgeLimits(own, own + between)
	given = Consent(COURSE, given_by, at(age), born=BORN, limits=limits)
	if required_givers(age, limits) == required_givers(age + later, limits):
		assert given.valid_on(at(age + later))


@pytest.mark.parametrize(
	"passes",
	[
		lambda consents, day: covers(consents, "Life situation", "peter@example.org", (CITIZEN,), day),
		lambda consents, day: not missing_to_pass_on(consents, "Life situation", (CITIZEN,), day),
		lambda consents, day: (
			not missing_to_partner(consents, "Life situation", "Jobcentret", (CITIZEN,), day)
		),
	],
)
def test_an_empty_list_of_types_means_nothing(passes):
	day = at(18)

	def given(*kinds: str) -> list[Consent]:
		named = {"information_types": frozenset(kinds), "receiver": "peter@example.org"}
		return [
			Consent(purpose, CITIZEN, day, partners=frozenset(("Jobcentret",)), **named)
			for purpose in (HANDOVER, BRIEFING, COORDINATION)
		]

	assert passes(given("Life situation"), day)
	assert not passes(given(), day) and not passes(given("Goals and steps"), day)


def test_the_day_is_known_from_which_it_is_outgrown():
	assert consent(CUSTODY_HOLDER, 12).outgrown_since == at(15)
	assert consent(CUSTODY_HOLDER, 16).outgrown_since == at(18)
	assert consent(CITIZEN, 16).outgrown_since is None
	assert Consent(COURSE, CITIZEN, at(12)).outgrown_since is None
