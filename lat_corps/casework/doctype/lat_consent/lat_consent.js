const INTAKE = "lat_corps.casework.intake";
const CONSENTS = "lat_corps.casework.consents";
const HANDOVER = "Handover to the caseworker";
const COORDINATION = "Coordination with partners";
const NAMES_INFORMATION = ["Collecting information from others", "Passing on to the mentor", HANDOVER, COORDINATION];
const IN_COMMON = [
	"purpose",
	"receiver",
	"consent_form",
	"given_on",
	"valid_until",
	"informed",
	"language",
	"explained",
];

frappe.ui.form.on("LAT Consent", {
	setup(frm) {
		frm.set_query("listed", "partners", () => ({ filters: { municipality: frm.doc.municipality, in_use: 1 } }));
		frm.set_query("receiver", () => lat_corps.members("Caseworker", { lat_case: frm.doc.lat_case }));
	},

	refresh(frm) {
		frm.set_df_property("receiver", "filter_description", __("Caseworkers of the municipality"));
		lat_corps.show_ticks(frm, "information_types", "information_type", frm.is_new());
		if (frm.is_new())
			lat_corps.add_act(frm, __("Write down for several"), () => ask_for_several(frm), "btn-default");
	},

	async purpose(frm) {
		const { lat_case } = frm.doc;
		if (frm.doc.purpose !== HANDOVER || frm.doc.receiver || !lat_case) return;
		const { message } = await frappe.db.get_value("LAT Case", lat_case, "caseworker");
		if (message.caseworker && !frm.doc.receiver) frm.set_value("receiver", message.caseworker);
	},
});

// Below a certain age more than one must consent: what they have said yes to is written once.
async function ask_for_several(frm) {
	const { doc } = frm;
	if (!doc.lat_case) return frappe.msgprint(__("Choose the course first."));
	const { message } = await frappe.db.get_value("LAT Case", doc.lat_case, ["citizen", "caseworker"]);
	const { citizen, caseworker } = message;
	const givers = await frappe.xcall(`${INTAKE}.givers`, { citizen });
	const people = givers.flatMap(({ given_by, names }) =>
		(names.length ? names : [""]).map((given_by_name) => ({ given_by, given_by_name }))
	);
	const types = frappe.meta.get_docfield("LAT Consent Information", "information_type").options;
	const chosen = (doc.information_types || []).map(({ information_type }) => information_type);
	const dialog = new lat_corps.Dialog({
		title: __("Consents given together"),
		fields: [
			{
				fieldname: "people",
				fieldtype: "MultiCheck",
				label: __("Who consents"),
				columns: 1,
				options: people.map(({ given_by, given_by_name }, index) => ({
					label: frappe.utils.escape_html(`${given_by_name || __("Not written down yet")} (${__(given_by)})`),
					value: String(index),
					checked: Boolean(given_by_name),
				})),
			},
			...IN_COMMON.map((fieldname) => as_in_form(frm, fieldname, fieldname === "receiver" ? caseworker : "")),
			{
				fieldname: "information_types",
				fieldtype: "MultiCheck",
				label: __("Types of information"),
				columns: 1,
				depends_on: `eval:${JSON.stringify(NAMES_INFORMATION)}.includes(doc.purpose)`,
				options: types
					.split("\n")
					.filter(Boolean)
					.map((value) => ({ label: __(value), value, checked: chosen.includes(value) })),
			},
			{
				fieldname: "partners",
				fieldtype: "Small Text",
				label: __("Partners, one a line"),
				depends_on: `eval:doc.purpose === ${JSON.stringify(COORDINATION)}`,
				default: (doc.partners || []).map(({ partner }) => partner).filter(Boolean).join("\n"),
			},
		],
		primary_action_label: __("Write down"),
		async primary_action(values) {
			const ticked = dialog.get_field("people").get_checked_options().map((index) => people[index]);
			const written = await lat_corps.ask_server(`${CONSENTS}.write_down`, {
				case: doc.lat_case,
				people: ticked,
				values,
				information_types:
					NAMES_INFORMATION.includes(values.purpose)
						? dialog.get_field("information_types").get_checked_options()
						: [],
				partners: lines_of(values.purpose === COORDINATION ? values.partners : ""),
			});
			if (!written) return;
			dialog.hide();
			frappe.model.clear_doc(frm.doctype, frm.docname);
			frappe.show_alert({ message: __("Consents written down: {0}", [written.length]), indicator: "green" });
			frappe.set_route("Form", "LAT Case", doc.lat_case);
		},
	});
	dialog.show();
}

function lines_of(words) {
	return (words || "").split("\n").map((line) => line.trim()).filter(Boolean);
}

function as_in_form(frm, fieldname, otherwise) {
	const df = frappe.meta.get_docfield(frm.doctype, fieldname, frm.docname);
	const { depends_on, reqd, mandatory_depends_on } = df;
	const more = {
		depends_on,
		reqd,
		mandatory_depends_on,
		get_query: frm.get_field(fieldname).get_query,
		default: frm.doc[fieldname] || otherwise,
	};
	return lat_corps.dialog_field(frm.doctype, fieldname, more, frm.docname);
}
