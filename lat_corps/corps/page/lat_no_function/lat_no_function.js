frappe.pages["lat-no-function"].on_page_load = (wrapper) => {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("No function yet"),
		single_column: true,
	});
	const { roles = [], people = [] } = frappe.boot.lat_no_function || {};
	const listed = (names) => frappe.utils.escape_html(names.join(", "));
	const said = [
		roles.length
			? __("Your login holds this role: {0}. No municipality has given you the function today, so there is nothing here for you to see yet.", [listed(roles)])
			: __("Your function is there: open your workspace."),
		people.length
			? __("Ask the one who keeps the members of your municipality: {0}.", [listed(people)])
			: __("Ask the one who gave you the login to enter you as a member of your municipality."),
		__("A mentor has a record as mentor with this login on it; the coordinator makes it."),
	];
	$('<div class="p-4"></div>')
		.html((roles.length ? said : said.slice(0, 1)).map((line) => `<p>${line}</p>`).join(""))
		.appendTo(page.main);
};
