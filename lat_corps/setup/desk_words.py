"""Danish for words of Frappe's own screens, where the installed Frappe has none (N7).

Frappe 16 keeps a fraction of the Danish of Frappe 15, and 15 lacks some. The words ship in
`locale/desk/da.po` and are kept as the site's own translations, which both versions read after those of
the apps. A word gets one only while no installed app translates it; an administrator's own goes first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import frappe
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from frappe import translate
from frappe.utils import is_html, now, strip_html_tags

LANGUAGE = "da"
MARK = "lat-corps-"
"""What the name of every translation begins with that is kept from here."""

COLUMNS = (
	"name",
	"creation",
	"modified",
	"owner",
	"modified_by",
	"language",
	"source_text",
	"context",
	"translated_text",
)


def fill_in() -> None:
	"""Give the site the shipped words that it lacks, and take back those that an app translates by now.

	What a person has changed here stays as it is.
	"""
	changed = {row.name for row in _kept() if row.modified != row.creation}
	remove(spare=changed)
	known = _translated_by_apps() | _translated_by_people()
	moment = now()
	frappe.db.bulk_insert(
		"Translation",
		COLUMNS,
		[
			(name, moment, moment, "Administrator", "Administrator", LANGUAGE, text, context, danish)
			for text, context, danish in shipped()
			if (name := _name(text, context)) not in changed and not {text, _key(text, context)} & known
		],
	)
	translate.clear_cache()


def remove(spare: set[str] | frozenset[str] = frozenset()) -> None:
	"""Take the shipped words off the site, but those named in `spare`."""
	frappe.db.delete("Translation", {"name": ["in", [row.name for row in _kept() if row.name not in spare]]})
	translate.clear_cache()


def give_way(doc, method: str | None = None) -> None:
	"""Let a translation that a person enters take the place of the shipped one (Translation, on_update)."""
	if doc.language == LANGUAGE and not doc.name.startswith(MARK):
		frappe.db.delete("Translation", {"name": _name(doc.source_text, doc.context)})


def shipped() -> Iterator[tuple[str, str, str]]:
	"""Yield (text, context or "", Danish) of every shipped word, as Frappe looks it up."""
	with files("lat_corps").joinpath("locale", "desk", f"{LANGUAGE}.po").open("rb") as file:
		for message in _translated(read_po(file)):
			context = message.context or ""
			yield message.id, context, message.string
			# Python looks a text with tags up without them, the browser as it stands.
			if is_html(message.id):
				yield strip_html_tags(message.id).strip(), context, message.string


def _kept() -> list[frappe._dict]:
	return frappe.get_all(
		"Translation",
		filters={"name": ["like", f"{MARK}%"]},
		fields=["name", "creation", "modified"],
		order_by="name asc",
	)


def _translated_by_apps() -> set[str]:
	"""Return what the apps translate, their sources too: `bench update` migrates before it compiles them."""
	known = {text for text, danish in translate.get_translations_from_apps(LANGUAGE).items() if danish}
	for app in frappe.get_installed_apps():
		path = Path(frappe.get_app_path(app, "locale", f"{LANGUAGE}.po"))
		if path.exists():
			with path.open("rb") as file:
				known |= {_key(message.id, message.context) for message in _translated(read_po(file))}
	return known


def _translated_by_people() -> set[str]:
	rows = frappe.get_all(
		"Translation",
		filters={"language": LANGUAGE},
		fields=["source_text", "context"],
		order_by="name asc",
	)
	return {_key(row.source_text, row.context) for row in rows}


def _translated(catalogue: Catalog) -> Iterator:
	return (message for message in catalogue if message.id and message.string)


def _key(text: str, context: str | None) -> str:
	return f"{text}:{context}" if context else text


def _name(text: str, context: str | None) -> str:
	return MARK + hashlib.sha256(_key(text, context).encode()).hexdigest()[:20]
