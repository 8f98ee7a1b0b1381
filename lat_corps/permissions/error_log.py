"""Frappe's Error Log: most errors of a request wait in Redis until the scheduler writes them down."""

from __future__ import annotations

from frappe.core.doctype.error_log.error_log import ErrorLog

from .errors import take_out_values


class ErrorLogWithoutValues(ErrorLog):
	def deferred_insert(self) -> None:
		"""Take the values out before the error waits: later no request tells what was asked (security 16)."""
		take_out_values(self)
		super().deferred_insert()
