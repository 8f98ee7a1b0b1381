const COORDINATION = "lat_corps.casework.coordination";

frappe.ui.form.on("LAT Coordination Meeting", {
	setup(frm) {
		frm.set_query("listed", "participants", ({ municipality }) => ({ filters: { municipality, in_use: 1 } }));
	},

	async onload(frm) {
		const { lat_case, participants } = frm.doc;
		if (!frm.is_new() || !lat_case || participants?.length) return;
		const begun = await frappe.xcall(`${COORDINATION}.begin`, { case: lat_case });
		if (!frm.is_new() || frm.doc.participants?.length) return;
		for (const row of begun.participants) frm.add_child("participants", row);
		for (const [fieldname, value] of Object.entries(begun)) {
			if (fieldname !== "participants" && value) frm.doc[fieldname] = value;
		}
		frm.refresh();
	},

	refresh(frm) {
		offer_names(frm);
		frm.set_intro();
		if (frm.is_new()) return;
		const coordinates = Boolean(frm.get_perm(1, "write"));
		leave_ticks_alone(frm, coordinates);
		offer_ticks(frm, coordinates);
		if (!coordinates) return;
		say_who_lacks_consent(frm);
		add_acts(frm);
	},
});

frappe.ui.form.on("LAT Coordination Participant", {
	who: offer_names,
	participants_remove: offer_names,

	async listed(frm, doctype, name) {
		const { listed } = frappe.get_doc(doctype, name);
		if (!listed) return;
		const { message } = await frappe.db.get_value("LAT Partner", listed, ["title", "email"]);
		frappe.model.set_value(doctype, name, "organisation", message.title);
		if (message.email) frappe.model.set_value(doctype, name, "email", message.email);
	},
});

function offer_names(frm) {
	const names = (frm.doc.participants || []).map(({ who }) => who).filter(Boolean);
	frm.get_field("agreements").grid.update_docfield_property("responsible", "options", ["", ...names]);
}

// Once the minutes are closed, and for a mentor always, an agreement is ticked and nothing else.
function leave_ticks_alone(frm, coordinates) {
	const closed = frm.doc.standing === "Closed";
	const { grid } = frm.get_field("agreements");
	for (const fieldname of ["what", "responsible", "due_on"]) {
		grid.update_docfield_property(fieldname, "read_only", closed || !coordinates ? 1 : 0);
	}
	grid.cannot_add_rows = closed || !coordinates;
	grid.refresh();
	// Frappe shows the buttons below a table that may be changed, whatever it is told.
	grid.wrapper.find(".grid-add-row, .grid-remove-rows").toggle(!grid.cannot_add_rows);
	if (!closed || !coordinates) return;
	for (const { fieldname, fieldtype, permlevel } of frm.meta.fields) {
		if (permlevel === 1 && !frappe.model.no_value_type.includes(fieldtype)) {
			frm.set_df_property(fieldname, "read_only", 1);
		}
	}
}

// A tick in a table is small on a phone: what the person may tick stands in a list of its own.
function offer_ticks(frm, coordinates) {
	const own = frm.doc.participants.filter(({ user }) => user === frappe.session.user).map(({ who }) => who);
	const open = frm.doc.agreements.filter(({ done, responsible }) => !done && (coordinates || own.includes(responsible)));
	if (!open.length || ["Planned", "Cancelled"].includes(frm.doc.standing)) return;
	lat_corps.add_act(frm, __("Tick what is done"), () => tick_done(frm, open), coordinates ? "btn-default" : "btn-primary");
}

function tick_done(frm, open) {
	const dialog = new lat_corps.Dialog({
		title: __("Tick what is done"),
		fields: [
			{
				fieldname: "done",
				fieldtype: "MultiCheck",
				label: __("Open agreements"),
				columns: 1,
				options: open.map(({ name, what }) => ({ value: name, label: frappe.utils.escape_html(what) })),
			},
		],
		primary_action_label: __("Save"),
		async primary_action() {
			for (const name of dialog.get_field("done").get_checked_options()) {
				await frappe.model.set_value("LAT Coordination Agreement", name, "done", 1);
			}
			if (await lat_corps.save(frm)) dialog.hide();
		},
	});
	dialog.show();
}

function say_who_lacks_consent(frm) {
	const lacking = frm.doc.standing === "Cancelled" ? [] : frm.doc.__onload?.partners || [];
	const lines = lacking.map(({ information_type, partners }) => {
		const who = frappe.utils.escape_html(partners.join(", "));
		return information_type === "Goals and steps"
			? __("No consent lets these read goals and agreements: {0}.", [who])
			: __("{0} stays out of the minutes: no consent for {1}.", [__(information_type), who]);
	});
	if (lines.length) frm.set_intro(lines.join("<br>"), "orange");
}

function add_acts(frm) {
	const { name, standing } = frm.doc;
	if (standing === "Planned") {
		frm.add_custom_button(__("Invitation for the calendar"), () =>
			open_url_post("/api/method/lat_corps.coaching.invitations.of_coordination", { name })
		);
		lat_corps.add_act(frm, __("It was held"), () => note_held(frm));
	}
	if (standing === "Held") {
		lat_corps.add_act(frm, __("Close the minutes"), () => ask(frm, "close_minutes"));
	}
	if (standing === "Closed") {
		lat_corps.add_act(frm, __("Minutes for partners"), () => frm.print_doc(), "btn-default");
		frm.add_custom_button(__("Open the minutes again"), () => ask(frm, "open_again"));
	}
	if (["Held", "Closed"].includes(standing)) {
		frm.add_custom_button(__("Plan the next meeting"), () =>
			frappe.new_doc(frm.doctype, { lat_case: frm.doc.lat_case })
		);
	}
}

async function note_held(frm) {
	const today = frappe.datetime.get_today();
	await frm.set_value("held_on", frm.doc.meets_on > today ? today : frm.doc.meets_on);
	return lat_corps.save(frm);
}

async function ask(frm, method) {
	if (!(await lat_corps.save(frm))) return;
	await frappe.call({ method: `${COORDINATION}.${method}`, args: { name: frm.docname }, freeze: true });
	return frm.reload_doc();
}
