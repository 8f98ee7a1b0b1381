"""Which rows each role reaches, document by document: the one table of the walls (N1, N2, R84 to R88).

A person with several roles reaches the union of the rows, but acts on a row only in the roles that reach it:
a coordinator of one municipality who is a mentor in another is a mentor there, nothing more.
"""

from lat_corps.domain.documents.handover import SHOWN_TO_RECEIVER
from lat_corps.domain.documents.loan import SHOWN_TO_MENTOR
from lat_corps.domain.documents.match import HOLDS_PLACE
from lat_corps.domain.documents.role_description import ONCE_IN_FORCE
from lat_corps.domain.report_standings import OUTSIDE
from lat_corps.domain.roles import (
	ADMINISTRATOR,
	ALL_ROLES,
	CASEWORKER,
	COORDINATOR,
	MANAGER,
	MENTOR,
	NATIONAL_CENTRE,
)

from .people import SYSTEM_MANAGER
from .rules import (
	AcceptedCase,
	AcceptedMatch,
	All,
	AtStage,
	Either,
	Everyone,
	FromItsDay,
	HoldsFunction,
	InAnyMunicipality,
	InMunicipality,
	InOwnVoice,
	InRows,
	LatelyClosed,
	NamesAcceptedCases,
	NamesLogin,
	National,
	OpenBriefing,
	OpenedByReason,
	OwnMentor,
	Rule,
	Self,
	SharedWithMentor,
)

_IN_FORCE = All(InMunicipality(), AtStage(ONCE_IN_FORCE))
_EITHER_SIDE = Either(InMunicipality("lending_municipality"), InMunicipality("borrowing_municipality"))
_OWN_NOTES: dict[str, Rule] = {MENTOR: All(LatelyClosed(), Self("owner"))}
_OF_CASE: dict[str, Rule] = {COORDINATOR: InMunicipality(), MENTOR: AcceptedCase()}
_OF_ITS_MENTOR: dict[str, Rule] = {
	COORDINATOR: InMunicipality(),
	MENTOR: All(AcceptedCase(), OwnMentor("mentor")),
}
"""What a mentor has said of the own work, alone or in a debrief: the next mentor does not read it."""

_OF_THE_METHOD: dict[str, Rule] = {
	**dict.fromkeys((SYSTEM_MANAGER, *ALL_ROLES), Everyone()),
	MENTOR: HoldsFunction(),
}

