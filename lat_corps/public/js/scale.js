// The person's own 1 to 10, by one tap, and the two questions that follow it (R71).
frappe.provide("lat_corps");

lat_corps.LOWEST_RATING = 1;
lat_corps.HIGHEST_RATING = 10;

frappe.dom.set_style(
	`.lat-scale { display: grid; grid-template-columns: repeat(10, 1fr); gap: 6px; max-width: 720px; }
	.lat-scale button { min-height: 44px; padding: 0; font-size: 16px; font-weight: 600; }
	.lat-scale-ends { display: flex; justify-content: space-between; max-width: 720px; margin: 4px 0 12px; }
	.lat-rating-dialog textarea { height: 76px !important; }
	@media (max-width: 767px) { .lat-scale { grid-template-columns: repeat(5, 1fr); } }`,
	"lat-scale-style"
);

lat_corps.draw_scale = function ($parent, { label, chosen, on_choose }) {
	const $scale = $('<div class="lat-scale" role="group"></div>').attr("aria-label", label);
	for (let step = lat_corps.LOWEST_RATING; step <= lat_corps.HIGHEST_RATING; step++) {
		const is_chosen = chosen === step;
		$('<button type="button" class="btn"></button>')
			.addClass(is_chosen ? "btn-primary" : "btn-default")
			.text(step)
			.attr({ "aria-pressed": is_chosen, "aria-label": __("{0} of 10", [step]), "data-rating": step })
			.on("click", () => on_choose(step))
			.appendTo($scale);
	}
	const $ends = $('<div class="lat-scale-ends text-muted small" aria-hidden="true"></div>');
	$("<span></span>").text(__("1: the worst")).appendTo($ends);
	$("<span></span>").text(__("10: what the person wants")).appendTo($ends);
	$parent.empty().append($scale, $ends);
};

// Asks the two questions about a rating and calls `save` with the answers; a refused save leaves it open.
lat_corps.ask_about_rating = function ({ rating, person, values = {}, save }) {
	let chosen = rating;
	const dialog = new lat_corps.Dialog({
		title: person ? __("Grip on life: {0}", [frappe.utils.escape_html(person)]) : __("Grip on life"),
		fields: [
			{ fieldname: "scale", fieldtype: "HTML" },
			{ fieldname: "why_not_lower", fieldtype: "Small Text", label: __("Why is it not lower?") },
			{
				fieldname: "one_step_up",
				fieldtype: "Small Text",
				label: __("What would be a sign of one step up?"),
			},
			{
				fieldname: "rated_by",
				fieldtype: "Select",
				label: __("Rated by"),
				options: ["Mentee", "Parent or relative"].map((value) => ({ value, label: __(value) })),
				reqd: 1,
			},
			{ fieldname: "rated_on", fieldtype: "Date", label: __("Rated on"), reqd: 1 },
		],
		primary_action_label: __("Save rating"),
		primary_action: async (answers) => {
			dialog.disable_primary_action();
			try {
				await save({ ...answers, rating: chosen });
				dialog.hide();
			} finally {
				dialog.enable_primary_action();
			}
		},
	});
	const show = () => {
		lat_corps.draw_scale(dialog.get_field("scale").$wrapper, {
			label: __("Grip on life (1-10)"),
			chosen,
			on_choose: (step) => {
				chosen = step;
				show();
				dialog.get_field("scale").$wrapper.find(`[data-rating=${step}]`).trigger("focus");
			},
		});
		dialog.set_df_property("why_not_lower", "hidden", chosen === lat_corps.LOWEST_RATING ? 1 : 0);
		dialog.set_df_property("one_step_up", "hidden", chosen === lat_corps.HIGHEST_RATING ? 1 : 0);
	};
	dialog.$wrapper.addClass("lat-rating-dialog");
	show();
	dialog.set_values({ rated_on: frappe.datetime.get_today(), ...values });
	dialog.show();
	return dialog;
};
