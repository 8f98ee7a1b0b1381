frappe.ui.form.on("LAT Debrief", {
	setup(frm) {
		frm.set_query("responsible", "tasks", () =>
			lat_corps.members("Coordinator", { municipality: frm.doc.municipality })
		);
		frm.set_query("lat_case", () => ({ filters: { stage: ["in", ["Closing", "Closed"]] } }));
	},

	refresh(frm) {
		frm.set_df_property("lat_case", "filter_description", __("Courses that are closing or closed"));
		const marks = frm.doc.__onload?.marks;
		lat_corps.learning.show_marks(frm.get_field("note_marks").$wrapper, marks);
		if (frm.is_new()) return;
		frm.add_custom_button(__("Course"), () => frappe.set_route("Form", "LAT Case", frm.doc.lat_case));
		if (!frm.perm[0].write || frm.doc.earlier_closing) return;
		if (!frm.doc.note) lat_corps.add_act(frm, __("Draft a learning note"), () => draft(frm), "btn-default");
		if (!frm.doc.note || !frm.doc.note_title) return;
		if (marks?.parts.flat().some(({ kind }) => kind)) {
			lat_corps.add_act(frm, __("Take out what is marked"), () => take_out(frm, marks), "btn-default");
		}
		const release = () => (frm.is_dirty() ? lat_corps.save(frm) : lat_corps.learning.release(frm));
		lat_corps.add_act(frm, __("Release the learning note"), release, "btn-primary");
	},
});

// What others can use of the answers; what was said of the person stays where it is.
async function draft(frm) {
	const { more_of, otherwise, others } = frm.doc;
	await frm.set_value("note", [more_of, otherwise, others].filter(Boolean).join("\n\n"));
	frm.scroll_to_field("note_title");
}

async function take_out(frm, { parts }) {
	const [title, note] = parts.map(lat_corps.learning.without_marks);
	await frm.set_value({ note_title: title, note });
	await lat_corps.save(frm);
}
