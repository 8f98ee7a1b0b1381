"""What the form of a course costs, cold, to idle: requests and seconds of two builds, by turns in one run.

	cd BENCH/sites && ../env/bin/python PATH/benchmarks/course_form.py --site lat.test \\
		--before CHECKOUT --before-site lat2.test

Each site is migrated by its own build: `--site` by the checkout of this file, `--before-site` by the earlier
one. Inserts a throw-away municipality with a course of two years on both, which need `allow_tests`, and opens
that course as its coordinator in a browser that has never seen the site, until nothing is asked any more:
both builds by turns, each with a web server of its own. Prints what was asked, medians and ratios; removes
the municipality, also when interrupted. Ends with 1 when the course takes more than 0.6 times the requests or
the time of the earlier build. CHROMIUM names a browser other than Playwright's own.

Each time begins where the Desk asks for the form, and ends where the page is idle: until then nothing is the
course's own, and Frappe takes as long in both builds. The time of the whole page is printed beside it.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import country as countries
import frappe
from frappe.desk.doctype.notification_settings.notification_settings import create_notification_settings
from frappe.utils import add_days, add_months, today
from on_site import Person, connect, end_sessions, may_be_written, options_of, rounds, say
from playwright.sync_api import Browser, Request, sync_playwright

LIMIT = 0.6
WARM_UP = 2
FORM = "frappe.desk.form.load.getdoctype"
SOCKETS = "socket.io"
"""No process tells the browser news here, and the browser asks for one again and again."""

QUIET = 0.5
"""Seconds without a request after which a page is idle."""

COURSE = f"{countries.PREFIX}C-000001"
COORDINATOR = f"coordinator01@{countries.DOMAIN}"

HERE = Path(__file__).resolve().parent.parent
SERVE = """
import sys
import frappe.app
from werkzeug.middleware.shared_data import SharedDataMiddleware
from werkzeug.serving import run_simple
port, site, public = sys.argv[1:]
frappe.app._site = site
application = SharedDataMiddleware(
	frappe.app.application, {"/assets/lat_corps": public, "/assets": "assets"}
)
run_simple("127.0.0.1", int(port), application, threaded=True)
"""


@dataclass
class Visit:
	"""One cold opening: what was asked, in its order, and the seconds of the form and of the whole page."""

	asked: list[str]
	form: float
	page: float


@dataclass
class Build:
	"""A checkout with its site, the address of its web server, the course, and a session that reads it."""

	label: str
	checkout: Path
	site: str
	address: str = ""
	sid: str = ""
	visits: list[Visit] = field(default_factory=list)

	def median_of(self, measure: Callable[[Visit], float]) -> float:
		return median(measure(visit) for visit in self.visits)


def main(arguments: list[str]) -> int:
	parser = options_of(__doc__, rounds=15)
	parser.add_argument("--before", type=Path, help="a checkout of the earlier build")
	parser.add_argument("--before-site", help="a site that the earlier build has migrated")
	parser.add_argument("--only", choices=sorted(ONLY), help="make the course on --site, or remove it")
	options = parser.parse_args(arguments)
	os.chdir(options.sites)
	if options.only:
		return ONLY[options.only](options.site)
	builds = [
		Build("before", options.before.resolve(), options.before_site),
		Build("now", HERE, options.site),
	]
	if not all(may_be_written(build.site) for build in builds):
		return 2
	signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
	servers: list[subprocess.Popen] = []
	try:
		for build in builds:
			_run("make", build)
			build.sid = Person.logged_in(build.site, build.label, COORDINATOR).sid
			build.address, server = _serve(build)
			servers.append(server)
		with sync_playwright() as playwright:
			browser = playwright.chromium.launch(
				executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox", "--disable-gpu"]
			)
			for turn, counts in enumerate(rounds(options.rounds, WARM_UP)):
				for build in builds if turn % 2 else reversed(builds):
					visit = _visit(browser, build)
					if counts:
						build.visits.append(visit)
			browser.close()
		say("")
		return _report(*builds)
	finally:
		for server in servers:
			server.terminate()
		end_sessions()
		for build in builds:
			_run("remove", build)
		say("")


def _run(what: str, build: Build) -> None:
	"""Make or remove the course by the build's own code."""
	subprocess.run(
		[sys.executable, __file__, "--only", what, "--site", build.site], env=_of(build), check=True
	)


