"""What the forms ask about loans: search without names, offer, signatures, extension (R22)."""

from __future__ import annotations

from dataclasses import asdict

import frappe
from frappe import _
from frappe.utils import escape_html, get_datetime, get_fullname, getdate

from lat_corps.corps.loan_facts import composed_profile, profile_of, sides_of
from lat_corps.days import danish_today, lies_ahead
from lat_corps.domain.documents.loan import NOT_AGREED_YET
from lat_corps.domain.lending import (
	BORROWING,
	LENDING,
	MATCH_FIELDS,
	TERMS,
	Wish,
	extension,
	fits,
	holds_on,
	in_neutral_order,
)
from lat_corps.domain.roles import COORDINATOR, NATIONAL_CENTRE
from lat_corps.holding import committed, hold
from lat_corps.permissions.people import loans_today, reach_of
from lat_corps.permissions.search import page_of, sought

COPIED = (
	"lending_municipality",
	"borrowing_municipality",
	"borrower_outside",
	"kind",
	"extent",
	"outside_contact",
	"outside_phone",
	"outside_email",
	"competences",
	"purpose",
	*TERMS,
	"other_terms",
)


def _may_search() -> frozenset[str]:
	"""Return the municipalities the user coordinates; raise for whoever is no coordinator or centre."""
	reach = reach_of(frappe.session.user)
	if not reach.roles & {COORDINATOR, NATIONAL_CENTRE}:
		frappe.throw(
			_("Only coordinators and the national centre search for mentors to borrow."),
			frappe.PermissionError,
		)
	return reach.municipalities_as(COORDINATOR)


@frappe.whitelist()
def search(kind: str = "", language: str = "", experience: str = "", availability: str = "") -> list[dict]:
	"""Return the profiles of mentors who may be lent and have room, in the fields of `PROFILE_FIELDS`.

	Mentors of the municipalities that the user coordinates are left out: those are no loans.
	"""
	own = _may_search()
	wish = Wish(kind, language, experience, availability)
	mentors = (
		frappe.get_doc("LAT Mentor", name)
		for name in frappe.get_all(
			"LAT Mentor",
			filters={"stage": "Active", "may_be_lent": 1, "municipality": ["not in", sorted(own) or [""]]},
			pluck="name",
			order_by="name asc",
		)
	)
	found = (profile_of(mentor) for mentor in mentors)
	return [asdict(profile) for profile in in_neutral_order(p for p in found if fits(p, wish))]


@frappe.whitelist()
def lenders(
	doctype: str,
	txt: str,
	searchfield: str,
	start: int,
	page_len: int,
	filters: dict | list | str | None = None,
	**_kwargs,
) -> list[tuple[str, ...]]:
	"""Return the names of municipalities by a part of them: whom to ask, and nothing else of their record."""
	_may_search()
	return frappe.get_all(
		"LAT Municipality",
		order_by="name asc",
		**sought(txt, start, page_len, ("name", "department"), by=("name",)),
	)


@frappe.whitelist()
def mentors_for_match(
	doctype: str,
	txt: str,
	searchfield: str,
	start: int,
	page_len: int,
	filters: dict | list | str | None = None,
	**_kwargs,
) -> list[tuple[str, ...]]:
	"""Return the active mentors for the user's courses: own ones, and those on loan today."""
	frappe.has_permission("LAT Match", "create", throw=True)
	own = sorted(reach_of(frappe.session.user).municipalities_as(COORDINATOR))
	borrowed = [loan.mentor for loan in loans_today(borrowing_municipality=own or [""])]
	found = [
		(mentor.name, mentor.full_name, _(mentor.kind), mentor.municipality)
		for mentor in frappe.get_all(
			"LAT Mentor",
			fields=["name", "full_name", "kind", "municipality"],
			filters={"stage": "Active"},
			or_filters={"municipality": ["in", own or [""]], "name": ["in", borrowed or [""]]},
			order_by="name asc",
		)
		if txt.casefold() in f"{mentor.name} {mentor.full_name}".casefold()
	]
	return page_of(found, start, page_len)


@frappe.whitelist()
def profile_to_offer(loan: str, mentor: str) -> str:
	"""Return the text that the lender would pass on about a mentor of their own."""
	frappe.get_doc("LAT Mentor Loan", loan).check_permission("write")
	doc = frappe.get_doc("LAT Mentor", mentor)
	doc.check_permission("read")
	return composed_profile(doc)


@frappe.whitelist(methods=["POST"])
def choose_mentor(loan: str, mentor: str, profile: str = "") -> str:
	"""Keep which mentor the lender offers, and what is told of them; return the offer's name."""
	frappe.get_doc("LAT Mentor Loan", loan).check_permission("write")
	hold("LAT Mentor Loan", loan)
	offers = committed("LAT Loan Offer", {"loan": loan})
	offer = (
		frappe.get_doc("LAT Loan Offer", offers[0].name, for_update=True)
		if offers
		else frappe.new_doc("LAT Loan Offer", loan=loan)
	)
	offer.update({"mentor": mentor, "profile": profile.strip()})
	return offer.save().name


