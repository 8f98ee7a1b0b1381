const AFTERWARDS = ["held_on", "how_it_went"];

frappe.ui.form.on("LAT First Meeting", {
	refresh(frm) {
		const { grid } = frm.get_field("topics");
		grid.cannot_add_rows = true;
		grid.cannot_delete_rows = true;
		grid.refresh();
		const own = frm.doc.__onload?.is_its_mentor;
		AFTERWARDS.forEach((fieldname) => frm.set_df_property(fieldname, "read_only", own ? 0 : 1));
		frm.toggle_display("after_section", Boolean(own || frm.doc.noted || frm.doc.held_on));
		show_questions(frm);
		if (!frm.is_new()) frm.add_custom_button(__("Print"), () => frm.print_doc());
	},
});

frappe.ui.form.on("LAT Preparation Topic", {
	form_render(frm, doctype, name) {
		const { grid_form } = frm.get_field("topics").grid.grid_rows_by_docname[name];
		const questions = frm.doc.__onload?.questions?.[frappe.get_doc(doctype, name).topic] || [];
		grid_form.fields_dict.answer.set_description(questions.map(frappe.utils.escape_html).join("<br>"));
	},
});

// Questions beside the topics: the answers stay each one's own words (R45 to R51).
function show_questions(frm) {
	const $grid = frm.get_field("topics").grid.wrapper;
	$grid.prev(".lat-questions").remove();
	const $questions = $('<details class="lat-questions mb-3"><summary></summary><dl class="mt-2 mb-0"></dl></details>');
	$questions.children("summary").text(__("Questions to prepare by"));
	for (const [topic, questions] of Object.entries(frm.doc.__onload?.questions || {})) {
		const $list = $questions.children("dl");
		$("<dt></dt>").text(__(topic)).appendTo($list);
		for (const question of questions) $('<dd class="text-muted mb-0"></dd>').text(question).appendTo($list);
	}
	$questions.attr("open", !frm.doc.noted && !frappe.is_mobile()).insertBefore($grid);
}
