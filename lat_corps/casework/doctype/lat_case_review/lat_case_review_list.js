const LOOK = { Continue: "green", Adjust: "blue", "Change mentor": "orange", Extend: "blue", Close: "gray" };

frappe.listview_settings["LAT Case Review"] = {
	add_fields: ["decision"],

	get_indicator({ decision }) {
		if (!decision) return [__("Not decided on yet"), "orange", "decision,is,not set"];
		return [__(decision, null, "LAT Case Review"), LOOK[decision], `decision,=,${decision}`];
	},
};
