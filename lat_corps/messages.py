"""Messages of the domain, shown in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import escape_html

from lat_corps.domain.text import Message


def sentences(messages: Iterable[Message]) -> list[str]:
	"""Return messages in the reader's language."""
	return [message.render(_) for message in messages]


def refuse(messages: Iterable[Message], title: str) -> None:
	"""Raise one error that lists every message; the requirements they rest on unfold below.

	Raises frappe.ValidationError when there is a message, otherwise returns.
	"""
	messages = list(messages)
	if not messages:
		return
	lines = [escape_html(line) for line in sentences(messages)]
	listed = lines[0] if len(lines) == 1 else f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"
	frappe.throw(listed + _requirements_of(messages), title=title)


def _requirements_of(messages: Iterable[Message]) -> str:
	codes = dict.fromkeys(message.requirement for message in messages if message.requirement)
	if not codes:
		return ""
	return f"<details><summary>{_('Requirements')}</summary>{', '.join(codes)}</details>"
