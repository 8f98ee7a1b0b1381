"""Leave the site as it was: no role, workflow or record of the app stays behind (GDPR article 17)."""

from functools import partial

import frappe

from lat_corps.compat import is_on_site
from lat_corps.permissions import core_doctypes
from lat_corps.permissions.core import MENTIONS

from . import access, desk_words, dropped, pointing

TRACES = {
	"Version": "ref_doctype",
	"Comment": "reference_doctype",
	"Communication": "reference_doctype",
	"Workflow Action": "reference_doctype",
	"View Log": "reference_doctype",
	"Document Follow": "ref_doctype",
	"DocShare": "share_doctype",
	"ToDo": "reference_type",
	"Tag Link": "document_type",
	"Custom DocPerm": "parent",
	"Custom Field": "dt",
	"Property Setter": "doc_type",
	"Deleted Document": "deleted_doctype",
	"Notification Log": "document_type",
	"Access Log": "export_from",
	"Activity Log": "reference_doctype",
	"Document Share Key": "reference_doctype",
	"Email Queue": "reference_doctype",
	"Energy Point Log": "reference_doctype",
	"Error Log": "reference_doctype",
	"Milestone": "reference_type",
	"Reminder": "reminder_doctype",
	"Transaction Log": "reference_doctype",
	"User Permission": "allow",
}

WITHOUT_DOCTYPE = ("__UserSettings", "__global_search")
"""Tables of Frappe that no document describes; both name the document type of their rows."""


SHIPPED_IN_ORDER = ("Workflow", "Print Format", "Workflow State", "Workflow Action Master", "Role")


def before_uninstall() -> None:
	doctypes = frappe.get_all("DocType", filters={"module": ["in", _modules()]}, pluck="name")
	roles = frappe.get_all("LAT Shipped Record", filters={"document_type": "Role"}, pluck="document_name")
	access.withdraw()
	desk_words.remove()
	_remove_workflows(doctypes)
	_remove_shipped()
	_remove_rooms()
	_remove_first_steps()
	for name in frappe.get_all("File", filters={"attached_to_doctype": ["in", doctypes]}, pluck="name"):
		_remove("File", name)
	_remove_traces(doctypes)
	dropped.forget()
	pointing.remove(doctypes, roles, _modules(), partial(_remove, ignore_on_trash=True))
	for name in WITHOUT_DOCTYPE:
		if name in frappe.db.get_tables():
			table = frappe.qb.Table(name)
			frappe.qb.from_(table).delete().where(table.doctype.isin(doctypes)).run()
	_remove_series()


def after_uninstall() -> None:
	"""Take away what Frappe itself keeps of the app once it has removed it: its bin, jobs and patches.

	Frappe has committed the removal by then, and ends without another commit.
	"""
	in_bin = {"deleted_doctype": "DocType"}
	gone = [
		row.deleted_name
		for module in _modules()
		for row in frappe.get_all(
			"Deleted Document",
			filters={**in_bin, "data": ["like", f'%"module": "{module}"%']},
			fields=["deleted_name"],
			order_by="name asc",
		)
	]
	frappe.db.delete("Deleted Document", {"deleted_doctype": ["in", gone or [""]]})
	for said in (*(f'"module": "{module}"' for module in _modules()), '"app_name": "lat_corps"'):
		frappe.db.delete("Deleted Document", {"data": ["like", f"%{said}%"]})
	jobs = frappe.get_all("Scheduled Job Type", filters={"method": ["like", "lat_corps.%"]}, pluck="name")
	frappe.db.delete("Scheduled Job Log", {"scheduled_job_type": ["in", jobs or [""]]})
	frappe.db.delete("Scheduled Job Type", {"name": ["in", jobs or [""]]})
	frappe.db.delete("Patch Log", {"patch": ["like", "lat_corps.%"]})
	if is_on_site("Permission Log"):
		for prefix in ("LAT %", "lat-%"):
			frappe.db.delete("Permission Log", {"for_document": ["like", prefix]})
	frappe.db.commit()  # nosemgrep: frappe-manual-commit


