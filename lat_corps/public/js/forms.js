// What the forms of the app share. Loaded with the Desk, so that each handler is registered once.
frappe.provide("lat_corps");

lat_corps.pill = (words, colour) =>
	$('<span class="indicator-pill no-indicator-dot"></span>').addClass(colour).text(words);

// A number as it is written, as what a telephone dials.
lat_corps.dialled = (number) => `tel:${number.replace(/[^+\d]/g, "")}`;

// Who holds a role and no function would meet empty lists and refusals: a page says why, and whom to ask. It
// stands in the place of the page that was asked for, before the Desk asks the server for that one.
if (frappe.boot.lat_no_function)
	history.replaceState(null, null, frappe.router.make_url(["lat-no-function"]));

// The server refuses to share or follow a record of the app: its form does not offer it.
$(document).on("form-refresh", (_event, frm) => {
	if (!frm.doctype.startsWith("LAT ")) return;
	frm.sidebar?.sidebar.find(".form-shared, .followed-by-section, .form-follow").addClass("hidden");
});

// Frappe 16 answers its own search for people with a refusal to whoever does not keep the logins.
lat_corps.members = (member_function, where) => ({
	query: "lat_corps.permissions.search.members",
	filters: { member_function, ...where },
});

// Most people act for one municipality.
$(document).on("form-refresh", async (_event, frm) => {
	const field = frm.get_docfield("municipality");
	if (!frm.is_new() || !field?.reqd || field.options !== "LAT Municipality" || frm.doc.municipality) return;
	const { name } = frm.doc;
	const only = await lat_corps.only_municipality();
	if (only && frm.doc.name === name && !frm.doc.municipality) frm.set_value("municipality", only);
});

lat_corps.only_municipality = async () => {
	const own = await frappe.db.get_list("LAT Municipality", { limit: 2 });
	return own.length === 1 ? own[0].name : "";
};

// Frappe gives a button back once what it asked for is done, and leaves it disabled when that was refused.
frappe.ui.Page.prototype.btn_disable_enable = (button, asked) => {
	if (!asked?.then) return;
	button.prop("disabled", true);
	const give_back = () => button.prop("disabled", false);
	asked.then(give_back, give_back);
};

// A field at the head of a page has its label in its hint alone, which goes as soon as something is chosen.
lat_corps.label_field = ({ df, $wrapper, $input }) =>
	$('<label class="control-label"></label>')
		.attr("for", frappe.dom.set_unique_id($input.get(0)))
		.text(df.label)
		.prependTo($wrapper);

// A field of a dialog, with the kind, the words and the choices that it has in its document.
lat_corps.dialog_field = (doctype, fieldname, more = {}, docname) => {
	const { fieldtype, label, options } = frappe.meta.get_docfield(doctype, fieldname, docname);
	const choices = () => options.split("\n").map((value) => ({ value, label: __(value, null, doctype) }));
	return {
		fieldname,
		fieldtype,
		label: __(label, null, doctype),
		options: fieldtype === "Select" ? choices() : options,
		...more,
	};
};

// A dialog in which one field may depend on another: whenever one has changed, Frappe draws each of these anew, and
// what is being typed in one of them would go. Who leaves it by keyboard is where it was opened, by a button that
// Frappe disables while it works, so that it loses the focus.
let last_pressed = document.body;
document.addEventListener("click", ({ target }) => (last_pressed = target.closest("button, a") || target), true);

lat_corps.Dialog = class extends frappe.ui.Dialog {
	constructor(settings) {
		const opened_from = last_pressed;
		super(settings);
		this.$wrapper.addClass("lat-dialog");
		// Frappe 16 hears no Escape in a dialog with a list to choose from, whether that is open or not.
		this.$wrapper.get(0).addEventListener("keydown", (event) => this.close_by_escape(event), true);
		this.$wrapper.on("hidden.bs.modal", () => {
			const { activeElement } = document;
			if (activeElement === document.body || this.$wrapper.get(0).contains(activeElement)) opened_from.focus();
		});
	}

	close_by_escape(event) {
		if (event.key !== "Escape" || this.$wrapper.find(".awesomplete > ul:not([hidden])").length) return;
		event.stopPropagation();
		this.hide();
	}

	refresh_dependency() {
		const { activeElement } = document;
		const typing = Object.values(this.fields_dict || {}).find(({ $input }) => $input?.get(0) === activeElement);
		if (typing) typing.set_input = () => {};
		super.refresh_dependency();
		if (typing) delete typing.set_input;
	}
};

