"""Translations, read from the `locale/<lang>.po` of the installed apps."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po
from frappe.runtime import get_app_path, get_installed_apps, local
from frappe.utils.data import is_html
from frappe.utils.text import as_unicode, strip_html_tags


def _(msg: str, lang: str | None = None, context: str | None = None) -> str:
	"""The translation of `msg` to the current language, or `msg`."""
	lang = lang or getattr(local, "lang", None) or "en"
	if lang == "en" or not getattr(local, "db", None):
		return msg
	source = as_unicode(strip_html_tags(msg) if is_html(msg) else msg).strip()
	translations = get_all_translations(lang)
	return (context and translations.get(f"{source}:{context}")) or translations.get(source) or msg


def get_all_translations(lang: str) -> dict[str, str]:
	"""All messages of all apps, then the site's own; a variant such as da-DK adds to its parent."""
	known = vars(local).setdefault("translations", {})
	if lang not in known:
		known[lang] = get_translations_from_apps(lang)
		known[lang] |= get_user_translations(lang)
	return known[lang]


def get_translations_from_apps(lang: str) -> dict[str, str]:
	parent = lang.replace("_", "-").split("-")[0]
	translations = {}
	for code in dict.fromkeys((parent, lang)):
		for app in get_installed_apps():
			path = Path(get_app_path(app)) / "locale" / f"{code.replace('-', '_')}.po"
			if path.exists():
				translations.update(_read_catalog(path, path.stat().st_mtime_ns))
	return translations


def get_user_translations(lang: str) -> dict[str, str]:
	if not local.db.table_exists("Translation"):
		return {}
	rows = local.db.get_all(
		"Translation",
		filters={"language": lang},
		fields=["source_text", "context", "translated_text"],
	)
	return {
		f"{row.source_text}:{row.context}" if row.context else row.source_text: row.translated_text
		for row in rows
	}


def clear_cache() -> None:
	vars(local).pop("translations", None)


@lru_cache(maxsize=32)
def _read_catalog(path: Path, _mtime: int) -> dict[str, str]:
	with path.open("rb") as file:
		catalog = read_po(file)
	return {
		f"{message.id}:{message.context}" if message.context else message.id: message.string
		for message in catalog
		if message.id and isinstance(message.id, str) and message.string and not message.fuzzy
	}
