"""Link searches through the permissions of the user, whatever the browser asks for.

Frappe's own link search leaves row rules out when a client says `ignore_user_permissions`; and a person's
name stands in no title or search field. So every document of the app has this search of its own.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import frappe

from lat_corps.compat import anywhere
from lat_corps.domain.naming import danish_order, is_sought
from lat_corps.permissions.door.called import parsed

SHOWN: dict[str, tuple[str, ...]] = {
	"LAT Instrument": ("shown_title",),
	"LAT Citizen": ("full_name", "working_name"),
	"LAT Mentor": ("full_name", "kind"),
	"LAT Role Description": ("title", "municipality"),
	"LAT Conversation Card": ("title", "municipality"),
	"LAT Guidance": ("title", "kind", "municipality"),
	"LAT Outreach": ("called", "kind"),
	"LAT Partner": ("title", "kind", "municipality"),
}
NAMED = frozenset(("LAT Citizen", "LAT Mentor"))
"""Documents of people, whose first field is a name: sought in any spelling, and listed in Danish order."""

Found = TypeVar("Found")


def sought(
	txt: str, start: int, page_len: int, fields: Sequence[str], by: Sequence[str] = ()
) -> dict[str, Any]:
	"""Return what a link search asks of a list: `fields` of rows with `txt` in one of them, or of `by`."""
	return {
		"fields": [*fields],
		"or_filters": {field: ["like", anywhere(txt)] for field in by or fields},
		"start": start,
		"page_length": page_len,
		"as_list": True,
	}


def page_of(found: Sequence[Found], start: int, page_len: int) -> Sequence[Found]:
	"""Return the rows of a link search that the Desk shows; it sends numbers as text."""
	return found[int(start) : int(start) + int(page_len)]


def named_first(rows: Iterable[tuple[str, ...]], txt: str) -> list[tuple[str, ...]]:
	"""Return the rows (number, name, words) that a text finds, by name in Danish; those without one last."""
	found = [row for row in rows if is_sought(txt or "", " ".join(word for word in row if word))]
	return sorted(found, key=lambda row: (not row[1], danish_order(row[1] or ""), row[0]))


@frappe.whitelist()
def records(
	doctype: str,
	txt: str,
	searchfield: str,
	start: int,
	page_len: int,
	filters: dict | list | str | None = None,
	**_kwargs,
) -> list[tuple[str, ...]]:
	"""Return (record, what is shown beside it) for the records the user may read, by number or by that."""
	frappe.has_permission(doctype, "read", throw=True)
	fields = ("name", *SHOWN.get(doctype, ()))
	if doctype in NAMED:
		rows = frappe.get_list(
			doctype,
			fields=[*fields],
			filters=frappe.parse_json(filters),
			order_by="name asc",
			limit=0,
			as_list=True,
		)
		return page_of(named_first([tuple(row) for row in rows], txt), start, page_len)
	return frappe.get_list(
		doctype,
		filters=frappe.parse_json(filters),
		order_by="name asc",
		**sought(txt, start, page_len, fields),
	)


@frappe.whitelist()
def members(
	doctype: str,
	txt: str,
	searchfield: str,
	start: int,
	page_len: int,
	filters: dict | str | None = None,
	**_kwargs,
) -> list[tuple[str, str]]:
	"""Return (login, name) of those who hold a `member_function` in a municipality that the user reads.

	`filters` name the municipality, or the course that is in it. Frappe 16 asks this search whether a value
	may stand, also for one that a new form begins with: so it answers from what the form knows at once.
	"""
	frappe.has_permission("LAT Municipality", "read", throw=True)
	asked = parsed(filters)
	place = asked.get("municipality")
	if not place:
		courses = frappe.get_list("LAT Case", filters={"name": asked.get("lat_case")}, pluck="municipality")
		place = courses[0] if courses else None
	if not frappe.get_list("LAT Municipality", filters={"name": place}):
		return []
	logins = frappe.get_all(
		"LAT Municipality Member",
		filters={"parent": place, "member_function": asked.get("member_function")},
		pluck="user",
	)
	people = frappe.get_all(
		"User", filters={"name": ["in", logins], "enabled": 1}, fields=["name", "full_name"], as_list=True
	)
	return page_of(named_first(people, txt), start, page_len)
