frappe.ui.form.on("LAT Municipality", {
	setup(frm) {
		frm.get_field("members").grid.update_docfield_property("user", "formatter", (login, _df, _options, row) =>
			frappe.utils.escape_html(row?.full_name || login || "")
		);
	},

	refresh(frm) {
		frm.set_intro();
		for (const { coordinator, deputy, to_date } of frm.doc.__onload?.standing_in || []) {
			frm.set_intro(
				__("{0} is away until {1}; {2} stands in.", [
					frappe.utils.escape_html(coordinator),
					frappe.datetime.str_to_user(to_date),
					frappe.utils.escape_html(deputy),
				]),
				"blue"
			);
		}
	},
});
