frappe.listview_settings["LAT Role Description"] = {
	hide_name_column: true,

	formatters: {
		municipality(value) {
			return frappe.utils.escape_html(value || "") || `<em>${__("National template")}</em>`;
		},

		version_number: (value) => value || "–",
	},
};
