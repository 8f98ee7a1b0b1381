import frappe
from frappe import _

from lat_corps.domain.charts import danish_date
from lat_corps.measurement.gaps import Course, courses


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	"""Return columns and rows: what is recorded and what lacks, course by course (R65)."""
	asked = frappe._dict(filters or {})
	found = courses(asked.municipality)
	return _columns(), [_row(course) for course in found if course.has_gaps or asked.everything]


def _row(course: Course) -> dict:
	what, day = course.late or ("", None)
	return {
		"lat_case": course.name,
		"mentor_name": course.mentor_name,
		"stage": _(course.stage),
		"before": _(course.before),
		"after": _(course.after),
		"ratings": course.ratings,
		"rated_on": course.rated_on,
		"rating_gaps": course.rating_gaps,
		"standing": _("{0}: due {1}").format(_(what), danish_date(day)) if day else "",
		"days_late": course.days_late,
		"municipality": course.municipality,
	}


def _columns() -> list[dict]:
	columns = (
		("lat_case", _("Course"), "Link", 150),
		("mentor_name", _("Mentor"), "Data", 160),
		("stage", _("Stage"), "Data", 110),
		("standing", _("Overdue"), "Data", 260),
		("days_late", _("Days overdue"), "Int", 110),
		("before", _("Before"), "Data", 130),
		("after", _("After"), "Data", 130),
		("ratings", _("Ratings"), "Int", 90),
		("rated_on", _("Last rated on"), "Date", 130),
		("rating_gaps", _("Gaps in ratings"), "Int", 130),
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
