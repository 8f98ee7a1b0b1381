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
	// It cuts a title on a phone at a quarter of the screen, however much room there is.
	frappe.dom.set_style(
		`body:is([data-route^="lat-"], [data-route*="/LAT "]) 
			:is(.layout-main a, .page-head a, .modal .btn):focus-visible {
			outline: 2px solid var(--primary, #171717); outline-offset: 2px; border-radius: 2px; }
		.page-form .frappe-control[data-fieldtype="Select"] > label ~ .select-icon.xs { top: auto; bottom: 4px; }
		@media (max-width: 767px) {
			body:is([data-route^="lat-"], [data-route*="/LAT "]) .page-head .title-text { max-width: none; }
		}`,
		"lat-pages-style"
	);

	// Frappe 16 shows the first sidebar that names a page, and none where several name what a link from elsewhere opens.
	// That of Min dag leads to the rooms of each role.
	const MY_DAY = "My LAT Day";
	const key = MY_DAY.toLowerCase();
	const sidebars = frappe.boot.workspace_sidebar_item;
	if (sidebars?.[key]) {
		frappe.boot.workspace_sidebar_item = { [key]: sidebars[key], ...sidebars };
		frappe.router.on("change", () =>
			setTimeout(() => {
				const { sidebar } = frappe.app;
				if (!sidebar.sidebar_title && frappe.get_route()[1]?.startsWith("LAT ")) sidebar.setup(MY_DAY);
			})
		);
	}

	// Frappe 16 begins each trail with a picture that leads to the Desk and has no name.
	const { clear } = frappe.breadcrumbs;
	frappe.breadcrumbs.clear = function (...args) {
		clear.apply(this, args);
		const $pictures = this.$breadcrumbs.find("a").filter((_index, link) => !link.textContent.trim());
		$pictures.attr("aria-label", __("Start page of the Desk"));
	};

	// What a page of ours has in its head fits a phone, and its tick stands on one line.
	frappe.dom.set_style(
		`body[data-route^="lat-"] .page-form [data-fieldtype="Check"] { flex: none; max-width: none; width: auto; }
		@media (max-width: 767px) {
			body[data-route^="lat-"] .page-head .page-title { flex: 1 1 0; min-width: 0; }
			body[data-route^="lat-"] .page-head :is(.standard-items-section, .page-actions) { flex: none; }
		}`,
		"lat-head-style"
	);

	// Who goes by keyboard need not pass the menus of the Desk on each page.
	frappe.dom.set_style(
		`.lat-past-menus:not(:focus) { position: absolute; clip-path: inset(50%); }
		.lat-past-menus { position: fixed; z-index: 1050; top: 8px; left: 8px; }`,
		"lat-past-menus-style"
	);
	$(document).on("app_ready", () =>
		$('<button type="button" class="btn btn-primary lat-past-menus"></button>')
			.text(__("To the content of the page"))
			.on("click", () => {
				const $page = $(frappe.container.page).find(".page-head, .layout-main-section-wrapper");
				$page.first().attr("tabindex", -1).trigger("focus");
			})
			.prependTo(document.body)
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
