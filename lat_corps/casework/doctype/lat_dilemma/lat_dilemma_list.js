frappe.listview_settings["LAT Dilemma"] = {
	add_fields: ["taken_up_on"],

	get_indicator({ taken_up_on }) {
		return taken_up_on
			? [__("Taken up"), "green", "taken_up_on,is,set"]
			: [__("Not taken up"), "orange", "taken_up_on,is,not set"];
	},
};
