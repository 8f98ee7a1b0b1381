"""Row 21: a request names the app's documents by an examined method only, and where it may be named."""

from __future__ import annotations

import json
import time
from urllib.parse import quote

import frappe
import pytest

from lat_corps.permissions.door import names, refusals
from lat_corps.permissions.door.called import NOTHING_KNOWN, Call
from lat_corps.permissions.door.judge import refusal_of
from lat_corps.permissions.door.listed import lines
from lat_corps.permissions.table import CHILD_TABLES, ROWS
from tests import factories

UNEXAMINED = "frappe.utils.goal.get_monthly_goal_graph_data"
LISTED = "frappe.client.get_list"


def spellings(name: str) -> dict[str, str]:
	"""Return ways to write a DocType that Frappe, MariaDB or a template would read as that name."""
	first = name[0]
	return {
		"plain": name,
		"small": name.lower(),
		"capitals": name.upper(),
		"two spaces": name.replace(" ", "  "),
		"table": f"`tab{name}`.`name`",
		"route": name.lower().replace(" ", "-"),
		"module": f"x.doctype.{name.lower().replace(' ', '_')}",
		"joined": name.replace(" ", ""),
		"url": quote(name),
		"url of every letter": "".join(f"%{ord(letter):02x}" for letter in name),
		"url thrice": quote(quote(quote(name))),
		"json": f"\\u{ord(first):04x}{name[1:]}",
		"json in json": json.dumps(json.dumps({"a": f"\\u{ord(first):04x}{name[1:]}"})),
		"hexadecimal": f"\\x{ord(first):02x}{name[1:]}",
		"after a new line": f"x\\n{name}",
		"html": f"&#{ord(first)};{name[1:]}",
		"html twice": f"&amp;#{ord(first)};{name[1:]}",
		"html in url": quote(f"&#{ord(first)};{name[1:]}"),
		"accents": name.replace("A", "Á").replace("e", "é"),
		"full width": "".join(chr(ord(letter) + 0xFEE0) if letter != " " else " " for letter in name),
		"soft hyphen": f"{name[:2]}\u00ad{name[2:]}",
		"no width": f"{name[:-1]}\u200b{name[-1]}",
		"control": f"{name[:2]}\x01{name[2:]}",
		"backspace of json": f"{name[:2]}\\b{name[2:]}",
		"trailing space": f"{name} ",
	}


class TestNames:
	@pytest.mark.parametrize("doctype", sorted(names.DOCTYPES))
	def test_every_document_is_known_in_every_spelling(self, doctype):
		for spelling, text in spellings(doctype).items():
			assert names.named_in(text) == doctype, spelling
			assert names.named_in(f"select x from {text} where") == doctype, spelling

	@pytest.mark.parametrize(
		"number", ["LAT-2026-00042", "LAT-C-00001", "lat-ip-00012", "LAT%2D2026%2D00042", "LAT‑2026‑00042"]
	)
	def test_a_number_is_known(self, number):
		assert names.named_in(f'{{"name": "{number}"}}') == names.A_NUMBER

	def test_a_method_of_the_app_is_known(self):
		assert names.named_in("lat_corps.measurement.course_page.of_course") == names.A_NUMBER

	@pytest.mark.parametrize(
		"text",
		[
			"",
			"Sales Invoice",
			"flat case",
			"relation_case",
			"chocolate plan",
			"translate handover",
			'{"lat": 55.67, "lon": 12.56}',
			"latest measurement",
			"isolat citizen",
			"Kælat case",
			"SINV-2026-00042",
			"plate 2026-00042",
		],
	)
	def test_what_others_write_is_let_be(self, text):
		assert names.named_in(text) is None

	def test_what_is_encoded_without_end_names_what_nobody_knows(self):
		text = "LAT Case"
		for _layer in range(2 * names.DEPTH + 2):
			text = text.replace("%", "&#37;") if "%" in text else quote(text)
		assert names.named_in(text) == names.UNREADABLE

	@pytest.mark.parametrize("piece", ["\\", "&", "%", "%25", "&amp;", "\\u", "lat ", "tab", "&#37;26", "ø"])
	def test_a_long_text_is_read_in_one_go(self, piece):
		begin = time.perf_counter()
		names.named_in(piece * 200_000)
		assert time.perf_counter() - begin < 5


