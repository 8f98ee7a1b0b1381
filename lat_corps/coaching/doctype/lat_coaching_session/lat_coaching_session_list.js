frappe.listview_settings["LAT Coaching Session"] = {
	add_fields: ["held_on", "planned_on"],

	get_indicator(doc) {
		if (doc.held_on) return [__("Held"), "green", "held_on,is,set"];
		if (doc.planned_on >= frappe.datetime.now_datetime())
			return [__("Planned"), "blue", `held_on,is,not set|planned_on,>=,${frappe.datetime.now_datetime()}`];
		return [__("Not held"), "orange", "held_on,is,not set"];
	},
};
