"""Small steps on a page of the Desk, in the words of who uses it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import frappe
from frappe.model.document import Document
from playwright.sync_api import Locator, Page, expect

PATIENCE = 20_000
"""Milliseconds that a page of a busy machine may take to draw what is waited for."""

SOCKETS = "socket.io"
"""No process tells the browser news during the tests, and the browser complains of it."""

NOT_OURS = (SOCKETS, "favicon.ico")
"""For a paper that stands alone, a browser asks the site for an icon by a name of its own."""

COUNT_CLICKS = """addEventListener("pointerdown", (event) => {
	if (event.isTrusted) sessionStorage.lat_clicks = Number(sessionStorage.lat_clicks || 0) + 1;
}, true)"""
"""Counts on over the pages of a visit; what is typed is no click."""

expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True)
class Size:
	"""What a person holds in the hand, in pixels."""

	width: int
	height: int
	touch: bool = False


DESK = Size(1280, 860)
PHONE = Size(390, 844, touch=True)


class Desk:
	"""A page of the Desk, and the errors of its scripts so far."""

	def __init__(self, page: Page, size: Size = DESK):
		self.page, self.size = page, size
		self.errors: list[str] = []
		page.add_init_script(COUNT_CLICKS)
		page.set_default_timeout(PATIENCE)
		page.on("pageerror", lambda error: self.errors.append(f"{error.name}: {error.message}"))
		page.on("console", self._note)

	def _note(self, message) -> None:
		address = message.location.get("url", "")
		if message.type == "error" and not any(part in address + message.text for part in NOT_OURS):
			self.errors.append(f"{message.text} ({address})")

	def open(self, doctype: str, name: str = "", **values: str) -> Desk:
		"""Open a record, or a new one with these values as a link of the Desk gives them."""
		return self.go(f"{frappe.scrub(doctype).replace('_', '-')}/{quote(name or 'new')}", **values)

	def go(self, route: str, **values: str) -> Desk:
		query = "&".join(f"{name}={quote(value)}" for name, value in values.items())
		self.page.goto(f"/app/{route}?{query}" if query else f"/app/{route}")
		return self.settle()

	def settle(self) -> Desk:
		"""Wait until the page has drawn what it asked the server for."""
		self.page.wait_for_function("window.frappe?.dom && !frappe.request.ajax_count", timeout=PATIENCE)
		self.page.wait_for_load_state("networkidle")
		return self

	def find(self, selector: str) -> Locator:
		"""Return what is shown; the Desk keeps the pages that were left, hidden."""
		return self.page.locator(selector).locator("visible=true")

	def button(self, words: str) -> Locator:
		return self.page.get_by_role("button", name=words, exact=True).locator("visible=true")

	def press(self, words: str) -> Desk:
		self.button(words).first.click()
		return self

	def act(self, words: str) -> Desk:
		"""Press a button of the form, on a phone in its menu, and wait for the record as it then is."""
		with self.page.expect_response(lambda answer: "getdoc" in answer.url):
			if self.size.touch:
				self.find(".page-head .menu-btn-group button").last.click()
				self.find(".page-head .menu-btn-group a").filter(has_text=words).first.click()
			else:
				self.button(words).first.click()
		return self.settle()

	def choose_step(self, words: str) -> Desk:
		"""Press a step of the workflow: its button, or at a desk its line in the menu of actions."""
		button = self.find(".lat-acts").get_by_role("button", name=words, exact=True)
		menu = self.find(".page-head .actions-btn-group button")
		expect(button.or_(menu).first).to_be_visible()
		if button.count():
			button.click()
		else:
			menu.click()
			self.find(".page-head .actions-btn-group .dropdown-item").filter(has_text=words).click()
		return self.settle()

	def write_and_go(self, **written: str) -> Desk:
		"""Fill the dialog of a step in, press its one button, and wait until it is taken."""
		for fieldname, value in written.items():
			self.dialog.locator(f'[data-fieldname="{fieldname}"] :is(input, select, textarea)').fill(value)
		return self.confirm("steps.take", "send_again")

	def await_dialog(self) -> Desk:
		"""Wait until a dialog stands still: it then puts the cursor into its first field."""
		self.page.wait_for_function("document.activeElement.closest('.modal.show')")
		return self.settle()

	def write(self, fieldname: str, value: str) -> Desk:
		"""Write into a field of the dialog that is open, leave it, and go on as soon as it stands still."""
		field = self.dialog.locator(f'[data-fieldname="{fieldname}"] :is(input, textarea)').first
		field.fill(value)
		field.blur()
		return self.settle()

	def tick(self, fieldname: str) -> Desk:
		self.dialog.locator(f'[data-fieldname="{fieldname}"] input[type=checkbox]:enabled').check()
		return self

	def confirm(self, *methods: str) -> Desk:
		"""Press the one button of the dialog that is open; wait until one of these methods has answered."""
		with self.page.expect_response(lambda answer: any(method in answer.url for method in methods)):
			self.dialog.locator(".modal-footer .btn-primary").locator("visible=true").click()
		return self.settle()

	@property
	def clicks(self) -> int:
		return self.page.evaluate("Number(sessionStorage.lat_clicks || 0)")

	def field(self, fieldname: str) -> Locator:
		return self.find(f'[data-fieldname="{fieldname}"]').first

	def input(self, fieldname: str) -> Locator:
		return self.find(f'[data-fieldname="{fieldname}"] :is(input, select, textarea)').first

	def tab(self, fieldname: str) -> Desk:
		self.find(f'.form-tabs [data-fieldname="{fieldname}"]').first.click()
		return self.settle()

	@property
	def dialog(self) -> Locator:
		return self.find(".modal.show .modal-content").last

	def close_dialog(self) -> Desk:
		"""Close the dialog that is open; it hears no key before it stands still."""
		self.dialog.locator(".btn-modal-close").click()
		expect(self.page.locator(".modal.show")).to_have_count(0)
		return self

	def save(self) -> Desk:
		"""Save the form, and wait until the server has answered; what was typed last is taken over first."""
		self.page.evaluate("document.activeElement.blur()")
		self.page.wait_for_function("cur_frm.is_dirty()")
		with self.page.expect_response(lambda answer: "savedocs" in answer.url):
			self.find(".page-head .primary-action").last.click()
		return self.settle()

	def name(self, doctype: str) -> str:
		"""Return the name of the record whose form is shown, once it is stored."""
		self.page.wait_for_function("cur_frm && !cur_frm.is_new()")
		assert self.page.evaluate("cur_frm.doctype") == doctype
		return self.page.evaluate("cur_frm.doc.name")

	def upload(self, path: Path) -> Desk:
		"""Attach a file through the uploader that is open, which saves the form."""
		with self.page.expect_response(lambda answer: "savedocs" in answer.url):
			self.page.locator(".file-uploader input[type=file]").first.set_input_files(path)
			self.press("Upload")
		return self.settle()

	def expect_refusal(self, *words: str) -> None:
		"""Take errors with one of `words` off the page's: Frappe throws what it has told the person."""
		refusals = [error for error in self.errors if any(word in error for word in words)]
		assert refusals, f"nothing says {words}"
		self.errors = [error for error in self.errors if error not in refusals]

	@property
	def too_wide(self) -> int:
		"""Return by how many pixels the page is wider than the window."""
		return self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def stored(doctype: str, **filters) -> Document:
	"""Return the one record that the browser has had stored."""
	frappe.db.rollback()
	names = frappe.get_all(doctype, filters, pluck="name", order_by="creation asc")
	assert len(names) == 1, f"{len(names)} records of {doctype}"
	return frappe.get_doc(doctype, names[0])
