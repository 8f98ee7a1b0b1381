"""The lines of the table of turns on reviews: of a match, in both voices, and of a course (R20, R112)."""

from __future__ import annotations

from .case_reviews import DECISIONS
from .course_facts import CLOSE
from .documents.course import UNDER_WAY
from .documents.match import DOCUMENT as MATCH
from .text import _
from .turn_parts import COURSE, EMPTY, FILLED, CoordinatorOfCourse, Due, Login, Turn
from .turn_parts import MENTOR as OF_THE_RECORD

MENTOR = Login("mentor.user")
REVIEW = _("Both are asked how the match works, after some weeks and at closing.")

CASE_REVIEW = "LAT Case Review"
COURSE_REVIEW = _("A course is reviewed at an interval, and before it closes.")

REVIEW_TURNS = (
	Turn(
		"Match review, mentor",
		MATCH,
		{"stage": ("Approved",), "review_due": (FILLED,), "mentor_heard_on": (EMPTY,)},
		MENTOR,
		_("Match {number}: say how it works for you, by {day}."),
		_("Answer the match review"),
		REVIEW,
		course=UNDER_WAY,
		due=Due("review_due"),
		overdue=_("Match {number}: you were to say by {day} how it works for you."),
	),
	Turn(
		"Match review, citizen",
		MATCH,
		{"stage": ("Approved",), "review_due": (FILLED,), "citizen_heard_on": (EMPTY,)},
		CoordinatorOfCourse(),
		_("Match {number}: ask the person by {day} how it works."),
		_("Answer the match review"),
		REVIEW,
		course=UNDER_WAY,
		due=Due("review_due"),
		overdue=_("Match {number}: the person was to be asked by {day} how it works."),
	),
	Turn(
		"Match review at closing, mentor",
		MATCH,
		{"stage": ("Approved",), "mentor_heard_at_closing": (EMPTY,)},
		MENTOR,
		_("Match {number}: the course is closing. Say how the match worked for you."),
		_("Answer the match review"),
		REVIEW,
		course=("Closing",),
	),
	Turn(
		"Match review at closing, citizen",
		MATCH,
		{"stage": ("Approved",), "citizen_heard_at_closing": (EMPTY,)},
		CoordinatorOfCourse(),
		_("Match {number}: the course is closing. Ask the person how the match worked."),
		_("Answer the match review"),
		REVIEW,
		course=("Closing",),
	),
	Turn(
		"Course to review",
		COURSE,
		{"stage": ("Active",), "review_due": (FILLED,)},
		CoordinatorOfCourse(),
		_("Course {number}: it is to be reviewed by {day}, with the mentor and the person."),
		_("Review the course"),
		COURSE_REVIEW,
		due=Due("review_due"),
		overdue=_("Course {number}: it was to be reviewed by {day}."),
	),
	Turn(
		"Course to review before closing",
		COURSE,
		{
			"stage": ("Closing",),
			"review_decision": (EMPTY, *(decision for decision in DECISIONS if decision != CLOSE)),
		},
		CoordinatorOfCourse(),
		_("Course {number}: it is closing. Review it with mentor, caseworker and person first."),
		_("Review the course"),
		COURSE_REVIEW,
	),
	Turn(
		"Review to contribute to",
		CASE_REVIEW,
		{
			"decided_on": (EMPTY,),
			"mentor_heard_on": (EMPTY,),
			"mentor": (FILLED,),
			"earlier_closing": (EMPTY,),
		},
		OF_THE_RECORD,
		_("Review {number}: write what you see before it is decided."),
		_("Write what you see"),
		_("The mentor is heard before a review is decided."),
		course=UNDER_WAY,
	),
	Turn(
		"Review to decide",
		CASE_REVIEW,
		{"decided_on": (EMPTY,), "mentor_heard_on": (FILLED,), "earlier_closing": (EMPTY,)},
		CoordinatorOfCourse(),
		_("Review {number}: the mentor has written. Decide."),
		_("Decide"),
		_("A review ends with a decision."),
		course=UNDER_WAY,
	),
)
