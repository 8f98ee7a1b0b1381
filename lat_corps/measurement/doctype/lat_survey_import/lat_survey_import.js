const METHODS = "lat_corps.measurement.doctype.lat_survey_import.lat_survey_import";
const TEMPLATE = "/api/method/lat_corps.measurement.templates.download_template";
const ERRORS_SHOWN = 8;
const CORRECTIONS_SHOWN = 20;
const ASK_EVERY = 2000;
const SETTINGS = [
	"layout",
	"date_order",
	"header_rows",
	"first_row",
	"encoding",
	"delimiter",
	"decimal",
	"sheet",
	"second_sheet",
];
const CHOICES = ["blanks_empty", "ignore_zeros", "one_date", "go_without"];
const UNDER_WAY = ["Checking", "Importing"];
const COUNTS = [
	["count_new", "green"],
	["count_corrected", "blue"],
	["count_unchanged", "gray"],
	["count_skipped", "gray"],
	["count_error", "red"],
];

frappe.ui.form.on("LAT Survey Import", {
	setup(frm) {
		frm.set_query("instrument", () => ({ filters: { enabled: 1 } }));
		frm.set_query("continues", () => ({ filters: { municipality: frm.doc.municipality } }));
		frm.get_field("survey_file").df.options = {
			restrictions: { allowed_file_types: [".csv", ".txt", ".tsv", ".xlsx", ".ods", ".sav", ".zip"] },
			make_attachments_public: false,
		};
		for (const fieldname of ["measured_at", "outcome"]) {
			frappe.meta.get_docfield("LAT Import Row", fieldname).formatter = (value) => __(value || "");
		}
		// a row of the table shows one line
		frappe.meta.get_docfield("LAT Import Row", "message").formatter = (value) =>
			frappe.utils.escape_html((value || "").replaceAll("\n", " "));
		frappe.realtime.on("lat_import_progress", (told) => {
			if (told.name === frm.doc.name && frm.doc.standing === "Importing") show_progress(frm, told);
		});
	},

	refresh(frm) {
		const doc = frm.doc;
		const recognised = !frm.is_new() && !["Draft", "Checking", "Failed"].includes(doc.standing);
		frm.set_df_property("instrument", "filter_description", __("Instruments in use"));
		for (const table of ["mapping", "log"]) {
			const grid = frm.fields_dict[table].grid;
			grid.cannot_add_rows = true;
			grid.cannot_delete_rows = true;
			grid.refresh();
		}
		for (const fieldname of ["sheet", "second_sheet"]) {
			frm.fields_dict[fieldname].set_data?.((doc.sheets || "").split("\n").filter(Boolean));
			frm.toggle_display(fieldname, Boolean(doc.sheets));
		}
		for (const fieldname of ["encoding", "delimiter"]) {
			frm.toggle_display(fieldname, !recognised || Boolean(doc.encoding));
		}
		for (const fieldname of ["settings_section", "choices_section", "mapping_section", "codes_section"]) {
			frm.toggle_display(fieldname, Boolean(doc.mapping?.length || doc.log?.length));
		}
		for (const fieldname of ["result_section", "log_section"]) {
			frm.toggle_display(fieldname, Boolean(doc.row_count || doc.log?.length));
		}
		const fixed = ["Importing", "Imported"].includes(doc.standing);
		for (const fieldname of [
			"survey_file",
			"instrument",
			"rows_with_errors",
			"corrections_confirmed",
			"mapping",
			"codes",
			...SETTINGS,
			...CHOICES,
		]) {
			frm.set_df_property(fieldname, "read_only", fixed ? 1 : 0);
		}
		frm.toggle_display("go_without", Boolean(doc.go_without || doc.profile || doc.continues));
		frm.toggle_display("survey_file", Boolean(doc.survey_file) || doc.standing !== "Imported");
		frm.toggle_display("mapping_section", Boolean(doc.mapping?.length));
		frm.set_intro();
		frm.dashboard.hide_progress?.();
		stop_asking(frm);
		if (frm.is_new()) {
			frm.add_custom_button(__("Download template"), () => download_template(frm));
			return;
		}
		show_counts(frm);
		show_what_to_do(frm);
		add_buttons(frm);
		if (UNDER_WAY.includes(doc.standing)) ask_for_progress(frm);
	},
});

