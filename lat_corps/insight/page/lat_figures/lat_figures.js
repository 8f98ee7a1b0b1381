// Tables of people for coordinators and management. Nothing is asked for before a person says so: what a table
// tells stays told.
frappe.pages["lat-figures"].on_page_load = async (wrapper) => {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("Figures of the corps"), single_column: true });
	const METHOD = "lat_corps.insight.figures";
	const NARROW = 768;
	const post = (method, args) => frappe.call({ method: `${METHOD}.${method}`, type: "POST", args, freeze: true });
	const { message: may } = await frappe.call(`${METHOD}.choices`);
	const $body = $('<div class="p-4"></div>').appendTo(page.main);
	if (!may.places.length) {
		$body.text(__("You have no function in a municipality today, so there are no figures for you here."));
		return;
	}

	const NOTHING_MORE = { value: "", label: __("Nothing more") };
	const select = (fieldname, label, options = [NOTHING_MORE]) =>
		page.add_field({ fieldname, label, fieldtype: "Select", options, default: options[0].value, change: () => offer() });
	const fields = {
		municipality: select("municipality", __("Municipality"), may.places),
		year: select("year", __("Year"), may.years),
		period: select("period", __("Period"), may.years[0].periods),
		what: select("what", __("Who"), may.subjects),
		first: select("first", __("Divided by")),
		second: select("second", __("And divided by")),
	};
	fields.municipality.$wrapper.toggle(may.places.length > 1);
	Object.values(fields).forEach(lat_corps.label_field);
	const $why = $('<p class="lat-why px-4 pt-3 mb-0" aria-live="polite"></p>').insertBefore($body);

	const chosen = () => Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.get_value() || ""]));
	const of = (options, value) => options.find((option) => String(option.value) === value) || options[0];
	const limit = (name, options) => {
		const field = fields[name];
		const { value } = of(options, chosen()[name]);
		field.df.options = options;
		field.refresh();
		field.set_input(String(value));
		return of(options, String(value));
	};
	// Each choice offers what can be told beside those before it.
	const offer = () => {
		const { waits } = of(may.places, chosen().municipality);
		const year = of(may.years, chosen().year);
		const { subjects, by_two } = limit("period", year.periods);
		const closed_waits = subjects.includes("Closed") && waits?.year === year.value;
		const told = may.subjects.filter(({ value }) => subjects.includes(value) && !(closed_waits && value === "Closed"));
		const { divisions } = limit("what", told);
		const first = limit("first", [NOTHING_MORE, ...divisions]).value;
		const others = divisions.filter(({ value }) => first && value !== first);
		limit("second", [NOTHING_MORE, ...(by_two ? others : [])]);
		fields.second.$wrapper.toggle(by_two);
		const of_whole_years = __("Who has closed, and tables by two characteristics, are told of whole years alone.");
		const why = by_two ? (closed_waits ? waits.words : "") : of_whole_years;
		$why.text(why).toggle(Boolean(why));
	};

	$body.text(__("Choose whom to count, and by what. What a table tells is the same for all who open it, and stays so."));

	let asked;
	const show = async (choice) => {
		asked = choice;
		const { message } = await post("show", { ...asked, narrow: window.innerWidth < NARROW ? 1 : 0 });
		$body.html(message.html).find("h1").trigger("focus");
	};
	page.set_primary_action(__("Show the table"), () => show(chosen()));
	page.set_secondary_action(__("Print"), () => window.print());

	$body.on("click", ".lat-open", async (event) => {
		const { of, quarters } = event.currentTarget.dataset;
		const { message } = await frappe.call({
			method: `${METHOD}.courses`,
			type: "GET",
			args: { municipality: asked.municipality, year: asked.year, what: asked.what, of, quarters },
		});
		const $courses = $body.find(".lat-courses").empty();
		const heading = message.length
			? __("Courses as they are recorded today: {0}", [message.length])
			: __("No course is recorded like this today.");
		$('<h2 class="h5 mt-4" tabindex="-1"></h2>').text(heading).appendTo($courses).trigger("focus");
		const $list = $("<ul></ul>").appendTo($courses);
		for (const row of message) {
			const words = [row.stage, row.course_type, __("referred {0}", [row.referred_on])];
			if (row.closed_on) words.push(__("closed {0}", [row.closed_on]));
			$("<li></li>")
				.append($("<a></a>", { href: frappe.utils.get_form_link("LAT Case", row.name), text: row.name }))
				.append(document.createTextNode(` · ${words.join(" · ")}`))
				.appendTo($list);
		}
	});

	const saved = page.add_field({ fieldname: "view", label: __("Saved views"), fieldtype: "Select", options: [] });
	lat_corps.label_field(saved);
	const list = (views, name = "") => {
		may.views = views;
		saved.df.options = [{ value: "", label: __("Saved views") }, ...views.map((view) => ({ value: view.name, label: view.name }))];
		saved.refresh();
		saved.set_input(name);
		saved.$wrapper.add($remove).toggle(views.length > 0);
	};
	saved.df.change = () => {
		const view = may.views.find(({ name }) => name === saved.get_value());
		if (!view) return;
		for (const name of Object.keys(fields)) {
			fields[name].set_input(String(view.choice[name] ?? ""));
			offer();
		}
		show(view.choice);
	};
	page.add_inner_button(__("Save the view"), () => {
		const dialog = new lat_corps.Dialog({
			title: __("Save the view"),
			fields: [
				{
					fieldname: "name",
					fieldtype: "Data",
					label: __("Name"),
					reqd: 1,
					length: 60,
					description: __("For you alone. No names of people."),
				},
			],
			primary_action_label: __("Save"),
			primary_action: async ({ name }) => {
				const { message } = await post("save_view", { name, choice: JSON.stringify(chosen()) });
				dialog.hide();
				list(message, name.trim());
			},
		});
		dialog.show();
	});
	const $remove = page.add_inner_button(__("Remove the view"), async () => {
		const name = saved.get_value();
		if (name) list((await post("remove_view", { name })).message);
		else frappe.show_alert(__("Choose a saved view first."));
	});
	offer();
	list(may.views);
};
