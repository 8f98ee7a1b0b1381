"""The house rules that a script can see: which way imports point, how long a controller is, what ships."""

import ast
import importlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "lat_corps"
WITH_SQL = (
	APP / "permissions" / "hooks.py",
	APP / "permissions" / "people.py",
	APP / "permissions" / "door" / "pointing.py",
	# Rows in bulk, values as parameters: the query builder spells each out and is four times as slow.
	APP / "measurement" / "import_rows.py",
	APP / "at_once.py",
	# Sets how a transaction reads; asks no table.
	APP / "replay.py",
)
MODULES = ("corps", "casework", "measurement", "coaching", "privacy", "insight")
"""The Frappe modules from the lowest up: each may import those before it, none imports one after it."""

SPREADSHEET_ROOMS = ("cells", "reading", "meaning", "planning", "writing", "instruments")
"""The rooms of `spreadsheets` from the lowest up, to which the same applies."""

MODULE_PATHS = {
	".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
	for path in APP.rglob("*.py")
}

EXCEPTIONS = {
	# A print asks its own record for what it adds, so that a template can ask of no other.
	APP / "casework/doctype/lat_case/lat_case.py": {"lat_corps.measurement.development"},
	APP / "casework/doctype/lat_citizen/lat_citizen.py": {"lat_corps.privacy.access"},
}


def imported(path: Path) -> set[str]:
	"""Return the dotted names a file imports, relative ones made absolute."""
	package = path.relative_to(ROOT).with_suffix("").parts[:-1]
	names = set()
	for node in ast.walk(ast.parse(path.read_text("utf-8"))):
		if isinstance(node, ast.Import):
			names |= {alias.name for alias in node.names}
		elif isinstance(node, ast.ImportFrom):
			base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
			names.add(".".join(filter(None, (base, node.module))))
	return names


def modules_imported(path: Path) -> set[str]:
	"""Return the app's own modules that a file imports, wherever in the file, for type checkers too."""
	package = path.relative_to(ROOT).with_suffix("").parts[:-1]
	names = set()
	for node in ast.walk(ast.parse(path.read_text("utf-8"))):
		if isinstance(node, ast.ImportFrom):
			base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
			module = ".".join(filter(None, (base, node.module)))
			inside = {f"{module}.{alias.name}" for alias in node.names}
			names |= inside & MODULE_PATHS.keys() or {module}
	return names & MODULE_PATHS.keys()


def files_of(folder: str) -> list[Path]:
	return sorted((APP / folder).rglob("*.py"))


@pytest.mark.parametrize(
	("folder", "forbidden"),
	[
		("domain", ("frappe", "pandas", "openpyxl", *(f"lat_corps.{m}" for m in ("spreadsheets", *MODULES)))),
		("spreadsheets", ("frappe", "lat_corps.permissions", *(f"lat_corps.{m}" for m in MODULES))),
		*(
			(
				f"spreadsheets/{room}",
				[f"lat_corps.spreadsheets.{above}" for above in SPREADSHEET_ROOMS[place + 1 :]],
			)
			for place, room in enumerate(SPREADSHEET_ROOMS)
		),
		("permissions", ("lat_corps.spreadsheets", *(f"lat_corps.{m}" for m in MODULES))),
		*(
			(module, ("lat_corps.setup", *(f"lat_corps.{above}" for above in MODULES[place + 1 :])))
			for place, module in enumerate(MODULES)
		),
		("read_log", ("lat_corps.spreadsheets", *(f"lat_corps.{m}" for m in MODULES))),
	],
)
def test_dependencies_point_one_way(folder, forbidden):
	for path in files_of(folder):
		for name in imported(path) - EXCEPTIONS.get(path, set()):
			assert not any(name == other or name.startswith(f"{other}.") for other in forbidden), (path, name)


def test_every_room_of_spreadsheets_has_its_place_and_its_map():
	assert {path.parent.name for path in (APP / "spreadsheets").glob("*/*.py")} == {*SPREADSHEET_ROOMS}
	assert [path.name for path in (APP / "spreadsheets").glob("*.py")] == ["__init__.py"]
	for room in SPREADSHEET_ROOMS:
		told = ast.get_docstring(ast.parse((APP / "spreadsheets" / room / "__init__.py").read_text("utf-8")))
		named = set(re.findall(r"\w+", told))
		assert {path.stem for path in (APP / "spreadsheets" / room).glob("[a-z]*.py")} <= named, room


def test_no_modules_import_each_other_in_a_circle():
	waiting = {module: modules_imported(path) - {module} for module, path in MODULE_PATHS.items()}
	grown = True
	while grown:
		needed = set().union(*waiting.values())
		ends = [module for module in waiting if module not in needed or not waiting[module] & waiting.keys()]
		waiting = {module: needs - {*ends} for module, needs in waiting.items() if module not in ends}
		grown = bool(ends)
	assert not waiting, f"These hang together in a circle: {sorted(waiting)}"


def test_a_file_of_rules_can_be_read_at_a_sitting():
	for path in (*files_of("domain"), *files_of("permissions"), *files_of("spreadsheets")):
		assert len(path.read_text("utf-8").splitlines()) <= 400, path


