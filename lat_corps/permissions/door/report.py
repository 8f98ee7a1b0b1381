"""The inventory of a site: what clients may call in each of its apps, for `bench lat-inventory`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import frappe

from .inventory import CHANGED, NEW, SEEN, Method, known, methods_of, versions_examined, write_known
from .listed import lines

OWN_APP = "lat_corps"
SCRIPT = "server script"


@dataclass(frozen=True)
class Inventory:
	"""The whitelisted methods of one app of a site, or its scripts; `error` says what could not be read."""

	app: str
	version: str
	methods: tuple[Method, ...] = ()
	error: str = ""

	@property
	def to_examine(self) -> tuple[Method, ...]:
		"""The methods that are new or changed since the app was examined, or on no list if it is our own."""
		if self.app == OWN_APP:
			return tuple(method for method in self.methods if not method.is_examined)
		return tuple(method for method in self.methods if method.state != SEEN)


def of_site() -> list[Inventory]:
	"""Return the inventory of each app of the site that is connected, and of its own scripts."""
	return [*(_of_app(app) for app in frappe.get_installed_apps()), *_of_scripts()]


def _of_app(app: str) -> Inventory:
	version = getattr(frappe.get_module(app), "__version__", "?")
	try:
		return Inventory(app, version, tuple(methods_of(app, Path(frappe.get_app_path(app)))))
	except (SyntaxError, UnicodeDecodeError) as error:
		return Inventory(app, version, error=str(error))


def _of_scripts() -> Iterator[Inventory]:
	scripts = frappe.get_all(
		"Server Script",
		filters={"script_type": "API", "disabled": 0},
		pluck="api_method",
		order_by="api_method asc",
	)
	if scripts:
		yield Inventory(SCRIPT, "", tuple(Method(name, ("**",)) for name in scripts))


def remember(inventories: list[Inventory], app: str) -> None:
	"""Add the version of another's app to what is known of it, once somebody has examined what is new.

	Raises ValueError for an app that has no methods here to be compared with later ones.
	"""
	read = (each for each in inventories if each.app == app and not each.error)
	found = None if app in (OWN_APP, SCRIPT) else next(read, None)
	if not found:
		raise ValueError(f"no methods of {app} are kept: name another app of the site that could be read")
	write_known(app, found.version, found.methods)
	known.cache_clear()
	versions_examined.cache_clear()


def summary(inventories: list[Inventory]) -> Iterator[str]:
	"""Yield what a person reads: each app in one line, then every method that waits to be examined."""
	for inventory in inventories:
		if inventory.error:
			yield f"{inventory.app} {inventory.version}: not read: {inventory.error}"
			continue
		states = [method.state for method in inventory.methods]
		if inventory.app == OWN_APP:
			compared = f"{len(inventory.to_examine)} on no list"
		elif examined := versions_examined(inventory.app):
			compared = (
				f"{states.count(NEW)} new and {states.count(CHANGED)} changed since {', '.join(examined)}"
			)
		else:
			compared = "never examined as a whole"
		listed = sum(method.is_examined for method in inventory.methods)
		yield (
			f"{inventory.app} {inventory.version}: {len(inventory.methods)} methods, {listed} on the examined"
			f" list, {compared}"
		)
	for inventory in inventories:
		for method in inventory.to_examine:
			yield f"  {method.state or 'own'}: {method.name}({', '.join(method.parameters)})"


def write(inventories: list[Inventory], path: Path) -> None:
	"""Write every method with its state and what is known of it, as CSV."""
	with path.open("w", encoding="utf-8", newline="") as file:
		writer = csv.writer(file)
		writer.writerow(
			(
				"app",
				"version",
				"method",
				"parameters",
				"guests",
				"since examined",
				"touches",
				"named in",
				"why",
			)
		)
		for inventory in inventories:
			for method in inventory.methods:
				line = lines().get(method.name)
				writer.writerow(
					(
						inventory.app,
						inventory.version,
						method.name,
						" ".join(method.parameters),
						"yes" if method.guests else "",
						method.state,
						("yes" if line.touches else "no") if line else "not examined: refused",
						" ".join(sorted(line.names)) if line else "",
						line.why if line else "",
					)
				)
