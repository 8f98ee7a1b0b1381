// What such a department or service usually helps with; anything else can be written.
const USUAL = {
	"Family department": [__("Support for the family"), __("A contact person"), __("A place to live away from home")],
	"Social psychiatry": [__("Support at home"), __("Relief"), __("A place to be in the daytime")],
	"Treatment psychiatry": [__("A psychiatric assessment"), __("Treatment")],
	"Job centre": [__("A job"), __("Work practice"), __("Education")],
	"School or education": [__("Schooling"), __("Guidance on education"), __("An apprenticeship")],
	Housing: [__("A place to live")],
};

frappe.ui.form.on("LAT Partner Effort", {
	setup(frm) {
		frm.set_query("partner", () => ({ filters: { in_use: 1, ...(frm.doc.municipality && { municipality: frm.doc.municipality }) } }));
	},

	refresh(frm) {
		offer_contacts(frm);
		offer_help(frm);
	},

	kind: offer_help,

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
	offer(frm, "contact_name", (await contacts(frm)).map(({ person_name }) => person_name));
}

function offer_help(frm) {
	offer(frm, "helps_with", USUAL[frm.doc.kind] || []);
}

function offer(frm, fieldname, words) {
	const { $input, $wrapper } = frm.get_field(fieldname);
	$wrapper.children("datalist").remove();
	const id = frappe.dom.get_unique_id();
	$('<datalist></datalist>').attr("id", id).append(words.map((each) => $("<option></option>").val(each))).appendTo($wrapper);
	$input?.attr("list", id);
}
