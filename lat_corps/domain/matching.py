"""How a person and a mentor fit, criterion by criterion (R26 to R36).

Each criterion ends as met, partly met, not met or unknown, with both sides' values beside it and a sentence a
coordinator would say. There is no score and no verdict: a person decides and writes why (Datatilsynet 2023 on
municipal prediction). What is unknown never counts as met, and words are never weighed: a person reads them.
Availability is asked of mentors as of parent coaches (T2).
"""

from __future__ import annotations

from dataclasses import dataclass

from .criteria import AVAILABILITY, EXPERIENCE, LANGUAGE, MENTORS_WISH, UNKNOWN, WISH
from .match_rules import ALWAYS, OF_MENTORS_WISH, READ_BOTH, RULES
from .match_sides import (
	NOTHING,
	CitizenSide,
	MentorSide,
	Wish,
	of_person,
	offer_shown,
	plain,
	span,
	value_shown,
	verbatim,
	with_words,
	years,
)
from .text import Message

ALWAYS_WEIGHED = (LANGUAGE, EXPERIENCE, AVAILABILITY)


@dataclass(frozen=True)
class Finding:
	"""One criterion with both sides and how they fit; `stated` marks a wish that somebody has (R31).

	`by_rule` tells that the fit follows from a wish and an answer to it, so that no hand changes it.
	"""

	criterion: str
	stated: bool
	citizen_side: Message
	mentor_side: Message
	fit: str
	says: Message
	strength: str = ""
	key: str = ""

	@property
	def by_rule(self) -> bool:
		return self.stated and self.fit != UNKNOWN


def weigh(citizen: CitizenSide, mentor: MentorSide) -> list[Finding]:
	"""Return a finding for each stated wish, for what is always weighed, and for the mentor's wishes."""
	findings = [_of_wish(wish, citizen, mentor) for wish in citizen.wishes if wish.stated]
	asked = {wish.criterion for wish in citizen.wishes if wish.stated}
	findings += [
		_unasked(criterion, citizen, mentor) for criterion in ALWAYS_WEIGHED if criterion not in asked
	]
	if mentor.wishes:
		findings.append(_of_mentors_wish(citizen, mentor))
	return findings


def fit_of_wish(wish: Wish, citizen: CitizenSide, mentor: MentorSide) -> str:
	rule = RULES[wish.criterion]
	return UNKNOWN if wish.value is None else rule.fit(wish.value, rule.offered(mentor, citizen))


def _of_wish(wish: Wish, citizen: CitizenSide, mentor: MentorSide) -> Finding:
	fit = fit_of_wish(wish, citizen, mentor)
	wished, offer = value_shown(wish), offer_shown(wish.criterion, mentor)
	says = READ_BOTH if wish.value is None else RULES[wish.criterion].says[fit]
	return Finding(
		criterion=wish.criterion,
		stated=True,
		citizen_side=with_words(wished, wish.words),
		mentor_side=with_words(offer, mentor.words.get(wish.criterion, "")),
		fit=fit,
		says=Message(says, {"wish": wished, "offer": offer}),
		strength=wish.strength,
		key=wish.key,
	)


def _unasked(criterion: str, citizen: CitizenSide, mentor: MentorSide) -> Finding:
	known, rule = ALWAYS[criterion]
	fit = rule.fit(known(citizen), rule.offered(mentor, citizen))
	spoken = [*citizen.languages.values()] if criterion == LANGUAGE else ""
	return Finding(
		criterion=criterion,
		stated=False,
		citizen_side=verbatim(spoken),
		mentor_side=with_words(offer_shown(criterion, mentor), mentor.words.get(criterion, "")),
		fit=fit,
		says=plain(rule.says[fit]),
	)


def _of_mentors_wish(citizen: CitizenSide, mentor: MentorSide) -> Finding:
	wishes = mentor.wishes
	fit = OF_MENTORS_WISH.fit((wishes.gender, wishes.ages), OF_MENTORS_WISH.offered(mentor, citizen))
	wished = of_person(wishes.gender, span(wishes.ages) if any(wishes.ages) else NOTHING)
	person = of_person(citizen.gender, years(citizen.age) if citizen.age is not None else NOTHING)
	return Finding(
		criterion=MENTORS_WISH,
		stated=True,
		citizen_side=person,
		mentor_side=with_words(wished, wishes.words),
		fit=fit,
		says=Message(OF_MENTORS_WISH.says[fit], {"wish": wished}),
		strength=WISH,
		key=MENTORS_WISH,
	)
