// What is due, by day: the standing follows from the date whenever a list is shown, so it never goes stale.
const RECORDING = {
	Overdue: () => [["LAT Case", "next_due", "<", frappe.datetime.get_today()]],
	"Due soon": () => [
		["LAT Case", "next_due", ">=", frappe.datetime.get_today()],
		["LAT Case", "next_due", "<=", frappe.datetime.add_days(frappe.datetime.get_today(), 14)],
	],
};
const DUE_WORDS = {
	"Progression rating": __("Rating"),
	"Before measurement": __("Before measurement"),
	"After measurement": __("After measurement"),
	"Follow-up measurement": __("Follow-up measurement"),
};

frappe.listview_settings["LAT Case"] = {
	add_fields: ["next_due", "next_due_what"],

	onload(listview) {
		const field = listview.page.add_field({
			fieldname: "lat_recording",
			fieldtype: "Select",
			label: __("Recording"),
			options: [
				{ value: "", label: "" },
				{ value: "Overdue", label: __("Overdue") },
				{ value: "Due soon", label: __("Due soon") },
			],
			is_filter: 1,
			change: () => filter_by_due(listview, field.get_value()),
		});
	},

	formatters: {
		next_due(value, df, doc) {
			if (!value) return "";
			const today = frappe.datetime.get_today();
			const [standing, colour] =
				value < today
					? [__("Overdue"), "red"]
					: value <= frappe.datetime.add_days(today, 14)
					? [__("Due soon"), "orange"]
					: [__("On time"), "green"];
			const words = frappe.utils.escape_html(DUE_WORDS[doc.next_due_what] || "");
			return `<span class="indicator-pill ${colour} no-indicator-dot">${standing}</span>
				<span class="text-muted">${words} ${frappe.datetime.str_to_user(value)}</span>`;
		},
	},
};

async function filter_by_due(listview, chosen) {
	const conditions = chosen ? RECORDING[chosen]() : [];
	for (const [, fieldname] of listview.filter_area.get()) {
		if (fieldname === "next_due") await listview.filter_area.remove("next_due");
	}
	await listview.filter_area.add(conditions);
	if (!conditions.length) listview.refresh();
}
