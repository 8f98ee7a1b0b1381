"""Work of the day that is done for municipalities, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import frappe


def each_alone(municipalities: Iterable[str], work: Callable[[str], object], title: str) -> None:
	"""Do a day's work for each: where it fails it is undone and logged, and tried again the next day."""
	for name in municipalities:
		frappe.db.savepoint("each_alone")
		try:
			work(name)
		except Exception:
			frappe.db.rollback(save_point="each_alone")
			frappe.log_error(title, reference_doctype="LAT Municipality", reference_name=name)
