"""What the form of a role description tells the person who reads it (R16)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

import frappe

from lat_corps.corps.binding import bound_by
from lat_corps.corps.facts import current_description
from lat_corps.domain.asking import AWAITING
from lat_corps.domain.documents.role_description import BEING_WRITTEN
from lat_corps.domain.revision import Task, Text, compare

if TYPE_CHECKING:
	from frappe.model.document import Document


@frappe.whitelist()
def for_reader(name: str) -> dict:
	"""Return what the user's own acknowledgement of a role description stands on.

	`bound` tells whether it binds the user today, `acknowledged_on` and `due_on` are dates or None.
	`compared_with` is the version acknowledged last before this one, for a draft the version in force, or
	None; `changes` is then the `domain.revision.Revision` between the two as a dict, None when nothing
	changed.

	Raises frappe.PermissionError when the user may not read the description.
	"""
	description = frappe.get_doc("LAT Role Description", name)
	description.check_permission("read")
	before = _version_before(description)
	changes = compare(_text(before), _text(description)) if before else None
	return {
		"bound": description.stage == "Published"
		and frappe.session.user in bound_by(description.role, description.municipality),
		"acknowledged_on": _acknowledged_on(description.name),
		"due_on": _due_on(description.name),
		"compared_with": before.version_number if before else None,
		"changes": asdict(changes) if changes else None,
	}


def _version_before(description: Document) -> Document | None:
	"""Return what to compare with, if the user may read it."""
	if description.stage in BEING_WRITTEN:
		name = current_description(description.role, description.municipality or "")
	else:
		name = _acknowledged_before(description)
	before = frappe.get_doc("LAT Role Description", name) if name else None
	return before if before and before.has_permission("read") else None


def _acknowledged_before(description: Document) -> str | None:
	earlier = frappe.get_all(
		"LAT Role Acknowledgement",
		filters={
			"user": frappe.session.user,
			"role": description.role,
			"municipality": description.municipality,
			"version_number": ["<", description.version_number],
		},
		pluck="role_description",
		order_by="version_number desc",
		limit=1,
	)
	return earlier[0] if earlier else None


def _acknowledged_on(description: str) -> date | None:
	given = frappe.db.get_value(
		"LAT Role Acknowledgement",
		{"role_description": description, "user": frappe.session.user},
		"acknowledged_on",
	)
	return given.date() if given else None


def _due_on(description: str) -> date | None:
	return frappe.db.get_value(
		"LAT Acknowledgement Request",
		{"role_description": description, "user": frappe.session.user, "standing": AWAITING},
		"due_on",
	)


def _text(description: Document) -> Text:
	return Text(
		purpose=description.purpose or "",
		boundaries=description.boundaries or "",
		tasks=tuple(
			Task(row.phase, row.case_stage or "", row.responsibility, row.task) for row in description.tasks
		),
	)
