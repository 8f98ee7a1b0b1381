"""Days on which a mentor or a course pauses: rows of the mentor and of the course (R66)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import getdate

from lat_corps.days import day_of
from lat_corps.domain.coaching_cadence import Span

if TYPE_CHECKING:
	from frappe.model.document import Document


def check(doc: Document) -> None:
	for row in doc.pauses:
		if row.from_date and row.to_date and getdate(row.to_date) < getdate(row.from_date):
			frappe.throw(_("Pauses, row {0}: the last day lies before the first.").format(row.idx))


def spans(rows: Iterable[Document | frappe._dict]) -> list[Span]:
	return [Span(getdate(row.from_date), day_of(row.to_date)) for row in rows]


def of(doctype: str, names: Collection[str] | None) -> dict[str, list[Span]]:
	"""Return record -> its pauses, of those named, or of all."""
	found: dict[str, list[frappe._dict]] = defaultdict(list)
	for row in frappe.get_all(
		"LAT Pause",
		filters={"parenttype": doctype, **({} if names is None else {"parent": ["in", [*names] or [""]]})},
		fields=["parent", "from_date", "to_date"],
		order_by="from_date asc, name asc",
	):
		found[row.parent].append(row)
	return {name: spans(rows) for name, rows in found.items()}
