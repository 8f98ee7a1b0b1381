"""What a match is weighed by: each criterion with what to ask, why it counts, and its source (R26 to R36).

Sources: Oxford Research, evaluation of the corps, 2018; the national centre's Det første møde, 2020. The
guide of 2020 names both for the whole list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .text import _

MET, PARTLY, NOT_MET, UNKNOWN = "Met", "Partly met", "Not met", "Unknown"

GENDER = "Gender"
AGE = "Age"
CULTURE = "Cultural background"
LANGUAGE = "Language"
RELIGION_POLITICS = "Religion and politics"
TEMPERAMENT = "Temperament"
EXPERIENCE = "Professional experience"
AVAILABILITY = "Availability"
OTHER = "Other wish"
MENTORS_WISH = "The mentor's wishes"

MUST, WISH, NO_WISH, NOT_ASKED = "Must", "Wish", "No wish", "Not asked yet"
STATED = (MUST, WISH)

CARING, FORMAL, BOTH_WAYS = "Caring and familiar", "Authoritative and formal", "Both, as needed"

MIGRATED, PARENTS_MIGRATED, NOT_MIGRATED = (
	"Came to Denmark from elsewhere",
	"Parents came from elsewhere",
	"No migration in the family",
)
WITH_MIGRATION, WITHOUT_MIGRATION = "Migration in the family", "No migration in the family"
MIGRATION_MEETS = {WITH_MIGRATION: (MIGRATED, PARENTS_MIGRATED), WITHOUT_MIGRATION: (NOT_MIGRATED,)}
"""What a person wishes of the mentor's family -> the answers of mentors that meet it (R29)."""

SUBJECTS: Mapping[str, str] = {
	"Islam": "talks_of_islam",
	"Christianity": "talks_of_christianity",
	"Another faith": "talks_of_another_faith",
	"Right-wing politics": "talks_of_right_wing",
	"Left-wing politics": "talks_of_left_wing",
	"Politics of other countries": "talks_of_other_countries",
	"Conspiracy theories": "talks_of_conspiracies",
}
"""Subject that fills much for a person -> where a mentor ticks to be able to talk and challenge (R32)."""

EXPERIENCES: Mapping[str, str] = {
	"Mental illness": "worked_with_mental_illness",
	"Behaviour problems": "worked_with_behaviour",
	"Extremism": "worked_with_extremism",
	"Building alliances": "worked_with_alliances",
}
"""Experience that a person needs -> the field where a mentor ticks to have it (R34)."""

VALUE_FIELDS: Mapping[str, tuple[str, ...]] = {
	GENDER: ("gender",),
	AGE: ("age_from", "age_to"),
	CULTURE: ("migration",),
	LANGUAGE: ("spoken",),
	RELIGION_POLITICS: ("subject",),
	TEMPERAMENT: ("temperament",),
	EXPERIENCE: ("experience",),
	AVAILABILITY: ("meetings_a_month",),
	OTHER: (),
}
"""Criterion -> the fields of a wish that say what is wished, beside the person's own words.

None is called `language`: Frappe would fill it with the user's own.
"""

PROFILE: Mapping[str, tuple[str, ...]] = {
	GENDER: ("gender",),
	AGE: ("birth_year",),
	CULTURE: ("family_migration", "cultural_background"),
	LANGUAGE: ("languages",),
	RELIGION_POLITICS: (*SUBJECTS.values(), "religion_politics"),
	TEMPERAMENT: ("temperament",),
	EXPERIENCE: (*EXPERIENCES.values(), "professional_experience"),
	AVAILABILITY: ("meetings_a_month", "long_relation", "availability"),
	MENTORS_WISH: ("wishes_gender", "wishes_age_from", "wishes_age_to", "preferences"),
}
"""Criterion -> the fields in which a mentor answers to it, own words too."""

WEIGHT_FIELDS: Mapping[str, str] = {
	GENDER: "weighs_gender",
	AGE: "weighs_age",
	CULTURE: "weighs_culture",
	LANGUAGE: "weighs_language",
	RELIGION_POLITICS: "weighs_religion_politics",
	TEMPERAMENT: "weighs_temperament",
	EXPERIENCE: "weighs_experience",
	AVAILABILITY: "weighs_availability",
	MENTORS_WISH: "weighs_mentors_wishes",
}
"""Criterion -> where a municipality writes how much it counts; words alone have no weight."""

USUAL_WEIGHT, HEAVIEST = 1, 10
"""The usual weight is the least: what a person has stated always counts."""

Weights = Mapping[str, int]
"""Criterion -> how much it counts in the order of candidates; those without one count USUAL_WEIGHT."""


def weight_of(weights: Weights, criterion: str) -> int:
	return weights.get(criterion, USUAL_WEIGHT)


OXFORD = "Oxford Research 2018; Det første møde, 2020"


@dataclass(frozen=True)
class About:
	"""What the one who asks needs: the question, why the answer counts, and who has found that (R36)."""

	question: str
	why: str
	source: str = OXFORD


ABOUT: Mapping[str, About] = {
	GENDER: About(
		_("Does it matter to you whether you talk with a woman or a man?"),
		_("Some things are easier to say to a person of one gender; for others it makes no difference."),
	),
	AGE: About(
		_("Would you rather have somebody near your own age, or somebody older?"),
		_("Age decides whether the mentor is met as an equal, as an example or as a parent."),
	),
	CULTURE: About(
		_("Should the person know your culture from within, or that your family has come from elsewhere?"),
		_("Who knows the background needs fewer explanations; who does not can ask more openly."),
	),
	LANGUAGE: About(
		_("In which language do you say what matters most?"),
		_("Trust is built in a language in which both can say what they feel."),
	),
	RELIGION_POLITICS: About(
		_("Does religion or politics fill much for you now? What would you like to be able to discuss?"),
		_("Where it fills much, the mentor must be able to talk and to challenge with some knowledge."),
	),
	TEMPERAMENT: About(
		_("Whom do you listen to: somebody warm and close, or somebody clear and firm?"),
		_("A mentor is answered to when the manner is one that the person responds to."),
	),
	EXPERIENCE: About(
		_("Is there something that the person should have worked with before?"),
		_("Mental illness, behaviour problems and extremism ask for somebody who has been there before."),
	),
	AVAILABILITY: About(
		_("How often would you like to meet, and for how long do you think it will take?"),
		_("The relation is long: both must expect roughly the same of it."),
	),
	OTHER: About(
		_("Is there anything else that would make it easier to meet this person?"),
		_("An interest or a place in common can be what opens the first meeting."),
	),
}
