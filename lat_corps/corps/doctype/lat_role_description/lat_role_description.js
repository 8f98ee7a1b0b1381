const METHODS = "lat_corps.corps.doctype.lat_role_description.lat_role_description";
const FIELDS = { phase: __("Phase"), case_stage: __("Stage of the course"), responsibility: __("Responsibility") };
const PHASES = ["Before", "During", "Closing"];

frappe.ui.form.on("LAT Role Description", {
	async refresh(frm) {
		frm.set_intro();
		frm.toggle_display("changes_section", false);
		keep_template(frm);
		show_tasks(frm);
		if (frm.is_new()) return;
		if (frappe.model.can_create(frm.doctype)) offer_drafts(frm);
		offer_overview(frm);
		const name = frm.doc.name;
		const reader = await frappe.xcall("lat_corps.corps.role_text.for_reader", { name });
		if (frm.doc.name !== name) return;
		show_changes(frm, reader);
		tell_reader(frm, reader);
	},
});

// Reading and acknowledging

function tell_reader(frm, { bound, acknowledged_on, due_on }) {
	if (acknowledged_on) {
		const day = frappe.datetime.str_to_user(acknowledged_on);
		frm.set_intro(__("You acknowledged this version on {0}.", [day]), "green");
	} else if (bound) {
		ask_reader(frm, due_on);
	}
}

function ask_reader(frm, due_on) {
	const day = due_on && frappe.datetime.str_to_user(due_on);
	if (!due_on) frm.set_intro(__("This role description binds you: read and acknowledge it."), "orange");
	else if (due_on < frappe.datetime.get_today())
		frm.set_intro(__("You were to read and acknowledge this version by {0}.", [day]), "red");
	else frm.set_intro(__("Please read and acknowledge this version by {0}.", [day]), "orange");
	lat_corps.add_act(frm, __("Acknowledge"), () => ask_for_signature(frm));
}

async function ask_for_signature(frm) {
	const reader = await frappe.xcall("lat_corps.corps.role_text.for_reader", { name: frm.doc.name });
	const dialog = new lat_corps.Dialog({
		title: __("Acknowledge version {0}", [frm.doc.version_number]),
		size: "large",
		fields: [
			{ fieldtype: "HTML", options: `${changes_html(frm, reader)}${text_html(frm, !reader.changes)}` },
			{ fieldtype: "Section Break" },
			{
				fieldname: "signed_name",
				fieldtype: "Data",
				label: __("Your name"),
				description: __(
					"With your name you confirm that you have read the description and will follow it."
				),
				default: frappe.session.user_fullname,
				reqd: 1,
			},
		],
		primary_action_label: __("Acknowledge"),
		async primary_action({ signed_name }) {
			await frappe.xcall(`${METHODS}.acknowledge`, { name: frm.doc.name, signed_name });
			dialog.hide();
			frm.reload_doc();
		},
	});
	dialog.show();
}

// What changed

function show_changes(frm, reader) {
	const draft = ["Draft", "In Review"].includes(frm.doc.stage);
	const awaited = reader.bound && !reader.acknowledged_on;
	const shown = draft ? reader.compared_with : awaited;
	frm.toggle_display("changes_section", Boolean(shown));
	const heading = draft
		? __("What this draft changes in the version in force")
		: __("What changed since the version you acknowledged");
	frm.get_field("changes").$wrapper.html(`<h4>${heading}</h4>${changes_html(frm, reader)}`);
}

function changes_html(frm, { compared_with, changes }) {
	if (!compared_with) return paragraph(__("You have not acknowledged an earlier version: this is your first."));
	if (!changes) return paragraph(__("Nothing has changed since version {0}.", [compared_with]));
	return [
		paragraph(
			__("Compared with version {0}. Words taken out are struck through, words added are underlined.", [
				compared_with,
			])
		),
		words_html(__("Purpose"), changes.purpose),
		words_html(__("What the role does not do"), changes.boundaries),
		tasks_html(changes),
	].join("");
}

function words_html(heading, pieces) {
	return pieces.length ? `<h5>${heading}</h5><p>${marked(pieces)}</p>` : "";
}

function tasks_html({ added, taken_out, changed }) {
	const rows = [
		...added.map((task) => task_row(__("Added"), task, escaped(task.task))),
		...changed.map((change) => task_row(__("Changed"), change.after, change_html(change))),
		...taken_out.map((task) => task_row(__("Taken out"), task, `<del>${escaped(task.task)}</del>`)),
	];
	if (!rows.length) return "";
	const headings = [__("What happened"), __("Task"), __("Phase"), __("Responsibility")];
	return `<h5>${__("Tasks")}</h5>${table(headings, rows)}`;
}

function task_row(what, task, html) {
	return [`<strong>${what}</strong>`, html, escaped(__(task.phase)), escaped(__(task.responsibility))];
}

