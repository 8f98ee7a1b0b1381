frappe.pages["lat-national"].on_page_load = async (wrapper) => {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Figures of the country"),
		single_column: true,
	});
	const method = "lat_corps.insight.national";
	const { message: years } = await frappe.call(`${method}.periods`);
	const $body = $('<div class="p-4"></div>').appendTo(page.main);

	const chosen = () => ({ year: year.get_value(), period: period.get_value() });
	const draw = () =>
		frappe.confirm(__("The figures are drawn once, and stay: what is approved later is not in them. Draw them?"), () =>
			frappe.call({ method: `${method}.draw`, args: chosen(), freeze: true }).then(refresh),
		);
	const download = () => {
		window.open(`/api/method/${method}.download?${new URLSearchParams(chosen())}`);
	};
	const refresh = async () => {
		if (!chosen().year || !chosen().period) {
			return;
		}
		const { message } = await frappe.call({ method: `${method}.show`, type: "GET", args: chosen(), freeze: true });
		$body.html(message.html);
		page.clear_actions();
		if (message.drawn) {
			page.set_primary_action(__("Download workbook"), download);
			page.set_secondary_action(__("Print"), () => window.print());
		} else {
			page.set_primary_action(__("Draw the figures"), draw).prop("disabled", !message.may_draw);
		}
	};
	const year = page.add_field({
		fieldname: "year",
		label: __("Year"),
		fieldtype: "Select",
		options: years,
		default: years[0].value,
		change: () => {
			const { periods } = years.find(({ value }) => String(value) === year.get_value());
			const chosen = period.get_value();
			period.df.options = periods;
			period.refresh();
			period.set_input(periods.some(({ value }) => value === chosen) ? chosen : periods[0].value);
			refresh();
		},
	});
	const period = page.add_field({
		fieldname: "period",
		label: __("Period"),
		fieldtype: "Select",
		options: years[0].periods,
		default: years[0].periods[0].value,
		change: refresh,
	});
	[year, period].forEach(lat_corps.label_field);
	refresh();
};
