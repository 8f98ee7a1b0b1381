frappe.listview_settings["LAT Case"] = {
	add_fields: ["next_progression_due"],

	formatters: {
		next_progression_due(value) {
			if (!value) return "";
			const overdue = value < frappe.datetime.get_today();
			const day = frappe.datetime.str_to_user(value);
			return overdue ? `<span class="text-danger">${__("{0} (overdue)", [day])}</span>` : day;
		},
	},
};