@frappe.whitelist(methods=["POST"])
def sign(name: str, signed_name: str, side: str = "", modified: str = "") -> str:
	"""Sign in one's own name for a side of the loan; return the side (G14).

	`side` is asked for when the person coordinates both municipalities, who may sign for one alone.
	`modified` is what the person has on screen: a loan that has changed since is not signed.
	"""
	loan = frappe.get_doc("LAT Mentor Loan", name, for_update=True)
	loan.check_permission("write")
	if modified and get_datetime(modified) != get_datetime(loan.modified):
		frappe.throw(_("The loan was changed since you opened it: read it again, and sign then."))
	asked = {side} if side else {LENDING, BORROWING}
	if loan.borrower_outside:
		asked -= {BORROWING}
	sides = [acts for acts in sides_of(loan) if acts in asked]
	if not sides:
		frappe.throw(_("A coordinator of that side signs, in their own name."), frappe.PermissionError)
	if frappe.session.user in (loan.lender_signed_by, loan.borrower_signed_by) and not loan.borrower_outside:
		frappe.throw(_("You have signed: somebody else signs for the other side."))
	own_name = get_fullname(frappe.session.user)
	if signed_name.casefold().split() != own_name.casefold().split():
		frappe.throw(
			_("Sign with your own name, as your login has it: {0}.").format(
				frappe.bold(escape_html(own_name))
			)
		)
	loan.sign_for(sides[0], signed_name)
	loan.add_comment(
		"Info", _("Signed for the lender.") if sides[0] == LENDING else _("Signed for the borrower.")
	)
	return sides[0]


@frappe.whitelist(methods=["POST"])
def sign_on_paper(name: str, signed_name: str, title: str, signed_on: str) -> None:
	"""Register that a borrower outside the corps has signed on paper: who, in which title, and when."""
	loan = frappe.get_doc("LAT Mentor Loan", name, for_update=True)
	loan.check_permission("write")
	if not loan.borrower_outside or LENDING not in sides_of(loan):
		frappe.throw(
			_("Only for a borrower outside the corps, the lending municipality registers a signature."),
			frappe.PermissionError,
		)
	if not title.strip():
		frappe.throw(_("Write the title of the one who signed."))
	if lies_ahead(signed_on):
		frappe.throw(_("{0} lies in the future.").format(_(loan.meta.get_label("paper_signed_on"))))
	loan.sign_for(
		BORROWING, signed_name, borrower_signed_title=title.strip(), paper_signed_on=getdate(signed_on)
	)
	loan.add_comment("Info", _("Registered that the borrower has signed on paper."))


@frappe.whitelist(methods=["POST"])
def extend(name: str) -> str:
	"""Request a loan that follows on this one, with the same terms; return its name."""
	loan = frappe.get_doc("LAT Mentor Loan", name)
	loan.check_permission("read")
	if loan.stage in NOT_AGREED_YET:
		frappe.throw(_("This loan is not agreed yet: change its period instead."))
	hold("LAT Mentor Loan", name)
	asked = committed("LAT Mentor Loan", {"extends": name, "stage": ["in", NOT_AGREED_YET]})
	if asked:
		frappe.throw(
			_("An extension of this loan is requested already: go on with {0}.").format(asked[0].name)
		)
	first, last = extension(getdate(loan.from_date), getdate(loan.to_date), danish_today())
	new = frappe.new_doc("LAT Mentor Loan")
	new.update({fieldname: loan.get(fieldname) for fieldname in COPIED})
	new.update({"from_date": first, "to_date": last, "extends": None})
	for row in loan.languages:
		new.append("languages", {"language": row.language, "fluency": row.fluency})
	new.insert()
	new.db_set("extends", loan.name)
	return new.name


@frappe.whitelist()
def borrowed_mentor(name: str) -> list[dict]:
	"""Return (label, words) of what a match weighs about a borrowed mentor, within the period alone.

	The borrower gets these fields and not the record: with a record Frappe hands out its history, comments,
	files and every field to which a coordinator has the level, and those are the employer's.
	"""
	loan = frappe.get_doc("LAT Mentor Loan", name)
	loan.check_permission("read")
	if BORROWING not in sides_of(loan) or loan.borrower_outside:
		frappe.throw(_("Only the borrowing municipality reads this."), frappe.PermissionError)
	if not holds_on(loan.stage, getdate(loan.from_date), getdate(loan.to_date), danish_today()):
		frappe.throw(_("The loan does not hold today."), frappe.PermissionError)
	mentor = frappe.get_doc("LAT Mentor", loan.mentor)
	return [
		{
			"label": _(mentor.meta.get_label(fieldname), context=mentor.doctype),
			"words": _words(mentor, fieldname),
		}
		for fieldname in MATCH_FIELDS
	]


def _words(mentor, fieldname: str) -> str:
	if fieldname == "languages":
		return ", ".join(f"{speech.name} ({_(speech.fluency)})" for speech in profile_of(mentor).languages)
	df, value = mentor.meta.get_field(fieldname), mentor.get(fieldname)
	if df.fieldtype == "Check":
		return _("Yes") if value else ""
	return _(value) if df.fieldtype == "Select" and value else str(value or "")


@frappe.whitelist()
def waiting() -> dict:
	"""Return how many loans wait for the user, and the list of them, for a number card."""
	names = [
		loan.name
		for loan in frappe.get_list(  # refuses whoever may not read loans
			"LAT Mentor Loan",
			filters={"stage": ["in", NOT_AGREED_YET]},
			fields=[
				"name",
				"stage",
				"lending_municipality",
				"borrowing_municipality",
				"borrower_outside",
				"lender_signed_on",
				"borrower_signed_on",
			],
			order_by="name asc",
		)
		if _waits(loan, sides_of(loan))
	]
	return {
		"value": len(names),
		"fieldtype": "Int",
		"route": ["List", "LAT Mentor Loan"],
		"route_options": {"name": ["in", names]},
	}


def _waits(loan: frappe._dict, sides: list[str]) -> bool:
	"""Tell whether a side has something to do: answer a request, sign, or agree when all have signed."""
	if loan.stage == "Requested":
		return LENDING in sides
	signed = {LENDING: loan.lender_signed_on, BORROWING: loan.borrower_signed_on}
	return any(not signed[side] for side in sides) or (bool(sides) and all(signed.values()))
