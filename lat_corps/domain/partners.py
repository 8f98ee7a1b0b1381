"""Who else helps a person: kinds of department and service, and which of them a course lacks (R52, R54, R59).

The app asks and knows nothing better: whoever is not relevant is answered for, with why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from .text import Message, _

FAMILY = "Family department"
SOCIAL_PSYCHIATRY = "Social psychiatry"
TREATMENT_PSYCHIATRY = "Treatment psychiatry"
JOB_CENTRE = "Job centre"
EDUCATION = "School or education"
HOUSING = "Housing"
INFOHUS = "Infohus"
OTHER = "Another service"

KINDS = (
	FAMILY,
	SOCIAL_PSYCHIATRY,
	TREATMENT_PSYCHIATRY,
	JOB_CENTRE,
	EDUCATION,
	HOUSING,
	INFOHUS,
	OTHER,
)

INFORMATION = {
	FAMILY: "Network and family",
	SOCIAL_PSYCHIATRY: "Psychiatric assessments and treatment",
	TREATMENT_PSYCHIATRY: "Psychiatric assessments and treatment",
	JOB_CENTRE: "Job, education and housing",
	EDUCATION: "Job, education and housing",
	HOUSING: "Job, education and housing",
	INFOHUS: "Infohus analyses and recommendations",
	OTHER: "Life situation",
}
"""What a consent calls the information that somebody of a kind helps the person."""

PARENT_COACH_COURSE = "Parent-coach course"


@dataclass(frozen=True)
class Asked:
	"""When a course is asked for a kind: by the person's age, what the course is, and who helps already.

	Without a date of birth every age is asked for.
	"""

	kind: str
	why: str
	age_from: int = 0
	age_to: int | None = None
	beside: str = ""
	course_type: str = ""

	def concerns(self, age: int | None, course_type: str, helping: Collection[str]) -> bool:
		return (
			(age is None or (self.age_from <= age and (self.age_to is None or age <= self.age_to)))
			and (not self.beside or self.beside in helping)
			and (not self.course_type or self.course_type == course_type)
		)


EXPECTED = (
	Asked(FAMILY, _("The person is under 18: a family department may know the family."), age_to=17),
	Asked(
		FAMILY,
		_("The person is 18 to 22: support from the family department may go on after 18."),
		age_from=18,
		age_to=22,
	),
	Asked(
		FAMILY,
		_("The course is for a parent or relative: a family department may know the child."),
		course_type=PARENT_COACH_COURSE,
	),
	Asked(EDUCATION, _("The person is of the age of school or education."), age_from=6, age_to=24),
	Asked(JOB_CENTRE, _("The person is of working age."), age_from=18, age_to=66),
	Asked(HOUSING, _("The person is 18 or older: somebody may help with a place to live."), age_from=18),
	Asked(
		SOCIAL_PSYCHIATRY,
		_("The person is treated in psychiatry: support at home may go with it."),
		age_from=18,
		beside=TREATMENT_PSYCHIATRY,
	),
	Asked(
		TREATMENT_PSYCHIATRY,
		_("The person has support of social psychiatry: who treats may have to be told."),
		beside=SOCIAL_PSYCHIATRY,
	),
	Asked(INFOHUS, _("The person belongs to the target group: the infohus may have talked about it.")),
)
"""Who is asked for, and why; a kind may stand here several times."""


def missing(
	age: int | None, course_type: str, helping: Collection[str], answered: Iterable[str]
) -> dict[str, list[Message]]:
	"""Return the kinds that a course is asked for and nobody has answered for, each with every reason why.

	`helping` are the kinds that help, or are to; `answered` those that are not relevant.
	"""
	settled = {*helping, *answered}
	found: dict[str, list[Message]] = {}
	for asked in EXPECTED:
		if asked.kind not in settled and asked.concerns(age, course_type, helping):
			found.setdefault(asked.kind, []).append(Message(asked.why, requirement="R59"))
	return found
