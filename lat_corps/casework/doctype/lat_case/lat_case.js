// What the coordinator, and what the mentor, does at each stage. The rules themselves are on the server.
const NEXT_STEP = {
	Referred: [
		__("Next: fill in Referral and assessment, add the consents, and choose Assess course."),
		__("The coordinator is assessing the course."),
	],
	Assessed: [
		__("Next: ask about challenges, wishes and dreams, and choose Start matching."),
		__("The coordinator is assessing the course."),
	],
	Matching: [
		__("Next: create a match, offer it, and approve it when the mentor has accepted."),
		__("The coordinator is finding the right match."),
	],
	Preparing: [
		__("Next: prepare the first meeting with the mentor, pass on knowledge, add the before measurement."),
		__("Next: prepare the first meeting with the coordinator, and confirm what you have read."),
	],
	Active: [
		__(
			"Under way: follow goals and ratings. When the course is to end, you and the mentor choose the outcome."
		),
		__("Under way: follow the goals, and let the person rate the grip on life at least every second month."),
	],
	Closing: [
		__("Next: after measurement, looking back or handover, and debrief; then choose Close course."),
		__("Next: after measurement, and looking back and ahead with the person or handover."),
	],
	Closed: [__("The course is closed. It can be reopened with a reason."), __("The course is closed.")],
	Declined: [__("The course was declined. It can be reopened with a reason."), __("The course was declined.")],
};

const BACKGROUND = "LAT Background Information";

const RELATED = {
	"LAT Consent": {
		label: __("Consent"),
		stages: ["Referred", "Assessed", "Matching", "Preparing", "Active", "Closing"],
		values: (doc) => (doc.stage === "Referred" ? { purpose: "Taking part in the course" } : {}),
	},
	[BACKGROUND]: {
		label: __("Background information"),
		stages: ["Referred", "Assessed", "Matching", "Preparing", "Active", "Closing"],
	},
	"LAT Match": { label: __("Match"), stages: ["Matching"] },
	"LAT Plan": { label: __("Plan"), stages: ["Preparing", "Active", "Closing"], only_one: true },
	"LAT Measurement": {
		label: __("Measurement"),
		stages: ["Preparing", "Active", "Closing"],
		values: (doc) => ({ measured_at: { Preparing: "Before", Closing: "After" }[doc.stage] }),
	},
	"LAT Progression": {
		label: __("Progression rating"),
		stages: ["Active", "Closing"],
		values: (doc) => ({
			rated_by: doc.course_type === "Mentor course" ? "Mentee" : "Parent or relative",
		}),
	},
	"LAT Handover": {
		label: __("Handover"),
		stages: ["Active", "Closing"],
		values: (doc) => ({ receiver: doc.caseworker }),
	},
};

frappe.ui.form.on("LAT Case", {
	setup(frm) {
		frm.set_query("coordinator", () => lat_corps.members("Coordinator", { municipality: frm.doc.municipality }));
		frm.set_query("caseworker", () => lat_corps.members("Caseworker", { municipality: frm.doc.municipality }));
		frm.set_query("citizen", () => ({ filters: { municipality: frm.doc.municipality } }));
	},

	refresh(frm) {
		fix_topics(frm);
		leave_to_mentor(frm, ["knowledge_confirmed", "mentor_outcome"]);
		say_what_is_listed(frm);
		frm.set_intro();
		frm.toggle_display("citizen", frm.is_new());
		if (frm.is_new()) return;
		// On a phone the scale stands before the links, which a tap unfolds.
		if (frappe.is_mobile()) frm.dashboard.links_area?.collapse(true);
		show_contact_card(frm);
		show_background(frm);
		show_deputy(frm);
		show_next_step(frm);
		show_duties(frm);
		show_consents(frm);
		add_create_buttons(frm);
		offer_outcome(frm);
		lat_corps.recording.show(frm);
	},
});

function fix_topics(frm) {
	const grid = frm.fields_dict.preparation.grid;
	grid.cannot_add_rows = true;
	grid.cannot_delete_rows = true;
	grid.refresh();
}

function say_what_is_listed(frm) {
	for (const [fieldname, words] of [
		["citizen", __("Citizens of the municipality")],
		["coordinator", __("Coordinators of the municipality")],
		["caseworker", __("Caseworkers of the municipality")],
	]) {
		frm.set_df_property(fieldname, "filter_description", words);
	}
}

function leave_to_mentor(frm, fieldnames) {
	for (const fieldname of fieldnames) {
		frm.set_df_property(fieldname, "read_only", frappe.user.has_role("LAT Mentor") ? 0 : 1);
	}
}

