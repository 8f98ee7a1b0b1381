"""An import in a process of its own: a background job or a command, which commits and rolls back itself."""

from __future__ import annotations

import frappe
from frappe import _

from lat_corps.measurement import importing
from lat_corps.measurement.import_files import forget_after_import
from lat_corps.measurement.import_lock import ImportUnderWay, tell_progress


def work(name: str, language: str | None = None, tell: importing.Tell = tell_progress) -> None:
	"""Carry out an import and store how it ended; runs as the user who started it."""
	if language:
		frappe.local.lang = language
	survey_import = frappe.get_doc("LAT Survey Import", name)
	survey_import.check_permission("write")
	if survey_import.standing != "Importing":
		return
	try:
		importing.carry_out(survey_import, commit_chunks=True, tell=tell)
		# The rows are safe before the file they came from is deleted.
		frappe.db.commit()  # nosemgrep: frappe-manual-commit
		forget_after_import(survey_import)
		frappe.db.commit()  # nosemgrep: frappe-manual-commit
	except ImportUnderWay as busy:
		if busy.holder == name:
			return
		stop(name, "Failed", str(busy))
	except importing.Cancelled:
		stop(name, "Cancelled", None)
	except (frappe.ValidationError, frappe.PermissionError) as refusal:
		stop(name, "Failed", str(refusal))
	except Exception:
		stop(
			name, "Failed", _("The import stopped on an unexpected error. Start it again: it goes on there.")
		)
		raise
	_tell_end(name, tell)


def check(name: str, language: str | None = None) -> None:
	"""Check a large file and store what was found; runs as the user who asked for it."""
	if language:
		frappe.local.lang = language
	survey_import = frappe.get_doc("LAT Survey Import", name)
	survey_import.check_permission("write")
	if survey_import.standing != "Checking":
		return
	try:
		importing.check(survey_import)
		frappe.db.commit()  # nosemgrep: frappe-manual-commit
	except frappe.TimestampMismatchError:
		# Somebody has changed how the file is to be read: it is a draft again.
		frappe.db.rollback()
		frappe.clear_messages()
	except (frappe.ValidationError, frappe.PermissionError) as refusal:
		stop(name, "Failed", str(refusal))
	except Exception:
		stop(name, "Failed", _("The check stopped on an unexpected error. Check the file again."))
		raise


def stop(name: str, standing: str, failure: str | None) -> None:
	"""Take back what is not committed, and store that the import has ended without its end."""
	frappe.db.rollback()
	values = {"standing": standing, "failure": failure}
	frappe.db.set_value("LAT Survey Import", name, values, update_modified=False)
	frappe.db.commit()  # nosemgrep: frappe-manual-commit
	frappe.clear_messages()


def _tell_end(name: str, tell: importing.Tell) -> None:
	done, total = frappe.db.get_value("LAT Survey Import", name, ["rows_done", "row_count"])
	tell(name, done or 0, total or 0)
