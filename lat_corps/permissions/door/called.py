"""What a request will run: the function itself by name, whatever alias, override or route led there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from inspect import signature
from typing import TYPE_CHECKING, Any

import frappe

if TYPE_CHECKING:
	from werkzeug.wrappers import Request

WITHIN_ANOTHER = "<locals>"
"""What stands in the name of a function that another one made, such as a decorator."""

NOTHING_KNOWN = "unknown"
"""The name of a call that leads to no function that Frappe would run."""

A_PAGE = "page"
"""The name of a page that is not among `PAGES`; those are called by their first part, such as `/app`."""

PAGES = ("/app", "/assets", "/desk", "/files", "/login", "/printview", "/private/files")

PLAIN_METHOD = re.compile(r"/api/method/([\w.]+)")
"""The address of nearly every request: what Frappe's map of addresses would say of it is known."""

ON_A_DOCUMENT = {
	"frappe.handler.run_doc_method": ("dt", "docs", "method"),
	"frappe.api.v1.read_doc": ("doctype", "", "run_method"),
	"frappe.api.v1.execute_doc_method": ("doctype", "", "run_method"),
	"frappe.api.v2.execute_doc_method": ("doctype", "", "method"),
	"frappe.api.v2.run_doc_method": ("", "document", "method"),
}
"""Methods that call one of a document: where its DocType, the document itself and that method are given."""


@dataclass(frozen=True)
class Call:
	"""A function by its dotted name, and what is sent to it; `path` is part of what is sent."""

	name: str
	sent: dict[str, Any] = field(default_factory=dict)
	path: str = ""
	beside: tuple[str, ...] = ()
	"""What Frappe does not pass on, but a function may look up: the query, the names of files."""


def call_of(request: Request, form: dict[str, Any]) -> Call:
	"""Return the call that a request makes."""
	name, from_path = _named(request, form)
	files = (file.filename or "" for file in request.files.values())
	query = request.query_string.decode("utf-8", "replace")
	return Call(name, {**form, **from_path}, request.path, (query, *files))


def _named(request: Request, form: dict[str, Any]) -> tuple[str, dict[str, Any]]:
	"""Return the name of what runs, as Frappe finds it (`cmd`, then the path), and what the path says."""
	if form.get("cmd"):
		return function_name(form["cmd"]), {}
	if request.path.startswith("/api/"):
		return _of_address(request)
	if request.method not in ("GET", "HEAD", "POST"):
		return NOTHING_KNOWN, {}
	for page in PAGES:
		if request.path == page or request.path.startswith(f"{page}/"):
			return page, {}
	return A_PAGE, {}


def _of_address(request: Request) -> tuple[str, dict[str, Any]]:
	from frappe.api import API_URL_MAP
	from werkzeug.exceptions import HTTPException

	if found := PLAIN_METHOD.fullmatch(request.path):
		return _by_route(found[1]), {}
	try:
		endpoint, arguments = API_URL_MAP.bind_to_environ(request.environ).match()
	except HTTPException:
		return NOTHING_KNOWN, {}
	module, function = endpoint.__module__, endpoint.__qualname__
	if function == "handle_rpc_call":
		return _by_route(**arguments), {}
	if function == "<lambda>":
		function = request.path.rstrip("/").rpartition("/")[2]
	return f"{module}.{function}", arguments


def _by_route(method: str, doctype: str | None = None) -> str:
	"""Return the name of a method that stands in an address, with the DocType whose module it is in."""
	if not doctype:
		return function_name(method.split("/")[0])
	try:
		from frappe.modules.utils import load_doctype_module

		return function_name(f"{load_doctype_module(doctype).__name__}.{method}")
	except Exception:
		# What cannot be loaded is Frappe's to report.
		return NOTHING_KNOWN


def function_name(method: Any) -> str:
	"""Return the dotted name of the function that a client's name for it leads to, after overrides.

	A name that leads nowhere, or to what is no whitelisted function, is `NOTHING_KNOWN`: Frappe reports it.
	"""
	if method == "login":
		return "login"
	if not isinstance(method, str):
		return NOTHING_KNOWN
	method = frappe.get_hooks("override_whitelisted_methods", {}).get(method, [method])[-1]
	if _is_server_script(method):
		return NOTHING_KNOWN
	module, _dot, name = method.rpartition(".")
	module = module or "frappe.handler"
	if module.split(".")[0] not in frappe.get_installed_apps():
		return NOTHING_KNOWN
	try:
		function = getattr(frappe.get_module(module), name)
	except Exception:
		return NOTHING_KNOWN
	written = name_of(function)
	# `frappe.write_only` of Frappe 16 hides the function that it wraps; the place where it stands names it
	return f"{module}.{name}" if WITHIN_ANOTHER in written else written


def name_of(function: Any) -> str:
	"""Return the dotted name under which a function or method was written."""
	function = getattr(function, "__func__", function)
	try:
		return f"{function.__module__}.{function.__qualname__}"
	except AttributeError:
		return NOTHING_KNOWN


def takes(name: str, parameter: str) -> bool:
	"""Tell whether Frappe hands a parameter on to a function: it drops those that no signature has."""
	parameters = _parameters(name)
	return parameters is None or parameter in parameters


@lru_cache(maxsize=512)
def _parameters(name: str) -> frozenset[str] | None:
	"""Return what a function takes, or None for whatever is sent, or where that is not known."""
	module, _dot, function = name.rpartition(".")
	try:
		taken = signature(getattr(import_module(module), function)).parameters.values()
	except (AttributeError, ImportError, TypeError, ValueError):
		return None
	if any(one.kind is one.VAR_KEYWORD for one in taken):
		return None
	return frozenset(one.name for one in taken)


def _is_server_script(method: str) -> bool:
	"""Tell whether a script of the site answers in place of the function of that name."""
	from frappe.core.doctype.server_script.server_script_utils import get_server_script_map

	return method in get_server_script_map().get("_api", {})


def called_within(call: Call, parameters: frozenset[str]) -> Iterator[str]:
	"""Yield the names of what a call has been told to call, in those of its parameters that say so."""
	on_a_document = ON_A_DOCUMENT.get(call.name)
	for parameter in sorted(parameters):
		method = call.sent.get(parameter)
		if not method:
			continue
		if on_a_document and parameter == on_a_document[2]:
			yield _document_method(call.sent, *on_a_document)
		else:
			yield function_name(method)


def _document_method(sent: dict[str, Any], by_name: str, by_values: str, named: str) -> str:
	from frappe.model.base_document import get_controller

	doctype = sent.get(by_name) or as_document(sent.get(by_values)).get("doctype")
	try:
		return name_of(getattr(get_controller(str(doctype)), str(sent[named])))
	except Exception:
		return NOTHING_KNOWN


def parsed(value: Any) -> Any:
	"""Return what a parameter says as JSON, None where it is none; a value that is no text as it is."""
	if isinstance(value, str):
		try:
			return json.loads(value)
		except (ValueError, RecursionError):
			return None
	return value


def as_document(value: Any) -> dict[str, Any]:
	"""Return the document that a parameter holds, as it is or as JSON; an empty one where it holds none."""
	document = parsed(value)
	return document if isinstance(document, dict) else {}
