// Steps of a workflow in one go: what a step asks for is written in its own dialog, which saves and takes it.
// Which fields those are, and whether the step may be taken, the server says.
frappe.provide("lat_corps");
{
	const TAKE = "lat_corps.steps.take";
	// What is sent to a person for an answer has its steps in words at a desk too.
	const ANSWERED = ["LAT Handover", "LAT Match"];

	frappe.dom.set_style(
		`.lat-acts { display: none; flex-wrap: wrap; gap: 8px; padding: 8px 15px 16px; }
		.lat-acts div { display: contents; }
		.lat-answers > .lat-acts:has([data-acts="steps"] button) { display: flex; }
		.page-container:has(.lat-answers) .actions-btn-group { display: none; }
		@media (min-width: 821px) { .lat-acts [data-acts="more"] { display: none; } }
		@media (max-width: 820px) {
			.lat-acts:has(button) { display: flex; }
			[data-page-route^="LAT "] .actions-btn-group { display: none; }
			.lat-acts .btn { min-height: 48px; flex: 1 1 40%; font-size: 16px; white-space: normal; }
		}`,
		"lat-acts-style"
	);

	// The same for both versions of Frappe, whose own way asks for nothing and loses what is not saved yet.
	const { prototype } = frappe.ui.form.States;
	const show_actions = prototype.show_actions;
	prototype.show_actions = function (...args) {
		return is_ours(this.frm) ? show_steps(this) : show_actions.apply(this, args);
	};

	// A form draws itself anew: what it adds to the head of a phone comes after this.
	$(document).on("form-refresh", (_event, frm) => is_ours(frm) && place(frm, "more").empty());

	function is_ours({ doctype }) {
		return doctype.startsWith("LAT ");
	}

	async function show_steps(states) {
		const { frm } = states;
		const $steps = place(frm, "steps").empty();
		if (frm.doc.__unsaved === 1) return;
		const { name } = frm.doc;
		const offered = await lat_corps.offered_steps(frm);
		if (frm.doc.name !== name) return;
		frm.page.clear_actions_menu();
		$steps.empty();
		const steps = new Map(offered.filter((step) => may_take(frm, step)).map((step) => [step.action, step]));
		for (const step of steps.values()) {
			const take = () => confirm(frm, step);
			frm.page.add_action_item(__(step.action), take);
			if (goes_on(frm, step)) button(__(step.action), "btn-primary", take).prependTo($steps);
			else button(__(step.action), "btn-default", take).appendTo($steps);
		}
		states.setup_btn(steps.size > 0);
	}

	// A page that is fetched anyhow brings the steps too.
	lat_corps.offered_steps = async (frm) =>
		(await lat_corps.page_of(frm))?.steps ?? frappe.workflow.get_transitions(frm.doc);

	function may_take({ doc }, { allowed, allow_self_approval }) {
		const { user } = frappe.session;
		const approves = user === "Administrator" || allow_self_approval || user !== doc.owner;
		return approves && frappe.user_roles.includes(allowed);
	}

	// The step to the next stage is the one to be taken, but where all is well as it stands.
	function goes_on({ doctype, doc }, { state, next_state }) {
		const { states } = frappe.workflow.workflows[doctype];
		const stages = frappe.meta.get_docfield(doctype, "stage").options.split("\n");
		const next = states.find((row) => row.state === next_state)?.update_value;
		const settled = frappe.get_doc("Workflow State", state)?.style === "Success";
		return !settled && stages.indexOf(next) === stages.indexOf(doc.stage) + 1;
	}

	// Frappe puts what can be done into menus, on a phone without words: here it stands at the head of the form.
	function place(frm, which) {
		let $acts = frm.layout.wrapper.children(".lat-acts");
		if (!$acts.length) {
			$acts = $('<div class="lat-acts" role="group"><div data-acts="more"></div><div data-acts="steps"></div></div>');
			$acts.attr("aria-label", __("What you can do now")).insertAfter(frm.layout.message);
			frm.layout.wrapper.toggleClass("lat-answers", ANSWERED.includes(frm.doctype));
		}
		return $acts.children(`[data-acts="${which}"]`);
	}

	function button(words, look, on_click) {
		return $('<button type="button" class="btn"></button>').addClass(look).text(words).on("click", on_click);
	}

	// A button in the head of the form, which on a phone has its words too.
	lat_corps.add_act = function (frm, words, on_click, look = "btn-primary") {
		frm.add_custom_button(words, on_click).addClass(look);
		// A save draws a form twice, and what is waited for comes twice too.
		const $more = place(frm, "more");
		$more.children().filter((_index, shown) => shown.textContent === words).remove();
		button(words, look, on_click).appendTo($more);
	};

	lat_corps.take_step = confirm;

	function confirm(frm, step) {
		if (!frappe.workflow.workflows[frm.doctype].enable_action_confirmation) return take(frm, step);
		frappe.confirm(__("Take this step: {0}?", [__(step.action)]), () => take(frm, step));
	}

	async function take(frm, step) {
		if (!(await lat_corps.save(frm))) return;
		frm.selected_workflow_action = step.action;
		await frm.script_manager.trigger("before_workflow_action");
		const answer = await lat_corps.ask_server(TAKE, of_step(frm, step));
		if (!answer) return;
		if (!answer.asked) return taken(frm, answer);
		lat_corps.ask_in_dialog(frm, {
			title: __(step.action),
			asked: answer.asked,
			save: (values) => lat_corps.ask_server(TAKE, { ...of_step(frm, step), values }),
			saved: (taking) => taken(frm, taking),
		});
	}

	function of_step({ doctype, docname }, { action }) {
		return { doctype, name: docname, action };
	}

	async function taken(frm, { readable }) {
		frm.selected_workflow_action = null;
		// A mentor who declined, for one, has nothing to do with the course any more.
		if (!readable) {
			frappe.model.remove_from_locals(frm.doctype, frm.docname);
			frappe.show_alert({ message: __("Thank you. You no longer see this record."), indicator: "green" });
			return frappe.set_route("List", frm.doctype);
		}
		await frm.reload_doc();
		frm.script_manager.trigger("after_workflow_action");
	}

	// The answer of the server; nothing when it refused, which Frappe has told the person by then.
	lat_corps.ask_server = (method, args) =>
		frappe.call({ method, args, freeze: true }).then(
			({ message }) => message ?? true,
			() => null
		);

	// Asks for fields of the document and calls `save` with them; a refused save leaves the dialog open, and
	// what was typed is there again when the person comes back to it.
	lat_corps.ask_in_dialog = function (frm, { title, asked, save, saved = () => {} }) {
		const about = `${frm.docname} ${title}`;
		const typed = (frm.lat_typed = frm.lat_typed || {});
		const kept = (typed[about] = typed[about] || {});
		const dialog = new lat_corps.Dialog({
			title,
			fields: asked.flatMap(({ sentence, fields }) =>
				fields.map((fieldname, index) => dialog_field(frm, fieldname, index ? "" : sentence, kept))
			),
			primary_action_label: title,
			primary_action: async () => {
				dialog.disable_primary_action();
				const answer = await save(values());
				dialog.enable_primary_action();
				if (!answer) return;
				dialog.hide();
				delete typed[about];
				saved(answer);
			},
		});
		const values = () =>
			Object.fromEntries(
				asked.flatMap(({ fields }) => fields).map((name) => [name, dialog.get_value(name) ?? ""])
			);
		dialog.onhide = () => Object.assign(kept, values());
		dialog.show();
		return dialog;
	};

	// A field of a row, as "criteria.2.reason", says which wish it is about.
	function dialog_field(frm, place, sentence, kept) {
		const [table, number, of_row] = place.split(".");
		const doc = number ? frm.doc[table][number - 1] : frm.doc;
		const fieldname = of_row || table;
		const df = frappe.meta.get_docfield(doc.doctype, fieldname, doc.name);
		const more = {
			fieldname: place,
			description: [number && doc.citizen_side, sentence, df.description && __(df.description, null, doc.doctype)]
				.filter(Boolean)
				.map((words) => frappe.utils.escape_html(words))
				.join("<br>"),
			get_query: frm.fields_dict[place]?.get_query,
			default: kept[place] ?? doc[fieldname],
		};
		if (number) more.label = `${__(df.label, null, doc.doctype)}: ${__(doc.criterion)}`;
		return lat_corps.dialog_field(doc.doctype, fieldname, more, doc.name);
	}
}
