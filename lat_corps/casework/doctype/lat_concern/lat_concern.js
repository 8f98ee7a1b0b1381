frappe.ui.form.on("LAT Concern", {
	refresh(frm) {
		frm.set_intro();
		if (frm.is_new()) return;
		const coordinates = frm.get_perm(1, "write");
		for (const fieldname of ["urgency", "words"]) {
			frm.set_df_property(fieldname, "read_only", coordinates || frm.doc.decided_on ? 1 : 0);
		}
		if (coordinates && frm.doc.leads_to && !frm.doc.followed_up_on) {
			frm.set_intro(__("The decision leads to: {0}. Go on from the course.", [__(frm.doc.leads_to)]), "orange");
		}
		frm.add_custom_button(__("Course"), () => frappe.set_route("Form", "LAT Case", frm.doc.lat_case));
	},
});
