frappe.listview_settings["LAT Plan"] = {
	add_fields: ["next_step_on"],

	get_indicator({ next_step_on }) {
		if (!next_step_on) return [__("No day ahead"), "gray", "next_step_on,is,not set"];
		const late = next_step_on < frappe.datetime.get_today();
		return [late ? __("Step overdue") : __("Next step"), late ? "red" : "blue", "next_step_on,is,set"];
	},
};
