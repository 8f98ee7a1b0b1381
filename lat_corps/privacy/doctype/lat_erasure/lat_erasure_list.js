frappe.listview_settings["LAT Erasure"] = {
	add_fields: ["standing"],

	get_indicator(doc) {
		const colors = { Requested: "orange", "Carried out": "green", "Called off": "gray" };
		return [__(doc.standing), colors[doc.standing], `standing,=,${doc.standing}`];
	},
};
