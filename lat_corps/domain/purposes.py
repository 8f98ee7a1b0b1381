"""What a consent is given for, and what its papers say of it (N4, R37, R39, R55, R90, R94, R104, R107)."""

from __future__ import annotations

from dataclasses import dataclass

from .text import _

COURSE = "Taking part in the course"
COLLECTING = "Collecting information from others"
BRIEFING = "Passing on to the mentor"
COORDINATION = "Coordination with partners"
HANDOVER = "Handover to the caseworker"
DEBRIEF = "Debrief"
SELF_REPORT = "Self-report"


@dataclass(frozen=True)
class Explained:
	"""A purpose in plain words: what is consented to, and what a withdrawal stops and what it does not."""

	means: str
	stops: str


EXPLAINED = {
	COURSE: Explained(
		_("I take part in a course with a mentor or parent coach, and the corps keeps a record of it."),
		_("The coordinator talks with you about how the course ends."),
	),
	SELF_REPORT: Explained(
		_("I answer questionnaires and rate my own life, each time as I choose, and the corps keeps it."),
		_(
			"You are asked for no more answers, and no new ones are written down. "
			"What you have answered stays, unless you ask for it to be erased."
		),
	),
	COLLECTING: Explained(
		_("The coordinator may ask others for what they know of these subjects."),
		_("Nothing more is asked for. What was collected stays with the coordinator, passed on to nobody."),
	),
	BRIEFING: Explained(
		_("The coordinator may pass on to the mentor what is needed of these subjects."),
		_("The mentor sees it no more. What the mentor has read stays under the duty of confidentiality."),
	),
	HANDOVER: Explained(
		_("The corps may hand these subjects over to the caseworker when the course ends."),
		_("A handover that is not received is stopped. What the caseworker has received stays there."),
	),
	COORDINATION: Explained(
		_("The corps may talk over these subjects with the partners named, and send them the minutes."),
		_("Partners are told nothing more. What they have read stays with them."),
	),
	DEBRIEF: Explained(
		_("What was learned in the course may be talked over afterwards by those who took part in it."),
		_("Nothing more of the course is talked over."),
	),
}
"""In the order in which they are asked for in a course."""
