"""Where a request ends: what it has read is written to the log, or the answer is withheld (N3)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

import frappe
from frappe import _
from frappe.model.document import Document

from .lists import called, note_listed
from .noting import A_DAY, DOWNLOADED, GATHERED, OPENED, note, write
from .subjects import ABOUT, REFERENCES

if TYPE_CHECKING:
	from werkzeug.wrappers import Request, Response

FILE_CALLS = {
	"download_file": "file_url",
	"frappe.handler.download_file": "file_url",
	"frappe.core.api.file.zip_files": "files",
	"frappe.core.doctype.file.file.zip_files": "files",
}
DEPTH = 4
"""How deep in an answer whole documents are looked for."""

NAMES_ITSELF = (dict, Document)
HOLDS_MORE = (dict, list, tuple, Document)


def log_readings(response: Response | None = None, request: Request | None = None) -> None:
	"""Write what the request has read. Frappe calls this after its own commit or rollback.

	Frappe passes over an error here, so it is answered here: no content leaves without its line in the log.
	"""
	if not frappe.db or not request or not frappe.session or frappe.session.user in (None, "Guest"):
		return
	try:
		_gather(response, request)
		readings = frappe.local.flags.pop(GATHERED, None)
		if readings:
			# A failed GET may have left writes behind; the log alone may be kept.
			frappe.db.rollback()
			write(readings)
			# The request has ended: nothing else ends this transaction.
			frappe.db.commit()  # nosemgrep: frappe-manual-commit
	except Exception:
		frappe.logger().error("The read log could not be written", exc_info=True)
		frappe.db.rollback()
		_withhold(response)


def _gather(response: Response | None, request: Request) -> None:
	for document in documents_in(dict(frappe.local.response or {})):
		note(OPENED, document[0], [document[1]], fold=A_DAY)
	if response is None or response.status_code >= 400:
		return
	if urls := _file_urls(request):
		note(DOWNLOADED, "File", _files_behind(urls))
	elif request.path.startswith("/api/") or frappe.form_dict.cmd:
		note_listed(request.path, request.method, frappe.form_dict)


def documents_in(answer: object, depth: int = DEPTH) -> Iterator[tuple[str, str]]:
	"""Yield (document type, number) of every whole record about a citizen in an answer."""
	if isinstance(answer, NAMES_ITSELF):
		doctype, name = answer.get("doctype"), answer.get("name")
		if (doctype in ABOUT or doctype in REFERENCES) and isinstance(name, str):
			yield doctype, name
	if not depth or isinstance(answer, Document):
		return
	for value in answer.values() if isinstance(answer, dict) else answer:
		# Most of an answer is words and numbers: to look into each takes longer than to pass it over.
		if isinstance(value, HOLDS_MORE):
			yield from documents_in(value, depth - 1)


def _file_urls(request: Request) -> list[str]:
	if request.path.startswith("/private/files/"):
		return [unquote(request.path)]
	call, args = called(request.path, request.method, frappe.form_dict)
	if call not in FILE_CALLS:
		return []
	asked = frappe.parse_json(args.get(FILE_CALLS[call]) or "[]") if call.endswith("zip_files") else None
	if asked is None:
		return [args.file_url or ""]
	names = [file if isinstance(file, str) else file.get("name") for file in asked]
	return frappe.get_all("File", filters={"name": ["in", names]}, pluck="file_url", order_by="name asc")


def _files_behind(urls: list[str]) -> list[str]:
	return frappe.get_all("File", filters={"file_url": ["in", urls]}, pluck="name", order_by="name asc")


def _withhold(response: Response | None) -> None:
	if response is None:
		return
	message = _("The record is not shown, because the reading of it could not be logged. Try again.")
	response.direct_passthrough = False
	response.set_data(
		json.dumps(
			{
				"exc_type": "ReadingNotLogged",
				"_server_messages": json.dumps([json.dumps({"message": message})]),
			}
		)
	)
	response.status_code = 500
	response.mimetype = "application/json"
	for header in ("X-Accel-Redirect", "Content-Disposition"):
		response.headers.pop(header, None)
