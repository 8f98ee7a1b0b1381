"""How a person and a mentor fit, criterion by criterion (R26 to R36).

Each criterion ends as met, partly met, not met or unknown, with both sides' own words beside it. There is no
score and no verdict: a person decides and writes why (Datatilsynet 2023 on municipal prediction).
Availability is asked of mentors as of parent coaches (T2).
Sources of the criteria: Oxford Research 2018; Det første møde, 2020.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

MET, PARTLY, NOT_MET, UNKNOWN = "Met", "Partly met", "Not met", "Unknown"

GENDER = "Gender"
AGE = "Age"
CULTURE = "Cultural background"
LANGUAGE = "Language"
RELIGION_POLITICS = "Religion and politics"
TEMPERAMENT = "Temperament"
EXPERIENCE = "Professional experience"
AVAILABILITY = "Availability"
OTHER = "Other wish"

ALWAYS_WEIGHED = (LANGUAGE, EXPERIENCE, AVAILABILITY)


@dataclass(frozen=True)
class MentorSide:
	"""The mentor's own words per criterion, and languages as {code: name shown}."""

	words: Mapping[str, str] = field(default_factory=dict)
	languages: Mapping[str, str] = field(default_factory=dict)
	long_relation: bool = False


@dataclass(frozen=True)
class CitizenSide:
	"""The person's stated wishes as (criterion, words), and languages as {code: name shown}."""

	wishes: tuple[tuple[str, str], ...] = ()
	languages: Mapping[str, str] = field(default_factory=dict)
	interpreter: str = ""


@dataclass(frozen=True)
class Finding:
	"""One criterion, both sides' words and how they fit; `stated` marks a wish of the person (R31)."""

	criterion: str
	stated: bool
	citizen_side: str
	mentor_side: str
	fit: str


def share_language(citizen: Collection[str], mentor: Collection[str]) -> bool:
	"""Tell whether there is a language that both speak (R30)."""
	return bool(set(citizen) & set(mentor))


def weigh(citizen: CitizenSide, mentor: MentorSide) -> list[Finding]:
	"""Return a finding for each stated wish, then for the criteria that are always weighed.

	Only language, gender and a long relation can be settled by rule; the rest is left unknown for the
	coordinator to judge, because words must be read by a person.
	"""
	findings = [
		Finding(
			criterion, True, words, _mentor_words(criterion, mentor), _fit(criterion, words, citizen, mentor)
		)
		for criterion, words in citizen.wishes
	]
	stated = {criterion for criterion, _words in citizen.wishes}
	for criterion in ALWAYS_WEIGHED:
		if criterion not in stated:
			words = ", ".join(citizen.languages.values()) if criterion == LANGUAGE else ""
			findings.append(
				Finding(
					criterion,
					False,
					words,
					_mentor_words(criterion, mentor),
					_fit(criterion, words, citizen, mentor),
				)
			)
	return findings


def _mentor_words(criterion: str, mentor: MentorSide) -> str:
	if criterion == LANGUAGE:
		return ", ".join(mentor.languages.values())
	return mentor.words.get(criterion, "")


def _fit(criterion: str, words: str, citizen: CitizenSide, mentor: MentorSide) -> str:
	if criterion == LANGUAGE and citizen.languages and mentor.languages:
		if share_language(citizen.languages, mentor.languages):
			return MET
		return PARTLY if citizen.interpreter else NOT_MET
	if criterion == GENDER and words and mentor.words.get(GENDER):
		return MET if words.casefold() == mentor.words[GENDER].casefold() else UNKNOWN
	if criterion == AVAILABILITY:
		return PARTLY if mentor.long_relation else UNKNOWN
	return UNKNOWN
