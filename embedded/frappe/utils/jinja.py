"""Templates of the installed apps."""

from __future__ import annotations

import inspect
import json
from types import FunctionType, ModuleType
from typing import Any

import frappe
from frappe import _dict, utils
from frappe.runtime import get_attr, get_hooks, get_installed_apps, get_module, local
from jinja2 import ChoiceLoader, DebugUndefined, Environment, PackageLoader, PrefixLoader
from jinja2.sandbox import SandboxedEnvironment


def get_jenv() -> Environment:
	"""The environment of the current user."""
	if not local.jenv:
		environment = SandboxedEnvironment(loader=_loader(), undefined=DebugUndefined)
		environment.filters.update(
			json=frappe.as_json, len=len, int=utils.cint, str=utils.cstr, flt=utils.flt
		)
		environment.globals.update(_globals())
		hooks = get_hooks("jinja", {})
		environment.globals.update(_functions(hooks.get("methods", ())))
		environment.filters.update(_functions(hooks.get("filters", ())))
		local.jenv = environment
	return local.jenv


def get_template(path: str) -> Any:
	return get_jenv().get_template(path)


def _loader() -> ChoiceLoader:
	packages = {app: PackageLoader(app, ".") for app in reversed(get_installed_apps())}
	return ChoiceLoader([PrefixLoader(packages), *packages.values()])


def _globals() -> dict[str, Any]:
	"""What a template may use."""
	names = (
		"_dict bold format format_value get_all get_cached_doc get_doc get_list get_meta get_system_settings "
		"msgprint new_doc throw"
	)
	site = _dict({name: getattr(frappe, name) for name in names.split()})
	site.update(
		utils=_dict({name: tool for name, tool in vars(utils).items() if callable(tool)}),
		db=_dict(
			{
				name: getattr(frappe.db, name)
				for name in (
					"count escape exists get_all get_default get_list get_single_value get_value"
				).split()
			}
		),
		session=_dict(user=frappe.session.user),
		user=frappe.session.user,
		get_fullname=utils.get_fullname,
		get_url=utils.get_url,
		form_dict=frappe.form_dict,
		lang=local.lang,
	)
	return {
		"frappe": site,
		"_": frappe._,
		"_dict": _dict,
		"json": _dict(loads=json.loads, dumps=json.dumps),
		"as_json": frappe.as_json,
		"dict": dict,
		"scrub": frappe.scrub,
		"is_rtl": lambda: local.lang in ("ar", "he", "fa", "ps"),
	}


def _functions(paths: list[str]) -> dict[str, FunctionType]:
	found: dict[str, FunctionType] = {}
	for path in paths:
		try:
			target: Any = get_module(path)
		except ModuleNotFoundError:
			target = get_attr(path)
		if isinstance(target, ModuleType):
			found.update(inspect.getmembers(target, inspect.isfunction))
		else:
			found[target.__name__] = target
	return found
