const METHODS = "lat_corps.corps.doctype.lat_mentor.lat_mentor";
const BEFORE_ACTIVE = ["Candidate", "In Training", "Paused"];

// What can be filled in together: the rows of a table, and the fields of one row.
const TRAINING = [
	{ table: "training_modules", key: "module", day: "passed_on", remark: "teacher" },
	{ table: "knowledge_checks", key: "area", day: "confirmed_on", remark: "remark" },
];

frappe.ui.form.on("LAT Mentor", {
	async refresh(frm) {
		frm.set_intro();
		if (frm.is_new()) return;
		// A save refreshes twice: the answer that is waited for last is shown, and shown once.
		const turn = (frm.turn = (frm.turn || 0) + 1);
		const [{ open, capacity }, standing] = await Promise.all(
			["places", "standing"].map((method) => frappe.xcall(`${METHODS}.${method}`, { name: frm.doc.name }))
		);
		if (turn !== frm.turn) return;
		offer_talk(frm);
		frm.dashboard.add_indicator(
			__("Open courses: {0} of {1}", [open, capacity]),
			open < capacity ? "green" : "orange"
		);
		show_coaching(frm);
		show_meetings(frm);
		show_missing(frm, standing);
		show_changes(frm, standing);
		show_why(frm, standing);
		show_courses(frm, standing);
		if (frm.get_perm(1, "write") && missing_rows(frm).length) {
			frm.add_custom_button(__("Training and checks"), () => fill_in(frm));
		}
	},
});

function show_coaching({ doc, dashboard }) {
	if (!doc.next_coaching_due) return;
	const overdue = doc.next_coaching_due < frappe.datetime.get_today();
	const day = frappe.datetime.str_to_user(doc.next_coaching_due);
	dashboard.add_indicator(
		overdue ? __("Coaching should have been held by {0}", [day]) : __("Coaching by {0}", [day]),
		overdue ? "orange" : "green"
	);
}

async function show_meetings(frm) {
	const { name, user } = frm.doc;
	const [meetings, trainings] = await Promise.all([
		frappe.xcall("lat_corps.coaching.doctype.lat_corps_meeting.lat_corps_meeting.of_mentor", { name }),
		frappe.db.get_list("LAT Training", {
			filters: { user },
			fields: ["name", "title", "taken_on", "valid_until"],
			order_by: "taken_on desc",
		}),
	]);
	if (frm.doc.name !== name) return;
	const day = frappe.datetime.str_to_user;
	const link = (doctype, row) =>
		`<a href="${frappe.utils.get_form_link(doctype, row.name)}">${frappe.utils.escape_html(row.title)}</a>`;
	const lines = [
		...meetings.map((row) => {
			const attended = row.attended ? __("Was there") : __("Was not there");
			return `${day(row.held_on)}: ${link("LAT Corps Meeting", row)}, ${attended}`;
		}),
		...trainings.map((row) => {
			const until = row.valid_until ? `, ${__("valid until {0}", [day(row.valid_until)])}` : "";
			return `${day(row.taken_on)}: ${link("LAT Training", row)}${until}`;
		}),
	];
	frm.get_field("meetings").$wrapper.html(
		lines.length ? list(lines) : `<p class="text-muted">${__("No meetings and no later training yet.")}</p>`
	);
}

function offer_talk(frm) {
	if (frm.doc.stage === "Left" || !frm.doc.municipality || !frappe.model.can_create("LAT Coaching Session")) return;
	const { name: mentor, full_name: mentor_name, municipality } = frm.doc;
	frm.add_custom_button(__("Coaching session"), () =>
		lat_corps.plan_talk({ form: "One mentor", municipality, participants: [{ mentor, mentor_name }] })
	);
}

function list(lines) {
	return `<ul class="mb-0">${lines.map((line) => `<li>${line}</li>`).join("")}</ul>`;
}

