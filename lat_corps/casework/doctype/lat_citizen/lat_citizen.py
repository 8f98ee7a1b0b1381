import frappe
from frappe import _

from lat_corps.casework import derived
from lat_corps.casework.efforts import follow_citizen
from lat_corps.days import is_newly_ahead
from lat_corps.document import LatDocument
from lat_corps.permissions.authored import on_paper
from lat_corps.privacy.access import everything_about


class LATCitizen(LatDocument):
	"""Who the person is, apart from the course and without version history (N2)."""

	def validate(self) -> None:
		if is_newly_ahead(self, "birth_date", self.get_doc_before_save()):
			frappe.throw(_("The date of birth lies in the future."))

	def on_update(self) -> None:
		stored = self.get_doc_before_save()
		if stored and self.differs(stored, "birth_date"):
			derived.follow_birth_date(self.name)
			follow_citizen(self.name)

	def every_name(self) -> list[str]:
		"""Return what the person and those at home are called, to be left out where names do not belong."""
		at_home = [row.full_name for row in self.custody_holders]
		return [name for name in (self.full_name, self.working_name, *at_home) if name]

	@on_paper
	def everything_on_paper(self) -> dict:
		return everything_about(self.name)
