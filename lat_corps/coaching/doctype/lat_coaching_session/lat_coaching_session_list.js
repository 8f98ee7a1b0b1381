frappe.listview_settings["LAT Coaching Session"] = {
	add_fields: ["held_on", "planned_on"],

	get_indicator(doc) {
		if (doc.held_on) return [__("Held"), "green", "held_on,is,set"];
		if (doc.planned_on >= frappe.datetime.now_datetime())
			return [__("Planned"), "blue", `held_on,is,not set|planned_on,>=,${frappe.datetime.now_datetime()}`];
		return [__("Not held"), "orange", "held_on,is,not set"];
	},

	async onload(listview) {
		if (!frappe.user.has_role("LAT Coordinator")) return;
		const talks = await frappe.xcall("lat_corps.coaching.reading.talks");
		if (talks.length) listview.page.add_inner_button(__("Read a talk as a deputy"), () => ask_why(talks));
	},
};

// Who stands in says why, before the notes of others open; those who spoke see it.
function ask_why(talks) {
	const day = ({ held_on, planned_on }) => frappe.datetime.str_to_user(held_on || planned_on, false, true);
	const dialog = new lat_corps.Dialog({
		title: __("Read a talk as a deputy"),
		fields: [
			{
				fieldname: "talk",
				fieldtype: "Select",
				label: __("Talk"),
				options: talks.map((talk) => ({
					value: talk.name,
					label: [day(talk), talk.with_names, `${__("Led by")} ${talk.coach_name}`].filter(Boolean).join(", "),
				})),
				reqd: 1,
			},
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Why do you need to read the notes?"),
				description: __("Those who spoke are told and see it. It stands in the read log too: name no citizen."),
				reqd: 1,
			},
		],
		primary_action_label: __("Open the notes"),
		primary_action: async ({ talk, reason }) => {
			if (!(await lat_corps.ask_server("lat_corps.coaching.reading.give_reason", { talk, reason }))) return;
			dialog.hide();
			frappe.set_route("Form", "LAT Coaching Session", talk);
		},
	});
	dialog.show();
}
