frappe.listview_settings["LAT Turn"] = {
	add_fields: ["reference_doctype", "reference_name"],
	hide_name_column: true,

	// What is to be done is done on the record.
	get_form_link(doc) {
		return frappe.utils.get_form_link(doc.reference_doctype, doc.reference_name);
	},

	formatters: {
		kind: (value) => __(value),
	},
};
