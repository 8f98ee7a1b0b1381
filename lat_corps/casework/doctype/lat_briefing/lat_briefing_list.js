frappe.listview_settings["LAT Briefing"] = {
	add_fields: ["passed_on", "read_on", "closed_on"],

	get_indicator(doc) {
		if (doc.closed_on) return [__("Closed"), "gray", "closed_on,is,set"];
		if (!doc.passed_on) return [__("Coordinator only"), "gray", "passed_on,=,0"];
		return doc.read_on
			? [__("Read by the mentor"), "green", "read_on,is,set"]
			: [__("Passed on"), "orange", "passed_on,=,1|read_on,is,not set"];
	},
};
