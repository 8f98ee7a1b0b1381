"""What coordinators are told about a loan, in the bell of the Desk (R22)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe.utils import formatdate

from lat_corps.corps.loan_facts import coordinators_of
from lat_corps.domain.text import Message, _
from lat_corps.notify import tell

if TYPE_CHECKING:
	from frappe.model.document import Document

STEPS = {
	"Requested": _("A loan of a mentor is requested: {loan}."),
	"Offered": _("A mentor is offered for the loan {loan}."),
	"Agreed": _("The loan {loan} is agreed."),
	"Active": _("The loan {loan} has begun."),
	"Returned": _("The loan {loan} has ended."),
	"Declined": _("The loan {loan} was declined."),
}


def tell_of_step(loan: Document) -> None:
	"""Tell the coordinators of both sides, but not the one who took the step."""
	others = [user for user in coordinators_of(loan) if user != frappe.session.user]
	tell(others, Message(STEPS[loan.stage], {"loan": loan.name}), loan)


def tell_of_nearing_end(loan: Document) -> None:
	sentence = _(
		"The loan {loan} ends on {day}, and a course still needs the mentor: extend it or find another."
	)
	tell(coordinators_of(loan), Message(sentence, {"loan": loan.name, "day": formatdate(loan.to_date)}), loan)


def tell_of_end(loan: Document) -> None:
	sentence = _("The loan {loan} has ended while a course still needs a mentor.")
	tell(coordinators_of(loan), Message(sentence, {"loan": loan.name}), loan)
