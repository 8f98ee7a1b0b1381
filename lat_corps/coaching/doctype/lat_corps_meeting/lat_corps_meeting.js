frappe.ui.form.on("LAT Corps Meeting", {
	setup(frm) {
		frm.get_docfield("planned_on").hide_timezone = 1;
		frm.set_query("mentor", "attendance", () => ({ query: "lat_corps.corps.loans.mentors_for_match" }));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Invitation for the calendar"), () =>
			open_url_post("/api/method/lat_corps.coaching.invitations.of_meeting", { name: frm.doc.name })
		);
		if (!frm.perm[0].write) return;
		const lacking = (frm.doc.attendance || []).filter(({ attended }) => !attended);
		if (lacking.length && frm.doc.held_on) frm.add_custom_button(__("All were there"), () => all_were_there(frm));
		if (frm.doc.held_on) frm.add_custom_button(__("Plan the next meeting"), () => plan_next(frm));
	},
});

function all_were_there(frm) {
	for (const row of frm.doc.attendance) frappe.model.set_value(row.doctype, row.name, "attended", 1);
	return frm.save();
}

function plan_next({ doc }) {
	const { kind, title, municipality, minutes, place, next_on } = doc;
	const planned_on = next_on ? `${next_on} ${doc.planned_on.split(" ")[1]}` : undefined;
	frappe.new_doc(doc.doctype, {}, (next) => Object.assign(next, { kind, title, municipality, minutes, place, planned_on }));
}
