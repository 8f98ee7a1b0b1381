"""Counts of the records that a person reads: the database is asked for a number, not for names."""

from __future__ import annotations

from typing import Any

import frappe

from lat_corps.compat import count_of


def count_readable(doctype: str, filters: Any = None, parent_doctype: str | None = None) -> int:
	"""Return how many rows the user's list of a document has under these filters.

	Raises frappe.PermissionError when the user may not read such records at all.
	"""
	(row,) = frappe.get_list(
		doctype,
		filters=filters,
		fields=[count_of(doctype, "number")],
		parent_doctype=parent_doctype,
		limit=0,
		order_by=None,
	)
	return row.number