function show_next_step(frm) {
	const [coordinator, mentor] = NEXT_STEP[frm.doc.stage];
	const loan = loan_notice(frm);
	if (loan) {
		frm.set_intro(loan, "orange");
	} else {
		frm.set_intro(frm.get_perm(1, "write") ? coordinator : mentor, "blue");
	}
}

function show_deputy(frm) {
	for (const { coordinator, deputy, to_date } of frm.doc.__onload?.standing_in || []) {
		const [away, covers] = [coordinator, deputy].map((name) => frappe.utils.escape_html(name));
		const text = __("{0} is away until {1}; {2} stands in.", [
			away,
			frappe.datetime.str_to_user(to_date),
			covers,
		]);
		frm.set_intro(text, "blue");
	}
}

// A borrowed mentor sees the course on the days of the loan alone.
function loan_notice(frm) {
	const loan = frm.doc.__onload?.loan;
	if (!loan?.soon || !["Preparing", "Active", "Closing"].includes(frm.doc.stage)) return "";
	if (!loan.last_day) {
		return __("The loan of the mentor has ended: the match needs a new loan or a new mentor.");
	}
	const day = frappe.datetime.str_to_user(loan.last_day);
	return frm.get_perm(1, "write")
		? __("The loan of the mentor ends on {0}: extend it, or find another mentor in time.", [day])
		: __("Your loan ends on {0}, and your access to the course ends with that day.", [day]);
}

async function show_duties(frm) {
	const { message: duties } = await frappe.call("lat_corps.casework.duties.now", { case: frm.doc.name });
	frm.toggle_display("duties_section", duties.length > 0);
	// A list for each role: a table of three columns is too wide for a phone.
	const roles = [...new Set(duties.map(({ role }) => role))];
	const html = roles.map((role) => {
		const own = duties.filter((duty) => duty.role === role);
		const items = own.map(
			({ responsibility, task }) => `<li><strong>${text(__(responsibility))}:</strong> ${text(task)}</li>`
		);
		return `<h5>${text(__(role))}</h5><ul>${items.join("")}</ul>`;
	});
	frm.get_field("duties").$wrapper.html(html.join(""));
}

// The record itself, with names and signatures, is the coordinator's alone.
async function show_consents(frm) {
	const { message: rows } = await frappe.call("lat_corps.casework.consents.on_course", { case: frm.doc.name });
	const html = rows.map((row) => {
		const purpose = text(__(row.purpose));
		const heading = row.name
			? `<a href="${frappe.utils.get_form_link("LAT Consent", row.name)}">${purpose}</a>`
			: purpose;
		const [words, colour] = consent_standing(row);
		const facts = [
			[__("Given by"), __(row.given_by)],
			[__("Given on"), frappe.datetime.str_to_user(row.given_on)],
			[__("Valid until"), frappe.datetime.str_to_user(row.valid_until)],
			[__("Withdrawn on"), frappe.datetime.str_to_user(row.withdrawn_on)],
			[__("Receiver"), row.receiver],
			[__("Types of information"), row.information_types.map((type) => __(type)).join(", ")],
		]
			.filter(([, value]) => value)
			.map(([label, value]) => `<span class="mr-4">${label}: ${text(value)}</span>`);
		return `<div class="border rounded p-3 mb-3"><b>${heading}</b>
			<span class="indicator-pill ${colour} no-indicator-dot ml-2">${words}</span>
			<div class="text-muted small mt-2">${facts.join(" ")}</div></div>`;
	});
	const empty = `<p class="text-muted">${__("No consent is written down yet.")}</p>`;
	frm.get_field("consents").$wrapper.html(html.join("") || empty);
}

function consent_standing({ valid_until, withdrawn_on, outgrown }) {
	if (withdrawn_on) return [__("Withdrawn"), "red"];
	if (outgrown) return [__("Ask anew: the age has changed"), "orange"];
	const run_out = valid_until && valid_until < frappe.datetime.get_today();
	return run_out ? [__("Run out"), "gray"] : [__("Valid"), "green"];
}

function add_create_buttons(frm) {
	for (const [doctype, related] of Object.entries(RELATED)) {
		if (!related.stages.includes(frm.doc.stage) || !frappe.model.can_create(doctype)) continue;
		frm.add_custom_button(related.label, () => create(frm, doctype, related), __("Create"));
	}
}

async function create(frm, doctype, { values, only_one }) {
	if (only_one) {
		const [present] = await frappe.db.get_list(doctype, { filters: { lat_case: frm.doc.name } });
		if (present) return frappe.set_route("Form", doctype, present.name);
	}
	frappe.new_doc(doctype, { lat_case: frm.doc.name, ...(values ? values(frm.doc) : {}) });
}

