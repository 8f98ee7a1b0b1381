// What a screen reader says of a field and of a dialog: Frappe ties the words that are seen beside them to neither.
frappe.provide("lat_corps");
{
	const OURS = '[data-route^="lat-"], [data-route*="/LAT "]';
	const is_ours = (frm) => (frm ? frm.doctype.startsWith("LAT ") : document.body.matches(OURS));

	// Called whenever the input of a field has been drawn.
	const { prototype } = frappe.ui.form.ControlInput;
	const { set_required } = prototype;
	prototype.set_required = function (...args) {
		set_required.apply(this, args);
		if (is_ours(this.frm)) name_field(this);
	};

	function name_field({ $input, label_span, df, $wrapper, only_input }) {
		const input = $input?.get(0);
		if (!input || input.type === "checkbox") return;
		if (only_input || !df.label) input.setAttribute("aria-label", __(df.label || df.placeholder || "", null, df.parent));
		else input.setAttribute("aria-labelledby", frappe.dom.set_unique_id(label_span));
		input.setAttribute("aria-required", Boolean(df.reqd));
		const help = df.description && $wrapper.find(".help-box").get(0);
		if (help) input.setAttribute("aria-describedby", frappe.dom.set_unique_id(help));
	}

	$(document).on("shown.bs.modal", ({ target }) => {
		if (!is_ours()) return;
		const title = target.querySelector(".modal-title");
		if (title) target.setAttribute("aria-labelledby", frappe.dom.set_unique_id(title));
		target.querySelector(".btn-modal-close")?.setAttribute("aria-label", __("Close"));
	});
}