// As frappe.prompt, in a dialog that keys leave.
lat_corps.prompt = (fields, then, title, primary_action_label = title) => {
	const dialog = new lat_corps.Dialog({
		title,
		fields: [fields].flat(),
		primary_action_label,
		primary_action(values) {
			dialog.hide();
			then(values);
		},
	});
	dialog.show();
};

// A calendar that has just opened writes the day that is chosen in it into its field, over what was typed meanwhile.
{
	const { prototype } = frappe.ui.form.ControlDate;
	const { update_datepicker_position } = prototype;
	prototype.update_datepicker_position = function (...args) {
		const typed = this.$input.val();
		update_datepicker_position.apply(this, args);
		this.$input.val(typed);
	};
}

// Frappe 16 takes nothing by keyboard whose words do not hold what was typed: the number of a person, a language under
// another name, a name spelt otherwise. What the server has found for these letters is what they stand for.
{
	const { prototype } = frappe.ui.form.ControlLink;
	const { input_matches_item } = prototype;
	prototype.input_matches_item = function (input, item) {
		if (input_matches_item.call(this, input, item)) return true;
		const found = this.$input.cache[this.get_options()]?.[this.$input.val()] || [];
		return !item.action && found.some(({ value }) => value === item.value);
	};
}

frappe.dom.set_style(
	`@media (max-width: 767px) {
		.lat-dialog .form-column { padding-left: 0; padding-right: 0; }
		.lat-dialog .standard-actions { display: flex; flex-wrap: wrap; flex: 1; gap: 8px; }
		.lat-dialog .standard-actions .btn { flex: 1 1 auto; min-height: 44px; }
	}`,
	"lat-dialog-style"
);

// Frappe's promise of a save holds for a refused one too, which leaves the form as it was typed.
lat_corps.save = async (frm) => {
	if (frm.is_dirty()) await frm.save();
	return !frm.is_dirty();
};

// A row that was added and never touched is no answer: Frappe would keep it and refuse the save.
{
	const { prototype } = frappe.ui.form.Form;
	const { save } = prototype;
	prototype.save = function (...args) {
		if (this.doctype.startsWith("LAT ")) drop_untouched_rows(this);
		return save.apply(this, args);
	};
}

// Frappe's rights of a record are those of the role: whoever reads this one only would be refused the save.
{
	const { prototype } = frappe.ui.form.Form;
	const { fetch_permissions } = prototype;
	prototype.fetch_permissions = function (...args) {
		fetch_permissions.apply(this, args);
		if (this.doc?.__onload?.lat_reads_only) this.set_read_only();
	};
}

function drop_untouched_rows(frm) {
	for (const { fieldname } of frappe.meta.get_table_fields(frm.doctype)) {
		const untouched = (frm.doc[fieldname] || []).filter(is_untouched);
		for (const row of untouched) frappe.model.clear_doc(row.doctype, row.name);
		if (untouched.length) frm.refresh_field(fieldname);
	}
}

// Frappe takes a row for edited once a link in it was left, also an empty one; a doubled row holds values.
function is_untouched(row) {
	const begins_with = ({ fieldname, default: first }) =>
		!row[fieldname] || String(row[fieldname]) === String(first);
	return row.__islocal && frappe.meta.get_docfields(row.doctype).every(begins_with);
}

// Frappe shows these below every table that may be changed, also where nothing stands behind them.
frappe.dom.set_style(
	`[data-page-route^="LAT "] :is(.grid-add-multiple-rows, .grid-upload),
	[data-page-route="LAT Match"] [data-fieldname="criteria"] .grid-add-row,
	[data-page-route="LAT Survey Import"] [data-fieldname="mapping"] .grid-add-row { display: none; }`,
	"lat-idle-buttons"
);

// A mentor on loan is a record of the other municipality: its number is shown, and leads nowhere.
["LAT Case", "LAT Match", "LAT Mentor Loan"].forEach((doctype) =>
	frappe.ui.form.on(doctype, { refresh: link_own_mentor })
);

async function link_own_mentor(frm) {
	const { mentor } = frm.doc;
	if (!mentor || !frappe.model.can_read("LAT Mentor")) return;
	const page = await lat_corps.page_of(frm);
	const own = page?.head?.mentor?.own ?? (await frappe.db.get_list("LAT Mentor", { filters: { name: mentor }, limit: 1 }))[0];
	if (frm.doc.mentor !== mentor) return;
	const field = frm.get_field("mentor");
	field.df.formatter = own ? undefined : (value) => frappe.utils.escape_html(value || "");
	field.refresh();
	field.$link_open?.toggleClass("hidden", !own);
}

