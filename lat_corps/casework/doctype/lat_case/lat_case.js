const RELATED = {
	"LAT Consent": {
		label: __("Consent"),
		stages: ["Referred", "Assessed", "Matching", "Preparing", "Active", "Closing"],
		values: (doc) => (doc.stage === "Referred" ? { purpose: "Taking part in the course" } : {}),
	},
	"LAT Background Information": {
		label: __("Background information"),
		stages: ["Referred", "Assessed", "Matching", "Preparing", "Active", "Closing"],
	},
	"LAT Partner Effort": {
		label: __("Effort of others"),
		stages: ["Referred", "Assessed", "Matching", "Preparing", "Active", "Closing"],
	},
	"LAT Briefing": {
		label: __("Briefing"),
		stages: ["Preparing", "Active", "Closing"],
		only_one: { closed_because: ["!=", "The match ended"] },
	},
	"LAT Match": { label: __("Match"), stages: ["Matching"] },
	"LAT Plan": { label: __("LAT Plan"), stages: ["Preparing", "Active", "Closing"], only_one: {} },
	"LAT Dilemma": { label: __("Dilemma"), stages: ["Preparing", "Active", "Closing"] },
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
	"LAT Debrief": { label: __("Debrief"), stages: ["Closing", "Closed"], only_one: { earlier_closing: 0 } },
	"LAT Handover": {
		label: __("Handover"),
		stages: ["Active", "Closing"],
		values: (doc) => ({ receiver: doc.caseworker }),
	},
};

frappe.ui.form.on("LAT Case", {
	setup(frm) {
		frm.lat_connections = lat_corps.fold_connections(frm);
		frm.set_query("coordinator", () => lat_corps.members("Coordinator", { municipality: frm.doc.municipality }));
		frm.set_query("caseworker", () => lat_corps.members("Caseworker", { municipality: frm.doc.municipality }));
		frm.set_query("referral_agreement", () => lat_corps.agreements_on_referral(frm.doc.municipality));
		frm.set_query("citizen", () => ({ filters: { municipality: frm.doc.municipality } }));
	},

	refresh(frm) {
		leave_to_mentor(frm, ["knowledge_confirmed", "mentor_outcome"]);
		say_what_is_listed(frm);
		frm.set_intro();
		frm.toggle_display("citizen", frm.is_new());
		frm.lat_connections.toggle(!frm.is_new());
		if (frm.is_new()) return lat_corps.course.clear(frm);
		show_deputy(frm);
		show_loan(frm);
		add_create_buttons(frm);
		offer_outcome(frm);
		lat_corps.course.show(frm, false);
	},
});

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

function show_loan(frm) {
	const loan = loan_notice(frm);
	if (loan) frm.set_intro(loan, "orange");
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

function add_create_buttons(frm) {
	for (const [doctype, related] of Object.entries(RELATED)) {
		if (!related.stages.includes(frm.doc.stage) || !frappe.model.can_create(doctype)) continue;
		frm.add_custom_button(related.label, () => create(frm, doctype, related), __("Create"));
	}
}

async function create(frm, doctype, { values, only_one }) {
	if (only_one) {
		const [present] = await frappe.db.get_list(doctype, { filters: { lat_case: frm.doc.name, ...only_one } });
		if (present) return frappe.set_route("Form", doctype, present.name);
	}
	frappe.new_doc(doctype, { lat_case: frm.doc.name, ...(values ? values(frm.doc) : {}) });
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
				return lat_corps.save(frm);
			},
		});
	lat_corps.add_act(frm, __("Choose the outcome"), choose, frm.doc[other] ? "btn-primary" : "btn-default");
}
