frappe.ui.form.on("LAT Mentor", {
	async refresh(frm) {
		if (frm.is_new()) return;
		const { open, capacity } = await frappe.xcall("lat_corps.corps.doctype.lat_mentor.lat_mentor.places", {
			name: frm.doc.name,
		});
		frm.dashboard.add_indicator(
			__("Open courses: {0} of {1}", [open, capacity]),
			open < capacity ? "green" : "orange"
		);
	},
});
