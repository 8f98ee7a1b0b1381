"""Who stands in for whom: shown on forms, chosen from, and told in the bell (R9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe.utils import formatdate

from lat_corps.corps.bell import ring_in_words
from lat_corps.domain.roles import COORDINATOR
from lat_corps.domain.text import Message, _
from lat_corps.permissions.people import deputies_today, logins_in_role
from lat_corps.permissions.search import sought

if TYPE_CHECKING:
	from frappe.model.document import Document

APPOINTED = _("{deputy} stands in for {coordinator} in {municipality} from {first} to {last}.")
CHANGED = _("The period has changed: {deputy} stands in for {coordinator} from {first} to {last}.")
ENDED = _("{deputy} no longer stands in for {coordinator} in {municipality}.")


def standing_in(municipality: str, coordinator: str | None = None) -> list[dict[str, str]]:
	"""Return who stands in today, of a municipality or for one coordinator, as a form shows it."""
	return [
		{
			"coordinator": row.coordinator_name or row.coordinator,
			"deputy": row.deputy_name or row.deputy,
			"to_date": str(row.to_date),
		}
		for row in deputies_today(municipality)
		if coordinator in (None, row.coordinator)
	]


@frappe.whitelist()
def candidates(
	doctype: str,
	txt: str,
	searchfield: str,
	start: int,
	page_len: int,
	filters: dict | list | str | None = None,
	**_kwargs,
) -> list[tuple[str, ...]]:
	"""Return (login, name) of the people who may be appointed: they hold the role of a coordinator."""
	frappe.has_permission("LAT Deputy", "create", throw=True)
	logins = frappe.get_all(
		"Has Role",
		filters={"role": COORDINATOR, "parenttype": "User"},
		pluck="parent",
		order_by="parent asc",
	)
	away = (frappe.parse_json(filters) or {}).get("coordinator")
	return frappe.get_all(
		"User",
		filters={"name": ["in", sorted(logins_in_role(logins, COORDINATOR) - {away}) or [""]]},
		order_by="full_name asc",
		**sought(txt, start, page_len, ("name", "full_name")),
	)


def tell(deputy: Document, sentence: str) -> None:
	"""Tell the deputy and the coordinator, each in their own language; never why somebody is away."""
	message = Message(
		sentence,
		{
			"deputy": deputy.deputy_name,
			"coordinator": deputy.coordinator_name,
			"municipality": deputy.municipality,
			"first": formatdate(deputy.from_date),
			"last": formatdate(deputy.to_date),
		},
	)
	ring_in_words((deputy.deputy, deputy.coordinator), deputy, message)
