"""The files of an import: the sender's, and the workbook of rows with errors; both go when they have served.

Each is a second copy of people's answers, outside their courses and their rules. The uploaded file goes after
the import if the setting says so; a workbook of rows with errors when they are mended and imported, or after
the days of the setting. What an import tells of its file goes with it: see `forget_text`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import add_days, cint, now_datetime

from lat_corps.compat import bytes_of
from lat_corps.read_log.noting import EXPORTED, note

if TYPE_CHECKING:
	from frappe.model.document import Document

IMPORT = "LAT Survey Import"

TOLD_OF_A_FILE = ("file_description", "failure", "sheets")
"""Fields in which the sender's words may stand."""

TOLD_OF_A_ROW = ("answers", "score", "message")


def content_of(survey_import: Document) -> tuple[bytes, str]:
	"""Return the sender's file and its name, with the rights of the user."""
	if not survey_import.survey_file:
		frappe.throw(_("The file is no longer here: upload it to a new import."))
	file = frappe.get_doc("File", {"file_url": survey_import.survey_file})
	file.check_permission("read")
	return bytes_of(file), file.file_name


def keep_rejected(survey_import: Document, content: bytes | None) -> None:
	"""Keep the workbook of rows with errors in the place of an earlier one; None when no row has any."""
	forget(survey_import, "rejected_file")
	if content is None:
		return
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{survey_import.name}.xlsx",
			"is_private": 1,
			"content": content,
			"attached_to_doctype": IMPORT,
			"attached_to_name": survey_import.name,
			"attached_to_field": "rejected_file",
		}
	).insert()
	survey_import.rejected_file = file.file_url


def forget(survey_import: Document, fieldname: str) -> None:
	"""Delete the file that a field names, and empty the field, which the caller saves."""
	if url := survey_import.get(fieldname):
		_delete(survey_import.name, url)
	survey_import.set(fieldname, None)


def forget_after_import(survey_import: Document) -> None:
	"""Delete what has served once the rows are written and committed."""
	if frappe.get_cached_doc("LAT Settings").delete_survey_files:
		_forget_stored(survey_import.name, "survey_file")
	if survey_import.continues:
		_forget_stored(survey_import.continues, "rejected_file")


def listed(courses: Collection[str]) -> str:
	"""Return courses as the import keeps them, for `imports_naming` to find each whole."""
	return "".join(f"|{course}" for course in sorted(courses)) + "|" if courses else ""


def imports_naming(courses: Iterable[str]) -> list[str]:
	"""Return the imports whose file, or what is left of it, may hold answers to one of the courses.

	Of a file that nobody has checked, or whose columns are unclear, all courses of its municipality may be.
	"""
	courses = list(courses)
	municipalities = frappe.get_all(
		"LAT Case", filters={"name": ["in", courses or [""]]}, pluck="municipality", order_by="name asc"
	)
	names = set(
		frappe.get_all(
			IMPORT,
			filters={
				"municipality": ["in", municipalities or [""]],
				"survey_file": ["is", "set"],
				"courses": ["is", "not set"],
			},
			pluck="name",
			order_by="name asc",
		)
	)
	for course in courses:
		names |= set(
			frappe.get_all(
				IMPORT, filters={"courses": ["like", f"%|{course}|%"]}, pluck="name", order_by="name asc"
			)
		)
	return sorted(names)


def forget_text(name: str) -> None:
	"""Empty what an import tells of a file that is gone: answers, and what the sender wrote.

	Numbers of rows and courses, and what became of each row, stay. What the sender's ids mean stays as long
	as rows with errors are to be mended.
	"""
	files = frappe.db.get_value(IMPORT, name, ["survey_file", "rejected_file"], as_dict=True)
	if files.survey_file and frappe.db.exists("File", {"file_url": files.survey_file}):
		return
	frappe.db.set_value(IMPORT, name, dict.fromkeys(TOLD_OF_A_FILE), update_modified=False)
	rows = frappe.qb.DocType("LAT Import Row")
	query = frappe.qb.update(rows).where((rows.parent == name) & (rows.parenttype == IMPORT))
	for fieldname in TOLD_OF_A_ROW:
		query = query.set(rows[fieldname], None)
	query.run()
	if not files.rejected_file:
		_forget_ids(name)
	frappe.clear_document_cache(IMPORT, name)


def _forget_ids(name: str) -> None:
	frappe.db.set_value(IMPORT, name, "courses", None, update_modified=False)
	columns = frappe.get_all(
		"LAT Import Column",
		filters={"parent": name, "parenttype": IMPORT, "column_role": "Case"},
		pluck="header",
		order_by="idx asc",
	)
	codes = frappe.qb.DocType("LAT Import Code")
	nothing = codes.meaning.isnull() | (codes.meaning == "")
	of_ids = codes.header.isin(columns or [""])
	frappe.qb.from_(codes).delete().where(
		(codes.parent == name) & (codes.parenttype == IMPORT) & (of_ids | (nothing & (codes.header != "")))
	).run()


def every_day() -> None:
	"""Delete workbooks of rows with errors that nobody has mended, and files that an import has left."""
	settings = frappe.get_cached_doc("LAT Settings")
	until = add_days(now_datetime(), -cint(settings.keep_rejected_days))
	_forget_all("rejected_file", {"modified": ["<", until]})
	if settings.delete_survey_files:
		_forget_all("survey_file", {"standing": "Imported"})
	_forget_texts_left()


def _forget_texts_left() -> None:
	"""Empty what imports tell of files that went some other way, or before texts went with them."""
	told = frappe.get_all(
		"LAT Import Row",
		filters={"parenttype": IMPORT},
		or_filters=[[fieldname, "is", "set"] for fieldname in TOLD_OF_A_ROW],
		pluck="parent",
		distinct=True,
		order_by="parent asc",
	)
	described = frappe.get_all(
		IMPORT,
		or_filters=[[fieldname, "is", "set"] for fieldname in (*TOLD_OF_A_FILE, "courses")],
		pluck="name",
		order_by="name asc",
	)
	for name in sorted({*told, *described}):
		forget_text(name)


def rejected_of(survey_import: Document) -> tuple[bytes, str]:
	"""Return the workbook of rows with errors and its name; the read log takes note (N3)."""
	if not survey_import.rejected_file:
		frappe.throw(_("There is no workbook of rows with errors, or it has been deleted."))
	file = frappe.get_doc("File", {"file_url": survey_import.rejected_file})
	file.check_permission("read")
	note(EXPORTED, IMPORT, [survey_import.name])
	return bytes_of(file), file.file_name


def _forget_all(fieldname: str, filters: dict) -> None:
	for name in frappe.get_all(
		IMPORT, filters={**filters, fieldname: ["is", "set"]}, pluck="name", order_by="name asc"
	):
		_forget_stored(name, fieldname)


def _forget_stored(name: str, fieldname: str) -> None:
	if url := frappe.db.get_value(IMPORT, name, fieldname):
		_delete(name, url)
		frappe.db.set_value(IMPORT, name, fieldname, None, update_modified=False)
		forget_text(name)


def _delete(name: str, url: str) -> None:
	filters = {"file_url": url, "attached_to_doctype": IMPORT, "attached_to_name": name}
	for file in frappe.get_all("File", filters=filters, pluck="name", order_by="name asc"):
		frappe.delete_doc("File", file)
