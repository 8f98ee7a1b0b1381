"""What people do in the Desk all day goes through the door: with a course, and with anything else."""

from __future__ import annotations

import json
from collections.abc import Callable

import frappe
import pytest

from tests import factories
from tests.rest import Client

pytestmark = pytest.mark.real_site

REFUSED = "not reached this way"
COLLEAGUE = ("Website Manager", "Dashboard Manager", "Report Manager", "Prepared Report User")
"""Roles of a login that has no place in the app and works in the Desk."""

Ask = Callable[..., object]


@pytest.fixture(scope="module")
def colleague(server, connected, world):
	"""A login of another department, with roles of Frappe's own."""
	user = factories.make_user("colleague", "Ejner Post", *COLLEAGUE)
	_sweep(user)
	yield Client(server).login(user)
	connected.db.rollback()
	_sweep(user)


def _sweep(user: str) -> None:
	for doctype in ("ToDo", "Kanban Board", "Comment", "DocShare", "File"):
		frappe.db.delete(doctype, {"owner": user})
	frappe.db.commit()


@pytest.fixture(scope="module")
def task(colleague):
	answer = colleague.post(
		"/api/resource/ToDo",
		description="Ring til kantinen",
		date="2026-12-01",
		allocated_to=f"colleague@{factories.DOMAIN}",
	)
	assert answer.ok, answer.text
	return frappe._dict(answer.json()["data"])


@pytest.fixture(scope="module")
def course(dossier):
	return frappe._dict(doctype="LAT Case", name=dossier["LAT Case"].name)


