"""A request that meets another one's lock is carried out anew, whole, instead of ending in an error.

MariaDB ends one of two transactions that wait for each other, and from 11.6 on one that holds what has
changed since it began. Neither is anybody's mistake: what the request has written is rolled back, and it is
asked again. Those asked again take turns, so that many at once do not hinder each other for long.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import frappe
from filelock import FileLock, Timeout
from frappe import _

from lat_corps.permissions.errors import names_the_app

if TYPE_CHECKING:
	from werkzeug.wrappers import Request, Response

WRITING = ("POST", "PUT", "PATCH", "DELETE")
OF_THE_APP = "lat_request_writes"
DEADLOCK, WAITED_TOO_LONG = "QueryDeadlockError", "QueryTimeoutError"
TAKEN = ("UniqueValidationError", "DuplicateEntryError", "IntegrityError")
"""A key was taken between the question and the write: asked again, the question itself answers.

The last is what Frappe raises when two begin one series of numbers.
"""

LEVEL = "set session transaction isolation level read committed"

TIMES = 20
"""How often a request is asked again at most: each of those that came at the same moment may end it once."""

PATIENCE = 60
"""Seconds to wait for one's turn to be asked again."""


def read_what_is_committed() -> None:
	"""Let a request that writes of the app see at each question what is committed by then.

	By default a transaction goes on reading what was there when it began, also after it has waited for
	another one. Frappe calls this once the user is known; the connection ends with the request.
	"""
	request = getattr(frappe.local, "request", None)
	if not request or request.method not in WRITING or not request.path.startswith("/api/"):
		return
	if not names_the_app(f"{request.path} {frappe.local.form_dict}"):
		return
	frappe.local.flags[OF_THE_APP] = True
	# A level counts from the next transaction on; one in which somebody has written already goes on as it is.
	if not frappe.db.transaction_writes and _takes_the_level():
		frappe.db.sql(LEVEL)  # nosemgrep: frappe-using-db-sql
		frappe.db.rollback()


def _takes_the_level() -> bool:
	"""Tell whether the server takes the level: its log by statement and that level exclude each other."""
	if frappe.db.db_type != "mariadb":
		return False
	query = "select @@log_bin and @@binlog_format = 'STATEMENT'"
	return not frappe.db.sql(query)[0][0]  # nosemgrep: frappe-using-db-sql


def ask_again(response: Response | None = None, request: Request | None = None) -> None:
	"""Carry out anew a request that ended in a conflict; Frappe calls this after its own rollback."""
	if response is None or not request or not frappe.local.flags.get(OF_THE_APP):
		return
	if _conflict() in (DEADLOCK, *TAKEN):
		_put(_answer(request), response)
	elif _conflict() == WAITED_TOO_LONG:
		_put(_busy(), response)


def _answer(request: Request) -> Response:
	try:
		with _turn():
			for _time in range(TIMES):
				answer = _carry_out(request)
				if _conflict() not in (DEADLOCK, WAITED_TOO_LONG):
					return answer
	except Timeout:
		frappe.logger().warning("A request has waited in vain for its turn to be asked again")
	return _busy()


def _carry_out(request: Request) -> Response:
	"""Do what Frappe does with a request whose user is known, from the rights on."""
	from frappe.api import handle
	from frappe.app import handle_exception, make_form_dict
	from frappe.auth import validate_auth_via_hooks

	_forget()
	for _name, file in request.files.items(multi=True):
		file.stream.seek(0)
	make_form_dict(request)
	frappe.local.form_dict.pop("csrf_token", None)
	try:
		validate_auth_via_hooks()
		answer = handle(request)
		# The end of a request, as in Frappe's own: nothing else ends this transaction.
		frappe.db.commit()  # nosemgrep: frappe-manual-commit
	except Exception as error:
		answer = handle_exception(error)
		frappe.db.rollback()
	return answer


def _forget() -> None:
	"""Forget what the request has said and kept so far."""
	frappe.db.rollback()
	frappe.local.response = frappe._dict({"docs": []})
	frappe.local.error_log = []
	frappe.clear_messages()
	frappe.flags.currently_saving = []


def _conflict() -> str | None:
	"""Return the kind of error that a request has ended with, in either version of Frappe's answers."""
	said = frappe.local.response or {}
	return said.get("exc_type") or next((error.get("type") for error in said.get("errors") or []), None)


@contextmanager
def _turn() -> Iterator[None]:
	folder = Path(frappe.get_site_path("locks")).resolve()
	folder.mkdir(parents=True, exist_ok=True)
	with FileLock(str(folder / "lat-replay.lock"), timeout=PATIENCE):
		yield


def _busy() -> Response:
	"""Say that others were at the same records all the time; nothing has been stored."""
	from frappe.app import handle_exception

	_forget()
	try:
		frappe.throw(
			_("Others save the same records at this moment, and nothing of yours is stored. Try again."),
			title=_("Try again"),
		)
	except frappe.ValidationError as error:
		return handle_exception(error)


def _put(answer: Response, response: Response) -> None:
	"""Make the response that Frappe is about to send the one of the last attempt."""
	response.direct_passthrough = False
	response.headers.clear()
	response.headers.extend(answer.headers)
	response.status_code = answer.status_code
	response.set_data(answer.get_data())