// The record of the citizen is the coordinator's alone; what each reader needs stands on the card.
async function show_contact_card(frm) {
	const { message: card } = await frappe.call("lat_corps.casework.contact.card", { case: frm.doc.name });
	frm.toggle_display("citizen", Boolean(card.citizen));
	const shown = card.fields.filter(({ lines }) => lines.length);
	frm.toggle_display("contact_section", shown.length > 0);
	const html = shown.map(
		({ fieldname, label, lines }) => `<div class="col-sm-4 mb-3" data-card="${fieldname}">
			<div class="text-muted small">${text(label)}</div>${lines.map(text).join("<br>")}</div>`
	);
	frm.get_field("contact_card").$wrapper.html(`<div class="row">${html.join("")}</div>`);
}

async function show_background(frm) {
	const { name } = frm.doc;
	const rows = await frappe.db.get_list(BACKGROUND, {
		filters: { lat_case: name },
		fields: ["name", "kind", "origin", "content", "allowed_use", "received_on", "expires_on", "audience"],
		order_by: "received_on desc, name desc",
		limit: 0,
	});
	if (frm.doc.name !== name) return;
	const coordinates = frm.get_perm(1, "write");
	const empty = coordinates
		? __("Nothing is written down yet: choose Create, Background information.")
		: __("Nothing has been passed on to you.");
	const html = rows.map((row) => background_html(row, coordinates)).join("");
	frm.get_field("background").$wrapper.html(html || `<p class="text-muted">${empty}</p>`);
	if (html && !coordinates && !frm.doc.knowledge_confirmed && frappe.user.has_role("LAT Mentor")) {
		lat_corps.add_act(frm, __("Read and confirm"), () => confirm_reading(frm, html));
	}
}

function confirm_reading(frm, html) {
	const dialog = new frappe.ui.Dialog({
		title: __("What the mentor needs to know"),
		fields: [{ fieldtype: "HTML", options: html }],
		primary_action_label: __("I have read it"),
		primary_action: async () => {
			await frm.set_value("knowledge_confirmed", 1);
			dialog.hide();
			frm.save();
		},
	});
	dialog.show();
}

// Each chooses for oneself; whose colleague has chosen is asked for it.
function offer_outcome(frm) {
	const [own, other] = frm.get_perm(1, "write")
		? ["outcome", "mentor_outcome"]
		: ["mentor_outcome", "outcome"];
	if (frm.doc.stage !== "Active" || frm.doc[own] || !frm.perm[0].write) return;
	const choose = () =>
		lat_corps.ask_in_dialog(frm, {
			title: __("Choose the outcome"),
			asked: [{ sentence: __("Coordinator and mentor decide together."), fields: [own] }],
			save: async (values) => {
				await frm.set_value(values);
				return frm.save().then(
					() => true,
					() => false
				);
			},
		});
	lat_corps.add_act(frm, __("Choose the outcome"), choose, frm.doc[other] ? "btn-primary" : "btn-default");
}

function background_html(row, coordinates) {
	const facts = [
		[__("Origin"), __(row.origin)],
		[__("Received on"), frappe.datetime.str_to_user(row.received_on)],
		[__("May be kept until"), frappe.datetime.str_to_user(row.expires_on)],
		[__("Allowed use"), row.allowed_use],
	]
		.filter(([, value]) => value)
		.map(([label, value]) => `<span class="mr-4">${label}: ${text(value)}</span>`);
	const heading = coordinates
		? `<a href="${frappe.utils.get_form_link(BACKGROUND, row.name)}">${text(__(row.kind))}</a>
			${standing_pill(row)}`
		: text(__(row.kind));
	return `<div class="border rounded p-3 mb-3" data-background="${row.name}">
		<div class="d-flex justify-content-between"><b>${heading}</b></div>
		<div class="mt-2" style="white-space: pre-line">${text(row.content)}</div>
		<div class="text-muted small mt-2">${facts.join("")}</div></div>`;
}

function standing_pill(row) {
	const run_out = row.expires_on && row.expires_on < frappe.datetime.get_today();
	const [words, colour] = run_out
		? [__("Run out: to be deleted"), "red"]
		: row.audience === "Coordinator and mentor"
		? [__("Passed on"), "green"]
		: [__("Coordinator only"), "gray"];
	return `<span class="indicator-pill ${colour} no-indicator-dot">${words}</span>`;
}

function text(value) {
	return frappe.utils.escape_html(value || "");
}
