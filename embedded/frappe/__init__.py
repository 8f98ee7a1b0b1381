"""A small in-process stand-in for a Frappe 15 site, on SQLite.

It holds what the app `lat_corps` calls and nothing else: what is not here does not exist. Names are
looked up on first use, so that a module of the package may import any other.
"""

from __future__ import annotations

import functools
from importlib import import_module
from typing import Any

from frappe import exceptions
from frappe._dict import _dict
from frappe.exceptions import *  # noqa: F403

__version__ = "15.51.1"

STANDARD_USERS = ("Guest", "Administrator")

_HOMES = {
	"frappe.runtime": (
		"call clear_cache clear_document_cache connect destroy enqueue generate_hash get_app_path get_attr "
		"get_doc_hooks get_hooks get_installed_apps get_module get_module_list get_module_path get_newargs "
		"get_site_path get_system_settings get_traceback init local log_error logger "
		"publish_progress publish_realtime sendmail set_user whitelist"
	),
	"frappe.messages": "bold clear_last_message clear_messages get_message_log msgprint throw",
	"frappe.translate": "_",
	"frappe.cache_store": "cache",
	"frappe.permissions": "get_roles only_for only_has_select_perm",
	"frappe.model.document": ("get_doc get_cached_doc get_cached_value has_permission"),
	"frappe.model.create_new": "new_doc",
	"frappe.model.db_query": "get_all get_list",
	"frappe.model.delete_doc": "delete_doc delete_doc_if_exists",
	"frappe.model.meta": "get_meta is_table",
	"frappe.model.rename_doc": "rename_doc",
	"frappe.printview": "get_print",
	"frappe.utils.formatters": "format format_value",
	"frappe.utils.jinja": "get_jenv get_template",
	"frappe.utils.safe_exec": "safe_eval",
	"frappe.utils.text": "as_json as_unicode parse_json scrub unscrub",
	"frappe.utils.data": "cint cstr",
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names.split()}

_LOCALS = frozenset(
	"db qb conf form_dict request response session flags error_log message_log lang job".split()
)


@functools.cache
def _local() -> Any:
	return import_module("frappe.runtime").local


def __getattr__(name: str) -> Any:
	if name in _LOCALS:
		return getattr(_local(), name, None)
	if name not in _HOME_OF:
		raise AttributeError(f"module 'frappe' has no attribute '{name}'")
	value = getattr(import_module(_HOME_OF[name]), name)
	globals()[name] = value
	return value


import_module("frappe.utils")
