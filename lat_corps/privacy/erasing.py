"""Erasure of a citizen, a course or a self-report: a service with its own record (GDPR article 17, N5).

Everything goes in one transaction; files leave the disk when it has been committed. What stays is the erasure
itself and the read log, both with numbers only: the proof of the act, and of who had seen what before it; and
what a closed course counted for in pooled figures, with nothing that leads to it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import get_fullname, now_datetime

from lat_corps.corps import turns
from lat_corps.domain.documents.course import FINISHED
from lat_corps.domain.erasing import ALL_SELF_REPORT, COURSE, MISTAKE, RETENTION_ENDED, SELF_REPORT
from lat_corps.domain.roles import COORDINATOR, MANAGER
from lat_corps.holding import hold
from lat_corps.measurement.import_files import forget_text
from lat_corps.permissions.people import holds_function

from . import kept_figures
from .retention import courses_of, has_ended
from .self_report import add_own_side_of_wheel, self_report_of
from .traces import FILES_OF_AN_IMPORT, Found, find_with, names_of

if TYPE_CHECKING:
	from frappe.model.document import Document

REQUESTED, CARRIED_OUT, CALLED_OFF = "Requested", "Carried out", "Called off"

USER_SETTINGS = "_user_settings"
"""Where Frappe keeps list filters of a user, in its cache and in a table without a DocType."""

WAITING = "insert_queue_for_"
"""Start of the cache's lists of what waits to be written down: opened addresses, exports, views, errors."""


def asked_for(erasure: Document) -> dict[str, list[str]]:
	"""Return what an erasure is about, as document type -> numbers: what hangs on it goes too."""
	if erasure.scope == COURSE:
		return {"LAT Case": [erasure.course_number]}
	if erasure.scope == SELF_REPORT:
		return {erasure.document_type: [erasure.document_number]}
	if erasure.scope == ALL_SELF_REPORT:
		return self_report_of(erasure.course_number)
	return {"LAT Citizen": [erasure.citizen]}


def found_for(erasure: Document) -> Found:
	"""Return all that an erasure is about; all self-report has the person's own side of the wheel too."""
	found = find_with(asked_for(erasure))
	if erasure.scope == ALL_SELF_REPORT:
		add_own_side_of_wheel(found, erasure.course_number)
	return found


def number_of(erasure: Document) -> str:
	"""Return the number of what an erasure is about."""
	return erasure.course_number or erasure.document_number or erasure.citizen


def obstacles(erasure: Document, user: str | None = None) -> list[str]:
	"""Return every reason why `user` cannot carry out the erasure now, as sentences without names."""
	user = user or frappe.session.user
	found = []
	if erasure.standing != REQUESTED:
		found.append(_("This erasure is no longer open: its standing is {0}.").format(_(erasure.standing)))
	if user == erasure.requested_by:
		found.append(_("Somebody other than the person who requested the erasure must carry it out."))
	if not any(holds_function(user, erasure.municipality, role) for role in (COORDINATOR, MANAGER)):
		found.append(_("A coordinator or a manager of the municipality carries out the erasure."))
	return found + _of_what_goes(erasure)


def _of_what_goes(erasure: Document) -> list[str]:
	"""Return what of the records themselves stands in the way."""
	all_courses, found = courses_of(erasure.citizen), []
	courses = [case for case in all_courses if erasure.scope != COURSE or case.name == erasure.course_number]
	if erasure.scope == COURSE and courses == all_courses:
		found.append(_("It is the person's only course: have the person erased instead."))
	if erasure.scope in (SELF_REPORT, ALL_SELF_REPORT):
		courses = []
	still_open = [case.name for case in courses if case.stage not in FINISHED]
	if still_open:
		found.append(_("Close or decline these courses first: {0}.").format(", ".join(still_open)))
	under_way = frappe.get_all(
		"LAT Handover",
		filters={"lat_case": ["in", [case.name for case in courses] or [""]], "stage": "Sent"},
		pluck="name",
		order_by="name asc",
	)
	if under_way:
		found.append(
			_("These handovers are sent and not received: {0}. Wait for the receiver.").format(
				", ".join(under_way)
			)
		)
	if erasure.reason == RETENTION_ENDED and not has_ended(courses):
		found.append(_("The retention of the citizen's courses has not ended: choose another reason."))
	return found


