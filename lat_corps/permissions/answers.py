"""What an error says to who asked for records of the app: a sentence, no trace and no SQL (row 16).

A trace tells what there is by where it ended. Administrators read the error in the Error Log.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import frappe
from frappe import _

if TYPE_CHECKING:
	from werkzeug.wrappers import Request, Response

OF_THE_APP = "lat_names_the_app"
"""Flag of a request that names a document of the app."""

JSON = "application/json"
OF_THE_WRONG_KIND = 417
"""The status of a value that a method does not take, which Frappe says in the trace alone."""
PROGRAM_MISSING = "OSError"
"""What Frappe raises where the server lacks wkhtmltopdf."""


def tell_nothing_of_errors() -> None:
	"""Keep the trace of an error out of the answer to this request."""
	frappe.local.flags[OF_THE_APP] = True
	frappe.local.flags.disable_traceback = True


def say_what_to_do(response: Response | None = None, request: Request | None = None) -> None:
	"""Put a sentence where an error that nobody foresaw says none. Frappe calls this after its rollback."""
	if response is None or not frappe.local.flags.get(OF_THE_APP) or response.mimetype != JSON:
		return
	if response.status_code < 500 and response.status_code != OF_THE_WRONG_KIND:
		return
	answer = json.loads(response.get_data(as_text=True))
	errors = answer.get("errors")
	if answer.get("_server_messages") or _is_said(errors):
		return
	kind = errors[0].get("type") if errors else None
	said = _on_the_server() if PROGRAM_MISSING in (kind, answer.get("exc_type")) else _on_what_was_sent()
	response.set_data(json.dumps(_answer(said, kind, answer)))


def _is_said(errors: list[dict] | None) -> bool:
	return bool(errors) and bool(errors[0].get("message"))


def _on_what_was_sent() -> str:
	return _(
		"What was sent cannot be used here, and nothing was changed. See that each value is of the kind that"
		" its field takes; if it is, tell your LAT Administrator when this happened."
	)


def _on_the_server() -> str:
	return _(
		"The server lacks a program that this needs, such as wkhtmltopdf for a PDF. Your LAT Administrator"
		" finds it named on the page Check of the site."
	)


def _answer(sentence: str, kind: str | None, answer: dict) -> dict:
	"""Return an answer of version 2, which says the kind of error beside the sentence, or of version 1."""
	if kind:
		return {"errors": [{"type": kind, "message": sentence}]}
	said = json.dumps({"message": sentence, "title": _("Not possible"), "indicator": "red"})
	return {"exc_type": answer.get("exc_type"), "_server_messages": json.dumps([said])}