def test_every_document_of_the_app_is_known():
	there = {*frappe.get_all("DocType", filters={"name": ["like", "LAT %"]}, pluck="name")}
	assert there == names.DOCTYPES


def test_documents_without_numbers_are_asked_for_by_name():
	from lat_corps.permissions.door.pointing import RANDOMLY_NAMED

	own = names.DOCTYPES - CHILD_TABLES.keys()
	assert {*RANDOMLY_NAMED} == {doctype for doctype in own if frappe.get_meta(doctype).autoname == "hash"}


class TestDecision:
	"""Asked as the server asks, with the call that a request has been read as."""

	@pytest.mark.parametrize("person", ["coordinator", "mentor", "manager", "administrator", "technician"])
	def test_no_document_is_named_by_a_method_that_is_not_examined(self, world, person):
		for doctype in ("LAT Case", "LAT Preference", "LAT Settings"):
			for sent in (
				{"doctype": doctype},
				{"x": [{"y": {"z": [doctype]}}]},
				{"x": json.dumps({"y": json.dumps({"z": doctype})})},
				{doctype: 1},
				{"x": {doctype: 1}},
			):
				assert refusal_of(Call(UNEXAMINED, sent), world[person]) == doctype

	def test_nor_in_the_address_the_query_or_the_name_of_a_file(self, world):
		for call in (
			Call(UNEXAMINED, {}, path="/api/v2/method/LAT Case/x"),
			Call(UNEXAMINED, {}, beside=("doctype=LAT%20Case",)),
			Call("page", {}, path="/list/lat-case"),
			Call(NOTHING_KNOWN, {"doctype": "LAT Case"}),
		):
			assert refusal_of(call, world["coordinator"]), call

	def test_other_documents_are_named_by_it(self, world):
		for person in ("coordinator", "technician", "outsider"):
			for sent in (
				{"doctype": "Sales Invoice", "filters": '[["customer","like","%flat case%"]]'},
				{"doc": json.dumps({"doctype": "Task", "description": "Økonomi & \n relation"})},
				{"comment_type": "Comment", "x": "File"},
			):
				assert refusal_of(Call(UNEXAMINED, sent), world[person]) is None

	@pytest.mark.parametrize(
		"sent",
		[
			{"doctype": "Comment"},
			{"ref_doctype": "version"},
			{"x": '{"filters": [["Comment", "reference_name", "like", "%"]]}'},
			{"x": "select data from `tabVersion`"},
			{"dt": "To\u00adDo"},
		],
	)
	def test_nor_are_all_traces(self, world, sent):
		assert refusal_of(Call(UNEXAMINED, sent), world["technician"])

	def test_nor_the_traces_of_a_record(self, world):
		case = factories.refer(world)
		mine = case.add_comment("Comment", "Aftalt.").name
		other = frappe.get_doc("User", world["mentor"]).add_comment("Comment", "x").name
		for sent in ({"name": mine}, {"x": f'{{"y": ["{mine}"]}}'}, {"x": f"name = '{mine}'"}):
			assert refusal_of(Call(UNEXAMINED, sent), world["coordinator"]) == "Comment"
		assert refusal_of(Call(UNEXAMINED, {"name": other}), world["coordinator"]) is None

	def test_nor_rows_of_a_record(self, world):
		row = frappe.get_all("LAT Municipality Member", limit=1, pluck="name", order_by="name asc")[0]
		assert refusal_of(Call(UNEXAMINED, {"name": row}), world["coordinator"]) == "LAT Municipality Member"

	def test_an_examined_method_names_them_where_it_may(self, world):
		assert refusal_of(Call(LISTED, {"doctype": "LAT Case"}), world["coordinator"]) is None
		own = "lat_corps.corps.loans.lenders"
		assert refusal_of(Call(own, {"doctype": "LAT Municipality"}), world["coordinator"]) is None

	def test_and_nowhere_else_among_what_it_takes(self, world, monkeypatch):
		from lat_corps.permissions.door import judge
		from lat_corps.permissions.door.listed import Line

		method = "lat_corps.measurement.instruments.take_in"
		line = Line(method, "for a test", names=frozenset(("filename",)))
		monkeypatch.setattr(judge, "lines", lambda: {method: line})
		for parameter, passes in {"filename": True, "content": False, "not taken": True}.items():
			sent = {parameter: "LAT Case"}
			assert (refusal_of(Call(method, sent), world["coordinator"]) is None) == passes, parameter

	@pytest.mark.parametrize("person", ["outsider"])
	def test_who_holds_no_function_names_none(self, world, person):
		for method in (LISTED, "frappe.api.v1.read_doc", "frappe.desk.form.load.getdoc", "/printview"):
			assert refusal_of(Call(method, {"doctype": "LAT Case"}), world[person]) == "LAT Case"
			assert refusal_of(Call(method, {"doctype": "LAT Case", "name": "LAT-1"}), world[person])
		for method in ("lat_corps.measurement.course_page.of_course", "lat_corps.corps.cards.awaiting_mine"):
			assert refusal_of(Call(method, {}), world[person])
		assert refusal_of(Call(LISTED, {"doctype": "ToDo"}), world[person]) is None
		assert refusal_of(Call("/app", {}, path="/app/lat-case"), world[person]) is None

	def test_a_guest_names_none(self, world):
		assert refusal_of(Call(LISTED, {"doctype": "LAT Case"}), "Guest") == "LAT Case"
		assert refusal_of(Call("/login", {"redirect-to": "/app/lat-case"}), "Guest") is None

	def test_what_an_examined_method_may_call_is_examined_too(self, world, monkeypatch):
		from lat_corps.permissions.door import called

		monkeypatch.setattr(called, "function_name", lambda method: method)
		search = "frappe.desk.search.search_link"
		for query, passes in {
			"lat_corps.permissions.search.records": True,
			"lat_corps.corps.loans.lenders": True,
			"lat_corps.corps.loans.choose_mentor": False,
			"lat_corps.corps.cards.awaiting_mine": False,
			"frappe.core.doctype.user.user.user_query": True,
			"frappe.client.get_list": False,
			"erpnext.controllers.queries.get_income_account": False,
			"": True,
		}.items():
			sent = {"doctype": "LAT Case", "txt": "", "query": query}
			assert (refusal_of(Call(search, sent), world["coordinator"]) is None) == passes, query

	@pytest.mark.parametrize(
		("method", "doctype", "name"),
		[
			("frappe.api.v1.read_doc", "doctype", "name"),
			("frappe.client.get_doc_permissions", "doctype", "docname"),
			("frappe.desk.form.utils.add_comment", "reference_doctype", "reference_name"),
			("lat_corps.permissions.replaced.get", "doctype", "name"),
			("lat_corps.measurement.course_page.of_course", "", "case"),
		],
	)
	def test_a_record_out_of_reach_is_as_one_that_is_not_there(self, world, method, doctype, name):
		case = factories.refer(world)
		for person, reads in {"coordinator": True, "away_coordinator": False, "manager": False}.items():
			for record, there in {case.name: True, "LAT-1999-00001": False}.items():
				call = Call(method, {doctype: "LAT Case", name: record} if doctype else {name: record})
				assert (refusal_of(call, world[person]) is None) == (reads and there), (person, record)
			for value in (
				{"doctype": "LAT Case", "name": case.name},
				{"doctype": "LAT Case", "name": "LAT-1"},
			):
				for doc in (value, json.dumps(value), f" {json.dumps(value)}"):
					call = Call("frappe.client.save", {"doc": doc})
					there = value["name"] == case.name
					assert (refusal_of(call, world[person]) is None) == (reads and there), (person, value)
		for new in ({"doctype": "LAT Case"}, {"doctype": "LAT Case", "name": "new-lat-case-1"}):
			assert refusal_of(Call("frappe.client.save", {"doc": new}), world["coordinator"]) is None
		unsaved = Call("frappe.handler.upload_file", {"doctype": "LAT Case", "docname": "new-lat-case-abc"})
		assert refusal_of(unsaved, world["coordinator"]) is None
		address = Call("frappe.desk.form.load.getdoc", {"doctype": "LAT Survey Import", "name": "new"})
		assert refusal_of(address, world["coordinator"]) is None
		other = Call(
			"frappe.api.v1.update_doc", {"doctype": "ToDo", "name": "x", "reference_name": case.name}
		)
		assert refusal_of(other, world["coordinator"]) is None

	def test_a_row_of_a_record_follows_it(self, world):
		row = frappe.get_all("LAT Municipality Member", {"parent": factories.HOME}, pluck="name")[0]
		for person, reads in {"coordinator": True, "away_coordinator": False}.items():
			call = Call("frappe.api.v1.read_doc", {"doctype": "LAT Municipality Member", "name": row})
			assert (refusal_of(call, world[person]) is None) == reads, person

	def test_a_method_that_asks_for_no_right_is_asked_for_one(self, world):
		case = factories.refer(world)
		like = "frappe.desk.like.toggle_like"
		for person, passes in {"coordinator": True, "away_coordinator": False, "technician": False}.items():
			for name, there in {case.name: True, "LAT-1999-00001": False}.items():
				sent = {"doctype": "LAT Case", "name": name, "add": "Yes"}
				assert (refusal_of(Call(like, sent), world[person]) is None) == (passes and there)
		assert refusal_of(Call(like, {"doctype": "ToDo", "name": "x"}), world["outsider"]) is None


