"""Every word that a person meets on the app's screens is Danish (N7), on each Frappe that the app runs on."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import frappe
import pytest

from tests import factories
from tests.browser.desk import Desk
from tests.browser.words import English, open_everything, seen
from tests.factories import as_user

FIVE = ("coordinator", "mentor", "caseworker", "manager", "administrator")
SINGLES = ("LAT Settings",)
LIST_MENUS = (
	".page-head .menu-btn-group button",
	".filter-selector .filter-button",
	".sort-selector .sort-selector-button",
	".page-head .custom-btn-group button",
)
FORM_MENUS = (
	".page-head .menu-btn-group button",
	".page-head .actions-btn-group button",
	".page-head .inner-group-button > button",
)
AROUND = (".dropdown-navbar-user > button", ".notifications-icon", ".sidebar-notification")
SEARCH, SHORTCUTS, CLOSE = "Control+g", "Shift+?", "Escape"


@pytest.fixture(scope="module")
def lived(world):
	"""Records of most kinds, as daily work leaves them."""
	factories.case_at("Closing", world)
	active = factories.case_at("Active", world)
	factories.measure(active, "Before")
	with as_user(world["mentor"]):
		frappe.get_doc(doctype="LAT Progression", lat_case=active.name, rating=5, rated_by="Mentee").insert()
	factories.draft_handover(active, world["caseworker"])
	factories.lendable_mentor(world)
	factories.loan_at("Offered", world)
	frappe.db.commit()
	return active


@pytest.fixture(scope="module")
def english(lived) -> English:
	"""What is English on this site, but what its records say."""
	data = set()
	for doctype in (*_doctypes(), *_doctypes(istable=1), "User", "Language", "Has Role", "Notification Log"):
		for record in frappe.get_all(doctype, fields=["*"]) if doctype not in SINGLES else []:
			data |= {" ".join(value.split()) for value in record.values() if isinstance(value, str)}
	return English(data)


def _doctypes(**filters) -> list[str]:
	modules = frappe.get_module_list("lat_corps")
	mine = {"module": ["in", modules], "istable": 0, **filters}
	return frappe.get_all("DocType", filters=mine, pluck="name", order_by="name asc")


def _rooms(world, person: str) -> list[str]:
	"""Return the addresses of the workspaces, pages and reports that a person may open."""
	mine = {"module": ["in", frappe.get_module_list("lat_corps")]}
	with as_user(world[person]):
		workspaces, pages, reports = (
			[name for name in frappe.get_all(kind, filters=mine, pluck="name") if _permitted(kind, name)]
			for kind in ("Workspace", "Page", "Report")
		)
	pages = [name for name in pages if name != "lat-no-function"]
	return [
		*(frappe.scrub(name).replace("_", "-") for name in workspaces),
		*pages,
		*(f"query-report/{quote(name)}" for name in reports),
	]


def _permitted(kind: str, name: str) -> bool:
	asked = {row.role for row in frappe.get_doc(kind, name).roles}
	return not asked or bool(asked & {*frappe.get_roles()})


def _readable(world, person: str) -> Iterator[str]:
	with as_user(world[person]):
		yield from [doctype for doctype in _doctypes(issingle=0) if frappe.has_permission(doctype, "read")]


def _creatable(world, person: str) -> list[str]:
	with as_user(world[person]):
		return [
			doctype
			for doctype in _doctypes(issingle=0)
			if frappe.has_permission(doctype, "create") and not frappe.get_meta(doctype).in_create
		]


def _first(world, person: str, doctype: str) -> str | None:
	with as_user(world[person]):
		return next(iter(frappe.get_list(doctype, pluck="name", limit=1, order_by="creation desc")), None)


class Reader:
	"""A person who notes on which page which English words stand."""

	def __init__(self, desk: Desk, english: English):
		self.desk, self.english = desk, english
		self.met: dict[str, str] = {}

	def read(self, place: str) -> None:
		for text in self.english.among(seen(self.desk.page)):
			self.met.setdefault(text, place)

	def read_all(self, place: str, *menus: str) -> None:
		self.read(place)
		for _opened in open_everything(self.desk, *menus):
			self.read(place)

	def conclude(self) -> None:
		# What a person may not read is refused on the way through the pages: other tests look at that.
		self.desk.errors.clear()
		assert not self.met, "\n".join(f"{place}: {text}" for text, place in sorted(self.met.items()))


@pytest.fixture
def reader(desk, english):
	return lambda person: Reader(desk(person), english)


@pytest.mark.parametrize("person", FIVE)
def test_the_rooms(reader, world, person):
	reading = reader(person)
	for room in ["", *_rooms(world, person)]:
		reading.desk.go(room)
		reading.read(f"room {room}")
	reading.conclude()


@pytest.mark.parametrize("person", FIVE)
def test_the_lists(reader, world, person):
	reading = reader(person)
	for doctype in _readable(world, person):
		reading.desk.go(frappe.scrub(doctype).replace("_", "-"))
		reading.read_all(doctype, *LIST_MENUS)
	reading.conclude()


@pytest.mark.parametrize("person", FIVE)
def test_the_new_forms(reader, world, person):
	reading = reader(person)
	for doctype in _creatable(world, person):
		reading.desk.open(doctype)
		reading.read_all(f"new {doctype}", *FORM_MENUS)
	reading.conclude()


@pytest.mark.parametrize("person", FIVE)
def test_the_filled_forms(reader, world, person):
	reading = reader(person)
	for doctype in _readable(world, person):
		if name := _first(world, person, doctype):
			reading.desk.open(doctype, name)
			reading.read_all(f"a {doctype}", *FORM_MENUS)
	reading.conclude()


@pytest.mark.parametrize("person", FIVE)
def test_what_stands_around_a_page(reader, world, person):
	reading = reader(person)
	page = reading.desk.go("lat-role-description").page
	reading.read_all("the menus", *AROUND)
	for key in (SEARCH, SHORTCUTS):
		page.keyboard.press(key)
		reading.desk.settle()
		reading.read(f"after {key}")
		page.keyboard.press(CLOSE)
	reading.conclude()
