frappe.listview_settings["LAT Deputy"] = {
	add_fields: ["from_date", "to_date"],

	get_indicator(doc) {
		const today = frappe.datetime.get_today();
		if (doc.to_date < doc.from_date) return [__("Taken back"), "gray", `to_date,<,${today}`];
		if (doc.to_date < today) return [__("Ended"), "gray", `to_date,<,${today}`];
		if (doc.from_date > today) return [__("Coming"), "blue", `from_date,>,${today}`];
		return [__("Stands in now"), "green", `from_date,<=,${today}|to_date,>=,${today}`];
	},
};
