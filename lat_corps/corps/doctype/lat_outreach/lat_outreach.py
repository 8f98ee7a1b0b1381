from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import cint, getdate

from lat_corps.days import day_of, is_newly_ahead
from lat_corps.document import LatDocument
from lat_corps.domain.outreach import AGREEMENT, Entry, flaws
from lat_corps.messages import refuse

OF_AN_AGREEMENT = ("who_may_refer", "way", "ended_on")


class LATOutreach(LatDocument):
	"""What was done to make the effort known, in short entries that are counted (R18, R21, R61)."""

	def validate(self) -> None:
		if is_newly_ahead(self, "held_on", self.get_doc_before_save()):
			frappe.throw(_("{0} lies in the future.").format(_(self.meta.get_label("held_on"))))
		if self.kind == AGREEMENT:
			self.number = 0
		else:
			self.update(dict.fromkeys(OF_AN_AGREEMENT))
		ended = day_of(self.ended_on)
		if ended and ended < getdate(self.held_on):
			frappe.throw(_("The agreement ends before it was made: mend one of the two days."))
		title = frappe.db.get_value("LAT Partner", self.partner, "title") if self.partner else None
		self.called = title or self.with_whom or _(self.kind)
		refuse(
			flaws(
				Entry(
					self.kind,
					bool(title or self.with_whom),
					cint(self.number),
					self.who_may_refer or "",
					self.way or "",
				)
			),
			title=_("The entry is not complete yet"),
		)
