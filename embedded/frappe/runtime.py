"""The current site: its locals, installed apps, hooks, and the helpers that depend on them."""

from __future__ import annotations

import inspect
import json
import logging
import secrets
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import frappe
from frappe import _dict


class Local:
	"""What belongs to the current site and user. Emptied by `destroy`."""

	def __getattr__(self, name: str) -> Any:
		raise AttributeError(name)


local = Local()
_STANDARD_FLAGS = {"currently_saving": [], "in_install": False, "in_import": False, "in_test": False}
_REQUEST_CACHES = ("fullnames", "system_settings", "app_hooks", "doc_events", "translations")


def init(site: str, sites_path: str = ".", new_site: bool = False, force: bool = False) -> None:
	"""Make `site`, a folder below `sites_path`, the current one."""
	if getattr(local, "initialised", False) and not force:
		return
	vars(local).clear()
	local.site = site
	local.sites_path = str(sites_path)
	local.site_path = str(Path(sites_path) / site)
	config = Path(local.site_path) / "site_config.json"
	local.conf = _dict(json.loads(config.read_text())) if config.exists() else _dict()
	local.lang = local.conf.lang or "en"
	local.flags = _dict({**_STANDARD_FLAGS, "currently_saving": [], "new_site": new_site})
	local.session = _dict()
	local.response = _dict(docs=[])
	local.form_dict = _dict()
	local.request = local.job = local.jenv = local.db = None
	local.message_log = []
	local.error_log = []
	local.cache = {}
	local.role_permissions = {}
	local.new_doc_templates = {}
	local.dev_server = 0
	local.qb = import_module("frappe.query_builder").qb
	local.initialised = True


def connect(site: str | None = None, set_admin_as_user: bool = True) -> None:
	"""Open the database of the current site."""
	from frappe.database.database import Database

	if site:
		init(site)
	if local.db:
		local.db.close()
	local.db = Database(Path(local.site_path) / "site.db")
	load_modules()
	if set_admin_as_user:
		set_user("Administrator")


def destroy() -> None:
	"""Close the site. Nothing of it stays behind but its cache."""
	if getattr(local, "db", None):
		local.db.close()
	vars(local).clear()


def set_user(username: str) -> None:
	"""Become another user, without a login."""
	local.session.user = username
	local.session.sid = username
	local.session.data = _dict()
	local.cache = {}
	local.form_dict = _dict()
	local.jenv = None
	local.role_permissions = {}
	local.new_doc_templates = {}


def get_site_path(*joins: str) -> str:
	return str(Path(local.site_path, *joins))


# Apps and their modules


def get_installed_apps() -> list[str]:
	if not local.db or not local.db.table_exists("DefaultValue"):
		return []
	return json.loads(local.db.get_global("installed_apps") or "[]")


def get_module(name: str) -> ModuleType:
	return import_module(name)


def get_app_path(app_name: str, *joins: str) -> str:
	root = Path(get_module(frappe.scrub(app_name)).__file__ or "").parent
	return str(root.joinpath(*joins if "public" in joins else map(frappe.scrub, joins)).resolve())


def get_module_list(app_name: str) -> list[str]:
	path = Path(get_app_path(app_name), "modules.txt")
	return [line.strip() for line in path.read_text().splitlines() if line.strip()]


def get_module_path(module: str, *joins: str) -> str:
	return get_app_path(local.module_app[frappe.scrub(module)], module, *joins)


def load_modules(*more_apps: str) -> None:
	"""Find the modules of the installed apps, and of `more_apps`."""
	apps = dict.fromkeys(["frappe", *get_installed_apps(), *more_apps])
	local.app_modules = {app: [frappe.scrub(module) for module in get_module_list(app)] for app in apps}
	local.module_app = {module: app for app, modules in local.app_modules.items() for module in modules}


# Hooks


def get_hooks(
	hook: str | None = None, default: Any = "_KEEP_DEFAULT_LIST", app_name: str | None = None
) -> Any:
	"""Hooks of all installed apps, each name with the list of its values."""
	if app_name:
		hooks = _read_hooks([app_name])
	else:
		if not hasattr(local, "app_hooks"):
			local.app_hooks = _read_hooks(get_installed_apps())
		hooks = local.app_hooks
	if hook:
		return hooks.get(hook, [] if default == "_KEEP_DEFAULT_LIST" else default)
	return hooks


def _read_hooks(apps: list[str]) -> _dict:
	hooks = _dict()
	for app in apps:
		for key, value in vars(get_module(f"{app}.hooks")).items():
			if not key.startswith("_") and not isinstance(value, ModuleType | FunctionType | type):
				_append_hook(hooks, key, value)
	return hooks


def _append_hook(target: dict, key: Any, value: Any) -> None:
	if isinstance(value, dict):
		inner = target.setdefault(key, {})
		for inner_key, inner_value in value.items():
			_append_hook(inner, inner_key, inner_value)
	else:
		target.setdefault(key, []).extend(value if isinstance(value, list) else [value])


def get_doc_hooks() -> dict[str, dict[str, list[str]]]:
	"""`doc_events`, with tuples of DocTypes spelled out."""
	out: dict = {}
	for key, value in get_hooks("doc_events", {}).items():
		for doctype in key if isinstance(key, tuple) else (key,):
			_append_hook(out, doctype, value)
	return out


