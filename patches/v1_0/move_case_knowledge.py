import frappe
from frappe import _
from frappe.query_builder import DocType

TABLE = "LAT Case Knowledge"
ORIGIN = {
	"Infohus analyses and recommendations": "Infohus",
	"Risk and safety plans": "Infohus",
	"Social action plans and assessments": "Another authority",
	"Psychiatric assessments and treatment": "Another authority",
}


def execute() -> None:
	"""Make background information of what stood in a table on the course: it was written for the mentor."""
	if not frappe.db.table_exists(TABLE):
		return
	old = DocType(TABLE)
	for row in frappe.qb.from_(old).select(old.name, old.parent, old.kind, old.content).run(as_dict=True):
		case = frappe.db.get_value(
			"LAT Case", row.parent, ["municipality", "referred_on", "modified"], as_dict=True
		)
		if case:
			move(row, case)
		frappe.qb.from_(old).delete().where(old.name == row.name).run()


def move(row: dict, case: dict) -> None:
	"""Store one row as it was shared: the mentor has confirmed it already, so nothing is asked anew."""
	information = frappe.get_doc(
		{
			"doctype": "LAT Background Information",
			"lat_case": row.parent,
			"municipality": case.municipality,
			"kind": row.kind if row.kind in ORIGIN else "Other knowledge",
			"origin": ORIGIN.get(row.kind, "The course"),
			"legal_basis": _("Not written down before this version: add it."),
			"content": row.content,
			"received_on": case.referred_on,
			"audience": "Coordinator and mentor",
			"shared_on": case.modified,
		}
	)
	information.db_insert()
