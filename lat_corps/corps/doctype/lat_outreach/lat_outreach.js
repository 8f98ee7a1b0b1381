frappe.ui.form.on("LAT Outreach", {
	setup(frm) {
		frm.set_query("partner", () => ({ filters: { municipality: frm.doc.municipality, in_use: 1 } }));
		frm.set_query("leaflet", () => ({ filters: { in_use: 1 } }));
	},
});