def everyday(doctype: str, name: str, doc: dict, user: str) -> dict[str, tuple[str, dict]]:
	"""Return what the Desk's lists and forms send about a record: label -> (method, parameters)."""
	table = f"`tab{doctype}`"
	listed = {
		"doctype": doctype,
		"fields": json.dumps([f"{table}.`name`", f"{table}.`modified`", f"{table}.`_user_tags`"]),
		"filters": json.dumps([[doctype, "name", "=", name]]),
		"order_by": f"{table}.`modified` desc",
		"start": 0,
		"page_length": 20,
		"view": "List",
	}
	a_filter = json.dumps([[doctype, "name", "=", name]])
	about = {"doctype": doctype, "docname": name}
	named = {"doctype": doctype, "name": name}
	reference = {"reference_doctype": doctype, "reference_name": name}
	return {
		"form's fields": ("frappe.desk.form.load.getdoctype", {"doctype": doctype, "with_parent": 1}),
		"list": ("frappe.desk.reportview.get", listed),
		"list as list": ("frappe.desk.reportview.get_list", listed),
		"count": ("frappe.desk.reportview.get_count", {**listed, "distinct": "false"}),
		"list settings": ("frappe.desk.listview.get_list_settings", {"doctype": doctype}),
		"sidebar": (
			"frappe.desk.reportview.get_sidebar_stats",
			{"stats": '["_user_tags"]', "doctype": doctype, "filters": "[]"},
		),
		"group by assigned": (
			"frappe.desk.listview.get_group_by_count",
			{"doctype": doctype, "current_filters": "[]", "field": "assigned_to"},
		),
		"group by owner": (
			"frappe.desk.listview.get_group_by_count",
			{"doctype": doctype, "current_filters": "[]", "field": "owner"},
		),
		"own settings kept": (
			"frappe.model.utils.user_settings.save",
			{
				"doctype": doctype,
				"user_settings": json.dumps({"List": {"filters": [[doctype, "name", "=", name]]}}),
			},
		),
		"own settings": ("frappe.model.utils.user_settings.get", {"doctype": doctype}),
		"form": ("frappe.desk.form.load.getdoc", {**named, "_": 1}),
		"what is around it": ("frappe.desk.form.load.get_docinfo", named),
		"older messages": ("frappe.desk.form.load.get_communications", {**named, "start": 0, "limit": 20}),
		"save": ("frappe.desk.form.save.savedocs", {"doc": json.dumps(doc), "action": "Save"}),
		"comment": (
			"frappe.desk.form.utils.add_comment",
			{
				**reference,
				"content": "<div>Talt med afdelingen</div>",
				"comment_email": user,
				"comment_by": "Navn",
			},
		),
		"assign": (
			"frappe.desk.form.assign_to.add",
			{**named, "assign_to": json.dumps([user]), "description": "Se på det"},
		),
		"assignment closed": ("frappe.desk.form.assign_to.remove", {**named, "assign_to": user}),
		"like": ("frappe.desk.like.toggle_like", {**named, "add": "Yes"}),
		"like no more": ("frappe.desk.like.toggle_like", {**named, "add": "No"}),
		"follow": (
			"frappe.desk.form.document_follow.update_follow",
			{"doctype": doctype, "doc_name": name, "following": 0},
		),
		"with whom shared": ("frappe.share.get_users", named),
		"next one": (
			"frappe.desk.form.utils.get_next",
			{
				"doctype": doctype,
				"value": name,
				"prev": 0,
				"filters": "[]",
				"sort_order": "desc",
				"sort_field": "modified",
			},
		),
		"links": ("frappe.desk.form.linked_with.get", about),
		"link search": (
			"frappe.desk.search.search_link",
			{"doctype": doctype, "txt": name[:3], "page_length": 10},
		),
		"link title": ("frappe.desk.search.get_link_title", about),
		"link preview": ("frappe.desk.link_preview.get_preview_data", about),
		"people to mention": ("frappe.desk.search.get_names_for_mentions", {"search_term": "b"}),
		"one value": (
			"frappe.client.get_value",
			{"doctype": doctype, "filters": json.dumps({"name": name}), "fieldname": '["name","modified"]'},
		),
		"list by script": (
			"frappe.client.get_list",
			{"doctype": doctype, "fields": '["name"]', "filters": a_filter, "limit_page_length": 5},
		),
		"count by script": ("frappe.client.get_count", {"doctype": doctype, "filters": a_filter}),
		"record by script": ("frappe.client.get", named),
		"rights by script": ("frappe.client.get_doc_permissions", about),
		"print settings": ("frappe.printing.page.print.print.get_print_settings_to_show", about),
		"print preview": (
			"frappe.www.printview.get_html_and_style",
			{"doc": doctype, "name": name, "print_format": "Standard", "no_letterhead": 1},
		),
		"print noted": (
			"frappe.core.doctype.access_log.access_log.make_access_log",
			{"doctype": doctype, "document": name, "file_type": "PDF", "method": "Print"},
		),
		"calendar": (
			"frappe.desk.calendar.get_events",
			{
				"doctype": doctype,
				"start": "2026-11-01",
				"end": "2026-12-31",
				"field_map": '{"start":"creation","end":"creation","title":"name","id":"name"}',
				"filters": "[]",
			},
		),
		"boards": ("frappe.desk.doctype.kanban_board.kanban_board.get_kanban_boards", {"doctype": doctype}),
		"number card": (
			"frappe.desk.doctype.number_card.number_card.get_result",
			{
				"doc": json.dumps({"document_type": doctype, "function": "Count", "type": "Document Type"}),
				"filters": a_filter,
			},
		),
		"search of the site": ("frappe.utils.global_search.search", {"text": name, "start": 0, "limit": 20}),
		"steps of the workflow": ("frappe.model.workflow.get_transitions", {"doc": json.dumps(doc)}),
		"labels": ("frappe.desk.doctype.tag.tag.get_tags", {"doctype": doctype, "txt": ""}),
		"pages opened": (
			"frappe.desk.doctype.route_history.route_history.deferred_insert",
			{"routes": json.dumps([{"route": f"Form/{doctype}/{name}", "creation": "2026-11-29 10:00:00"}])},
		),
		"queued submissions": (
			"frappe.core.doctype.submission_queue.submission_queue.get_latest_submissions",
			about,
		),
		"links of forms": ("frappe.desk.form.linked_with.get_linked_doctypes", {"doctype": doctype}),
	}


WITHOUT_WORKFLOW = ("steps of the workflow",)


def test_there_are_forty_of_them():
	assert len(everyday("ToDo", "x", {}, "y")) >= 40


