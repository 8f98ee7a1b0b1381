frappe.ui.form.on("LAT Partner Effort", {
	setup(frm) {
		frm.set_query("partner", () => ({ filters: { in_use: 1, ...(frm.doc.municipality && { municipality: frm.doc.municipality }) } }));
	},

	refresh(frm) {
		offer_contacts(frm);
	},

	partner(frm) {
		// Frappe fetches what is empty alone, and the one before may stand there.
		if (frm.doc.partner) frm.set_value({ department: "", kind: "" });
		offer_contacts(frm);
	},

	async contact_name(frm) {
		const { contact_name } = frm.doc;
		const known = (await contacts(frm)).find(({ person_name }) => person_name === contact_name);
		if (!known) return;
		const { job_function, phone, email } = known;
		frm.set_value({ contact_function: job_function, contact_phone: phone, contact_email: email });
	},
});

async function contacts({ doc }) {
	if (!doc.partner) return [];
	const partner = await frappe.model.with_doc("LAT Partner", doc.partner);
	return partner?.contacts || [];
}

// Who stands in the directory is offered, anybody else can be written.
async function offer_contacts(frm) {
	const known = await contacts(frm);
	const { $input, $wrapper } = frm.get_field("contact_name");
	$wrapper.children("datalist").remove();
	const id = frappe.dom.get_unique_id();
	$('<datalist></datalist>').attr("id", id).append(known.map(({ person_name }) => $("<option></option>").val(person_name))).appendTo($wrapper);
	$input?.attr("list", id);
}
