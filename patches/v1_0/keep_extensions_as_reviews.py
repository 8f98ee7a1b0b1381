"""An extension was weighed on the course, where the next one found its texts: each becomes a review."""

import frappe
from frappe.query_builder import DocType
from frappe.utils import getdate

from lat_corps.casework import case_reviews
from lat_corps.days import danish_today
from lat_corps.domain.course_facts import CLOSE, EXTEND

TEXTS = ("extension_for", "extension_against")


def execute() -> None:
	# Of an empty date `get_single_value` says that it is today.
	if not frappe.get_doc("LAT Settings").reviews_count_from:
		frappe.db.set_single_value("LAT Settings", "reviews_count_from", danish_today())
		frappe.clear_document_cache("LAT Settings", "LAT Settings")
	for row in written("LAT Earlier Closing", "parent", "idx", "closed_on", "taken_up_at"):
		keep_of_earlier_closing(row)
	for row in written("LAT Case"):
		keep_of_course(row)
	case_reviews.refresh()


def written(doctype: str, *fields: str) -> list[frappe._dict]:
	"""Return the rows of a table that hold a text of an extension; none where it never had a place for it."""
	if not all(frappe.db.has_column(doctype, field) for field in TEXTS):
		return []
	table = DocType(doctype)
	columns = [table[field] for field in ("name", *TEXTS, *fields)]
	texts = (table.extension_for != "") | (table.extension_against != "")
	return frappe.qb.from_(table).select(*columns).where(texts).orderby(table.name).run(as_dict=True)


def keep_of_earlier_closing(row: frappe._dict) -> None:
	"""What was weighed for a closing is settled: the course was extended, or had closed all the same."""
	day = getdate(row.closed_on or row.taken_up_at)
	extended = not row.closed_on
	review = make(
		row.parent,
		row,
		held_on=day,
		decision=EXTEND if extended else CLOSE,
		decided_on=day,
		carried_out_on=day if extended else None,
		earlier_closing=row.idx,
	)
	if review and extended:
		frappe.db.set_value("LAT Earlier Closing", row.name, "case_review", review, update_modified=False)
	empty("LAT Earlier Closing", row.name)


def keep_of_course(row: frappe._dict) -> None:
	"""What stands on the course itself is begun, unless it is what the course was extended by last."""
	case = frappe.db.get_value("LAT Case", row.name, ["stage", "closed_on"], as_dict=True)
	last = frappe.get_all(
		case_reviews.DOCTYPE,
		filters={"lat_case": row.name, "decision": EXTEND},
		fields=["arguments_for", "arguments_against"],
		order_by="earlier_closing desc",
		limit=1,
	)
	if not last or (last[0].arguments_for, last[0].arguments_against) != (
		row.extension_for,
		row.extension_against,
	):
		closed = case.stage == "Closed"
		decided = {"decision": CLOSE, "decided_on": case.closed_on} if closed else {}
		make(row.name, row, held_on=case.closed_on if closed else danish_today(), **decided)
	empty("LAT Case", row.name)


def make(case: str, row: frappe._dict, **values: object) -> str | None:
	course = frappe.db.get_value(
		"LAT Case", case, ["municipality", "mentor", "mentor_name", "caseworker"], as_dict=True
	)
	if not course:
		return None
	review = frappe.get_doc(
		{
			"doctype": case_reviews.DOCTYPE,
			"lat_case": case,
			**course,
			"arguments_for": row.extension_for,
			"arguments_against": row.extension_against,
			**values,
		}
	)
	review.set_new_name()
	review.db_insert()
	return review.name


def empty(doctype: str, name: str) -> None:
	table = DocType(doctype)
	query = frappe.qb.update(table).where(table.name == name)
	for field in TEXTS:
		query = query.set(table[field], None)
	query.run()
