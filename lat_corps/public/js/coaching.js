// What cards and sessions of coaching share.
frappe.provide("lat_corps");

frappe.dom.set_style(
	`.lat-card { columns: 22rem 2; column-gap: 2rem; }
	.lat-card-section { break-inside: avoid; margin-bottom: var(--margin-md); }`,
	"lat-card-style"
);

lat_corps.card_sections = (questions) =>
	questions.reduce((sections, row) => {
		const last = sections[sections.length - 1];
		if (last?.name === row.section) last.questions.push(row);
		else sections.push({ name: row.section, questions: [row] });
		return sections;
	}, []);

lat_corps.card_html = (questions) => {
	const escaped = (text) => frappe.utils.escape_html(text || "");
	const marks = { Scale: __("1 to 10"), "Scale with an anchor": __("1 to 10, in words of your own") };
	const line = ({ question, form }) => {
		const text = form === "Hint" ? `<em>${escaped(question)}</em>` : escaped(question);
		return `<li>${text}${marks[form] ? ` <span class="text-muted">(${marks[form]})</span>` : ""}</li>`;
	};
	const section = ({ name, questions }) =>
		`<section class="lat-card-section"><h5>${escaped(name)}</h5><ul>${questions.map(line).join("")}</ul></section>`;
	return `<div class="lat-card">${lat_corps.card_sections(questions).map(section).join("")}</div>`;
};

// A row of a table says who it is, and keeps the number beneath.
const NAMED_ROWS = ["LAT Coaching Participant", "LAT Meeting Attendance"];
frappe.form.link_formatters["LAT Mentor"] = (value, doc) => {
	if (!NAMED_ROWS.includes(doc?.doctype) || !doc.mentor_name) return value;
	// Frappe writes it as text into a link, and as it stands for who cannot open one.
	return frappe.model.can_read("LAT Mentor") ? doc.mentor_name : frappe.utils.escape_html(doc.mentor_name);
};

frappe.dom.set_style(
	`.lat-talk textarea { height: auto; min-height: 64px; }
	.lat-talk details { border-top: 1px solid var(--border-color); padding: var(--padding-sm) 0; }
	.lat-talk summary { font-weight: 600; min-height: 44px; display: list-item; padding: 10px 0; cursor: pointer; }
	.lat-talk-question { margin-bottom: var(--margin-md); max-width: 720px; }
	.lat-talk-question label { display: block; }
	.lat-talk-said { white-space: pre-line; }
	.lat-talk-course { margin-bottom: var(--margin-md); }`,
	"lat-talk-style"
);

// A new talk with its rows, which no address can carry.
lat_corps.plan_talk = ({ participants = [], courses = [], ...values }) =>
	frappe.new_doc("LAT Coaching Session", {}, (doc) => {
		Object.assign(doc, Object.fromEntries(Object.entries(values).filter(([, value]) => value)));
		for (const [table, rows] of Object.entries({ participants, courses })) {
			for (const row of rows) Object.assign(frappe.model.add_child(doc, table), row);
		}
	});
