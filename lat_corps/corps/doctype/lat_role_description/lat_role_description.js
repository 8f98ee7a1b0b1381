const METHODS = "lat_corps.corps.doctype.lat_role_description.lat_role_description";
const BOUND = {
	Coordinator: "LAT Coordinator",
	Mentor: "LAT Mentor",
	"Parent Coach": "LAT Mentor",
	Caseworker: "LAT Caseworker",
	Manager: "LAT Manager",
};

frappe.ui.form.on("LAT Role Description", {
	refresh(frm) {
		if (frm.is_new()) return;
		if (frm.doc.stage === "Published") offer_acknowledgement(frm);
		if (frappe.model.can_create(frm.doctype)) offer_drafts(frm);
	},
});

async function offer_acknowledgement(frm) {
	if (!frm.doc.municipality || !frappe.model.can_create("LAT Role Acknowledgement")) return;
	const [mine] = await frappe.db.get_list("LAT Role Acknowledgement", {
		filters: { role_description: frm.doc.name, user: frappe.session.user },
		fields: ["acknowledged_on"],
	});
	frm.set_intro();
	if (mine) {
		const day = frappe.datetime.str_to_user(mine.acknowledged_on.slice(0, 10));
		frm.set_intro(__("You acknowledged this version on {0}.", [day]), "green");
		return;
	}
	if (!frappe.user.has_role(BOUND[frm.doc.role])) return;
	frm.add_custom_button(__("Acknowledge"), () => ask_for_signature(frm)).addClass("btn-primary");
}

function ask_for_signature(frm) {
	frappe.prompt(
		{
			fieldname: "signed_name",
			fieldtype: "Data",
			label: __("Your name"),
			description: __("With your name you confirm that you have read the description and will follow it."),
			default: frappe.session.user_fullname,
			reqd: 1,
		},
		async ({ signed_name }) => {
			await frappe.xcall(`${METHODS}.acknowledge`, { name: frm.doc.name, signed_name });
			frm.reload_doc();
		},
		__("Acknowledge version {0}", [frm.doc.version_number]),
		__("Acknowledge")
	);
}

function offer_drafts(frm) {
	if (!frm.doc.municipality) {
		frm.add_custom_button(__("Draft for a municipality"), () =>
			frappe.prompt(
				{
					fieldname: "municipality",
					fieldtype: "Link",
					options: "LAT Municipality",
					label: __("Municipality"),
					reqd: 1,
				},
				({ municipality }) => draft_from(frm, municipality),
				__("Draft for a municipality"),
				__("Create draft")
			)
		);
	}
	if (frm.doc.municipality || frappe.user.has_role("LAT National Centre")) {
		frm.add_custom_button(__("Draft a new version"), () => draft_from(frm, frm.doc.municipality));
	}
}

async function draft_from(frm, municipality) {
	const draft = await frappe.xcall(`${METHODS}.draft_from`, { name: frm.doc.name, municipality });
	frappe.set_route("Form", frm.doctype, draft);
}
