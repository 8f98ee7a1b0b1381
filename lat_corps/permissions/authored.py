"""What people write on the site as code reads no record of the app, and none of its traces (security 20).

A template, alert, letter head, condition, virtual field or script asks the database past every right, and
runs as everybody who prints or saves, or as the scheduler. Frappe has no hook there, so each question to the
database that names a table of the app, or one that keeps traces, is judged by the code on the stack. Records
of the app and keys of logins are refused. Rows of Frappe's about its records are as if not there.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import cache, wraps
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import frappe
from frappe import _

from .core_doctypes import TRACES
from .rules import column, is_one_of
from .table import OWN

if TYPE_CHECKING:
	from frappe.database.database import Database
	from frappe.model.document import Document

TEMPLATE, SCRIPT = "<template>", "<serverscript>"
"""What Python calls the file of a template or a script that stands in no file."""

RIGHTS = frozenset(
	str(Path(__file__).with_name(f"{name}.py")) for name in ("files", "hooks", "mentions", "people", "traces")
)
"""They decide on rights for whoever asks; nothing of what they read comes out."""

FOR_OTHERS = frozenset(
	(
		"execute_query_report",
		"get_documents_for_this_moment",
		"get_documents_for_today",
		"get_report_content",
		"meets_condition",
		"preview_meets_condition",
		"preview_message",
		"preview_request_body",
		"preview_subject",
	)
)
"""Frappe's own functions that read what somebody has asked for on the site, and send or show it to others."""

LINKS = frozenset(
	(
		"check_if_doc_is_dynamically_linked",
		"check_if_doc_is_linked",
		"fetch_distinct_link_doctypes",
		"get_dynamic_link_map",
	)
)
"""Frappe's own functions that ask whether anything links to a document before it goes."""

_BY_TABLE = {f"tab{doctype.lower()}": doctype for doctype in TRACES}
_ANY, _OF_ONE_WORD = (
	"|".join(sorted(names, key=len, reverse=True))
	for names in (_BY_TABLE, (name for name in _BY_TABLE if " " not in name))
)
_KEYS = r"tabsessions\b|taboauth (?:bearer token|authorization code)\b"

NAMED = re.compile(rf"__auth\b|tablat |{_KEYS}|(?:{_ANY})\b")
KEYS = re.compile(rf"__auth\b|{_KEYS}")
TRACE = re.compile(rf"`({_ANY})`|(?<![\w`])({_OF_ONE_WORD})\b")
OWN_TABLE = "tablat "

LITERAL = re.compile(r"'(?:[^'\\]|\\.|'')*'", re.DOTALL)
OF_A_DATABASE = re.compile(rf"\.\s*(?:`(?:{_ANY})`|(?:{_OF_ONE_WORD})\b)")
REMARK = re.compile(r"/\*|--|#")
READING = re.compile(
	r"\s*(?P<before>(?:explain\s+)?)(?:(?P<with>with\s+)(?!recursive\b)|(?=select\b|\(\s*select\b))",
	re.IGNORECASE,
)
ADDING = re.compile(r"\s*insert\b", re.IGNORECASE)
CHANGING = re.compile(
	r"\s*(?:update\s+(?P<updated>`[^`]+`|\w+)\s+set\s(?P<values>.*?)|delete\s+from\s+(?P<deleted>`[^`]+`|\w+))"
	r"\s+where\s(?P<condition>.*)",
	re.IGNORECASE | re.DOTALL,
)

RUNS = "lat_code_of_the_site_runs"
_for_the_app: ContextVar[bool] = ContextVar("lat_for_the_app", default=False)


def mark() -> None:
	"""Note that code of the site's own runs in this request or job; in others no question is looked at."""
	setattr(frappe.local, RUNS, True)


def _may_be_authored() -> bool:
	return getattr(frappe.local, RUNS, False) and not _for_the_app.get()


def for_the_app(function: Callable) -> Callable:
	"""Mark what the app does by itself, also while a template or a script saves something."""

	@wraps(function)
	def run(*args: Any, **kwargs: Any) -> Any:
		token = _for_the_app.set(True)
		try:
			return function(*args, **kwargs)
		finally:
			_for_the_app.reset(token)

	return run


def on_paper(method: Callable) -> Callable:
	"""Mark what a print adds to its record: it is read for the very record that Frappe prints, no other."""
	reading = for_the_app(method)

	@wraps(method)
	def read(doc: Document) -> Any:
		return reading(doc) if _is_printed(doc) else method(doc)

	return read


def is_authored() -> bool:
	"""Tell whether code that somebody has written on the site asks, or lets Frappe ask for rights."""
	if not _may_be_authored():
		return False
	frame = sys._getframe(1)
	while frame and frame.f_code.co_filename in RIGHTS:
		frame = frame.f_back
	return bool(_askers(frame))


def not_about_ours(trace: str) -> str:
	"""Return the SQL condition of the rows of a core DocType that are about no record of the app."""
	kinds = (f"coalesce({column(trace, kind)}, '')" for kind, _name in TRACES[trace])
	return f"({' and '.join(f'not {is_one_of(kind, OWN)}' for kind in kinds)})"


