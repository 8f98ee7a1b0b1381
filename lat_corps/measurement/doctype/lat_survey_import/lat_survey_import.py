import frappe
from frappe import _

from lat_corps.document import LatDocument
from lat_corps.measurement import importing
from lat_corps.permissions.files import adopt


class LATSurveyImport(LatDocument):
	"""A file with answers: recognised, confirmed, checked whole, then written (N10)."""

	def validate(self) -> None:
		stored = self.get_doc_before_save()
		self.refuse_foreign_file()
		if stored and stored.standing == "Imported" and not self.flags.result:
			if any(self.differs(stored, name) for name in ("survey_file", "mapping", "instrument")):
				frappe.throw(_("This file has been imported: start a new import for another one."))
		elif stored and not self.flags.result and self.differs(stored, "survey_file"):
			self.set("mapping", [])
		if self.flags.result:
			self.update(self.flags.result)
		elif not stored or any(
			self.differs(stored, name) for name in ("survey_file", "mapping", "instrument")
		):
			self.standing = "Draft"

	def on_update(self) -> None:
		adopt(self, "survey_file")

	def refuse_foreign_file(self) -> None:
		"""An Attach field takes any address; only the user's own private upload may be read from it."""
		stored = self.get_doc_before_save()
		if stored and stored.survey_file == self.survey_file:
			return
		if not frappe.db.exists(
			"File", {"file_url": self.survey_file, "owner": frappe.session.user, "is_private": 1}
		):
			frappe.throw(_("Upload the file here as a private file: the address given is not yours."))


@frappe.whitelist(methods=["POST"])
def check(name: str) -> dict:
	"""Read the file, recognise its columns and try every row without writing; return the counts."""
	return importing.check(_to_write(name))


@frappe.whitelist(methods=["POST"])
def run(name: str) -> dict:
	"""Write the checked answers, all or none; return the counts."""
	return importing.run(_to_write(name))


def _to_write(name: str) -> LATSurveyImport:
	doc = frappe.get_doc("LAT Survey Import", name)
	doc.check_permission("write")
	return doc