def _post(client: Client, method: str, sent: dict):
	# As the Desk sends them: a form, not JSON.
	return client.session.post(f"{client.url}/api/method/{method}", data=sent)


@pytest.mark.parametrize("action", everyday("ToDo", "x", {}, "y"))
class TestEveryDay:
	def test_a_coordinator_works_with_a_course(self, client, world, course, action):
		coordinator = client("coordinator")
		doc = coordinator.read(course).json()["data"]
		method, sent = everyday("LAT Case", course.name, doc, world["coordinator"])[action]
		answer = _post(coordinator, method, sent)
		assert answer.ok, answer.text[-600:]

	def test_a_colleague_works_with_other_things(self, colleague, task, action):
		doc = colleague.get(f"/api/resource/ToDo/{task.name}").json()["data"]
		method, sent = everyday("ToDo", task.name, doc, f"colleague@{factories.DOMAIN}")[action]
		answer = _post(colleague, method, sent)
		assert answer.ok or action in WITHOUT_WORKFLOW, answer.text[-600:]
		assert REFUSED not in answer.text


BY_OTHER_WAYS: dict[str, Callable[[Client, frappe._dict], object]] = {
	"list by REST": lambda client, doc: client.get(f"/api/resource/{doc.doctype}", fields='["name"]'),
	"list by REST 2": lambda client, doc: client.get(f"/api/v2/document/{doc.doctype}", fields='["name"]'),
	"record by REST": lambda client, doc: client.read(doc),
	"record by REST 2": lambda client, doc: client.get(f"/api/v2/document/{doc.doctype}/{doc.name}"),
	"count by REST 2": lambda client, doc: client.get(f"/api/v2/doctype/{doc.doctype}/count"),
	"export": lambda client, doc: client.session.post(
		f"{client.url}/api/method/frappe.desk.reportview.export_query",
		data={
			"doctype": doc.doctype,
			"title": doc.doctype,
			"file_format_type": "CSV",
			"fields": json.dumps([f"`tab{doc.doctype}`.`name`"]),
			"filters": json.dumps([[doc.doctype, "name", "=", doc.name]]),
		},
	),
	"print": lambda client, doc: client.get(
		"/printview", doctype=doc.doctype, name=doc.name, no_letterhead=1
	),
	"file": lambda client, doc: factories.upload(client, doc, "referat.txt"),
	"form": lambda client, doc: client.get(f"/app/{doc.doctype.lower().replace(' ', '-')}/{doc.name}"),
}


@pytest.mark.parametrize("way", BY_OTHER_WAYS)
class TestOtherWays:
	def test_for_a_coordinator(self, client, course, way):
		answer = BY_OTHER_WAYS[way](client("coordinator"), course)
		assert getattr(answer, "ok", True), answer.text[-600:]

	def test_for_a_colleague(self, colleague, task, way):
		answer = BY_OTHER_WAYS[way](colleague, frappe._dict(doctype="ToDo", name=task.name))
		text = getattr(answer, "text", "")
		assert REFUSED not in text


def test_a_colleague_shares_plans_labels_and_reminds(colleague, task):
	"""What the app's own documents refuse goes on for others."""
	named = {"doctype": "ToDo", "name": task.name}
	for method, sent in (
		("frappe.share.add", {**named, "user": "Administrator", "read": 1}),
		("frappe.desk.doctype.tag.tag.add_tag", {"tag": "haster", "dt": "ToDo", "dn": task.name}),
		("frappe.desk.doctype.tag.tag.remove_tag", {"tag": "haster", "dt": "ToDo", "dn": task.name}),
		(
			"frappe.desk.doctype.kanban_board.kanban_board.quick_kanban_board",
			{"doctype": "ToDo", "board_name": "Opgaver", "field_name": "status"},
		),
		("frappe.client.set_value", {**named, "fieldname": "priority", "value": "High"}),
		("frappe.desk.reportview.delete_items", {"doctype": "ToDo", "items": json.dumps([task.name])}),
	):
		answer = _post(colleague, method, sent)
		assert answer.ok, (method, answer.text[-600:])
