// What the person wishes of a mentor, asked question by question in a conversation (R26 to R36).
{
	const ROW = "LAT Preference";
	const ASKED_AT = ["Assessed", "Matching"];
	const STATED = ["Must", "Wish"];
	const NOT_ASKED = "Not asked yet";

	frappe.ui.form.on("LAT Case", {
		setup(frm) {
			frm.set_query("spoken", "preferences", () => ({ query: "lat_corps.languages.search" }));
		},

		refresh(frm) {
			frm.fields_dict.preferences.grid.update_docfield_property("wish", "formatter", in_few_words);
			if (frm.is_new() || !frm.get_perm(1, "write") || !ASKED_AT.includes(frm.doc.stage)) return;
			lat_corps.add_act(frm, __("Ask about wishes"), () => ask(frm), "btn-default");
			if (frm.doc.stage === "Matching") {
				const board = () => frappe.set_route("lat-match-board", frm.doc.name);
				lat_corps.add_act(frm, __("Match board"), board, "btn-default");
			}
		},
	});

	// A row of the table shows what is wished, chosen or in words.
	function in_few_words(_value, _df, _options, row) {
		const chosen = frappe.meta
			.get_docfields(ROW)
			.filter(({ fieldname }) => !["criterion", "strength", "wish"].includes(fieldname) && row?.[fieldname])
			.map((df) => shown(df, row[df.fieldname]));
		return frappe.utils.escape_html([...chosen, row?.wish].filter(Boolean).join(" · "));
	}

	function shown(df, value) {
		if (df.fieldtype === "Select") return __(value);
		if (df.fieldtype === "Int") return `${__(df.label)}: ${value}`;
		return frappe.utils.get_link_title("Language", value) || value;
	}

	async function ask(frm) {
		const questions = await frappe.xcall("lat_corps.casework.wishes.questions", { case: frm.doc.name });
		const dialog = new lat_corps.Dialog({
			title: __("Ask about wishes"),
			size: "large",
			fields: questions.flatMap((question) => fields_of(frm, question)),
			primary_action_label: __("Save"),
			primary_action: async (values) => {
				dialog.disable_primary_action();
				write(frm, questions, values);
				if (await lat_corps.save(frm)) dialog.hide();
				else dialog.enable_primary_action();
			},
		});
		dialog.show();
	}

	function row_of(frm, criterion) {
		return (frm.doc.preferences || []).find((row) => row.criterion === criterion);
	}

	function fields_of(frm, { criterion, question, why, source, fields }) {
		const row = row_of(frm, criterion);
		const strength = `${criterion}:strength`;
		const text = frappe.utils.escape_html;
		return [
			{ fieldtype: "Section Break", label: __(criterion) },
			{
				fieldtype: "HTML",
				options: `<p><b>${text(question)}</b></p>
					<p class="text-muted small">${text(why)}<br>${__("Source")}: ${text(source)}</p>`,
			},
			lat_corps.dialog_field(ROW, "strength", { fieldname: strength, default: row?.strength || NOT_ASKED }),
			{ fieldtype: "Column Break" },
			...[...fields, "wish"].map((fieldname) => {
				const df = frappe.meta.get_docfield(ROW, fieldname);
				return lat_corps.dialog_field(ROW, fieldname, {
					fieldname: `${criterion}:${fieldname}`,
					get_query:
						df.options === "Language" ? () => ({ query: "lat_corps.languages.search" }) : undefined,
					default: row?.[fieldname],
					depends_on: `eval:${JSON.stringify(STATED)}.includes(doc["${strength}"])`,
				});
			}),
		];
	}

	// The first wish about each criterion; further ones stay as they stand in the table.
	function write(frm, questions, values) {
		for (const { criterion, fields } of questions) {
			const strength = values[`${criterion}:strength`];
			let row = row_of(frm, criterion);
			if (!row && strength === NOT_ASKED) continue;
			row = row || frm.add_child("preferences", { criterion });
			const answers = [...fields, "wish"].map((name) => [name, values[`${criterion}:${name}`] || null]);
			Object.assign(row, { strength }, Object.fromEntries(answers));
		}
		const strengths = questions.map(({ criterion }) => values[`${criterion}:strength`]);
		if (!strengths.includes(NOT_ASKED)) frm.doc.preferences_asked = 1;
		frm.refresh_field("preferences");
		frm.dirty();
	}
}
