"""Hooks of the core DocTypes."""

permission_query_conditions = {
	"File": "frappe.core.file.get_permission_query_conditions",
	"User": "frappe.core.user.get_permission_query_conditions",
}
has_permission = {
	"File": "frappe.core.file.has_permission",
	"User": "frappe.core.user.has_permission",
}
ignore_links_on_delete = ["Comment", "File", "Version", "Deleted Document", "Error Log"]
