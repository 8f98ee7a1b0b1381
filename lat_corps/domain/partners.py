"""Who else helps a person: the kinds of department and service in a municipality's directory (R54)."""

from __future__ import annotations

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