function add_buttons(frm) {
	const { standing, count_error, rows_with_errors, rows_done } = frm.doc;
	const may_import = !count_error || rows_with_errors === "Import all good rows";
	if (frm.doc.rejected_file) {
		frm.add_custom_button(__("Rows with errors"), () => download(frm, "download_rejected"));
		frm.add_custom_button(__("Upload mended rows"), () => continue_with_mended(frm));
	}
	if (frm.doc.mapping?.length && standing !== "Importing") {
		frm.add_custom_button(__("Save as profile"), () => save_profile(frm));
	}
	if (standing === "Importing") {
		frm.add_custom_button(__("Cancel import"), () => cancel(frm)).addClass("btn-danger");
		return;
	}
	if (standing === "Imported") return;
	if (standing === "Draft") {
		frm.add_custom_button(__("Download template"), () => download_template(frm));
	}
	frm.add_custom_button(__("Check file"), () => check(frm)).toggleClass(
		"btn-primary",
		standing === "Draft"
	);
	if (["Checked", "Cancelled", "Failed"].includes(standing) && may_import && frm.doc.row_count) {
		frm.add_custom_button(rows_done ? __("Go on with the import") : __("Import"), () =>
			start(frm)
		).addClass("btn-primary");
	}
}

function show_what_to_do(frm) {
	const { standing, suggested_profile, failure, log } = frm.doc;
	const errors = (log || []).filter((row) => row.outcome === "Error").slice(0, ERRORS_SHOWN);
	if (standing === "Failed" && failure) {
		frm.set_intro(frappe.utils.escape_html(failure), "red");
	}
	if (["Checked", "Failed"].includes(standing) && suggested_profile) offer_profile(frm);
	if (standing !== "Imported" && errors.length) {
		frm.set_intro(errors.map((row) => in_lines(row.message)).join("<br>"), "red");
	}
	if (standing === "Imported" && frm.doc.rejected_file) {
		frm.set_intro(
			__("Rows with errors were not imported: {0}. Get them as a workbook, mend them there and upload it again.", [
				frm.doc.count_error,
			]),
			"orange"
		);
	}
	if (standing === "Checking") {
		frm.set_intro(
			__("The file is large and is being checked in the background. You may leave this page. If nothing happens for long, check it again."),
			"blue"
		);
	}
	if (standing === "Draft") {
		frm.set_intro(__("Check the file: it is read and every row is tried, and nothing is written."), "blue");
	}
}

function in_lines(message) {
	return frappe.utils.escape_html(message).replaceAll("\n", "<br>");
}

async function offer_profile(frm) {
	const { message } = await frappe.db.get_value("LAT Import Profile", frm.doc.suggested_profile, "title");
	frm.set_intro(
		__("The file looks like one from {0}.", [frappe.utils.escape_html(message.title).bold()]) +
			` <a class="lat-use-profile" href="#">${__("Read it as that profile says")}</a>`,
		"yellow"
	);
	frm.layout.wrapper.find(".lat-use-profile").on("click", (event) => {
		event.preventDefault();
		call(frm, "use_profile", { profile: frm.doc.suggested_profile }, __("The file is being checked"));
	});
}

function check(frm) {
	return call(frm, "check", {}, __("The file is being checked"), __("No answers are imported yet."));
}

async function start(frm) {
	if (frm.doc.count_corrected && !frm.doc.corrections_confirmed) return confirm_corrections(frm);
	const counts = await call(frm, "run", {}, __("The answers are being imported"));
	if (counts && Object.keys(counts).length) {
		frappe.show_alert({ message: __("The answers are imported."), indicator: "green" });
	}
}

