const METHODS = "lat_corps.coaching.doctype.lat_conversation_card.lat_conversation_card";
const NATIONAL_WRITERS = ["LAT National Centre", "LAT Administrator"];

frappe.ui.form.on("LAT Conversation Card", {
	refresh(frm) {
		frm.set_intro();
		show_card(frm);
		if (frm.is_new()) return;
		keep_national(frm);
		offer_copy(frm);
		tell_of_newer(frm);
	},

	questions_on_form_rendered: show_card,
});

frappe.ui.form.on("LAT Card Question", { question: show_card, section: show_card, form: show_card });

function show_card(frm) {
	frm.get_field("card").$wrapper.html(lat_corps.card_html(frm.doc.questions || []));
}

// The browser knows a person's roles, not which cards they reach: a national one is copied, not written.
function keep_national(frm) {
	if (frm.doc.municipality || NATIONAL_WRITERS.some((role) => frappe.user.has_role(role))) return;
	frm.set_read_only();
	frm.refresh_fields();
	frm.page.clear_primary_action();
	if (frappe.model.can_create(frm.doctype))
		frm.set_intro(__("A national card: copy it to shape it for your municipality."), "blue");
}

function offer_copy(frm) {
	if (frm.doc.municipality || !frappe.user.has_role("LAT Coordinator")) return;
	lat_corps.add_act(frm, __("Copy for my municipality"), async () => {
		const only = await lat_corps.only_municipality();
		if (only) return copy_for(frm, only);
		const field = { ...lat_corps.dialog_field(frm.doctype, "municipality", { reqd: 1 }), description: "" };
		lat_corps.prompt(field, ({ municipality }) => copy_for(frm, municipality), __("Copy for my municipality"));
	});
}

async function copy_for(frm, municipality) {
	const copy = await frappe.xcall(`${METHODS}.copy_for`, { name: frm.doc.name, municipality });
	frappe.set_route("Form", frm.doctype, copy);
}

function tell_of_newer(frm) {
	const newer = frm.doc.__onload?.changes;
	if (!newer || !frm.perm[0].write) return;
	const lines = (title, rows) =>
		rows.length
			? `<p class="mb-1">${title}</p><ul>${rows
					.map(({ section, question }) => `<li><b>${escaped(section)}:</b> ${escaped(question)}</li>`)
					.join("")}</ul>`
			: "";
	frm.set_intro(
		`<p>${__("The national card has version {0} by now. Yours stays as you have shaped it.", [newer.version])}</p>` +
			lines(__("The national card asks, and yours does not:"), newer.added) +
			lines(__("Yours asks, and the national card does not:"), newer.taken_out),
		"blue"
	);
	frm.add_custom_button(__("Keep ours as it is"), async () => {
		await frappe.xcall(`${METHODS}.keep_own`, { name: frm.doc.name });
		frm.reload_doc();
	});
}

function escaped(text) {
	return frappe.utils.escape_html(text || "");
}
