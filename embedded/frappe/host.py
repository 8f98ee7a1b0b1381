"""Sites: making, installing into, migrating, copying. What `bench` does for a real one."""

from __future__ import annotations

import configparser
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import frappe
from babel import Locale
from frappe import _dict
from frappe.database.schema import create_system_tables, sync_table
from frappe.model.meta import Meta, forget_meta
from frappe.permissions import rights
from frappe.runtime import get_app_path, get_module_list, get_module_path, load_modules, local

_ROLES = {"Administrator": 1, "System Manager": 1, "Desk User": 1, "All": 0, "Guest": 0, "Report Manager": 1}
_LANGUAGES = (
	"am ar bg bs cs da de el en es et fa fi fr he hi hr hu id is it ja ko ku lt lv nl no pl ps pt ro ru sq "
	"sr sv sw ta th tr uk ur vi zh"
).split()
_SETTINGS = {
	"language": "en",
	"time_zone": "Europe/Copenhagen",
	"date_format": "dd-mm-yyyy",
	"time_format": "HH:mm:ss",
	"number_format": "#.###,##",
	"float_precision": "3",
	"rounding_method": "Banker's Rounding",
}
_DOCTYPE_COLUMNS = (
	"module istable issingle is_submittable track_changes autoname title_field search_fields sort_field "
	"sort_order allow_rename allow_import"
).split()


def new_site(path: str | Path, apps: tuple[str, ...] = ("lat_corps",), **settings: Any) -> None:
	"""Make a site in the folder `path` and install the apps. `open_site` connects to it.

	`settings` go to the System Settings, over those of a Danish site in English.
	"""
	path = Path(path)
	shutil.rmtree(path, ignore_errors=True)
	for folder in ("public/files", "private/files"):
		(path / folder).mkdir(parents=True)
	(path / "site_config.json").write_text("{}\n")
	open_site(path)
	with _installing("frappe"):
		create_system_tables(frappe.db)
		sync_app("frappe")
		_insert_core_documents({**_SETTINGS, **settings})
		frappe.db.set_global("installed_apps", '["frappe"]')
	frappe.db.commit()
	frappe.clear_cache()
	local.lang = "en"
	for app in apps:
		install_app(app)
	frappe.destroy()


def open_site(path: str | Path) -> None:
	"""Leave the current site, and connect to this one as Administrator."""
	path = Path(path).resolve()
	frappe.destroy()
	frappe.init(path.name, sites_path=str(path.parent))
	frappe.connect()
	frappe.clear_cache()


def clone_site(src: str | Path, dst: str | Path) -> None:
	"""Copy a site that is not being written to."""
	shutil.rmtree(dst, ignore_errors=True)
	shutil.copytree(src, dst)


@contextmanager
def _installing(app: str) -> Iterator[None]:
	local.flags.in_install = app
	try:
		yield
	finally:
		local.flags.in_install = False


def _insert_core_documents(settings: dict[str, str]) -> None:
	def insert(doctype: str, **values: Any) -> None:
		frappe.get_doc(doctype=doctype, **values).insert(ignore_permissions=True, ignore_links=True)

	for role, desk_access in _ROLES.items():
		insert("Role", role_name=role, desk_access=desk_access)
	for code in _LANGUAGES:
		name = Locale.parse(code).get_display_name() or code
		insert("Language", language_code=code, language_name=name[:1].upper() + name[1:])
	for name, kind in (("Administrator", "is_admin"), ("Guest", "is_guest")):
		email = "admin@example.com" if name == "Administrator" else "guest@example.com"
		insert("User", first_name=name, email=email, roles=[{"role": name}], **{kind: 1})
	insert("File", file_name="Home", is_folder=1, is_home_folder=1)
	insert("File", file_name="Attachments", folder="Home", is_folder=1, is_attachments_folder=1)
	frappe.get_doc("System Settings").update(settings).save()


# Apps


