"""Short notices in the bell of the Desk: a number and a neutral sentence, never case content."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

import frappe

from lat_corps.domain.text import Message

if TYPE_CHECKING:
	from frappe.model.document import Document


def tell(users: Iterable[str], message: Message, doc: Document) -> None:
	"""Leave a notice about `doc` for each of `users`, in the language of each.

	No role may create notices, so they are written as the system's own, within the same transaction.
	"""
	for user in sorted(set(users)):
		language = frappe.db.get_value("User", user, "language")
		notice = frappe.new_doc("Notification Log")
		notice.update(
			{
				"type": "Alert",
				"for_user": user,
				"from_user": frappe.session.user,
				"subject": message.render(partial(frappe._, lang=language)),
				"document_type": doc.doctype,
				"document_name": doc.name,
			}
		)
		notice.set_user_and_timestamp()
		notice.set_new_name()
		notice.db_insert()
		notice.run_method("after_insert")
