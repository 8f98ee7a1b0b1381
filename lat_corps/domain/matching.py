"""How a person and a mentor fit, criterion by criterion (R26 to R36).

Each criterion ends as met, partly met, not met or unknown, with both sides' values beside it and a sentence a
coordinator would say. There is no score and no verdict: a person decides and writes why (Datatilsynet 2023 on
municipal prediction). What is unknown never counts as met, and words are never weighed: a person reads them.
Availability is asked of mentors as of parent coaches (T2).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import partial
from typing import Generic, NamedTuple, TypeVar

from .criteria import AVAILABILITY, EXPERIENCE, LANGUAGE, MENTORS_WISH, UNKNOWN, WISH
from .match_rules import ALWAYS, NOT_CONFIRMED, OF_MENTORS_WISH, READ_BOTH, RULES, Rule, settled
from .match_sides import (
	ANSWERS,
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


class Finding(NamedTuple):
	"""One criterion with both sides and how they fit; `stated` marks a wish that somebody has (R31).

	`by_rule` tells that the fit follows from a wish and an answer to it, so that no hand changes it, and
	`unconfirmed` that the mentor has changed the answer since a coordinator confirmed it.
	"""

	criterion: str
	stated: bool
	citizen_side: Message
	mentor_side: Message
	fit: str
	says: Message
	strength: str = ""
	key: str = ""
	unconfirmed: bool = False

	@property
	def by_rule(self) -> bool:
		return self.stated and self.fit != UNKNOWN


Weigh = Callable[[CitizenSide, MentorSide], Finding]
Told = TypeVar("Told")


class Weighing(Generic[Told]):
	"""What is told of how one person and each of many mentors fit: of the same answer it is told once."""

	def __init__(self, citizen: CitizenSide, tell: Callable[[Finding], Told]):
		self.citizen, self.questions, self.tell = citizen, _questions(citizen), tell
		self.told: list[Told] = []
		self.places: dict[Hashable, int] = {}

	def of(self, mentor: MentorSide) -> list[int]:
		"""Return the place among `told` of what is told of each finding of `weigh`."""
		return [
			self._place(number, criterion, weighed, mentor)
			for number, (criterion, weighed) in enumerate(self.questions)
			if criterion != MENTORS_WISH or mentor.wishes
		]

	def _place(self, number: int, criterion: str, weighed: Weigh, mentor: MentorSide) -> int:
		words, unconfirmed = mentor.words.get(criterion), criterion in mentor.unconfirmed
		key = (number, ANSWERS[criterion](mentor), words, unconfirmed)
		if key not in self.places:
			self.places[key] = len(self.told)
			self.told.append(self.tell(weighed(self.citizen, mentor)))
		return self.places[key]


class Reasons:
	"""The findings of many pairs: what rests on the same answers is put into words once."""

	def __init__(self) -> None:
		self.found: dict[Hashable, Finding] = {}

	def of(self, citizen: CitizenSide, mentor: MentorSide) -> list[Finding]:
		"""Return what `weigh` does."""
		stated = [wish for wish in citizen.wishes if wish.stated]
		asked = {wish.criterion for wish in stated}
		findings = [self._of_wish(wish, citizen, mentor) for wish in stated]
		findings += [
			self._unasked(criterion, citizen, mentor)
			for criterion in ALWAYS_WEIGHED
			if criterion not in asked
		]
		if mentor.wishes:
			findings.append(_of_mentors_wish(citizen, mentor))
		return findings

	def _of_wish(self, wish: Wish, citizen: CitizenSide, mentor: MentorSide) -> Finding:
		wished = (wish.criterion, wish.value, wish.name, wish.strength)
		key = (wished, *_resting_on(wish.criterion, citizen, mentor))
		found = self.found.get(key)
		if found is None:
			found = self.found[key] = _of_wish(replace(wish, words="", key=""), citizen, mentor)
		if not (wish.words or wish.key):
			return found
		return found._replace(citizen_side=with_words(found.citizen_side, wish.words), key=wish.key)

	def _unasked(self, criterion: str, citizen: CitizenSide, mentor: MentorSide) -> Finding:
		spoken = tuple(citizen.languages.items()) if criterion == LANGUAGE else None
		key = (criterion, spoken, *_resting_on(criterion, citizen, mentor))
		if key not in self.found:
			self.found[key] = _unasked(criterion, citizen, mentor)
		return self.found[key]


def _resting_on(criterion: str, citizen: CitizenSide, mentor: MentorSide) -> tuple[Hashable, ...]:
	"""Return all that a finding rests on beside what the person wishes."""
	answer = (
		(*mentor.languages.items(), bool(citizen.interpreter))
		if criterion == LANGUAGE
		else ANSWERS[criterion](mentor)
	)
	return answer, mentor.words.get(criterion), criterion in mentor.unconfirmed


def weigh(citizen: CitizenSide, mentor: MentorSide) -> list[Finding]:
	"""Return a finding for each stated wish, for what is always weighed, and for the mentor's wishes."""
	return [
		weighed(citizen, mentor)
		for criterion, weighed in _questions(citizen)
		if criterion != MENTORS_WISH or mentor.wishes
	]


