"""Background information that has run out is deleted by rule, with its traces and a record of it (R39, N5).

A part at a time, each an erasure of its own with numbers only: what a stopped job has done stays done, and
the next day goes on from there.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import frappe
from frappe.utils import cint

from lat_corps.days import danish_today
from lat_corps.domain.erasing import BY_RULE, RUN_OUT, run_out_before
from lat_corps.domain.roles import COORDINATOR, MANAGER
from lat_corps.holding import committed, hold
from lat_corps.permissions.authored import for_the_app
from lat_corps.permissions.people import reach_of

from .erasing import erase, follow, outcome, remove_files
from .traces import find_with

if TYPE_CHECKING:
	from frappe.model.document import Document

BACKGROUND = "LAT Background Information"
A_PART = 50
"""How many pieces of background information go at once, and stand in one record of it."""

LEGAL_BASIS = "Databeskyttelsesforordningen artikel 5, stk. 1, litra e."


@for_the_app
def every_day() -> None:
	"""Delete what has run out long enough ago; a part that fails is logged, and tried again the next day."""
	for municipality, names in run_out().items():
		for start in range(0, len(names), A_PART):
			_delete_a_part(municipality, names[start : start + A_PART])


def _delete_a_part(municipality: str, names: Collection[str]) -> None:
	try:
		erasure = delete(municipality, names)
	except frappe.ValidationError:
		frappe.db.rollback()
		frappe.log_error("Background information that has run out could not be deleted")
		erasure = None
	# Each part stands by itself: what a later one or a stopped job leaves undone does not undo it.
	frappe.db.commit()  # nosemgrep: frappe-manual-commit
	if erasure and erasure.files_left:
		remove_files(erasure.name)


def run_out(municipalities: Collection[str] | None = None) -> dict[str, list[str]]:
	"""Return municipality -> numbers of the background information that the rule deletes today."""
	found: dict[str, list[str]] = {}
	for row in frappe.get_all(
		BACKGROUND,
		filters={
			**_too_old(),
			**({} if municipalities is None else {"municipality": ["in", [*municipalities]]}),
		},
		fields=["name", "municipality"],
		order_by="lat_case asc, name asc",
	):
		found.setdefault(row.municipality, []).append(row.name)
	return found


def days_after() -> int:
	return cint(frappe.get_cached_doc("LAT Settings").days_after_expiry)


def _too_old() -> dict:
	return {"expires_on": ["<", run_out_before(danish_today(), days_after())]}


def delete(municipality: str, names: Collection[str]) -> Document | None:
	"""Delete those of the background information that have run out still, and return the record of it."""
	cases = frappe.get_all(
		BACKGROUND, filters={"name": ["in", [*names]]}, pluck="lat_case", order_by="lat_case asc"
	)
	hold("LAT Case", *cases)
	rows = committed(BACKGROUND, {"name": ["in", [*names]], **_too_old()}, ("name", "lat_case"))
	if not rows:
		return None
	found = find_with({BACKGROUND: [row.name for row in rows]})
	erase(found)
	erasure = frappe.get_doc(
		{
			"doctype": "LAT Erasure",
			"municipality": municipality,
			"scope": RUN_OUT,
			"reason": BY_RULE,
			"legal_basis": LEGAL_BASIS,
		}
	)
	erasure.flags.result = {**outcome(found), "days_after": days_after()}
	erasure.insert()
	follow({row.lat_case for row in rows})
	return erasure


@frappe.whitelist()
def preview() -> list[tuple[str, str, int]]:
	"""Return what the rule would delete today in the user's municipalities: (kind, document type, number)."""
	frappe.has_permission("LAT Erasure", "read", throw=True)
	reach = reach_of(frappe.session.user)
	own = reach.municipalities_as(COORDINATOR) | reach.municipalities_as(MANAGER)
	names = [name for each in run_out(own).values() for name in each]
	return find_with({BACKGROUND: names}).counts() if names else []