function confirm_corrections(frm) {
	const corrections = (frm.doc.log || []).filter((row) => row.outcome === "Corrected");
	const shown = corrections.slice(0, CORRECTIONS_SHOWN).map((row) => {
		return `<li>${frappe.utils.escape_html(row.lat_case)}: ${in_lines(row.message)}</li>`;
	});
	frappe.confirm(
		`<p>${__("{0} rows change what is recorded. The old answers stay in the history.", [frm.doc.count_corrected])}</p>` +
			`<ul>${shown.join("")}</ul><p>${__("Are these corrections right?")}</p>`,
		async () => {
			await frm.set_value("corrections_confirmed", 1);
			await start(frm);
		}
	);
}

function cancel(frm) {
	frappe.confirm(
		frm.doc.rows_with_errors === "Import all good rows"
			? __("Stop after the rows that are being written? What is written stays; the import can go on later.")
			: __("Stop the import? Nothing of it is written then."),
		() => call(frm, "cancel", {}, __("The import is being stopped"))
	);
}

function save_profile(frm) {
	lat_corps.prompt(
		{ fieldname: "title", fieldtype: "Data", label: __("Sender or system"), reqd: 1 },
		async ({ title }) => {
			const done = __("The next file of this sender is recognised.");
			await call(frm, "save_profile", { title }, __("The profile is being saved"), done);
		},
		__("Save as profile"),
		__("Save")
	);
}

function continue_with_mended(frm) {
	const { municipality, instrument, name, rows_with_errors } = frm.doc;
	// Frappe leaves out what is not copied, and the import that is continued is such a field.
	frappe.new_doc("LAT Survey Import", { municipality, instrument, rows_with_errors }, (doc) => {
		doc.continues = name;
	});
}

function download(frm, method) {
	window.open(`/api/method/${METHODS}.${method}?${new URLSearchParams({ name: frm.doc.name })}`);
}

function download_template(frm) {
	if (!frm.doc.instrument || !frm.doc.municipality) {
		frappe.msgprint(__("Choose the municipality and the instrument first."));
		return;
	}
	const { instrument, municipality } = frm.doc;
	window.open(`${TEMPLATE}?${new URLSearchParams({ instrument, municipality })}`);
}

async function call(frm, method, values, waiting, done) {
	if (!(await lat_corps.save(frm))) return;
	frappe.dom.freeze(waiting);
	try {
		const answer = await frappe.xcall(`${METHODS}.${method}`, { name: frm.doc.name, ...values });
		if (done) frappe.show_alert({ message: done, indicator: "green" });
		return answer;
	} finally {
		frappe.dom.unfreeze();
		await frm.reload_doc();
	}
}

function show_counts(frm) {
	if (frm.doc.standing === "Draft") return;
	for (const [fieldname, color] of COUNTS) {
		const count = frm.doc[fieldname] || 0;
		const label = __(frm.get_docfield(fieldname).label, null, frm.doctype);
		if (count) frm.dashboard.add_indicator(`${label}: ${count}`, color);
	}
}

// The server tells a browser that listens; one that does not, asks.
function ask_for_progress(frm) {
	const name = frm.doc.name;
	const ask = async () => {
		if (!$(frm.wrapper).is(":visible") || frm.doc.name !== name) return stop_asking(frm);
		const now = await frappe.xcall(`${METHODS}.status`, { name }, "GET");
		if (now.standing !== frm.doc.standing) {
			stop_asking(frm);
			return frm.reload_doc();
		}
		if (now.standing === "Importing") show_progress(frm, now);
	};
	frm.lat_asking = setInterval(ask, ASK_EVERY);
	ask();
}

function stop_asking(frm) {
	clearInterval(frm.lat_asking);
	frm.lat_waited = 0;
}

function show_progress(frm, { done, total, running }) {
	const share = total ? Math.floor((done * 100) / total) : 0;
	const told = __("{0} of {1} rows", [done, total]);
	frm.dashboard.show_progress(__("Importing answers"), share, told);
	if (running === false) {
		// A job that is not running has not begun yet, or its process was killed.
		frm.lat_waited = (frm.lat_waited || 0) + 1;
		if (frm.lat_waited === 3) {
			frm.set_intro(__("The import waits for its turn. If it was interrupted, start it again: it goes on where it stopped."), "orange");
			frm.add_custom_button(__("Go on with the import"), () => start(frm)).addClass("btn-primary");
		}
	}
}
