"""A record that was made by steps once, written again row by row for whoever asks for the same.

Most of the time of a suite went into the steps of courses that tests need at their beginning. The steps are
taken once in a session, by the people whose steps they are; the rows that they left are written again under
names of their own, a little later by the clock. `tests/site/test_copies.py` compares the two, table by table.
"""

from __future__ import annotations

import re
import secrets
import string
from collections.abc import Callable, Iterator
from datetime import datetime

import frappe
from frappe.utils import now_datetime

LETTERS = string.ascii_lowercase + string.digits

Row = dict[str, object]
Names = dict[str, set]

UNNAMED = ("Series", "Singles", "Sessions")
"""Tables that count or remember, and hold no records."""

NAMED_BY_LOGIN = ("User", "Notification Settings")
"""One of them is there once: the test that had the one before has taken it away."""


class Copies:
	"""What was made, by what it is called: the record, and the rows of all tables that came with it."""

	def __init__(self) -> None:
		self.kept: dict[str, Template] = {}

	def of(self, called: str, make: Callable[[], frappe.model.document.Document], rests_on: str = ""):
		"""Return a new record: by `make` the first time, afterwards a copy of that one as it then was.

		`rests_on` is the name of another copied record that it speaks of, the present one in its place.
		"""
		if called in self.kept:
			return self.kept[called].copy(rests_on)
		self.kept[called] = Template(make, rests_on)
		return self.kept[called].made


class Template:
	"""A record made by steps, and the rows of all tables that the steps have added, as they were then."""

	def __init__(self, make: Callable[[], frappe.model.document.Document], rests_on: str = ""):
		self.rests_on = rests_on
		self.began, before = now_datetime(), names_by_doctype()
		self.made = make()
		self.ended = now_datetime()
		self.doctype, self.name = self.made.doctype, self.made.name
		self.rows = dict(added_since(before))
		names = {str(row["name"]) for rows in self.rows.values() for row in rows} | {rests_on} - {""}
		self.spelt = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))
		self.passwords = passwords_of([str(row["name"]) for row in self.rows.get("User", ())])

	def copy(self, rests_on: str = "") -> frappe.model.document.Document:
		"""Write the rows under new names, wherever a name stands; return the record."""
		named = {
			str(row["name"]): new_name(doctype, row) for doctype, rows in self.rows.items() for row in rows
		}
		if self.rests_on:
			named[self.rests_on] = rests_on
		later = now_datetime() - self.began

		def renewed(value: object) -> object:
			if isinstance(value, str):
				return self.spelt.sub(lambda found: named[found[0]], value)
			if isinstance(value, datetime) and self.began <= value <= self.ended:
				return value + later
			return value

		for doctype, rows in self.rows.items():
			fields = list(rows[0])
			frappe.db.bulk_insert(
				doctype, fields, [[renewed(row[field]) for field in fields] for row in rows]
			)
		for row in self.passwords:
			frappe.db.sql("INSERT INTO `__Auth` VALUES %(row)s", {"row": row})
		return frappe.get_doc(self.doctype, named[self.name])


def passwords_of(users: list[str]) -> tuple[tuple, ...]:
	"""Return the rows with the passwords of people, which a real site keeps in a table of no DocType."""
	if not users or "__Auth" not in frappe.db.get_tables():
		return ()
	return frappe.db.sql(
		"SELECT * FROM `__Auth` WHERE doctype = 'User' AND name IN %(users)s", {"users": users}
	)


def new_name(doctype: str, row: Row) -> str:
	"""Return the next name of a record's own series, or another hash; a login is the same person again."""
	if re.fullmatch(r"[0-9a-z]{10}", str(row["name"])):
		# Frappe's own are of sixteen letters: of the many copies of a suite, two have met.
		return "".join(secrets.choice(LETTERS) for _place in range(10))
	if doctype in NAMED_BY_LOGIN:
		return str(row["name"])
	twin = frappe.get_doc({**row, "doctype": doctype, "name": None})
	twin.set_new_name(force=True)
	return twin.name


def names_by_doctype() -> Names:
	"""Return the names of all records, by DocType."""
	return {
		doctype: {name for (name,) in frappe.db.sql(f"SELECT name FROM `tab{doctype}`")}
		for doctype in stored_doctypes()
	}


def stored_doctypes() -> Iterator[str]:
	for table in frappe.db.get_tables():
		doctype = table.removeprefix("tab")
		if table.startswith("tab") and doctype not in UNNAMED:
			if "name" in frappe.db.get_table_columns(doctype):
				yield doctype


def added_since(before: Names) -> Iterator[tuple[str, list[Row]]]:
	"""Yield each DocType that has new rows, with these."""
	for doctype, names in names_by_doctype().items():
		if new := names - before.get(doctype, set()):
			yield doctype, rows_of(doctype, new)


def rows_of(doctype: str, names: set) -> list[Row]:
	query = f"SELECT * FROM `tab{doctype}` WHERE name IN %(names)s"
	return frappe.db.sql(query, {"names": sorted(names)}, as_dict=True)
