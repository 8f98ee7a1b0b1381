frappe.ui.form.on("LAT Match Review", {
	refresh(frm) {
		const coordinates = frm.get_perm(1, "write");
		frm.toggle_display("follows_section", coordinates || Boolean(frm.doc.follows));
		frm.set_intro();
		if (!frm.is_new()) return;
		if (!coordinates) frm.set_df_property("voice", "read_only", 1);
		const question = {
			Citizen: __("Ask the person without the mentor being there."),
			Mentor: __("Write it in your own words: the coordinator reads it, the person does not."),
		}[frm.doc.voice];
		if (question) frm.set_intro(question, "blue");
	},
});
