const MENTORS = "lat_corps.corps.loans.mentors_for_match";

frappe.ui.form.on("LAT Match", {
	setup(frm) {
		frm.set_query("mentor", () => ({ query: MENTORS }));
		frm.set_query("interim_cover", () =>
			lat_corps.members("Coordinator", { municipality: frm.doc.municipality })
		);
		frm.set_query("lat_case", () => ({ filters: { stage: "Matching" } }));
	},

	refresh(frm) {
		const grid = frm.fields_dict.criteria.grid;
		grid.cannot_add_rows = true;
		grid.cannot_delete_rows = true;
		grid.refresh();
		frm.set_intro();
		const asked = frm.doc.stage === "Offered" && !frm.get_perm(1, "write");
		frm.toggle_display(["criteria_section", "answers_section"], !frm.is_new() && !asked);
		// Until the mentor has accepted, the course opens to nobody but its coordinator.
		frm.toggle_display(["offer"], asked);
		frm.toggle_display(["course_section"], !asked);
		if (asked) frm.dashboard.links_area.hide();
		frm.set_df_property("mentor", "filter_description", __("Active mentors and parent coaches, also those on loan today"));
		frm.set_df_property("lat_case", "filter_description", __("Courses that wait for a match"));
		offer_review(frm);
		if (!frm.is_new()) lat_corps.learning.show(frm.get_field("learned").$wrapper, "for_match", { match: frm.docname });
		if (frm.is_new()) {
			frm.set_intro(__("Save to see both sides of each criterion beside each other."), "blue");
		} else if (asked) {
			frm.set_intro(
				__("You are asked to take on this course. Read it, and accept or decline."),
				"blue"
			);
			show_offer(frm);
		}
	},

	// A borrowed mentor's record is not read here: the search tells the name.
	async mentor(frm) {
		const [found] = frm.doc.mentor
			? await frappe.xcall(MENTORS, {
					doctype: "LAT Mentor",
					txt: frm.doc.mentor,
					searchfield: "name",
					start: 0,
					page_len: 1,
			  })
			: [];
		const words = found ? found.slice(1).join(", ") : "";
		frm.fields_dict.mentor.set_description(frappe.utils.escape_html(words));
	},
});

async function show_offer(frm) {
	const { name } = frm.doc;
	const parts = await frappe.xcall("lat_corps.casework.offer.to_mentor", { match: name });
	if (frm.doc.name !== name) return;
	const $told = frm.get_field("offer").$wrapper.empty();
	for (const { label, lines } of parts) {
		$('<h5 class="mt-3 mb-1"></h5>').text(label).appendTo($told);
		for (const line of lines) $("<div></div>").text(line).appendTo($told);
	}
	$('<p class="text-muted mt-3"></p>')
		.text(__("The name and how to reach the person follow when you have accepted."))
		.appendTo($told);
}

// Each voice is heard after some weeks, and again at closing: the mentor answers, the coordinator asks the person.
async function offer_review(frm) {
	const { doc } = frm;
	if (frm.is_new() || doc.stage !== "Approved" || !doc.review_due) return;
	const voice = frm.get_perm(1, "write") ? "Citizen" : "Mentor";
	const { message } = await frappe.db.get_value("LAT Case", doc.lat_case, "stage");
	const heard = `${voice.toLowerCase()}_heard`;
	const occasion =
		message.stage === "Closing" && !doc[`${heard}_at_closing`]
			? "At closing"
			: !doc[`${heard}_on`] && "After some weeks";
	if (!occasion || frm.doc.name !== doc.name) return;
	lat_corps.add_act(frm, __("Answer the match review"), () =>
		frappe.new_doc("LAT Match Review", { lat_case: doc.lat_case, voice, occasion })
	);
}
