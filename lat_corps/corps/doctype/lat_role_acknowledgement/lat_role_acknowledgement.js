frappe.ui.form.on("LAT Role Acknowledgement", {
	setup() {
		frappe.meta.docfield_map["LAT Role Acknowledgement"].role.formatter = (value) => __(value);
	},

	refresh(frm) {
		frm.disable_save();
		if (frm.doc.role_description) {
			frm.add_custom_button(__("Open the role description"), () =>
				frappe.set_route("Form", "LAT Role Description", frm.doc.role_description)
			);
		}
	},
});
