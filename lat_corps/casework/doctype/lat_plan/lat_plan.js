frappe.ui.form.on("LAT Plan", {
	async refresh(frm) {
		const label = await frappe.db.get_single_value("LAT Settings", "tpm_label");
		if (label) frm.set_df_property("notes_section", "label", label);
	},
});
