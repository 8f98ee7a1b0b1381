// Lists of the app: the columns that people decide by, cards where there is no room for them, and there one button
// for everything that chooses and sorts.
{
	// Frappe 15 shows two fields beside the number, however wide the window is.
	const COLUMNS = 10;
	const CARDS = "(max-width: 991px)";
	const LIST = '[data-page-route^="List/LAT "]';

	frappe.dom.set_style(
		`${LIST} :is(.comment-count, .comment-count + .mx-2, .list-row-like, .list-liked-by-me) { display: none !important; }
		${LIST} :is(.list-row, .list-row-head) > .level-right { flex: 0 0 96px; min-width: 0; }
		${LIST} .list-row-col.list-subject { flex: 2 1 0; }
		${LIST} .list-row .list-subject .level-item:has(.lat-number) { flex: 0 1 auto; min-width: 0; }
		${LIST} .list-row .list-subject a:has(.lat-number) { display: flex; min-width: 0; max-width: 100%; }
		${LIST} .list-row .list-subject .lat-person { overflow: hidden; text-overflow: ellipsis; }
		${LIST} .list-row .list-subject .lat-number { flex: none; }
		${LIST} .lat-what { display: block; font-size: var(--text-xs); line-height: 1.3; white-space: nowrap; }
		${LIST} .lat-choose { display: none; }
		@media ${CARDS} {
			${LIST} .lat-choose { display: inline-flex; align-items: center; gap: 8px; min-height: 40px; margin: 4px 0 8px; }
			${LIST} .lat-choose { justify-content: center; }
			${LIST} .lat-choose svg { flex: none; margin: 0; }
			${LIST} .filter-toggle { display: none; }
			${LIST} .list-row .mobile-layout::after { content: none !important; }
			${LIST} .page-form:not(.lat-choosing) > :not(.lat-choose) { display: none !important; }
			${LIST} .list-row-head > .level-right { flex: 0 0 auto; }
			${LIST} .list-row-head .list-row-col:not(.list-subject) { display: none !important; }
			${LIST} .list-row { display: block !important; height: auto !important; max-height: none; padding: 12px 0; }
			${LIST} .list-row > .level-left { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 20px;
				width: auto !important; max-width: none !important; white-space: normal; overflow: visible; padding-left: 40px; }
			${LIST} .list-row > .level-right { display: none; }
			${LIST} .list-row .mobile-layout { display: contents; }
			${LIST} .list-row .list-row-col:not(.tag-col) { display: block !important; flex: 0 1 auto !important;
				width: auto !important; min-width: 0; max-width: 100%; margin: 0; padding: 0; text-align: left;
				white-space: normal; overflow: visible; }
			${LIST} .list-row .list-row-col.list-subject { display: flex !important; flex: 1 0 100% !important;
				align-items: baseline; justify-content: flex-start; margin-left: -40px; }
			${LIST} .list-row .list-row-col:not(.list-subject) :is(div, .ellipsis:not(.indicator-pill)) { display: inline;
				overflow: visible; white-space: normal; }
			${LIST} .list-row .list-subject :is(a, .level-item) { white-space: normal; overflow: visible; }
			${LIST} .list-row .list-subject a:has(.lat-number) { flex-wrap: wrap; align-items: baseline; }
			${LIST} .list-row .list-subject a { font-size: var(--text-lg); }
			${LIST} .list-row .lat-number { white-space: nowrap; font-size: var(--text-sm); }
			${LIST} .list-row [data-column]::before { content: attr(data-column) ": "; color: var(--text-muted);
				font-size: var(--text-sm); }
			${LIST} .list-row .list-row-col.lat-nothing { display: none !important; }
			${LIST} .lat-what { display: inline; font-size: inherit; white-space: normal; }
		}
		.awesomplete:has(> [data-target="LAT Instrument"]) [role=option] :is(br, .small) { display: none; }`,
		"lat-lists-style"
	);

	const { prototype } = frappe.views.ListView;
	const { setup_defaults, setup_columns, setup_view, refresh, render_list } = prototype;

	// What leads to a list tells how many it holds: what the person filtered by last time is not asked for again.
	prototype.setup_defaults = function () {
		const result = setup_defaults.call(this);
		if (is_ours(this)) this.filters = this.parse_filters_from_settings();
		return result;
	};

	prototype.setup_columns = function () {
		const chosen = this.list_view_settings.total_fields;
		if (is_ours(this)) this.list_view_settings.total_fields = chosen || COLUMNS;
		setup_columns.call(this);
		this.list_view_settings.total_fields = chosen;
		if (!is_ours(this)) return;
		// Frappe 16 gives columns the width of their longest text, beyond the window, and cuts the number off.
		this.list_view_settings.disable_scrolling = 1;
		const number = this.settings.names_people ? __("Name and number") : __("Record number");
		for (const column of this.columns) {
			const { fieldname } = column.df || {};
			if (fieldname === "name") column.df = { ...column.df, label: number };
			if (fieldname === "stage_since") column.df = { ...column.df, label: __("At this stage for") };
			// The state that is shown is the administrator's word for the stage.
			const label = frappe.meta.has_field(this.doctype, "stage") ? "Stage" : "Standing";
			if (column.type === "Status") column.df = { label };
		}
	};

	prototype.setup_view = function () {
		if (is_ours(this)) this.settings.formatters = { stage_since: days_since, ...this.settings.formatters };
		setup_view.call(this);
		if (is_ours(this)) add_choose_button(this);
	};

	prototype.refresh = function (...args) {
		return refresh.apply(this, args).then(() => is_ours(this) && say_how_many(this));
	};

	prototype.render_list = function () {
		render_list.call(this);
		if (is_ours(this)) name_cells(this);
	};

	// The state is the administrator's word for the stage: who filters finds one of the two, the one that counts.
	const { build_options } = frappe.ui.FieldSelect.prototype;
	frappe.ui.FieldSelect.prototype.build_options = function () {
		build_options.call(this);
		if (!this.doctype.startsWith("LAT ") || !frappe.meta.has_field(this.doctype, "stage")) return;
		this.awesomplete.list = this.options.filter(({ fieldname }) => fieldname !== "workflow_state");
	};

	function is_ours({ doctype, view_name }) {
		return view_name === "List" && doctype.startsWith("LAT ");
	}

	// A card has no heading above its values: each says what it is.
	function name_cells({ columns, $result }) {
		$result.find(".list-row-container .list-row").each((_index, row) => {
			$(row).find(".level-left .list-row-col").each((index, cell) => {
				const { type, df } = columns[index] || {};
				if (type !== "Field") return;
				cell.dataset.column = __(df.label, null, df.parent);
				cell.classList.toggle("lat-nothing", !cell.textContent.trim());
			});
		});
	}

	function add_choose_button(list) {
		const $form = list.page.page_form;
		list.$choose = $('<button type="button" class="btn btn-default lat-choose" aria-expanded="false"></button>')
			.append(frappe.utils.icon("filter", "sm"), "<span></span>")
			.on("click", () => {
				const open = $form.toggleClass("lat-choosing").hasClass("lat-choosing");
				list.$choose.attr("aria-expanded", open);
				// On a phone Frappe 16 keeps these behind a button of its own.
				const { filter_area } = list;
				if (filter_area.standard_filters_visible === !open) filter_area.toggle_standard_filter();
			})
			.prependTo($form);
		say_how_many(list);
	}

	function say_how_many({ filter_area, $choose }) {
		const number = filter_area?.get().length || 0;
		$choose?.find("span").text(number ? __("Filter and sort ({0})", [number]) : __("Filter and sort"));
	}

	function days_since(day) {
		if (!day) return "";
		const days = frappe.datetime.get_day_diff(frappe.datetime.get_today(), day);
		if (days < 1) return __("Today");
		return days === 1 ? __("1 day") : __("{0} days", [days]);
	}
}
