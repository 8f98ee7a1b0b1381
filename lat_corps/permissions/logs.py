"""Frappe's own logs, which technical administrators read, without what records say (security 16 and 20).

Much of them is written past the hooks of a document: an error or an export waits in Redis, a job is no row.
"""

from __future__ import annotations

from typing import Any

from frappe.core.doctype.access_log.access_log import AccessLog
from frappe.core.doctype.error_log.error_log import ErrorLog

from .errors import take_out_page, take_out_values


class ErrorLogWithoutValues(ErrorLog):
	def deferred_insert(self) -> None:
		"""Take the values out before the error waits: later no request tells what was asked (security 16)."""
		take_out_values(self)
		super().deferred_insert()


class AccessLogWithoutPage(AccessLog):
	def db_insert(self, *args: Any, **kwargs: Any) -> None:
		take_out_page(self)
		super().db_insert(*args, **kwargs)

	def deferred_insert(self) -> None:
		take_out_page(self)
		super().deferred_insert()