def _remove(doctype: str, name: str, ignore_on_trash: bool = False) -> None:
	"""Delete a record without a copy in the bin, and at once its traces, which Frappe leaves to a worker."""
	frappe.delete_doc(doctype, name, force=True, delete_permanently=True, ignore_on_trash=ignore_on_trash)
	for trace, pairs in core_doctypes.TRACES.items():
		if trace != "File" and is_on_site(trace):
			for of, named in pairs:
				if named:
					frappe.db.delete(trace, {of: doctype, named: name})


def _remove_traces(doctypes: list[str]) -> None:
	for trace, fieldname in TRACES.items():
		if not is_on_site(trace):
			continue
		about = {fieldname: ["in", doctypes]}
		names = frappe.get_all(trace, filters=about, pluck="name")
		for table in frappe.get_meta(trace).get_table_fields():
			frappe.db.delete(table.options, {"parenttype": trace, "parent": ["in", names or [""]]})
		frappe.db.delete(trace, about)
	for doctype in doctypes:
		attached = f'%"attached_to_doctype": "{doctype}"%'
		frappe.db.delete("Deleted Document", {"deleted_doctype": "File", "data": ["like", attached]})


def _modules() -> list[str]:
	return frappe.get_module_list("lat_corps")


def _remove_workflows(doctypes: list[str]) -> None:
	"""Remove every workflow of the app's documents, and the words that no other workflow of the site uses."""
	workflows = frappe.get_all("Workflow", filters={"document_type": ["in", doctypes]}, pluck="name")
	words = []
	for doctype, places in MENTIONS.items():
		used: dict[bool, set[str]] = {True: set(), False: set()}
		for table, fieldname in places:
			for row in frappe.get_all(
				table, filters={"parenttype": "Workflow"}, fields=["parent", fieldname]
			):
				used[row.parent in workflows].add(row[fieldname])
		words += [(doctype, name) for name in used[True] - used[False]]
	for name in workflows:
		_remove("Workflow", name)
	for doctype, name in words:
		if frappe.db.exists(doctype, name):
			_remove(doctype, name)


def _remove_shipped() -> None:
	for doctype in SHIPPED_IN_ORDER:
		for name in frappe.get_all(
			"LAT Shipped Record", filters={"document_type": doctype}, pluck="document_name"
		):
			if doctype == "Role":
				frappe.db.delete("Has Role", {"role": name})
			if frappe.db.exists(doctype, name):
				_remove(doctype, name)


def _remove_rooms() -> None:
	"""Icons and sidebars of Frappe 16, those that it made itself or a person rearranged included."""
	if not is_on_site("Workspace Sidebar"):
		return
	rooms = frappe.get_all("Workspace", filters={"module": ["in", _modules()]}, pluck="name")
	for doctype, title in (("Desktop Icon", "label"), ("Workspace Sidebar", "title")):
		mine = [["app", "=", "lat_corps"], [title, "in", rooms]]
		mine += [[title, "like", f"{room}-%"] for room in rooms if doctype == "Workspace Sidebar"]
		for name in frappe.get_all(doctype, or_filters=mine, pluck="name", order_by="name asc"):
			_remove(doctype, name)
	for name in frappe.get_all("Desktop Layout", filters={"layout": ["like", "%lat_corps%"]}, pluck="name"):
		_remove("Desktop Layout", name)


def _remove_first_steps() -> None:
	"""Steps of the onboarding name no module, so Frappe would leave them."""
	of_modules = {"module": ["in", _modules()]}
	onboardings = frappe.get_all("Module Onboarding", filters=of_modules, pluck="name")
	steps = frappe.get_all("Onboarding Step Map", filters={"parent": ["in", onboardings]}, pluck="step")
	for name in onboardings:
		_remove("Module Onboarding", name)
	for name in steps:
		_remove("Onboarding Step", name)
	for name in frappe.get_all("Form Tour", filters=of_modules, pluck="name", order_by="name asc"):
		_remove("Form Tour", name)


def _remove_series() -> None:
	"""Series counters carry the prefix of the app's numbers."""
	series = frappe.qb.Table("tabSeries")
	frappe.qb.from_(series).delete().where(series.name.like("LAT-%")).run()
