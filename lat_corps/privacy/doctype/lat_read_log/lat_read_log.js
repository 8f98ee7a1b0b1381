frappe.ui.form.on("LAT Read Log", {
	setup() {
		const fields = frappe.meta.docfield_map["LAT Read Log"];
		fields.document_type.formatter = (value) => __(value);
		fields.staff_roles.formatter = (value) => (value || "").split(", ").map((role) => __(role)).join(", ");
	},

	refresh(frm) {
		frm.disable_save();
		frm.set_intro(__("Written by the system when the record was sent. It cannot be changed or deleted."), "blue");
		if (!frm.doc.citizen) return;
		frm.add_custom_button(__("All about this citizen"), () =>
			frappe.set_route("List", "LAT Read Log", { citizen: frm.doc.citizen })
		);
	},
});
