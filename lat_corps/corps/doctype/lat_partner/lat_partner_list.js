frappe.listview_settings["LAT Partner"] = {
	hide_name_column: true,
	add_fields: ["in_use"],

	get_indicator(doc) {
		return doc.in_use ? [__("In use"), "green", "in_use,=,1"] : [__("No longer used"), "gray", "in_use,=,0"];
	},
};
