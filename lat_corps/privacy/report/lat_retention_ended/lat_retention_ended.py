from frappe import _

from lat_corps.privacy.retention import citizens_past_retention, courses_past_retention


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	"""Return columns and rows: the citizens, or courses alone, that are past retention (N5)."""
	return _columns(), [*citizens_past_retention(), *courses_past_retention()]


def _columns() -> list[dict]:
	return [
		{
			"fieldname": "citizen",
			"label": _("Citizen"),
			"fieldtype": "Link",
			"options": "LAT Citizen",
			"width": 140,
		},
		{
			"fieldname": "municipality",
			"label": _("Municipality"),
			"fieldtype": "Link",
			"options": "LAT Municipality",
			"width": 180,
		},
		{
			"fieldname": "course",
			"label": _("This course alone"),
			"fieldtype": "Link",
			"options": "LAT Case",
			"width": 160,
		},
		{"fieldname": "courses", "label": _("Courses"), "fieldtype": "Int", "width": 100},
		{"fieldname": "ended_on", "label": _("Last course ended"), "fieldtype": "Date", "width": 170},
		{"fieldname": "kept_until", "label": _("Kept until"), "fieldtype": "Date", "width": 150},
		{
			"fieldname": "erasure",
			"label": _("Erasure requested"),
			"fieldtype": "Link",
			"options": "LAT Erasure",
			"width": 180,
		},
	]
