const LOANS = "lat_corps.corps.loans";
const LENDING = "Lending";
const BORROWING = "Borrowing";
const OPEN = ["Requested", "Offered"];

frappe.ui.form.on("LAT Mentor Loan", {
	setup(frm) {
		frm.set_query("lending_municipality", () => ({ query: `${LOANS}.lenders` }));
	},

	async refresh(frm) {
		frm.sides = frm.doc.__onload?.sides || [];
		frm.acts_for = (side) => frm.sides.includes(side);
		frm.set_df_property("lending_municipality", "filter_description", __("Municipalities of the corps"));
		frm.toggle_display(
			"end_section",
			!frm.is_new() && (frm.sides.length > 0 || Boolean(frm.doc.status_reason || frm.doc.returned_on))
		);
		show_offer(frm, "");
		freeze_what_is_agreed(frm);
		if (!frm.is_new()) frm.set_df_property("borrowing_municipality", "description", "");
		frm.set_intro();
		if (frm.is_new()) {
			suggest_borrower(frm);
			frm.set_intro(
				__("Ask in neutral words. Who the mentor is, is told when both municipalities have agreed."),
				"blue"
			);
			add_search(frm);
			return;
		}
		show_next_step(frm);
		add_buttons(frm);
		if (OPEN.includes(frm.doc.stage) && frm.acts_for(LENDING)) await show_own_offer(frm);
		if (["Agreed", "Active"].includes(frm.doc.stage)) await show_borrowed_mentor(frm);
	},
});

async function suggest_borrower(frm) {
	if (frm.doc.borrowing_municipality || frm.doc.borrower_outside) return;
	const own = await frappe.db.get_list("LAT Municipality", { limit: 2 });
	if (own.length === 1 && frm.is_new() && frm.doc.lending_municipality !== own[0].name) {
		frm.set_value("borrowing_municipality", own[0].name);
	}
}

function freeze_what_is_agreed(frm) {
	const agreed = !frm.is_new() && !OPEN.includes(frm.doc.stage);
	for (const { fieldname, fieldtype } of frm.meta.fields) {
		if (frappe.model.no_value_type.includes(fieldtype) && fieldtype !== "Table") continue;
		if (frappe.meta.get_docfield(frm.doctype, fieldname).read_only || fieldname === "status_reason") continue;
		frm.set_df_property(fieldname, "read_only", agreed ? 1 : 0);
	}
	frm.set_df_property("status_reason", "read_only", ["Returned", "Declined"].includes(frm.doc.stage) ? 1 : 0);
}

// What each side does next; a person who coordinates both sides reads the lender's words.
function show_next_step(frm) {
	const { stage, lender_signed_on, borrower_signed_on } = frm.doc;
	const both = lender_signed_on && borrower_signed_on;
	const waits = frm.acts_for(LENDING) ? lender_signed_on : borrower_signed_on;
	const words = {
		Requested: frm.acts_for(LENDING)
			? __("Next: choose a mentor under Choose mentor, read the profile through, and choose Offer mentor.")
			: __("The lending municipality is looking for a mentor who fits."),
		Offered: both
			? __("Both have signed. Next: choose Agree on loan.")
			: waits
			? __("You have signed. The other side has not yet.")
			: __("Next: write the terms, and sign. Both sides sign before the loan is agreed."),
		Agreed: __("Agreed. The mentor sees courses of the borrower from {0} to {1}.", [
			frappe.datetime.str_to_user(frm.doc.from_date),
			frappe.datetime.str_to_user(frm.doc.to_date),
		]),
		Active: __("The loan runs to {0}. Access ends with that day.", [
			frappe.datetime.str_to_user(frm.doc.to_date),
		]),
		Returned: __("The mentor has been returned."),
		Declined: __("The loan was declined."),
	}[stage];
	frm.set_intro(words, ["Returned", "Declined"].includes(stage) ? "gray" : "blue");
}

function add_search(frm) {
	frm.add_custom_button(__("Search for a mentor"), async () => {
		await frappe.require("/assets/lat_corps/js/loan_search.js");
		lat_corps.search_in_dialog(async (profile) => {
			await frm.set_value("lending_municipality", profile.municipality);
			lat_corps.fill_in_profile(frm.doc, profile);
			frm.refresh_fields();
		});
	});
}

function add_buttons(frm) {
	const { stage } = frm.doc;
	if (OPEN.includes(stage) && frm.acts_for(LENDING)) {
		const label = stage === "Offered" ? __("Choose another mentor") : __("Choose mentor");
		frm.add_custom_button(label, () => choose_mentor(frm));
	}
	if (stage === "Offered") add_signing(frm);
	if (!OPEN.includes(stage)) {
		frm.add_custom_button(__("Print the agreement"), () => frm.print_doc());
		if (stage !== "Declined" && frm.acts_for(BORROWING)) {
			frm.add_custom_button(__("Extend by a new loan"), async () => {
				const name = await frappe.xcall(`${LOANS}.extend`, { name: frm.doc.name });
				frappe.set_route("Form", frm.doctype, name);
			});
		}
	}
}

