frappe.dom.set_style(
	`.lat-reach { list-style: none; margin: 0 0 12px; padding: 0; display: grid; gap: 12px;
		grid-template-columns: repeat(auto-fill, minmax(240px, 1fr)); }
	.lat-reach li { overflow-wrap: anywhere; }
	.lat-reach small { display: block; color: var(--text-muted); }
	.lat-reach a { text-decoration: underline; display: inline-block; padding: 3px 0; margin-right: 12px; }
	@media (min-width: 768px) { .lat-reach[data-may-write="true"] { display: none; } }
	@media (max-width: 767px) { .lat-reach a { padding: 11px 0; } }`,
	"lat-reach-style"
);

frappe.ui.form.on("LAT Partner", {
	refresh(frm) {
		show_who_answers(frm);
	},
});

// A table shows no telephone on a phone, where one is called from: who only reads sees a list in its place.
function show_who_answers(frm) {
	const { $wrapper, grid } = frm.get_field("contacts");
	$wrapper.children(".lat-reach").remove();
	const { title, phone, email, contacts = [] } = frm.doc;
	const may_write = Boolean(frm.perm[0]?.write);
	grid.wrapper.toggle(may_write);
	const reached = [{ person_name: title, phone, email }, ...contacts].filter((each) => each.phone || each.email);
	if (frm.is_new() || !reached.length) return;
	const lines = reached.map(({ person_name, job_function, phone, email }) => {
		const $line = $("<li></li>").append($("<b></b>").text(person_name), $("<small></small>").text(job_function || ""));
		if (phone) $("<a></a>").attr("href", `tel:${phone.replace(/[^+\d]/g, "")}`).text(phone).appendTo($line);
		if (email) $("<a></a>").attr("href", `mailto:${email}`).text(email).appendTo($line);
		return $line;
	});
	$('<ul class="lat-reach"></ul>').attr({ "data-may-write": may_write, "aria-label": __("Contact people") }).append(lines).prependTo($wrapper);
}
