"""The log of what the door has refused: which method, for which DocType, to whom, how often; no content.

One line for each day, so that a script in a loop writes one. Kept for as long as Log Settings says.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import frappe
from frappe.utils import now_datetime

from lat_corps.days import danish_today

from .called import Call
from .names import A_NUMBER, DOCTYPES

if TYPE_CHECKING:
	from werkzeug.wrappers import Request, Response

REFUSED_REQUEST = "LAT Refused Request"
NOTED = "lat_refused_request"
"""Flag of a request: what was refused, until the request has ended and nothing rolls it back any more."""

LINES_A_DAY = 300
"""How many lines a login fills a day; what comes on top is counted in one more."""

THE_REST = "…"


def note(call: Call, doctype: str, user: str) -> None:
	"""Keep in mind what is refused: a function of the code and a DocType, never what was sent."""
	frappe.local.flags[NOTED] = (call.name, doctype, user)


def keep(response: Response | None = None, request: Request | None = None) -> None:
	"""Write what the request was refused. Frappe calls this after its own commit or rollback."""
	refused = frappe.local.flags.pop(NOTED, None)
	if not refused or not frappe.db:
		return
	try:
		frappe.db.rollback()
		write(*refused)
		# The request has ended: nothing else ends this transaction.
		frappe.db.commit()  # nosemgrep: frappe-manual-commit
	except Exception:
		# A log that fails must not turn a refusal into an answer of another kind.
		frappe.logger().error("A refused request could not be logged", exc_info=True)
		frappe.db.rollback()


def write(method: str, doctype: str, user: str) -> None:
	"""Count a refusal in the line of its day, method, DocType and user."""
	name = _name(method, doctype, user)
	if not frappe.db.exists(REFUSED_REQUEST, name):
		if frappe.db.count(REFUSED_REQUEST, {"user": user, "day": danish_today()}) >= LINES_A_DAY:
			method, doctype = THE_REST, A_NUMBER
			name = _name(method, doctype, user)
		_begin(name, method, doctype, user)
	table = frappe.qb.DocType(REFUSED_REQUEST)
	now = now_datetime()
	(
		frappe.qb.update(table)
		.set(table.times, table.times + 1)
		.set(table.last_time, now)
		.set(table.modified, now)
		.where(table.name == name)
	).run()


def _name(method: str, doctype: str, user: str) -> str:
	"""Return the same name for the same line, so that two at once cannot begin it twice."""
	return hashlib.sha256("\n".join((str(danish_today()), method, doctype, user)).encode()).hexdigest()[:20]


def _begin(name: str, method: str, doctype: str, user: str) -> None:
	now = now_datetime()
	line = {
		"name": name,
		"owner": user,
		"modified_by": user,
		"creation": now,
		"modified": now,
		"method": method,
		"document_type": doctype if doctype in DOCTYPES or frappe.db.exists("DocType", doctype) else "",
		"user": user,
		"day": danish_today(),
		"times": 0,
	}
	# Somebody else may begin the same line in this very moment.
	frappe.db.bulk_insert(REFUSED_REQUEST, [*line], [tuple(line.values())], ignore_duplicates=True)
