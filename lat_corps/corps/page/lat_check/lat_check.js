frappe.pages["lat-check"].on_page_load = (wrapper) => {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Check of the site"),
		single_column: true,
	});
	const $body = $('<div class="p-4"></div>').appendTo(page.main);
	const refresh = async () => {
		const method = "lat_corps.setup.checks.show";
		const { message } = await frappe.call({ method, type: "GET", freeze: true });
		$body.html(message);
	};
	page.set_primary_action(__("Look again"), refresh);
	refresh();
};
