# Frappe stores every name of this file in its cache but modules: rules in there would outlive their code.
from lat_corps.permissions import table
from lat_corps.privacy import subjects

app_name = "lat_corps"
app_title = "LAT Corps"
app_publisher = "lat_corps contributors"
app_description = "The whole course of mentors and parent coaches who prevent extremism, for municipalities"
app_email = "lat-corps@example.org"
app_license = "MIT"
app_home = "/app/lat-courses"

add_to_apps_screen = [
	{
		"name": "lat_corps",
		"logo": "/assets/lat_corps/lat_corps.svg",
		"title": "LAT Corps",
		"route": "/app/lat-courses",
		"has_permission": "lat_corps.permissions.hooks.uses_app",
	}
]

after_install = "lat_corps.setup.install.after_install"
after_migrate = "lat_corps.setup.install.after_migrate"
before_uninstall = "lat_corps.setup.uninstall.before_uninstall"

permission_query_conditions = {
	doctype: "lat_corps.permissions.hooks.rows_in_reach" for doctype in (*table.ROWS, *table.CHILD_TABLES)
}
has_permission = dict.fromkeys(table.ROWS, "lat_corps.permissions.hooks.may")
standard_queries = dict.fromkeys(table.ROWS, "lat_corps.permissions.search.records")

# Loans first: who is asked to acknowledge follows from them.
scheduler_events = {
	"daily": ["lat_corps.corps.loan_days.daily", "lat_corps.corps.requests.every_day"],
}

# A trace of what was shipped must not keep an administrator from removing the record.
ignore_links_on_delete = ["LAT Shipped Record"]

after_request = ["lat_corps.privacy.requests.log_readings"]

doc_events = {
	**{doctype: {"before_print": "lat_corps.privacy.reading.note_printed"} for doctype in subjects.ABOUT},
	"Workflow": {
		"validate": "lat_corps.workflows.refuse_unsafe",
		"on_update": "lat_corps.workflows.align_states",
	},
	"User": {"on_update": "lat_corps.corps.requests.follow_login"},
	"DocShare": {"validate": "lat_corps.permissions.sharing.refuse_share"},
	"Document Share Key": {"before_insert": "lat_corps.permissions.sharing.refuse_share_key"},
	"Document Follow": {"after_insert": "lat_corps.permissions.sharing.drop_follow"},
}

before_request = ["lat_corps.permissions.asking.refuse_values_for_names"]
override_whitelisted_methods = {
	"frappe.client.get": "lat_corps.permissions.asking.document",
	"frappe.client.get_count": "lat_corps.permissions.asking.count",
	"frappe.desk.notifications.get_open_count": "lat_corps.permissions.asking.connections",
}
