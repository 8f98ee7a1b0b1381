"""Every string of the app that a person can see, read from its sources without Frappe.

`bench generate-pot-file` knows neither `fixtures/` nor Frappe's newer folders and reads the tests too, so
the catalogue is kept from here: `python -m tests.metadata.catalogue` writes `locale/main.pot`, adds what is
new to `locale/da.po` with an empty translation, and takes out what nobody uses any more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_javascript, extract_python
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "lat_corps" / "locale"
TEMPLATE, DANISH = LOCALE / "main.pot", LOCALE / "da.po"
DESK_WORDS = LOCALE / "desk" / "da.po"

PYTHON_KEYWORDS = {"_": None, "_lt": None, "Term": None}
MICROTEMPLATE_CALL = re.compile(r"""__\(\s*(["'])(?P<text>(?:(?!\1).)+)\1""")
TAG = re.compile(r"<[^<>]+>")

NO_SELECT_WORDS = ("naming_series",)
"""Select fields whose options are codes, not words."""

MEANS_SOMETHING_ELSE = {"Item", "Items", "Steps"}
"""Words of Frappe or ERPNext for something else: translated inside our DocTypes only, where Frappe can."""

PLAIN_DATA = {
	"LAT Competence",
	"LAT Conversation Card",
	"LAT Instrument",
	"LAT Method Tool",
	"LAT Role Description",
}
"""Records that ship in the words in which they are shown."""

SHOWN: dict[str, tuple[tuple[str, ...], dict[str, tuple[str, ...]]]] = {
	"Custom Field": (("label", "description"), {}),
	"Dashboard": (("dashboard_name",), {}),
	"Dashboard Chart": (("chart_name",), {}),
	"Desktop Icon": (("label",), {}),
	"Form Tour": (("title",), {"steps": ("title", "description")}),
	"Module Onboarding": (("title", "subtitle", "success_message"), {}),
	"Number Card": (("label",), {}),
	"Onboarding Step": (("title", "description", "action_label", "callback_title", "callback_message"), {}),
	"Page": (("title",), {}),
	"Print Format": (("name",), {}),
	"Report": (("report_name",), {"columns": ("label",), "filters": ("label",)}),
	"Role": (("role_name",), {}),
	"Web Form": (
		("title", "introduction_text", "button_label", "success_title", "success_message"),
		{"web_form_fields": ("label", "description")},
	),
	"Workflow": (("workflow_name",), {"states": ("message",)}),
	"Workflow Action Master": (("workflow_action_name",), {}),
	"Workflow State": (("workflow_state_name",), {}),
	"Workspace": (
		("label", "title"),
		{
			"charts": ("label",),
			"links": ("label", "description"),
			"number_cards": ("label",),
			"quick_lists": ("label",),
			"shortcuts": ("label", "format"),
		},
	),
	"Workspace Sidebar": (("title",), {"items": ("label",)}),
}
"""Per type of record: its own fields that are shown, and those of its tables."""


@dataclass(frozen=True)
class Use:
	"""A place that shows `text`; Frappe looks it up with `context` first, then without."""

	text: str
	place: str
	context: str | None = None


def uses(root: Path = ROOT) -> list[Use]:
	"""Return every use of a string, in the order of files and of places in them."""
	found = list(_names_of_app(root))
	for path in sorted((root / "lat_corps").rglob("*")):
		if reader := READERS.get(path.suffix):
			if "node_modules" not in path.parts and "dist" not in path.parts:
				found += reader(path, path.relative_to(root).as_posix())
	for path in sorted((root / "fixtures").glob("*.json")):
		found += _read_json(path, path.relative_to(root).as_posix())
	return [use for use in found if re.search(r"[^\W\d_]", TAG.sub("", use.text))]


def _names_of_app(root: Path) -> Iterator[Use]:
	for module in (root / "lat_corps" / "modules.txt").read_text("utf-8").split("\n"):
		yield Use(module.strip(), "lat_corps/modules.txt")
	hooks = (root / "lat_corps" / "hooks.py").read_text("utf-8")
	for title in re.findall(r"""(?:app_title = |"(?:title|item_label)": )"([^"]+)\"""", hooks):
		yield Use(title, "lat_corps/hooks.py")


def _read_python(path: Path, place: str) -> Iterator[Use]:
	with path.open("rb") as file:
		for line, _function, texts, _comments in extract_python(file, PYTHON_KEYWORDS, (), {}):
			yield _call(texts, f"{place}:{line}")


def _call(texts: str | tuple, place: str) -> Use:
	"""`_("Text", context="Where")` gives two strings, any other call one."""
	first, *others = texts if isinstance(texts, tuple) else (texts,)
	context = next((other for other in reversed(others) if other), None)
	return Use(first or "", place, context)


def _read_javascript(path: Path, place: str) -> Iterator[Use]:
	options = {"parse_template_string": True}
	with path.open("rb") as file:
		for line, _function, texts, _comments in extract_javascript(file, {"__": None}, (), options):
			yield Use((texts if isinstance(texts, str) else texts[0]) or "", f"{place}:{line}")


def _read_template(path: Path, place: str) -> Iterator[Use]:
	with path.open("rb") as file:
		for line, _function, texts, _comments in babel_extract(file, ("_",), (), {"silent": "false"}):
			yield _call(texts, f"{place}:{line}")
	for call in MICROTEMPLATE_CALL.finditer(path.read_text("utf-8")):
		yield Use(call["text"], place)


def _read_json(path: Path, place: str) -> Iterator[Use]:
	content = json.loads(path.read_text("utf-8"))
	for record in content if isinstance(content, list) else [content]:
		kind = record.get("doctype") if isinstance(record, dict) else None
		if kind == "DocType":
			yield from _doctype(record, place)
		elif kind == "Workspace":
			yield from _record(record, place)
			yield from _workspace_text(record, place)
		elif kind and kind not in PLAIN_DATA:
			yield from _record(record, place)


def _record(record: dict, place: str) -> Iterator[Use]:
	if record["doctype"] not in SHOWN:
		raise LookupError(f"{place}: say in SHOWN what a person sees of a {record['doctype']}.")
	fields, tables = SHOWN[record["doctype"]]
	for field in fields:
		yield Use(record.get(field) or "", place)
	for table, columns in tables.items():
		for row in record.get(table) or []:
			for column in columns:
				yield Use(row.get(column) or "", place)


def _workspace_text(workspace: dict, place: str) -> Iterator[Use]:
	for block in json.loads(workspace.get("content") or "[]"):
		text = block.get("data", {}).get("text") or ""
		if block.get("type") == "header":
			yield Use(TAG.sub("", text).strip(), place)
		elif block.get("type") == "paragraph":
			yield Use(text, place)


def _doctype(doctype: dict, place: str) -> Iterator[Use]:
	name = doctype["name"]
	yield Use(name, place)
	yield Use(doctype.get("description") or "", place)
	for field in doctype.get("fields", []):
		label, options = field.get("label") or "", field.get("options") or ""
		yield Use(label, place, name)
		for key in ("description", "placeholder"):
			yield Use(field.get(key) or "", place)
		if field["fieldtype"] == "Table":
			yield from _without_context(label, place)
		elif field["fieldtype"] == "Select" and field["fieldname"] not in NO_SELECT_WORDS:
			for option in options.split("\n"):
				yield Use(option, place, name)
				yield from _without_context(option, place)
		elif field["fieldtype"] == "HTML":
			yield Use(options, place)
	for link in doctype.get("links", []):
		yield Use(link.get("group") or "", place)


def _without_context(text: str, place: str) -> Iterator[Use]:
	"""Above a table, in lists and in sentences Frappe looks words up without the DocType."""
	if text not in MEANS_SOMETHING_ELSE:
		yield Use(text, f"{place} (without context)")


READERS = {
	".py": _read_python,
	".js": _read_javascript,
	".html": _read_template,
	".json": _read_json,
}


def read_catalogue(path: Path) -> Catalog:
	with path.open("rb") as file:
		return read_po(file, locale=None if path == TEMPLATE else path.stem)


def untranslated(found: list[Use], catalogue: Catalog) -> list[Use]:
	"""Return the uses without a translation, with their context or without."""
	return [use for use in found if not _translation(use, catalogue)]


def _translation(use: Use, catalogue: Catalog) -> str:
	for context in dict.fromkeys((use.context, None)):
		message = catalogue.get(use.text, context)
		if message and message.string:
			return message.string
	return ""


def unused(found: list[Use], catalogue: Catalog) -> list[tuple[str, str | None]]:
	"""Return the entries as (text, context) that no use would ever look up."""
	asked = {(use.text, context) for use in found for context in (use.context, None)}
	return [
		(message.id, message.context) for message in catalogue if message.id and _key(message) not in asked
	]


def _key(message) -> tuple[str, str | None]:
	return message.id, message.context


def _places(found: list[Use]) -> dict[str, set[str]]:
	places: dict[str, set[str]] = {}
	for use in found:
		places.setdefault(use.text, set()).add(re.sub(r"(:\d+| \(.*\))$", "", use.place))
	return places


def write() -> None:
	"""Bring the template and the Danish catalogue up to the sources."""
	found = uses()
	places = _places(found)
	template, danish = read_catalogue(TEMPLATE), read_catalogue(DANISH)
	for text, context in unused(found, template):
		template.delete(text, context)
	for text in places:
		template.add(text)
	empty = [_key(message) for message in danish if message.id and not message.string]
	for text, context in [*unused(found, danish), *empty]:
		danish.delete(text, context)
	for use in untranslated(found, danish):
		danish.add(use.text)
	for catalogue, path in ((template, TEMPLATE), (danish, DANISH)):
		for message in catalogue:
			message.locations = [(file, None) for file in sorted(places.get(message.id, ()))]
		with path.open("wb") as file:
			write_po(
				file, catalogue, sort_output=True, width=None, ignore_obsolete=True, include_lineno=False
			)


if __name__ == "__main__":
	write()