def carry_out(
	erasure: Document, confirmation: str, progress: Callable[[int, int], None] | None = None
) -> None:
	"""Erase what a request is about, all or nothing, and note on the request what went.

	Raises frappe.ValidationError with every obstacle, and when `confirmation` is not the number of it.
	"""
	hold("LAT Erasure", erasure.name)
	erasure.reload()
	cases = [case.name for case in courses_of(erasure.citizen)]
	if erasure.standing == REQUESTED:
		# A save of the citizen, a new course and whatever belongs to a course wait, and find nothing then.
		hold("LAT Citizen", erasure.citizen)
		hold("LAT Case", *cases)
	reasons = obstacles(erasure)
	if reasons:
		frappe.throw("<br>".join(reasons), title=_("The erasure cannot be carried out"))
	if confirmation.strip() != number_of(erasure):
		frappe.throw(_("Type the number to confirm: {0}.").format(number_of(erasure)))
	found = found_for(erasure)
	if erasure.reason != MISTAKE:
		kept_figures.keep(erasure.citizen, found.records)
	erase(found, progress)
	erasure.flags.result = {
		**outcome(found),
		"carried_out_by": frappe.session.user,
		"carried_out_by_name": get_fullname(frappe.session.user),
	}
	erasure.save()
	follow(case for case in cases if case not in found.records.get("LAT Case", ()))
	if found.files:
		frappe.db.after_commit.add(lambda: remove_files(erasure.name))


def outcome(found: Found) -> dict[str, object]:
	"""Return what is noted on an erasure that is carried out: numbers only."""
	return {
		"standing": CARRIED_OUT,
		"carried_out_on": now_datetime(),
		"counts": [
			{"kind": kind, "document_type": doctype, "number": number}
			for kind, doctype, number in found.counts()
		],
		"files_left": json.dumps(found.files) if found.files else None,
	}


def follow(cases: Iterable[str]) -> None:
	"""Let what is due on courses that stay, and whose turn it is there, follow what went."""
	for name in sorted(cases):
		frappe.get_doc("LAT Case", name).refresh_derived()
		turns.follow_record("LAT Case", name)


def remove_files(name: str) -> int:
	"""Remove from disk what an erasure that is committed has left there; return how many remain.

	A file that cannot be removed stays on the list, so that the erasure can be run again.
	"""
	left = json.loads(frappe.db.get_value("LAT Erasure", name, "files_left") or "[]")
	remaining = [url for url in left if not _unlink(url)]
	frappe.db.set_value(
		"LAT Erasure", name, "files_left", json.dumps(remaining) if remaining else None, update_modified=False
	)
	# This runs after the erasure was committed: nothing else ends the transaction that strikes the files off.
	frappe.db.commit()  # nosemgrep: frappe-manual-commit
	return len(remaining)


def _unlink(url: str) -> bool:
	folder = ("private", "files") if url.startswith("/private/") else ("public", "files")
	path = Path(frappe.get_site_path(*folder)) / url.rsplit("/files/", 1)[1]
	if Path(frappe.get_site_path(*folder)).resolve() not in path.resolve().parents:
		return True
	try:
		path.unlink(missing_ok=True)
	except OSError:
		frappe.logger().error("A file of an erased record could not be removed", exc_info=True)
		return False
	return True


def erase(found: Found, progress: Callable[[int, int], None] | None = None) -> None:
	"""Delete rows past the documents' own refusals: no role may delete case content, this act alone does."""
	steps = (*found.traces.items(), *found.rows.items(), *found.records.items())
	total = sum(len(names) for _doctype, names in steps) or 1
	done = 0
	numbers, people = found.numbers, names_of(found)
	restricted = _restricted_by(found)
	for doctype, names in steps:
		for table in frappe.get_meta(doctype).get_table_fields():
			frappe.db.delete(table.options, {"parent": ["in", names], "parenttype": doctype})
		frappe.db.delete(doctype, {"name": ["in", names]})
		for name in names:
			frappe.clear_document_cache(doctype, name)
		done += len(names)
		if progress:
			progress(done, total)
	for (doctype, fieldname), names in found.links.items():
		field = frappe.get_meta(doctype).get_field(fieldname)
		empty = 0 if field and field.fieldtype == "Int" else None
		for name in names:
			frappe.db.set_value(doctype, name, fieldname, empty, update_modified=False)
	for name in found.imports:
		frappe.db.set_value(
			"LAT Survey Import", name, dict.fromkeys(FILES_OF_AN_IMPORT), update_modified=False
		)
		forget_text(name)
	# Why a deputy read them may name the person.
	frappe.db.set_value(
		"LAT Read Log",
		{"document_number": ["in", numbers], "reason": ["is", "set"]},
		"reason",
		None,
		update_modified=False,
	)
	if restricted:
		_forget_restrictions(restricted)
	forget_saved(found, (*numbers, *people))
	forget_settings((*numbers, *people))
	forget_waiting((*numbers, *people))
	_forget_search(found)


