"""Loans of mentors between municipalities: what stays unnamed, and on which days a loan holds (R22)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .criteria import EXPERIENCES, SUBJECTS
from .documents.loan import HOLDING
from .text import _

LENDING, BORROWING = "Lending", "Borrowing"

PROFILE_FIELDS = (
	"municipality",
	"kind",
	"languages",
	"professional_experience",
	"temperament",
	"availability",
	"free_places",
)
"""All that is told of a mentor before both sides agree. Whatever is not listed here is never told."""

MATCH_FIELDS = (
	"kind",
	"gender",
	"birth_year",
	"languages",
	"temperament",
	"cultural_background",
	"family_migration",
	"religion_politics",
	*SUBJECTS.values(),
	"professional_experience",
	*EXPERIENCES.values(),
	"availability",
	"meetings_a_month",
	"long_relation",
	"preferences",
	"wishes_gender",
	"wishes_age_from",
	"wishes_age_to",
)
"""What the borrower's coordinator reads of a borrowed mentor within the period: the criteria R27 to R35.

Employment, training, the reason for a pause and the employer's notes stay with the employer.
"""

TERMS = ("payment", "coaching", "supervision", "travel", "insurance")
"""What both sides must have written before they sign."""


@dataclass(frozen=True)
class Speech:
	"""A language by its code and name, and how well it is spoken."""

	code: str
	name: str
	fluency: str


@dataclass(frozen=True)
class Profile:
	"""A mentor without a name, in the fields of `PROFILE_FIELDS`."""

	municipality: str
	kind: str
	languages: tuple[Speech, ...]
	professional_experience: str
	temperament: str
	availability: str
	free_places: int


@dataclass(frozen=True)
class Wish:
	"""What is searched for; an empty part asks for nothing."""

	kind: str = ""
	language: str = ""
	experience: str = ""
	availability: str = ""


def fits(profile: Profile, wish: Wish) -> bool:
	"""Tell whether a mentor has room and all that is asked for; each word asked for must occur."""
	return (
		profile.free_places > 0
		and (not wish.kind or profile.kind in (wish.kind, "Both"))
		and (not wish.language or wish.language in {speech.code for speech in profile.languages})
		and _has_words(profile.professional_experience, wish.experience)
		and _has_words(profile.availability, wish.availability)
	)


def _has_words(text: str, wanted: str) -> bool:
	return all(word in text.casefold() for word in wanted.casefold().split())


def in_neutral_order(profiles: Iterable[Profile]) -> list[Profile]:
	"""Return profiles sorted by what they show, so that their order tells nothing more."""
	return sorted(profiles, key=lambda profile: (profile.municipality, profile.kind, repr(profile)))


def profile_text(profile: Profile, translate: Callable[[str], str]) -> str:
	"""Return a profile as lines of heading and content, for the one who asked."""
	spoken = ", ".join(f"{speech.name} ({translate(speech.fluency)})" for speech in profile.languages)
	lines = (
		(_("Municipality"), profile.municipality),
		(_("Works as"), translate(profile.kind)),
		(_("Languages"), spoken),
		(_("Professional experience"), profile.professional_experience),
		(_("Temperament"), translate(profile.temperament) if profile.temperament else ""),
		(_("Availability"), profile.availability),
		(_("Free places"), str(profile.free_places)),
	)
	return "\n".join(f"{translate(heading)}: {content}" for heading, content in lines if content)


def _name_pattern(full_name: str) -> re.Pattern | None:
	"""Match each part of a name, also with the genitive's s; as written, because names are words too."""
	parts = [re.escape(part) for part in re.findall(r"[^\W\d_]{2,}", full_name)]
	return re.compile(rf"\b(?:{'|'.join(parts)})s?\b") if parts else None


def tells_name(text: str, full_name: str) -> bool:
	pattern = _name_pattern(full_name)
	return bool(pattern and pattern.search(text))


def without_name(text: str, full_name: str) -> str:
	"""Return free text with the parts of the mentor's name taken out."""
	pattern = _name_pattern(full_name)
	return pattern.sub("…", text) if pattern else text


def holds_on(stage: str, first: date, last: date, day: date) -> bool:
	"""Tell whether a loan at `stage` with a period from `first` to `last` opens courses on `day`."""
	return stage in HOLDING and first <= day <= last


def covered_until(periods: Iterable[tuple[date, date]], day: date) -> date | None:
	"""Return the last day that periods cover without a gap from `day` on; None when none covers `day`."""
	last = None
	for first, final in sorted(periods):
		reached = day if last is None else last + timedelta(days=1)
		if first <= reached <= final:
			last = final
	return last


def extension(first: date, last: date, day: date) -> tuple[date, date]:
	"""Return the period that follows on a loan and is as long, beginning on `day` at the earliest."""
	begins = max(last + timedelta(days=1), day)
	return begins, begins + (last - first)