def test_a_controller_is_thin():
	for module in MODULES:
		for path in (APP / module).glob("doctype/*/*.py"):
			assert len(path.read_text("utf-8").splitlines()) <= 150, path


def test_facts_are_gathered_without_a_lock():
	"""What must not change meanwhile is held by the document that saves, and handed to the gatherer."""
	for path in (*APP.glob("*/facts.py"), *APP.glob("*/*_facts.py")):
		for node in ast.walk(ast.parse(path.read_text("utf-8"))):
			if isinstance(node, ast.Call):
				called = ast.unparse(node.func).split(".")[-1]
				locks = {key.arg for key in node.keywords if ast.unparse(key.value) == "True"}
				assert called not in ("hold", "committed"), (path, node.lineno)
				assert "for_update" not in locks, (path, node.lineno)


def test_nothing_looks_for_the_host():
	for path in APP.rglob("*.py"):
		assert "frappe.host" not in path.read_text("utf-8"), path


def test_rights_are_never_set_aside():
	"""No line ignores permissions or validation; the user is changed in the demo and by a command alone."""
	for path in APP.rglob("*.py"):
		text = path.read_text("utf-8")
		for word in ("ignore_permissions=", "ignore_permissions =", "ignore_validate", "allow_guest="):
			assert word not in text, (path, word)
		# A command of the server's console is told whose rights count; it can only narrow Administrator's.
		if "set_user(" in text and path != APP / "commands.py":
			assert path.is_relative_to(APP / "setup" / "demo"), path


def test_sql_is_written_in_the_permissions_and_for_rows_in_bulk_alone():
	for path in APP.rglob("*.py"):
		if "db.sql(" in path.read_text("utf-8"):
			assert path in WITH_SQL


def test_lists_are_comprehended_as_the_rules_of_frappe_ask():
	"""Semgrep's `frappe-no-functional-code`, which the pipeline fetches and nobody runs before a commit."""
	for path in APP.rglob("*.py"):
		for node in ast.walk(ast.parse(path.read_text("utf-8"))):
			if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
				assert node.func.id not in ("map", "filter", "reduce"), (path, node.lineno)


def test_every_patch_of_the_list_can_be_imported():
	patches = [
		line
		for line in (APP / "patches.txt").read_text().splitlines()
		if line and not line.startswith(("[", "#"))
	]
	for patch in patches:
		assert callable(importlib.import_module(patch).execute)
	assert importlib.import_module("lat_corps.patches.v1_0")


def doctypes() -> list[dict]:
	return [json.loads(path.read_text("utf-8")) for path in sorted(APP.glob("*/doctype/*/*.json"))]


def test_every_doctype_carries_the_prefix_and_an_order():
	for doctype in doctypes():
		assert doctype["name"].startswith("LAT "), doctype["name"]
		assert doctype["sort_field"] and doctype["sort_order"]


def test_names_are_numbers_never_people():
	for doctype in doctypes():
		if doctype.get("istable") or doctype.get("issingle"):
			continue
		assert re.match(r"format:|LAT-|hash$|field:municipality_name$", doctype["autoname"]), doctype["name"]


def test_the_tenant_of_a_record_is_set_once():
	for doctype in doctypes():
		fields = {field["fieldname"]: field for field in doctype["fields"]}
		for name in ("municipality", "lat_case", "lending_municipality", "borrowing_municipality"):
			if name in fields and not doctype.get("istable"):
				field = fields[name]
				assert field.get("set_only_once") or field.get("read_only"), (doctype["name"], name)


def test_frappe_is_no_dependency_of_the_package():
	text = (ROOT / "pyproject.toml").read_text("utf-8")
	assert 'frappe = ">=15.0.0,<17.0.0"' in text
	assert not re.search(r'^\s*"frappe', text, re.M)


BEGINS_WITH = {
	("LAT Plan Goal", "progress"): "a goal that is set is not begun",
	("LAT TPM Heading", "kind"): "what most is answered by, beside a heading that is written",
	("LAT Instrument Subscale", "method"): "how most are reckoned, beside a name that is written",
	("LAT Instrument Subscale", "rounding"): "how most are reckoned, beside a name that is written",
	("LAT Import Column", "column_role"): "rows that the server makes",
	("LAT Import Row", "outcome"): "rows that the server makes",
	("LAT Erasure Count", "kind"): "rows that the server makes",
	("LAT Match Criterion", "criterion"): "rows that the server makes",
	("LAT Match Criterion", "fit"): "rows that the server makes",
	("LAT Preparation Topic", "topic"): "rows that the server makes",
	("LAT Handover Line", "part"): "where a line stands that nobody has placed",
	("LAT Preference", "strength"): "a wish that is written is a wish; a must, and none, are chosen",
}
"""Select fields of rows that begin with an answer, and why they may."""


def test_a_new_row_begins_with_no_answer():
	"""Frappe fills a Select in with its first option: nobody would have chosen it."""
	begins = {
		(doctype["name"], field["fieldname"])
		for doctype in doctypes()
		for field in doctype["fields"]
		if doctype.get("istable")
		and field["fieldtype"] == "Select"
		and (field.get("default") or not field["options"].startswith("\n"))
	}
	assert begins == {*BEGINS_WITH}
