const METHODS = "lat_corps.privacy.doctype.lat_erasure.lat_erasure";

frappe.ui.form.on("LAT Erasure", {
	setup() {
		frappe.meta.docfield_map["LAT Erasure Count"].document_type.formatter = (value) => __(value);
	},

	async refresh(frm) {
		frm.set_intro();
		if (frm.is_new()) {
			frm.set_intro(__("Somebody else, a coordinator or a manager, carries the erasure out afterwards."), "blue");
			return;
		}
		frm.disable_save();
		const plan = await frappe.xcall(`${METHODS}.preview`, { name: frm.doc.name });
		if (frm.doc.standing === "Requested") show_request(frm, plan);
		if (plan.files_left) offer_to_remove_files(frm);
	},
});

function show_request(frm, { counts, obstacles }) {
	frm.get_field("preview").$wrapper.html(lat_corps.erasure_counts(counts));
	frm.add_custom_button(__("Call off"), () => call_off(frm));
	if (obstacles.length) {
		frm.set_intro(obstacles.map((text) => frappe.utils.escape_html(text)).join("<br>"), "orange");
		return;
	}
	frm.set_intro(__("Look through what will be erased. It cannot be undone."), "red");
	frm.add_custom_button(__("Erase"), () => confirm_erasure(frm)).addClass("btn-danger");
}

function confirm_erasure(frm) {
	const { citizen, course_number, document_number } = frm.doc;
	const number = course_number || document_number || citizen;
	lat_corps.prompt(
		{
			fieldname: "confirmation",
			fieldtype: "Data",
			label: __("Type the number to confirm: {0}.", [number]),
			reqd: 1,
		},
		async ({ confirmation }) => {
			await frappe.call({
				method: `${METHODS}.carry_out`,
				args: { name: frm.doc.name, confirmation },
				freeze: true,
				freeze_message: __("Erasing"),
			});
			frm.reload_doc();
		},
		__("Erase for good"),
		__("Erase")
	);
}

async function call_off(frm) {
	await frappe.xcall(`${METHODS}.call_off`, { name: frm.doc.name });
	frm.reload_doc();
}

function offer_to_remove_files(frm) {
	frm.set_intro(__("Files of the citizen are still on disk: remove them."), "red");
	frm.add_custom_button(__("Remove files"), async () => {
		await frappe.xcall(`${METHODS}.remove_files`, { name: frm.doc.name });
		frm.reload_doc();
	});
}
