// What is due, by day: the standing follows from the date whenever a list is shown, so it never goes stale.
// Frappe takes an empty date for one before all others: hence periods, which begin somewhere.
const DAYS_AHEAD = 14;
const RECORDING = {
	Overdue: () => ["1900-01-01", in_days(-1)],
	"Due soon": () => [in_days(0), in_days(DAYS_AHEAD)],
};
const STANDINGS = { Overdue: __("Overdue"), "Due soon": __("Due soon"), "On time": __("On time") };
const COLOURS = { Overdue: "red", "Due soon": "orange", "On time": "green" };
const DUE_WORDS = {
	"Progression rating": __("Progression"),
	"Before measurement": __("Before measurement"),
	"After measurement": __("After measurement"),
	"Follow-up measurement": __("Follow-up measurement"),
};

frappe.listview_settings["LAT Case"] = {
	add_fields: ["next_due", "next_due_what"],
	primary_action: () => lat_corps.flows.begin_course(),

	onload(listview) {
		for (const standing of [...Object.keys(RECORDING), ""]) {
			const words = STANDINGS[standing] || __("All");
			listview.page.add_inner_button(words, () => filter_by_due(listview, standing), __("Due"));
		}
	},

	formatters: {
		next_due(value, df, doc) {
			if (!value) return "";
			const standing = standing_of(value);
			const words = frappe.utils.escape_html(DUE_WORDS[doc.next_due_what] || "");
			return `<span class="indicator-pill ${COLOURS[standing]} no-indicator-dot">${STANDINGS[standing]}</span>
				<span class="text-muted lat-what">${frappe.datetime.str_to_user(value)} ${words}</span>`;
		},
	},
};

function standing_of(day) {
	if (!day) return "";
	if (day < in_days(0)) return "Overdue";
	return day <= in_days(DAYS_AHEAD) ? "Due soon" : "On time";
}

function in_days(days) {
	return frappe.datetime.add_days(frappe.datetime.get_today(), days);
}

async function filter_by_due(listview, standing) {
	for (const [, fieldname] of listview.filter_area.get()) {
		if (fieldname === "next_due") await listview.filter_area.remove("next_due");
	}
	if (standing) await listview.filter_area.add([["LAT Case", "next_due", "Between", RECORDING[standing]()]]);
	else listview.refresh();
}
