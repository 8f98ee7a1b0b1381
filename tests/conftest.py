"""One suite, two hosts: the embedded site by default, a real one when LAT_BENCH and LAT_SITE are set."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BENCH, SITE = os.environ.get("LAT_BENCH"), os.environ.get("LAT_SITE")

sys.path.insert(0, str(ROOT))
if not BENCH:
	sys.path.insert(0, str(ROOT / "embedded"))


def pytest_collection_modifyitems(items):
	"""Tests that need a real site are left out, not skipped, where there is none."""
	if not BENCH:
		items[:] = [item for item in items if not item.get_closest_marker("real_site")]


@pytest.fixture(scope="session")
def connected(tmp_path_factory):
	import frappe

	if BENCH:
		os.chdir(Path(BENCH) / "sites")
		frappe.init(site=SITE, sites_path=str(Path(BENCH) / "sites"))
		assert frappe.get_site_config().allow_tests, f"set allow_tests on {SITE}: tests write to it"
	else:
		from frappe import host

		folder = tmp_path_factory.mktemp("site")
		host.new_site(folder / "lat.test")
		frappe.init(site="lat.test", sites_path=str(folder))
	frappe.connect()
	frappe.set_user("Administrator")
	yield frappe
	frappe.destroy()


@pytest.fixture(scope="session")
def world(connected):
	"""Two municipalities with their people, kept for the whole session and removed after it."""
	from tests import factories

	factories.remove_world()
	built = factories.build_world()
	connected.db.commit()
	yield built
	connected.db.rollback()
	connected.set_user("Administrator")
	factories.remove_world()
	connected.db.commit()


@pytest.fixture(autouse=True)
def site(request):
	"""Undo what a test has written; tests of the plain domain touch no site."""
	folder = Path(request.node.path).parent.name
	if folder in ("domain", "spreadsheets", "metadata"):
		yield None
		return
	frappe = request.getfixturevalue("connected")
	frappe.set_user("Administrator")
	frappe.local.lang = "en"
	frappe.clear_messages()
	yield frappe
	frappe.set_user("Administrator")
	frappe.db.rollback()
	frappe.clear_cache(doctype="Workflow")
	frappe.local.lang = "en"


@pytest.fixture
def as_user(connected):
	"""A context in which another user is logged in."""

	@contextmanager
	def logged_in(user: str):
		before = connected.session.user
		connected.set_user(user)
		try:
			yield
		finally:
			connected.set_user(before)

	return logged_in
