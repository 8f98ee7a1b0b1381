"""The agreements of a meeting with partners: who may tick which, and what of them stays as it was (R55)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import frappe
from frappe import _

from lat_corps.days import day_of, latest_today
from lat_corps.domain.coordination import Agreement

if TYPE_CHECKING:
	from frappe.model.document import Document

OPEN_AFTERWARDS = ("done", "done_on")
"""What of an agreement goes on once the minutes are closed."""


def words(rows: Iterable[Document]) -> list[list[str]]:
	"""Return what was agreed, without whether it is done."""
	return [
		[str(row.get(df.fieldname) or "") for df in row.meta.fields if df.fieldname not in OPEN_AFTERWARDS]
		for row in rows
	]


def ticks_own_alone(meeting: Document, stored: Document, user: str) -> bool:
	"""Tell whether nothing of the agreements changes but ticks of those that `user` is responsible for."""
	if words(meeting.agreements) != words(stored.agreements):
		return False
	own = {row.who for row in stored.participants if row.user == user}
	return all(
		bool(row.done) == bool(then.done) or row.responsible in own
		for row, then in zip(meeting.agreements, stored.agreements, strict=True)
	)


def settle(meeting: Document, stored: Document | None) -> None:
	"""Refuse somebody responsible who takes no part, and write the day on which something was done."""
	names = {row.who for row in meeting.participants}
	before = {row.name: row.done_on for row in stored.agreements if row.done} if stored else {}
	for row in meeting.agreements:
		if row.responsible and row.responsible not in names:
			frappe.throw(_("Row {0}: {1} is not among those who take part.").format(row.idx, row.responsible))
		row.done_on = (before.get(row.name) or latest_today()) if row.done else None


def facts(rows: Iterable[Document], own: Collection[str]) -> list[Agreement]:
	"""Return the agreements for the rules; those of `own` people are the mentor's."""
	return [Agreement(day_of(row.due_on), bool(row.done), row.responsible in own) for row in rows]
