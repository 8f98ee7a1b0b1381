const TAKE_IN = "lat_corps.measurement.instruments.take_in";
const TOLD = {
	Created: __("The instrument was created."),
	Changed: __("The instrument was changed."),
	Unchanged: __("The instrument is already as the workbook has it."),
};

frappe.listview_settings["LAT Instrument"] = {
	add_fields: ["enabled"],
	hide_name_column: true,

	get_indicator({ enabled }) {
		return enabled
			? [__("In use"), "green", "enabled,=,1"]
			: [__("Not in use"), "gray", "enabled,=,0"];
	},

	onload(list) {
		if (!frappe.model.can_create(list.doctype)) return;
		list.page.add_inner_button(__("Take in a workbook"), choose_workbook);
	},
};

function choose_workbook() {
	new frappe.ui.FileUploader({
		allow_multiple: false,
		as_dataurl: true,
		disable_file_browser: true,
		restrictions: { allowed_file_types: [".xlsx"] },
		on_success: take_in,
	});
}

async function take_in(file) {
	const result = await frappe.xcall(TAKE_IN, { filename: file.name, content: file.dataurl });
	frappe.show_alert({ message: TOLD[result.outcome], indicator: "green" });
	frappe.set_route("Form", "LAT Instrument", result.name);
}
