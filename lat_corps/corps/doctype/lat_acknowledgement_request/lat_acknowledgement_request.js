frappe.ui.form.on("LAT Acknowledgement Request", {
	refresh(frm) {
		frm.disable_save();
		const mine = frm.doc.user === frappe.session.user && frm.doc.standing === "Awaiting";
		frm.add_custom_button(mine ? __("Read and acknowledge") : __("Open the role description"), () =>
			frappe.set_route("Form", "LAT Role Description", frm.doc.role_description)
		).toggleClass("btn-primary", mine);
	},
});
