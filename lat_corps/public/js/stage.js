// Without an active workflow the stage itself is changed; the server judges each step as ever.
["LAT Case", "LAT Handover", "LAT Match", "LAT Mentor", "LAT Mentor Loan", "LAT Role Description"].forEach(
	(doctype) =>
		frappe.ui.form.on(doctype, {
			refresh(frm) {
				const by_workflow = frappe.workflow.get_state_fieldname(frm.doctype);
				frm.set_df_property("stage", "read_only", by_workflow ? 1 : 0);
			},
		})
);
