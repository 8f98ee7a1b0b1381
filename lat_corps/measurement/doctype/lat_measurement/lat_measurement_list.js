const EXPORT = "/api/method/lat_corps.measurement.exporting.download_measurements";
const COLORS = { Answered: "green", "Partly answered": "orange", Missing: "gray" };

const choose_export = () => {
	const dialog = new frappe.ui.Dialog({
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
		primary_action(values) {
			dialog.hide();
			window.open(`${EXPORT}?${new URLSearchParams({ ...values, words: values.words ? 1 : 0 })}`);
		},
	});
	dialog.show();
};

frappe.listview_settings["LAT Measurement"] = {
	add_fields: ["standing"],

	onload(listview) {
		listview.page.add_inner_button(__("Export"), choose_export);
	},

	get_indicator(doc) {
		return [__(doc.standing), COLORS[doc.standing], `standing,=,${doc.standing}`];
	},

	formatters: {
		score(value, df, doc) {
			return doc.standing === "Answered" ? format_number(value) : "–";
		},
	},
};
