frappe.pages["lat-change"].on_page_load = async (wrapper) => {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Change from before to after"),
		single_column: true,
	});
	const method = "lat_corps.insight.change";
	const { message: places } = await frappe.call(`${method}.places`);
	const $body = $('<div class="p-4"></div>').appendTo(page.main);
	if (!places.length) {
		$body.text(__("You have no function in a municipality today, so there are no figures for you here."));
		return;
	}

	const chosen = () => ({
		municipality: place.get_value() || places[0].value,
		under_way: under_way.get_value() ? 1 : 0,
	});
	const refresh = async () => {
		const { message } = await frappe.call({ method: `${method}.show`, type: "GET", args: chosen(), freeze: true });
		under_way.$wrapper.toggle(message.in_full);
		$body.html(message.html);
	};
	const place = page.add_field({
		fieldname: "place",
		label: __("Municipality"),
		fieldtype: "Select",
		options: places.map(({ value, label }) => ({ value, label })),
		default: places[0].value,
		change: refresh,
	});
	const under_way = page.add_field({
		fieldname: "under_way",
		label: __("Also courses under way"),
		fieldtype: "Check",
		change: refresh,
	});
	place.$wrapper.toggle(places.length > 1);
	page.set_secondary_action(__("Print"), () => window.print());
	page.add_inner_button(__("Download workbook"), () => {
		window.open(`/api/method/${method}.download?${new URLSearchParams(chosen())}`);
	});
	refresh();
};
