frappe.ui.form.on("LAT Mentor", {
	async refresh(frm) {
		if (frm.is_new()) return;
		const [open, usual] = await Promise.all([
			frappe.db.count("LAT Case", {
				filters: { mentor: frm.doc.name, stage: ["in", ["Matching", "Preparing", "Active", "Closing"]] },
			}),
			frappe.db.get_single_value("LAT Settings", "default_capacity"),
		]);
		const capacity = frm.doc.capacity || usual;
		frm.dashboard.add_indicator(
			__("Open courses: {0} of {1}", [open, capacity]),
			open < capacity ? "green" : "orange"
		);
	},
});
