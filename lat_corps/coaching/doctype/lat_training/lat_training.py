from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import getdate

from lat_corps.corps.turns import store
from lat_corps.days import day_of, is_newly_ahead
from lat_corps.document import LatDocument
from lat_corps.domain.cadence import months_after
from lat_corps.domain.documents.mentor import IN_CORPS
from lat_corps.domain.meetings import Training, renewals
from lat_corps.holding import hold
from lat_corps.permissions.people import members


class LATTraining(LatDocument):
	"""What a mentor or coordinator has learned since the basic training, and until when it holds (R4)."""

	def validate(self) -> None:
		stored = self.get_doc_before_save()
		if is_newly_ahead(self, "taken_on", stored):
			frappe.throw(_("Write a training once it has been taken."))
		if not stored:
			self.check_person()
			months = frappe.get_cached_doc("LAT Settings").training_months or 0
			if months and not self.valid_until:
				self.valid_until = months_after(getdate(self.taken_on), months)
		if self.valid_until and getdate(self.valid_until) <= getdate(self.taken_on):
			frappe.throw(_("The training would run out before it was taken."))

	def check_person(self) -> None:
		mentor = {"user": self.user, "municipality": self.municipality, "stage": ["in", IN_CORPS]}
		if self.user not in members("Coordinator", self.municipality) and not frappe.db.exists(
			"LAT Mentor", mentor
		):
			frappe.throw(_("Training is written of a coordinator or mentor of the municipality."))

	def on_update(self) -> None:
		hold("LAT Municipality", self.municipality)
		rows = frappe.get_all(
			self.doctype,
			filters={"user": self.user, "municipality": self.municipality},
			fields=["name", "kind", "taken_on", "valid_until", "renew_by"],
			order_by="name asc",
		)
		due = renewals(
			Training(
				row.name,
				row.kind,
				getdate(row.taken_on),
				day_of(row.valid_until),
			)
			for row in rows
		)
		for row in rows:
			store(self.doctype, row, renew_by=due.get(row.name))
