frappe.listview_settings["LAT Debrief"] = {
	add_fields: ["next_task_on"],

	get_indicator({ next_task_on }) {
		if (!next_task_on) return [__("Everybody knows"), "green", "next_task_on,is,not set"];
		const late = next_task_on < frappe.datetime.get_today();
		return [late ? __("Overdue") : __("To be told"), late ? "red" : "orange", "next_task_on,is,set"];
	},
};
