# Frappe stores every name of this file in its cache but modules: rules in there would outlive their code.
from lat_corps import assets, compat
from lat_corps.domain import lifecycle, turns
from lat_corps.permissions import core_doctypes, table
from lat_corps.read_log import subjects

app_name = "lat_corps"
app_title = "LAT Corps"
app_publisher = "lat_corps contributors"
app_description = "The whole course of mentors and parent coaches who prevent extremism, for municipalities"
app_email = "lat-corps@example.org"
app_license = "MIT"
app_home = compat.desk_address("lat-courses")

# After login, and from the list of apps: the first screen for who works for the corps alone.
add_to_apps_screen = [
	{
		"name": "lat_corps",
		"logo": "/assets/lat_corps/lat_corps.svg",
		"title": "LAT Corps",
		"route": route,
		"has_permission": f"lat_corps.rooms.{permission}",
	}
	for route, permission in (
		(compat.bare_desk("lat-courses"), "begins_with_my_day"),
		(app_home, "begins_in_a_room"),
	)
]

app_include_js = [assets.address()]
doctype_js = {
	**dict.fromkeys(lifecycle.LIFECYCLES, "public/js/stage.js"),
	"LAT Case": [
		f"public/js/{name}.js"
		for name in (
			"stage",
			"scale",
			"recording",
			"wishes",
			"actors",
			"coordination",
			"plans",
			"guidance",
			"course_page",
			"ending",
		)
	],
	"LAT Measurement": "public/js/answering.js",
	"LAT Progression": "public/js/scale.js",
	"LAT Conversation Card": "public/js/coaching.js",
	"LAT Corps Meeting": "public/js/coaching.js",
	"LAT Mentor": ["public/js/stage.js", "public/js/coaching.js"],
	"LAT Coaching Session": [f"public/js/{name}.js" for name in ("scale", "coaching", "guidance")],
	"LAT Coordination Meeting": "public/js/guidance.js",
	"LAT Outreach": "public/js/guidance.js",
}
pdf_body_html = "lat_corps.casework.paper.body_html"
doctype_list_js = dict.fromkeys((*subjects.ABOUT, "LAT Mentor"), "public/js/people_list.js")

after_install = "lat_corps.setup.install.after_install"
after_migrate = "lat_corps.setup.install.after_migrate"
before_uninstall = "lat_corps.setup.uninstall.before_uninstall"
after_uninstall = "lat_corps.setup.uninstall.after_uninstall"

permission_query_conditions = {
	**dict.fromkeys((*table.ROWS, *table.CHILD_TABLES), "lat_corps.permissions.hooks.rows_in_reach"),
	**dict.fromkeys(core_doctypes.TRACES, "lat_corps.permissions.traces.traces_in_reach"),
	"File": "lat_corps.permissions.files.files_in_reach",
	"Workflow": "lat_corps.permissions.core.workflows_in_reach",
}
has_permission = {
	**dict.fromkeys(table.ROWS, "lat_corps.permissions.hooks.may"),
	**dict.fromkeys(core_doctypes.TRACES, "lat_corps.permissions.traces.may_trace"),
	"File": "lat_corps.permissions.files.may_file",
	"Workflow": "lat_corps.permissions.core.may_workflow",
	"Workflow State": "lat_corps.permissions.core.may_word",
	"Workflow Action Master": "lat_corps.permissions.core.may_word",
}
override_doctype_class = {
	"Access Log": "lat_corps.permissions.logs.AccessLogWithoutPage",
	"Error Log": "lat_corps.permissions.logs.ErrorLogWithoutValues",
}
extend_bootinfo = ["lat_corps.casework.plans.name_in_desk"]
boot_session = [
	"lat_corps.rooms.keep_own_rooms",
	"lat_corps.rooms.keep_filters",
	"lat_corps.rooms.leave_seconds_out",
]
before_request = ["lat_corps.permissions.guard.stand"]
before_job = ["lat_corps.permissions.guard.stand"]
auth_hooks = ["lat_corps.replay.read_what_is_committed", "lat_corps.permissions.queries.judge_request"]
override_whitelisted_methods = {
	"frappe.client.bulk_update": "lat_corps.permissions.replaced.bulk_update",
	"frappe.client.get": "lat_corps.permissions.replaced.get",
	"frappe.client.validate_link": "lat_corps.permissions.replaced.validate_link",
	"frappe.desk.doctype.dashboard_chart.dashboard_chart.get": "lat_corps.permissions.replaced.get_chart",
	"frappe.client.get_count": "lat_corps.permissions.replaced.get_count",
	"frappe.desk.form.utils.get_next": "lat_corps.permissions.replaced.get_next",
	"frappe.desk.listview.get_group_by_count": "lat_corps.permissions.replaced.get_group_by_count",
	"frappe.desk.desktop.get_workspace_sidebar_items": "lat_corps.rooms.get_workspace_sidebar_items",
	"frappe.desk.doctype.event.event.get_events": "lat_corps.permissions.replaced.get_events",
	"frappe.desk.doctype.system_console.system_console.execute_code": (
		"lat_corps.permissions.replaced.execute_code"
	),
	"frappe.desk.notifications.get_open_count": "lat_corps.permissions.replaced.get_open_count",
	"frappe.model.workflow.get_common_transition_actions": (
		"lat_corps.permissions.replaced.get_common_transition_actions"
	),
	"frappe.model.workflow.get_transitions": "lat_corps.permissions.replaced.get_transitions",
	"frappe.workflow.doctype.workflow.workflow.get_workflow_state_count": (
		"lat_corps.workflows.states_left_behind"
	),
}
standard_queries = {
	**dict.fromkeys(table.ROWS, "lat_corps.permissions.search.records"),
	"LAT Case": "lat_corps.casework.names.courses",
}

