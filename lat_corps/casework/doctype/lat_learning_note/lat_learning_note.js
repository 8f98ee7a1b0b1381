frappe.ui.form.on("LAT Learning Note", {
	refresh(frm) {
		const marks = frm.perm[0].write && frm.doc.__onload?.marks;
		lat_corps.learning.show_marks(frm.get_field("note_marks").$wrapper, marks);
	},
});
