frappe.listview_settings["LAT Read Log"] = {
	add_fields: ["action", "document_type", "document_number"],
	hide_name_column: true,
	hide_name_filter: true,

	// Who, what and when belong together, on a small screen too.
	onload(listview) {
		listview.list_view_settings.total_fields = listview.list_view_settings.total_fields || 6;
		listview.setup_columns();
		listview.render_header(true);
	},

	get_indicator(doc) {
		const colors = { Opened: "blue", Printed: "orange", Exported: "red", Listed: "gray", Downloaded: "orange" };
		return [__(doc.action), colors[doc.action], `action,=,${doc.action}`];
	},

	formatters: {
		document_type(value) {
			return __(value);
		},
	},
};