# Loans first: who is asked to acknowledge follows from them. Whose turn it is follows from both.
scheduler_events = {
	"daily": [
		"lat_corps.corps.loan_days.daily",
		"lat_corps.casework.briefing.every_day",
		"lat_corps.casework.consents.every_day",
		"lat_corps.casework.derived.every_day",
		"lat_corps.corps.acknowledgement_requests.every_day",
		"lat_corps.coaching.cadence.every_day",
		"lat_corps.insight.experience.every_day",
		"lat_corps.insight.report_days.every_day",
		"lat_corps.corps.turn_mail.every_day",
		"lat_corps.measurement.export_job.every_day",
		"lat_corps.measurement.import_files.every_day",
		"lat_corps.insight.counted_periods.every_day",
	],
	"daily_long": ["lat_corps.privacy.run_out.every_day"],
}

# A trace of what was shipped must not keep an administrator from removing the record.
ignore_links_on_delete = ["LAT Shipped Record"]

# What is asked again is logged as it is answered in the end.
after_request = [
	"lat_corps.replay.ask_again",
	"lat_corps.read_log.gathering.log_readings",
	"lat_corps.permissions.door.refusals.keep",
	"lat_corps.permissions.answers.say_what_to_do",
]

# Days that Log Settings begins with.
default_log_clearing_doctypes = {"LAT Refused Request": 90}

doc_events = {
	tuple(subjects.ABOUT): {
		"before_print": "lat_corps.read_log.noting.note_printed",
		"onload": "lat_corps.casework.disagreements.show",
	},
	tuple(table.ROWS): {"before_print": "lat_corps.casework.paper.set_out"},
	tuple({**table.READ_ONLY_ROWS, **table.READ_BY_ROLE_ALONE}): {
		"onload": "lat_corps.permissions.hooks.tell_who_reads"
	},
	turns.FOLLOWED: dict.fromkeys(("on_update", "after_delete"), "lat_corps.corps.turns.follow"),
	**{
		doctype: {"validate": "lat_corps.permissions.configuration.refuse_target"}
		for doctype in core_doctypes.REFUSED
	},
	"LAT Mentor": {"on_update": "lat_corps.corps.turns.leave"},
	"LAT Partner": {"on_update": "lat_corps.casework.efforts.follow_partner"},
	("LAT Coaching Session", "LAT Match", "LAT Case", "LAT Mentor", "LAT Mentor Loan"): {
		"on_update": "lat_corps.coaching.cadence.follow"
	},
	"LAT Settings": {
		"on_update": [
			"lat_corps.casework.derived.follow_settings",
			"lat_corps.casework.case_reviews.follow_settings",
			"lat_corps.casework.match_reviews.follow_settings",
			"lat_corps.casework.watching.follow_settings",
			"lat_corps.casework.plans.follow_settings",
			"lat_corps.coaching.cadence.follow_settings",
			"lat_corps.coaching.doctype.lat_corps_meeting.lat_corps_meeting.follow_settings",
		]
	},
	"Comment": {
		"validate": [
			"lat_corps.permissions.mentions.refuse_mentions",
			"lat_corps.casework.exchanged.keep_out_of_remarks",
		]
	},
	"Communication": {"validate": "lat_corps.casework.exchanged.keep_out_of_remarks"},
	"Custom Field": {"validate": "lat_corps.permissions.configuration.refuse_fetched_field"},
	"DocType": {"validate": "lat_corps.permissions.configuration.refuse_fetching_fields"},
	"Error Log": {"before_insert": "lat_corps.permissions.errors.take_out_values"},
	"File": {
		"before_insert": [
			"lat_corps.casework.exchanged.refuse_files",
			"lat_corps.permissions.files.keep_apart",
		],
		"before_validate": "lat_corps.permissions.files.hold_still",
	},
	"Notification Log": {"before_insert": "lat_corps.permissions.mentions.take_out_content"},
	"Property Setter": {"validate": "lat_corps.permissions.configuration.refuse_property"},
	"Report": {"validate": "lat_corps.permissions.configuration.refuse_report"},
	"ToDo": {
		"validate": [
			"lat_corps.permissions.mentions.refuse_assignment",
			"lat_corps.casework.exchanged.keep_out_of_remarks",
		]
	},
	"Workflow": {
		"validate": [
			"lat_corps.workflows.refuse_unsafe",
			"lat_corps.permissions.configuration.refuse_alert",
		],
		"on_update": "lat_corps.workflows.settle",
		"after_rename": "lat_corps.workflows.forget",
		"after_delete": "lat_corps.workflows.forget",
	},
	"Translation": {"on_update": "lat_corps.setup.desk_words.give_way"},
	"Workflow State": {"after_rename": "lat_corps.workflows.check_renamed_state"},
	"User": {
		"before_validate": "lat_corps.corps.keys.note_made",
		"on_update": ["lat_corps.corps.acknowledgement_requests.follow_login", "lat_corps.corps.keys.tell"],
		"on_trash": "lat_corps.insight.figures.forget_views",
	},
	"DocShare": {"validate": "lat_corps.permissions.sharing.refuse_share"},
	"Document Share Key": {"before_insert": "lat_corps.permissions.sharing.refuse_share_key"},
	"Document Follow": {"after_insert": "lat_corps.permissions.sharing.drop_follow"},
}
