frappe.listview_settings["LAT Shipped Record"] = {
	hide_name_column: true,
	formatters: { title: (value) => __(value) },
	add_fields: ["standing", "waiting"],
	get_indicator(doc) {
		if (doc.waiting) {
			return [__("A newer version waits"), "orange", "waiting,=,1"];
		}
		const colours = { "As shipped": "green", "Changed here": "blue", "Removed here": "gray" };
		return [__(doc.standing), colours[doc.standing], `standing,=,${doc.standing}`];
	},
};
