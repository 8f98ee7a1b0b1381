frappe.ui.form.on("LAT Loan Offer", {
	setup(frm) {
		frm.set_query("mentor", () => ({
			filters: { stage: "Active", may_be_lent: 1, municipality: frm.doc.lending_municipality },
		}));
	},

	refresh(frm) {
		if (!frm.is_new()) {
			frm.add_custom_button(__("Open the loan"), () =>
				frappe.set_route("Form", "LAT Mentor Loan", frm.doc.loan)
			);
		}
	},
});
