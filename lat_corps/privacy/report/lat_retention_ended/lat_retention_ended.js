frappe.query_reports["LAT Retention Ended"] = {
	onload(report) {
		report.page.set_indicator(__("No course is deleted by itself"), "blue");
	},
};
