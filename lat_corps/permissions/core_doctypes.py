"""DocTypes of Frappe's own that point at records of the app: which follow the record, which are refused."""

from lat_corps.domain.text import _

TRACES: dict[str, tuple[tuple[str, str | None], ...]] = {
	"Access Log": (("export_from", "reference_document"),),
	"Activity Log": (
		("reference_doctype", "reference_name"),
		("timeline_doctype", "timeline_name"),
		("link_doctype", "link_name"),
	),
	"Comment": (("reference_doctype", "reference_name"),),
	"Communication": (("reference_doctype", "reference_name"),),
	"Data Import": (("reference_doctype", None),),
	"Deleted Document": (("deleted_doctype", None),),
	"DocShare": (("share_doctype", "share_name"),),
	"Document Follow": (("ref_doctype", "ref_docname"),),
	"Document Share Key": (("reference_doctype", "reference_docname"),),
	"Email Queue": (("reference_doctype", "reference_name"),),
	"Energy Point Log": (("reference_doctype", "reference_name"),),
	"Error Log": (("reference_doctype", "reference_name"),),
	"Event": (("reference_doctype", "reference_docname"),),
	"File": (("attached_to_doctype", "attached_to_name"),),
	"Integration Request": (("reference_doctype", "reference_docname"),),
	"Milestone": (("reference_type", "reference_name"),),
	"Notification Log": (("document_type", "document_name"),),
	"Reminder": (("reminder_doctype", "reminder_docname"),),
	"Tag Link": (("document_type", "document_name"),),
	"ToDo": (("reference_type", "reference_name"),),
	"Transaction Log": (("reference_doctype", "document_name"),),
	"Version": (("ref_doctype", "docname"),),
	"View Log": (("reference_doctype", "reference_name"),),
	"Workflow Action": (("reference_doctype", "reference_name"),),
}
"""Core DocTypes and the pairs of fields with which they name a record; None where they name no single one."""

REFUSED: dict[str, tuple[tuple[str, ...], str]] = {
	"Assignment Rule": (
		("document_type",),
		_("{0} is not assigned by a rule: its text would carry the record to others."),
	),
	"Auto Email Report": (
		("report",),
		_("{0} is not mailed: open the report, which shows each reader what is theirs."),
	),
	"Client Script": (
		("dt",),
		_("{0} takes no scripts: they would run as everybody who opens the record."),
	),
	"Dashboard Chart": (
		("document_type", "parent_document_type"),
		_("{0} has no chart of this kind, as it is stored for all readers: use a chart of a report."),
	),
	"Data Import": (
		("reference_doctype",),
		_("{0} is not imported here: use a survey import, which checks every row."),
	),
	"Document Naming Rule": (
		("document_type",),
		_("{0} keeps its own numbers: a name could tell who the record is about."),
	),
	"Energy Point Rule": (
		("reference_doctype",),
		_("{0} gives no points: their condition could ask what a record says."),
	),
	"Event": (
		("reference_doctype",),
		_("{0} is put in no calendar, which others read: make a task with a date instead."),
	),
	"Kanban Board": (
		("reference_doctype",),
		_("{0} has no board, as it keeps for all readers which record stands where: use the list."),
	),
	"Milestone Tracker": (
		("document_type",),
		_("{0} is not tracked here: its stages and their dates are kept in the record."),
	),
	"Notification": (
		("document_type",),
		_("{0} sends no alerts: the overview shows what is due to those who may know."),
	),
	"Prepared Report": (
		("report_name",),
		_("{0} has no prepared reports, as others could open them: run the report itself."),
	),
	"Server Script": (
		("reference_doctype",),
		_("{0} takes no scripts of the server: they would read every record that is saved."),
	),
	"Tag Link": (
		("document_type",),
		_("{0} takes no labels: use the fields and filters of the record."),
	),
	"Web Form": (
		("doc_type",),
		_("{0} is not filled in through a web form: it would be saved without asking for rights."),
	),
	"Webhook": (
		("webhook_doctype",),
		_("{0} is not sent to other systems: use a handover or an export."),
	),
}
"""Core DocType: the fields that name its target (a DocType, or a report of one), and what is said."""

OF_REPORTS = frozenset(("Auto Email Report", "Prepared Report"))
"""Those of them whose target is a report."""
