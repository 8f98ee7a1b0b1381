"""Who works for the corps alone sees the app's rooms in the Desk; who works elsewhere too keeps them all."""

import json

import frappe
import pytest

from lat_corps import rooms
from tests.factories import as_user

OWN = {"module": "Casework", "app": "lat_corps", "label": "LAT Courses"}
FOREIGN = {"module": "Website", "app": "frappe", "label": "Website"}
CORPS = ["coordinator", "mentor", "caseworker", "manager", "centre", "administrator"]


def start() -> frappe._dict:
	"""What the Desk begins with, on 15 and on 16."""
	return frappe._dict(
		allowed_workspaces=[OWN, FOREIGN],
		workspaces={"pages": [OWN, FOREIGN], "has_access": False},
		workspace_sidebar_item={"lat courses": OWN, "website": FOREIGN, "build": {"app": None}},
		desktop_icons=[OWN, FOREIGN],
	)


@pytest.mark.parametrize("person", CORPS)
def test_who_works_for_the_corps_alone_sees_its_rooms(world, person):
	desk = start()
	with as_user(world[person]):
		rooms.keep_own_rooms(desk)
	assert desk.allowed_workspaces == desk.workspaces["pages"] == desk.desktop_icons == [OWN]
	assert desk.workspace_sidebar_item == {"lat courses": OWN}


@pytest.mark.parametrize("person", ["technician", "outsider"])
def test_others_keep_what_they_have(world, person):
	desk = start()
	with as_user(world[person]):
		rooms.keep_own_rooms(desk)
	assert desk == start()


def test_a_coordinator_who_works_elsewhere_too_keeps_all(world):
	user = frappe.get_doc("User", world["coordinator"])
	user.append("roles", {"role": "Report Manager"})
	user.save()
	desk = start()
	with as_user(world["coordinator"]):
		rooms.keep_own_rooms(desk)
	assert desk == start()


def test_times_have_no_seconds_for_who_works_for_the_corps_alone(world):
	for person in (*CORPS, "technician", "outsider"):
		desk = frappe._dict(sysdefaults=frappe._dict(time_format="HH:mm:ss", country="Denmark"))
		with as_user(world[person]):
			rooms.leave_seconds_out(desk)
		written = "HH:mm" if person in CORPS else "HH:mm:ss"
		assert desk.sysdefaults == {"time_format": written, "country": "Denmark"}


@pytest.mark.parametrize(("version", "page"), [("15.101.1", "lat-my-day"), ("16.10.7", None)])
def test_the_desk_of_15_begins_with_the_first_screen(world, monkeypatch, version, page):
	monkeypatch.setattr(frappe, "__version__", version)
	for person in (*CORPS, "technician", "outsider"):
		desk = start()
		with as_user(world[person]):
			rooms.keep_own_rooms(desk)
			begins = person in CORPS and person != "centre"
			assert desk.home_page == (page if begins else None)
			assert rooms.begins_with_my_day() == begins
			assert rooms.begins_in_a_room() == (person in ("centre", "technician"))


def test_who_holds_a_role_and_no_function_is_told_whom_to_ask(world):
	desk = start()
	with as_user(world["mentor"]):
		rooms.keep_own_rooms(desk)
	assert not desk.lat_no_function
	frappe.db.set_value("LAT Mentor", {"user": world["mentor"]}, "stage", "Left")
	with as_user(world["mentor"]):
		rooms.keep_own_rooms(desk)
	assert len(desk.lat_no_function["roles"]) == 1
	assert frappe.db.get_value("User", world["administrator"], "full_name") in desk.lat_no_function["people"]


def sidebar(*filters: list) -> dict:
	item = {"link_type": "DocType", "link_to": "LAT Case", "filters": json.dumps(filters)}
	return {
		"app": "lat_corps",
		"items": [item, {"link_type": "DocType", "link_to": "LAT Plan", "filters": None}],
	}


@pytest.mark.parametrize(
	("filters", "given"),
	[
		([["LAT Case", "stage", "=", "Active"]], {"stage": [["=", "Active"]]}),
		([["LAT Case", "stage", "in", ["Closing", "Closed"], 0]], {"stage": [["in", ["Closing", "Closed"]]]}),
		(
			[["LAT Case", "closed_on", ">", "2026-01-01"], ["LAT Case", "closed_on", "<", "2026-02-01"]],
			{"closed_on": [[">", "2026-01-01"], ["<", "2026-02-01"]]},
		),
	],
)
def test_a_filtered_item_of_a_sidebar_tells_the_list_its_filter(world, filters, given):
	desk = frappe._dict(workspace_sidebar_item={"lat courses": sidebar(*filters)})
	with as_user(world["coordinator"]):
		rooms.keep_filters(desk)
	filtered, plain = desk.workspace_sidebar_item["lat courses"]["items"]
	assert (filtered["link_type"], filtered["link_to"]) == ("Page", "lat-case/view/list")
	assert {name: json.loads(text) for name, text in json.loads(filtered["route_options"]).items()} == given
	assert plain == {"link_type": "DocType", "link_to": "LAT Plan", "filters": None}


def test_a_sidebar_of_others_and_where_it_is_rearranged_stays_as_it_is(world, monkeypatch):
	filters = ["LAT Case", "stage", "=", "Active"]
	desk = frappe._dict(workspace_sidebar_item={"theirs": {**sidebar(filters), "app": "frappe"}})
	with as_user(world["coordinator"]):
		rooms.keep_filters(desk)
	assert desk.workspace_sidebar_item["theirs"]["items"] == sidebar(filters)["items"]
	monkeypatch.setitem(frappe.conf, "developer_mode", 1)
	desk = frappe._dict(workspace_sidebar_item={"lat courses": sidebar(filters)})
	rooms.keep_filters(desk)
	assert desk.workspace_sidebar_item["lat courses"]["items"] == sidebar(filters)["items"]


@pytest.mark.real_site
class TestOverHttp:
	def workspaces(self, client) -> set[str]:
		answer = client.get("/api/method/frappe.desk.desktop.get_workspace_sidebar_items")
		assert answer.ok, answer.text
		return {page["name"] for page in answer.json()["message"]["pages"]}

	def test_the_desk_lists_the_rooms_of_the_role(self, client):
		assert self.workspaces(client("mentor")) == {"My LAT Courses"}
		assert self.workspaces(client("coordinator")) == {"LAT Courses", "LAT Corps"}
		assert self.workspaces(client("caseworker")) == {"LAT Handovers"}
		assert self.workspaces(client("manager")) == {"LAT Corps"}

	def test_a_technician_keeps_the_rooms_of_frappe(self, client):
		assert self.workspaces(client("technician")) - {"LAT Courses", "LAT Corps"}
