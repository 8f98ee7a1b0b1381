"""Who may do what with which record: the one table that the generated matrix is held against.

Rights: r read, w write, c create, d delete, n submit, p print (Frappe grants it to whoever reads), e mail,
x export (Frappe lets System Manager export whatever it reads), o report, s share. The scopes are those of
`records.py`. What is not listed is refused.
"""

Scopes = dict[str, str]


def home(rights: str) -> Scopes:
	return {"own": rights, "same": rights}


def everywhere(rights: str) -> Scopes:
	return {"own": rights, "same": rights, "other": rights}


def own(rights: str) -> Scopes:
	return {"own": rights}


EXPECTED: dict[str, dict[str, Scopes]] = {
	"LAT Municipality": {
		"coordinator": own("rp"),
		"mentor": own("rp"),
		"caseworker": own("rp"),
		"manager": own("rp"),
		"administrator": everywhere("rwcpxo"),
		"centre": everywhere("rp"),
		"technician": everywhere("rwcdpxo"),
	},
	"LAT Partner": {
		"administrator": everywhere("rwcpo"),
		"coordinator": home("rwcpo"),
		"mentor": home("rp"),
		"manager": home("rp"),
	},
	"LAT Guidance": {
		"administrator": everywhere("rwcpo"),
		"coordinator": home("rp"),
		"mentor": home("rp"),
		"caseworker": home("rp"),
		"manager": home("rp"),
	},
	"LAT Outreach": {"coordinator": home("rwcpo"), "manager": home("rpo")},
	"LAT Experience": {"coordinator": home("rpo")},
	"LAT Experience Request": {"mentor": own("rp")},
	"LAT Management Report": {"coordinator": home("rwcpo"), "manager": home("rpo")},
	"LAT Mentor": {"coordinator": home("rwcpxo"), "mentor": own("rwp")},
	"LAT Role Description": {
		"coordinator": home("rwcpo"),
		"manager": home("rwpo"),
		"administrator": everywhere("rwcpxo"),
		"mentor": home("rp"),
		"caseworker": home("rp"),
	},
	"LAT Role Acknowledgement": {
		"coordinator": home("rcpo"),
		"manager": home("rcpo"),
		"mentor": own("rp"),
	},
	"LAT Acknowledgement Request": {
		"coordinator": home("rpo"),
		"manager": home("rpo"),
		"mentor": own("rp"),
	},
	"LAT Citizen": {"coordinator": home("rwcp")},
	"LAT Case": {"coordinator": home("rwcpxo"), "mentor": own("rwp")},
	"LAT Match": {"coordinator": home("rwcpxo"), "mentor": own("rwp")},
	"LAT Match Weights": {
		"coordinator": own("rwcpo"),
		"manager": own("rpo"),
		"administrator": everywhere("rwcpo"),
	},
	"LAT Partner Effort": {"coordinator": home("rwcpo")},
	"LAT Plan": {"coordinator": home("rwcpo"), "mentor": own("rwcp")},
	"LAT Session": {"coordinator": home("rpo"), "mentor": own("rwcp")},
	"LAT Concern": {"coordinator": home("rwpo"), "mentor": own("rwcp")},
	"LAT Dilemma": {"coordinator": home("rwcpo"), "mentor": own("rwcp")},
	"LAT Debrief": {"coordinator": home("rwcpo"), "mentor": own("rp")},
	"LAT Learning Note": {"coordinator": home("rwcdpo"), "manager": home("rpo"), "mentor": home("rp")},
	"LAT Consent": {"coordinator": home("rwcpo")},
	"LAT Coordination Meeting": {"coordinator": home("rwcpo"), "mentor": own("rwp")},
	"LAT Measurement": {"coordinator": home("rwcpxo"), "mentor": own("rwcp")},
	"LAT Progression": {"coordinator": home("rwcpo"), "mentor": own("rwcp")},
	"LAT Reflection": {"coordinator": home("rwcpo"), "mentor": own("rwcp")},
	"LAT Handover": {
		"coordinator": home("rwcpo"),
		"mentor": own("rwp"),
		"caseworker": own("rwp"),
	},
	"LAT Disagreement": {"coordinator": home("rwcpo")},
	"LAT Handover Omission": {"coordinator": home("rp"), "mentor": own("rp")},
	"LAT Background Information": {"coordinator": home("rwcpo"), "mentor": own("rp")},
	"LAT Briefing": {"coordinator": home("rwcpo"), "mentor": own("rp")},
	"LAT First Meeting": {"coordinator": home("rwcpo"), "mentor": own("rwp")},
	"LAT Case Review": {"coordinator": home("rwcpo"), "mentor": own("rwp")},
	"LAT Match Review": {"coordinator": home("rwcpo"), "mentor": own("rwcp")},
	"LAT Read Log": {"coordinator": home("rpo")},
	"LAT Refused Request": {"administrator": everywhere("rpo")},
	"LAT Erasure": {"coordinator": home("rwcpo"), "manager": home("rwpo")},
	"LAT Kept Figure": {},
	"LAT Counted Period": {},
	"LAT National Release": {},
	"LAT Mentor Loan": {
		"coordinator": home("rwcpxo"),
		"manager": home("rpo"),
		"mentor": own("rp"),
	},
	"LAT Loan Offer": {"coordinator": home("rwcp")},
	"LAT Turn": {"mentor": own("rp")},
	"LAT Turn Mail": {"mentor": own("rwcp")},
	"LAT Deputy": {
		"coordinator": {"own": "rwcpo", "same": "rpo"},
		"manager": home("rwcpo"),
	},
	"LAT Survey Import": {"coordinator": home("rwcpo")},
	"LAT Import Profile": {"coordinator": home("rwcdpo")},
	"LAT Instrument": {
		"technician": own("rpx"),
		"administrator": own("rwcpx"),
		"coordinator": own("rp"),
		"mentor": own("rp"),
		"manager": own("rp"),
		"centre": own("rp"),
	},
	"LAT Competence": {
		"technician": own("rpx"),
		"administrator": own("rwp"),
		"coordinator": own("rp"),
		"mentor": own("rp"),
		"caseworker": own("rp"),
		"manager": own("rp"),
		"centre": own("rp"),
	},
	"LAT Method Tool": {
		"technician": own("rpx"),
		"administrator": own("rwcp"),
		"coordinator": own("rp"),
		"mentor": own("rp"),
		"caseworker": own("rp"),
		"manager": own("rp"),
		"centre": own("rp"),
	},
	"LAT Conversation Card": {
		"administrator": everywhere("rwcpo"),
		"coordinator": home("rwcpo"),
		"mentor": home("rp"),
	},
	"LAT Corps Meeting": {"coordinator": home("rwcpo"), "manager": home("rp"), "mentor": home("rp")},
	"LAT Training": {"coordinator": home("rwcpo"), "manager": home("rpo"), "mentor": own("rp")},
	"LAT Coaching Session": {"coordinator": home("rwcp"), "mentor": own("rwp")},
	"LAT Shipped Record": {"technician": own("rpx"), "administrator": own("rp")},
	"LAT Settings": {
		"technician": own("rwp"),
		"administrator": own("rwp"),
		"coordinator": own("rp"),
		"mentor": own("rp"),
		"caseworker": own("rp"),
		"manager": own("rp"),
		"centre": own("rp"),
	},
}

HIDDEN_TABLES: dict[tuple[str, str], tuple[str, ...]] = {}
"""Tables that stand at a level which some readers of the document do not have."""

PEOPLE = (
	"coordinator",
	"mentor",
	"caseworker",
	"manager",
	"administrator",
	"centre",
	"technician",
	"outsider",
	"guest",
)
"""Each role alone, System Manager, a login without a role, and nobody's login."""