def _of(build: Build) -> dict[str, str]:
	return {**os.environ, "PYTHONPATH": str(build.checkout), "SITES_PATH": "."}


def _make(site: str) -> int:
	_remove(site)
	countries.build(40, 1, 3, say)
	_two_years()
	return 0


def _remove(site: str) -> int:
	connect(site)
	_forget()
	countries.remove(say)
	return 0


PASSING_ON = "Passing on to the mentor"
"""A consent that the earlier build neither knows nor asks for."""
PASSED_ON = [{"information_type": "Life situation"}]

REQUESTS, SECONDS = "requests", "seconds of the form"
MEASURES: dict[str, Callable[[Visit], float]] = {
	REQUESTS: lambda visit: len(visit.asked),
	SECONDS: lambda visit: visit.form,
	"seconds of the page": lambda visit: visit.page,
}
LIMITED = (REQUESTS, SECONDS)

ONLY = {"make": _make, "remove": _remove}


def _two_years() -> None:
	"""Give the course the records of two years."""
	course, begun = COURSE, add_months(today(), -24)
	municipality = frappe.db.get_value("LAT Case", course, "municipality")
	mentor = frappe.get_all("LAT Mentor", {"municipality": municipality}, pluck="name", order_by="name asc")[
		0
	]
	frappe.db.set_value(
		"LAT Case",
		course,
		{
			"stage": "Active",
			"workflow_state": "Course under way",
			"referred_on": begun,
			"opened_on": begun,
			"mentor": mentor,
			"nothing_to_pass_on": 1,
		},
	)
	frappe.db.delete("LAT Match", {"lat_case": course, "name": ["!=", f"{countries.PREFIX}MA-000001"]})
	frappe.db.set_value("LAT Match", {"lat_case": course}, {"stage": "Approved", "mentor": mentor})
	# Frappe makes them with a login, which the country inserts past its save.
	create_notification_settings(COORDINATOR)
	frappe.db.set_value("User", COORDINATOR, "language", "da")
	frappe.flags.mute_emails = True
	for values in _records(begun):
		frappe.get_doc({"lat_case": course, **values}).insert()
	for number in range(24):
		case = frappe.get_doc("LAT Case", course)
		case.challenges = f"{case.challenges} {number}"
		case.save()
		case.add_comment("Comment", f"Aftale nr. {number}")
	frappe.db.commit()  # nosemgrep: frappe-manual-commit


def _records(begun) -> list[dict]:
	consent = {"doctype": "LAT Consent", "given_by": "Citizen", "given_by_name": "Person 1", "informed": 1}
	return [
		{**consent, "purpose": "Taking part in the course", "given_on": begun},
		{**consent, "purpose": "Debrief", "given_on": begun},
		*(
			{**consent, "purpose": purpose, "given_on": begun, "information_types": PASSED_ON}
			for purpose in frappe.get_meta("LAT Consent").get_options("purpose").split("\n")
			if purpose == PASSING_ON
		),
		*(
			{
				"doctype": "LAT Background Information",
				"kind": "Other knowledge",
				"origin": "The course",
				"legal_basis": "Samtykke fra borgeren",
				"content": "Bor hos sin moster.",
				"audience": audience,
			}
			for audience in ("Coordinator only", "Coordinator and mentor")
		),
		{
			"doctype": "LAT Plan",
			"goals": [{"goal": "En læreplads."}, {"goal": "Eget sted at bo."}],
		},
		{
			"doctype": "LAT Measurement",
			"instrument": "WHO5-v1",
			"measured_at": "Before",
			"measured_on": begun,
			"answers": [{"item_code": f"WHO{number}", "answer": 2} for number in range(1, 6)],
		},
		*(
			{
				"doctype": "LAT Progression",
				"rating": 2 + months // 4,
				"rated_on": add_days(begun, months * 30),
				"rated_by": "Mentee",
				"why_not_lower": "Han har en ven.",
				"one_step_up": "En læreplads.",
			}
			for months in range(1, 24, 2)
		),
	]


