frappe.ui.form.on("LAT Deputy", {
	setup(frm) {
		frm.set_query("deputy", () => ({
			query: "lat_corps.corps.deputies.candidates",
			filters: { coordinator: frm.doc.coordinator },
		}));
		frm.set_query("coordinator", () => lat_corps.members("Coordinator", { municipality: frm.doc.municipality }));
	},

	refresh(frm) {
		frm.set_df_property("deputy", "filter_description", __("People with the role of a coordinator"));
		frm.set_df_property("coordinator", "filter_description", __("Coordinators of the municipality"));
		frm.set_intro();
		if (frm.is_new()) return;
		const today = frappe.datetime.get_today();
		if (frm.doc.to_date < today) {
			frm.set_intro(__("The period has ended."), "blue");
			frm.disable_form();
		} else if (may_change(frm)) {
			const label = frm.doc.from_date < today ? __("End now") : __("Take back");
			frm.add_custom_button(label, () => end_now(frm));
		} else {
			frm.disable_form();
		}
	},

	// A coordinator appoints for oneself.
	async municipality(frm) {
		const { municipality } = frm.doc;
		const { members } = municipality ? await frappe.model.with_doc("LAT Municipality", municipality) : { members: [] };
		const oneself = ({ user, member_function }) =>
			user === frappe.session.user && member_function === "Coordinator";
		frm.set_value("coordinator", members.some(oneself) ? frappe.session.user : "");
	},
});

function may_change(frm) {
	return frm.perm[0].write && frappe.session.user !== frm.doc.deputy;
}

function end_now(frm) {
	const question = __("{0} loses the access at once. Go on?", [
		frappe.utils.escape_html(frm.doc.deputy_name || frm.doc.deputy),
	]);
	frappe.confirm(question, async () => {
		await frm.set_value("to_date", frappe.datetime.add_days(frappe.datetime.get_today(), -1));
		frm.save();
	});
}
