frappe.listview_settings["LAT Training"] = {
	hide_name_column: true,
	add_fields: ["renew_by"],

	get_indicator(doc) {
		const today = frappe.datetime.get_today();
		if (!doc.renew_by) return [__("Holds"), "green", "renew_by,is,not set"];
		if (doc.renew_by < today) return [__("Has run out"), "orange", `renew_by,<,${today}`];
		return [__("Holds"), "green", `renew_by,>=,${today}`];
	},
};
