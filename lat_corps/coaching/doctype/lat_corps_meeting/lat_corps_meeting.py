from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import getdate

from lat_corps.coaching.facts import mentors_here, works_here
from lat_corps.corps.turns import store
from lat_corps.days import day_of, is_newly_ahead
from lat_corps.document import LatDocument
from lat_corps.domain.meetings import LOCAL, Meeting, meeting_due
from lat_corps.holding import hold

if TYPE_CHECKING:
	from frappe.core.doctype.docfield.docfield import DocField
	from frappe.model.document import Document


class LATCorpsMeeting(LatDocument):
	"""A meeting of the corps, a network or the centre: who came, and what was learned (R12, R23, R80)."""

	def may_name(self, field: DocField, name: str | int) -> bool:
		"""A borrowed mentor is of the corps while on loan, with a record that stays with the employer."""
		return super().may_name(field, name) or works_here(name, self.municipality)

	def validate(self) -> None:
		if is_newly_ahead(self, "held_on", self.get_doc_before_save()):
			frappe.throw(_("A meeting that lies ahead is planned, not held."))
		if not self.attendance and not self.get_doc_before_save():
			for mentor in mentors_here(self.municipality):
				self.append("attendance", {"mentor": mentor})
		names = [row.mentor for row in self.attendance]
		if len(names) != len(set(names)):
			frappe.throw(_("Somebody takes part twice."))
		for row in self.attendance:
			row.mentor_name = frappe.db.get_value("LAT Mentor", row.mentor, "full_name")

	def on_update(self) -> None:
		refresh(self.municipality)


def follow_settings(settings: Document, method: str | None = None) -> None:
	if settings.is_changed(("meeting_interval",)):
		for municipality in frappe.get_all(
			"LAT Corps Meeting",
			filters={"kind": LOCAL},
			pluck="municipality",
			distinct=True,
			order_by="municipality asc",
		):
			refresh(municipality)


def refresh(municipality: str) -> None:
	"""Store on the last local meeting of a corps when the next one is due, and tell whose turn that is."""
	hold("LAT Municipality", municipality)
	rows = frappe.get_all(
		"LAT Corps Meeting",
		filters={"municipality": municipality, "kind": LOCAL},
		fields=["name", "planned_on", "held_on", "next_due"],
		order_by="name asc",
	)
	months = frappe.get_cached_doc("LAT Settings").meeting_interval or 0
	due = meeting_due(
		(Meeting(row.name, getdate(row.planned_on), day_of(row.held_on)) for row in rows),
		months,
	)
	for row in rows:
		store("LAT Corps Meeting", row, next_due=due.get(row.name))


@frappe.whitelist()
def of_mentor(name: str) -> list[dict]:
	"""Return the meetings that a mentor was invited to, the latest first, and whether the mentor came."""
	frappe.get_doc("LAT Mentor", name).check_permission("read")
	rows = {
		row.parent: row.attended
		for row in frappe.get_all(
			"LAT Meeting Attendance",
			filters={"mentor": name, "parenttype": "LAT Corps Meeting"},
			fields=["parent", "attended"],
			order_by="parent asc",
		)
	}
	held = frappe.get_list(
		"LAT Corps Meeting",
		filters={"name": ["in", sorted({"", *rows})], "held_on": ["is", "set"]},
		fields=["name", "title", "kind", "held_on"],
		order_by="held_on desc",
		limit=12,
	)
	return [{**meeting, "attended": rows[meeting.name]} for meeting in held]
