"""The rule of each criterion: how wish and offer fit, and what is said of it (R27 to R35).

A rule takes both as values that can be hashed, and no words: a plan asks it once for each pair of values.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from .criteria import (
	AGE,
	AVAILABILITY,
	BOTH_WAYS,
	CULTURE,
	EXPERIENCE,
	GENDER,
	LANGUAGE,
	MET,
	MIGRATION_MEETS,
	NOT_MET,
	OTHER,
	PARTLY,
	RELIGION_POLITICS,
	TEMPERAMENT,
	UNKNOWN,
)
from .match_sides import CitizenSide, MentorSide
from .text import _


def settled(fit: str, criterion: str, mentor: MentorSide) -> str:
	"""Return a fit as far as it is confirmed: what the mentor alone has said is asked about, not met."""
	return UNKNOWN if criterion in mentor.unconfirmed and fit in (MET, PARTLY) else fit


def share_language(citizen: Collection[str], mentor: Collection[str]) -> bool:
	"""Tell whether there is a language that both speak (R30)."""
	return bool(set(citizen) & set(mentor))


def fit_gender(wished: str, offered: str) -> str:
	"""R27."""
	if not offered:
		return UNKNOWN
	return MET if wished == offered else NOT_MET


def fit_age(span: tuple[int, int], ages: tuple[int, ...]) -> str:
	"""R28: both limits belong to the span; an age that may be either side of a limit is met in part."""
	inside = {span[0] <= age and (not span[1] or age <= span[1]) for age in ages}
	if not inside:
		return UNKNOWN
	return PARTLY if len(inside) == 2 else (MET if True in inside else NOT_MET)


def fit_migration(wished: str, offered: str) -> str:
	"""R29."""
	if not offered:
		return UNKNOWN
	return MET if offered in MIGRATION_MEETS[wished] else NOT_MET


def fit_language(wished: str, offered: tuple[frozenset[str], bool]) -> str:
	"""R30: the wished language itself, whatever else they share; an interpreter is half of it."""
	return fit_shared(frozenset((wished,)), offered)


def fit_shared(spoken: frozenset[str], offered: tuple[frozenset[str], bool]) -> str:
	"""R30: any language in common; `offered` is what the mentor speaks, and if there is an interpreter."""
	speaks, interpreter = offered
	if not speaks or not spoken:
		return UNKNOWN
	if share_language(spoken, speaks):
		return MET
	return PARTLY if interpreter else NOT_MET


def fit_listed(wished: str, offered: frozenset[str]) -> str:
	"""R32, R34: who has ticked nothing has not been asked."""
	if not offered:
		return UNKNOWN
	return MET if wished in offered else NOT_MET


def fit_temperament(wished: str, offered: str) -> str:
	"""R33."""
	if not offered:
		return UNKNOWN
	return MET if offered in (wished, BOTH_WAYS) else NOT_MET


def fit_availability(meetings: int, offered: tuple[int, bool]) -> str:
	"""R35: roughly equal expectations, half as often being roughly; and ready for a long relation."""
	possible, long_relation = offered
	if not possible:
		return UNKNOWN
	if possible >= meetings:
		return MET if long_relation else PARTLY
	return PARTLY if 2 * possible >= meetings else NOT_MET


def fit_long_relation(_nothing: None, offered: tuple[int, bool]) -> str:
	"""R35 where the person's expectation is not known: the mentor's half of it."""
	return PARTLY if offered[1] else UNKNOWN


def fit_mentors_wish(wished: tuple[str, tuple[int, int]], person: tuple[str, int | None]) -> str:
	"""R31, the mentor's side: each part that is wished, the worst of them."""
	(gender, span), (is_of, age) = wished, person
	fits = [fit_gender(gender, is_of)] if gender else []
	fits += [fit_age(span, () if age is None else (age,))] if any(span) else []
	return max(fits, key=(MET, UNKNOWN, NOT_MET).index, default=UNKNOWN)


def leave_open(_wished: object, _offered: object) -> str:
	return UNKNOWN


@dataclass(frozen=True)
class Rule:
	"""How a criterion is weighed: what the mentor offers to it, how it fits, and what is said of each fit."""

	offered: Callable[[MentorSide, CitizenSide], object]
	fit: Callable[[object, object], str]
	says: Mapping[str, str]


