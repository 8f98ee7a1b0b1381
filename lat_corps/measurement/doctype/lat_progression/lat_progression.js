const SCALE = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

frappe.ui.form.on("LAT Progression", {
	setup(frm) {
		frm.set_query("lat_case", () => ({ filters: { stage: ["in", ["Active", "Closing"]] } }));
	},

	refresh(frm) {
		frm.set_df_property("lat_case", "filter_description", __("Courses under way or closing"));
		show_scale(frm);
	},

	rating(frm) {
		show_scale(frm);
	},
});

// One tap instead of a number to type.
function show_scale(frm) {
	const field = frm.fields_dict.rating;
	const writable = field.get_status() === "Write";
	field.$wrapper.find(".lat-scale").remove();
	field.$wrapper.find(".control-input").toggle(!writable);
	if (!writable) return;
	const scale = $(`<div class="lat-scale btn-group d-flex" role="group"></div>`);
	for (const step of SCALE) {
		const chosen = frm.doc.rating === step;
		$(`<button type="button" class="btn px-0 ${chosen ? "btn-primary" : "btn-default"}"></button>`)
			.text(step)
			.attr("aria-pressed", chosen)
			.on("click", () => frm.set_value("rating", step))
			.appendTo(scale);
	}
	field.$wrapper.find(".control-input-wrapper").prepend(scale);
}
