frappe.listview_settings["LAT Read Log"] = {
	add_fields: ["action", "document_type", "document_number"],
	hide_name_column: true,
	hide_name_filter: true,

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
