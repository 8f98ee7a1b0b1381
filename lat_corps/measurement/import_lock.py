"""One import at a time per municipality and instrument, its progress, and the wish to stop it.

The lock is the operating system's and ends with the process: a worker that was killed leaves none behind.
Progress and the wish to stop are kept in the cache: a single transaction that runs shows nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import frappe
from filelock import FileLock, Timeout
from frappe import _

if TYPE_CHECKING:
	from frappe.model.document import Document

AN_HOUR = 3600
A_MOMENT = 1
"""Seconds to wait for the lock: whoever only asks whether it is taken holds it for less."""

EVENT = "lat_import_progress"


class ImportUnderWay(frappe.ValidationError):
	"""Another process writes measurements of this municipality and instrument; `holder` is its import."""

	holder = ""


@contextmanager
def alone(survey_import: Document) -> Iterator[None]:
	"""Hold the lock of the municipality and instrument; raises ImportUnderWay when it is taken."""
	held = _holder_key(survey_import)
	lock = FileLock(_path(survey_import), timeout=A_MOMENT)
	try:
		lock.acquire()
	except Timeout as error:
		holder = frappe.cache.get_value(held, expires=True) or ""
		_refuse(holder, error)
	try:
		frappe.cache.set_value(held, survey_import.name, expires_in_sec=24 * AN_HOUR)
		yield
	finally:
		lock.release()


def _refuse(holder: str, error: Timeout) -> None:
	try:
		frappe.throw(
			_(
				"The import {0} is writing answers of this municipality and instrument. "
				"Wait until it is done, or cancel it."
			).format(holder),
			ImportUnderWay,
		)
	except ImportUnderWay as refusal:
		refusal.holder = holder
		raise refusal from error


def is_running(survey_import: Document) -> bool:
	"""Tell whether a process is writing this very import."""
	try:
		with FileLock(_path(survey_import), timeout=0):
			return False
	except Timeout:
		return frappe.cache.get_value(_holder_key(survey_import), expires=True) == survey_import.name


def tell_progress(name: str, done: int, total: int) -> None:
	"""Keep how far the import is, and tell the user's browser, nobody else's."""
	frappe.cache.set_value(f"lat_import_progress:{name}", (done, total), expires_in_sec=AN_HOUR)
	message = {"name": name, "done": done, "total": total}
	frappe.publish_realtime(EVENT, message, user=frappe.session.user)


def progress_of(name: str) -> tuple[int, int]:
	return tuple(frappe.cache.get_value(f"lat_import_progress:{name}", expires=True) or (0, 0))


def ask_to_stop(name: str) -> None:
	frappe.cache.set_value(f"lat_import_stop:{name}", 1, expires_in_sec=AN_HOUR)


def is_asked_to_stop(name: str) -> bool:
	return bool(frappe.cache.get_value(f"lat_import_stop:{name}", expires=True))


def start_anew(name: str) -> None:
	for what in ("stop", "progress"):
		frappe.cache.delete_value(f"lat_import_{what}:{name}")


def _path(survey_import: Document) -> str:
	folder = Path(frappe.get_site_path("locks")).resolve()
	folder.mkdir(parents=True, exist_ok=True)
	return str(folder / f"lat-import-{_place(survey_import)}.lock")


def _holder_key(survey_import: Document) -> str:
	return f"lat_import_holder:{_place(survey_import)}"


def _place(survey_import: Document) -> str:
	"""Return a name for municipality and instrument that is fit for a file."""
	return hashlib.sha256(f"{survey_import.municipality}\n{survey_import.instrument}".encode()).hexdigest()
