const LOG = "/api/method/lat_corps.privacy.exporting";

frappe.ui.form.on("LAT Citizen", {
	refresh(frm) {
		if (frm.is_new() || !frappe.model.can_read("LAT Read Log")) return;
		const group = __("Reading log");
		const download = (call, names) => () =>
			window.open(`${LOG}.${call}?citizen=${encodeURIComponent(frm.doc.name)}${names}`);
		frm.add_custom_button(
			__("Show"),
			() => frappe.set_route("List", "LAT Read Log", { citizen: frm.doc.name }),
			group
		);
		frm.add_custom_button(__("Download with pseudonyms"), download("download_read_log", ""), group);
		frm.add_custom_button(__("Download the key to the pseudonyms"), download("download_key", ""), group);
		frm.add_custom_button(
			__("Download with the names of staff"),
			download("download_read_log", "&with_names=1"),
			group
		);
		if (frappe.model.can_create("LAT Erasure")) {
			frm.add_custom_button(__("Request erasure"), () =>
				frappe.new_doc("LAT Erasure", { citizen: frm.doc.name, municipality: frm.doc.municipality })
			);
		}
	},
});
