"""What coordinator and mentor talk through before the first meeting, question by question (R44 to R51)."""

from __future__ import annotations

from .text import _

QUESTIONS: dict[str, tuple[str, ...]] = {
	"Opening": (
		_("Which strengths do we name first, before any worry?"),
		_("Which worry do we open with, and in which words?"),
		_("What do we say when the person asks why you meet?"),
	),
	"Aim of the meeting": (
		_("What is to be a little different when the meeting is over?"),
		_("How will you notice that it was a good enough beginning?"),
	),
	"Life situation": (
		_("What do we know of home, school or work, network and leisure?"),
		_("What do we not know, and leave to the person to tell?"),
		_("What takes up most room in the person's life just now?"),
	),
	"Assumptions": (
		_("What do we take for granted about the person without having it from them?"),
		_("How do you notice it during the meeting, and what do you ask instead?"),
	),
	"Blind spots": (
		_("Which attitudes, feelings or values of your own may get in the way?"),
		_("What do you do when you notice that they do?"),
	),
	"Risks and threats": (
		_("What could go wrong at the meeting, and for whom?"),
		_("What makes you leave, and whom do you call?"),
	),
	"Frame of the meeting": (
		_("Where, when and for how long do you meet, and who takes part?"),
		_("What do you say about confidentiality, and about what you write down?"),
		_("When do you and the coordinator talk afterwards?"),
	),
}
"""Two or three questions for each topic that is prepared."""
