frappe.listview_settings["LAT Conversation Card"] = {
	hide_name_column: true,
	add_fields: ["enabled"],

	get_indicator: (doc) =>
		doc.enabled ? [__("In use"), "green", "enabled,=,1"] : [__("Not in use"), "gray", "enabled,=,0"],

	formatters: {
		municipality(value) {
			return frappe.utils.escape_html(value || "") || `<em>${__("National card")}</em>`;
		},
	},
};
