// Words that scripts of Frappe hold in English, outside any catalogue, in the language of the reader.
{
	const afterwards = (prototype, method, mend) => {
		const original = prototype?.[method];
		if (!original) return;
		prototype[method] = function (...args) {
			const result = original.apply(this, args);
			mend.call(this);
			return result;
		};
	};

	afterwards(frappe.ui.FilterGroup?.prototype, "update_filter_button", function () {
		this.filter_button.attr("title", __("Filters applied: {0}", [this.filters.length]));
	});

	// The list translates the label of every column but in the hint of the first one.
	afterwards(frappe.views.ListView?.prototype, "setup_columns", function () {
		const [subject] = this.columns;
		if (!this.doctype.startsWith("LAT ") || !subject?.df) return;
		subject.df = { ...subject.df, label: __(subject.df.label, null, this.doctype) };
	});

	const TABLE_FILTER = /^Filter based on (.*)$/s;

	function name_filters() {
		$(".dt-filter[title]").attr("title", (_index, words) => {
			const [, column] = words.match(TABLE_FILTER) || [];
			return column ? __("Filter by {0}", [column]) : words;
		});
	}
	afterwards(frappe.views.QueryReport?.prototype, "render_datatable", name_filters);
	afterwards(frappe.views.ReportView?.prototype, "setup_datatable", name_filters);

	afterwards(frappe.search?.SearchDialog?.prototype, "add_more_results", function () {
		this.$body.find(".results-status").text((_index, words) => spoken(words));
	});

	// A picture that only decorates has no words.
	const silence_pictures = () => $("img[alt$=' Empty State']").attr("alt", "");
	$(document).on("shown.bs.dropdown", silence_pictures);
	$(document).on("change", ".grid-field", silence_pictures);
	afterwards(frappe.views.QueryReport?.prototype, "show_loading_screen", silence_pictures);
	for (const { prototype } of [frappe.views.ListView, frappe.views.QueryReport].filter(Boolean)) {
		const { get_no_result_message } = prototype;
		prototype.get_no_result_message = function (...args) {
			return get_no_result_message.apply(this, args).replace('alt="Generic Empty State"', 'alt=""');
		};
	}

	// What a field of suggestions tells a screen reader.
	const SPOKEN = [
		[/^Begin typing for results\.$/, () => __("Begin typing for results.")],
		[/^No results found$/, () => __("No results found")],
		[/^(\d+) results found$/, ([, number]) => __("{0} results found", [number])],
		[/^(.*), list item (\d+) of (\d+)$/s, ([, ...parts]) => __("{0}, list item {1} of {2}", parts)],
	];

	function spoken(words) {
		for (const [pattern, translate] of SPOKEN) {
			const found = words.match(pattern);
			if (found) return translate(found);
		}
		return words;
	}

	const SUGGESTIONS = "awesomplete-open awesomplete-close awesomplete-highlight";
	$(document).on(`focusin ${SUGGESTIONS}`, ".awesomplete", function () {
		$(this).children("[role=status]").text((_index, words) => spoken(words));
	});
}