def _questions(citizen: CitizenSide) -> list[tuple[str, Weigh]]:
	stated = [wish for wish in citizen.wishes if wish.stated]
	asked = {wish.criterion for wish in stated}
	unasked = [criterion for criterion in ALWAYS_WEIGHED if criterion not in asked]
	return [
		*((wish.criterion, partial(_of_wish, wish)) for wish in stated),
		*((criterion, partial(_unasked, criterion)) for criterion in unasked),
		(MENTORS_WISH, _of_mentors_wish),
	]


def fit_of_wish(wish: Wish, citizen: CitizenSide, mentor: MentorSide) -> str:
	rule = RULES[wish.criterion]
	if wish.value is None:
		return UNKNOWN
	return settled(rule.fit(wish.value, rule.offered(mentor, citizen)), wish.criterion, mentor)


def fit_unasked(criterion: str, citizen: CitizenSide, mentor: MentorSide) -> str:
	"""Return how a criterion fits that is weighed though the person has no wish."""
	known, rule = ALWAYS[criterion]
	return settled(rule.fit(known(citizen), rule.offered(mentor, citizen)), criterion, mentor)


def fit_of_mentors_wish(citizen: CitizenSide, mentor: MentorSide) -> str:
	wished = (mentor.wishes.gender, mentor.wishes.ages)
	fit = OF_MENTORS_WISH.fit(wished, OF_MENTORS_WISH.offered(mentor, citizen))
	return settled(fit, MENTORS_WISH, mentor)


def _of_wish(wish: Wish, citizen: CitizenSide, mentor: MentorSide) -> Finding:
	fit = fit_of_wish(wish, citizen, mentor)
	wished, offer = value_shown(wish), offer_shown(wish.criterion, mentor)
	unconfirmed = wish.criterion in mentor.unconfirmed
	says = READ_BOTH if wish.value is None else _said(RULES[wish.criterion], fit, unconfirmed)
	return Finding(
		criterion=wish.criterion,
		stated=True,
		citizen_side=with_words(wished, wish.words),
		mentor_side=with_words(offer, mentor.words.get(wish.criterion, "")),
		fit=fit,
		says=Message(says, {"wish": wished, "offer": offer}),
		strength=wish.strength,
		key=wish.key,
		unconfirmed=unconfirmed,
	)


def _unasked(criterion: str, citizen: CitizenSide, mentor: MentorSide) -> Finding:
	_known, rule = ALWAYS[criterion]
	fit, unconfirmed = fit_unasked(criterion, citizen, mentor), criterion in mentor.unconfirmed
	spoken = [*citizen.languages.values()] if criterion == LANGUAGE else ""
	return Finding(
		criterion=criterion,
		stated=False,
		citizen_side=verbatim(spoken),
		mentor_side=with_words(offer_shown(criterion, mentor), mentor.words.get(criterion, "")),
		fit=fit,
		says=plain(_said(rule, fit, unconfirmed)),
		unconfirmed=unconfirmed,
	)


def _of_mentors_wish(citizen: CitizenSide, mentor: MentorSide) -> Finding:
	wishes, unconfirmed = mentor.wishes, MENTORS_WISH in mentor.unconfirmed
	fit = fit_of_mentors_wish(citizen, mentor)
	wished = of_person(wishes.gender, span(wishes.ages) if any(wishes.ages) else NOTHING)
	person = of_person(citizen.gender, years(citizen.age) if citizen.age is not None else NOTHING)
	return Finding(
		criterion=MENTORS_WISH,
		stated=True,
		citizen_side=person,
		mentor_side=with_words(wished, wishes.words),
		fit=fit,
		says=Message(_said(OF_MENTORS_WISH, fit, unconfirmed), {"wish": wished}),
		strength=WISH,
		key=MENTORS_WISH,
		unconfirmed=unconfirmed,
	)


def _said(rule: Rule, fit: str, unconfirmed: bool) -> str:
	return NOT_CONFIRMED if unconfirmed and fit == UNKNOWN else rule.says[fit]
