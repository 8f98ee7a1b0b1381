"""The courses of one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import escape_html

from lat_corps.domain.lifecycle import FINISHED_CASE_STAGES

if TYPE_CHECKING:
	from frappe.model.document import Document


def warn_of_another(case: Document) -> None:
	"""Say that the person has another open course in the municipality: it may be meant, or a slip (R11)."""
	others = frappe.get_list(
		"LAT Case",
		filters={
			"citizen": case.citizen,
			"municipality": case.municipality,
			"stage": ["not in", FINISHED_CASE_STAGES],
			"name": ["!=", case.name],
		},
		pluck="name",
		order_by="name asc",
		limit=0,
	)
	if others:
		frappe.msgprint(
			_(
				"The person already has an open course here: {0}. Keep both if that is meant, or decline one."
			).format(frappe.bold(escape_html(", ".join(others)))),
			title=_("Another open course"),
			indicator="orange",
		)
