"""Where Frappe runs what people have written on the site: each way is watched, in every request and job.

Frappe has no hook for these, so its functions are wrapped, once in each process. What they may do, `authored`
decides.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _

from . import authored
from .core_doctypes import TRACES
from .errors import without_arguments
from .table import OWN

if TYPE_CHECKING:
	from frappe.database.database import Database
	from frappe.model.document import Document

SECRET_VALUES = frozenset(
	("sid", "pwd", "password", "old_password", "new_password", "key", "otp", "api_key", "api_secret")
)
SECRET_HEADERS = frozenset(("authorization", "cookie", "x-frappe-csrf-token"))
OF_A_REQUEST = (
	"path full_path url base_url host host_url method scheme args query_string remote_addr user_agent"
).split()
"""What a template may know of the request in which it runs: neither cookies nor keys."""


def stand(**_job: Any) -> None:
	"""Stand between code written on the site and its database; called before each request and each job."""
	from frappe.database.database import Database

	if not hasattr(Database.sql, "lat_guards"):
		for owner, names, wrap in _watched():
			for name in names:
				if found := getattr(owner, name, None):
					setattr(owner, name, wrap(found))


def _watched() -> list[tuple[Any, tuple[str, ...], Callable]]:
	"""Return what is wrapped: where it stands, its names (those of 15 and of 16), and in what."""
	from frappe.automation.doctype.assignment_rule import assignment_rule
	from frappe.core.doctype.report.report import Report
	from frappe.core.doctype.rq_job import rq_job
	from frappe.core.doctype.user.user import User
	from frappe.database.database import Database
	from frappe.email.doctype.auto_email_report.auto_email_report import AutoEmailReport
	from frappe.email.doctype.notification import notification
	from frappe.integrations.doctype.webhook.webhook import Webhook
	from frappe.model import base_document, document
	from frappe.utils import safe_exec

	dated = ("get_documents_for_today", "get_documents_for_this_moment")
	previews = ("preview_meets_condition", "preview_message", "preview_subject")
	return [
		(Database, ("sql",), _judged),
		(safe_exec, ("get_safe_globals",), _without_keys),
		(safe_exec, ("get_safe_globals", "call_whitelisted_function", "safe_eval"), _written_here),
		(Report, ("execute_query_report",), _written_here),
		(AutoEmailReport, ("get_report_content",), _written_here),
		(notification.Notification, (*dated, *previews), _written_here),
		(Webhook, ("meets_condition", "preview_request_body", "preview_meets_condition"), _written_here),
		(notification, ("evaluate_alert",), _unless_about_ours),
		(assignment_rule, ("apply",), _unless_about_ours),
		(document, ("run_webhooks", "run_server_script_for_doc_event"), _unless_about_ours),
		(base_document.BaseDocument, ("set_fetch_from_value",), _copied_by_the_app_alone),
		(User, ("reset_password",), _for_its_person),
		(rq_job, ("serialize_job",), _without_arguments),
	]


def _judged(sql: Callable) -> Callable:
	@wraps(sql)
	def judged(self: Database, query: Any, *args: Any, **kwargs: Any) -> Any:
		values = args[0] if args else kwargs.get("values")
		return sql(self, authored.judged(self, query, values), *args, **kwargs)

	judged.lat_guards = True
	return judged


def _written_here(run: Any) -> Any:
	"""Mark a request or job in which code of the site's own runs."""
	if isinstance(run, property):
		return property(_written_here(run.fget))

	@wraps(run)
	def marked(*args: Any, **kwargs: Any) -> Any:
		authored.mark()
		return run(*args, **kwargs)

	return frappe.whitelist()(marked) if run in frappe.whitelisted else marked


def _unless_about_ours(run: Callable) -> Callable:
	"""Leave out what an alert, rule, webhook or script does with a document, where it is about a record."""

	@wraps(run)
	def unless(doc: Document | None = None, *args: Any, **kwargs: Any) -> Any:
		return None if doc and authored.is_about_ours(doc) else run(doc, *args, **kwargs)

	return unless


def _copied_by_the_app_alone(set_value: Callable) -> Callable:
	"""Refuse that a field copies from a record of the app, or from a row about one: only its own forms do.

	Frappe copies without asking for rights, whatever kind of link names the record.
	"""

	@wraps(set_value)
	def copy(self: Document, doctype: str, df: Any, values: Any) -> None:
		by_the_app = self.doctype in OWN and not df.get("is_custom_field")
		if not by_the_app and _is_ours(doctype, values):
			frappe.throw(
				_("{0} cannot copy fields from a course: link to the record instead.").format(
					_(self.doctype)
				),
				title=_("Not for this document"),
			)
		set_value(self, doctype, df, values)

	return copy


def _is_ours(doctype: str, values: Any) -> bool:
	if doctype not in TRACES:
		return doctype in OWN
	kinds = [kind for kind, _name in TRACES[doctype]]
	row = frappe.db.get_value(doctype, values.get("name"), kinds, as_dict=True)
	return bool(row) and not OWN.isdisjoint(row.values())


def _for_its_person(reset_password: Callable) -> Callable:
	"""Hand a link to a new password to no template and no script; Frappe mails it when one makes a login."""

	@wraps(reset_password)
	def make(user: Document, *args: Any, **kwargs: Any) -> str:
		authored.refuse_unless_called_by(reset_password.__code__.co_filename)
		return reset_password(user, *args, **kwargs)

	return make


def _without_arguments(serialize_job: Callable) -> Callable:
	"""Show a job of the app to technical administrators without what it was given."""

	@wraps(serialize_job)
	def serialize(job: Any) -> frappe._dict:
		return without_arguments(serialize_job(job))

	return serialize


def _without_keys(get_safe_globals: Callable) -> Callable:
	"""Give templates and scripts what they are given, without cookies, keys and passwords of the request."""

	@wraps(get_safe_globals)
	def given() -> dict[str, Any]:
		found = get_safe_globals()
		sent = found.args or {}
		if not SECRET_VALUES.isdisjoint(sent):
			shown = {name: value for name, value in sent.items() if name not in SECRET_VALUES}
			found["args"] = found.frappe["form_dict"] = frappe._dict(shown)
		found.frappe["request"] = _seen(getattr(frappe.local, "request", None))
		found.frappe["get_cached_doc"] = _get_doc_of_ours_anew(found.frappe["get_cached_doc"])
		return found

	return given


def _seen(request: Any) -> frappe._dict:
	if not request:
		return frappe._dict()
	headers = {name: value for name, value in request.headers.items() if name.lower() not in SECRET_HEADERS}
	return frappe._dict({name: getattr(request, name) for name in OF_A_REQUEST}, headers=headers)


def _get_doc_of_ours_anew(get_cached_doc: Callable) -> Callable:
	"""Read from the database what must be judged: the cache answers everybody."""

	@wraps(get_cached_doc)
	def read(*args: Any, **kwargs: Any) -> Document:
		is_judged = args and (args[0] in OWN or args[0] in TRACES)
		return (frappe.get_doc if is_judged else get_cached_doc)(*args, **kwargs)

	return read
