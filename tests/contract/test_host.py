"""Sites of the stand-in: made, copied, migrated, emptied again. `bench` does this for a real one."""

import json

import pytest
from frappe import host


@pytest.fixture
def away(connected):
	"""Go to another site, and come back to the one of the session."""
	import frappe

	here = frappe.get_site_path()
	frappe.db.rollback()
	yield frappe
	host.open_site(here)


@pytest.fixture
def toy(tmp_path, monkeypatch):
	"""A small app of its own, with hooks that leave traces."""
	root = tmp_path / "apps"
	app = root / "toy_app"
	doctype = app / "toys" / "doctype" / "toy"
	doctype.mkdir(parents=True)
	for folder in (app, app / "toys", app / "toys" / "doctype", doctype, app / "patches"):
		folder.mkdir(exist_ok=True)
		(folder / "__init__.py").touch()
	(app / "modules.txt").write_text("Toys\n")
	(app / "patches.txt").write_text("[pre_model_sync]\n\n[post_model_sync]\n")
	(app / "hooks.py").write_text(
		"app_name = 'toy_app'\nafter_install = 'toy_app.setup.after_install'\n"
		"before_uninstall = 'toy_app.setup.before_uninstall'\nafter_migrate = 'toy_app.setup.after_migrate'\n"
	)
	(app / "setup.py").write_text(
		"import frappe\n\ndef after_install():\n\tfrappe.get_doc(doctype='Toy', title='First').insert()\n\n"
		"def before_uninstall():\n\tfrappe.db.set_global('toys', frappe.db.count('Toy'))\n\n"
		"def after_migrate():\n\tfrappe.get_doc(doctype='Toy', title='Migrated').insert()\n"
	)
	(app / "patches" / "paint.py").write_text(
		"import frappe\n\ndef execute():\n\tfrappe.db.set_value('Toy', {'title': 'First'}, 'colour', 'Red')\n"
	)
	definition = {
		"doctype": "DocType",
		"name": "Toy",
		"module": "Toys",
		"fields": [{"fieldname": "title", "fieldtype": "Data", "reqd": 1}],
		"permissions": [],
	}
	(doctype / "toy.json").write_text(json.dumps(definition))
	(doctype / "toy.py").write_text(
		"from frappe.model.document import Document\n\nclass Toy(Document):\n\tpass\n"
	)
	monkeypatch.syspath_prepend(str(root))
	yield app, definition
	import sys

	for name in [name for name in sys.modules if name.startswith("toy_app")]:
		del sys.modules[name]


def test_an_app_is_installed_migrated_and_removed(away, toy, tmp_path):
	app, definition = toy
	site = tmp_path / "toy.test"
	host.new_site(site, apps=("toy_app",))
	host.open_site(site)
	assert away.get_installed_apps() == ["frappe", "toy_app"]
	assert away.get_all("Toy", pluck="title") == ["First"]

	definition["fields"].append({"fieldname": "colour", "fieldtype": "Data"})
	(app / "toys" / "doctype" / "toy" / "toy.json").write_text(json.dumps(definition))
	(app / "patches.txt").write_text("[pre_model_sync]\n\n[post_model_sync]\ntoy_app.patches.paint\n")
	host.migrate(site)
	host.migrate(site)
	assert sorted((toy.title, toy.colour) for toy in away.get_all("Toy", "*")) == [
		("First", "Red"),
		("Migrated", None),
		("Migrated", None),
	]
	assert away.get_all("Patch Log", pluck="patch") == ["toy_app.patches.paint"]

	host.uninstall_app("toy_app")
	assert away.get_installed_apps() == ["frappe"]
	assert not away.db.table_exists("Toy") and not away.db.exists("DocType", "Toy")
	assert not away.db.exists("Module Def", "Toys") and away.db.get_global("toys") == "3"
	with pytest.raises(away.DoesNotExistError):
		away.get_doc({"doctype": "Toy", "title": "x"})


def test_a_copy_of_a_site_goes_its_own_way(away, tmp_path):
	first, second = tmp_path / "one.test", tmp_path / "two.test"
	host.new_site(first, apps=())
	host.clone_site(first, second)
	host.open_site(second)
	away.get_doc({"doctype": "Role", "role_name": "Of two"}).insert()
	away.db.commit()
	host.open_site(first)
	assert not away.db.exists("Role", "Of two")
	host.open_site(second)
	assert away.db.exists("Role", "Of two")