def install_app(app: str) -> None:
	"""Install the app, with its hooks, as `bench install-app` does."""
	if app in frappe.get_installed_apps():
		return
	hooks = frappe.get_hooks(app_name=app)
	load_modules(app)
	with _installing(app):
		if any(frappe.get_attr(hook)() is False for hook in hooks.before_install or ()):
			return
		for module in get_module_list(app):
			frappe.get_doc(doctype="Module Def", app_name=app, module_name=module).insert()
		sync_app(app)
		frappe.db.set_global("installed_apps", json.dumps([*frappe.get_installed_apps(), app]))
		frappe.db.commit()
		frappe.clear_cache()
		_init_singles()
		frappe.db.commit()
		for patch in _patches(app, "pre_model_sync") + _patches(app, "post_model_sync"):
			_log_patch(patch)
		for hook in (*(hooks.after_install or ()), *(hooks.after_sync or ())):
			frappe.get_attr(hook)()
	frappe.db.commit()
	frappe.clear_cache()


def uninstall_app(app: str) -> None:
	"""Remove the app with all that belongs to its modules, as `bench uninstall-app` does."""
	hooks = frappe.get_hooks(app_name=app)
	local.flags.in_uninstall = True
	for hook in hooks.before_uninstall or ():
		frappe.get_attr(hook)()
	doctypes = []
	for module in frappe.get_all("Module Def", filters={"app_name": app}, pluck="name"):
		doctypes.extend(frappe.get_all("DocType", filters={"module": module}, fields=["name", "issingle"]))
		for name in frappe.get_all("Print Format", filters={"module": module}, pluck="name"):
			frappe.delete_doc("Print Format", name, ignore_on_trash=True, force=True)
		frappe.db.delete("Module Def", {"name": module})
	for doctype in doctypes:
		for table, column in (("DocType", "name"), ("DocField", "parent"), ("DocPerm", "parent")):
			frappe.db.run(f"delete from `tab{table}` where `{column}` = ?", [doctype.name])
		frappe.db.run("delete from `tabSingles` where doctype = ?", [doctype.name])
		if not doctype.issingle:
			frappe.db.ddl(f"drop table if exists `tab{doctype.name}`")
	frappe.db.set_global("installed_apps", json.dumps([a for a in frappe.get_installed_apps() if a != app]))
	frappe.db.commit()
	for hook in hooks.after_uninstall or ():
		frappe.get_attr(hook)()
	local.flags.in_uninstall = False
	frappe.db.commit()
	frappe.clear_cache()


def migrate(path: str | Path | None = None) -> None:
	"""Bring a site, or the current one, up to the code: patches, tables, hooks."""
	if path:
		open_site(path)
	local.flags.in_migrate = True
	apps = frappe.get_installed_apps()
	_run_hooks("before_migrate")
	for app in apps:
		_run_patches(app, "pre_model_sync")
	with _patching():
		for app in apps:
			sync_app(app)
	frappe.clear_cache()
	for app in apps:
		_run_patches(app, "post_model_sync")
	_run_hooks("after_migrate")
	local.flags.in_migrate = False
	frappe.db.commit()
	frappe.clear_cache()


def _run_hooks(name: str) -> None:
	for hook in frappe.get_hooks(name):
		frappe.get_attr(hook)()
	frappe.db.commit()


# DocTypes


def sync_app(app: str) -> None:
	"""Register the DocTypes and print formats of the app, and make or alter their tables."""
	definitions = list(_definitions(app))
	for name in ("DocType", "DocField", "DocPerm"):
		if not frappe.db.table_exists(name):
			sync_table(frappe.db, Meta(name))
	for definition in definitions:
		_register(definition)
		forget_meta(definition["name"])
	for definition in definitions:
		sync_table(frappe.db, frappe.get_meta(definition["name"]))
	frappe.cache.delete_value("is_table")
	for print_format in _print_formats(app):
		_import_print_format(print_format)
	frappe.db.commit()


def _definitions(app: str) -> Iterator[dict[str, Any]]:
	if app == "frappe":
		paths = Path(get_app_path("frappe"), "core").glob("*.json")
	else:
		modules = [Path(get_module_path(module)) for module in get_module_list(app)]
		paths = (path for module in modules for path in sorted(module.glob("doctype/*/*.json")))
	for path in paths:
		definition = json.loads(path.read_text())
		if definition.get("doctype") == "DocType" and path.stem == frappe.scrub(definition["name"]):
			yield definition