READ_BOTH = _("Read both sides and judge: no rule weighs words.")
NOT_CONFIRMED = _("The mentor has changed the answer, and it is not confirmed yet: talk it over.")
_NOT_TICKED = _("The mentor's profile does not say: ask the mentor.")
_IS_AS_WISHED = _("The wish is {wish}, and so it is.")
_IS_NOT = _("The wish is {wish}; the mentor's side is {offer}.")
_LIKE_ANY = {MET: _IS_AS_WISHED, NOT_MET: _IS_NOT, UNKNOWN: _NOT_TICKED}


def _spoken(mentor: MentorSide, citizen: CitizenSide) -> tuple[frozenset[str], bool]:
	return frozenset(mentor.languages), bool(citizen.interpreter)


RULES: Mapping[str, Rule] = {
	GENDER: Rule(lambda mentor, citizen: mentor.gender, fit_gender, _LIKE_ANY),
	AGE: Rule(
		lambda mentor, citizen: mentor.ages,
		fit_age,
		{
			MET: _("The wish is {wish}; the mentor is {offer}."),
			PARTLY: _("The wish is {wish}; the mentor is {offer}, just at the limit."),
			NOT_MET: _("The wish is {wish}; the mentor is {offer}, outside it."),
			UNKNOWN: _("The mentor's year of birth is not written down: ask the mentor."),
		},
	),
	CULTURE: Rule(lambda mentor, citizen: mentor.migration, fit_migration, _LIKE_ANY),
	LANGUAGE: Rule(
		_spoken,
		fit_language,
		{
			MET: _("The mentor speaks {wish}."),
			PARTLY: _("The mentor does not speak {wish}, and an interpreter is named."),
			NOT_MET: _("The mentor does not speak {wish}, and no interpreter is named."),
			UNKNOWN: _("It is not written down which languages the mentor speaks: ask the mentor."),
		},
	),
	RELIGION_POLITICS: Rule(
		lambda mentor, citizen: mentor.subjects,
		fit_listed,
		{
			MET: _("The mentor can talk about {wish}, and challenge."),
			NOT_MET: _("The mentor can talk about other subjects, and not about {wish}."),
			UNKNOWN: _NOT_TICKED,
		},
	),
	TEMPERAMENT: Rule(lambda mentor, citizen: mentor.temperament, fit_temperament, _LIKE_ANY),
	EXPERIENCE: Rule(
		lambda mentor, citizen: mentor.experience,
		fit_listed,
		{
			MET: _("The mentor has worked with this before: {wish}."),
			NOT_MET: _("The mentor has other experience, and not this: {wish}."),
			UNKNOWN: _NOT_TICKED,
		},
	),
	AVAILABILITY: Rule(
		lambda mentor, citizen: (mentor.meetings_a_month, mentor.long_relation),
		fit_availability,
		{
			MET: _("The mentor can meet as often as is wished, and is ready for a long relation."),
			PARTLY: _("They expect nearly the same: talk it over before the offer."),
			NOT_MET: _("The wish is {wish}; the mentor can meet less than half as often."),
			UNKNOWN: _NOT_TICKED,
		},
	),
	OTHER: Rule(lambda mentor, citizen: None, leave_open, {UNKNOWN: READ_BOTH}),
}

ALWAYS: Mapping[str, tuple[Callable[[CitizenSide], object], Rule]] = {
	LANGUAGE: (
		lambda citizen: frozenset(citizen.languages),
		Rule(
			_spoken,
			fit_shared,
			{
				MET: _("They share a language."),
				PARTLY: _("They share no language, and an interpreter is named."),
				NOT_MET: _("They share no language, and no interpreter is named."),
				UNKNOWN: _("It is not written down which languages both speak: ask."),
			},
		),
	),
	EXPERIENCE: (
		lambda citizen: None,
		Rule(lambda mentor, citizen: None, leave_open, {UNKNOWN: READ_BOTH}),
	),
	AVAILABILITY: (
		lambda citizen: None,
		Rule(
			lambda mentor, citizen: (mentor.meetings_a_month, mentor.long_relation),
			fit_long_relation,
			{
				PARTLY: _("The mentor is ready for a long relation; ask what the person expects."),
				UNKNOWN: _("The mentor has not said to be ready for a long relation: ask both."),
			},
		),
	),
}
"""Weighed where the person has no wish too: criterion -> what is known of the person, and the rule."""

OF_MENTORS_WISH = Rule(
	lambda mentor, citizen: (citizen.gender, citizen.age),
	fit_mentors_wish,
	{
		MET: _("The person is as the mentor wishes."),
		NOT_MET: _("The person is not as the mentor wishes: {wish}."),
		UNKNOWN: READ_BOTH,
	},
)
