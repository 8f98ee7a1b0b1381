frappe.query_reports["LAT Retention Ended"] = {
	onload(report) {
		report.page.set_indicator(__("Nothing is deleted by itself"), "blue");
	},
};
