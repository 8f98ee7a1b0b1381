"""Where Frappe 15 and 16 differ."""

from __future__ import annotations

import sys

from frappe.model.db_query import DatabaseQuery


def links_joined(doctype: str) -> list[tuple[str, str]]:
	"""Return (link field, DocType) of each link that the list query of `doctype` under way reaches through.

	Frappe 15 joins the document behind `lat_case.wishes` without its row rules and hands the query to no
	hook, so the query is found among the callers. Frappe 16 asks the rules of the joined document itself.
	"""
	frame = sys._getframe(1)
	while frame:
		query = frame.f_locals.get("self")
		if isinstance(query, DatabaseQuery) and query.doctype == doctype:
			return [(link.fieldname, link.doctype) for link in getattr(query, "link_tables", ())]
		frame = frame.f_back
	return []
