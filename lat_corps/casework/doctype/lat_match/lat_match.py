import frappe
from frappe import _
from frappe.utils import now_datetime

from lat_corps.casework.facts import match_facts, sides
from lat_corps.document import StagedDocument
from lat_corps.domain.guards import MatchFacts
from lat_corps.domain.matching import weigh


class LATMatch(StagedDocument):
	def before_insert(self) -> None:
		if not self.criteria:
			self.weigh_criteria()

	def weigh_criteria(self) -> None:
		"""Set both sides' words beside each other; the coordinator judges what no rule can (R26 to R35)."""
		case = frappe.get_doc("LAT Case", self.lat_case)
		for finding in weigh(*sides(case, frappe.get_doc("LAT Mentor", self.mentor))):
			self.append(
				"criteria",
				{
					"criterion": finding.criterion,
					"stated": finding.stated,
					"citizen_side": finding.citizen_side,
					"mentor_side": finding.mentor_side,
					"fit": finding.fit,
				},
			)

	def validate(self) -> None:
		stored = self.get_doc_before_save()
		if not stored and frappe.db.exists(
			"LAT Match",
			{
				"lat_case": self.lat_case,
				"mentor": self.mentor,
				"stage": ["not in", ("Declined", "Ended")],
			},
		):
			frappe.throw(_("This mentor is already proposed for the course."))
		# Not fetched by the form: the record of a borrowed mentor stays with the employer (R22).
		self.mentor_name = frappe.db.get_value("LAT Mentor", self.mentor, "full_name")
		super().validate()

	def stage_facts(self) -> MatchFacts:
		return match_facts(self)

	def entered(self, stage: str) -> None:
		if stage in ("Accepted", "Approved"):
			self.set(f"{stage.lower()}_by", frappe.session.user)
			self.set(f"{stage.lower()}_on", now_datetime())

	def on_update(self) -> None:
		frappe.get_doc("LAT Case", self.lat_case).refresh_derived()
