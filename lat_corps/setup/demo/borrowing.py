"""A mentor on loan from one municipality to the other, from search to agreement (R22)."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import add_months

from lat_corps.corps.loans import choose_mentor, search, sign
from lat_corps.days import danish_today

from .corps import coordinator_of
from .story import Story

LENDER, BORROWER = "Fjordby", "Skovborg"
LENT = "farid.karimi@example.org"
ASKED_FOR = {
	"kind": "Mentor",
	"languages": [{"language": "fa", "fluency": "Fluent"}],
	"purpose": "Et mentorforløb på persisk. Korpset i Skovborg har ingen, der taler sproget.",
	"extent": "Tre timer om ugen, højst 80 timer i alt",
	"payment": "Skovborg betaler løn og tillæg for timerne. Afregnes hvert kvartal.",
	"travel": "Køretid er arbejdstid. Kørsel efter statens takster.",
	"insurance": "Fjordbys arbejdsskadeforsikring dækker.",
	"coaching": "The borrowing municipality",
	"supervision": "The lending municipality",
}


def lend(story: Story) -> None:
	"""The borrower finds a profile and asks; the lender offers; both sign and the loan begins."""
	lender, borrower = coordinator_of(story, LENDER), coordinator_of(story, BORROWER)
	with story.as_person(lender):
		story.save("LAT Mentor", story.mentors[LENT], may_be_lent=1)
	with story.as_person(borrower):
		(profile,) = search(language="fa")
		loan = story.insert(
			{
				"doctype": "LAT Mentor Loan",
				"lending_municipality": profile["municipality"],
				"borrowing_municipality": BORROWER,
				"from_date": danish_today(),
				"to_date": add_months(danish_today(), 6),
				"competences": profile["professional_experience"],
				**ASKED_FOR,
			}
		).name
	with story.as_person(lender):
		choose_mentor(loan, story.mentors[LENT])
		story.count()
		story.act("LAT Mentor Loan", loan, "Offer mentor")
	for person in (lender, borrower):
		with story.as_person(person):
			sign(loan, story.names[person])
			story.count()
	with story.as_person(borrower):
		story.act("LAT Mentor Loan", loan, "Agree on loan")
		story.act("LAT Mentor Loan", loan, "Begin loan")
	story.say(
		_("{0}: {1} lends {2} to {3}.").format(
			loan, LENDER, frappe.db.get_value("LAT Mentor Loan", loan, "mentor_name"), BORROWER
		)
	)
