"""Languages in the words of the reader: Frappe knows each by the name that its own speakers write (R30)."""

from __future__ import annotations

import frappe
from babel import Locale, UnknownLocaleError

from lat_corps.permissions.search import page_of


def language_name(code: str) -> str:
	"""Return the name of a language in the language of the user, or as its speakers write it.

	`code` is the name of a `Language` of the site, such as "fa" or "pt-BR".
	"""
	return _named(code, frappe.db.get_value("Language", code, "language_name"))


def _named(code: str, by_its_speakers: str | None) -> str:
	name = _locale().languages.get(code.replace("-", "_"))
	return name[:1].upper() + name[1:] if name else by_its_speakers or code


def _locale() -> Locale:
	try:
		return Locale.parse((frappe.local.lang or "en").replace("-", "_"))
	except (UnknownLocaleError, ValueError):
		return Locale("en")


@frappe.whitelist()
def search(
	doctype: str,
	txt: str,
	searchfield: str,
	start: int,
	page_len: int,
	filters: dict | list | str | None = None,
	**_kwargs,
) -> list[tuple[str, str, str]]:
	"""Return (code, name, name by its speakers) of the languages with `txt` in one of the three."""
	# `enabled` tells which languages Desk is shown in: on Frappe 16 a handful, on 15 every one
	rows = frappe.get_list("Language", fields=["name", "language_name"], limit=0, order_by="name asc")
	found = [(row.name, _named(row.name, row.language_name), row.language_name) for row in rows]
	wanted = (txt or "").casefold()
	fitting = sorted(
		(words for words in found if any(wanted in word.casefold() for word in words)),
		key=lambda words: (not words[1].casefold().startswith(wanted), words[1]),
	)
	return page_of(fitting, start, page_len)
