// What is due, by day: the standing follows from the date whenever a list is shown, so it never goes stale.
const DAYS_AHEAD = 14;
const RECORDING = {
	Overdue: () => [["LAT Case", "next_due", "<", frappe.datetime.get_today()]],
	"Due soon": () => [
		["LAT Case", "next_due", ">=", frappe.datetime.get_today()],
		["LAT Case", "next_due", "<=", frappe.datetime.add_days(frappe.datetime.get_today(), DAYS_AHEAD)],
	],
};
const COLOURS = { Overdue: "red", "Due soon": "orange", "On time": "green" };
const DUE_WORDS = {
	"Progression rating": __("Rating"),
	"Before measurement": __("Before measurement"),
	"After measurement": __("After measurement"),
	"Follow-up measurement": __("Follow-up measurement"),
};

frappe.listview_settings["LAT Case"] = {
	add_fields: ["next_due", "next_due_what"],

	onload(listview) {
		for (const standing of [...Object.keys(RECORDING), ""]) {
			const words = standing ? __(standing) : __("All");
			listview.page.add_inner_button(words, () => filter_by_due(listview, standing), __("Due"));
		}
	},

	formatters: {
		// A phone shows the number and the state alone.
		name(value, df, doc) {
			const narrow = window.matchMedia("(max-width: 767px)").matches;
			return narrow && standing_of(doc.next_due) === "Overdue"
				? __("{0}: overdue", [value || doc.name])
				: value || doc.name;
		},

		next_due(value, df, doc) {
			if (!value) return "";
			const standing = standing_of(value);
			const words = frappe.utils.escape_html(DUE_WORDS[doc.next_due_what] || "");
			return `<span class="indicator-pill ${COLOURS[standing]} no-indicator-dot">${__(standing)}</span>
				<span class="text-muted">${words} ${frappe.datetime.str_to_user(value)}</span>`;
		},
	},
};

function standing_of(day) {
	const today = frappe.datetime.get_today();
	if (!day) return "";
	if (day < today) return "Overdue";
	return day <= frappe.datetime.add_days(today, DAYS_AHEAD) ? "Due soon" : "On time";
}

async function filter_by_due(listview, standing) {
	const conditions = standing ? RECORDING[standing]() : [];
	for (const [, fieldname] of listview.filter_area.get()) {
		if (fieldname === "next_due") await listview.filter_area.remove("next_due");
	}
	if (conditions.length) await listview.filter_area.add(conditions);
	else listview.refresh();
}
