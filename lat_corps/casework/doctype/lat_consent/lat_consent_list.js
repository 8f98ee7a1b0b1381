frappe.listview_settings["LAT Consent"] = {
	add_fields: ["valid_until", "withdrawn_on"],

	get_indicator(doc) {
		const today = frappe.datetime.get_today();
		if (doc.withdrawn_on) return [__("Withdrawn"), "red", "withdrawn_on,is,set"];
		if (doc.valid_until && doc.valid_until < today) return [__("Run out"), "gray", `valid_until,<,${today}`];
		return [__("Valid"), "green", "withdrawn_on,is,not set"];
	},
};
