"""Frappe's Error Log, for which most errors of a request wait in Redis until the scheduler writes them down."""

from __future__ import annotations

from frappe.core.doctype.error_log.error_log import ErrorLog

from .errors import take_out_values


class ErrorLogWithoutValues(ErrorLog):
	def deferred_insert(self) -> None:
		"""Take the values out before the error waits: later there is no request to judge it by (security 16)."""
		take_out_values(self)
		super().deferred_insert()
