frappe.ui.form.on("LAT Briefing", {
	setup(frm) {
		frm.set_query("background", "facts", () => ({ filters: { lat_case: frm.doc.lat_case } }));
	},

	refresh(frm) {
		const coordinates = frm.perm[0].write;
		frm.set_intro();
		if (frm.doc.closed_on) {
			frm.set_intro(__("It is closed: {0}. The mentor sees it no more.", [__(frm.doc.closed_because)]), "orange");
		} else if (frm.doc.passed_on && !frm.doc.read_on) {
			frm.set_intro(
				coordinates
					? __("The mentor has not confirmed on the course yet to have read it.")
					: __("Read it, and confirm on the course that you have."),
				"blue"
			);
		}
		if (coordinates && frm.doc.lat_case) {
			lat_corps.add_act(frm, __("Add a fact"), () => add_fact(frm), "btn-default");
		}
		if (!frm.is_new()) frm.add_custom_button(__("Print"), () => frm.print_doc());
		if (!coordinates) show_facts(frm);
	},
});

// Who reads sees each fact whole, which a table on a phone cuts off.
function show_facts(frm) {
	const { wrapper } = frm.get_field("facts").grid;
	const $facts = (frm.doc.__onload?.facts || []).map(({ fact, kind, origin, known_since, age, allowed_use }) => {
		const said = [__(kind), `${__("Origin")}: ${__(origin)}`, __("Known since {0} ({1})", [known_since, age])];
		if (allowed_use) said.push(`${__("Allowed use")}: ${allowed_use}`);
		return $('<li class="mb-3"></li>').append(
			$('<div style="white-space: pre-line"></div>').text(fact),
			$('<div class="text-muted small"></div>').text(said.join(" · "))
		);
	});
	wrapper.hide().prev(".lat-facts").remove();
	$('<ul class="lat-facts pl-4"></ul>').append($facts).insertBefore(wrapper);
}

// A fact is written in view of where it comes from: what the mentor needs of it, and no more.
async function add_fact(frm) {
	const sources = await frappe.db.get_list("LAT Background Information", {
		filters: { lat_case: frm.doc.lat_case },
		fields: ["name", "kind", "origin", "received_on", "content"],
		order_by: "received_on desc",
		limit: 0,
	});
	if (!sources.length) {
		return frappe.msgprint(__("Nothing is known from elsewhere yet: write down the background information first."));
	}
	const by_name = Object.fromEntries(sources.map((source) => [source.name, source]));
	const dialog = new lat_corps.Dialog({
		title: __("Add a fact"),
		fields: [
			{
				fieldname: "background",
				fieldtype: "Select",
				label: __("From"),
				reqd: 1,
				options: sources.map(({ name, kind, received_on }) => ({
					value: name,
					label: `${__(kind)}, ${frappe.datetime.str_to_user(received_on)} (${name})`,
				})),
				default: sources[0].name,
				onchange: () => show_source(dialog, by_name[dialog.get_value("background")]),
			},
			{ fieldname: "source", fieldtype: "HTML" },
			lat_corps.dialog_field("LAT Briefing Fact", "fact", {
				reqd: 1,
				description: __("One fact in your own words, no more than the mentor needs."),
			}),
		],
		primary_action_label: __("Add"),
		primary_action({ background, fact }) {
			const { kind, origin, received_on: known_since } = by_name[background];
			frm.add_child("facts", { background, fact, kind, origin, known_since });
			frm.refresh_field("facts");
			dialog.hide();
		},
	});
	show_source(dialog, sources[0]);
	dialog.show();
}

function show_source(dialog, source) {
	if (!source) return;
	const $content = $('<blockquote class="text-muted" style="white-space: pre-line"></blockquote>').text(source.content);
	const $origin = $('<p class="small"></p>').text(`${__("Origin")}: ${__(source.origin)}`);
	dialog.get_field("source").$wrapper.empty().append($content, $origin);
}
