"""Messages to the user, and errors that carry one."""

from __future__ import annotations

import inspect
from typing import Any, NoReturn

from frappe import _dict
from frappe.exceptions import ValidationError
from frappe.runtime import generate_hash, local


def msgprint(
	msg: Any,
	title: str | None = None,
	raise_exception: bool | type[Exception] = False,
	as_table: bool = False,
	as_list: bool = False,
	indicator: str | None = None,
	alert: bool = False,
	primary_action: dict | None = None,
	is_minimizable: bool = False,
	wide: bool = False,
	*,
	realtime: bool = False,
) -> None:
	"""Add a message to `frappe.local.message_log`; raise it too when `raise_exception` says so."""
	from frappe.translate import _

	out = _dict(message=msg, title=title or _("Message", context="Default title of the message dialog"))
	if as_table and isinstance(msg, list | tuple):
		out.as_table = 1
	if as_list and isinstance(msg, list | tuple):
		out.as_list = 1
	if indicator or raise_exception:
		out.indicator = indicator or "red"
	if alert:
		out.alert = 1
	if primary_action:
		out.primary_action = primary_action
	if raise_exception:
		out.raise_exception = 1
		out.__frappe_exc_id = generate_hash()
	if not local.flags.mute_messages and not realtime:
		local.message_log.append(out)
	if raise_exception:
		is_class = inspect.isclass(raise_exception) and issubclass(raise_exception, Exception)
		raise (raise_exception if is_class else ValidationError)(msg)


def throw(
	msg: Any,
	exc: type[Exception] = ValidationError,
	title: str | None = None,
	is_minimizable: bool = False,
	wide: bool = False,
	as_list: bool = False,
	primary_action: dict | None = None,
) -> NoReturn:
	"""Show a message and raise it."""
	msgprint(
		msg, title=title, raise_exception=exc, as_list=as_list, indicator="red", primary_action=primary_action
	)
	raise exc(msg)


def bold(text: Any) -> str:
	return f"<strong>{text}</strong>"


def clear_messages() -> None:
	local.message_log = []


def clear_last_message() -> None:
	local.message_log = local.message_log[:-1]


def get_message_log() -> list[dict]:
	return list(local.message_log)
