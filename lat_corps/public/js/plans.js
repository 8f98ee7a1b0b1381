// What a course shows of its plan: the open goals, and the step that comes first or is late.
frappe.provide("lat_corps.plans");

lat_corps.plans.show = function ($place, { called, plan, goals, late, step }) {
	$place.empty();
	if (!plan) return;
	const $link = $("<a></a>").attr("href", frappe.utils.get_form_link("LAT Plan", plan)).text(called);
	const words = [goals.length === 1 ? __("1 open goal") : __("{0} open goals", [goals.length])];
	if (step) {
		const who = step.responsible ? ` (${step.responsible})` : "";
		words.push(__("Next step by {0}: {1}", [frappe.datetime.str_to_user(step.due_on), step.step + who]));
	}
	const $line = $('<p class="lat-plan-line"></p>').append($link, ": ", $("<span></span>").text(words.join(" · ")));
	if (late) {
		const overdue = late === 1 ? __("1 step overdue") : __("{0} steps overdue", [late]);
		$line.append(" ", $('<span class="indicator-pill red no-indicator-dot"></span>').text(overdue));
	}
	$line.appendTo($place);
};
