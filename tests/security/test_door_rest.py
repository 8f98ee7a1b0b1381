"""Row 21 over HTTP: what names the app's documents by a method that was not examined is refused."""

from __future__ import annotations

import json

import frappe
import pytest

from lat_corps.permissions.door import names
from tests.factories import as_user

pytestmark = pytest.mark.real_site

UNEXAMINED = "frappe.utils.goal.get_monthly_goal_graph_data"
REFUSED = "not reached this way"


@pytest.fixture
def ask(client):
	def asked(person: str, called: str, **data):
		return client(person).post(f"/api/method/{called}", **data)

	return asked


WAYS = {
	"parameter": lambda name: {"json": {"title": "x", "doctype": name}},
	"nested": lambda name: {"json": {"title": {"a": [{"b": name}]}}},
	"text in text": lambda name: {"json": {"title": json.dumps({"a": json.dumps([name])})}},
	"form": lambda name: {"data": {"title": name}},
	"query": lambda name: {"params": {"title": name}},
	"key": lambda name: {"json": {name: "x"}},
	"a parameter that it does not take": lambda name: {"json": {"title": "x", "other": name}},
	"query beside the body": lambda name: {"params": {"title": name}, "json": {"title": "x"}},
	"name of a file": lambda name: {"files": {"file": (f"{name}.csv", b"a")}, "data": {"title": "x"}},
}


class TestUnexamined:
	@pytest.mark.parametrize("way", WAYS)
	@pytest.mark.parametrize("person", ["coordinator", "technician", "outsider"])
	def test_names_no_document(self, client, dossier, person, way):
		for name in ("LAT Case", "tablat_case", dossier["LAT Case"].name):
			for address in ("/api/method/", "/api/v1/method/", "/api/v2/method/"):
				url = f"{client(person).url}{address}{UNEXAMINED}"
				answer = client(person).session.post(url, **WAYS[way](name))
				assert answer.status_code == 403 and REFUSED in answer.text, (address, name, answer.text)

	@pytest.mark.parametrize("address", ["/", "/app", "/api/resource/ToDo", "/api/method/frappe.ping"])
	def test_nor_by_cmd_at_another_address(self, client, address):
		for how in ("params", "data"):
			sent = {how: {"cmd": UNEXAMINED, "doctype": "LAT Case"}}
			answer = client("coordinator").session.post(f"{client('coordinator').url}{address}", **sent)
			assert answer.status_code == 403 and REFUSED in answer.text, (how, answer.text)

	def test_nor_by_the_other_name_of_an_overridden_method(self, connected, monkeypatch):
		"""Frappe's own `get_count` asks for no right: a module that imports it gives it another name."""
		import frappe.desk.like
		from frappe.client import get_count

		from lat_corps.permissions.door.called import function_name
		from lat_corps.permissions.door.listed import lines

		monkeypatch.setattr(frappe.desk.like, "counted", get_count, raising=False)
		assert function_name("frappe.desk.like.counted") == "frappe.client.get_count"
		assert function_name("frappe.client.get_count") == "lat_corps.permissions.replaced.get_count"
		assert "frappe.client.get_count" not in lines()

	def test_nor_by_a_page(self, client):
		for path in ("/list/lat-case", "/list?doctype=LAT Case", "/LAT Case", "/search?q=LAT-2026-00001"):
			answer = client("coordinator").get(path)
			assert answer.status_code == 403, path

	def test_nor_by_what_does_not_exist(self, ask):
		assert ask("coordinator", "frappe.no.such.method", doctype="LAT Case").status_code == 403

	def test_goes_on_with_other_documents(self, ask):
		answer = ask("outsider", UNEXAMINED, title="Relateret", doctype="Sales Invoice", filters="[]")
		assert REFUSED not in answer.text


class TestMethodsThatCallMethods:
	@pytest.mark.parametrize(
		"call",
		[
			("frappe.model.mapper.make_mapped_doc", {"method": "frappe.client.get"}),
			("frappe.model.mapper.map_docs", {"method": "frappe.client.get"}),
			("frappe.desk.treeview.get_all_nodes", {"tree_method": "frappe.client.get_list"}),
			("frappe.desk.search.search_link", {"txt": "", "query": "frappe.client.get_list"}),
			("frappe.desk.search.search_widget", {"txt": "", "query": "frappe.client.get"}),
		],
		ids=lambda call: call[0],
	)
	def test_call_what_is_on_the_list_alone(self, ask, dossier, call):
		method, named = call
		sent = {"doctype": "LAT Case", "source_name": dossier["LAT Case"].name, "label": "x", "parent": "x"}
		answer = ask("coordinator", method, **sent, **named)
		assert answer.status_code == 403 and REFUSED in answer.text

	def test_an_own_method_is_not_called_by_another(self, ask, dossier):
		answer = ask(
			"coordinator",
			"frappe.model.mapper.make_mapped_doc",
			method="lat_corps.corps.role_text.for_reader",
			source_name="x",
		)
		assert answer.status_code == 403 and REFUSED in answer.text

	@pytest.mark.parametrize("method", ["rename", "add_comment", "submit", "get_value", "as_dict"])
	def test_no_method_of_a_document_is_called(self, client, dossier, method):
		case = dossier["LAT Case"]
		coordinator = client("coordinator")
		for answer in (
			coordinator.post("/api/method/run_doc_method", dt="LAT Case", dn=case.name, method=method),
			coordinator.post(
				"/api/method/run_doc_method",
				docs=json.dumps({"doctype": "LAT Case", "name": case.name}),
				method=method,
			),
			coordinator.post(
				"/api/v2/method/run_doc_method",
				document={"doctype": "LAT Case", "name": case.name},
				method=method,
			),
			coordinator.get(f"/api/resource/LAT Case/{case.name}", run_method=method),
			coordinator.post(f"/api/resource/LAT Case/{case.name}", run_method=method),
			coordinator.get(f"/api/v2/document/LAT Case/{case.name}/method/{method}"),
		):
			assert answer.status_code == 403 and REFUSED in answer.text, answer.text


