frappe.ui.form.on("LAT Acknowledgement Request", {
	refresh(frm) {
		frm.disable_save();
		const mine = frm.doc.user === frappe.session.user && frm.doc.standing === "Awaiting";
		const open = () => frappe.set_route("Form", "LAT Role Description", frm.doc.role_description);
		if (mine) lat_corps.add_act(frm, __("Read and acknowledge"), open);
		else frm.add_custom_button(__("Open the role description"), open);
	},
});
