"""Rows that are held while a save decides on them, so that two saves at once never both find a place free.

A transaction of MariaDB reads as of its first question: what it counts after a lock is older than the lock.
So whoever takes of a record holds it first, and then counts with a read that locks, which sees what is
committed now. `domain.invariants` lists what is kept so.
"""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _


def hold(doctype: str, *names: str | None) -> None:
	"""Make everybody else who holds one of these records wait until this transaction ends.

	In the order of their names, so that two who hold the same ones do not wait for each other.

	Raises frappe.DoesNotExistError when one is gone: erased while this save waited for it.
	"""
	asked = {name for name in names if name}
	if not asked:
		return
	held = {row.name for row in committed(doctype, {"name": ["in", sorted(asked)]})}
	if gone := asked - held:
		frappe.throw(
			_("{0} {1} is no longer there.").format(_(doctype), ", ".join(sorted(gone))),
			frappe.DoesNotExistError,
		)


def committed(
	doctype: str, filters: dict, fields: Iterable[str] = ("name",), order_by: str = "name asc"
) -> list[frappe._dict]:
	"""Return the rows as they are committed now, past the user's rights; nobody changes them meanwhile."""
	return frappe.db.get_values(
		doctype, filters, list(fields), as_dict=True, order_by=order_by, for_update=True
	)


def rows(
	doctype: str, filters: dict, fields: Iterable[str] = ("name",), *, for_update: bool = False
) -> list[frappe._dict]:
	"""Return rows past the user's rights: `for_update` those that a decision rests on, else to show them."""
	if for_update:
		return committed(doctype, filters, fields)
	return frappe.get_all(doctype, filters=filters, fields=list(fields), order_by="name asc")
