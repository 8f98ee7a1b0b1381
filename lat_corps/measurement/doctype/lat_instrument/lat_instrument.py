import frappe
from frappe import _

from lat_corps.document import LatDocument
from lat_corps.domain.instruments import InstrumentError
from lat_corps.measurement.conversion import to_instrument

FROZEN = ("method", "multiplier", "missing_allowed", "items", "cutoffs")


class LATInstrument(LatDocument):
	"""A version of a questionnaire: structure and scoring; once used, it stays (N8)."""

	def validate(self) -> None:
		if not self.multiplier:
			frappe.throw(_("The score must be multiplied by a number other than 0; use 1 for no change."))
		try:
			to_instrument(self)
		except InstrumentError as error:
			frappe.throw(error.message.render(_))
		self.refuse_changes_when_used()

	def refuse_changes_when_used(self) -> None:
		stored = self.get_doc_before_save()
		if (
			stored
			and any(self.differs(stored, name) for name in FROZEN)
			and frappe.db.exists("LAT Measurement", {"instrument": self.name})
		):
			frappe.throw(
				_("{0} is in use and frozen: make a new version to keep before and after comparable.").format(
					self.name
				)
			)
