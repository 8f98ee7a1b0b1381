"""The Desk in a headless Chromium, on the site under test, in Danish.

Only `make test-browser` comes here: a bench or a browser that is lacking ends the run and says so. CHROMIUM
names a program, or the address of one that listens (`chromium --remote-debugging-port=9222` is at
`http://127.0.0.1:9222`): on another machine than the bench, or outside its container.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import frappe
import pytest
from frappe.model.document import Document
from playwright.sync_api import Browser, BrowserType, Error, sync_playwright

from tests import factories
from tests.browser.desk import DESK, Desk, Size
from tests.browser.screenshots import FLAGS
from tests.conftest import BENCH
from tests.factories import PASSWORD, World, act, as_user

Open = Callable[..., Desk]


@pytest.fixture(scope="session")
def chromium() -> Iterator:
	if not BENCH:
		pytest.exit("The browser suite needs a real site: set LAT_BENCH and LAT_SITE.", returncode=2)
	with sync_playwright() as playwright:
		try:
			browser = _browser(playwright.chromium, os.environ.get("CHROMIUM") or None)
		except Error as error:
			pytest.exit(f"Chromium does not start: name one in CHROMIUM.\n{error.message}", returncode=2)
		yield browser
		browser.close()


def _browser(chromium: BrowserType, where: str | None) -> Browser:
	if where and where.startswith(("http://", "ws://")):
		return chromium.connect_over_cdp(where)
	return chromium.launch(executable_path=where, args=FLAGS)


@pytest.fixture(scope="session")
def world(chromium, world: World, connected) -> World:
	"""The world of the whole suite, whose people read Danish."""
	for user in world.people.values():
		connected.db.set_value("User", user, "language", "da")
	connected.db.commit()
	return world


@pytest.fixture(scope="session")
def contexts(chromium, server, world) -> Iterator[Callable]:
	"""Return the logged-in browser of a person at a width; what it has loaded once it need not load again."""
	opened = {}

	def context(person: str, size: Size):
		if (person, size) not in opened:
			new = chromium.new_context(
				base_url=server,
				viewport={"width": size.width, "height": size.height},
				has_touch=size.touch,
				locale="da-DK",
			)
			answer = new.request.post("/api/method/login", form={"usr": world[person], "pwd": PASSWORD})
			assert answer.ok, f"{person} cannot log in: {answer.status}"
			opened[person, size] = new
		return opened[person, size]

	yield context
	for context in opened.values():
		context.close()


@pytest.fixture
def desk(contexts) -> Iterator[Open]:
	"""Return the Desk of a person at a width, on a page of its own, which must end without a script error."""
	desks: list[Desk] = []

	def opened(person: str, size: Size = DESK) -> Desk:
		frappe.db.commit()
		desks.append(Desk(contexts(person, size).new_page(), size))
		return desks[-1]

	yield opened
	errors = [error for desk in desks for error in desk.errors]
	for desk in desks:
		desk.page.close()
	assert not errors, "\n".join(errors)


@pytest.fixture
def active(world) -> Document:
	"""A course under way, without any measurement or rating."""
	return factories.case_at("Active", world)


@pytest.fixture
def sent(world, active) -> Document:
	"""A handover of the course under way that the caseworker has been sent."""
	with as_user(world["coordinator"]):
		factories.consent_to_handover(active, world["caseworker"], "Life situation")
		handover = factories.draft_handover(active, world["caseworker"])
	return act(handover, "Send handover", world["coordinator"])
