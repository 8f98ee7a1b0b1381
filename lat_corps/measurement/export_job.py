"""Exports longer than a request: written by a job with progress, fetched from the bell (R91, security 11).

The file is its user's alone and is deleted the next day: it is a copy of answers outside their courses and
their rules. How far the job is stands in the cache, for the user alone; a job that was killed is forgotten.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import add_days, escape_html, now_datetime

from lat_corps.corps.bell import ring
from lat_corps.measurement import exporting
from lat_corps.permissions.files import EXPORTED

AN_HOUR = 3600
SILENCE = 600
"""Seconds without news after which a job is taken for dead."""

UNDER_WAY = ("Waiting", "Writing")


class Stopped(Exception):
	"""The user wants this file no longer."""


@frappe.whitelist(methods=["POST"])
def start(
	municipality: str | None = None,
	instrument: str | None = None,
	from_date: str | None = None,
	to_date: str | None = None,
	layout: str = "Long",
	file_format: str = "Workbook",
	words: int | str = 1,
) -> dict:
	"""Begin to write a long file and return its status; a short one can be had at once: {}."""
	frappe.has_permission("LAT Measurement", "read", throw=True)
	asked = exporting.asked_for(municipality, instrument, from_date, to_date, layout, file_format, words)
	if not exporting.is_long(asked.scope):
		return {}
	if status().get("standing") in UNDER_WAY:
		frappe.throw(_("Another export of yours is being written. Wait until it is done, or cancel it."))
	token = frappe.generate_hash(length=10)
	_keep(token, "Waiting", 6 * AN_HOUR)
	frappe.enqueue(
		"lat_corps.measurement.export_job.write",
		queue="long",
		timeout=AN_HOUR,
		enqueue_after_commit=True,
		token=token,
		language=frappe.local.lang,
		asked=asked,
	)
	return status()


@frappe.whitelist()
def status() -> dict:
	"""Return standing (Waiting, Writing, Ready, Failed), measurements done and in all, file and failure."""
	frappe.has_permission("LAT Measurement", "read", throw=True)
	return frappe.cache.get_value(_key(), expires=True) or {}


@frappe.whitelist(methods=["POST"])
def stop() -> None:
	"""Give up the export that is being written."""
	frappe.has_permission("LAT Measurement", "read", throw=True)
	frappe.cache.delete_value(_key())


def write(token: str, asked: exporting.Asked, language: str) -> None:
	"""Write the file as the user who asked for it, and tell them where it is."""

	def tell(done: int, total: int) -> None:
		if status().get("token") != token:
			raise Stopped
		_keep(token, "Writing", SILENCE, done=done, total=total)

	frappe.local.lang = language
	try:
		tell(0, 0)
		content = exporting.file_of(asked, tell)
		_keep(token, "Ready", AN_HOUR, file=_kept(content, asked.filename))
	except Stopped:
		frappe.db.rollback()
	except (frappe.ValidationError, frappe.PermissionError) as refusal:
		frappe.db.rollback()
		frappe.clear_messages()
		_keep(token, "Failed", AN_HOUR, failure=str(refusal))
	except Exception:
		failure = _("The export stopped on an unexpected error. Start it again.")
		_keep(token, "Failed", AN_HOUR, failure=failure)
		raise


def every_day() -> None:
	"""Delete the files that were written more than a day ago."""
	old = {"attached_to_field": EXPORTED, "creation": ["<", add_days(now_datetime(), -1)]}
	for name in frappe.get_all("File", filters=old, pluck="name", order_by="name asc"):
		frappe.delete_doc("File", name)


def _kept(content: bytes, filename: str) -> str:
	"""Keep the file for its user, leave word in the bell, and return its address."""
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": filename,
			"is_private": 1,
			"content": content,
			"attached_to_field": EXPORTED,
		}
	).insert()
	subject = _("The export {0} is ready. It is deleted tomorrow.").format(f"<b>{escape_html(filename)}</b>")
	ring(frappe.session.user, frappe._dict(type="Alert", subject=subject, link=file.file_url))
	return file.file_url


def _keep(token: str, standing: str, seconds: int, **values: object) -> None:
	frappe.cache.set_value(_key(), {"token": token, "standing": standing, **values}, expires_in_sec=seconds)


def _key() -> str:
	return f"lat_export:{frappe.session.user}"