ROWS: dict[str, dict[str, Rule]] = {
	"LAT Municipality": {
		SYSTEM_MANAGER: Everyone(),
		ADMINISTRATOR: Everyone(),
		NATIONAL_CENTRE: Everyone(),
		COORDINATOR: InAnyMunicipality("name"),
		MANAGER: InAnyMunicipality("name"),
		MENTOR: InAnyMunicipality("name"),
		CASEWORKER: InAnyMunicipality("name"),
	},
	"LAT Partner": {
		ADMINISTRATOR: Everyone(),
		**dict.fromkeys((COORDINATOR, MENTOR, MANAGER), InMunicipality()),
	},
	"LAT Guidance": {
		ADMINISTRATOR: Everyone(),
		NATIONAL_CENTRE: National(),
		**dict.fromkeys((COORDINATOR, CASEWORKER, MANAGER), Either(InMunicipality(), National())),
		MENTOR: Either(InMunicipality(), All(National(), HoldsFunction())),
	},
	"LAT Outreach": dict.fromkeys((COORDINATOR, MANAGER), InMunicipality()),
	"LAT Mentor": {COORDINATOR: InMunicipality(), MENTOR: Self("user")},
	"LAT Role Description": {
		ADMINISTRATOR: Everyone(),
		COORDINATOR: InMunicipality(),
		MANAGER: InMunicipality(),
		NATIONAL_CENTRE: National(),
		MENTOR: _IN_FORCE,
		CASEWORKER: _IN_FORCE,
	},
	"LAT Role Acknowledgement": {
		COORDINATOR: Either(InMunicipality(), Self("user")),
		MANAGER: Either(InMunicipality(), Self("user")),
		MENTOR: Self("user"),
		CASEWORKER: Self("user"),
	},
	"LAT Acknowledgement Request": {
		COORDINATOR: Either(InMunicipality(), Self("user")),
		MANAGER: Either(InMunicipality(), Self("user")),
		MENTOR: Self("user"),
		CASEWORKER: Self("user"),
	},
	"LAT Citizen": {COORDINATOR: InMunicipality()},
	"LAT Case": {COORDINATOR: InMunicipality(), MENTOR: AcceptedCase("name")},
	"LAT Match": {
		COORDINATOR: InMunicipality(),
		MENTOR: All(OwnMentor("mentor"), InMunicipality(), AtStage(HOLDS_PLACE)),
	},
	"LAT Match Weights": {
		ADMINISTRATOR: Everyone(),
		COORDINATOR: InMunicipality(),
		MANAGER: InMunicipality(),
	},
	"LAT Background Information": {
		COORDINATOR: InMunicipality(),
		MENTOR: All(AcceptedCase(), SharedWithMentor()),
	},
	"LAT Briefing": {COORDINATOR: InMunicipality(), MENTOR: All(AcceptedMatch(), OpenBriefing())},
	"LAT First Meeting": {COORDINATOR: InMunicipality(), MENTOR: AcceptedMatch()},
	"LAT Match Review": {COORDINATOR: InMunicipality(), MENTOR: All(AcceptedMatch(), InOwnVoice())},
	"LAT Partner Effort": {COORDINATOR: InMunicipality()},
	"LAT Case Review": _OF_ITS_MENTOR,
	"LAT Plan": _OF_CASE,
	"LAT Session": _OF_CASE,
	"LAT Concern": _OF_ITS_MENTOR,
	"LAT Dilemma": _OF_ITS_MENTOR,
	"LAT Coordination Meeting": {
		COORDINATOR: InMunicipality(),
		MENTOR: All(AcceptedCase(), NamesLogin("LAT Coordination Participant", "user")),
	},
	"LAT Debrief": _OF_ITS_MENTOR,
	"LAT Consent": {COORDINATOR: InMunicipality()},
	"LAT Measurement": _OF_CASE,
	"LAT Progression": _OF_CASE,
	"LAT Reflection": _OF_CASE,
	"LAT Instrument": {role: Everyone() for role in (SYSTEM_MANAGER, *ALL_ROLES)},
	"LAT Method Tool": _OF_THE_METHOD,
	"LAT Competence": _OF_THE_METHOD,
	"LAT Survey Import": {COORDINATOR: InMunicipality()},
	"LAT Import Profile": {COORDINATOR: InMunicipality()},
	"LAT Handover": {
		**_OF_CASE,
		CASEWORKER: All(Self("receiver"), AtStage(SHOWN_TO_RECEIVER)),
	},
	"LAT Read Log": {COORDINATOR: InMunicipality()},
	"LAT Refused Request": {ADMINISTRATOR: Everyone()},
	"LAT Erasure": {COORDINATOR: InMunicipality(), MANAGER: InMunicipality()},
	"LAT Kept Figure": {},
	"LAT Counted Period": {},
	"LAT National Release": {},
	"LAT Handover Omission": _OF_CASE,
	"LAT Disagreement": {COORDINATOR: InMunicipality()},
	"LAT Mentor Loan": {
		COORDINATOR: _EITHER_SIDE,
		MANAGER: _EITHER_SIDE,
		MENTOR: All(OwnMentor("mentor"), AtStage(SHOWN_TO_MENTOR)),
	},
	"LAT Loan Offer": {COORDINATOR: InMunicipality("lending_municipality")},
	"LAT Turn": dict.fromkeys((COORDINATOR, MANAGER, MENTOR, CASEWORKER), Self("user")),
	"LAT Turn Mail": dict.fromkeys((COORDINATOR, MANAGER, MENTOR, CASEWORKER), Self("user")),
	"LAT Deputy": {COORDINATOR: All(InMunicipality(), Self("coordinator")), MANAGER: InMunicipality()},
	"LAT Conversation Card": {
		ADMINISTRATOR: Everyone(),
		NATIONAL_CENTRE: National(),
		COORDINATOR: InMunicipality(),
		MENTOR: Either(InMunicipality(), All(National(), HoldsFunction())),
	},
	"LAT Corps Meeting": dict.fromkeys((COORDINATOR, MANAGER, MENTOR), InMunicipality()),
	"LAT Learning Note": dict.fromkeys((COORDINATOR, MANAGER, MENTOR), InMunicipality()),
	"LAT Management Report": {
		COORDINATOR: InMunicipality(),
		MANAGER: All(InMunicipality(), AtStage(OUTSIDE, "standing")),
	},
	"LAT Experience": {COORDINATOR: All(InMunicipality(), FromItsDay("open_from"))},
	"LAT Experience Request": dict.fromkeys((COORDINATOR, MENTOR), Self("user")),
	"LAT Training": {COORDINATOR: InMunicipality(), MANAGER: InMunicipality(), MENTOR: Self("user")},
	"LAT Coaching Session": {
		COORDINATOR: All(InMunicipality(), Either(Self("coach"), Self("guest"))),
		MENTOR: All(
			InMunicipality(),
			InRows("LAT Coaching Participant", "mentor"),
			NamesAcceptedCases("LAT Coaching Course"),
		),
	},
}