function change_html({ before, after, words, fields }) {
	const text = words.length ? marked(words) : escaped(after.task);
	const others = fields.map((name) =>
		__("{0}: was {1}, is now {2}", [FIELDS[name], __(before[name]) || "–", __(after[name]) || "–"])
	);
	return [text, ...others.map((line) => `<span class="text-muted">${escaped(line)}</span>`)].join("<br>");
}

// Struck through and underlined on screen, and said in words to those who listen.
function marked(pieces) {
	const said = (words) => `<span class="sr-only">${words}: </span>`;
	let html = "";
	for (const { kind, text } of pieces) {
		// Blanks belong to the newer text: a word taken out may stand without one.
		if (html && !/\s$/.test(html) && /^[\p{L}\p{N}]/u.test(text)) html += " ";
		const blank = /\s$/.test(text) ? " " : "";
		if (kind === "same") html += escaped(text);
		else if (kind === "added") html += `<ins>${said(__("Added"))}${escaped(text.trim())}</ins>${blank}`;
		else html += `<del>${said(__("Taken out"))}${escaped(text.trim())}</del>${blank}`;
	}
	return html.replace(/\n/g, "<br>");
}

// The text itself

// A grid cuts long lines off; a text that is not being written is to be read.
function show_tasks(frm) {
	const open = ["Draft", "In Review"].includes(frm.doc.stage);
	const locked = () => !frm.perm[0].write || frappe.workflow.is_read_only(frm.doctype, frm.docname);
	const written = frm.is_new() || (open && !locked());
	frm.toggle_display("tasks", written);
	frm.toggle_display("task_list", !written);
	frm.get_field("task_list").$wrapper.html(phases_html(frm.doc));
}

function text_html({ doc }, open) {
	const parts = [
		`<h5>${__("What the role is for")}</h5>${paragraph(escaped(doc.purpose))}`,
		phases_html(doc),
		doc.boundaries
			? `<h5>${__("What the role does not do")}</h5>${paragraph(escaped(doc.boundaries))}`
			: "",
	];
	return `<details${open ? " open" : ""}><summary>${__("The whole text")}</summary>${parts.join("")}</details>`;
}

function phases_html({ tasks }) {
	return PHASES.map((phase) => [phase, (tasks || []).filter((task) => task.phase === phase)])
		.filter(([_phase, those]) => those.length)
		.map(([phase, those]) => `<h5>${__(phase)}</h5>${list(those)}`)
		.join("");
}

function list(tasks) {
	const items = tasks.map(
		({ responsibility, case_stage, task }) =>
			`<li><strong>${__(responsibility)}:</strong> ${escaped(task)}${
				case_stage ? ` <span class="text-muted">(${__(case_stage)})</span>` : ""
			}</li>`
	);
	return `<ul>${items.join("")}</ul>`;
}

function table(headings, rows) {
	const head = headings.map((text) => `<th scope="col">${text}</th>`).join("");
	const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("");
	return `<table class="table table-bordered"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

function paragraph(html) {
	return `<p>${html}</p>`;
}

function escaped(text) {
	return frappe.utils.escape_html(text || "");
}

// Who has acknowledged and who lacks: a list, because a count under Connections would ask for no permission.
function offer_overview(frm) {
	const overseer = ["LAT Coordinator", "LAT Manager"].some((role) => frappe.user.has_role(role));
	if (!overseer || !frm.doc.municipality || frm.doc.stage !== "Published") return;
	frm.add_custom_button(__("Who has acknowledged"), () =>
		frappe.set_route("List", "LAT Acknowledgement Request", { role_description: frm.doc.name })
	);
}

// Drafting

// The browser knows a person's roles, not which texts they reach: a template is drafted from, not written.
function keep_template(frm) {
	const writers = ["LAT National Centre", "LAT Administrator"];
	if (frm.is_new() || frm.doc.municipality || writers.some((role) => frappe.user.has_role(role))) return;
	frm.set_read_only();
	frm.refresh_fields();
	frm.page.clear_primary_action();
	frm.set_intro(__("A national template: draft the text of your municipality from it."), "blue");
}

function offer_drafts(frm) {
	if (!frm.doc.municipality) {
		frm.add_custom_button(__("Draft for a municipality"), () =>
			lat_corps.prompt(
				{
					fieldname: "municipality",
					fieldtype: "Link",
					options: "LAT Municipality",
					label: __("Municipality"),
					reqd: 1,
				},
				({ municipality }) => draft_from(frm, municipality),
				__("Draft for a municipality"),
				__("Create draft")
			)
		);
	}
	const in_force = ["Published", "Superseded"].includes(frm.doc.stage);
	if (in_force && (frm.doc.municipality || frappe.user.has_role("LAT National Centre"))) {
		frm.add_custom_button(__("Draft a new version"), () => draft_from(frm, frm.doc.municipality));
	}
}

async function draft_from(frm, municipality) {
	const draft = await frappe.xcall(`${METHODS}.draft_from`, { name: frm.doc.name, municipality });
	frappe.set_route("Form", frm.doctype, draft);
}
