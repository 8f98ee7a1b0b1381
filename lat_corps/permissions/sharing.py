"""Frappe's ways of handing a record to somebody past the row rules, closed for the app's own documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _

from .core_doctypes import TRACES
from .table import ROWS
from .traces import records_of

if TYPE_CHECKING:
	from frappe.model.document import Document


def refuse_share(share: Document, method: str | None = None) -> None:
	"""Refuse a share: it overrides every row rule, and an assignment makes one for who cannot read."""
	if share.share_doctype in ROWS or _is_trace(share):
		frappe.throw(
			_("{0} cannot be shared: access follows municipality and course.").format(_(share.share_doctype)),
			frappe.PermissionError,
		)


def _is_trace(share: Document) -> bool:
	"""Tell whether a file, comment or other trace of a record is shared: a share would open that row too."""
	if share.share_doctype not in TRACES:
		return False
	return bool(records_of(share.share_doctype, frappe.get_doc(share.share_doctype, share.share_name)))


def refuse_share_key(key: Document, method: str | None = None) -> None:
	"""Refuse a share key: it opens a print to anybody who has the address."""
	if key.reference_doctype in ROWS:
		frappe.throw(
			_("{0} cannot be opened by a link without login.").format(_(key.reference_doctype)),
			frappe.PermissionError,
		)


def drop_follow(follow: Document, method: str | None = None) -> None:
	"""Take a follow back: it mails changes without asking who may read them.

	Frappe follows by itself when a user saves, so refusing would stop the save.
	"""
	if follow.ref_doctype in ROWS:
		frappe.db.delete("Document Follow", {"name": follow.name})
