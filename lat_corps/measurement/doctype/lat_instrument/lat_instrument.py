import frappe
from frappe import _

from lat_corps.document import LatDocument

FROZEN = ("method", "multiplier", "missing_allowed", "items", "cutoffs")


class LATInstrument(LatDocument):
	"""A version of a questionnaire: structure and scoring; once used, it stays (N8)."""

	def validate(self) -> None:
		codes = [row.item_code for row in self.items]
		for row in self.items:
			if row.minimum >= row.maximum:
				frappe.throw(
					_("Items, row {0}: the lowest answer must lie below the highest.").format(row.idx)
				)
			if codes.count(row.item_code) > 1:
				frappe.throw(
					_("Items, row {0}: the code {1} stands there twice.").format(row.idx, row.item_code)
				)
		if not 0 <= (self.missing_allowed or 0) < len(self.items):
			frappe.throw(_("Answers that may be missing must be fewer than the items."))
		if not self.multiplier:
			frappe.throw(_("The score must be multiplied by a number other than 0; use 1 for no change."))
		self.cutoffs.sort(key=lambda row: row.upto)
		for position, row in enumerate(self.cutoffs, start=1):
			row.idx = position
		self.refuse_changes_when_used()

	def refuse_changes_when_used(self) -> None:
		stored = self.get_doc_before_save()
		if (
			stored
			and any(self.differs(stored, name) for name in FROZEN)
			and frappe.db.exists("LAT Measurement", {"instrument": self.name})
		):
			frappe.throw(
				_(
					"{0} is in use and frozen: make a new version, so that before and after stay comparable."
				).format(self.name)
			)
