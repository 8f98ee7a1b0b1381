"""The inventory reads an app's sources and tells what is new since somebody examined it."""

from __future__ import annotations

import csv

import pytest

from lat_corps.permissions.door import inventory, report
from lat_corps.permissions.door.inventory import CHANGED, NEW, SEEN, Method, methods_of, write_known

SOURCE = """
import frappe
from frappe import whitelist

@frappe.whitelist()
def seen(name, values=None): ...

@frappe.whitelist(allow_guest=True, methods=["POST"])
def changed(name, *, more): ...

@whitelist()
def fresh(**kwargs): ...

def helper(name): ...

class Thing:
	@frappe.whitelist()
	def act(self, what): ...
"""


@pytest.fixture
def app(tmp_path, monkeypatch):
	"""An app of another, examined when `changed` took one parameter and `fresh` was not there."""
	folder = tmp_path / "shop"
	folder.mkdir()
	(folder / "__init__.py").write_text("", "utf-8")
	(folder / "orders.py").write_text(SOURCE, "utf-8")
	(tmp_path / "known").mkdir()
	monkeypatch.setattr(inventory, "KNOWN", tmp_path / "known")
	before = [
		Method("shop.orders.seen", ("name", "values")),
		Method("shop.orders.changed", ("name",)),
		Method("shop.orders.Thing.act", ("what",)),
	]
	write_known("shop", "1.0", before)
	for cached in (inventory.known, inventory.versions_examined):
		cached.cache_clear()
	yield folder
	for cached in (inventory.known, inventory.versions_examined):
		cached.cache_clear()


def test_every_whitelisted_method_is_found_and_compared(app):
	found = {method.name: method for method in methods_of("shop", app)}
	assert {name: (method.parameters, method.guests, method.state) for name, method in found.items()} == {
		"shop.orders.seen": (("name", "values"), False, SEEN),
		"shop.orders.changed": (("name", "more"), True, CHANGED),
		"shop.orders.fresh": (("**",), False, NEW),
		"shop.orders.Thing.act": (("what",), False, SEEN),
	}


def test_what_was_examined_is_added(app):
	write_known("shop", "2.0", methods_of("shop", app))
	inventory.known.cache_clear()
	inventory.versions_examined.cache_clear()
	assert inventory.versions_examined("shop") == ("1.0", "2.0")
	assert {method.state for method in methods_of("shop", app)} == {SEEN}


def test_what_was_examined_waits_no_more(app):
	found = report.Inventory("shop", "2.0", tuple(methods_of("shop", app)))
	assert found.to_examine
	report.remember([report.Inventory("other", "1.0"), found], "shop")
	assert inventory.versions_examined("shop") == ("1.0", "2.0")
	assert not found.to_examine


@pytest.mark.parametrize("name", ["odd", "nowhere", report.OWN_APP, report.SCRIPT])
def test_nothing_is_kept_of_an_app_that_has_nothing_to_compare(app, name):
	found = [report.Inventory("odd", "1", error="x")]
	found += [report.Inventory(each, "1") for each in (report.OWN_APP, report.SCRIPT)]
	with pytest.raises(ValueError, match=name):
		report.remember(found, name)
	assert [path.stem for path in inventory.KNOWN.iterdir()] == ["shop"]


def test_a_person_reads_what_waits(app):
	found = report.Inventory("shop", "2.0", tuple(methods_of("shop", app)))
	lines = [
		*report.summary([found, report.Inventory("other", "1.0"), report.Inventory("odd", "1", error="x")])
	]
	assert lines[0] == "shop 2.0: 4 methods, 0 on the examined list, 1 new and 1 changed since 1.0"
	assert lines[1].endswith("never examined as a whole")
	assert lines[2] == "odd 1: not read: x"
	assert lines[3:] == ["  changed: shop.orders.changed(name, more)", "  new: shop.orders.fresh(**)"]


def test_the_whole_inventory_is_a_table(app, tmp_path):
	listed = Method("frappe.client.get_list", ("doctype",))
	found = report.Inventory("shop", "2.0", (*methods_of("shop", app), listed))
	report.write([found], tmp_path / "all.csv")
	with (tmp_path / "all.csv").open(encoding="utf-8", newline="") as file:
		rows = {row["method"]: row for row in csv.DictReader(file)}
	assert len(rows) == 5
	assert rows["shop.orders.fresh"]["touches"] == "not examined: refused"
	assert rows["shop.orders.changed"]["guests"] == "yes"
	assert rows["frappe.client.get_list"]["touches"] == "yes"
	assert "doctype" in rows["frappe.client.get_list"]["named in"].split()


def test_a_file_that_this_python_does_not_read_is_said(app):
	(app / "odd.py").write_text("def (", "utf-8")
	with pytest.raises(SyntaxError):
		[*methods_of("shop", app)]
