frappe.listview_settings["LAT Role Acknowledgement"] = {
	hide_name_column: true,

	formatters: {
		role: (value) => __(value),
	},
};
