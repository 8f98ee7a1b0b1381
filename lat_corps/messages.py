"""Messages of the domain, shown in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import escape_html

from lat_corps.domain.text import Message


def sentences(messages: Iterable[Message]) -> list[str]:
	"""Return messages in the reader's language, with the requirement each rests on."""
	return [
		f"{message.render(_)} ({message.requirement})" if message.requirement else message.render(_)
		for message in messages
	]


def refuse(messages: Iterable[Message], title: str) -> None:
	"""Raise one error that lists every message.

	Raises frappe.ValidationError when there is a message, otherwise returns.
	"""
	lines = [escape_html(line) for line in sentences(messages)]
	if lines:
		listed = "".join(f"<li>{line}</li>" for line in lines)
		frappe.throw(lines[0] if len(lines) == 1 else f"<ul>{listed}</ul>", title=title)