// Languages in the reader's own words: Frappe knows each by the name that its speakers write.
["LAT Citizen", "LAT Mentor", "LAT Mentor Loan"].forEach((doctype) =>
	frappe.ui.form.on(doctype, {
		setup(frm) {
			frm.set_query("language", "languages", () => ({ query: "lat_corps.languages.search" }));
		},

		refresh(frm) {
			for (const { language } of frm.doc.languages || []) name_language(language);
			frm.refresh_field("languages");
		},
	})
);

frappe.ui.form.on("LAT Spoken Language", {
	// Frappe fills in what the user reads the Desk in.
	languages_add(_frm, doctype, name) {
		frappe.get_doc(doctype, name).language = "";
	},
});

function name_language(code) {
	if (!code) return;
	try {
		const names = new Intl.DisplayNames([frappe.boot.lang || "en"], { type: "language", fallback: "none" });
		const name = names.of(code);
		if (name) frappe.utils.add_link_title("Language", code, name[0].toUpperCase() + name.slice(1));
	} catch (error) {
		// A language of the site's own making, with a code that no browser knows, keeps its name.
		if (!(error instanceof RangeError)) throw error;
	}
}

// A table of one choice as ticks: each row that there may be, ticked where it is there.
frappe.dom.set_style(
	`.lat-ticks legend { font-size: var(--text-sm); color: var(--text-muted); margin-bottom: 4px; }
	.lat-ticks label { display: flex; align-items: center; gap: 8px; min-height: 40px; margin: 0; }
	@media (min-width: 768px) { .lat-ticks > div { columns: 2; } .lat-ticks label { min-height: 28px; } }`,
	"lat-ticks-style"
);

lat_corps.show_ticks = function (frm, table, fieldname, may_change) {
	const { df, grid, $wrapper } = frm.get_field(table);
	const { options } = frappe.meta.get_docfield(df.options, fieldname);
	const row_of = (value) => (frm.doc[table] || []).find((row) => row[fieldname] === value);
	grid.wrapper.hide();
	$wrapper.children(".lat-ticks").remove();
	const $ticks = $('<fieldset class="lat-ticks"><legend></legend><div></div><p class="help-box small text-muted"></p></fieldset>');
	$ticks.children("legend").text(__(df.label, null, frm.doctype));
	$ticks.children("p").text(__(df.description, null, frm.doctype));
	for (const value of options.split("\n").filter(Boolean)) {
		const $tick = $('<input type="checkbox">').attr({ value, disabled: !may_change });
		$tick.prop("checked", Boolean(row_of(value))).on("change", ({ target }) => {
			const row = row_of(value);
			if (target.checked && !row) frm.add_child(table, { [fieldname]: value });
			if (!target.checked && row) frappe.model.clear_doc(row.doctype, row.name);
			frm.dirty();
		});
		$("<label></label>").append($tick, $("<span></span>").text(__(value))).appendTo($ticks.children("div"));
	}
	$ticks.appendTo($wrapper);
};

// A note in the plan of a course, which begins with its first one.
lat_corps.write_note = function ({ lat_case, plan, title, content, saved = () => {} }) {
	const dialog = new lat_corps.Dialog({
		title,
		fields: [
			{
				fieldname: "heading",
				fieldtype: "Data",
				label: __("Heading"),
				default: frappe.datetime.str_to_user(frappe.datetime.get_today()),
				reqd: 1,
			},
			{ fieldname: "content", fieldtype: "Small Text", label: __("Content"), default: content, reqd: 1 },
		],
		primary_action_label: __("Save note"),
		primary_action: async (note) => {
			dialog.disable_primary_action();
			const row = { doctype: "LAT Plan Note", ...note };
			try {
				if (plan) {
					await frappe.db.insert({ ...row, parent: plan, parenttype: "LAT Plan", parentfield: "notes" });
				} else {
					await frappe.db.insert({ doctype: "LAT Plan", lat_case, notes: [row] });
				}
				dialog.hide();
				frappe.show_alert({ message: __("The note is saved."), indicator: "green" });
				saved();
			} finally {
				dialog.enable_primary_action();
			}
		},
	});
	dialog.show();
};
