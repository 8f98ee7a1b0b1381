"""Facts about loans, gathered from the site for the guards, the search and the signatures (R22)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import getdate

from lat_corps.corps.facts import capacity_of, open_courses
from lat_corps.days import danish_today
from lat_corps.domain.documents.loan import LoanFacts
from lat_corps.domain.lending import BORROWING, LENDING, TERMS, Profile, Speech, profile_text, without_name
from lat_corps.domain.roles import COORDINATOR
from lat_corps.languages import language_name
from lat_corps.permissions.people import holders, reach_of

if TYPE_CHECKING:
	from frappe.model.document import Document


def sides_of(loan: Document) -> list[str]:
	"""Return the sides that the user acts for; a borrower outside the corps is acted for by the lender."""
	coordinated = reach_of(frappe.session.user).municipalities_as(COORDINATOR)
	lends = loan.lending_municipality in coordinated
	borrows = lends if loan.borrower_outside else loan.borrowing_municipality in coordinated
	return [side for side, acts in ((LENDING, lends), (BORROWING, borrows)) if acts]


def offer_of(loan: str | None) -> frappe._dict | None:
	"""Return which mentor the lender offers; for the server alone, never for an answer to a client."""
	return frappe.db.get_value(
		"LAT Loan Offer", {"loan": loan or ""}, ["name", "mentor", "mentor_name", "profile"], as_dict=True
	)


def mentor_of(loan: Document) -> str | None:
	"""Return the mentor of a loan, or the one that is offered; for the server alone, as `offer_of`."""
	offer = offer_of(loan.name)
	return loan.mentor or (offer and offer.mentor)


def loan_facts(loan: Document, mentor: Document | None, courses: Sequence[str]) -> LoanFacts:
	"""Return the facts of a loan, for the mentor it has, is offered, or is about to be offered.

	The document that saves holds the mentor, who has `courses`: no last place is promised twice (G5).
	"""
	day = danish_today()
	return LoanFacts(
		actor_lends=LENDING in sides_of(loan),
		mentor_named=bool(mentor),
		mentor_here=bool(mentor and mentor.municipality == loan.lending_municipality),
		mentor_stage=mentor.stage if mentor else "",
		mentor_fits=bool(mentor and mentor.kind in (loan.kind, "Both")),
		mentor_open=bool(mentor and mentor.may_be_lent),
		open_courses=len(courses),
		capacity=capacity_of(mentor) if mentor else 0,
		missing_terms=tuple(
			loan.meta.get_label(fieldname) for fieldname in TERMS if not (loan.get(fieldname) or "").strip()
		),
		lender_signed=bool(loan.lender_signed_on),
		borrower_signed=bool(loan.borrower_signed_on),
		begun=getdate(loan.from_date) <= day,
		over=getdate(loan.to_date) < day,
		status_reason=loan.status_reason or "",
		borrower=loan.borrowing_municipality or loan.borrower_outside or "",
		courses_at_borrower=courses_at_borrower(loan),
	)


def courses_at_borrower(loan: Document | frappe._dict) -> int:
	"""Count the open courses of the borrower that the lent mentor has."""
	if not loan.mentor or not loan.borrowing_municipality:
		return 0
	return frappe.db.count(
		"LAT Case",
		{
			"name": ["in", open_courses(loan.mentor) or [""]],
			"municipality": loan.borrowing_municipality,
		},
	)


def profile_of(mentor: Document) -> Profile:
	"""Return all that is told of a mentor before both sides agree."""
	return Profile(
		municipality=mentor.municipality,
		kind=mentor.kind,
		languages=tuple(
			Speech(
				row.language,
				language_name(row.language),
				row.fluency,
			)
			for row in mentor.languages
		),
		professional_experience=without_name(mentor.professional_experience or "", mentor.full_name),
		temperament=mentor.temperament or "",
		availability=without_name(mentor.availability or "", mentor.full_name),
		free_places=max(capacity_of(mentor) - len(open_courses(mentor.name)), 0),
	)


def composed_profile(mentor: Document) -> str:
	return profile_text(profile_of(mentor), _)


def coordinators_of(loan: Document) -> frozenset[str]:
	"""Return the logins of the coordinators of both sides who hold the function today."""
	sides = (loan.lending_municipality, loan.borrowing_municipality)
	return frozenset().union(*(holders("Coordinator", side) for side in sides if side))


def terms_in_words(loan: Document) -> list[dict[str, str]]:
	"""Return the terms as (label, words) in the reader's language, for the printed agreement."""
	return [
		{
			"label": _(loan.meta.get_label(fieldname)),
			"words": _(value) if loan.meta.get_field(fieldname).fieldtype == "Select" else value,
		}
		for fieldname in (*TERMS, "other_terms")
		if (value := loan.get(fieldname))
	]
