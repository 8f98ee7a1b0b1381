frappe.pages["lat-mentor-search"].on_page_load = async (wrapper) => {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Mentors to borrow"),
		single_column: true,
	});
	await frappe.require("/assets/lat_corps/js/loan_search.js");
	const explained = __("Mentors of other municipalities who may be lent and have room. Who they are is told when both municipalities have agreed on a loan.");
	const $body = $(`<div class="p-4"><p class="text-muted">${explained}</p></div>`).appendTo(page.main);
	new lat_corps.LoanSearch(
		$body,
		frappe.model.can_create("LAT Mentor Loan") ? lat_corps.request_loan : null
	);
};
