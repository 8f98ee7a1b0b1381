"""Beside ERPNext: what its people do answers the same with the app and without it."""

import json
import re
from itertools import chain, groupby
from operator import itemgetter

import frappe
import pytest

from tests import conftest, factories
from tests.rest import Client
from tests.site.ordinary_actions import ACTIONS, Colleague

pytestmark = [pytest.mark.real_site, pytest.mark.erpnext]

ROLES = (
	"System Manager",
	"Sales Manager",
	"Sales Master Manager",
	"Sales User",
	"Item Manager",
	"Accounts User",
	"Workspace Manager",
)
AT_LEAST = 40

WITHOUT = """
import copy, frappe, frappe.app
installed, loaded = frappe.get_installed_apps, {{}}
def others(*args, **options):
	return [app for app in installed(*args, **options) if app != "lat_corps"]
def hooks(hook=None, default="_KEEP_DEFAULT_LIST", app_name=None):
	if app_name not in loaded:
		loaded[app_name] = frappe._load_app_hooks(app_name)
	found = frappe._dict(copy.deepcopy(loaded[app_name]))
	return found.get(hook, [] if default == "_KEEP_DEFAULT_LIST" else default) if hook else found
frappe.get_installed_apps, frappe.get_hooks = others, hooks
modules = frappe.setup_module_map
frappe.setup_module_map = lambda include_all_apps=True: modules(include_all_apps=True)
frappe.app.serve(port={port}, no_reload=True, site={site!r}, sites_path='.')
"""
"""A server of the same site on which no hook of the app runs.

The modules of the app stay known: Frappe 16 asks of each record that the Desk names which app its module has.
"""

VARIES = (
	(re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?"), "<time>"),
	(re.compile(r"\b[A-Z]+-[A-Z]*-?\d{4}-\d{5}\b"), "<number>"),
	(re.compile(r'(?<=")[0-9a-z]{10}(?=\\*")'), "<hash>"),
	(re.compile(r"\b(?=[0-9a-z]*\d)[0-9a-z]{10}\b"), "<hash>"),
	(re.compile(r'"execution_time": [\d.e-]+'), "<time>"),
	(re.compile(r"\b[0-9a-f]{32,64}\b"), "<id>"),
	(re.compile(r"127\.0\.0\.1:\d+"), "<server>"),
	(re.compile(r"<script.*?</script>", re.S), "<script>"),
)
"""What differs between any two runs."""


def seen(answer, tag: str) -> tuple[int, str]:
	"""Return the status and the content of an answer, without what differs between two runs."""
	kind = answer.headers.get("Content-Type", "")
	if answer.url.endswith("/app") or "/desk" in answer.url:
		return answer.status_code, "the desk"
	if "json" in kind:
		text = json.dumps(in_order(answer.json()), sort_keys=True, ensure_ascii=False)
	elif "html" in kind or "csv" in kind or "text" in kind:
		text = answer.text
	else:
		return answer.status_code, kind
	text = re.sub(tag, "<tag>", text, flags=re.IGNORECASE)
	for pattern, instead in VARIES:
		text = pattern.sub(instead, text)
	return answer.status_code, text


def in_order(content: dict) -> dict:
	"""Return an answer with rows that were counted alike by their names: a query owes them no order."""
	rows = content.get("message")
	if not isinstance(rows, list) or not all(isinstance(row, dict) and "count" in row for row in rows):
		return content
	alike = (sorted(found, key=itemgetter("name")) for _count, found in groupby(rows, itemgetter("count")))
	return {**content, "message": list(chain.from_iterable(alike))}


@pytest.fixture(scope="module")
def without(connected):
	import redis

	port = conftest.free_port()
	cache = f"{frappe.conf.redis_cache.rstrip('/')}/1"
	redis.from_url(cache).flushdb()
	code = WITHOUT.format(port=port, site=frappe.local.site)
	yield from conftest.serving(port, "-c", code, FRAPPE_REDIS_CACHE=cache)


@pytest.fixture(scope="module")
def person(connected):
	user = f"colleague@{factories.DOMAIN}"
	frappe.delete_doc("User", user, force=True)
	factories.make_user("colleague", "Ejner Post", *ROLES)
	frappe.db.commit()
	yield user
	frappe.db.rollback()
	sweep()
	frappe.delete_doc("User", user, force=True)
	frappe.db.commit()


LEFT = (
	"Workflow",
	"Workflow State",
	"Workflow Action Master",
	"Property Setter",
	"Custom Field",
	"Report",
	"Data Import",
	"Webhook",
	"Notification",
	"Kanban Board",
	"Number Card",
	"List Filter",
	"Email Template",
	"Communication",
	"File",
	"ToDo",
	"Note",
	"Quotation",
	"Lead",
	"Item",
	"Customer",
)


def sweep() -> None:
	"""Take away what a run leaves; it is all one person's."""
	frappe.db.rollback()
	for doctype in LEFT:
		for name in frappe.get_all(doctype, filters={"owner": f"colleague@{factories.DOMAIN}"}, pluck="name"):
			if frappe.db.get_value(doctype, name, "docstatus") == 1:
				frappe.get_doc(doctype, name).cancel()
			frappe.delete_doc(doctype, name, force=True, ignore_permissions=True, delete_permanently=True)
	frappe.db.commit()


def roots() -> dict[str, str]:
	"""Return the groups of a set-up ERPNext, whatever language it was set up in."""
	groups = {"items": "Item Group", "places": "Territory"}
	found = {key: frappe.db.get_value(doctype, {"lft": 1}) for key, doctype in groups.items()}
	return {**found, "unit": frappe.get_all("UOM", pluck="name", order_by="name asc", limit=1)[0]}


def run(url: str, user: str, tag: str) -> dict[str, tuple[int, str]]:
	colleague = Colleague(Client(url).login(user), tag, roots())
	answers = {}
	for said, done in ACTIONS.items():
		try:
			answers[said] = seen(done(colleague), tag)
		except KeyError as error:
			answers[said] = (0, f"what it needs was refused before: {error}")
	return answers


@pytest.fixture(scope="module")
def answers(server, without, person):
	"""What each action answered (with the app, without it)."""
	sweep()
	# Without the app first: what a run leaves behind, such as a label, is then seen by the run with it.
	alone = run(without, person, "Qrav")
	sweep()
	frappe.clear_cache()
	beside = run(server, person, "Qtin")
	return {said: (beside[said], alone[said]) for said in ACTIONS}


def test_there_are_enough_of_them():
	assert len(ACTIONS) >= AT_LEAST


@pytest.mark.parametrize("said", ACTIONS)
def test_an_ordinary_action_answers_as_without_the_app(answers, said):
	beside, alone = answers[said]
	assert beside == alone


def test_they_succeed(answers):
	"""An action that is refused on both sides would show no difference."""
	meant_to_fail = {"read what is not there", "ask for what is not allowed"}
	failed = {said: alone for said, (_beside, alone) in answers.items() if alone[0] >= 300 or not alone[0]}
	assert failed.keys() <= meant_to_fail, failed
