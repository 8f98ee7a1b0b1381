"""The read log of one citizen as a workbook: citizens can ask who has seen what (Datatilsynet 2024, N3)."""

import frappe
from frappe import _
from frappe.utils import get_datetime

from lat_corps.downloads import send_file
from lat_corps.read_log.noting import EXPORTED, note
from lat_corps.spreadsheets.writing.read_log import LogLine, key_workbook, read_log_workbook


@frappe.whitelist()
def download_read_log(citizen: str, with_names: int = 0) -> None:
	"""Send the read log of a citizen, with the names of staff or with roles and pseudonyms."""
	lines = lines_about(citizen)
	content = read_log_workbook(lines, citizen, bool(int(with_names)), _)
	note(EXPORTED, "LAT Citizen", [citizen])
	send_file(content, _("Reading log {0}").format(citizen) + ".xlsx")


@frappe.whitelist()
def download_key(citizen: str) -> None:
	"""Send the key to the pseudonyms in the log of a citizen, as a workbook of its own."""
	lines = lines_about(citizen)
	note(EXPORTED, "LAT Citizen", [citizen])
	send_file(key_workbook(lines, _), _("Key to the reading log {0}").format(citizen) + ".xlsx")


def lines_about(citizen: str) -> list[LogLine]:
	"""Return the log of all the citizen's courses that the user may read, oldest first.

	Raises frappe.PermissionError for everybody but the coordinators of the municipality, and
	frappe.DoesNotExistError when the log holds nothing about a citizen of that number.
	"""
	lines = lines_of(citizen)
	if not lines:
		frappe.throw(
			_("The reading log holds nothing about a citizen of this number that you may see."),
			frappe.DoesNotExistError,
		)
	return lines


def lines_of(citizen: str) -> list[LogLine]:
	"""Return what `lines_about` does, also where the log holds nothing yet.

	Raises frappe.PermissionError for everybody but the coordinators of the municipality.
	"""
	frappe.has_permission("LAT Read Log", "read", throw=True)
	if frappe.db.exists("LAT Citizen", citizen):
		frappe.has_permission("LAT Citizen", "read", doc=citizen, throw=True)
	rows = frappe.get_list(
		"LAT Read Log",
		filters={"citizen": citizen},
		fields=["*"],
		order_by="read_on asc, name asc",
		limit=0,
	)
	return [
		LogLine(
			moment=get_datetime(row.read_on),
			staff=row.user,
			staff_name=row.staff_name,
			roles=tuple(role for role in (row.staff_roles or "").split(", ") if role),
			action=row.action,
			document_type=row.document_type,
			number=row.document_number,
			course=row.lat_case or "",
			impersonated_by=row.impersonated_by or "",
		)
		for row in rows
	]