class TestWhoHoldsNoFunction:
	def test_reaches_no_document(self, client, dossier):
		for doc in dossier.values():
			outsider = client("outsider")
			for name in (doc.name, "LAT-1999-00001"):
				answer = outsider.get(f"/api/resource/{doc.doctype}/{name}")
				assert answer.status_code == 403 and "no such record" in answer.text
			answer = outsider.get(
				"/api/method/frappe.desk.reportview.get", doctype=doc.doctype, fields='["name"]'
			)
			assert answer.status_code == 403 and REFUSED in answer.text

	def test_nor_by_a_key(self, server, world, connected):
		from frappe.core.doctype.user.user import generate_keys

		from tests.rest import Client

		secret = generate_keys(world["outsider"])["api_secret"]
		key = connected.db.get_value("User", world["outsider"], "api_key")
		connected.db.commit()
		with_key = Client(server, token=f"{key}:{secret}")
		assert with_key.get("/api/resource/LAT Case").status_code == 403
		assert with_key.get("/api/resource/ToDo").ok

	def test_opens_the_page_of_the_desk_like_everybody(self, client):
		for path in ("/app/lat-case", "/login?redirect-to=/app/lat-case"):
			assert REFUSED not in client("outsider").get(path).text

	def test_does_all_else(self, client):
		for doctype in ("ToDo", "File"):
			assert client("outsider").get(f"/api/resource/{doctype}").ok


class TestLog:
	@pytest.fixture(autouse=True)
	def emptied(self, world):
		self.user = world["coordinator"]
		frappe.db.delete("LAT Refused Request", {"user": self.user})
		frappe.db.commit()

	def lines(self) -> list:
		frappe.db.rollback()
		return frappe.get_all(
			"LAT Refused Request", filters={"user": self.user}, fields=["*"], order_by="creation asc"
		)

	def test_keeps_the_method_and_the_document_and_no_content(self, ask, dossier):
		case = dossier["LAT Case"]
		for _time in range(2):
			ask("coordinator", UNEXAMINED, title="Hemmeligt om LAT Case", docname=case.name)
		ask("coordinator", "frappe.hemmeligt.Mikkel", doctype="LAT Plan")
		first, second = self.lines()
		assert (first.method, first.document_type, first.times) == (UNEXAMINED, "LAT Case", 2)
		assert (second.method, second.document_type, second.times) == ("unknown", "LAT Plan", 1)
		kept = json.dumps([first, second], default=str)
		assert "Hemmeligt" not in kept and "Mikkel" not in kept and case.name not in kept

	def test_is_kept_whatever_the_request_would_have_been(self, client):
		coordinator = client("coordinator")
		coordinator.get(f"/api/method/{UNEXAMINED}", doctype="LAT Case")
		coordinator.get("/list/lat-case")
		assert {line.method for line in self.lines()} == {UNEXAMINED, "page"}

	def test_says_nothing_of_what_is_let_through(self, client, dossier):
		assert client("coordinator").read(dossier["LAT Case"]).ok
		assert not self.lines()

	def test_is_read_by_the_administrator_of_the_app(self, ask, client):
		ask("coordinator", UNEXAMINED, doctype="LAT Case")
		(line,) = self.lines()
		line = frappe.get_doc("LAT Refused Request", line.name)
		assert client("administrator").read(line).ok
		assert line.name in client("administrator").names("LAT Refused Request")
		for person in ("coordinator", "technician", "outsider"):
			assert client(person).read(line).status_code == 403


def test_what_the_database_takes_for_a_letter_or_for_nothing_is_read_so(connected):
	"""Every character of two bytes, as MariaDB compares names of DocTypes."""
	if connected.db.db_type != "mariadb":
		return
	characters = """(
		select convert(convert(unhex(lpad(hex(seq), 4, '0')) using ucs2) using utf8mb4)
			collate utf8mb4_unicode_ci as sign
		from seq_1_to_65535 where seq not between 55296 and 57343
	) as characters"""
	for letter in "abcdefghijklmnopqrstuvwxyz":
		found = connected.db.sql(f"select sign from {characters} where sign = '{letter}'", pluck=True)
		assert len(found) > 5 and {names.plain(sign) for sign in found} == {letter}
	nothing = connected.db.sql(
		f"select sign from {characters} where concat('a', sign, 'b') = 'ab'", pluck=True
	)
	assert len(nothing) > 100 and {names.plain(sign) for sign in nothing} == {""}


def test_a_script_of_the_site_is_not_what_was_examined(client, world, connected, committed):
	"""A server script that takes the name of an examined method answers in its place."""
	from frappe.core.doctype.server_script.server_script_utils import get_server_script_map

	from lat_corps.permissions.door import called

	with as_user("Administrator"):
		script = frappe.get_doc(
			{
				"doctype": "Server Script",
				"name": "lat-trial",
				"script_type": "API",
				"api_method": "frappe.client.get_list",
				"script": "pass",
			}
		)
		script.flags.ignore_validate = True
		script.db_insert()
	_forget_scripts()
	assert "frappe.client.get_list" in get_server_script_map().get("_api", {})
	assert called.function_name("frappe.client.get_list") == called.NOTHING_KNOWN
	frappe.db.rollback()
	_forget_scripts()


def _forget_scripts() -> None:
	for cache in (frappe.cache, getattr(frappe, "client_cache", frappe.cache)):
		cache.delete_value("server_script_map")
