"""What a municipality's reports to management contain: parts to choose, all of them to begin with (R115)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .counting import SUBJECTS
from .text import _

TALKS, LEAFLETS, AGREEMENTS, INFOHUS = "talks", "leaflets", "agreements", "infohus"
LOCAL, NETWORK, CENTRE = "local", "network", "centre"
TRAININGS, DESCRIPTIONS, NOTES = "trainings", "descriptions", "notes"

WORK: Mapping[str, str] = {
	TALKS: _("Talks on the corps with departments and services"),
	LEAFLETS: _("Leaflets handed out"),
	AGREEMENTS: _("Agreements made on who may refer"),
	INFOHUS: _("Meetings with the Infohus"),
	LOCAL: _("Meetings of the local corps"),
	NETWORK: _("Meetings of the network"),
	CENTRE: _("Activities of the national centre"),
	TRAININGS: _("Trainings taken"),
	DESCRIPTIONS: _("Role descriptions approved"),
	NOTES: _("Learning notes released to the corps"),
}
"""What the corps has done in the period: numbers of things, not of citizens."""


@dataclass(frozen=True)
class Part:
	"""By what people are divided in it, what work it counts, and the field of the coordinator's words."""

	divisions: tuple[str, ...] = ()
	work: tuple[str, ...] = ()
	words: str = ""


CHANGE, PROGRESSION = "change", "progression"

PARTS: Mapping[str, Part] = {
	"gender": Part(("Gender",)),
	"age": Part(("Age",)),
	"target_group": Part(("Target group",)),
	"course_type": Part(("Course type",)),
	"referred_by": Part(("Referred by",)),
	"flow": Part(("Wait", "Length")),
	"outcome": Part(("Outcome",)),
	"recording": Part(("Before measurement", "First rating", "Debrief")),
	CHANGE: Part(),
	PROGRESSION: Part(),
	"experience": Part(words="experience"),
	"matches": Part(("Mentors", "Fit"), words="matches"),
	"authority_side": Part(("Handover",), words="authority_side"),
	"learning": Part(work=(NOTES,), words="learning"),
	"implementation": Part(work=tuple(kind for kind in WORK if kind != NOTES)),
	"practice": Part(words="practice"),
}

SUMMARY = "summary"
"""The words that every report begins with."""

MOST_LETTERS, LETTERS_OF_LINE = 4000, 100
"""So many fit on the four pages of a report beside all its figures."""

MOST_PICTURES_OF_CHANGE = 3
"""So many fit there too."""


def tables_of(parts: Collection[str]) -> list[tuple[str, ...]]:
	"""Return who is counted, and by what, in reports of these parts."""
	chosen = {division for part in parts for division in PARTS[part].divisions}
	return [
		*((what,) for what in SUBJECTS),
		*(
			(what, division)
			for what, divisions in SUBJECTS.items()
			for division in divisions
			if division in chosen
		),
	]


def work_of(parts: Collection[str]) -> list[str]:
	chosen = {kind for part in parts for kind in PARTS[part].work}
	return [kind for kind in WORK if kind in chosen]


def words_of(parts: Collection[str]) -> list[str]:
	"""Return the fields of the words that are asked for, in the order of the form."""
	return [SUMMARY, *(part.words for name, part in PARTS.items() if part.words and name in parts)]


def letters_of(words: str) -> int:
	"""Return how many letters' room words take: a line that ends early takes as much as a full one."""
	return len(words) + LETTERS_OF_LINE * words.strip().count("\n")
