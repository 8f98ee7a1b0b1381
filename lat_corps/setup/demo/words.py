"""What the coordinators write in the demo's workbooks, and what the app calls it."""

from lat_corps.domain.text import _

WORDS = {
	# functions and roles
	"Koordinator": "Coordinator",
	"Leder": "Manager",
	"Sagsbehandler": "Caseworker",
	"Mentor": "Mentor",
	"Forældrecoach": "Parent Coach",
	"Begge": "Both",
	# people
	"Kvinde": "Woman",
	"Mand": "Man",
	"Andet køn": "Another gender",
	"Omsorgsfuld og familiær": "Caring and familiar",
	"Autoritativ og formel": "Authoritative and formal",
	"Begge dele, efter behov": "Both, as needed",
	"modersmål": "Mother tongue",
	"flydende": "Fluent",
	"hverdagssamtale": "Everyday conversation",
	# tasks of a role
	"Før": "Before",
	"Under": "During",
	"Afslutning": "Closing",
	"Udfører": "Does",
	"Bidrager": "Contributes",
	"Orienteres": "Is informed",
	# courses
	"Mentorforløb": "Mentor course",
	"Forældrecoachforløb": "Parent-coach course",
	"I et ekstremistisk miljø": "In an extremist milieu",
	"Konkrete bekymringstegn": "Concrete signs of concern",
	"Sårbar over for ekstremisme": "Vulnerable to extremism",
	"Forælder eller pårørende": "Parent or relative",
	"Borger": "Citizen",
	"Forældremyndighedsindehaver": "Custody holder",
	# criteria of a match
	"Køn": "Gender",
	"Alder": "Age",
	"Kulturbaggrund": "Cultural background",
	"Sprog": "Language",
	"Religion og politik": "Religion and politics",
	"Temperament": "Temperament",
	"Erfaring": "Professional experience",
	"Til rådighed": "Availability",
	"Andet ønske": "Other wish",
	# preparation and knowledge
	"Åbning": "Opening",
	"Mål for mødet": "Aim of the meeting",
	"Livssituation": "Life situation",
	"Antagelser": "Assumptions",
	"Blinde vinkler": "Blind spots",
	"Risici og trusler": "Risks and threats",
	"Rammer": "Frame of the meeting",
	"Infohus": "Infohus analyses and recommendations",
	"Risikoplan": "Risk and safety plans",
	"Social udredning": "Social action plans and assessments",
	"Andet": "Other knowledge",
	"Psykiatri": "Psychiatric assessments and treatment",
	# contacts
	"Møde": "Meeting",
	"Telefonsamtale": "Phone call",
	"Besked": "Message",
	"Kom ikke": "Did not come",
	"Denne uge": "This week",
	"Koordinator deltager i møder": "The coordinator joins meetings",
	# reviews of a course
	"Justér": "Adjust",
	"Forlæng": "Extend",
	"Luk": "Close",
	# goals
	"Ikke begyndt": "Not started",
	"I gang": "Under way",
	"Nået": "Reached",
	"Sluppet": "Let go",
	# closing and handover
	"Mål nået": "Goals reached",
	"Ikke nået tilstrækkeligt": "Not reached enough",
	"Afbrudt": "Broken off",
	"Mål og skridt": "Goals and steps",
	"Dokumentation af udvikling": "Documentation of development",
	"Trivsel og livsmestring": "Wellbeing and life mastery",
	"Job, uddannelse og bolig": "Job, education and housing",
	"Infohusets analyser og anbefalinger": "Infohus analyses and recommendations",
	"Psykiatriske udredninger og behandling": "Psychiatric assessments and treatment",
	"Forløbet": "The course",
	"Anden myndighed": "Another authority",
	"Infohuset": "Infohus",
	"Drøftelse efter § 115": "Section 115 exchange",
	# efforts of others
	"Familieafdelingen": "Family department",
	"Socialpsykiatrien": "Social psychiatry",
	"Jobcenter": "Job centre",
	"Skole eller uddannelse": "School or education",
	"Bolig": "Housing",
	"Andet tilbud": "Another service",
	"Planlagt": "Planned",
	"Afsluttet": "Ended",
	"Ikke relevant": "Not relevant",
	"Ungeplan": "Youth plan",
	"§ 141-handleplan": "Section 141 plan",
}

LANGUAGES = {
	"dansk": "da",
	"engelsk": "en",
	"tysk": "de",
	"arabisk": "ar",
	"tyrkisk": "tr",
	"kurdisk": "ku",
	"persisk": "fa",
	"pashto": "ps",
	"bosnisk": "bs",
	"serbisk": "sr",
	"ukrainsk": "uk",
}

FRAPPES_OWN = (_("You need the '{0}' permission on {1} {2} to perform this action."), _("read"))
"""What Frappe answers but has no Danish for: named here, it gets its Danish from the app's catalogue."""


def word(danish: str | None) -> str | None:
	"""Return the app's value for a word of the workbooks; None for an empty cell.

	Raises KeyError for a word that is not known.
	"""
	return WORDS[danish] if danish else None


def words(danish: str | None) -> list[str]:
	"""Return the app's values for words separated by semicolons."""
	return [WORDS[part.strip()] for part in (danish or "").split(";") if part.strip()]


def spoken(danish: str | None) -> list[dict]:
	"""Return rows of spoken languages for a text such as "dansk: modersmål; arabisk: flydende"."""
	rows = []
	for part in (danish or "").split(";"):
		language, _colon, fluency = part.partition(":")
		if language.strip():
			rows.append({"language": LANGUAGES[language.strip()], "fluency": WORDS[fluency.strip()]})
	return rows
