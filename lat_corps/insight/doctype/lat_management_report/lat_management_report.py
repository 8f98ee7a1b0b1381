from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import cint

from lat_corps.document import LatDocument
from lat_corps.domain.management_report import PERIODS, WORDS
from lat_corps.domain.report_standings import BEING_WRITTEN, DRAFT
from lat_corps.insight import management_report
from lat_corps.insight.report_days import answer_by


class LATManagementReport(LatDocument):
	"""What management is told of a municipality's courses in a fixed period (R109 to R115)."""

	def onload(self) -> None:
		template = frappe.get_template("lat_corps/templates/insight/management_report.html")
		self.set_onload("is_written", self.standing in BEING_WRITTEN)
		self.set_onload("told", template.render({"report": self.for_reading()}))

	def for_reading(self) -> dict[str, Any]:
		return management_report.told(self)

	def words(self) -> list[tuple[str, str]]:
		"""Return heading and words of what was written, in the order of the form (R111 to R114)."""
		return [(_(self.meta.get_label(name)), self.get(name)) for name in WORDS if self.get(name)]

	def validate(self) -> None:
		stored = self.get_doc_before_save()
		if not stored:
			self.due_on = answer_by()
		if self.standing not in BEING_WRITTEN and any(self.differs(stored, name) for name in WORDS):
			frappe.throw(_("The report has been sent: its words change no more."))
		if self.standing == DRAFT and self.period in PERIODS and cint(self.year):
			self.told = management_report.draw(self).as_text()

	def on_trash(self) -> None:
		if self.standing != DRAFT:
			frappe.throw(_("A report that was sent is kept: later ones are measured against it."))
