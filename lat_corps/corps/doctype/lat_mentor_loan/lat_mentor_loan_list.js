frappe.listview_settings["LAT Mentor Loan"] = {
	add_fields: ["stage", "to_date", "borrower_outside"],

	onload(list) {
		if (!frappe.model.can_create("LAT Mentor Loan")) return;
		list.page.add_inner_button(__("Mentors to borrow"), () => frappe.set_route("lat-mentor-search"));
	},

	formatters: {
		borrowing_municipality(value, _df, doc) {
			return frappe.utils.escape_html(value || doc.borrower_outside || "");
		},

		to_date(value, _df, doc) {
			const day = frappe.datetime.str_to_user(value);
			const soon = frappe.datetime.add_days(frappe.datetime.get_today(), 14);
			return doc.stage === "Active" && value <= soon ? `<span class="text-warning">${day}</span>` : day;
		},
	},
};
