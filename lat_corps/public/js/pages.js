// Forms that are pages: one request brings all that they show beside their fields, and what is looked up now and
// then is drawn and asked for once somebody unfolds it.
frappe.provide("lat_corps");

// A sentence as `Message.for_page` sends it: its values may be sentences, words and lists of them.
lat_corps.said = (value) => {
	if (Array.isArray(value)) return value.map(lat_corps.said).join(", ");
	if (!value || typeof value !== "object") return String(value ?? "");
	return __(value.text).replace(/\{(\w+)\}/g, (_whole, name) => lat_corps.said(value.values[name]));
};
{
	const PAGES = { "LAT Case": "lat_corps.measurement.course_page.of_course" };

	const { prototype } = frappe.ui.form.Form;
	const { refresh } = prototype;
	prototype.refresh = function (...args) {
		this.lat_page = null;
		return refresh.apply(this, args);
	};

	// Returns the promise of the page, which holds nothing when the request failed; Frappe has said so by then.
	lat_corps.page_of = function (frm) {
		if (!PAGES[frm.doctype] || frm.is_new()) return null;
		frm.lat_page ??= frappe.xcall(PAGES[frm.doctype], { case: frm.docname }).catch(() => null);
		return frm.lat_page;
	};

	// Frappe takes the mark of the focus from links and from what closes a dialog: who goes by keyboard would not see where they are.
	frappe.dom.set_style(
		`body:is([data-route^="lat-"], [data-route*="/LAT "]) 
			:is(.layout-main a, .modal .btn):focus-visible {
			outline: 2px solid var(--primary, #171717); outline-offset: 2px; border-radius: 2px; }`,
		"lat-focus-style"
	);

	frappe.dom.set_style(
		`.lat-fold { border-top: 1px solid var(--border-color); padding: 8px 15px; }
		.lat-fold > summary { cursor: pointer; line-height: 44px; font-weight: 600; }`,
		"lat-fold-style"
	);

	function fold(words, $content) {
		return $('<details class="lat-fold"></details>').append($("<summary></summary>").text(words), $content);
	}

	// Frappe counts the connections of a form once they are seen.
	lat_corps.fold_connections = ({ dashboard, layout }) =>
		fold(__("What belongs to the course"), dashboard.links_area.wrapper).appendTo(layout.wrapper);

	const footer = frappe.ui.form.Footer.prototype;
	const { make_comment_box, make_timeline, refresh: refresh_footer } = footer;
	Object.assign(footer, {
		make_comment_box() {
			if (PAGES[this.frm.doctype]) fold_history(this);
			else make_comment_box.call(this);
		},
		make_timeline() {
			if (!this.lat_folded) make_timeline.call(this);
		},
		refresh() {
			if (this.lat_folded) this.parent.toggleClass("hide", Boolean(this.frm.is_new()));
			else refresh_footer.call(this);
		},
	});

	// Comments, changes and the box to write in take longer to draw than all fields together.
	function fold_history(footer) {
		const { frm } = footer;
		const $history = fold(__("Comments and history"), footer.wrapper.children(".after-save"));
		const unfold = () => {
			if (!footer.lat_folded) return;
			footer.lat_folded = false;
			delete frm.timeline;
			make_comment_box.call(footer);
			make_timeline.call(footer);
		};
		footer.lat_folded = true;
		$history.prependTo(footer.wrapper).on("toggle", unfold);
		Object.defineProperty(frm, "timeline", { configurable: true, get: () => unfold() || frm.timeline });
		frm.page.sidebar.on("click", ".form-sidebar-stats .comments", () => $history.prop("open", true));
	}

	// The Desk fetches its sounds before anybody hears one: a sound is fetched once it is played.
	new MutationObserver((added) =>
		added
			.flatMap(({ addedNodes }) => [...addedNodes])
			.filter((node) => node.nodeName === "AUDIO")
			.forEach((sound) => (sound.preload = "none"))
	).observe(document.body, { childList: true });
}
