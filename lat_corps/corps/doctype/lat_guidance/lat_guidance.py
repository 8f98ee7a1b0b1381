from __future__ import annotations

from urllib.parse import urlsplit

import frappe
from frappe import _

from lat_corps.document import LatDocument

OF_THE_SITE = ("/private/files/", "/files/")


class LATGuidance(LatDocument):
	"""A part of the guidance or a leaflet, tool or advice: a link or file of the administrator (R3, R7)."""

	def validate(self) -> None:
		if not (self.link or self.attached):
			frappe.throw(_("Give a link, or attach a file."))
		# Frappe takes any scheme for an address; one of a script would run on the page of a course.
		if self.link and urlsplit(self.link).scheme not in ("http", "https"):
			frappe.throw(_("The link must begin with https:// or http://."))
		if self.attached and not str(self.attached).startswith(OF_THE_SITE):
			frappe.throw(_("Attach a file, or write the address as a link."))
		for row in self.steps:
			if bool(row.case_stage) == bool(row.occasion):
				frappe.throw(
					_("Row {0}: choose a step of a course, or what it stands beside.").format(row.idx)
				)