def get_attr(method_string: str) -> Any:
	"""The object with this dotted name, in an installed app."""
	app = method_string.split(".", 1)[0]
	if not local.flags.in_uninstall and not local.flags.in_install and app not in get_installed_apps():
		frappe.throw(frappe._("App {0} is not installed").format(app), frappe.AppNotInstalledError)
	module, name = method_string.rsplit(".", 1)
	return getattr(get_module(module), name)


def call(fn: str | Callable, *args: Any, **kwargs: Any) -> Any:
	"""Call with those keyword arguments that the function knows."""
	if isinstance(fn, str):
		fn = get_attr(fn)
	return fn(*args, **get_newargs(fn, kwargs))


def get_newargs(fn: Callable, kwargs: dict[str, Any]) -> dict[str, Any]:
	parameters = inspect.signature(fn).parameters
	takes_any = any(p.kind is p.VAR_KEYWORD for p in parameters.values())
	return {
		key: value
		for key, value in kwargs.items()
		if (takes_any or key in parameters) and key not in ("ignore_permissions", "flags")
	}


def whitelist(
	allow_guest: bool = False, xss_safe: bool = False, methods: list[str] | None = None
) -> Callable[[Callable], Callable]:
	"""Mark a function as callable over HTTP. There is no HTTP: it stays what it is."""
	return lambda fn: fn


# Jobs, logs, caches


def enqueue(
	method: str | Callable,
	queue: str = "default",
	timeout: int | None = None,
	event: str | None = None,
	is_async: bool = True,
	job_name: str | None = None,
	now: bool = False,
	enqueue_after_commit: bool = False,
	*,
	on_success: Callable | None = None,
	on_failure: Callable | None = None,
	at_front: bool = False,
	job_id: str | None = None,
	deduplicate: bool = False,
	**kwargs: Any,
) -> Any:
	"""Run the job: there is no worker to wait for. `enqueue_after_commit` waits for the commit."""
	if deduplicate and not job_id:
		frappe.throw(frappe._("`job_id` paramater is required for deduplication."))
	if now:
		return call(method, **kwargs)

	def run() -> None:
		(get_attr(method) if isinstance(method, str) else method)(**kwargs)

	if enqueue_after_commit:
		local.db.after_commit.add(run)
	else:
		run()
	return None


def sendmail(*args: Any, **kwargs: Any) -> None:
	"""Mail nobody, as a site without an outgoing account."""
	raise frappe.OutgoingEmailError


def publish_realtime(*args: Any, **kwargs: Any) -> None:
	"""Nobody listens."""


def publish_progress(*args: Any, **kwargs: Any) -> None:
	"""Nobody listens."""


def logger(module: str | None = None, **kwargs: Any) -> logging.Logger:
	return logging.getLogger(f"frappe.{module or local.site}")


def get_traceback(with_context: bool = False) -> str:
	return traceback.format_exc()


def log_error(
	title: str | None = None,
	message: str | None = None,
	reference_doctype: str | None = None,
	reference_name: str | None = None,
) -> Any:
	"""Keep an Error Log. Of the two texts the one with several lines is the message."""
	if message and "\n" in (title or ""):
		title, message = message, title
	return frappe.get_doc(
		doctype="Error Log",
		method=title or "Error",
		error=message or get_traceback(),
		reference_doctype=reference_doctype,
		reference_name=reference_name,
	).insert(ignore_permissions=True)


def generate_hash(txt: str | None = None, length: int = 56) -> str:
	return secrets.token_hex((length + 1) // 2)[:length]


def get_system_settings(key: str) -> Any:
	if not hasattr(local, "system_settings"):
		local.system_settings = frappe.get_cached_doc("System Settings")
	return local.system_settings.get(key)


def clear_document_cache(doctype: str, name: str | None = None) -> None:
	"""Forget a cached document, now and at the end of the transaction."""
	key = f"document_cache::{doctype}::{name or ''}"

	def forget() -> None:
		if name is None:
			frappe.cache.delete_keys(key)
		else:
			frappe.cache.delete_value(key)

	forget()
	local.db.after_commit.add(forget)
	local.db.after_rollback.add(forget)
	if doctype == "System Settings":
		vars(local).pop("system_settings", None)


def clear_cache(user: str | None = None, doctype: str | None = None) -> None:
	"""Clear what is cached about a user, a DocType, or everything."""
	from frappe.model.base_document import forget_controllers
	from frappe.model.meta import forget_meta

	if doctype:

		def forget() -> None:
			forget_meta(doctype)
			frappe.cache.delete_value("is_table")
			frappe.cache.hdel("workflow", doctype)

		forget()
		forget_controllers(doctype)
		clear_document_cache(doctype)
		local.db.after_commit.add(forget)
		local.db.after_rollback.add(forget)
	elif user:
		for name in ("roles", "defaults"):
			frappe.cache.hdel(name, user)
		for parent in ("__default", "__global"):
			frappe.cache.hdel("defaults", parent)
	else:
		frappe.cache.delete_keys("")
		forget_meta()
		forget_controllers()
		local.cache = {}
		local.new_doc_templates = {}
		load_modules()
	local.role_permissions = {}
	for name in _REQUEST_CACHES:
		vars(local).pop(name, None)
