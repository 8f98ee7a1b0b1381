from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, get_fullname

from lat_corps.document import LatDocument
from lat_corps.domain.change_words import ChangeGroup
from lat_corps.domain.management_report import PERIODS, WORDS, Figures
from lat_corps.domain.report_parts import MOST_LETTERS, letters_of, words_of
from lat_corps.domain.report_standings import BEING_WRITTEN, DRAFT
from lat_corps.insight import report_drawing, report_reading
from lat_corps.insight.report_days import answer_by


class LATManagementReport(LatDocument):
	"""What management is told of a municipality's courses in a fixed period (R109 to R115)."""

	def onload(self) -> None:
		template = frappe.get_template("lat_corps/templates/insight/management_report.html")
		found = self.for_reading()
		self.set_onload("is_written", self.standing in BEING_WRITTEN)
		if self.approved_by:
			self.set_onload("people", {self.approved_by: get_fullname(self.approved_by)})
		self.set_onload("asked", words_of(Figures.of_text(self.told).parts))
		self.set_onload("told", template.render({"report": {**found, "on_screen": True}}))
		if self.standing == DRAFT and found["too_few"]:
			periods = report_drawing.longer_periods(self)
			self.set_onload("longer", report_reading.offers(periods, self.year))
		if self.standing == DRAFT:
			self.set_onload("incomplete", report_drawing.still_to_come(self))

	def for_reading(self) -> dict[str, Any]:
		return report_reading.told(self)

	def change_groups(self) -> list[ChangeGroup]:
		return report_reading.groups_of(self)

	def words(self) -> list[tuple[str, str]]:
		"""Return heading and words of what was written, in the order of the form (R111 to R114)."""
		return [(_(self.meta.get_label(name)), self.get(name)) for name in WORDS if self.get(name)]

	def validate(self) -> None:
		stored = self.get_doc_before_save()
		if not stored:
			self.due_on = answer_by()
		written = (*WORDS, "nationally")
		if self.standing not in BEING_WRITTEN and any(self.differs(stored, name) for name in written):
			frappe.throw(_("The report has been sent: its words change no more."))
		too_many = sum(letters_of(self.get(name) or "") for name in WORDS) - MOST_LETTERS
		if too_many > 0:
			frappe.throw(
				_("The report must fit on four pages: shorten its words by {0} letters.").format(too_many)
			)
		if self.standing == DRAFT and self.period in PERIODS and cint(self.year):
			self.told = report_drawing.draw(self).as_text()

	def on_trash(self) -> None:
		if self.standing != DRAFT:
			frappe.throw(_("A report that was sent is kept: later ones are measured against it."))
