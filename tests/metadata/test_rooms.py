"""Icons and sidebars of Frappe 16 ship with the app, and show what the workspaces show."""

import json
from pathlib import Path

import pytest

from lat_corps import compat, hooks
from lat_corps.domain.roles import ALL_ROLES
from lat_corps.insight.my_day import READERS

APP = Path(__file__).resolve().parents[2] / "lat_corps"
WORKSPACES = {
	workspace["name"]: workspace
	for workspace in (json.loads(path.read_text("utf-8")) for path in APP.glob("*/workspace/*/*.json"))
}


def shipped(kind: str) -> dict[str, dict]:
	records = [json.loads(path.read_text("utf-8")) for path in (APP / kind).glob("*.json")]
	return {record["name"]: record for record in records}


SIDEBARS = shipped("workspace_sidebar")
ICONS = {name: icon for name, icon in shipped("desktop_icon").items() if icon["icon_type"] == "Link"}


MY_DAY = "My LAT Day"


def test_each_workspace_has_its_icon_and_its_sidebar_and_so_has_the_first_screen():
	assert {*WORKSPACES, MY_DAY} == set(SIDEBARS) == set(ICONS)


def test_the_first_screen_is_for_every_role_and_leads_to_every_room():
	page = json.loads((APP / "insight" / "page" / "lat_my_day" / "lat_my_day.json").read_text("utf-8"))
	assert {row["role"] for row in ICONS[MY_DAY]["roles"]} == {*ALL_ROLES}
	assert {row["role"] for row in page["roles"]} == {*READERS}
	first, *rooms = SIDEBARS[MY_DAY]["items"]
	assert (first["link_type"], first["link_to"]) == ("Page", page["name"])
	assert {(item["link_type"], item["link_to"]) for item in rooms} == {
		("Workspace", name) for name in WORKSPACES
	}


@pytest.mark.parametrize("name", SIDEBARS)
def test_whoever_has_an_icon_reads_something_of_the_module_of_its_sidebar(name):
	"""Frappe 16 shows a sidebar, and the icon that leads to it, to nobody else."""
	doctypes = [json.loads(path.read_text("utf-8")) for path in APP.glob("*/doctype/*/*.json")]
	readers = {
		row["role"]
		for doctype in doctypes
		if doctype["module"] == SIDEBARS[name]["module"]
		for row in doctype["permissions"]
		if row.get("read")
	}
	assert {row["role"] for row in ICONS[name]["roles"]} <= readers


@pytest.mark.parametrize("name", WORKSPACES)
def test_each_room_leads_to_the_first_screen(name):
	assert "lat-my-day" in [item.get("link_to") for item in SIDEBARS[name]["items"]]
	assert "lat-my-day" in [row["link_to"] for row in WORKSPACES[name]["shortcuts"]]


@pytest.mark.parametrize("name", WORKSPACES)
def test_the_icon_is_for_the_roles_of_the_workspace(name):
	icon = ICONS[name]
	assert icon["roles"] == [{"role": row["role"]} for row in WORKSPACES[name]["roles"]]
	assert (icon["link_to"], icon["link_type"], icon["app"]) == (name, "Workspace Sidebar", "lat_corps")
	assert icon["label"] == SIDEBARS[name]["title"]


@pytest.mark.parametrize("name", WORKSPACES)
def test_the_sidebar_leads_where_the_workspace_leads(name):
	workspace, sidebar = WORKSPACES[name], SIDEBARS[name]
	assert (sidebar["app"], sidebar["module"]) == ("lat_corps", workspace["module"])
	first, *items = sidebar["items"]
	assert (first["link_type"], first["link_to"]) == ("Workspace", name)
	links = [(row["label"], row.get("link_to")) for row in workspace["links"]]
	assert [(item["label"], item.get("link_to")) for item in items][len(items) - len(links) :] == links
	assert {(item["label"], item["filters"]) for item in items if "filters" in item} == {
		(row["label"], row["stats_filter"]) for row in workspace["shortcuts"] if row.get("stats_filter")
	}


def test_frappe_makes_no_icon_of_the_app_itself():
	"""It would lead everybody to the coordinator's room, and would bear the name of one of ours."""
	(icon,) = (icon for icon in shipped("desktop_icon").values() if icon["icon_type"] == "App")
	assert (icon["app"], icon["hidden"]) == ("lat_corps", 1)
	assert icon["label"] not in (hooks.app_title, *WORKSPACES)


def test_the_address_of_the_app_is_one_of_the_desk_of_each_frappe():
	(icon,) = (icon for icon in shipped("desktop_icon").values() if icon["icon_type"] == "App")
	assert icon["link"] == "/desk/lat-courses"
	my_day, room = hooks.add_to_apps_screen
	assert hooks.app_home == room["route"] == compat.desk_address("lat-courses")
	assert my_day["route"] == ("/app" if compat.is_fifteen() else room["route"])


@pytest.mark.parametrize(
	("version", "address"), [("15.101.1", "/app/lat-courses"), ("16.10.7", "/desk/lat-courses")]
)
def test_frappe_16_knows_an_app_of_the_desk_by_another_address(monkeypatch, version, address):
	monkeypatch.setattr(compat.frappe, "__version__", version)
	assert compat.desk_address("lat-courses") == address
