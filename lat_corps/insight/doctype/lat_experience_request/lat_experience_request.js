frappe.ui.form.on("LAT Experience Request", {
	refresh(frm) {
		if (frm.doc.standing !== "Awaiting") return;
		const tell = () => lat_corps.experience.tell(frm.docname, () => frm.reload_doc());
		lat_corps.add_act(frm, __("Tell, or say there is nothing"), tell);
	},
	onload_post_render(frm) {
		if (frm.doc.standing === "Awaiting") lat_corps.experience.tell(frm.docname, () => frm.reload_doc());
	},
});
