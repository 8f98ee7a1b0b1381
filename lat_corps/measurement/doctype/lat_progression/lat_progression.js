const ASKED = ["why_not_lower", "one_step_up", "rated_by", "rated_on"];

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

function show_scale(frm) {
	const field = frm.fields_dict.rating;
	const writable = field.get_status() === "Write";
	field.$wrapper.find(".lat-rating").remove();
	field.$wrapper.find(".control-input").toggle(!writable);
	if (!writable) return;
	const $place = $('<div class="lat-rating"></div>');
	field.$wrapper.find(".control-input-wrapper").prepend($place);
	lat_corps.draw_scale($place, {
		label: __("Grip on life (1-10)"),
		chosen: frm.doc.rating,
		on_choose: (rating) => ask(frm, rating),
	});
}

function ask(frm, rating) {
	const values = Object.fromEntries(ASKED.map((name) => [name, frm.doc[name]]));
	lat_corps.ask_about_rating({
		rating,
		values,
		save: async (answers) => {
			await frm.set_value(answers);
			if (frm.doc.lat_case) await frm.save();
		},
	});
}
