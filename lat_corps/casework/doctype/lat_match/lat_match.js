const MENTORS = "lat_corps.corps.loans.mentors_for_match";

frappe.ui.form.on("LAT Match", {
	setup(frm) {
		frm.set_query("mentor", () => ({ query: MENTORS }));
		frm.set_query("lat_case", () => ({ filters: { stage: "Matching" } }));
	},

	refresh(frm) {
		const grid = frm.fields_dict.criteria.grid;
		grid.cannot_add_rows = true;
		grid.cannot_delete_rows = true;
		grid.refresh();
		frm.set_intro();
		frm.toggle_display(["criteria_section", "answers_section"], !frm.is_new());
		frm.set_df_property("mentor", "filter_description", __("Active mentors and parent coaches, also those on loan today"));
		frm.set_df_property("lat_case", "filter_description", __("Courses that wait for a match"));
		if (frm.is_new()) {
			frm.set_intro(__("Save to see both sides of each criterion beside each other."), "blue");
		} else if (frm.doc.stage === "Offered" && !frm.get_perm(1, "write")) {
			frm.set_intro(
				__("You are asked to take on this course. Read it, and accept or decline."),
				"blue"
			);
		}
	},

	// A borrowed mentor's record is not read here: the search tells the name.
	async mentor(frm) {
		const [found] = frm.doc.mentor
			? await frappe.xcall(MENTORS, {
					doctype: "LAT Mentor",
					txt: frm.doc.mentor,
					searchfield: "name",
					start: 0,
					page_len: 1,
			  })
			: [];
		const words = found ? found.slice(1).join(", ") : "";
		frm.fields_dict.mentor.set_description(frappe.utils.escape_html(words));
	},
});
