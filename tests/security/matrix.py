"""Who may do what with which record: the one table that the generated matrix is held against.

Rights: r read, w write, d delete, p print (Frappe grants it to whoever reads), x export, o report, s share.
`own` is the record the person is party to (the mentor's accepted course, the handover addressed to the
caseworker), `same` another one of the person's municipality, `other` one of another municipality. What is not
listed is refused.
"""

EXPECTED: dict[str, dict[str, dict[str, str]]] = {
	"LAT Municipality": {
		"coordinator": {"own": "rp"},
		"mentor": {"own": "rp"},
		"caseworker": {"own": "rp"},
		"manager": {"own": "rp"},
		"administrator": {"own": "rwpxo", "other": "rwpxo"},
		"centre": {"own": "rp", "other": "rp"},
		"technician": {"own": "rwdpxo", "other": "rwdpxo"},
	},
	"LAT Mentor": {"coordinator": {"own": "rwpxo", "same": "rwpxo"}, "mentor": {"own": "rwp"}},
	"LAT Role Description": {
		"coordinator": {"own": "rwpo", "same": "rwpo"},
		"manager": {"own": "rwpo", "same": "rwpo"},
		"administrator": {"own": "rwpxo", "same": "rwpxo", "other": "rwpxo"},
		"mentor": {"own": "rp", "same": "rp"},
		"caseworker": {"own": "rp", "same": "rp"},
	},
	"LAT Role Acknowledgement": {
		"coordinator": {"own": "rpo", "same": "rpo"},
		"manager": {"own": "rpo", "same": "rpo"},
		"mentor": {"own": "rp"},
	},
	"LAT Acknowledgement Request": {
		"coordinator": {"own": "rpo", "same": "rpo"},
		"manager": {"own": "rpo", "same": "rpo"},
		"mentor": {"own": "rp"},
	},
	"LAT Citizen": {"coordinator": {"own": "rwp", "same": "rwp"}},
	"LAT Case": {"coordinator": {"own": "rwpxo", "same": "rwpxo"}, "mentor": {"own": "rwp"}},
	"LAT Match": {"coordinator": {"own": "rwpxo", "same": "rwpxo"}, "mentor": {"own": "rwp"}},
	"LAT Plan": {"coordinator": {"own": "rwpo", "same": "rwpo"}, "mentor": {"own": "rwp"}},
	"LAT Consent": {"coordinator": {"own": "rwpo", "same": "rwpo"}, "mentor": {"own": "rp"}},
	"LAT Measurement": {"coordinator": {"own": "rwpxo", "same": "rwpxo"}, "mentor": {"own": "rwp"}},
	"LAT Progression": {"coordinator": {"own": "rwpo", "same": "rwpo"}, "mentor": {"own": "rwp"}},
	"LAT Handover": {
		"coordinator": {"own": "rwpo", "same": "rwpo"},
		"mentor": {"own": "rwp"},
		"caseworker": {"own": "rwp"},
	},
	"LAT Read Log": {"coordinator": {"own": "rpo", "same": "rpo"}},
	"LAT Erasure": {
		"coordinator": {"own": "rwpo", "same": "rwpo"},
		"manager": {"own": "rwpo", "same": "rwpo"},
	},
	"LAT Handover Omission": {"coordinator": {"own": "rp", "same": "rp"}, "mentor": {"own": "rp"}},
	"LAT Background Information": {
		"coordinator": {"own": "rwpo", "same": "rwpo"},
		"mentor": {"own": "rp"},
	},
	"LAT Mentor Loan": {
		"coordinator": {"own": "rwpxo", "same": "rwpxo"},
		"manager": {"own": "rpo", "same": "rpo"},
		"mentor": {"own": "rp"},
	},
	"LAT Loan Offer": {"coordinator": {"own": "rwp", "same": "rwp"}},
	"LAT Deputy": {
		"coordinator": {"own": "rwpo", "same": "rpo"},
		"manager": {"own": "rwpo", "same": "rwpo"},
	},
}

PEOPLE = (
	"coordinator",
	"mentor",
	"caseworker",
	"manager",
	"administrator",
	"centre",
	"technician",
	"outsider",
)
