// Who a record is about, beside its number, for who may know it. The server is asked anew by each page, and logs
// it; a name stands in the page alone: not in an address, the title of the window, or what the browser keeps.
frappe.provide("lat_corps.people");

const NAMED = [
	"LAT Background Information",
	"LAT Briefing",
	"LAT Case",
	"LAT Case Review",
	"LAT Citizen",
	"LAT Concern",
	"LAT Coordination Meeting",
	"LAT Consent",
	"LAT Debrief",
	"LAT First Meeting",
	"LAT Dilemma",
	"LAT Disagreement",
	"LAT Handover",
	"LAT Handover Omission",
	"LAT Match",
	"LAT Match Review",
	"LAT Measurement",
	"LAT Mentor",
	"LAT Partner Effort",
	"LAT Plan",
	"LAT Progression",
	"LAT Reflection",
	"LAT Session",
];
const LINKED = ["LAT Case", "LAT Citizen", "User"];
const AT_ONCE = 500;

frappe.dom.set_style(
	`.lat-person { font-weight: var(--weight-semibold, 600); }
	.lat-person + .lat-number { color: var(--text-muted); font-weight: normal; margin-left: 6px; white-space: nowrap; }
	.lat-person-of-link { margin-top: 4px; }
	.title-text .lat-person + .lat-number { font-size: var(--text-base); }
	@media (max-width: 767px) {
		.title-text:has(.lat-person) { white-space: normal; line-height: 1.2; }
		:is(.title-text, .title-text-form) .lat-person + .lat-number { display: block; margin-left: 0; font-size: var(--text-xs); }
		body[data-route^="Form"] .navbar-breadcrumbs:has(.lat-person) { max-width: 55vw; }
	}`,
	"lat-person-style"
);

lat_corps.people.of_page = (records) => frappe.xcall("lat_corps.casework.names.of_page", { records });

function beside(name, number) {
	return [$('<span class="lat-person"></span>').text(name), $('<span class="lat-number"></span>').text(number)];
}

// Called with the lists' own settings, which Frappe loads anew for each list.
lat_corps.people.follow_lists = function () {
	for (const doctype of NAMED) {
		const settings = (frappe.listview_settings[doctype] ??= {});
		if (settings.names_people) continue;
		const { onload } = settings;
		settings.names_people = true;
		settings.onload = (listview) => {
			onload?.(listview);
			// Frappe draws rows again without a word when somebody else changes one.
			const { render_list } = listview;
			listview.render_list = function () {
				render_list.call(listview);
				name_rows(listview);
			};
		};
	}
};

async function name_rows({ doctype, data, $result }) {
	const numbers = data.map(({ name }) => name);
	for (let start = 0; start < numbers.length; start += AT_ONCE) {
		const people = await lat_corps.people.of_page({ [doctype]: numbers.slice(start, start + AT_ONCE) });
		for (const [number, name] of Object.entries(people[doctype] || {})) {
			const $link = $result.find(`.list-subject a[data-name="${CSS.escape(number)}"]`);
			if ($link.has(".lat-person").length) continue;
			// A list may say something with the number, such as that the course is overdue.
			$link.html(beside(name, $link.text())).attr("title", `${name}, ${number}`);
		}
	}
}

$(document).on("form-refresh", (_event, frm) => {
	if (NAMED.includes(frm.doctype)) frm.lat_person = name_form(frm, frm.is_dirty() ? null : lat_corps.page_of(frm));
});
for (const doctype of NAMED) {
	for (const fieldname of ["lat_case", "citizen", "coordinator", "caseworker", "receiver"]) {
		frappe.ui.form.on(doctype, fieldname, follow_form);
	}
}

function follow_form(frm) {
	frm.lat_person = name_form(frm);
}

// Returns who the record is about, or else its course. A page that is fetched anyhow brings the names too.
async function name_form(frm, page = null) {
	const { name } = frm.doc;
	const links = frm.meta.fields.filter(({ fieldtype, options }) => fieldtype === "Link" && LINKED.includes(options));
	const records = frm.is_new() ? {} : { [frm.doctype]: [name] };
	for (const { fieldname, options } of links) {
		if (frm.doc[fieldname]) (records[options] ??= []).push(frm.doc[fieldname]);
	}
	const asked = Object.keys(records).length > 0;
	const people = (await page)?.people ?? (asked ? await lat_corps.people.of_page(records) : {});
	if (frm.doc.name !== name) return "";
	const own = people[frm.doctype]?.[name];
	if (own) title_of(frm).html(beside(own, name));
	for (const { fieldname, options } of links) {
		const field = frm.get_field(fieldname);
		if (options === "User") {
			name_login(field, people.User || {});
			continue;
		}
		const { $wrapper } = field;
		$wrapper.find(".lat-person-of-link").remove();
		const person = people[options]?.[frm.doc[fieldname]];
		if (!person) continue;
		$('<div class="lat-person lat-person-of-link"></div>')
			.text(person)
			.appendTo($wrapper.find(".control-input-wrapper"));
	}
	return own || people["LAT Case"]?.[frm.doc.lat_case] || "";
}

// Frappe 16 has a crumb of its own for the record, beside the one of its list.
function title_of({ page }) {
	const $record = page.$title_area.find(".title-text-form");
	return $record.length ? $record : page.$title_area.find(".title-text");
}

// A colleague's name takes the place of the address that is the login's number.
lat_corps.people.name_login = name_login;

function name_login(field, people) {
	const login = field.value;
	if (!login || !people[login]) return;
	field.is_title_link = () => true;
	frappe.utils.add_link_title("User", login, people[login]);
	field.refresh();
}
