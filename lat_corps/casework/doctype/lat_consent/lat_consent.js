frappe.ui.form.on("LAT Consent", {
	setup(frm) {
		frm.set_query("receiver", () => lat_corps.members("Caseworker", { lat_case: frm.doc.lat_case }));
	},

	refresh(frm) {
		frm.set_df_property("receiver", "filter_description", __("Caseworkers of the municipality"));
	},

	async purpose(frm) {
		const { lat_case } = frm.doc;
		if (frm.doc.purpose !== "Handover to the caseworker" || frm.doc.receiver || !lat_case) return;
		const { message } = await frappe.db.get_value("LAT Case", lat_case, "caseworker");
		if (message.caseworker && !frm.doc.receiver) frm.set_value("receiver", message.caseworker);
	},
});
