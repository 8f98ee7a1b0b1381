frappe.listview_settings["LAT Erasure"] = {
	add_fields: ["standing"],

	// Frappe looks for the word of a reason with the signs of HTML in it.
	formatters: {
		reason: (_value, _df, { reason }) => frappe.utils.escape_html(__(reason)),
	},

	onload(listview) {
		listview.page.add_inner_button(__("What runs out today"), show_what_runs_out);
	},

	get_indicator(doc) {
		const colors = { Requested: "orange", "Carried out": "green", "Called off": "gray" };
		return [__(doc.standing), colors[doc.standing], `standing,=,${doc.standing}`];
	},
};

async function show_what_runs_out() {
	const counts = await frappe.xcall("lat_corps.privacy.run_out.preview");
	const html = counts.length
		? lat_corps.erasure_counts(counts)
		: `<p>${__("No background information is deleted today.")}</p>`;
	frappe.msgprint({
		title: __("What runs out today"),
		message: `<p>${__("Background information is deleted by rule, some days after its last day.")}</p>${html}`,
		wide: true,
	});
}
