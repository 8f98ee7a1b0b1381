import frappe
from frappe import _

from lat_corps.document import LatDocument
from lat_corps.downloads import send_file
from lat_corps.measurement import importing
from lat_corps.measurement.import_files import rejected_of
from lat_corps.measurement.import_plan import (
	CHOICES,
	SETTINGS,
	TABLES,
	recipe_of,
	refuse_unreadable,
	save_as_profile,
	settings_as_fields,
)
from lat_corps.measurement.import_questions import drop_codes_of_other_columns
from lat_corps.permissions.files import adopt

SHEETS = ("sheet", "second_sheet", "layout")
OF_A_SHEET = ("header_rows", "first_row", "decimal", "date_order")


class LATSurveyImport(LatDocument):
	"""A file with answers: recognised, confirmed, checked whole, then written (N10)."""

	def validate(self) -> None:
		self.refuse_foreign_file()
		self.refuse_foreign_origin()
		refuse_unreadable(self)
		stored = self.get_doc_before_save()
		if self.flags.result:
			self.update(self.flags.result)
			return
		changed = {
			name
			for name in ("survey_file", "instrument", *SETTINGS, *TABLES, *CHOICES)
			if not stored or self.differs(stored, name)
		}
		if not changed:
			return
		if stored and stored.standing in ("Imported", "Importing"):
			frappe.throw(_("This file is imported or being imported: start a new import for another one."))
		self.standing, self.rows_done = "Draft", 0
		if stored:
			self.drop_what_no_longer_fits(changed)

	def drop_what_no_longer_fits(self, changed: set[str]) -> None:
		"""Let the file be recognised anew where something was chosen, but for what was chosen with it."""
		if changed & {"survey_file"}:
			stale = {*SETTINGS, *TABLES, *CHOICES}
		elif changed & {*SHEETS}:
			stale = {*OF_A_SHEET, *TABLES}
		elif changed & {*SETTINGS, "instrument"}:
			stale = {*TABLES}
		else:
			stale = set()
		for name in stale - changed:
			self.set(name, [] if name in TABLES else None)
		if "mapping" in changed:
			drop_codes_of_other_columns(self, self.get_doc_before_save())

	def on_update(self) -> None:
		adopt(self, "survey_file")

	def refuse_foreign_file(self) -> None:
		"""An Attach field takes any address; only the user's own private upload may be read from it."""
		stored = self.get_doc_before_save()
		if stored and stored.survey_file == self.survey_file:
			return
		if not self.survey_file:
			frappe.throw(_("Upload the file with the answers."))
		if not frappe.db.exists(
			"File", {"file_url": self.survey_file, "owner": frappe.session.user, "is_private": 1}
		):
			frappe.throw(_("Upload the file here as a private file: the address given is not yours."))

	def refuse_foreign_origin(self) -> None:
		"""Only an import of the same municipality is continued: how it read its file is taken over."""
		if not self.continues or not self.is_new():
			return
		municipality = frappe.db.get_value("LAT Survey Import", self.continues, "municipality")
		if municipality != self.municipality:
			frappe.throw(_("The import whose rows are mended is not of this municipality."))


@frappe.whitelist(methods=["POST"])
def check(name: str) -> dict:
	"""Read the file, recognise its columns and try every row without writing.

	Returns the counts, or nothing when it happens in the background.
	"""
	return importing.start_check(_to_write(name))


@frappe.whitelist(methods=["POST"])
def run(name: str) -> dict:
	"""Write the checked answers; return the counts, or nothing when it happens in the background."""
	return importing.run(_to_write(name))


@frappe.whitelist(methods=["POST"])
def cancel(name: str) -> None:
	"""Stop a running import after the rows that are being written."""
	importing.cancel(_to_write(name))


@frappe.whitelist()
def status(name: str) -> dict:
	"""Return how far an import is."""
	doc = frappe.get_doc("LAT Survey Import", name)
	doc.check_permission("read")
	return importing.status(doc)


@frappe.whitelist()
def download_rejected(name: str) -> None:
	"""Send the workbook of rows with errors."""
	doc = frappe.get_doc("LAT Survey Import", name)
	doc.check_permission("read")
	send_file(*rejected_of(doc))


@frappe.whitelist(methods=["POST"])
def save_profile(name: str, title: str) -> str:
	"""Save how this file is read as the profile of its sender; return the profile."""
	return save_as_profile(_to_write(name), title.strip())


@frappe.whitelist(methods=["POST"])
def use_profile(name: str, profile: str) -> dict:
	"""Read the file as the sender's profile says, and check it; return the counts."""
	doc, chosen = _to_write(name), frappe.get_doc("LAT Import Profile", profile)
	chosen.check_permission("read")
	recipe = recipe_of(chosen)
	doc.set("mapping", [])
	doc.set("codes", [])
	doc.flags.result = {
		**settings_as_fields(doc, recipe.settings),
		"profile": chosen.name,
		"standing": "Draft",
	}
	doc.save()
	return importing.start_check(_to_write(name))


def _to_write(name: str) -> LATSurveyImport:
	doc = frappe.get_doc("LAT Survey Import", name)
	doc.check_permission("write")
	return doc
