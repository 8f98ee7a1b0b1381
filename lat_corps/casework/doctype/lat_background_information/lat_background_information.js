frappe.ui.form.on("LAT Background Information", {
	setup(frm) {
		frm.set_query("consent", () => ({
			filters: { lat_case: frm.doc.lat_case, purpose: "Collecting information from others" },
		}));
	},

	refresh(frm) {
		frm.set_intro();
		if (frm.doc.expires_on && frm.doc.expires_on < frappe.datetime.get_today()) {
			frm.set_intro(
				__("This has run out: the mentor no longer sees it, and it is deleted soon. Write a later day if it is needed longer."),
				"orange"
			);
		}
	},
});
