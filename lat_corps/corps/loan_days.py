"""What the calendar does to loans: they begin, are about to end, and end (R22).

Access follows the dates themselves; this job only brings the stage after them, and tells people.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import add_days, getdate

from lat_corps.corps.facts import lent_until, works_in
from lat_corps.corps.loan_facts import courses_at_borrower
from lat_corps.corps.turns import follow_record, tell
from lat_corps.days import danish_today
from lat_corps.domain.corps_turns import LOAN_ENDS, LOAN_IS_MISSED
from lat_corps.domain.documents.loan import HOLDING
from lat_corps.workflows import state_of_stage


def daily() -> None:
	"""Begin and end the loans whose day has come, and give notice of those that end soon."""
	day = danish_today()
	notice_until = getdate(add_days(day, frappe.get_cached_doc("LAT Settings").loan_notice_days or 0))
	for name in frappe.get_all(
		"LAT Mentor Loan", filters={"stage": ["in", HOLDING]}, pluck="name", order_by="name asc"
	):
		loan = frappe.get_doc("LAT Mentor Loan", name, for_update=True)
		last = getdate(loan.to_date)
		if last < day:
			end(loan)
			continue
		if loan.stage == "Agreed" and getdate(loan.from_date) <= day:
			_move(loan, "Active", _("The period of the loan has begun."))
		if last <= notice_until and not loan.end_told_on:
			give_notice(loan)


def _move(loan, stage: str, sentence: str, **values: object) -> None:
	"""Write a stage that follows from the calendar and not from a person, so no role is asked."""
	loan.db_set({"stage": stage, "workflow_state": state_of_stage(loan.doctype, stage), **values})
	loan.add_comment("Info", sentence)
	follow_record(loan.doctype, loan.name)


def give_notice(loan) -> None:
	"""Tell both sides once, while a course still needs the mentor and no other loan carries on."""
	if not courses_at_borrower(loan) or lent_until(loan.mentor, loan.borrowing_municipality) != getdate(
		loan.to_date
	):
		return
	tell(LOAN_ENDS, loan.name)
	loan.db_set("end_told_on", danish_today())


def end(loan) -> None:
	needs_mentor = courses_at_borrower(loan) and not works_in(loan.mentor, loan.borrowing_municipality)
	_move(loan, "Returned", _("The period of the loan is over."), returned_on=danish_today())
	if needs_mentor:
		tell(LOAN_IS_MISSED, loan.name)
