"""What differs between the versions of Frappe that the app runs on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import frappe

if TYPE_CHECKING:
	from frappe.model.document import Document


def is_fifteen() -> bool:
	"""Tell whether this is Frappe 15, not 16."""
	return frappe.__version__.startswith("15.")


def is_on_site(doctype: str) -> bool:
	"""Tell whether the site has a document type with a table: Frappe keeps the table of one it drops."""
	return bool(frappe.db.exists("DocType", doctype)) and frappe.db.table_exists(doctype)


def desk_address(page: str) -> str:
	"""Return where a page of the Desk is: 16 takes an app for one of the Desk by this address alone."""
	return f"/app/{page}" if is_fifteen() else f"/desk/{page}"


def bare_desk(page: str) -> str:
	"""Return where the Desk opens without naming a page: 15 alone shows its home page then."""
	return "/app" if is_fifteen() else desk_address(page)


def no_opinion() -> bool | None:
	"""Return what a `has_permission` hook of a core DocType says about rows that are none of the app's.

	Frappe 15 asks hooks in turn until one answers other than None; 16 asks that every one agrees.
	"""
	return None if is_fifteen() else True


def anywhere(text: str) -> str:
	"""Return the pattern by which a `like` of a list finds this text anywhere, with its backslashes.

	Lists of Frappe 15 take a backslash as it stands; in those of 16 it escapes the sign after it.
	"""
	return f"%{text}%" if is_fifteen() else "%{}%".format(text.replace("\\", "\\\\"))


def count_of(doctype: str, alias: str) -> str | dict[str, str]:
	"""Return the field by which a list counts its rows instead of naming them.

	Frappe 16 takes a function as an object alone, 15 as a text alone.
	"""
	return f"count(`tab{doctype}`.name) as {alias}" if is_fifteen() else {"COUNT": "name", "as": alias}


def bytes_of(file: Document) -> bytes:
	"""Return what a `File` holds, as it was sent.

	`File.get_content` of Frappe 16 takes a workbook for Central European text, and drops the mark of a text.
	"""
	return Path(file.get_full_path()).read_bytes()
