const COLORS = { Answered: "green", "Partly answered": "orange", Missing: "gray" };

frappe.listview_settings["LAT Measurement"] = {
	add_fields: ["standing"],

	get_indicator(doc) {
		return [__(doc.standing), COLORS[doc.standing], `standing,=,${doc.standing}`];
	},

	formatters: {
		score(value, df, doc) {
			return doc.standing === "Answered" ? format_number(value) : "–";
		},
	},
};
