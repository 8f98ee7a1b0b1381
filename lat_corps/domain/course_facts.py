"""What the guards of a course ask for, gathered from the site (G3, G4, G8 to G11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .documents.role_description import Acknowledgement
from .staging import Facts

PREPARATION_TOPICS = (
	"Opening",
	"Aim of the meeting",
	"Life situation",
	"Assumptions",
	"Blind spots",
	"Risks and threats",
	"Frame of the meeting",
)
"""Each is answered or skipped with a reason before the course starts (R45 to R51)."""


GOALS_REACHED, NOT_REACHED, BROKEN_OFF = "Goals reached", "Not reached enough", "Broken off"
"""The outcomes of a course (R99)."""

EXTEND, CLOSE = "Extend", "Close"
"""What a review of the course decides that a step of it asks for (R105)."""


@dataclass(frozen=True)
class Topic:
	answer: str = ""
	skipped: bool = False
	skip_reason: str = ""

	@property
	def settled(self) -> bool:
		return bool(self.skip_reason if self.skipped else self.answer)


@dataclass(frozen=True)
class CaseFacts(Facts):
	municipality: str = ""
	course_type: str = ""
	target_group: str = ""
	referral_source: str = ""
	birth_date_known: bool = False
	missing_consents: tuple[str, ...] = ()
	outgrown_consents: tuple[str, ...] = ()
	consents_to_renew: tuple[str, ...] = ()
	challenges: str = ""
	wishes: str = ""
	dreams: str = ""
	preferences_asked: bool = False
	approved_matches: int = 0
	mentor_works_here: bool = True
	mentor_stage: str = ""
	other_courses: int = 0
	capacity: int = 0
	acknowledgements: tuple[Acknowledgement, ...] = ()
	topics: Mapping[str, Topic] = field(default_factory=dict)
	has_knowledge: bool = False
	nothing_to_pass_on: bool = False
	knowledge_confirmed: bool = False
	self_report_stopped: bool = False
	before_answered: bool = False
	before_deferred_reason: str = ""
	before_deferred_until: bool = False
	undecided_concerns: tuple[str, ...] = ()
	outcome: str = ""
	mentor_outcome: str = ""
	after_answered: bool = False
	after_missing_reason: str = ""
	looking_back: str = ""
	ending_together: str = ""
	comes_instead: str = ""
	broken_off_reason: str = ""
	relapse_agreement: str = ""
	handover_received: bool = False
	no_handover_reason: str = ""
	debrief_held: bool = False
	debrief_waived_reason: str = ""
	missing_debrief_consents: tuple[str, ...] = ()
	closing_reviewed: bool = False
	extension_decided: bool = False
	caseworker: str = ""
	decline_reason: str = ""
	reopen_reason: str = ""
