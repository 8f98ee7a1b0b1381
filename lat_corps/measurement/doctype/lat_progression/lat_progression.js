const ASKED = ["why_not_lower", "one_step_up", "rated_by", "rated_on"];

frappe.ui.form.on("LAT Progression", {
	setup(frm) {
		frm.set_query("lat_case", () => ({ filters: { stage: ["in", ["Active", "Closing"]] } }));
	},

	refresh(frm) {
		frm.set_df_property("lat_case", "filter_description", __("Courses under way or closing"));
		show_scale(frm);
		show_course(frm);
	},

	lat_case(frm) {
		show_course(frm);
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

// Under the name: a rating must not land on somebody else.
async function show_course(frm) {
	const { lat_case: course } = frm.doc;
	const $place = frm.get_field("lat_case").$wrapper.find(".control-input-wrapper");
	$place.find(".lat-course").remove();
	if (!frm.is_new() || !course) return;
	const [found] = await frappe.xcall("lat_corps.casework.names.courses", {
		doctype: "LAT Case",
		txt: "",
		searchfield: "name",
		start: 0,
		page_len: 1,
		filters: { name: course },
	});
	if (!found || frm.doc.lat_case !== course || $place.find(".lat-course").length) return;
	$('<div class="lat-course text-muted small"></div>').text(found.slice(2).join(", ")).appendTo($place);
}

async function ask(frm, rating) {
	const values = Object.fromEntries(ASKED.map((name) => [name, frm.doc[name]]));
	lat_corps.ask_about_rating({
		rating,
		person: await frm.lat_person,
		values,
		save: async (answers) => {
			await frm.set_value(answers);
			if (frm.doc.lat_case) await frm.save();
		},
	});
}