function show_missing(frm, { missing }) {
	if (!BEFORE_ACTIVE.includes(frm.doc.stage)) return;
	if (missing.length) {
		const lines = missing.map((line) => frappe.utils.escape_html(line));
		frm.set_intro(`${__("Before the mentor can become active:")}${list(lines)}`, "orange");
	} else if (frm.doc.stage === "Candidate") {
		frm.set_intro(__("Nothing is missing. Next: choose Start training, then Activate mentor."), "green");
	} else {
		frm.set_intro(__("Nothing is missing: the mentor can become active."), "green");
	}
}

function show_changes(frm, { changes }) {
	if (!changes.length) return;
	const lines = changes.map(({ label, was, now }) =>
		frappe.utils.escape_html(__("{0}: {1} (before: {2})", [label, now, was]))
	);
	if (!frm.get_perm(1, "write")) {
		frm.set_intro(`${__("The coordinator has not confirmed yet:")}${list(lines)}`, "blue");
		return;
	}
	frm.set_intro(`${__("The mentor has changed the own profile:")}${list(lines)}`, "orange");
	lat_corps.add_act(frm, __("Confirm the profile"), async () => {
		await frappe.xcall(`${METHODS}.confirm_profile`, { name: frm.doc.name, seen: frm.doc.modified });
		frm.reload_doc();
	});
}

function show_why(frm, { about }) {
	const lines = about.map(({ criterion, why, source }) => {
		const [name, words, origin] = [criterion, why, source].map((text) => frappe.utils.escape_html(text));
		return `<b>${name}</b>: ${words} <span class="text-muted">${origin}</span>`;
	});
	frm.get_field("profile_help").$wrapper.html(
		`<details class="mb-3"><summary>${__("Why each criterion counts")}</summary>${list(lines)}</details>`
	);
}

function show_courses(frm, { courses, elsewhere }) {
	const lines = courses.map(({ name, lat_case, stage }) => {
		const course = frappe.utils.get_form_link("LAT Case", lat_case, true);
		const match = frappe.utils.get_form_link("LAT Match", name, true);
		return __("{0}, match {1}: {2}", [course, match, __(stage)]);
	});
	lines.push(...elsewhere.map((line) => frappe.utils.escape_html(line)));
	frm.get_field("open_courses").$wrapper.html(
		lines.length ? list(lines) : `<p class="text-muted">${__("No open courses.")}</p>`
	);
}

function missing_rows(frm) {
	return TRAINING.flatMap(({ table, key, day, remark }) => {
		const present = (frm.doc[table] || []).map((row) => row[key]);
		const { options } = frappe.meta.get_docfield(frm.fields_dict[table].grid.doctype, key);
		return options
			.split("\n")
			.filter((name) => name && !present.includes(name))
			.map((name) => ({ table, key, day, remark, name }));
	});
}

function fill_in(frm) {
	const rows = missing_rows(frm);
	const fields = TRAINING.flatMap(({ table, remark }) => {
		const of_table = rows.filter((row) => row.table === table);
		if (!of_table.length) return [];
		const { grid, df } = frm.fields_dict[table];
		const remark_label = frappe.meta.get_docfield(grid.doctype, remark).label;
		return [
			{ fieldtype: "Section Break", label: __(df.label) },
			...of_table.flatMap((row) => [
				{ fieldtype: "Date", fieldname: `day:${row.name}`, label: __(row.name) },
				{ fieldtype: "Column Break" },
				{ fieldtype: "Data", fieldname: `remark:${row.name}`, label: __(remark_label) },
				{ fieldtype: "Section Break", hide_border: 1 },
			]),
		];
	});
	const dialog = new lat_corps.Dialog({
		title: __("Training and checks"),
		fields: [
			{ fieldtype: "HTML", options: __("Fill in the days you know. Empty ones stay missing.") },
			...fields,
		],
		primary_action_label: __("Save"),
		async primary_action(values) {
			for (const { table, key, day, remark, name } of rows) {
				if (!values[`day:${name}`]) continue;
				frm.add_child(table, {
					[key]: name,
					[day]: values[`day:${name}`],
					[remark]: values[`remark:${name}`],
				});
			}
			dialog.hide();
			await frm.save();
		},
	});
	dialog.show();
}