def _forget() -> None:
	"""Remove what hangs on the course; the country removes the rest."""
	of_course = {"lat_case": ["like", f"{countries.PREFIX}%"]}
	for doctype in (
		"LAT Consent",
		"LAT Background Information",
		"LAT First Meeting",
		"LAT Plan",
		"LAT Measurement",
	):
		if not frappe.db.table_exists(doctype):
			continue  # what the earlier build does not know yet
		names = frappe.get_all(doctype, of_course, pluck="name")
		for table in frappe.get_meta(doctype).get_table_fields():
			frappe.db.delete(table.options, {"parent": ["in", names or [""]], "parenttype": doctype})
		frappe.db.delete(doctype, of_course)
	frappe.db.delete("LAT Progression", of_course)
	frappe.db.delete("Version", {"docname": ["like", f"{countries.PREFIX}%"]})
	if frappe.db.exists("DocType", "LAT Turn"):
		frappe.db.delete("LAT Turn", {"user": ["like", f"%@{countries.DOMAIN}"]})
	frappe.db.delete("Notification Settings", {"name": COORDINATOR})
	frappe.db.delete("Notification Log", {"for_user": ["like", f"%@{countries.DOMAIN}"]})
	frappe.db.delete("Comment", {"reference_name": ["like", f"{countries.PREFIX}%"]})
	frappe.db.commit()  # nosemgrep: frappe-manual-commit


def _serve(build: Build) -> tuple[str, subprocess.Popen]:
	"""Start a web server of a build: its code, its files for the browser, its site."""
	with socket.socket() as probe:
		probe.bind(("127.0.0.1", 0))
		port = probe.getsockname()[1]
	server = subprocess.Popen(
		[sys.executable, "-c", SERVE, str(port), build.site, str(build.checkout / "lat_corps" / "public")],
		env=_of(build),
		stdout=subprocess.DEVNULL,
		stderr=subprocess.DEVNULL,
	)
	for _attempt in range(600):
		with socket.socket() as probe:
			if probe.connect_ex(("127.0.0.1", port)) == 0:
				break
		time.sleep(0.1)
	return f"http://127.0.0.1:{port}", server


def _visit(browser: Browser, build: Build) -> Visit:
	"""Open the course in a browser that keeps nothing yet, until nothing is asked any more."""
	context = browser.new_context(base_url=build.address, viewport={"width": 1280, "height": 860})
	context.add_cookies([{"name": "sid", "value": build.sid, "url": build.address}])
	page, asked, ended = context.new_page(), [], []

	def begun(request: Request) -> None:
		if SOCKETS not in request.url:
			asked.append((urlsplit(request.url).path.removeprefix("/api/method/"), time.perf_counter()))

	def over(request: Request) -> None:
		if SOCKETS not in request.url:
			ended.append(time.perf_counter())

	page.on("request", begun)
	page.on("requestfinished", over)
	page.on("requestfailed", over)
	start = time.perf_counter()
	page.goto(f"/app/lat-case/{COURSE}")
	page.wait_for_function("window.cur_frm?.doc && !frappe.request.ajax_count")
	while len(ended) < len(asked) or time.perf_counter() - ended[-1] < QUIET:
		page.wait_for_timeout(100)
	context.close()
	form = next(at for label, at in asked if label == FORM)
	return Visit([label for label, _at in asked], ended[-1] - form, ended[-1] - start)


def _report(before: Build, now: Build) -> int:
	for build in (before, now):
		print(f"\nWhat {build.label} asks:")
		for asked, number in Counter(build.visits[-1].asked).items():
			print(f"{number:>5}  {asked}")
	print(f"\nMedians of {len(now.visits)} rounds:")
	late = []
	for what, measure in MEASURES.items():
		first, second = before.median_of(measure), now.median_of(measure)
		print(f"{what:<24}{first:>9.2f} before,{second:>9.2f} now, {second / first:.2f}")
		if second > LIMIT * first and what in LIMITED:
			late.append(what)
	print("\n" + ("\n".join(f"Over {LIMIT}: {what}" for what in late) or f"Nothing is over {LIMIT}."))
	return 1 if late else 0


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
