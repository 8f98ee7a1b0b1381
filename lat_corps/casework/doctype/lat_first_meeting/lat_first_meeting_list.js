frappe.listview_settings["LAT First Meeting"] = {
	add_fields: ["noted", "meets_on"],

	get_indicator(doc) {
		return doc.noted
			? [__("Noted"), "green", "noted,=,1"]
			: [__("To be held"), "orange", "noted,=,0"];
	},
};
