const COLORS = {
	Draft: "gray",
	Checking: "orange",
	Checked: "blue",
	Importing: "orange",
	Imported: "green",
	Cancelled: "gray",
	Failed: "red",
};

frappe.listview_settings["LAT Survey Import"] = {
	add_fields: ["standing"],

	get_indicator(doc) {
		return [__(doc.standing), COLORS[doc.standing], `standing,=,${doc.standing}`];
	},
};
