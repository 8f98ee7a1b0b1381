import frappe
from frappe import _

from lat_corps.document import LatDocument
from lat_corps.domain.instruments import Instrument, InstrumentError
from lat_corps.measurement.conversion import to_instrument
from lat_corps.messages import refuse

FROZEN = {
	"introduction": "introduction",
	"method": "method",
	"multiplier": "multiplier",
	"rescale_to": "rescale",
	"missing_allowed": "missing_allowed",
	"rounding": "rounding",
	"items": "items",
	"subscales": "subscales",
	"conversion": "conversion",
	"cutoffs": "cutoffs",
}
"""What makes the score, or what an answer or a score means; to the field that holds it."""

FROZEN_ONCE_GIVEN = ("meaningful_change", "sd", "reliability", "reliability_source")
"""Documented of the same questionnaire, perhaps after its first use; then it stays as well."""


class LATInstrument(LatDocument):
	"""A version of a questionnaire: structure and scoring; once used, it stays (N8)."""

	def validate(self) -> None:
		try:
			instrument = to_instrument(self)
		except InstrumentError as error:
			refuse((flaw.placed for flaw in error.flaws), title=_("The instrument does not hang together"))
		self.take_limits_of_scales(instrument)
		self.shown_title = instrument.shown_title
		if stored := self.get_doc_before_save():
			self.refuse_changes_when_used(to_instrument(stored), instrument)

	def take_limits_of_scales(self, instrument: Instrument) -> None:
		for row, item in zip(self.items, instrument.items, strict=True):
			row.minimum, row.maximum = item.minimum, item.maximum

	def refuse_changes_when_used(self, before: Instrument, now: Instrument) -> None:
		changed = [
			*(field for part, field in FROZEN.items() if getattr(before, part) != getattr(now, part)),
			*(
				name
				for name in FROZEN_ONCE_GIVEN
				if getattr(before, name) not in (None, "", getattr(now, name))
			),
		]
		if changed and frappe.db.exists("LAT Measurement", {"instrument": self.name}):
			frappe.throw(
				_(
					"{0} is in use and frozen, so that before and after stay comparable. "
					"Make a new version to change: {1}."
				).format(self.shown_title, ", ".join(_(self.meta.get_label(name)) for name in changed)),
				title=_("In use and frozen"),
			)
