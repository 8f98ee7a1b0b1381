frappe.listview_settings["LAT Concern"] = {
	add_fields: ["decided_on", "followed_up_on"],

	get_indicator({ decided_on, followed_up_on }) {
		if (!decided_on) return [__("To decide"), "red", "decided_on,is,not set"];
		return followed_up_on
			? [__("Followed up"), "green", "followed_up_on,is,set"]
			: [__("Decided"), "blue", "decided_on,is,set|followed_up_on,is,not set"];
	},
};
