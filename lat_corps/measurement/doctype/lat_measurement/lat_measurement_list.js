const EXPORT = "/api/method/lat_corps.measurement.exporting.download_measurements";
const LONG_EXPORT = "lat_corps.measurement.export_job";
const ASK_EVERY = 2000;
const WITHOUT_TOTAL = new Set();
const COLORS = { Answered: "green", "Partly answered": "orange", Missing: "gray" };

const choose_export = () => {
	const dialog = new lat_corps.Dialog({
		title: __("Export measurements"),
		fields: [
			{
				fieldname: "municipality",
				fieldtype: "Link",
				options: "LAT Municipality",
				label: __("Municipality"),
				description: __("Empty: all courses that you may see"),
			},
			{
				fieldname: "instrument",
				fieldtype: "Link",
				options: "LAT Instrument",
				label: __("Instrument"),
				description: __("Empty: every instrument and version"),
			},
			{ fieldname: "period", fieldtype: "Section Break", label: __("Period") },
			{ fieldname: "from_date", fieldtype: "Date", label: __("Answered from") },
			{ fieldname: "between", fieldtype: "Column Break" },
			{ fieldname: "to_date", fieldtype: "Date", label: __("Answered until") },
			{ fieldname: "file", fieldtype: "Section Break", label: __("File") },
			{
				fieldname: "file_format",
				fieldtype: "Select",
				label: __("Format"),
				options: [
					{ value: "Workbook", label: __("Workbook with codebook, ratings and what is missing") },
					{ value: "CSV", label: __("CSV for Danish Excel, the measurements alone") },
				],
				default: "Workbook",
				reqd: 1,
			},
			{
				fieldname: "layout",
				fieldtype: "Select",
				label: __("Layout"),
				options: [
					{ value: "Long", label: __("A row for each measurement") },
					{ value: "Wide", label: __("A row for each course") },
				],
				default: "Long",
				reqd: 1,
			},
			{
				fieldname: "words",
				fieldtype: "Check",
				label: __("Also tell each answer in words"),
				default: 1,
			},
		],
		primary_action_label: __("Export"),
		async primary_action(values) {
			const asked = { ...values, words: values.words ? 1 : 0 };
			const { standing } = await frappe.xcall(`${LONG_EXPORT}.start`, asked);
			dialog.hide();
			if (standing) follow_export();
			else window.open(`${EXPORT}?${new URLSearchParams(asked)}`);
		},
	});
	dialog.show();
};

const follow_export = () => {
	const dialog = new lat_corps.Dialog({
		title: __("Export measurements"),
		fields: [{ fieldname: "progress", fieldtype: "HTML" }],
		primary_action_label: __("Continue working"),
		primary_action: () => dialog.hide(),
		secondary_action_label: __("Cancel export"),
		async secondary_action() {
			await frappe.xcall(`${LONG_EXPORT}.stop`);
			dialog.hide();
			frappe.show_alert({ message: __("The export is cancelled."), indicator: "orange" });
		},
	});
	const ask = async () => {
		const told = await frappe.xcall(`${LONG_EXPORT}.status`, {}, "GET");
		show_export(dialog, told);
		if (!["Waiting", "Writing"].includes(told.standing)) clearInterval(asking);
	};
	const asking = setInterval(ask, ASK_EVERY);
	dialog.onhide = () => clearInterval(asking);
	dialog.show();
	ask();
};

const show_export = (dialog, { standing, done, total, file, failure }) => {
	const share = total ? Math.floor((done * 100) / total) : 0;
	const texts = {
		Waiting: __("The export waits for its turn."),
		Writing: total ? __("{0} of {1} measurements", [done, total]) : __("The measurements are being found."),
		Ready: `<a class="btn btn-primary btn-sm" href="${encodeURI(file)}" download>${__("Fetch the file")}</a>`,
		Failed: frappe.utils.escape_html(failure),
	};
	const under_way = ["Waiting", "Writing"].includes(standing);
	dialog.get_field("progress").$wrapper.html(`
		${under_way ? `<div class="progress mb-3"><div class="progress-bar" style="width: ${share}%"></div></div>` : ""}
		<p>${texts[standing] || __("The export has stopped. Start it again.")}</p>
		${under_way ? `<p class="text-muted">${__("You may go on working: the bell tells when the file is ready.")}</p>` : ""}
	`);
	dialog.get_secondary_btn().toggle(under_way);
	dialog.get_primary_btn().text(under_way ? __("Continue working") : __("Close"));
};

frappe.listview_settings["LAT Measurement"] = {
	add_fields: ["standing", "instrument"],

	async onload(listview) {
		listview.page.add_inner_button(__("Export"), choose_export);
		const filters = { method: "No Total" };
		const found = await frappe.db.get_list("LAT Instrument", { filters, fields: ["name"], limit: 0 });
		for (const { name } of found) WITHOUT_TOTAL.add(name);
		if (found.length) listview.refresh();
	},

	get_indicator(doc) {
		return [__(doc.standing), COLORS[doc.standing], `standing,=,${doc.standing}`];
	},

	formatters: {
		score(value, df, doc) {
			const has_score = doc.standing === "Answered" && !WITHOUT_TOTAL.has(doc.instrument);
			return has_score ? format_number(value, null, value % 1 ? 1 : 0) : "–";
		},
	},
};