def _restricted_by(found: Found) -> list[str]:
	"""Return the logins that Frappe restricts to a record that goes."""
	if names := found.traces.get("User Permission"):
		about = {"name": ["in", names]}
		return frappe.get_all("User Permission", filters=about, pluck="user", order_by="name asc")
	return []


def _forget_restrictions(users: Iterable[str]) -> None:
	"""Frappe keeps them in its cache: who was restricted to a record that is gone could do nothing more."""

	def from_cache() -> None:
		for user in users:
			frappe.cache.hdel("user_permissions", user)

	from_cache()
	frappe.db.after_commit.add(from_cache)


def forget_saved(found: Found, terms: Iterable[str]) -> None:
	"""Empty the filters of reports, cards, charts and shortcuts that name a record or a person."""
	terms = list(terms)
	for (doctype, fieldname), names in found.saved.items():
		for name in names:
			text = frappe.db.get_value(doctype, name, fieldname) or ""
			frappe.db.set_value(doctype, name, fieldname, without_filters(text, terms), update_modified=False)
			frappe.clear_document_cache(doctype, name)


def without_filters(text: str, terms: list[str]) -> str:
	"""Return saved settings without their filters, and empty where they name a term elsewhere too."""
	try:
		settings = json.loads(text)
	except ValueError:
		return ""
	if not isinstance(settings, dict):
		return "[]"
	kept = json.dumps({key: value for key, value in settings.items() if key != "filters"} | {"filters": []})
	return "{}" if any(term in kept for term in terms) else kept


def forget_settings(terms: Iterable[str]) -> None:
	"""Drop list settings that name a record or a person: from Frappe's table, once committed its cache."""
	terms = list(terms)
	settings = frappe.qb.Table("__UserSettings")
	if "__UserSettings" in frappe.db.get_tables():
		for user, doctype, data in (
			frappe.qb.from_(settings).select(settings.user, settings.doctype, settings.data).run()
		):
			if any(term in (data or "") for term in terms):
				of_the_list = (settings.user == user) & (settings.doctype == doctype)
				frappe.qb.from_(settings).delete().where(of_the_list).run()

	def from_cache() -> None:
		for key, data in (frappe.cache.hgetall(USER_SETTINGS) or {}).items():
			text = data.decode() if isinstance(data, bytes) else str(data)
			if any(term in text for term in terms):
				frappe.cache.hdel(USER_SETTINGS, key.decode() if isinstance(key, bytes) else key)

	from_cache()
	frappe.db.after_commit.add(from_cache)


def forget_waiting(terms: Iterable[str]) -> None:
	"""Drop what waits in the cache to be written down and names a record or a person, once committed."""
	# A text that waits inside another one is escaped twice.
	wanted = {spelling for term in terms for spelling in (term, json.dumps(term)[1:-1])}

	def from_cache() -> None:
		for key in frappe.cache.get_keys(WAITING):
			queue = frappe.safe_decode(key).split("|", 1)[1]
			for entry in frappe.cache.lrange(queue, 0, -1):
				if any(term in frappe.safe_decode(entry) for term in wanted):
					frappe.cache.lrem(frappe.cache.make_key(queue), 0, entry)

	from_cache()
	frappe.db.after_commit.add(from_cache)


def _forget_search(found: Found) -> None:
	search = frappe.qb.Table("__global_search")
	if "__global_search" in frappe.db.get_tables():
		for doctype, names in found.records.items():
			frappe.qb.from_(search).delete().where(
				(search.doctype == doctype) & search.name.isin(names)
			).run()
