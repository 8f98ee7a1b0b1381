"""What coordinators are told about a loan in the bell: its number and a neutral sentence (R22)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import frappe
from frappe.utils import formatdate

from lat_corps.corps.bell import ring
from lat_corps.corps.loan_facts import coordinators_of
from lat_corps.domain.text import Message, _

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
	_tell(loan, coordinators_of(loan) - {frappe.session.user}, STEPS[loan.stage])


def tell_of_nearing_end(loan: Document) -> None:
	sentence = _(
		"The loan {loan} ends on {day}, and a course still needs the mentor: extend it or find another."
	)
	_tell(loan, coordinators_of(loan), sentence)


def tell_of_end(loan: Document) -> None:
	sentence = _("The loan {loan} has ended while a course still needs a mentor.")
	_tell(loan, coordinators_of(loan), sentence)


def _tell(loan: Document, users: frozenset[str], sentence: str) -> None:
	"""Tell each person in their own language; e-mail follows the person's own settings."""
	message = Message(sentence, {"loan": loan.name, "day": formatdate(loan.to_date)})
	for user in sorted(users):
		language = frappe.db.get_value("User", user, "language") or frappe.get_system_settings("language")
		entry = frappe._dict(
			# Of the kinds of entry this is the one whose e-mail a person can turn off.
			type="Assignment",
			document_type=loan.doctype,
			document_name=loan.name,
			subject=message.render(partial(frappe._, lang=language)),
			from_user="Administrator",
		)
		ring(user, entry)
