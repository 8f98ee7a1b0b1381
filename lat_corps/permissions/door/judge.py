"""The decision at the door, before a method runs: is it examined, and names the app only where it may?

Administrator alone passes unasked. Who holds no function names none of the app's documents, by any method.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import frappe
from frappe import _

from lat_corps.permissions import answers
from lat_corps.permissions.hooks import is_within
from lat_corps.permissions.people import Reach, hand_on, reach_of
from lat_corps.permissions.table import READ_BY_ROLE_ALONE

from . import names, refusals
from .called import Call, called_within, takes
from .listed import Line, lines
from .pointing import pointed_at
from .recorded import linked_in, records_of

OUT_OF_REACH = "out of reach"
"""The refusal of one record, which is the same whether or not it is there."""

HTTP_AND_SESSION = ("cmd", "csrf_token", "sid")
"""What every request may carry and no method takes: `cmd` is the method itself."""

BY_CODE_ALONE = "ignore_permissions"
"""What some methods take as a parameter and code alone may say: that no right is asked."""


def judge(call: Call, user: str) -> None:
	"""Refuse a request that names a document of the app by a way that was not examined.

	Raises frappe.PermissionError, with the same sentence whatever is there.
	"""
	try:
		refused = refusal_of(call, user, _reach_handed_on)
	except RecursionError:
		refused = names.UNREADABLE
	if refused == OUT_OF_REACH:
		frappe.throw(
			_("There is no such record, or it is not yours to read."),
			frappe.PermissionError,
			title=_("Not found"),
		)
	if refused:
		refusals.note(call, refused, user)
		frappe.throw(
			_(
				"The records of the courses are not reached this way: it has not been examined, or you hold"
				" no function in a municipality. What you need can be asked of your LAT Administrator."
			),
			frappe.PermissionError,
			title=_("Not this way"),
		)


def _reach_handed_on(user: str) -> Reach:
	reach = reach_of(user)
	hand_on(reach)
	return reach


def refusal_of(call: Call, user: str, ask: Callable[[str], Reach] = reach_of) -> str | None:
	"""Return the DocType for whose sake a call is refused, `OUT_OF_REACH` for a record's sake, or None.

	`ask` tells a person's reach.
	"""
	line = lines().get(call.name)
	if line is None:
		texts = [names.plain(text) for text in _texts(call)]
		return _named_anywhere(texts, call.sent) or pointed_at(texts, _values(call.sent))
	if not line.touches:
		return None
	named = dict(_named_by_parameter(call))
	records = [*records_of(line, call)] if named or line.is_about_a_trace else []
	if not named and not records and not line.function:
		return None
	answers.tell_nothing_of_errors()
	if not all(_is_read(*record, user, ask) for record in (*records, *linked_in(call))):
		return OUT_OF_REACH
	if call.sent.get(BY_CODE_ALONE):
		return next(iter(named.values()), names.A_NUMBER)
	if not records and not holds_function(user, ask):
		return next(iter(named.values()), names.A_NUMBER)
	if not _calls_what_it_may(line, call):
		return next(iter(named.values()), names.A_NUMBER)
	outside = (item for item in named.items() if not line.may_be_named_in(item[0]))
	return next((what for parameter, what in outside if takes(call.name, parameter)), None)


def _is_read(doctype: str, name: str | None, user: str, ask: Callable[[str], Reach]) -> bool:
	if doctype in names.WITHOUT_ROWS:
		return bool(frappe.has_permission(doctype, "read", user=user))
	return name is not None and is_within(ask(user), doctype, name)


def holds_function(user: str, ask: Callable[[str], Reach] = reach_of) -> bool:
	"""Tell whether a login has a place in the app: a function today, or a role that reads by itself."""
	if ask(user).roles:
		return True
	alone = {role for roles in READ_BY_ROLE_ALONE.values() for role in roles}
	return not alone.isdisjoint(frappe.get_roles(user))


def _calls_what_it_may(line: Line, call: Call) -> bool:
	return all(
		line.may_call(may, name)
		for parameter, may in line.calls.items()
		for name in called_within(call, frozenset((parameter,)))
	)


def _named_by_parameter(call: Call) -> Iterator[tuple[str, str]]:
	"""Yield each parameter that names a document of the app, with the DocType."""
	for parameter, value in call.sent.items():
		if parameter not in HTTP_AND_SESSION and (named := names.named_in(_text(value))):
			yield parameter, named


def _named_anywhere(plain_texts: list[str], sent: dict[str, Any]) -> str | None:
	for text in plain_texts:
		if named := names.named_in_plain(text) or names.table_in_plain(text):
			return named
	said = (names.core_doctype(value) for value in _said_to_be_doctypes(sent))
	return next((doctype for doctype in said if doctype), None)


def _texts(call: Call) -> Iterator[str]:
	yield from (call.path, *call.beside)
	for parameter, value in call.sent.items():
		if parameter not in HTTP_AND_SESSION:
			yield parameter
			yield _text(value)


def _text(value: Any) -> str:
	return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _said_to_be_doctypes(value: Any, key: str = "") -> Iterator[str]:
	"""Yield what stands at any depth where a DocType is named: by its key, or first in a condition."""
	if isinstance(value, str):
		if key.endswith(("doctype", "document_type", "reference_type")) or key in ("dt", "from"):
			yield value
		if value[:1] in ("{", "[", '"'):
			try:
				yield from _said_to_be_doctypes(json.loads(value))
			except (ValueError, RecursionError):
				return
	elif isinstance(value, dict):
		for name, held in value.items():
			yield from _said_to_be_doctypes(held, str(name).lower())
	elif isinstance(value, list):
		if len(value) > 2 and isinstance(value[0], str):
			yield value[0]
		for held in value:
			yield from _said_to_be_doctypes(held)


def _values(sent: dict[str, Any]) -> Iterator[str]:
	yield from (value for value in sent.values() if isinstance(value, str) and len(value) <= 140)
