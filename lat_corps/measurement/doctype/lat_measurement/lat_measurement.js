frappe.ui.form.on("LAT Measurement", {
	setup(frm) {
		frm.set_query("instrument", () => ({ filters: { enabled: 1 } }));
	},

	refresh(frm) {
		frm.set_df_property("instrument", "filter_description", __("Instruments in use"));
		const grid = frm.fields_dict.answers.grid;
		grid.cannot_add_rows = true;
		grid.cannot_delete_rows = true;
		grid.refresh();
	},

	async instrument(frm) {
		if (!frm.is_new()) return;
		frm.clear_table("answers");
		if (frm.doc.instrument) {
			const { items } = await frappe.model.with_doc("LAT Instrument", frm.doc.instrument);
			for (const item of items) {
				frm.add_child("answers", {
					item_code: item.item_code,
					item_label: `${item.item_label} (${item.minimum}-${item.maximum})`,
				});
			}
		}
		frm.refresh_field("answers");
	},
});
