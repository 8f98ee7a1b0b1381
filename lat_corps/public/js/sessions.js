// The mentor's log: a contact noted in a minute, on a phone. What is written stays in the browser until the server
// has it, and only for the login that wrote it.
frappe.provide("lat_corps.sessions");
{
	const { sessions } = lat_corps;
	const LOG = "lat_corps.casework.sessions";
	const DRAFTS = "lat_corps.session:";
	const OWN = `${DRAFTS}${frappe.boot.user.name}:`;
	const MINUTES = [15, 30, 45, 60, 90, 120];
	const FIELDS = ["held_on", "went_well", "next_step", "next_at"];

	sessions.forget = function (is_forgotten) {
		for (const key of Object.keys(localStorage)) {
			if (key.startsWith(DRAFTS) && is_forgotten(key)) localStorage.removeItem(key);
		}
	};
	sessions.forget((key) => !key.startsWith(OWN));

	// Who logs out leaves nothing behind on the machine.
	const { prototype } = frappe.Application;
	const { logout } = prototype;
	prototype.logout = function (...args) {
		sessions.forget(() => true);
		return logout.apply(this, args);
	};

	frappe.dom.set_style(
		`.lat-chips { border: 0; margin: 0 0 12px; padding: 0; }
		.lat-chips legend { font-size: var(--text-sm); color: var(--text-muted); margin: 0 0 4px; }
		.lat-chips div { display: flex; flex-wrap: wrap; gap: 8px; }
		.lat-chips label { position: relative; margin: 0; }
		.lat-chips input { position: absolute; opacity: 0; inset: 0; width: 100%; height: 100%; margin: 0; cursor: pointer; }
		.lat-chips span { display: inline-flex; align-items: center; min-height: 44px; padding: 6px 14px; border-radius: 8px;
			border: 1px solid var(--gray-500, #98a1a9); overflow-wrap: anywhere; }
		.lat-chips input:checked + span { background: var(--primary, #171717); border-color: var(--primary, #171717);
			color: var(--neutral, #fff); }
		.lat-chips input:focus-visible + span { outline: 2px solid var(--primary, #171717); outline-offset: 2px; }
		.lat-session textarea { height: 76px !important; }
		@media (max-width: 820px) { .lat-session .modal-footer .btn { min-height: 44px; } }`,
		"lat-session-style"
	);

	// Asks about one contact on a course, and calls `saved` once it is stored.
	sessions.note = async function ({ lat_case, person, choices, saved = () => {} }) {
		const doctype = "LAT Session";
		const [log] = await Promise.all([
			choices || frappe.xcall(`${LOG}.of_case`, { case: lat_case }),
			frappe.model.with_doctype(doctype),
		]);
		const kept = draft_of(lat_case);
		const noted = kept || { draft: frappe.utils.get_random(20), tools: [] };
		const field = (fieldname, more = {}) => lat_corps.dialog_field(doctype, fieldname, { default: noted[fieldname], ...more });
		const dialog = new lat_corps.Dialog({
			title: person ? __("Note a contact: {0}", [frappe.utils.escape_html(person)]) : __("Note a contact"),
			fields: [
				{ fieldname: "first", fieldtype: "HTML" },
				field("went_well"),
				{ fieldname: "tools", fieldtype: "HTML" },
				field("next_step"),
				field("next_at", { hide_timezone: 1 }),
				field("held_on", { default: noted.held_on || frappe.datetime.get_today(), reqd: 1 }),
			],
			primary_action_label: __("Save in the log"),
			primary_action: save,
			...(kept
				? { secondary_action_label: __("Discard the draft"), secondary_action: () => forget_and_hide(dialog, lat_case) }
				: {}),
		});
		const choose = (fieldname, value) => {
			noted[fieldname] = value;
			keep();
		};
		const keep = () => {
			for (const fieldname of FIELDS) noted[fieldname] = dialog.get_value(fieldname) || "";
			localStorage.setItem(`${OWN}${lat_case}`, JSON.stringify(noted));
		};
		dialog.get_field("first").$wrapper.append(
			kept ? $('<p role="status"></p>').text(__("What you had written is here again. It is not saved yet.")) : "",
			chips(__("Kind", null, doctype), "kind", kinds(doctype), noted.kind, choose),
			chips(__("How long, in minutes"), "minutes", MINUTES.map((minutes) => [minutes, minutes]), noted.minutes, choose),
			chips(__("Goal or step", null, doctype), "plan_row", [...log.steps, ...log.goals], noted.plan_row, choose)
		);
		dialog.get_field("tools").$wrapper.append(
			chips(__("Tools used", null, doctype), "tools", log.tools, noted.tools, choose, "checkbox")
		);
		dialog.$wrapper.addClass("lat-session").on("input change", "textarea, input[data-fieldname]", keep);
		dialog.show();
		return dialog;

		async function save() {
			keep();
			if (!noted.kind) return frappe.show_alert({ message: __("Choose what kind of contact it was."), indicator: "orange" });
			dialog.disable_primary_action();
			const { draft, tools, ...values } = noted;
			const answer = await lat_corps.ask_server(`${LOG}.note_down`, { case: lat_case, draft, tools, values });
			dialog.enable_primary_action();
			if (!answer) {
				const words = __("It is not saved. What you wrote stays on this device until it is.");
				return frappe.show_alert({ message: words, indicator: "orange" }, 10);
			}
			forget_and_hide(dialog, lat_case);
			frappe.show_alert({ message: __("The contact is noted."), indicator: "green" });
			saved();
		}
	};

	function forget_and_hide(dialog, lat_case) {
		localStorage.removeItem(`${OWN}${lat_case}`);
		dialog.hide();
	}

	function draft_of(lat_case) {
		return JSON.parse(localStorage.getItem(`${OWN}${lat_case}`) || "null");
	}

	function kinds(doctype) {
		const { options } = frappe.meta.get_docfield(doctype, "kind");
		return options.split("\n").filter(Boolean).map((kind) => [kind, __(kind, null, doctype)]);
	}

	// Choices to be tapped: one of them, or as many as are true.
	function chips(label, fieldname, choices, chosen, choose, type = "radio") {
		if (!choices.length) return "";
		const $chips = $('<fieldset class="lat-chips"><legend></legend><div></div></fieldset>').attr("data-chips", fieldname);
		$chips.children("legend").text(label);
		for (const [value, words] of choices) {
			const $input = $("<input>").attr({ type, name: `lat-session-${fieldname}`, value });
			$input.prop("checked", type === "radio" ? String(chosen ?? "") === String(value) : chosen.includes(value));
			$("<label></label>").append($input, $("<span></span>").text(words)).appendTo($chips.children("div"));
		}
		return $chips.on("change", "input", () => {
			const ticked = $chips.find("input:checked").get().map((input) => input.value);
			choose(fieldname, type === "radio" ? ticked[0] : ticked);
		});
	}
}
