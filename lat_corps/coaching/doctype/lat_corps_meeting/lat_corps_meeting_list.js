frappe.listview_settings["LAT Corps Meeting"] = {
	hide_name_column: true,
	add_fields: ["held_on", "planned_on"],

	get_indicator(doc) {
		if (doc.held_on) return [__("Held"), "green", "held_on,is,set"];
		const now = frappe.datetime.now_datetime();
		if (doc.planned_on >= now) return [__("Planned"), "blue", `held_on,is,not set|planned_on,>=,${now}`];
		return [__("Not held"), "orange", "held_on,is,not set"];
	},
};
