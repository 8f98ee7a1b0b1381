const LOOK = { "Works well": "green", "Works in part": "orange", "Does not work": "red", "Not asked": "gray" };

frappe.listview_settings["LAT Match Review"] = {
	add_fields: ["fit"],

	get_indicator(doc) {
		return [__(doc.fit, null, "LAT Match Review"), LOOK[doc.fit], `fit,=,${doc.fit}`];
	},
};
