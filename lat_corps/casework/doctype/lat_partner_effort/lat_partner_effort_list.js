frappe.listview_settings["LAT Partner Effort"] = {
	add_fields: ["status"],

	get_indicator({ status }) {
		const colour = { Planned: "blue", "Under way": "green", Ended: "gray", "Not relevant": "gray" }[status];
		return [__(status), colour, `status,=,${status}`];
	},
};
