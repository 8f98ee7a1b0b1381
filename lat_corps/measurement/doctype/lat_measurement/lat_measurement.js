frappe.ui.form.on("LAT Measurement", {
	setup(frm) {
		frm.set_query("instrument", () => ({ filters: { enabled: 1 } }));
		const on_width = () => frm.answering?.draw();
		window.matchMedia("(max-width: 767px)").addEventListener("change", on_width);
	},

	// What the form of the course has chosen need not be chosen again.
	onload(frm) {
		const { lat_case, instrument, measured_at } = frm.doc;
		frm.chosen_by_course = Boolean(frm.is_new() && lat_case && instrument && measured_at);
	},

	async refresh(frm) {
		frm.set_df_property("instrument", "filter_description", __("Instruments in use"));
		frm.toggle_display("answers", false);
		if (!frm.is_new() && frm.doc.lat_case) {
			frm.add_custom_button(__("To the course"), () =>
				frappe.set_route("Form", "LAT Case", frm.doc.lat_case)
			);
		}
		await draw(frm);
	},

	instrument(frm) {
		frm.clear_table("answers");
		draw(frm);
	},

	validate(frm) {
		frm.answering?.complain();
	},

	before_save(frm) {
		frm.answered_first = frm.is_new();
	},

	after_save(frm) {
		frm.answering = null;
		frm.thanked = frm.answered_first && frm.doc.standing !== "Missing" ? frm.doc.name : "";
	},
});

async function draw(frm) {
	const { doc } = frm;
	frm.toggle_display("answers_section", Boolean(doc.instrument));
	if (!doc.instrument) return;
	const instrument = await frappe.model.with_doc("LAT Instrument", doc.instrument);
	if (frm.doc !== doc) return;
	const chosen = frm.is_new() && frm.chosen_by_course;
	const thanks = frm.thanked === doc.name;
	frm.toggle_display(["lat_case", "instrument", "measured_at", "municipality"], !chosen && !thanks);
	frm.toggle_display("standing", !frm.is_new() && !thanks);
	frm.toggle_display(["measured_on", "missing_reason", "score_section"], !thanks);
	frm.toggle_display("score", instrument.method !== "No Total");
	if (frm.is_new()) {
		frm.set_intro();
		frm.set_intro(chosen ? `${__(doc.measured_at)}: ${frappe.utils.escape_html(instrument.title)}` : "");
		if (!doc.answers?.length) {
			for (const { item_code, item_label } of instrument.items) {
				frm.add_child("answers", { item_code, item_label });
			}
		}
	}
	if (frm.answering?.frm.doc !== doc || frm.answering.drawn_for !== doc.name) {
		frm.answering = new lat_corps.Answering(frm, instrument);
		frm.answering.drawn_for = doc.name;
	}
	frm.answering.thanks = thanks;
	frm.answering.on_thanked = () => {
		frm.thanked = "";
		draw(frm);
	};
	frm.answering.draw();
}
