// A person's first course is walked through with them: offered until they have seen it or declined, and there
// in the menu after that. What is shown, and where, stands in the Form Tours of the app.
{
	const TOURS = {
		"LAT Case": [
			["LAT Coordinator", "LAT First Course of a Coordinator"],
			["LAT Mentor", "LAT First Course of a Mentor"],
		],
		"LAT Handover": [["LAT Caseworker", "LAT First Handover of a Caseworker"]],
		"LAT Role Description": [["LAT Manager", "LAT First Approval of a Manager"]],
	};
	const KEPT = "Tours";
	const SETTLED = 300;

	frappe.dom.set_style(
		`.lat-tour { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; padding: 8px 15px;
			border-bottom: 1px solid var(--border-color); }
		.lat-tour p { flex: 1 1 220px; margin: 0; }
		.lat-tour .btn { min-height: 36px; }
		@media (max-width: 767px) { .lat-tour .btn { min-height: 44px; } }
		#driver-popover-item .driver-popover-footer button { min-height: 36px; min-width: 44px; }
		@media (max-width: 767px) {
			div#driver-popover-item.lat-tour-words { position: fixed !important; inset: auto 8px 8px !important; max-width: none; }
			.lat-tour-words .driver-popover-tip { display: none !important; }
		}`,
		"lat-tour-style"
	);

	$(document).on("form-refresh", (_event, frm) => {
		const tour = tour_of(frm);
		frm.layout.wrapper.children(".lat-tour").remove();
		if (!tour || frm.is_new()) return;
		frm.page.add_menu_item(__("Show me round"), () => show(frm, tour));
		if (!kept(frm)[tour]) offer(frm, tour);
	});

	function tour_of(frm) {
		return (TOURS[frm.doctype] || []).find(([role]) => frappe.user.has_role(role))?.[1];
	}

	function kept(frm) {
		return frappe.get_user_settings(frm.doctype, KEPT) || {};
	}

	function keep(frm, tour) {
		frm.layout.wrapper.children(".lat-tour").remove();
		return frappe.model.user_settings.save(frm.doctype, KEPT, { [tour]: 1 });
	}

	function offer(frm, tour) {
		const button = (words, look) => $('<button type="button" class="btn btn-sm"></button>').addClass(look).text(words);
		$('<div class="lat-tour" role="note"></div>')
			.append(
				$("<p></p>").text(__("New here? A short tour shows what stands where.")),
				button(__("Show me round"), "btn-primary").on("click", () => show(frm, tour)),
				button(__("No thanks"), "btn-default").on("click", () => keep(frm, tour))
			)
			.insertAfter(frm.layout.message);
	}

	async function show(frm, name) {
		keep(frm, name);
		await frm.tour.init({ tour_name: name });
		const { tour, driver_steps } = frm.tour;
		const steps = tour.steps.map(({ element_selector }, index) => ({
			...driver_steps[index],
			element: element_selector ? frm.page.wrapper.find(element_selector).filter(":visible")[0] : driver_steps[index].element,
			popover: { ...driver_steps[index].popover, className: "frappe-driver lat-tour-words" },
			onHighlighted: lead_there,
		}));
		// What a form does not show at its stage is no part of the tour.
		frm.tour.update_driver_steps(steps.filter(({ element }) => $(element).is(":visible")));
		frm.tour.start();
	}

	// A tour goes on when it is touched: the click that follows would press what has come to lie under the finger.
	document.addEventListener(
		"touchend",
		(event) => event.target.closest?.("#driver-popover-item button") && event.preventDefault(),
		{ passive: false }
	);

	// Who goes by keyboard or hears the page is led to the words, once they stand still, and on from there.
	async function lead_there() {
		await frappe.utils.sleep(SETTLED);
		const $words = $("#driver-popover-item").attr({ role: "dialog", "aria-labelledby": "lat-tour-title" });
		$words.find(".driver-popover-title").attr("id", "lat-tour-title").attr("aria-live", "polite");
		$words.find(".driver-next-btn").trigger("focus");
	}
}
