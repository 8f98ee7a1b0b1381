"""The lines of the table of turns on experience in words and on the report to management (R109 to R114)."""

from __future__ import annotations

from . import experience
from .report_standings import DRAFT, RETURNED, SENT
from .text import _
from .turn_parts import TELL, Due, Login, Members, Turn

REPORT = "LAT Management Report"

INFORMED = _("Management is kept informed, so that it can decide on direction and change.")

INSIGHT_TURNS = (
	Turn(
		"Experience to tell",
		"LAT Experience Request",
		{"standing": (experience.AWAITING,)},
		Login("user"),
		_("Tell in a few words what you have experienced in the quarter, by {day}. Your name is not kept."),
		_("Tell, or say there is nothing"),
		_("Management hears of the quarter what numbers do not say."),
		due=Due("due_on", at_once=True),
		soon=_("Reminder: tell what you have experienced in the quarter, by {day}. Your name is not kept."),
		overdue=_("The quarter ended on {day}: what you have experienced in it is no longer asked for."),
		tells_actor=True,
		leads_to=TELL,
	),
	Turn(
		"Report to write",
		REPORT,
		{"standing": (DRAFT,)},
		Members("Coordinator"),
		_("Report to management {number}: it is drafted. Complete it in words and send it by {day}."),
		_("Write the report"),
		INFORMED,
		due=Due("due_on", at_once=True),
		soon=_("Reminder: the report to management {number} should be sent by {day}."),
		overdue=_("Report to management {number}: it should have been sent by {day}."),
	),
	Turn(
		"Report to approve",
		REPORT,
		{"standing": (SENT,)},
		Members("Manager"),
		_("Report to management {number}: it is sent to you. Approve it, or give it back, by {day}."),
		_("Read the report"),
		INFORMED,
		due=Due("due_on", at_once=True),
		soon=_("Reminder: the report to management {number} should be answered by {day}."),
		overdue=_("Report to management {number}: it should have been answered by {day}."),
		tells_actor=True,
	),
	Turn(
		"Report returned",
		REPORT,
		{"standing": (RETURNED,)},
		Members("Coordinator"),
		_("Report to management {number}: it came back with a question. Answer it and send it by {day}."),
		_("Answer the question"),
		INFORMED,
		due=Due("due_on", at_once=True),
		soon=_("Reminder: the question on the report to management {number} should be answered by {day}."),
		overdue=_("Report to management {number}: its question should have been answered by {day}."),
		tells_actor=True,
	),
)
