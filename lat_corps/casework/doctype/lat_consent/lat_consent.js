frappe.ui.form.on("LAT Consent", {
	setup(frm) {
		frm.set_query("receiver", () => lat_corps.among(frm.caseworkers || []));
	},

	async lat_case(frm) {
		if (!frm.doc.lat_case) return;
		const { message } = await frappe.db.get_value("LAT Case", frm.doc.lat_case, [
			"municipality",
			"caseworker",
		]);
		const municipality = await frappe.model.with_doc("LAT Municipality", message.municipality);
		frm.caseworkers = municipality.members
			.filter((member) => member.member_function === "Caseworker")
			.map((member) => member.user);
		frm.caseworker = message.caseworker;
	},

	refresh(frm) {
		frm.set_df_property("receiver", "filter_description", __("Caseworkers of the municipality"));
		if (frm.is_new()) frm.trigger("lat_case");
	},

	purpose(frm) {
		if (frm.doc.purpose === "Handover to the caseworker" && !frm.doc.receiver && frm.caseworker) {
			frm.set_value("receiver", frm.caseworker);
		}
	},
});
