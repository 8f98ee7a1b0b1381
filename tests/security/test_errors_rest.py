"""Errors tell nothing: the same answer of what is there and what is not, a sentence, no trace and no SQL."""

import json
import re
import shutil

import frappe
import pytest

from lat_corps.permissions.door import names
from lat_corps.permissions.door.called import _parameters as parameters_of
from lat_corps.permissions.door.listed import lines
from tests.conftest import SITE, free_port, serving
from tests.rest import Client, said

pytestmark = pytest.mark.real_site

NOT_THERE = "LAT-1999-00001"
TELLS_TOO_MUCH = re.compile(r"Traceback|\bSELECT\b|INSERT INTO|pymysql|File \\*\"")
A, L = "LAT Case", json.dumps

OF_MANY = {
	"frappe.client.bulk_update": lambda names: {"docs": L([{"doctype": A, "docname": n} for n in names])},
	"frappe.core.api.file.get_attached_images": lambda names: {"doctype": A, "names": L(names)},
	"frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs": lambda names: {
		"doctype": A,
		"docnames": L(names),
		"action": "update",
		"data": L({"wishes": "x"}),
	},
	"frappe.desk.doctype.tag.tag.add_tags": lambda names: {"dt": A, "docs": L(names), "tags": '["x"]'},
	"frappe.desk.form.assign_to.add_multiple": lambda names: {
		"doctype": A,
		"name": L(names),
		"assign_to": "[]",
	},
	"frappe.desk.form.assign_to.remove_multiple": lambda names: {"doctype": A, "names": L(names)},
	"frappe.desk.form.linked_with.cancel_all_linked_docs": lambda names: {
		"docs": L([{"doctype": A, "name": n, "docstatus": 1} for n in names])
	},
	"frappe.desk.reportview.delete_items": lambda names: {"doctype": A, "items": L(names)},
	"frappe.desk.calendar.update_event": lambda names: {
		"args": L({"doctype": A, "name": names[0], "x": "2026-01-01"}),
		"field_map": L({"start": "x", "end": "x"}),
	},
	"frappe.desk.gantt.update_task": lambda names: {
		"args": L({"doctype": A, "name": names[0], "start": "x", "end": "x"}),
		"field_map": L({"start": "opened_on", "end": "closed_on"}),
	},
	"frappe.model.workflow.bulk_workflow_approval": lambda names: {
		"doctype": A,
		"docnames": L(names),
		"action": "Close course",
	},
	"frappe.model.workflow.get_common_transition_actions": lambda names: {
		"doctype": A,
		"docs": L([{"name": n} for n in names]),
	},
	"frappe.utils.print_format.download_multi_pdf": lambda names: {"doctype": A, "name": L(names)},
	"frappe.utils.print_format.download_multi_pdf_async": lambda names: {
		"doctype": L({A: names}),
		"name": "x",
	},
}
"""Methods that take more than one record, or one within a document, with how it is named."""


@pytest.mark.parametrize("method", OF_MANY)
def test_of_many_records_one_out_of_reach_is_as_one_that_is_not_there(client, dossier, fresh, method):
	case = dossier["LAT Case"]
	before = frappe.db.get_value("LAT Case", case.name, "modified")
	for person in ("away_coordinator", "second_mentor", "technician", "outsider"):
		answers = [
			client(person).post(f"/api/method/{method}", **OF_MANY[method](names))
			for names in ([case.name], [NOT_THERE], [{"name": ["like", "LAT%"]}])
		]
		assert {said(answer)[0] for answer in answers} == {403}, (person, [a.text[:200] for a in answers])
		assert said(answers[0]) == said(answers[1]), person
	fresh()
	assert frappe.db.get_value("LAT Case", case.name, "modified") == before


@pytest.mark.parametrize("method", OF_MANY)
def test_among_ones_own_too(client, dossier, offer, method):
	"""The mentor on offer reads none of the two; the coordinator reads one, and the other is not there."""
	case = dossier["LAT Case"].name
	answer = client("coordinator").post(f"/api/method/{method}", **OF_MANY[method]([NOT_THERE, case]))
	assert answer.status_code == 403, answer.text[:300]


def test_many_records_in_reach_go_through(client, dossier):
	case = dossier["LAT Case"].name
	for method in (
		"frappe.model.workflow.get_common_transition_actions",
		"frappe.core.api.file.get_attached_images",
		"frappe.desk.form.assign_to.remove_multiple",
	):
		answer = client("coordinator").post(f"/api/method/{method}", **OF_MANY[method]([case]))
		assert answer.ok, (method, answer.text[:300])


WRONG = ({"a": 1}, [1], "{", "' x")


def asked_wrongly(method: str, case: str):
	"""Yield what to send: what the method takes, right but for one value."""
	taken = sorted(
		parameters_of(method) or ("fields", "filters", "order_by", "group_by", "limit_start", "doc")
	)
	right = {
		name: A
		if name in ("doctype", "dt", "document_type", "reference_doctype", "reminder_doctype")
		else case
		if name in ("name", "docname", "dn", "document", "reference_name", "doc_name", "case")
		else "x"
		for name in taken
	}
	for name in taken:
		# Frappe itself fails at the name of no DocType, whatever app it would be of.
		for value in WRONG[:2] if right[name] == A else WRONG:
			yield {"doctype": A, **right, name: value}


SKIPPED = ("frappe.api.", "frappe.www.", "login", "/")


@pytest.mark.parametrize(
	"method", sorted(m for m, line in lines().items() if line.touches and not m.startswith(SKIPPED))
)
def test_a_value_of_the_wrong_kind_ends_in_a_sentence(client, dossier, method):
	called = {"lat_corps.permissions.replaced.get": "frappe.client.get"}.get(method, method)
	for sent in asked_wrongly(method, dossier["LAT Case"].name):
		if not names.named_in(json.dumps(sent)):
			continue
		answer = client("coordinator").post(f"/api/method/{called}", **sent)
		assert not TELLS_TOO_MUCH.search(answer.text), (sent, answer.status_code, answer.text[:600])
		if answer.status_code not in (200, 403, 404):
			assert said(answer)[1], (sent, answer.status_code, answer.text[:300])


@pytest.fixture
def without_wkhtmltopdf(tmp_path, world):
	"""The coordinator on a server that finds the program that seeks programs, and no other."""
	(tmp_path / "which").symlink_to(shutil.which("which"))
	port = free_port()
	serve = f"import frappe.app; frappe.app.serve(port={port}, no_reload=True, site={SITE!r}, sites_path='.')"
	for address in serving(port, "-c", serve, PATH=str(tmp_path)):
		yield Client(address).login(world["coordinator"])


def test_a_print_without_wkhtmltopdf_says_what_the_server_lacks(without_wkhtmltopdf, dossier):
	asked = {"doctype": A, "name": dossier[A].name, "format": "Standard", "pdf_generator": "wkhtmltopdf"}
	answer = without_wkhtmltopdf.get("/api/method/frappe.utils.print_format.download_pdf", **asked)
	assert answer.status_code == 500
	assert "lacks a program" in str(said(answer)[1]), answer.text[:600]
