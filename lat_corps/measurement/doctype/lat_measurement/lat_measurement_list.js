const WORKBOOK = "/api/method/lat_corps.measurement.exporting.download_measurements";
const COLORS = { Answered: "green", "Partly answered": "orange", Missing: "gray" };

frappe.listview_settings["LAT Measurement"] = {
	add_fields: ["standing"],

	onload(listview) {
		if (!frappe.model.can_export("LAT Measurement")) return;
		listview.page.add_inner_button(__("Download workbook"), () => window.open(WORKBOOK));
	},

	get_indicator(doc) {
		return [__(doc.standing), COLORS[doc.standing], `standing,=,${doc.standing}`];
	},

	formatters: {
		score(value, df, doc) {
			return doc.standing === "Answered" ? format_number(value) : "–";
		},
	},
};
