"""Languages in the words of the reader: Frappe knows each by the name that its own speakers write (R30)."""

from __future__ import annotations

import frappe
from babel import Locale, UnknownLocaleError

from lat_corps.domain.naming import is_sought
from lat_corps.permissions.search import page_of

NEEDED = {
	"az": "Azərbaycan dili",
	"ckb": "کوردیی ناوەندی",
	"fa-AF": "دری",
	"hy": "Հայերեն",
	"ka": "ქართული",
	"om": "Oromoo",
	"rom": "Romani",
	"so": "Soomaali",
	"ti": "ትግርኛ",
}
"""Languages of the people that the corps works with which Frappe does not bring: code and own name."""

ALSO_CALLED = {
	"am": "etiopisk ethiopian",
	"ar": "irakisk syrisk libanesisk palæstinensisk marokkansk egyptisk iraqi syrian",
	"bs": "serbokroatisk jugoslavisk",
	"ckb": "kurdisk kurdish kurdi",
	"fa": "farsi iransk persian",
	"fa-AF": "afghansk afghan farsi persisk persian",
	"fil": "tagalog",
	"hr": "serbokroatisk jugoslavisk",
	"ku": "kurdi kurmanji kurmandji kurmanci badini bahdini",
	"om": "oromifa etiopisk",
	"ps": "pashtu pasjto afghansk afghan",
	"so": "somalisk",
	"sr": "serbokroatisk jugoslavisk",
	"ta": "tamilsk srilankansk",
	"ti": "tigrinja tigrigna eritreisk eritrean",
	"ur": "pakistansk pakistani",
	"zh": "mandarin",
}
"""Words that people look for a language by, beside its names: other spellings, and where it is spoken."""


def language_name(code: str) -> str:
	"""Return the name of a language in the language of the user, or as its speakers write it.

	`code` is the name of a `Language` of the site, such as "fa" or "pt-BR".
	"""
	return _in_own_language(code) or frappe.db.get_value("Language", code, "language_name") or code


def language_code(name: str) -> str | None:
	"""Return the code of the site's language that is called so in English, Danish or the user's language."""
	wanted = name.casefold()
	for locale in (_locale(), Locale("da"), Locale("en")):
		for code, called in locale.languages.items():
			if called.casefold() == wanted:
				return frappe.db.exists("Language", code.replace("_", "-"))
	return None


def _in_own_language(code: str) -> str:
	name = _locale().languages.get(code.replace("-", "_"), "")
	return name[:1].upper() + name[1:]


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
	"""Return (code, name, name by its speakers) of the languages that `txt` finds, also by ALSO_CALLED."""
	# `enabled` tells which languages Desk is shown in: on Frappe 16 a handful, on 15 every one
	rows = frappe.get_list("Language", fields=["name", "language_name"], limit=0, order_by="name asc")
	named = [(row.name, _in_own_language(row.name) or row.language_name, row.language_name) for row in rows]
	found = (
		words for words in named if is_sought(txt or "", " ".join((*words, ALSO_CALLED.get(words[0], ""))))
	)
	wanted = (txt or "").casefold()
	fitting = sorted(found, key=lambda words: (not words[1].casefold().startswith(wanted), words[1]))
	return page_of(fitting, start, page_len)
