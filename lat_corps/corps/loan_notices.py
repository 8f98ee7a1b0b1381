"""What coordinators are told about a loan, in the bell of the Desk (R22)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import formatdate

from lat_corps.corps.loan_facts import coordinators_of
from lat_corps.notify import tell

if TYPE_CHECKING:
	from frappe.model.document import Document


def tell_of_step(loan: Document) -> None:
	"""Tell the coordinators of both sides, but not the one who took the step."""
	sentence = {
		"Requested": _("A loan of a mentor is requested: {0}."),
		"Offered": _("A mentor is offered for the loan {0}."),
		"Agreed": _("The loan {0} is agreed."),
		"Active": _("The loan {0} has begun."),
		"Returned": _("The loan {0} has ended."),
		"Declined": _("The loan {0} was declined."),
	}[loan.stage]
	others = [user for user in coordinators_of(loan) if user != frappe.session.user]
	tell(others, sentence.format(loan.name), loan)


def tell_of_nearing_end(loan: Document) -> None:
	sentence = _("The loan {0} ends on {1}, and a course still needs the mentor: extend it or find another.")
	tell(coordinators_of(loan), sentence.format(loan.name, formatdate(loan.to_date)), loan)


def tell_of_end(loan: Document) -> None:
	sentence = _("The loan {0} has ended while a course still needs a mentor.")
	tell(coordinators_of(loan), sentence.format(loan.name), loan)