def _register(definition: dict[str, Any]) -> None:
	name = definition["name"]
	for table, column in (("DocType", "name"), ("DocField", "parent"), ("DocPerm", "parent")):
		frappe.db.run(f"delete from `tab{table}` where `{column}` = ?", [name])
	stamp = {
		"creation": definition.get("creation") or "2026-01-01 00:00:00",
		"modified": definition.get("modified") or "2026-01-01 00:00:00",
		"owner": "Administrator",
		"modified_by": "Administrator",
	}
	row = {column: definition.get(column) for column in _DOCTYPE_COLUMNS}
	_insert_rows("DocType", [{**row, **stamp, "name": name}])
	for table, key in (("DocField", "fields"), ("DocPerm", "permissions")):
		columns = frappe.db.get_table_columns(table)
		_insert_rows(
			table,
			[
				{
					**(dict.fromkeys(rights, 0) if table == "DocPerm" else {}),
					**{column: child[column] for column in columns if column in child},
					**stamp,
					"name": frappe.generate_hash(length=10),
					"parent": name,
					"parenttype": "DocType",
					"parentfield": key,
					"idx": idx,
				}
				for idx, child in enumerate(definition.get(key) or (), 1)
			],
		)


def _insert_rows(doctype: str, rows: list[dict[str, Any]]) -> None:
	numbers = {
		"istable",
		"issingle",
		"is_submittable",
		"track_changes",
		"allow_rename",
		"allow_import",
		*rights,
	}
	for row in rows:
		values = {key: (value or 0) if key in numbers else value for key, value in row.items()}
		frappe.db.run(
			f"insert into `tab{doctype}` ({', '.join(f'`{key}`' for key in values)})"
			f" values ({', '.join('?' * len(values))})",
			list(values.values()),
		)


def _init_singles() -> None:
	"""A Single starts with its defaults."""
	for name in frappe.get_all("DocType", filters={"issingle": 1}, pluck="name"):
		if not frappe.db.get_singles_dict(name):
			doc = frappe.new_doc(name)
			doc.flags.ignore_mandatory = True
			doc.flags.ignore_validate = True
			doc.save()


def _print_formats(app: str) -> Iterator[dict[str, Any]]:
	if app != "frappe":
		for module in get_module_list(app):
			for path in sorted(Path(get_module_path(module)).glob("print_format/*/*.json")):
				yield json.loads(path.read_text())


def _import_print_format(values: dict[str, Any]) -> None:
	if frappe.db.exists("Print Format", values["name"]):
		frappe.delete_doc("Print Format", values["name"], force=True, ignore_on_trash=True)
	doc = frappe.get_doc(_dict(values, __islocal=1))
	doc.flags.update(ignore_links=True, ignore_validate=True, ignore_permissions=True, ignore_mandatory=True)
	doc.insert()


# Patches


def _patches(app: str, section: str) -> list[str]:
	path = Path(get_app_path(app), "patches.txt")
	parser = configparser.ConfigParser(allow_no_value=True, delimiters="\n")
	parser.optionxform = str  # type: ignore[assignment]
	if path.exists():
		parser.read(path)
	return list(parser[section]) if section in parser else []


def _run_patches(app: str, section: str) -> None:
	done = set(frappe.get_all("Patch Log", filters={"skipped": 0}, pluck="patch"))
	for patch in _patches(app, section):
		if patch not in done:
			with _patching():
				frappe.get_attr(f"{patch.split(maxsplit=1)[0]}.execute")()
				_log_patch(patch)
			frappe.db.commit()


@contextmanager
def _patching() -> Iterator[None]:
	local.flags.in_patch = True
	try:
		yield
	except Exception:
		frappe.db.rollback()
		raise
	finally:
		local.flags.in_patch = False


def _log_patch(patch: str) -> None:
	frappe.get_doc(doctype="Patch Log", patch=patch).insert(ignore_permissions=True)
