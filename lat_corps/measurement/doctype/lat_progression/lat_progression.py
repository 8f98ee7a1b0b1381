import frappe
from frappe import _
from frappe.utils import getdate

from lat_corps.casework.self_report import refuse_new_answers
from lat_corps.days import is_newly_ahead
from lat_corps.document import LatDocument
from lat_corps.domain.cadence import AFTER
from lat_corps.domain.documents.course import UNDER_WAY
from lat_corps.measurement.answer_dates import refuse_impossible_day

LOWEST, HIGHEST = 1, 10
WORDS = ("why_not_lower", "one_step_up")


class LATProgression(LatDocument):
	"""The person's own rating of the grip on life, 1 to 10 (R71, R94)."""

	def validate(self) -> None:
		if not LOWEST <= (self.rating or 0) <= HIGHEST:
			frappe.throw(_("The rating goes from 1 to 10."))
		if is_newly_ahead(self, "rated_on", self.get_doc_before_save()):
			frappe.throw(_("The rating is dated in the future."))
		refuse_impossible_day(self, "rated_on", AFTER)
		stage = frappe.db.get_value("LAT Case", self.lat_case, "stage", for_update=True)
		if self.is_new() and stage not in UNDER_WAY:
			frappe.throw(_("A rating belongs to a course under way; this one is at {0}.").format(_(stage)))
		if self.says_more():
			refuse_new_answers(self.lat_case)

	def says_more(self) -> bool:
		"""Tell whether the person says what was not said: another rating of a later day is no correction."""
		stored = self.get_doc_before_save()
		if not stored:
			return True
		rated_anew = self.differs(stored, "rating") and getdate(self.rated_on) > getdate(stored.rated_on)
		return rated_anew or any(self.get(name) and not stored.get(name) for name in WORDS)

	def on_update(self) -> None:
		frappe.get_doc("LAT Case", self.lat_case, for_update=True).refresh_derived()