def is_about_ours(doc: Document) -> bool:
	"""Tell whether a document is a record of the app, or a row of Frappe's about one."""
	return doc.doctype in OWN or any(doc.get(kind) in OWN for kind, _name in TRACES.get(doc.doctype, ()))


def judged(database: Database, query: Any, values: Any) -> Any:
	"""Return a query as whoever asks may put it to the database; it changes for code of the site's own alone.

	Raises frappe.PermissionError.
	"""
	return _judged(database, str(query), values, sys._getframe(2)) if _may_be_authored() else query


def refuse_unless_called_by(file: str) -> None:
	"""Refuse code of the site's own what Frappe does by itself, from a file of its own."""
	asking = sys._getframe(2)
	if asking.f_code.co_filename != file and _may_be_authored() and _askers(asking):
		refuse()


def _judged(database: Database, text: str, values: Any, asking: FrameType) -> str:
	"""Return a query as it may be put to the database.

	Raises frappe.PermissionError for one that code of the site's own may not ask.
	"""
	named = text.lower()
	if not NAMED.search(named) or not (askers := _askers(asking)):
		return text
	if "lat_corps" not in frappe.get_installed_apps():
		return text
	if KEYS.search(named):
		_refuse_keys(named, values, askers)
	if OWN_TABLE in named:
		refuse()
	return _apart(database, text, values) if TRACE.search(named) else text


def _askers(frame: FrameType | None) -> list[str]:
	"""Return the files on the stack from what asks up to code written on the site: none if there is none."""
	passed = []
	while frame is not None:
		code = frame.f_code
		name = code.co_filename
		passed.append(name)
		if name in _authors() or name.startswith(SCRIPT) or code.co_name in FOR_OTHERS:
			return passed
		if name in RIGHTS or code.co_name in LINKS:
			return []
		frame = frame.f_back
	return []


@cache
def _authors() -> frozenset[str]:
	"""Return the files of templates, and of what runs scripts and conditions, and later what they put off."""
	from frappe.utils import safe_exec

	return frozenset((TEMPLATE, safe_exec.read_sql.__code__.co_filename))


@cache
def _keepers() -> frozenset[str]:
	"""Return Frappe's own files that keep keys, passwords and sessions."""
	from frappe import auth, sessions
	from frappe.utils import password

	return frozenset(module.__file__ for module in (auth, sessions, password))


def _refuse_keys(named: str, values: Any, askers: list[str]) -> None:
	"""Refuse the keys of logins, by whatever way; those of a mail account Frappe reads while it sends."""
	given = values.values() if isinstance(values, dict) else values
	of_a_login = isinstance(given, Iterable) and "User" in given
	if _keepers().isdisjoint(askers) or (of_a_login and READING.match(named)):
		refuse()


def refuse() -> NoReturn:
	frappe.throw(
		_(
			"A template, condition or script reads no records of the courses and no keys of logins: what the"
			" courses show stands in their own forms, reports and prints."
		),
		frappe.PermissionError,
		title=_("Not this way"),
	)


def _apart(database: Database, text: str, values: Any) -> str:
	"""Return a query as it reads where rows about records of the app are not there.

	Raises frappe.PermissionError for one that would change such rows, and for one that cannot be told.
	"""
	without_texts = LITERAL.sub("''", text)
	if REMARK.search(without_texts) or OF_A_DATABASE.search(without_texts.lower()):
		refuse()
	if reading := READING.match(text):
		tables = sorted({_BY_TABLE[quoted or bare] for quoted, bare in TRACE.findall(text.lower())})
		# Inside its own expression a name is that of the table, everywhere else that of the expression.
		apart = ", ".join(
			f"`tab{name}` as (select * from `tab{name}` where {not_about_ours(name)})" for name in tables
		)
		rest = text[reading.end() :]
		return f"{reading['before']}with {apart}{', ' if reading['with'] else ' '}{rest}"
	if not ADDING.match(text):
		_refuse_change(database, text, values)
	return text


def _refuse_change(database: Database, text: str, values: Any) -> None:
	changing = CHANGING.fullmatch(text)
	table = (changing["updated"] or changing["deleted"]).strip("`") if changing else ""
	if table.lower() not in _BY_TABLE:
		refuse()
	if isinstance(values, list | tuple):
		values = values[(changing["values"] or "").count("%s") :]
	trace = _BY_TABLE[table.lower()]
	# Built from constants of the app and the query itself, whose values stay parameters.
	query = (
		f"select 1 from `tab{trace}` where not {not_about_ours(trace)} and ({changing['condition']}) limit 1"
	)
	if for_the_app(database.sql)(query, values):  # nosemgrep: frappe-using-db-sql
		refuse()


def _is_printed(doc: Document) -> bool:
	"""Tell whether Frappe is printing this very record, and no template or script has told it to."""
	frame, printed = sys._getframe(1), False
	while frame is not None:
		if frame.f_code.co_name == "get_rendered_template":
			if printed or frame.f_locals.get("doc") is not doc:
				return False
			printed = True
		elif printed and frame.f_code.co_filename in _authors():
			return False
		frame = frame.f_back
	return printed
