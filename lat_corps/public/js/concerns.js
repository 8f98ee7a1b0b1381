// A mentor is worried: how urgent it is by one tap on the course, and the own words. What the municipality wants
// done first in acute danger stands before any form.
frappe.provide("lat_corps.concerns");
{
	const ACUTE = "Acute danger";
	const COLOURS = { "It can wait": "gray", "This week": "blue", Today: "orange", [ACUTE]: "red" };

	frappe.dom.set_style(
		`.lat-worry { border: 1px solid var(--border-color); border-radius: 8px; padding: 8px 16px; margin: 0 0 12px; }
		.lat-worry legend { font-size: var(--text-base); font-weight: 600; width: auto; padding: 0 6px; margin: 0; }
		.lat-worry div { display: flex; flex-wrap: wrap; gap: 8px; }
		.lat-worry p { margin: 0 0 4px; }
		.lat-worry .btn { min-height: 44px; white-space: normal; }
		@media (max-width: 767px) { .lat-worry .btn { flex: 1 1 40%; } }
		.lat-first { white-space: pre-line; font-size: var(--text-lg); border-left: 4px solid var(--red-500, #cc2929);
			padding: 8px 12px; margin-bottom: 16px; }`,
		"lat-worry-style"
	);

	// What waits for a decision, for who may read it; and for the mentor the four ways to say a new one.
	lat_corps.concerns.show = function (frm, $place, { may_say, first, open }, person) {
		$place.empty();
		if (!may_say && !open.length) return;
		const $worry = $('<fieldset class="lat-worry"><legend></legend></fieldset>').appendTo($place);
		$worry.children("legend").text(may_say ? __("Are you worried?") : __("Concern"));
		for (const { name, urgency, raised_on } of open) {
			const words = __("Not decided on yet, said on {0}", [frappe.datetime.str_to_user(raised_on)]);
			$("<p></p>")
				.append(
					lat_corps.pill(__(urgency, null, "LAT Concern"), COLOURS[urgency]),
					" ",
					$("<a></a>").attr("href", frappe.utils.get_form_link("LAT Concern", name)).text(words)
				)
				.appendTo($worry);
		}
		if (!may_say) return;
		const $urgencies = $("<div></div>").appendTo($worry);
		for (const urgency of Object.keys(COLOURS)) {
			$('<button type="button" class="btn btn-default"></button>')
				.text(__(urgency, null, "LAT Concern"))
				.on("click", () => say(frm, urgency, first, person))
				.appendTo($urgencies);
		}
	};

	async function say(frm, urgency, first, person) {
		await frappe.model.with_doctype("LAT Concern");
		const title = __("I am worried: {0}", [frappe.utils.escape_html(person || frm.docname)]);
		const ask = () => ask_for_words(frm, urgency, title);
		if (urgency !== ACUTE) return ask();
		const told = first || __("Call 112 when somebody is in danger, and then your coordinator.");
		const dialog = new lat_corps.Dialog({
			title: __("Do this first"),
			fields: [{ fieldname: "first", fieldtype: "HTML" }],
			primary_action_label: __("Go on and tell the coordinator"),
			primary_action: () => {
				dialog.hide();
				ask();
			},
		});
		$('<p class="lat-first" role="alert"></p>').text(told).appendTo(dialog.get_field("first").$wrapper);
		dialog.show();
	}

	function ask_for_words(frm, urgency, title) {
		const dialog = new lat_corps.Dialog({
			title,
			fields: [
				lat_corps.dialog_field("LAT Concern", "words", {
					reqd: 1,
					description: __("Urgency: {0}. Your coordinator is told at once.", [__(urgency, null, "LAT Concern")]),
				}),
			],
			primary_action_label: __("Tell the coordinator"),
			primary_action: async ({ words }) => {
				dialog.disable_primary_action();
				try {
					await frappe.db.insert({ doctype: "LAT Concern", lat_case: frm.docname, urgency, words });
					dialog.hide();
					frappe.show_alert({ message: __("Your coordinator has been told."), indicator: "green" });
					frm.reload_doc();
				} finally {
					dialog.enable_primary_action();
				}
			},
		});
		dialog.show();
	}
}
