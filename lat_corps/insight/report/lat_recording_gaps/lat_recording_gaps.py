import frappe
from frappe import _

from lat_corps.casework.names import shown
from lat_corps.measurement.gaps import Course, courses


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	"""Return columns and rows: what is recorded and what lacks, course by course (R65)."""
	asked = frappe._dict(filters or {})
	found = [course for course in courses(asked.municipality) if course.has_gaps or asked.everything]
	names = shown("LAT Case", [course.name for course in found])
	return _columns(), [_row(course, names.get(course.name, "")) for course in found]


def _row(course: Course, person: str) -> dict:
	what, day = course.late or ("", None)
	return {
		"lat_case": course.name,
		"person": person,
		"mentor_name": course.mentor_name,
		"stage": _(course.stage),
		"before": _(course.before),
		"after": _(course.after),
		"ratings": course.ratings,
		"rated_on": course.rated_on,
		"rating_gaps": course.rating_gaps,
		"overdue": _(what) if what else "",
		"due_on": day,
		"days_late": course.days_late or None,
		"consent": _(course.consent),
		"municipality": course.municipality,
	}


def _columns() -> list[dict]:
	columns = (
		("lat_case", _("Course"), "Link", 165),
		("person", _("Name"), "Data", 160),
		("mentor_name", _("Mentor"), "Data", 140),
		("stage", _("Stage"), "Data", 90),
		("overdue", _("Overdue"), "Data", 160),
		("due_on", _("Was due on"), "Date", 110),
		("days_late", _("Days overdue"), "Int", 90),
		("before", _("Before"), "Data", 120),
		("after", _("After"), "Data", 120),
		("rating_gaps", _("Gaps in ratings"), "Int", 150),
		("ratings", _("Ratings"), "Int", 120),
		("rated_on", _("Last rated on"), "Date", 130),
		("consent", _("Consent to self-report"), "Data", 140),
		("municipality", _("Municipality"), "Data", 140),
	)
	return [
		{
			"fieldname": fieldname,
			"label": label,
			"fieldtype": fieldtype,
			"width": width,
			**({"options": "LAT Case"} if fieldtype == "Link" else {}),
		}
		for fieldname, label, fieldtype, width in columns
	]
