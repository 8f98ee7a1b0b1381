frappe.listview_settings["LAT Coordination Meeting"] = {
	hide_name_column: true,
	add_fields: ["standing"],

	get_indicator({ standing }) {
		const colour = { Planned: "blue", Held: "orange", Closed: "green", Cancelled: "gray" }[standing];
		return [__(standing, null, "LAT Coordination Meeting"), colour, `standing,=,${standing}`];
	},
};
