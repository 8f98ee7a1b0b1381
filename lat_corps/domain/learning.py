"""A learning note: what is kept of a debrief once nobody can be recognised, and when it is shown (R108)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from . import criteria
from .background import tells_of
from .scrubber import BY_COURSE, Known, marks
from .staging import conditions, unmet
from .text import Message, _, missing

SHOWN = 5
"""How many notes stand beside a match or a talk."""

FIELDS: Mapping[str, str] = {
	criteria.GENDER: "about_gender",
	criteria.AGE: "about_age",
	criteria.CULTURE: "about_culture",
	criteria.LANGUAGE: "about_language",
	criteria.RELIGION_POLITICS: "about_religion_politics",
	criteria.TEMPERAMENT: "about_temperament",
	criteria.EXPERIENCE: "about_experience",
	criteria.AVAILABILITY: "about_availability",
}
"""Criterion -> the field of a note that ticks it."""


def of_the_course(text: str, known: Iterable[Known]) -> list[str]:
	"""Return the words of a text that name somebody or something of the course."""
	return [text[mark.start : mark.end] for mark in marks(text, known) if mark.reason == BY_COURSE]


def lacking(
	title: str, note: str, known: Collection[Known], read_whole: bool, background: Collection[str] = ()
) -> list[Message]:
	"""Return all that keeps a note from being released to the corps."""
	named = sorted({*of_the_course(title, known), *of_the_course(note, known)})
	return unmet(
		conditions(
			(title, missing(_("Give the learning note a heading."), "R108", "note_title")),
			(note, missing(_("Write the learning note."), "R108", "note")),
			(
				not named,
				Message(_("This names the course, take it out: {words}."), {"words": named}, "R107"),
			),
			(
				not (tells_of(background, title) or tells_of(background, note)),
				Message(_("This repeats background information of the course: take it out."), {}, "R104"),
			),
			(
				read_whole,
				Message(
					_("Read every line, and tick that nobody can be recognised by it."), requirement="R107"
				),
			),
		)
	)


def shared(about: Mapping[str, object], asked: Collection[str]) -> list[str]:
	"""Return the criteria that a note is about and that are asked for, in the order of the guide."""
	return [criterion for criterion, field in FIELDS.items() if criterion in asked and about.get(field)]