function choose_mentor(frm) {
	const dialog = new lat_corps.Dialog({
		title: __("Choose mentor"),
		fields: [
			{
				fieldname: "mentor",
				fieldtype: "Link",
				options: "LAT Mentor",
				label: __("Mentor or parent coach"),
				reqd: 1,
				get_query: () => ({
					filters: { stage: "Active", may_be_lent: 1, municipality: frm.doc.lending_municipality },
				}),
				filter_description: __("Active mentors of yours who may be lent"),
				onchange: async () => {
					const mentor = dialog.get_value("mentor");
					if (!mentor || mentor === dialog.shown) return;
					dialog.shown = mentor;
					dialog.set_value(
						"profile",
						await frappe.xcall(`${LOANS}.profile_to_offer`, { loan: frm.doc.name, mentor })
					);
				},
			},
			{
				fieldname: "profile",
				fieldtype: "Text",
				label: __("Profile without a name"),
				description: __("This is what the borrower reads. Take out whatever tells who the mentor is."),
			},
		],
		primary_action_label: __("Keep"),
		primary_action: async ({ mentor, profile }) => {
			await frappe.xcall(`${LOANS}.choose_mentor`, { loan: frm.doc.name, mentor, profile: profile || "" });
			dialog.hide();
			frm.reload_doc();
		},
	});
	dialog.show();
}

function add_signing(frm) {
	const unsigned = {
		[LENDING]: !frm.doc.lender_signed_on,
		[BORROWING]: !frm.doc.borrower_signed_on,
	};
	const mine = [frm.doc.lender_signed_by, frm.doc.borrower_signed_by].includes(frappe.session.user);
	const outside = Boolean(frm.doc.borrower_outside);
	const sides = [LENDING, BORROWING].filter(
		(side) => unsigned[side] && frm.acts_for(side) && !(outside && side === BORROWING)
	);
	if (sides.length && (outside || !mine)) {
		lat_corps.add_act(frm, __("Sign"), () => ask_for_signature(frm, sides));
	}
	if (outside && unsigned[BORROWING] && frm.acts_for(LENDING)) {
		frm.add_custom_button(__("Register signature on paper"), () => ask_for_paper(frm));
	}
}

async function ask_for_signature(frm, sides) {
	if (!(await lat_corps.save(frm))) return;
	const signature = {
		fieldname: "signed_name",
		fieldtype: "Data",
		label: __("Your name"),
		description: __("With your name you agree to the period, the terms and the mentor offered."),
		default: frappe.session.user_fullname,
		reqd: 1,
	};
	const choice = {
		fieldname: "side",
		fieldtype: "Select",
		label: __("You sign for"),
		options: [
			{ value: LENDING, label: __("The lending municipality") },
			{ value: BORROWING, label: __("The borrowing municipality") },
		],
		reqd: 1,
	};
	lat_corps.prompt(
		sides.length > 1 ? [choice, signature] : [signature],
		async ({ side = sides[0], signed_name }) => {
			const { name, modified } = frm.doc;
			await frappe.xcall(`${LOANS}.sign`, { name, signed_name, side, modified });
			frm.reload_doc();
		},
		__("Sign the loan"),
		__("Sign")
	);
}

function ask_for_paper(frm) {
	lat_corps.prompt(
		[
			{ fieldname: "signed_name", fieldtype: "Data", label: __("Name"), reqd: 1 },
			{ fieldname: "title", fieldtype: "Data", label: __("Title"), reqd: 1 },
			{
				fieldname: "signed_on",
				fieldtype: "Date",
				label: __("Signed on paper on"),
				default: frappe.datetime.get_today(),
				reqd: 1,
			},
		],
		async (values) => {
			await frappe.xcall(`${LOANS}.sign_on_paper`, { name: frm.doc.name, ...values });
			frm.reload_doc();
		},
		__("Register signature on paper"),
		__("Register")
	);
}

// The lender's own room: the borrower cannot read the offer.
async function show_own_offer(frm) {
	const [offer] = await frappe.db.get_list("LAT Loan Offer", {
		filters: { loan: frm.doc.name },
		fields: ["mentor_name", "profile"],
	});
	if (!offer) return;
	const told = frm.doc.stage === "Offered" ? "" : facts_html([[__("The borrower will read"), offer.profile]]);
	show_offer(frm, facts_html([[__("You offer (only your municipality sees this)"), offer.mentor_name]]) + told);
}

async function show_borrowed_mentor(frm) {
	const day = frappe.datetime.get_today();
	const holds = frm.doc.from_date <= day && day <= frm.doc.to_date;
	if (!frm.doc.borrowing_municipality || !frm.acts_for(BORROWING) || !holds) return;
	const facts = await frappe.xcall(`${LOANS}.borrowed_mentor`, { name: frm.doc.name });
	show_offer(frm, facts_html(facts.map(({ label, words }) => [label, words])));
}

function show_offer(frm, html) {
	frm.fields_dict.offer_html.$wrapper.html(html);
	frm.toggle_display("offer_section", Boolean(html || frm.doc.profile));
}

function facts_html(facts) {
	const text = frappe.utils.escape_html;
	const cells = facts
		.filter(([, words]) => words)
		.map(
			([label, words]) => `<div class="col-sm-6 mb-2"><div class="text-muted small">${text(label)}</div>
			<div style="white-space: pre-line">${text(words)}</div></div>`
		);
	return `<div class="border rounded px-0 pt-3 pb-1 mb-3"><div class="row mx-0">${cells.join("")}</div></div>`;
}
