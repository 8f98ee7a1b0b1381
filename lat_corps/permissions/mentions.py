"""Comments, assignments and notices about a record: only to those who read it, and without its content.

Frappe sends a mentioned person the text of the comment, by mail too, whether or not they may read the record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import get_fullname

from .hooks import reaches
from .traces import OWN, records_of

if TYPE_CHECKING:
	from frappe.model.document import Document

NO_CITIZEN = frozenset(
	(
		"LAT Municipality",
		"LAT Role Description",
		"LAT Acknowledgement Request",
		"LAT Mentor Loan",
		"LAT Deputy",
	)
)
"""Documents that tell of no citizen: what the app says about them is read in the bell as it stands."""

IN_WORDS_OF_THE_APP = "lat_words_of_the_app"
"""Flag of a request: the sentence of the table of turns that a notice says, which names a number alone."""


def refuse_mentions(comment: Document, method: str | None = None) -> None:
	"""Refuse a comment that mentions somebody who cannot read the record, by name."""
	records = records_of("Comment", comment)
	if not records or "mention" not in (comment.content or ""):
		return
	from frappe.desk.notifications import extract_mentions

	_refuse_people(sorted(set(extract_mentions(comment.content))), records)


def refuse_assignment(todo: Document, method: str | None = None) -> None:
	"""Refuse a task about a record for somebody who cannot read it; Frappe would share the record."""
	changed = (
		todo.is_new() or todo.has_value_changed("allocated_to") or todo.has_value_changed("reference_name")
	)
	if todo.allocated_to and changed:
		_refuse_people([todo.allocated_to], records_of("ToDo", todo))


def _refuse_people(people: list[str], records: list[tuple[str, str | None]]) -> None:
	strangers = [
		get_fullname(person)
		for person in people
		if person != "Administrator" and not all(reaches(*record, person) for record in records)
	]
	if strangers:
		frappe.throw(
			_("{0} cannot read {1}: name only people who work on it.").format(
				frappe.bold(", ".join(strangers)), records[0][1]
			),
			frappe.PermissionError,
		)


def take_out_content(notice: Document, method: str | None = None) -> None:
	"""Leave the number of the record in a notice, and nothing else: it is mailed as it stands."""
	if notice.subject and notice.subject == frappe.flags.get(IN_WORDS_OF_THE_APP):
		return
	if notice.document_type in OWN and notice.document_type not in NO_CITIZEN:
		notice.subject = _("News on {0} {1}").format(_(notice.document_type), notice.document_name)
		notice.email_content = ""
		notice.attached_file = None