READ_ONLY_ROWS: dict[str, dict[str, Rule]] = {
	"LAT Role Description": {COORDINATOR: National(), MANAGER: National()},
	"LAT Deputy": {COORDINATOR: InMunicipality()},
	"LAT Plan": _OWN_NOTES,
	"LAT Reflection": _OWN_NOTES,
	"LAT First Meeting": {MENTOR: LatelyClosed("lat_match", "name")},
	"LAT Conversation Card": {COORDINATOR: National()},
	"LAT Coaching Session": {COORDINATOR: All(InMunicipality(), OpenedByReason("LAT Coaching Reading"))},
}
"""Rows that a role reads beyond those it acts on: a coordinator drafts from a national template, a mentor
looks back at the own notes for some days after a course has closed, a deputy who says why reads a talk."""

READ_BY_ROLE_ALONE: dict[str, dict[str, Rule]] = {"LAT Deputy": {COORDINATOR: Self("deputy")}}
"""Rows read with the role but without a function: a deputy, before the first day and after the last."""

CHILD_TABLES: dict[str, tuple[str, ...]] = {
	"LAT Municipality Member": ("LAT Municipality",),
	"LAT Referral Agreement": ("LAT Municipality",),
	"LAT Partner Contact": ("LAT Partner",),
	"LAT Guidance Step": ("LAT Guidance",),
	"LAT Training Module": ("LAT Mentor",),
	"LAT Pause": ("LAT Mentor", "LAT Case"),
	"LAT Knowledge Check": ("LAT Mentor",),
	"LAT Role Task": ("LAT Role Description",),
	"LAT Custody Holder": ("LAT Citizen",),
	"LAT Preference": ("LAT Case",),
	"LAT Preparation Topic": ("LAT First Meeting",),
	"LAT Earlier Closing": ("LAT Case",),
	"LAT Last Contact": ("LAT Case",),
	"LAT Match Criterion": ("LAT Match",),
	"LAT Briefing Fact": ("LAT Briefing",),
	"LAT Plan Goal": ("LAT Plan",),
	"LAT Plan Step": ("LAT Plan",),
	"LAT Plan Note": ("LAT Plan",),
	"LAT Plan Rating": ("LAT Plan",),
	"LAT Session Tool": ("LAT Session",),
	"LAT Debrief Participant": ("LAT Debrief",),
	"LAT Debrief Task": ("LAT Debrief",),
	"LAT Consent Information": ("LAT Consent",),
	"LAT Consent Partner": ("LAT Consent",),
	"LAT Coordination Participant": ("LAT Coordination Meeting",),
	"LAT Coordination Point": ("LAT Coordination Meeting",),
	"LAT Coordination Agreement": ("LAT Coordination Meeting",),
	"LAT Handover Line": ("LAT Handover",),
	"LAT Instrument Item": ("LAT Instrument",),
	"LAT Instrument Cutoff": ("LAT Instrument",),
	"LAT Instrument Choice": ("LAT Instrument",),
	"LAT Instrument Subscale": ("LAT Instrument",),
	"LAT Instrument Conversion": ("LAT Instrument",),
	"LAT Answer": ("LAT Measurement",),
	"LAT Import Column": ("LAT Survey Import", "LAT Import Profile"),
	"LAT Import Code": ("LAT Survey Import", "LAT Import Profile"),
	"LAT Import Row": ("LAT Survey Import",),
	"LAT Erasure Count": ("LAT Erasure",),
	"LAT Silent Turn": ("LAT Settings",),
	"LAT TPM Heading": ("LAT Settings",),
	"LAT Card Question": ("LAT Conversation Card",),
	"LAT Meeting Attendance": ("LAT Corps Meeting",),
	"LAT Coaching Participant": ("LAT Coaching Session",),
	"LAT Coaching Course": ("LAT Coaching Session",),
	"LAT Coaching Note": ("LAT Coaching Session",),
	"LAT Coaching Advice": ("LAT Coaching Session",),
	"LAT Coaching Reading": ("LAT Coaching Session",),
	"LAT Spoken Language": ("LAT Mentor", "LAT Citizen", "LAT Mentor Loan"),
}
"""Child tables and the documents whose rows they follow."""

OWN = frozenset((*ROWS, *CHILD_TABLES))
"""Every DocType of the app that holds records, child tables too."""
