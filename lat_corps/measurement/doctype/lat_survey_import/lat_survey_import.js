const METHODS = "lat_corps.measurement.doctype.lat_survey_import.lat_survey_import";
const TEMPLATE = "/api/method/lat_corps.measurement.templates.download_template";
const ERRORS_SHOWN = 8;

frappe.ui.form.on("LAT Survey Import", {
	setup(frm) {
		frm.set_query("instrument", () => ({ filters: { enabled: 1 } }));
		frappe.meta.get_docfield("LAT Import Row", "measured_at").formatter = (value) => __(value || "");
	},

	refresh(frm) {
		frm.set_df_property("instrument", "filter_description", __("Instruments in use"));
		for (const table of ["mapping", "log"]) {
			const grid = frm.fields_dict[table].grid;
			grid.cannot_add_rows = true;
			grid.cannot_delete_rows = true;
			grid.refresh();
		}
		frm.add_custom_button(__("Download template"), () => download_template(frm));
		frm.set_intro();
		if (frm.is_new()) return;
		show_counts(frm);
		show_errors(frm);
		if (frm.doc.standing === "Imported") return;
		frm.add_custom_button(__("Check file"), () =>
			run(frm, "check", __("The file is being checked"), __("Nothing has been written yet."))
		);
		if (frm.doc.standing === "Checked" && !frm.doc.count_error) {
			frm.add_custom_button(__("Import"), () =>
				run(frm, "run", __("The answers are being imported"), __("The answers are imported."))
			).addClass("btn-primary");
		}
	},
});

function download_template(frm) {
	if (!frm.doc.instrument || !frm.doc.municipality) {
		frappe.msgprint(__("Choose the municipality and the instrument first."));
		return;
	}
	const { instrument, municipality } = frm.doc;
	window.open(`${TEMPLATE}?${new URLSearchParams({ instrument, municipality })}`);
}

async function run(frm, method, waiting, done) {
	if (frm.is_dirty()) await frm.save();
	frappe.dom.freeze(waiting);
	try {
		await frappe.xcall(`${METHODS}.${method}`, { name: frm.doc.name });
		frappe.show_alert({ message: done, indicator: "green" });
	} finally {
		frappe.dom.unfreeze();
		frm.reload_doc();
	}
}

function show_counts(frm) {
	if (frm.doc.standing === "Draft") return;
	for (const [fieldname, color] of [
		["count_new", "green"],
		["count_corrected", "blue"],
		["count_unchanged", "gray"],
		["count_skipped", "gray"],
		["count_error", "red"],
	]) {
		const count = frm.doc[fieldname] || 0;
		const label = __(frm.get_docfield(fieldname).label, null, frm.doctype);
		if (count) frm.dashboard.add_indicator(`${label}: ${count}`, color);
	}
}

// The log cuts long messages; the first of them stand in full above the form.
function show_errors(frm) {
	const errors = frm.doc.log.filter((row) => row.outcome === "Error").slice(0, ERRORS_SHOWN);
	if (errors.length) {
		frm.set_intro(errors.map((row) => frappe.utils.escape_html(row.message)).join("<br>"), "red");
	}
}
