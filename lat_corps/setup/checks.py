"""What stands between a site and working well: each thing with what was seen, and how it is mended.

`bench --site SITE lat-check` prints it, the page "Check of the site" shows it to administrators.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import frappe
from frappe import _
from frappe.utils import add_to_date, cint, get_datetime, now_datetime

from lat_corps.compat import desk_address, is_fifteen
from lat_corps.days import danish_today
from lat_corps.domain.asking import AWAITING
from lat_corps.domain.roles import ADMINISTRATOR, CASEWORKER, COORDINATOR, FUNCTION_ROLE, MANAGER, MENTOR
from lat_corps.permissions.people import SYSTEM_MANAGER, reach_of

SETTINGS, PLACES = "System Settings", "LAT Municipality"

READERS = (ADMINISTRATOR, SYSTEM_MANAGER)
BREAKS, ADVICE, FINE = "breaks", "advice", "fine"

TIME_ZONE, LANGUAGE = "Europe/Copenhagen", "da"
LOWEST, BELOW = (15, 51), (17, 0)
"""Versions of Frappe: the lowest that is tried, and the first that is not."""

LONGEST_SESSION = 24
"""Hours after which a login that nobody used has ended."""

LOWEST_PASSWORD_SCORE = 3
"""Of 4, as Frappe counts how long a password would stand."""

BY_MEMBERSHIP = (COORDINATOR, MANAGER, CASEWORKER, MENTOR)
"""Roles that open nothing by themselves: a municipality gives the function."""


@dataclass(frozen=True)
class Finding:
	"""One thing that was looked at: its standing, what was seen, and the mend where there is one.

	`at` is the document type where it is mended, if that is done in the Desk.
	"""

	title: str
	standing: str
	seen: str
	mend: str = ""
	at: str = ""

	@property
	def breaks(self) -> bool:
		return self.standing == BREAKS

	@property
	def word(self) -> str:
		return {BREAKS: _("Breaks work"), ADVICE: _("Advice"), FINE: _("Fine")}[self.standing]

	@property
	def address(self) -> str:
		"""Return where the reader mends it; nothing where that page would refuse the reader."""
		if not (self.at and frappe.db.exists("DocType", self.at) and frappe.has_permission(self.at, "read")):
			return ""
		return desk_address(frappe.scrub(self.at).replace("_", "-"))


def findings() -> list[Finding]:
	"""Look at everything, worst first. Reads settings and people, never a record of a course."""
	order = (BREAKS, ADVICE, FINE)
	found = [finding for check in CHECKS for finding in _looked_at(check)]
	return sorted(found, key=lambda finding: order.index(finding.standing))


def _looked_at(check: Callable[[], Iterator[Finding]]) -> list[Finding]:
	"""Carry out one check; what it cannot find out is said and keeps no other from being looked at."""
	try:
		return [*check()]
	except Exception as error:
		return [
			Finding(
				_("Check of the site"),
				ADVICE,
				_("{0} could not be looked at: {1}.").format(check.__name__.strip("_"), type(error).__name__),
				_("Run the command on the server, where every part of the site can be reached."),
			)
		]


@frappe.whitelist(methods=["GET"])
def show() -> str:
	"""Return the findings as HTML for the page.

	Raises frappe.PermissionError for others than administrators.
	"""
	frappe.only_for(READERS)
	return frappe.get_template("lat_corps/templates/setup/checks.html").render({"findings": findings()})


def text(found: list[Finding]) -> str:
	"""Return the findings as a text for the command line."""
	marks = {BREAKS: "✗", ADVICE: "!", FINE: "✓"}
	lines = []
	for finding in found:
		lines.append(f"{marks[finding.standing]} {finding.title}: {finding.seen}")
		if finding.mend:
			lines.append(f"    {finding.mend}")
	return "\n".join(lines)


def _people_named(names: list[str]) -> str:
	"""Return the names for who keeps the logins of the site; for LAT Administrator alone, how many."""
	if SYSTEM_MANAGER in frappe.get_roles():
		return ", ".join(sorted(names))
	return _("{0} person(s)").format(len(names))


def _settings() -> frappe._dict:
	return frappe.db.get_singles_dict("System Settings")


def _versions() -> Iterator[Finding]:
	title, version = _("Version of Frappe"), frappe.__version__
	number = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
	if LOWEST <= number < BELOW:
		yield Finding(title, FINE, version)
	else:
		yield Finding(
			title,
			BREAKS,
			_("{0} is not a version that the app is tried on.").format(version),
			_("Use Frappe 15 from 15.51 on, or Frappe 16."),
		)


def _setup_wizard() -> Iterator[Finding]:
	title = _("Setup wizard")
	if frappe.is_setup_complete():
		yield Finding(title, FINE, _("Finished."))
	else:
		yield Finding(
			title,
			BREAKS,
			_("Not finished: every page of the Desk leads to it, and logins keep a wrong time zone."),
			_("Log in as Administrator and finish it with Denmark, Danish and the time zone {0}.").format(
				TIME_ZONE
			),
		)


def _time_zone() -> Iterator[Finding]:
	title, zone = _("Time zone"), _settings().time_zone
	if zone == TIME_ZONE:
		yield Finding(title, FINE, zone)
	else:
		yield Finding(
			title,
			BREAKS,
			_("The site's is {0}: times are kept wrong, and new logins inherit it.").format(zone or "–"),
			_("Set {0} in System Settings. Times written before stay as they are.").format(TIME_ZONE),
			SETTINGS,
		)
	elsewhere = frappe.get_all(
		"User",
		filters={"enabled": 1, "user_type": "System User", "time_zone": ["not in", ["", TIME_ZONE]]},
		pluck="full_name",
		order_by="full_name asc",
	)
	if elsewhere:
		yield Finding(
			_("Time zone of logins"),
			ADVICE,
			_("These have another time zone than {0}: {1}.").format(TIME_ZONE, _people_named(elsewhere)),
			_("Change the time zone on their user, unless they live there."),
			"User",
		)


def _language() -> Iterator[Finding]:
	title = _("Language")
	if not cint(frappe.db.get_value("Language", LANGUAGE, "enabled")):
		yield Finding(
			title, ADVICE, _("Danish is not enabled."), _("Enable it in the list Language."), "Language"
		)
	elif _settings().language != LANGUAGE:
		yield Finding(
			title,
			ADVICE,
			_("The site's language is not Danish: a new login sees another one."),
			_("Set the language in System Settings, or for each person on the user."),
			SETTINGS,
		)
	else:
		yield Finding(title, FINE, _("Danish."))


def _translations() -> Iterator[Finding]:
	from frappe.gettext.translate import get_mo_path

	title = _("Translation")
	compiled = get_mo_path("lat_corps", LANGUAGE)
	source = Path(frappe.get_app_path("lat_corps", "locale", f"{LANGUAGE}.po"))
	mend = _("Run: bench --site {0} compile-po-to-mo --app lat_corps, then clear-cache.").format(
		frappe.local.site
	)
	if not compiled.exists():
		yield Finding(title, BREAKS, _("Not compiled: the app speaks English."), mend)
	elif compiled.stat().st_mtime < source.stat().st_mtime:
		yield Finding(title, ADVICE, _("Older than the app: new words are English."), mend)
	else:
		yield Finding(title, FINE, _("Compiled."))


def _background_work() -> Iterator[Finding]:
	from frappe.utils.background_jobs import get_workers
	from frappe.utils.scheduler import is_scheduler_inactive

	if is_scheduler_inactive(verbose=False):
		yield Finding(
			_("Scheduler"),
			BREAKS,
			_("Off: no reminder is sent, no loan begins or ends in the papers, no file is cleared away."),
			_("Run: bench --site {0} enable-scheduler, and see that the scheduler runs.").format(
				frappe.local.site
			),
		)
	elif not _ran_lately():
		yield Finding(
			_("Scheduler"),
			BREAKS,
			_("On, but nothing has run for a day."),
			_("Start it: bench schedule, or supervisor as bench sets it up."),
		)
	else:
		yield Finding(_("Scheduler"), FINE, _("On."))
	try:
		workers = len(get_workers())
	except Exception:
		workers = 0
	if workers:
		yield Finding(_("Workers"), FINE, _("{0} running.").format(workers))
	else:
		yield Finding(
			_("Workers"),
			BREAKS,
			_("None answers: imports, exports and mails wait for ever."),
			_("Start them: bench worker, or supervisor as bench sets it up. Redis must run."),
		)


def _ran_lately() -> bool:
	"""Tell whether a job of the scheduler ran in the last day, or the site is younger than that."""
	yesterday = add_to_date(now_datetime(), days=-1)
	ran = frappe.get_all("Scheduled Job Type", {"last_execution": [">=", yesterday]}, pluck="name", limit=1)
	installed = frappe.db.get_value("Module Def", {"app_name": "lat_corps"}, "creation")
	return bool(ran) or get_datetime(installed) >= yesterday


def _outgoing_mail() -> Iterator[Finding]:
	title = _("Outgoing mail")
	if cint(frappe.conf.mute_emails):
		yield Finding(title, ADVICE, _("Muted in site_config.json: nobody gets a mail."), _("Take it out."))
	elif frappe.db.exists("Email Account", {"enable_outgoing": 1, "default_outgoing": 1}):
		yield Finding(title, FINE, _("There is an account. It was not tried."))
	else:
		yield Finding(
			title,
			ADVICE,
			_("No account: invitations and forgotten passwords cannot be mailed. The bell works."),
			_("Make one in the list Email Account, outgoing and default."),
			"Email Account",
		)


def _files_and_backups() -> Iterator[Finding]:
	settings = _settings()
	backups = _("Backups")
	if cint(settings.encrypt_backup):
		yield Finding(backups, FINE, _("Encrypted."))
	else:
		yield Finding(
			backups,
			ADVICE,
			_("Not encrypted: whoever has the file reads every course."),
			_("Tick Encrypt Backups in System Settings, and keep the key elsewhere."),
			SETTINGS,
		)
	public = _("Public files")
	if cint(settings.allow_guests_to_upload_files):
		yield Finding(
			public,
			ADVICE,
			_("Anybody may upload files without a login."),
			_("Take the tick out in System Settings."),
			SETTINGS,
		)
	elif settings.get("only_allow_system_managers_to_upload_public_files") == 0:
		yield Finding(
			public,
			ADVICE,
			_("Every user may upload a file that all the world can read."),
			_("Let System Managers alone do so, in System Settings."),
			SETTINGS,
		)
	else:
		yield Finding(public, FINE, _("Nobody uploads without a login."))


def _passwords_and_sessions() -> Iterator[Finding]:
	settings, title = _settings(), _("Passwords and sessions")
	seen = []
	if (
		not cint(settings.enable_password_policy)
		or cint(settings.minimum_password_score) < LOWEST_PASSWORD_SCORE
	):
		seen.append(_("Weak passwords are taken."))
	if not cint(settings.allow_consecutive_login_attempts):
		seen.append(_("Passwords may be guessed without end."))
	if _hours(settings.session_expiry) > LONGEST_SESSION:
		seen.append(_("A forgotten login stays open for {0} hours.").format(_hours(settings.session_expiry)))
	if seen:
		yield Finding(
			title,
			ADVICE,
			" ".join(seen),
			_("Change it in System Settings, under Security and Login."),
			SETTINGS,
		)
	else:
		yield Finding(title, FINE, _("As they should be."))
	if cint(settings.enable_two_factor_auth):
		yield Finding(_("Two-factor login"), FINE, _("On."))
	else:
		yield Finding(
			_("Two-factor login"),
			ADVICE,
			_("Off: a password alone opens every course of its owner."),
			_("Turn it on in System Settings, or sign in through the municipality's own login."),
			SETTINGS,
		)


def _hours(expiry: str | None) -> int:
	return cint((expiry or "").split(":")[0])


def _prints() -> Iterator[Finding]:
	title, program = _("Prints"), shutil.which("wkhtmltopdf")
	if not program:
		later = not is_fifteen()
		yield Finding(
			title,
			ADVICE if later else BREAKS,
			_("wkhtmltopdf is not installed: no PDF is made with it."),
			_("Choose Chrome as PDF generator on the print formats.")
			if later
			else _("Install wkhtmltopdf with patched Qt on the server."),
			"Print Format" if later else "",
		)
		return
	version = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20).stdout
	if "patched qt" in version:
		yield Finding(title, FINE, version.strip())
	else:
		yield Finding(
			title,
			ADVICE,
			_("wkhtmltopdf is there without patched Qt: headers and page numbers are missing on PDFs."),
			_("Install the packages that are built with patched Qt."),
		)


def _people() -> Iterator[Finding]:
	without = []
	for role in BY_MEMBERSHIP:
		for user in _logins_with(role):
			if role not in reach_of(user.name).roles:
				without.append(f"{user.full_name} ({_(role)})")
	title = _("Roles and functions")
	if without:
		yield Finding(
			title,
			ADVICE,
			_("A role that opens nothing, since no municipality gave the function: {0}.").format(
				_people_named(without)
			),
			_("Add them as members of their municipality; a mentor has a record with this login."),
			PLACES,
		)
	else:
		yield Finding(title, FINE, _("Everybody with a role has a function."))


def _logins_with(role: str) -> list[frappe._dict]:
	held = frappe.get_all("Has Role", filters={"parenttype": "User", "role": role}, pluck="parent")
	return frappe.get_all(
		"User",
		filters={"name": ["in", ["", *held]], "enabled": 1},
		fields=["name", "full_name"],
		order_by="full_name asc",
	)


def _coordinators() -> Iterator[Finding]:
	title = _("Coordinators")
	served = {
		municipality
		for user in _logins_with(COORDINATOR)
		for municipality in reach_of(user.name).municipalities_as(COORDINATOR)
	}
	without = [name for name in _municipalities() if name not in served]
	if without:
		yield Finding(
			title,
			ADVICE,
			_("No coordinator today, so nobody can refer or match: {0}.").format(", ".join(without)),
			_("Add one as a member of the municipality, with the role {0}.").format(_(COORDINATOR)),
			PLACES,
		)
	waiting = frappe.get_all(
		"LAT Acknowledgement Request",
		filters={
			"standing": AWAITING,
			"role": next(function for function, role in FUNCTION_ROLE.items() if role == COORDINATOR),
			"due_on": ["<", danish_today()],
		},
		pluck="full_name",
		order_by="full_name asc",
	)
	if waiting:
		yield Finding(
			title,
			ADVICE,
			_("Role description not acknowledged in time: {0}.").format(_people_named(waiting)),
			_("They find it under Requests to acknowledge."),
		)


def _municipalities() -> list[str]:
	return frappe.get_all("LAT Municipality", pluck="name", order_by="name asc")


CHECKS = (
	_versions,
	_setup_wizard,
	_time_zone,
	_language,
	_translations,
	_background_work,
	_outgoing_mail,
	_files_and_backups,
	_passwords_and_sessions,
	_prints,
	_people,
	_coordinators,
)
