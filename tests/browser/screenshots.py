"""Pictures of the app on a running site, for the documentation and for looking at what was built.

	python tests/browser/screenshots.py http://site:8000 docs/screenshots \\
		--person coordinator user@example.org PASSWORD --person mentor ... --person caseworker ...

Each picture shows the first record that fits and that the person may see; pictures without one are left out
and named at the end. CHROMIUM names a browser other than Playwright's own.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from PIL import Image
from playwright.sync_api import BrowserContext, Page, sync_playwright

FLAGS = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
]
SIZE = {"width": 1440, "height": 860}
COLOURS = 128
QUIET_MS = 700
"""How long to let a form draw after the network is quiet."""

HIDDEN = """
.form-footer, .layout-side-section, .desk-alert { display: none !important }
.layout-main-section-wrapper { height: auto !important; overflow: visible !important }
"""
"""Comments, activity and the side bar say nothing about the app."""


@dataclass(frozen=True)
class Shot:
	"""A page: a `route`, the first record of `doctype` that fits `filters`, or a `route` of that record."""

	name: str
	route: str = ""
	doctype: str = ""
	filters: dict = field(default_factory=dict)
	tab: str = ""
	print_format: str = ""
	steps: tuple[tuple[str, ...], ...] = ()
	"""What to do on the page first: ("click", selector), ("fill" or "choose", selector, text)."""


def case(stage: str, tab: str = "") -> Shot:
	return Shot(f"case-{stage.lower()}", doctype="LAT Case", filters={"stage": stage}, tab=tab)


SENT = {"stage": ["in", ["Sent", "Received"]]}
PUBLISHED = {"stage": "Published", "municipality": ["is", "set"]}

FIT = ("click", ".vue-flow__panel >> text=Tilpas visning")
ROLE = '.sidebar-container [data-fieldname="allowed"]'
CLOSING_BY_A_MENTOR = (
	FIT,
	("click", '.vue-flow__node-action:has-text("Afslut forløb")'),
	("fill", f"{ROLE} input", "Mentor"),
	("click", f'{ROLE} [role="option"]:has-text("Mentor")'),
	("click", ".page-actions .primary-action"),
)

GENDER_OF_A_YEAR = (
	("choose", '.page-form [data-fieldname="first"] select', "Gender"),
	("click", ".page-actions .primary-action"),
)
READING = ("click", 'button:has-text("Læs den med borgeren")')
TELLING = ("click", '.lat-day-row:has-text("Dit navn gemmes ikke") button')

SHOTS = {
	"administrator": (
		Shot("my-day", "lat-my-day"),
		Shot("workspace", "lat-corps"),
		Shot("municipality", doctype="LAT Municipality"),
		Shot("settings", "lat-settings"),
		Shot("workflows", "workflow"),
		Shot("workflow-builder", "workflow-builder/LAT Course", steps=(FIT,)),
		Shot(
			"workflow-state",
			"workflow-builder/LAT Course",
			steps=(FIT, ("click", '.vue-flow__node-state:has-text("Forløb slutter")')),
		),
		Shot("workflow-refused", "workflow-builder/LAT Course", steps=CLOSING_BY_A_MENTOR),
		Shot("shipped-records", "lat-shipped-record"),
		Shot(
			"instrument",
			doctype="LAT Instrument",
			filters={"instrument_code": "LIVSMESTRING"},
			tab="example_tab",
		),
		Shot(
			"shipped-difference",
			doctype="LAT Shipped Record",
			filters={"document_type": "Workflow", "standing": "Changed here"},
		),
	),
	"coordinator": (
		Shot("my-day", "lat-my-day"),
		Shot("workspace", "lat-courses"),
		Shot("cases", "lat-case"),
		case("Referred", "referral_tab"),
		case("Assessed"),
		case("Matching"),
		case("Preparing", "preparing_tab"),
		case("Active"),
		case("Closing", "closing_tab"),
		case("Closed", "closing_tab"),
		case("Declined"),
		Shot("match-board", "lat-match-board", doctype="LAT Case", filters={"stage": "Matching"}),
		Shot("citizen", doctype="LAT Citizen"),
		Shot("background", doctype="LAT Background Information"),
		Shot("consent", doctype="LAT Consent", filters={"purpose": "Handover to the caseworker"}),
		Shot("match", doctype="LAT Match", filters={"stage": ["in", ["Offered", "Accepted"]]}),
		Shot("plan", doctype="LAT Plan"),
		Shot("mentor", doctype="LAT Mentor", filters={"stage": "Active"}),
		Shot("mentor-search", "lat-mentor-search"),
		Shot("loan", doctype="LAT Mentor Loan", filters={"stage": "Active"}),
		Shot("measurement", doctype="LAT Measurement", filters={"standing": "Answered"}),
		Shot("progression-new", "lat-progression/new"),
		Shot("case-development", doctype="LAT Case", filters={"stage": "Closed"}, tab="development_tab"),
		Shot("change", "lat-change"),
		Shot("figures", "lat-figures", steps=GENDER_OF_A_YEAR),
		Shot("gaps", "query-report/LAT Recording Gaps"),
		Shot("survey-import", doctype="LAT Survey Import"),
		Shot("handover", doctype="LAT Handover", filters=SENT),
		Shot("handover-draft", doctype="LAT Handover", filters={"stage": "Draft"}),
		Shot("handover-preview", doctype="LAT Handover", filters={"stage": "Draft"}, steps=(READING,)),
		Shot("handover-packet", doctype="LAT Handover", filters=SENT, print_format="LAT Handover Packet"),
		Shot("coaching", doctype="LAT Coaching Session"),
		Shot("concern", doctype="LAT Concern"),
		Shot("meeting-with-partners", doctype="LAT Coordination Meeting"),
		Shot("review", doctype="LAT Case Review", filters={"decision": "Extend"}),
		Shot("debrief", doctype="LAT Debrief"),
		Shot("role-description", doctype="LAT Role Description", filters=PUBLISHED),
		Shot(
			"role-agreement",
			doctype="LAT Role Description",
			filters=PUBLISHED,
			print_format="LAT Role Agreement",
		),
	),
	"manager": (
		Shot("my-day", "lat-my-day"),
		Shot("workspace", "lat-corps"),
		Shot("role-description-change", doctype="LAT Role Description", filters={"stage": "In Review"}),
		Shot("erasure", doctype="LAT Erasure", filters={"standing": "Requested"}),
		Shot("deputy", doctype="LAT Deputy"),
		Shot("management-report", doctype="LAT Management Report", filters={"standing": "Approved"}),
	),
	"mentor": (
		Shot("my-day", "lat-my-day"),
		Shot("experience", "lat-my-day", steps=(TELLING,)),
		Shot("workspace", "my-lat-courses"),
		case("Active"),
		case("Preparing", "preparing_tab"),
		Shot("match", doctype="LAT Match", filters={"stage": ["in", ["Offered", "Approved"]]}),
		Shot("role-description", doctype="LAT Role Description", filters=PUBLISHED),
	),
	"caseworker": (
		Shot("my-day", "lat-my-day"),
		Shot("workspace", "lat-handovers"),
		Shot("handover", doctype="LAT Handover", filters=SENT),
	),
}


def main(arguments: list[str]) -> int:
	options = _parse(arguments)
	options.folder.mkdir(parents=True, exist_ok=True)
	missing = []
	with sync_playwright() as playwright:
		browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=FLAGS)
		for person, user, password in options.person:
			context = browser.new_context(viewport=SIZE, base_url=options.url, locale="da-DK")
			_log_in(context, user, password)
			page = context.new_page()
			for shot in SHOTS[person]:
				if options.only and options.only not in f"{person}-{shot.name}":
					continue
				target = options.folder / f"{person}-{shot.name}.png"
				if not _take(page, shot, target):
					missing.append(target.name)
			context.close()
		browser.close()
	for name in missing:
		print(f"no record for {name}", file=sys.stderr)
	return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
	parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
	parser.add_argument("url")
	parser.add_argument("folder", type=Path)
	parser.add_argument("--person", nargs=3, action="append", metavar=("WHO", "USER", "PASSWORD"), default=[])
	parser.add_argument("--only", help="take only pictures whose name contains this")
	return parser.parse_args(arguments)


def _log_in(context: BrowserContext, user: str, password: str) -> None:
	answer = context.request.post("/api/method/login", form={"usr": user, "pwd": password})
	assert answer.ok, f"{user} cannot log in: {answer.status}"


def _take(page: Page, shot: Shot, target: Path) -> bool:
	name = _first(page, shot) if shot.doctype else ""
	if shot.doctype and not name:
		return False
	if shot.print_format:
		return _take_print(page, shot, name, target)
	place = shot.route or shot.doctype.lower().replace(" ", "-")
	page.goto(f"/app/{place}/{quote(name)}" if name else f"/app/{place}")
	_settle(page)
	if shot.tab:
		page.locator(f'.form-tabs [data-fieldname="{shot.tab}"]').first.click()
		_settle(page)
	for what, selector, *text in shot.steps:
		found = page.locator(selector).locator("visible=true").first
		if what == "choose":
			found.select_option(*text)
		else:
			found.click()
		if what == "fill":
			found.fill(*text)
		_settle(page)
	page.add_style_tag(content=HIDDEN)
	_save(page.screenshot(full_page=not page.locator(".modal.show").count()), target)
	return True


def _first(page: Page, shot: Shot) -> str:
	query = urlencode({"filters": json.dumps(shot.filters), "limit": 1, "order_by": "modified desc"})
	answer = page.context.request.get(f"/api/resource/{quote(shot.doctype)}?{query}")
	rows = answer.json().get("data") if answer.ok else []
	return rows[0]["name"] if rows else ""


def _settle(page: Page) -> None:
	page.wait_for_load_state("networkidle")
	page.wait_for_timeout(QUIET_MS)


def _take_print(page: Page, shot: Shot, name: str, target: Path) -> bool:
	"""Save the first page of the PDF, drawn by pdftoppm of poppler."""
	query = urlencode({"doctype": shot.doctype, "name": name, "format": shot.print_format, "_lang": "da"})
	answer = page.context.request.get(f"/api/method/frappe.utils.print_format.download_pdf?{query}")
	if not (answer.ok and shutil.which("pdftoppm")):
		return False
	drawn = subprocess.run(
		["pdftoppm", "-png", "-r", "96", "-f", "1", "-l", "1", "-"],
		input=answer.body(),
		capture_output=True,
		check=True,
	)
	_save(drawn.stdout, target)
	return True


def _save(png: bytes, target: Path) -> None:
	image = Image.open(io.BytesIO(png)).convert("RGB")
	image.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
