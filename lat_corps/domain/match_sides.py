"""The two sides of a match: what a person wishes and is, what a mentor offers and wishes, how it is shown."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from .criteria import (
	AGE,
	AVAILABILITY,
	CULTURE,
	EXPERIENCE,
	GENDER,
	LANGUAGE,
	MENTORS_WISH,
	OTHER,
	RELIGION_POLITICS,
	STATED,
	TEMPERAMENT,
	WISH,
)
from .text import Message, Term, _


@dataclass(frozen=True)
class Wish:
	"""What a person wishes of a mentor by one criterion; `value` as the rule of that criterion reads it.

	A gender, temperament, experience, subject or answer on migration by its name, a language by its code, an
	age span as (from, to) with 0 for an open end, meetings a month as a number; None for words alone.
	`key` tells which wish it is, however often it is worded anew.
	"""

	criterion: str
	words: str = ""
	value: object = None
	strength: str = WISH
	key: str = ""
	name: str = ""
	"""How the reader calls a wished language."""

	@property
	def stated(self) -> bool:
		return self.strength in STATED


@dataclass(frozen=True)
class MentorsWish:
	"""What a mentor wishes of the person: a gender, an age span, and own words (R31)."""

	gender: str = ""
	ages: tuple[int, int] = (0, 0)
	words: str = ""

	def __bool__(self) -> bool:
		return bool(self.gender or any(self.ages) or self.words)


@dataclass(frozen=True)
class MentorSide:
	"""What a mentor offers. `words` are own words per criterion, languages {code: name shown}.

	`unconfirmed` are the criteria where the mentor has changed an answer that no coordinator has confirmed.
	"""

	words: Mapping[str, str] = field(default_factory=dict)
	languages: Mapping[str, str] = field(default_factory=dict)
	gender: str = ""
	ages: tuple[int, ...] = ()
	"""The ages that a year of birth leaves open: one less before the birthday."""
	migration: str = ""
	subjects: frozenset[str] = frozenset()
	temperament: str = ""
	experience: frozenset[str] = frozenset()
	meetings_a_month: int = 0
	long_relation: bool = False
	wishes: MentorsWish = MentorsWish()
	unconfirmed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CitizenSide:
	"""The person: the wishes, what a mentor may have wishes about, and languages {code: name shown}."""

	wishes: tuple[Wish, ...] = ()
	languages: Mapping[str, str] = field(default_factory=dict)
	interpreter: str = ""
	gender: str = ""
	age: int | None = None


ANSWERS: Mapping[str, Callable[[MentorSide], Hashable]] = {
	GENDER: lambda mentor: mentor.gender,
	AGE: lambda mentor: mentor.ages,
	CULTURE: lambda mentor: mentor.migration,
	LANGUAGE: lambda mentor: tuple(mentor.languages),
	RELIGION_POLITICS: lambda mentor: mentor.subjects,
	TEMPERAMENT: lambda mentor: mentor.temperament,
	EXPERIENCE: lambda mentor: mentor.experience,
	AVAILABILITY: lambda mentor: (mentor.meetings_a_month, mentor.long_relation),
	OTHER: lambda mentor: None,
	MENTORS_WISH: lambda mentor: mentor.wishes,
}
"""Criterion -> all that a mentor answers to it beside the own words."""


def value_shown(wish: Wish) -> Message:
	"""Return what is wished, without the person's own words."""
	if wish.value is None:
		return verbatim("")
	if wish.criterion == AGE:
		return span(wish.value)
	if wish.criterion == LANGUAGE:
		return verbatim(wish.name or wish.value)
	if wish.criterion == AVAILABILITY:
		return _meetings(wish.value)
	return named(wish.value)


NAMED_OFFERS: Mapping[str, Callable[[MentorSide], Iterable[str]]] = {
	GENDER: lambda mentor: (mentor.gender,),
	CULTURE: lambda mentor: (mentor.migration,),
	RELIGION_POLITICS: lambda mentor: sorted(mentor.subjects),
	TEMPERAMENT: lambda mentor: (mentor.temperament,),
	EXPERIENCE: lambda mentor: sorted(mentor.experience),
}
"""Criterion -> the names of what a mentor offers to it."""


def offer_shown(criterion: str, mentor: MentorSide) -> Message:
	"""Return what a mentor offers to a criterion, without the mentor's own words."""
	if criterion == AGE:
		return years(*mentor.ages) if mentor.ages else verbatim("")
	if criterion == LANGUAGE:
		return verbatim([*mentor.languages.values()])
	if criterion == AVAILABILITY:
		return _times(mentor.meetings_a_month, mentor.long_relation)
	return named(*NAMED_OFFERS[criterion](mentor)) if criterion in NAMED_OFFERS else NOTHING


@lru_cache
def span(ages: tuple[int, int]) -> Message:
	low, high = ages
	if not high:
		return Message(_("{low} years or older"), {"low": low})
	if not low:
		return Message(_("at most {high} years"), {"high": high})
	return Message(_("{low} to {high} years"), {"low": low, "high": high})


@lru_cache
def years(*ages: int) -> Message:
	return Message(_("{ages} years"), {"ages": "/".join(str(age) for age in ages)})


@lru_cache
def _times(meetings: int, long_relation: bool) -> Message:
	parts = [_meetings(meetings)] if meetings else []
	return listed(*parts, *([Message(_("ready for a long relation"))] if long_relation else []))


@lru_cache
def _meetings(count: int) -> Message:
	return Message(_("{count} meetings a month"), {"count": count})


@lru_cache
def named(*names: str) -> Message:
	return listed(*(Term(name) for name in names if name))


NOTHING = Message("")


def listed(*parts: Message | Term) -> Message:
	return Message("{parts}", {"parts": parts}) if parts else NOTHING


def verbatim(words: str | list[str]) -> Message:
	return Message("{words}", {"words": words}) if words else NOTHING


@lru_cache
def plain(sentence: str) -> Message:
	return Message(sentence)


def of_person(gender: str, age: Message) -> Message:
	return listed(*([Term(gender)] if gender else []), *([] if age is NOTHING else [age]))


def with_words(shown: Message, words: str) -> Message:
	"""Put what can be weighed and the own words side by side, each where there is one."""
	if not words:
		return shown
	return Message("{words}" if shown is NOTHING else "{shown} · {words}", {"shown": shown, "words": words})
