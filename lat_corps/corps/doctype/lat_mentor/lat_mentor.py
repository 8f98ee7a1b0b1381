import frappe
from frappe import _
from frappe.utils import getdate, today

from lat_corps.corps.facts import capacity_of, mentor_facts, open_courses
from lat_corps.corps.requests import bring_up_to_date
from lat_corps.document import StagedDocument
from lat_corps.domain.guards import MentorFacts


class LATMentor(StagedDocument):
	def validate(self) -> None:
		this_year = getdate(today()).year
		if self.birth_year and not this_year - 100 <= self.birth_year <= this_year - 16:
			frappe.throw(_("Write the year of birth with four digits."))
		if (self.capacity or 0) < 0:
			frappe.throw(_("Capacity must be 0 or more."))
		self.refuse_twice("training_modules", "module")
		self.refuse_twice("knowledge_checks", "area")
		super().validate()

	def refuse_twice(self, table: str, fieldname: str) -> None:
		seen = set()
		for row in self.get(table):
			if row.get(fieldname) in seen:
				frappe.throw(
					_("{0}, row {1}: {2} stands there twice.").format(
						_(self.meta.get_label(table)), row.idx, _(row.get(fieldname))
					)
				)
			seen.add(row.get(fieldname))

	def stage_facts(self) -> MentorFacts:
		return mentor_facts(self)

	def on_update(self) -> None:
		stored = self.get_doc_before_save()
		if not stored or any(self.differs(stored, fieldname) for fieldname in ("stage", "kind")):
			bring_up_to_date(self.municipality)


@frappe.whitelist()
def places(name: str) -> dict[str, int]:
	"""Return how many open courses a mentor has, also on loan, and the capacity (G5)."""
	mentor = frappe.get_doc("LAT Mentor", name)
	mentor.check_permission("read")
	return {"open": len(open_courses(mentor.name)), "capacity": capacity_of(mentor)}
