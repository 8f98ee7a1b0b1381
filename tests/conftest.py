"""One suite, two hosts: the embedded site by default, a real one when LAT_BENCH and LAT_SITE are set.

LAT_SITE may name several sites that are alike, one for each worker of pytest-xdist: what one worker writes,
no other sees.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
BENCH, SITES = os.environ.get("LAT_BENCH"), os.environ.get("LAT_SITE", "").split()
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
SITE = SITES[WORKER] if BENCH else None

sys.path.insert(0, str(ROOT))
if not BENCH:
	sys.path.insert(0, str(ROOT / "embedded"))


collect_ignore = [
	*(["contract/test_host.py"] if BENCH else []),
	*([] if os.environ.get("LAT_BROWSER") else ["browser"]),
]

# A busy machine draws slowly; that says nothing about the code.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_collection_modifyitems(items):
	"""Tests that need a real site are left out, not skipped, where there is none."""
	if not BENCH:
		items[:] = [item for item in items if not item.get_closest_marker("real_site")]
	of_erpnext = [item for item in items if item.get_closest_marker("erpnext")]
	if of_erpnext and not has_erpnext():
		items[:] = [item for item in items if item not in of_erpnext]


def has_erpnext() -> bool:
	"""Tell whether the real site has ERPNext."""
	import frappe

	here = Path.cwd()
	os.chdir(Path(BENCH) / "sites")
	frappe.init(site=SITE, sites_path=".")
	frappe.connect()
	try:
		return "erpnext" in frappe.get_installed_apps()
	finally:
		frappe.destroy()
		os.chdir(here)


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
	factories.keep_records()
	connected.db.commit()
	yield built
	connected.db.rollback()
	connected.set_user("Administrator")
	factories.remove_world()
	connected.db.commit()


@pytest.fixture(scope="module", autouse=True)
def nothing_left():
	"""Take away the records that a module has committed: a later one would count them."""
	yield
	factories = sys.modules.get("tests.factories")
	if factories and factories.STAYING:
		import frappe

		frappe.db.rollback()
		frappe.set_user("Administrator")
		factories.remove_what_is_new()
		frappe.db.commit()


@pytest.fixture(scope="session")
def server(connected):
	"""The address of a web server for the site under test, for as long as the session lasts."""
	port = free_port()
	serve = f"import frappe.app; frappe.app.serve(port={port}, no_reload=True, site={SITE!r}, sites_path='.')"
	yield from serving(port, "-c", serve)


@pytest.fixture(scope="module")
def busy_server(connected):
	"""The address of a web server of several processes and threads, as a site in use has it."""
	port = free_port()
	workers = ("--workers", "3", "--threads", "12", "--timeout", "120")
	yield from serving(port, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", *workers, "frappe.app:application")


def free_port() -> int:
	with socket.socket() as probe:
		probe.bind(("127.0.0.1", 0))
		return probe.getsockname()[1]


def serving(port: int, *command: str, **environment: str):
	"""Yield the address of a server that this Python is told to start, and end it afterwards."""
	with subprocess.Popen(
		[sys.executable, *command],
		cwd=Path(BENCH) / "sites",
		env={**os.environ, "SITES_PATH": ".", **environment},
		stdout=subprocess.DEVNULL,
		stderr=subprocess.DEVNULL,
	) as process:
		for _attempt in range(600):
			with socket.socket() as probe:
				if probe.connect_ex(("127.0.0.1", port)) == 0:
					break
			time.sleep(0.1)
		yield f"http://127.0.0.1:{port}"
		process.terminate()


@pytest.fixture(scope="session")
def client(server, world):
	"""Return a logged-in HTTP client for a person of the world."""
	from tests.rest import Client

	clients = {}

	def logged_in(person: str) -> Client:
		if person not in clients:
			clients[person] = Client(server).login(world[person])
		return clients[person]

	return logged_in


@pytest.fixture(scope="module")
def administrator(server, connected):
	"""An HTTP client as Administrator, by a key that is taken back afterwards."""
	from frappe.core.doctype.user.user import generate_keys
	from frappe.utils.password import remove_encrypted_password

	from tests.rest import Client

	before = connected.db.get_value("User", "Administrator", "api_key")
	secret = generate_keys("Administrator")["api_secret"]
	key = connected.db.get_value("User", "Administrator", "api_key")
	connected.db.commit()
	yield Client(server, token=f"{key}:{secret}")
	connected.set_user("Administrator")
	connected.db.set_value("User", "Administrator", "api_key", before)
	remove_encrypted_password("User", "Administrator", "api_secret")
	connected.db.commit()


@pytest.fixture(scope="module", autouse=True)
def queue():
	"""Take away the jobs that a module has left."""
	yield
	if "frappe" in sys.modules and BENCH:
		take_jobs_away()


def take_jobs_away() -> None:
	"""Take away the jobs of the site that no worker has taken: Frappe 16 refuses more than some hundreds."""
	import frappe
	from frappe.utils.background_jobs import get_queues

	if getattr(frappe.local, "site", None) != SITE:
		return
	for waiting in get_queues():
		for job in waiting.jobs:
			if job.kwargs.get("site") == SITE:
				job.delete()


@pytest.fixture
def at_once(connected, monkeypatch):
	"""What Frappe leaves to workers, none of which runs, is done at once: 15 asks a flag, 16 its module."""
	monkeypatch.setitem(connected.flags, "in_test", True)
	monkeypatch.setattr(connected, "in_test", True, raising=False)


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
	# Frappe keeps these for a request, which a test is: of people who were made since, or made anew.
	frappe.local.fullnames = {}
	yield frappe
	frappe.set_user("Administrator")
	frappe.db.rollback()
	# a refused save leaves its mark for the rest of a request, which ends here
	frappe.flags.currently_saving = []
	frappe.clear_cache(doctype="Workflow")
	# roles that were given and rolled back would stay with the person in Frappe's cache
	frappe.cache.delete_value("roles")
	frappe.local.lang = "en"