class TestList:
	def test_every_line_gives_a_reason_and_says_where(self):
		for line in lines().values():
			assert len(line.why.split()) > 2, line.method
			assert line.touches or not (line.names or line.calls or line.record), line.method
			places = {place for place in line.record if not place.startswith("=")}
			assert places <= line.names or line.may_be_named_in(""), line.method

	def test_nothing_is_called_that_is_not_there(self):
		for line in lines().values():
			for may in line.calls.values():
				assert all(name == "own" or name.count(".") > 1 for name in may), line.method


class TestLog:
	@pytest.fixture(autouse=True)
	def emptied(self, world):
		frappe.db.delete("LAT Refused Request", {"user": world["outsider"]})

	def test_a_refusal_is_counted_once_a_day_and_says_no_more(self, world):
		for _time in range(3):
			refusals.write(UNEXAMINED, "LAT Case", world["outsider"])
		refusals.write(UNEXAMINED, names.A_NUMBER, world["outsider"])
		lines = frappe.get_all(
			"LAT Refused Request", filters={"user": world["outsider"]}, fields=["*"], order_by="times desc"
		)
		assert [(line.method, line.document_type, line.times) for line in lines] == [
			(UNEXAMINED, "LAT Case", 3),
			(UNEXAMINED, "", 1),
		]

	def test_a_login_fills_so_many_lines_and_no_more(self, world, monkeypatch):
		monkeypatch.setattr(refusals, "LINES_A_DAY", 2)
		for number in range(5):
			refusals.write(f"frappe.x.y{number}", "LAT Case", world["outsider"])
		lines = frappe.get_all(
			"LAT Refused Request", filters={"user": world["outsider"]}, fields=["method", "times"]
		)
		assert sorted((line.method, line.times) for line in lines) == [
			("frappe.x.y0", 1),
			("frappe.x.y1", 1),
			(refusals.THE_REST, 3),
		]

	def test_it_is_the_administrators_to_read_and_nobodys_to_change(self, world):
		refusals.write(UNEXAMINED, "LAT Case", world["outsider"])
		line = frappe.get_doc("LAT Refused Request", {"user": world["outsider"]})
		for person in ("administrator", "coordinator", "technician", "outsider"):
			may = frappe.has_permission("LAT Refused Request", "read", doc=line, user=world[person])
			assert bool(may) == (person == "administrator"), person
		for change in (line.save, lambda: frappe.delete_doc("LAT Refused Request", line.name)):
			with pytest.raises(frappe.PermissionError):
				change()

	def test_old_lines_are_taken_out(self, world):
		from lat_corps.privacy.doctype.lat_refused_request.lat_refused_request import LATRefusedRequest

		refusals.write(UNEXAMINED, "LAT Case", world["outsider"])
		refusals.write(UNEXAMINED, "LAT Plan", world["outsider"])
		old = frappe.get_doc("LAT Refused Request", {"user": world["outsider"], "document_type": "LAT Plan"})
		frappe.db.set_value("LAT Refused Request", old.name, "day", "2026-01-01")
		LATRefusedRequest.clear_old_logs(90)
		kept = frappe.get_all("LAT Refused Request", {"user": world["outsider"]}, pluck="document_type")
		assert kept == ["LAT Case"]


def test_all_documents_have_a_rule_or_stand_apart():
	assert {*ROWS, *CHILD_TABLES} < names.DOCTYPES
