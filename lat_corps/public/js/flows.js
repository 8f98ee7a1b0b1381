// Work that touches several records, each in one dialog and one request over the same documents and guards; what
// was typed is there again when the person comes back to it.
frappe.provide("lat_corps.flows");
{
	const INTAKE = "lat_corps.casework.intake";
	const OFFER = "lat_corps.casework.change_of_mentor.offer";
	const MENTORS = "lat_corps.corps.loans.mentors_for_match";
	const typed = {};

	lat_corps.agreements_on_referral = (municipality) => ({
		filters: { kind: "Agreement on referral", ended_on: ["is", "not set"], ...(municipality && { municipality }) },
	});

	// A field that is asked for as its document asks for it.
	lat_corps.flows.field = field;
	function field(doctype, fieldname, more = {}) {
		const df = frappe.meta.get_docfield(doctype, fieldname);
		return lat_corps.dialog_field(doctype, fieldname, {
			description: df.description && frappe.utils.escape_html(__(df.description, null, doctype)),
			reqd: df.reqd,
			default: df.fieldtype === "Select" && df.reqd ? df.default : undefined,
			...more,
		});
	}

	const section = (label, more = {}) => ({ fieldtype: "Section Break", label, ...more });
	const column = { fieldtype: "Column Break" };

	function ask({ about, fields, send, ...settings }) {
		const kept = typed[about] || {};
		const dialog = new lat_corps.Dialog({
			...settings,
			fields: fields.map((df) => ({ ...df, default: kept[df.fieldname] ?? df.default })),
			primary_action: async (values) => {
				dialog.disable_primary_action();
				const answer = await send(values);
				dialog.enable_primary_action();
				if (!answer) return;
				dialog.hide();
				delete typed[about];
				settings.done(answer);
			},
		});
		dialog.onhide = () => (typed[about] = dialog.get_values(true, false) || {});
		dialog.show();
		return dialog;
	}

	lat_corps.flows.begin_course = async function () {
		const needed = ["LAT Case", "LAT Citizen", "LAT Consent"];
		await Promise.all(needed.map((doctype) => frappe.model.with_doctype(doctype)));
		const only = await lat_corps.only_municipality();
		const is_new = "eval:!doc.citizen";
		const of_giver = { Citizen: "citizen", "Custody holder": "custody" };
		// Who consents at this age.
		let asked = [];
		const consent = (giver, words) => {
			const given = `eval:doc.${of_giver[giver]}_consents`;
			return [
				{ fieldname: `${of_giver[giver]}_consents`, fieldtype: "Check", label: words, hidden: 1 },
				field("LAT Consent", "given_by_name", {
					fieldname: `${of_giver[giver]}_name`,
					depends_on: given,
					mandatory_depends_on: given,
					reqd: 0,
				}),
				field("LAT Consent", "consent_form", {
					fieldname: `${of_giver[giver]}_form`,
					depends_on: given,
					reqd: 0,
				}),
			];
		};
		const any = "eval:doc.citizen_consents || doc.custody_consents";
		const dialog = ask({
			about: "intake",
			title: __("New course"),
			size: "large",
			primary_action_label: __("Create course"),
			fields: [
				section(__("The person")),
				field("LAT Case", "municipality", { default: only }),
				{
					...field("LAT Case", "citizen", { reqd: 0 }),
					label: __("Known citizen"),
					only_select: 1,
					description: __("Leave it empty for somebody who is new."),
					get_query: () => ({ filters: { municipality: dialog.get_value("municipality") } }),
					onchange: () => ask_who_consents(),
				},
				field("LAT Citizen", "full_name", { depends_on: is_new, mandatory_depends_on: is_new, reqd: 0 }),
				column,
				field("LAT Citizen", "birth_date", {
					depends_on: is_new,
					mandatory_depends_on: is_new,
					onchange: () => ask_who_consents(),
				}),
				field("LAT Citizen", "gender", { depends_on: is_new }),
				field("LAT Citizen", "phone", { depends_on: is_new }),
				{
					fieldname: "language",
					fieldtype: "Link",
					options: "Language",
					label: __("Mother tongue"),
					depends_on: is_new,
					only_select: 1,
					get_query: () => ({ query: "lat_corps.languages.search" }),
				},
				section(__("The referral")),
				field("LAT Case", "course_type"),
				field("LAT Case", "target_group", { reqd: 1 }),
				column,
				field("LAT Case", "referral_agreement", {
					only_select: 1,
					get_query: () => lat_corps.agreements_on_referral(dialog.get_value("municipality")),
				}),
				field("LAT Case", "referral_source", { mandatory_depends_on: "eval:!doc.referral_agreement" }),
				field("LAT Case", "referred_by"),
				section(""),
				field("LAT Case", "referral_reason"),
				section(__("Consent to the course")),
				{ fieldname: "who", fieldtype: "HTML" },
				field("LAT Consent", "given_on", { default: frappe.datetime.get_today(), reqd: 0 }),
				...consent("Citizen", __("The person consents")),
				column,
				field("LAT Consent", "informed", { mandatory_depends_on: any }),
				...consent("Custody holder", __("A custody holder consents")),
				section(""),
				{
					fieldname: "self_report",
					fieldtype: "Check",
					label: __("They consent to self-report too: questionnaires and ratings"),
					depends_on: any,
				},
			],
			secondary_action_label: __("Open the whole form"),
			secondary_action: () => {
				dialog.hide();
				frappe.new_doc("LAT Case", { citizen: dialog.get_value("citizen") });
			},
			send: (values) => {
				const consents = Object.entries(of_giver)
					.filter(([giver, of]) => values[`${of}_consents`] && asked.includes(giver))
					.map(([given_by, of]) => ({
						given_by,
						given_by_name: values[`${of}_name`],
						consent_form: values[`${of}_form`],
						given_on: values.given_on,
						informed: values.informed,
					}));
				return lat_corps.ask_server(`${INTAKE}.begin`, { values: { ...values, consents } });
			},
			done: ({ name, open }) => {
				if (open.length) {
					const title = __("The course is made. Before it is assessed:");
					frappe.msgprint({ title, message: open.map(frappe.utils.escape_html), as_list: true });
				} else frappe.show_alert({ message: __("The course is made and assessed."), indicator: "green" });
				frappe.set_route("Form", "LAT Case", name);
			},
		});

		async function ask_who_consents() {
			const { citizen, birth_date, full_name } = dialog.get_values(true, false);
			if (!citizen && !birth_date) return tell([]);
			tell(await frappe.xcall(`${INTAKE}.givers`, citizen ? { citizen } : { birth_date }), full_name);
		}

		function tell(givers, full_name) {
			const words = givers.map(({ given_by }) => __(given_by, null, "LAT Consent"));
			const told = givers.length
				? __("At this age these must consent: {0}.", [words.join(", ")])
				: __("Choose the citizen, or write the date of birth: age decides who must consent.");
			dialog.fields_dict.who.$wrapper.text(told);
			for (const { given_by, names } of givers) {
				const name = dialog.fields_dict[`${of_giver[given_by]}_name`];
				if (!name.get_value()) name.set_value(names[0] || (given_by === "Citizen" ? full_name : ""));
			}
			asked = givers.map(({ given_by }) => given_by);
			for (const [giver, of] of Object.entries(of_giver)) {
				if (!asked.includes(giver) && dialog.get_value(`${of}_consents`)) dialog.set_value(`${of}_consents`, 0);
				dialog.set_df_property(`${of}_consents`, "hidden", !asked.includes(giver));
			}
		}
		ask_who_consents();
	};

	// A course that has a mentor changes to another one; a course that waits gets its first.
	lat_corps.flows.offer_mentor = async function (frm) {
		await frappe.model.with_doctype("LAT Match");
		const changes = Boolean(frm.doc.mentor);
		const chosen = "eval:doc.mentor";
		ask({
			about: `${frm.docname} mentor`,
			title: changes ? __("Change mentor") : __("Offer to a mentor"),
			primary_action_label: changes ? __("Change mentor") : __("Offer to a mentor"),
			fields: [
				...(changes
					? [
							field("LAT Match", "end_reason", {
								reqd: 1,
								label: __("Why the match with {0} ends", [frappe.utils.escape_html(frm.doc.mentor_name || frm.doc.mentor)]),
							}),
							{
								...field("LAT Match", "interim_cover", { only_select: 1 }),
								get_query: () => lat_corps.members("Coordinator", { municipality: frm.doc.municipality }),
							},
							field("LAT Match", "briefing_goes_on"),
							section(__("The next mentor")),
					  ]
					: []),
				{
					...field("LAT Match", "mentor", { reqd: changes ? 0 : 1 }),
					get_query: () => ({ query: MENTORS }),
					only_select: 1,
					description: changes ? __("Leave it empty when nobody is found yet: the course then waits.") : "",
				},
				field("LAT Match", "conflict_of_interest", {
					depends_on: chosen,
					mandatory_depends_on: chosen,
					reqd: 0,
				}),
				field("LAT Case", "interpreter", { depends_on: chosen, default: frm.doc.interpreter }),
			],
			send: (values) => lat_corps.ask_server(OFFER, { name: frm.docname, ...values }),
			done: async ({ match }) => {
				await frm.reload_doc();
				const message = match
					? __("It is offered: match {0}. You are told when the mentor has answered.", [match])
					: __("The course waits for a mentor.");
				frappe.show_alert({ message, indicator: "green" });
			},
		});
	};

	// A mentor who was found already, on the board of a course or in a plan, is offered it.
	lat_corps.flows.offer_to = async function ({ course, mentor, name, done }) {
		await frappe.model.with_doctype("LAT Match");
		ask({
			about: `${course} ${mentor}`,
			title: __("Offer the course to {0}", [frappe.utils.escape_html(name)]),
			primary_action_label: __("Offer"),
			fields: [field("LAT Match", "conflict_of_interest")],
			send: (values) => lat_corps.ask_server(OFFER, { name: course, mentor, ...values }),
			done: () => {
				frappe.show_alert({ message: __("It is offered."), indicator: "green" });
				done();
			},
		});
	};

	frappe.ui.form.on("LAT Case", {
		async refresh(frm) {
			const { name, stage, mentor } = frm.doc;
			if (frm.is_new() || !frm.get_perm(1, "write") || frm.doc.__unsaved === 1) return;
			const steps = await lat_corps.offered_steps(frm);
			if (frm.doc.name !== name || frm.doc.stage !== stage) return;
			if (stage === "Matching" || (stage === "Active" && !mentor)) {
				if (!mentor) lat_corps.add_act(frm, __("Offer to a mentor"), () => lat_corps.flows.offer_mentor(frm));
			} else if (mentor && steps.some((step) => leads_to(step, "Matching"))) {
				lat_corps.add_act(frm, __("Change mentor"), () => lat_corps.flows.offer_mentor(frm), "btn-default");
			}
		},
	});

	function leads_to({ next_state }, stage) {
		const { states } = frappe.workflow.workflows["LAT Case"];
		return states.some((row) => row.state === next_state && row.update_value === stage);
	}
}
