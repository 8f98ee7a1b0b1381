// What a course shows beside its fields. One request brings all of it; a panel that fails says so by itself.
frappe.provide("lat_corps.course");

lat_corps.course.show = async function (frm, anew = true) {
	const { name } = frm.doc;
	if (anew) frm.lat_page = null;
	if (frm.lat_course !== name) lat_corps.course.clear(frm);
	frm.lat_course = name;
	const page = await lat_corps.page_of(frm);
	if (frm.doc.name !== name) return;
	for (const [panel, { place, draw }] of Object.entries(PANELS)) {
		const said = page?.[panel];
		try {
			if (said === null || said === undefined) throw new Error(`The panel ${panel} of a course`);
			draw(frm, said, page);
		} catch (error) {
			say_that_it_failed(frm, place(frm));
			if (said) console.error(error);
		}
	}
};

// Nothing of the course that the form showed before stands on the next one.
lat_corps.course.clear = function (frm) {
	frm.lat_course = null;
	for (const { place } of Object.values(PANELS)) place(frm).empty();
};

const in_field = (fieldname) => (frm) => frm.get_field(fieldname).$wrapper;
const at_the_top = (which) => (frm) => top_of(frm).children(`[data-top="${which}"]`);

const PANELS = {
	head: { place: at_the_top("head"), draw: show_head },
	ahead: { place: at_the_top("ahead"), draw: show_ahead },
	contact: { place: in_field("contact_card"), draw: show_contact_card },
	meeting: { place: in_field("first_meeting"), draw: show_meetings },
	briefing: { place: in_field("briefing"), draw: show_briefings },
	background: { place: in_field("background"), draw: show_background },
	duties: { place: in_field("duties"), draw: show_duties },
	consents: { place: in_field("consents"), draw: show_consents },
	actors: {
		place: in_field("actors"),
		draw: (frm, said, page) =>
			lat_corps.actors.show(frm, in_field("actors")(frm), said, page.people?.["LAT Case"]?.[frm.docname]),
	},
	concerns: {
		place: at_the_top("concerns"),
		draw: (frm, said, page) =>
			lat_corps.concerns.show(frm, at_the_top("concerns")(frm), said, page.people?.["LAT Case"]?.[frm.docname]),
	},
	guidance: { place: in_field("guidance"), draw: (frm, said) => lat_corps.guidance.show(frm, said) },
	coordination: { place: in_field("coordination"), draw: (frm, said) => lat_corps.coordination.show(frm, said) },
	review: { place: at_the_top("review"), draw: show_reviews },
	plan: { place: at_the_top("plan"), draw: (frm, said) => lat_corps.plans.show(at_the_top("plan")(frm), said) },
	log: { place: in_field("timeline"), draw: offer_note },
	timeline: { place: in_field("timeline"), draw: show_timeline },
	recording: { place: in_field("recording"), draw: (frm, said) => lat_corps.recording.show(frm, said) },
};

frappe.dom.set_style(
	`.lat-top { padding: 0 15px; }
	.lat-head { display: flex; flex-wrap: wrap; gap: 8px 32px; align-items: center; padding: 12px 0; }
	.lat-head h2 { font-size: var(--text-xl); margin: 0; flex: 1 1 200px; }
	.lat-head small { font-weight: normal; color: var(--text-muted); white-space: nowrap; }
	.lat-head dl { margin: 0; min-width: 110px; }
	.lat-head dt { font-weight: normal; font-size: var(--text-sm); color: var(--text-muted); }
	.lat-head dd { margin: 0; }
	.lat-head a { text-decoration: underline; display: inline-block; line-height: 28px; }
	.lat-stages { display: flex; gap: 4px; list-style: none; margin: 0; padding: 0 0 12px; }
	.lat-stages li { flex: 1; border-top: 4px solid var(--gray-300, #d0d5d9); padding-top: 4px;
		font-size: var(--text-sm); color: var(--text-muted); overflow-wrap: anywhere; }
	.lat-stages [data-standing="done"] { border-color: var(--green-500, #2f8f5b); }
	.lat-stages [aria-current] { border-color: var(--primary, #171717); color: var(--text-color); font-weight: 600; }
	.lat-timeline { list-style: none; margin: 0 0 8px; padding: 0; }
	.lat-timeline li { border-left: 3px solid var(--border-color); padding: 2px 0 10px 14px; overflow-wrap: anywhere; }
	.lat-timeline p { margin: 2px 0 0; }
	.lat-timeline time { color: var(--text-muted); margin-right: 8px; }
	:is(.lat-reviews, .lat-plan-line) a { text-decoration: underline; line-height: 28px; }
	.lat-ahead { border: 1px solid var(--border-color); border-radius: 8px; padding: 4px 16px; margin-bottom: 12px; }
	.lat-ahead > summary { cursor: pointer; line-height: 40px; font-weight: 600; }
	.lat-ahead ul { list-style: none; margin: 0; padding: 0; }
	.lat-ahead li { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: baseline; padding: 4px 0; }
	.lat-ahead li > :nth-child(2) { flex: 1 1 240px; }
	.lat-ahead [data-met="true"] > span { color: var(--text-muted); }
	.lat-ahead :is(.lat-take, .lat-end) { margin: 8px 0; }
	@media (max-width: 767px) {
		.lat-head { gap: 0 16px; }
		.lat-head h2 { flex-basis: 100%; }
		.lat-head dl { display: flex; gap: 8px; align-items: baseline; }
		:is(.lat-head, .lat-reviews, .lat-plan-line) a { line-height: 44px; }
	}
	@media (max-width: 820px) {
		.lat-stages li:not([aria-current]) span { position: absolute; width: 1px; height: 1px; overflow: hidden;
			clip-path: inset(50%); }
		.lat-stages [aria-current] { flex: 0 0 auto; padding-right: 8px; }
		.lat-ahead .lat-take { display: none; }
		.lat-ahead :is(li .btn, .lat-end:not(.lat-take)) { min-height: 44px; display: inline-flex; align-items: center; }
	}`,
	"lat-course-style"
);

function top_of(frm) {
	let $top = frm.layout.wrapper.children(".lat-top");
	if (!$top.length) {
		$top = $('<div class="lat-top"><div data-top="head"></div><div data-top="concerns"></div><div data-top="review"></div><div data-top="plan"></div><div data-top="ahead"></div></div>');
		$top.insertAfter(frm.layout.message);
	}
	return $top;
}

function show_head(frm, head, page) {
	const $head = $('<div class="lat-head"></div>');
	const name = page.people?.["LAT Case"]?.[frm.doc.name];
	const $name = $("<h2></h2>")
		.text(name || frm.doc.name)
		.appendTo($head);
	const age = head.age ?? head.age_at_referral;
	const words = head.age === null ? __("{0} years at referral", [age]) : __("{0} years", [age]);
	if (age !== null) $name.append(" ", $("<small></small>").text(words));
	if (!head.mentor?.me) fact(mentor_label(frm), mentor_words(head)).appendTo($head);
	if (page.timeline?.silent) fact(__("Contact"), lat_corps.pill(__("Silent"), "red")).appendTo($head);
	if (head.due) fact(__("Next due"), due_words(head.due)).appendTo($head);
	if (page.recording?.curve) fact(__("Grip on life"), page.recording.curve).appendTo($head);
	at_the_top("head")(frm).empty().append($head, stages(head));
}

// The last review and the next, and who coordinates holds it: one that is begun is gone on with.
function show_reviews(frm, { may_hold, due, expected_end, reviews }) {
	const $place = at_the_top("review")(frm).empty();
	const begun = reviews.find(({ decided_on }) => !decided_on);
	const last = reviews.find(({ decided_on }) => decided_on);
	const link = (name, words) =>
		$("<a></a>").attr("href", frappe.utils.get_form_link("LAT Case Review", name)).text(words);
	const words = [];
	if (begun) words.push(link(begun.name, __("A review is begun, and not decided on yet")));
	if (last) {
		const decision = __(last.decision, null, "LAT Case Review");
		words.push(link(last.name, __("Reviewed on {0}: {1}", [frappe.datetime.str_to_user(last.held_on), decision])));
	}
	if (due) {
		const late = due < frappe.datetime.get_today();
		const next = __("Next review by {0}", [frappe.datetime.str_to_user(due)]);
		words.push($("<span></span>").append(next, late ? [" ", lat_corps.pill(__("Overdue"), "red")] : ""));
	}
	if (expected_end) words.push(__("Expected end {0}", [frappe.datetime.str_to_user(expected_end)]));
	if (words.length) {
		$('<p class="lat-reviews"></p>')
			.append(words.flatMap((part, index) => (index ? [" · ", part] : [part])))
			.appendTo($place);
	}
	if (!may_hold) return;
	const hold = () =>
		begun
			? frappe.set_route("Form", "LAT Case Review", begun.name)
			: frappe.new_doc("LAT Case Review", { lat_case: frm.docname, caseworker: frm.doc.caseworker });
	lat_corps.add_act(frm, __("Review the course"), hold, "btn-default");
}

function offer_note(frm, log, page) {
	if (!log.may_note) return;
	const note = () =>
		lat_corps.sessions.note({
			lat_case: frm.docname,
			person: page.people?.["LAT Case"]?.[frm.docname],
			choices: log,
			saved: () => frm.reload_doc(),
		});
	lat_corps.add_act(frm, __("Note a contact"), note, "btn-default");
}

// How the two are in touch, and what has happened, the newest first; `length` entries are asked for at a time.
function show_timeline(frm, { entries, more, days, silent, lacks }, _page, length = entries.length) {
	const $place = in_field("timeline")(frm).empty();
	const standing = [
		days === null ? __("No contact is noted yet.") : in_touch(days),
		silent ? lat_corps.pill(__("Silent"), "red") : "",
		lacks ? lat_corps.pill(__(lacks, null, "LAT Case"), "orange") : "",
	];
	if (days !== null || silent || lacks) $('<p data-touch="1"></p>').append(standing.flatMap((part) => [part, " "])).appendTo($place);
	$('<ol class="lat-timeline"></ol>').append(entries.map(timeline_entry)).appendTo($place);
	if (!more) return;
	$('<button type="button" class="btn btn-default btn-sm"></button>')
		.text(__("Show more"))
		.on("click", async () => {
			const args = { case: frm.docname, length: length + 20 };
			const { message } = await frappe.call({ method: "lat_corps.casework.timeline.of_case", args });
			if (message && frm.docname === args.case) show_timeline(frm, message, null, args.length);
		})
		.appendTo($place);
}

function in_touch(days) {
	if (days < 1) return __("Last contact: today.");
	return days === 1 ? __("Last contact: yesterday.") : __("Last contact: {0} days ago.", [days]);
}

function timeline_entry({ on, doctype, name, title, told }) {
	const stage = doctype === "LAT Case";
	const words = [stage ? __("Stage") : __(doctype), title && __(title, null, doctype)].filter(Boolean).join(": ");
	const $head = stage
		? $("<b></b>").text(words)
		: $("<a></a>").attr("href", frappe.utils.get_form_link(doctype, name)).text(words);
	const lines = told.map(({ label, type, value }) =>
		$("<p></p>").append(
			$('<span class="text-muted"></span>').text(`${__(label, null, doctype)}: `),
			$("<span></span>").text(["Date", "Datetime"].includes(type) ? frappe.datetime.str_to_user(value) : value)
		)
	);
	return $("<li></li>").append($("<time></time>").attr("datetime", on).text(frappe.datetime.str_to_user(on)), $head, lines);
}

function fact(label, content) {
	return $("<dl></dl>").append($("<dt></dt>").text(label), $("<dd></dd>").append(content));
}

function mentor_label({ doc }) {
	return doc.course_type === "Parent-coach course" ? __("Parent coach") : __("Mentor");
}

function mentor_words({ mentor, alone }) {
	if (!mentor) {
		const $words = $("<span></span>").text(alone ? alone_words(alone) : __("None yet"));
		if (alone?.cover) $words.append("<br>", $("<small></small>").text(__("{0} covers", [alone.cover])));
		return $words;
	}
	const $name = mentor.own
		? $("<a></a>").attr("href", frappe.utils.get_form_link("LAT Mentor", mentor.number))
		: $("<span></span>");
	$name.text(mentor.name);
	const words = [$name];
	if (mentor.match) {
		const href = frappe.utils.get_form_link("LAT Match", mentor.match);
		words.push(" · ", $("<a></a>").attr("href", href).text(__("Match")));
	}
	if (mentor.phone) {
		const href = lat_corps.dialled(mentor.phone);
		const $phone = $("<a></a>").attr({ href, "aria-label": `${mentor.name}, ${mentor.phone}` });
		words.push($("<br>"), $phone.text(mentor.phone));
	}
	return words;
}

function alone_words({ since, days }) {
	const day = frappe.datetime.str_to_user(since);
	return days === 1 ? __("None since {0} (1 day)", [day]) : __("None since {0} ({1} days)", [day, days]);
}

const DUE = {
	"Progression rating": __("Progression rating"),
	"Before measurement": __("Before measurement"),
	"After measurement": __("After measurement"),
	"Follow-up measurement": __("Follow-up measurement"),
};

function due_words({ what, on, standing }) {
	const day = frappe.datetime.str_to_user(on);
	const $words = $("<span></span>").text(`${DUE[what]}, ${day}`);
	if (standing !== "Overdue") return $words;
	return $words.append(" ", $('<span class="indicator-pill red no-indicator-dot"></span>').text(__("Overdue")));
}

function stages({ stage, stages }) {
	const now = stages.indexOf(stage);
	if (now < 0) return $("<p></p>").text(__(stage));
	const $stages = $('<ol class="lat-stages"></ol>').attr("aria-label", __("The stages of the course"));
	stages.forEach((each, index) => {
		const $stage = $("<li></li>").append($("<span></span>").text(__(each))).appendTo($stages);
		if (index < now) $stage.attr("data-standing", "done");
		if (index === now) $stage.attr("aria-current", "step");
	});
	return $stages;
}

const FINISHED = {
	Closed: __("The course is closed. It can be reopened with a reason."),
	Declined: __("The course was declined. It can be reopened with a reason."),
};

function show_ahead(frm, steps, page) {
	const words = frm.get_perm(1, "write") && FINISHED[frm.doc.stage];
	at_the_top("ahead")(frm)
		.empty()
		.append(words ? $('<p class="text-muted"></p>').text(words) : steps.map((step) => step_ahead(frm, step, page)));
}

const OF_THE_END = ["Closing", "Closed"];

// The guards' own conditions for a step, each with what mends it.
function step_ahead(frm, { stage, action, waits, conditions }, page) {
	const ready = conditions.filter(({ met }) => met).length;
	const all = ready === conditions.length;
	const count = all ? __("all is ready") : __("{0} of {1} ready", [ready, conditions.length]);
	const heading = action
		? `${__("Next: {0}", [__(action)])} (${count})`
		: stage
		? __("What you can do now")
		: __("LAT Match Review");
	const $step = $('<details class="lat-ahead"></details>').attr("data-stage", stage);
	$step.prop("open", !waits && !(action && frappe.is_mobile()));
	$("<summary></summary>").text(heading).appendTo($step);
	const lines = conditions.map((condition) => condition_line(frm, condition));
	$("<ul></ul>").append(lines).appendTo($step);
	if (OF_THE_END.includes(stage) && frm.get_perm(1, "write")) {
		// On a phone it stands among the acts of the form once it is due.
		$('<button type="button" class="btn btn-sm btn-default lat-end mr-2"></button>')
			.toggleClass("lat-take", lat_corps.flows.end_is_due(frm))
			.text(__("Closing and handover"))
			.on("click", () => lat_corps.flows.end_course(frm))
			.appendTo($step);
	}
	const taken = (page.steps || []).find((step) => step.action === action);
	if (taken) {
		$('<button type="button" class="btn btn-sm lat-take"></button>')
			.addClass(all ? "btn-primary" : "btn-default")
			.text(__(action))
			.on("click", () => lat_corps.take_step(frm, taken))
			.appendTo($step);
	}
	return $step;
}

lat_corps.course.condition = condition_line;

function condition_line(frm, { met, words, mends }) {
	const $mark = $("<span></span>").append(
		$('<span aria-hidden="true"></span>').text(met ? "✓" : "○"),
		$('<span class="sr-only"></span>').text(met ? __("Ready:") : __("Open:"))
	);
	const buttons = mends.map((mend) => mend_button(frm, mend));
	return $("<li></li>")
		.attr("data-met", met)
		.append($mark, $("<span></span>").text(words), buttons);
}

function mend_button(frm, { field, open, new: made }) {
	if (open) {
		return $('<a class="btn btn-default btn-xs"></a>')
			.attr("href", frappe.utils.get_form_link(...open))
			.text(__("Open: {0}", [__(open[0])]));
	}
	const words = field ? __("Fill in: {0}", [label_of(frm, field)]) : __("Create: {0}", [__(made[0])]);
	return $('<button type="button" class="btn btn-default btn-xs"></button>')
		.text(words)
		.on("click", () => (field ? go_to_field(frm, field) : make(frm, ...made)));
}

// A mentor is found in one dialog, which makes the match and offers it; a handover is made in the one of the end.
function make(frm, doctype, values) {
	if (doctype === "LAT Match") return lat_corps.flows.offer_mentor(frm);
	return doctype === "LAT Handover" ? lat_corps.flows.end_course(frm) : frappe.new_doc(doctype, values);
}

function label_of(frm, fieldname) {
	return __(frm.get_docfield(fieldname).label, null, frm.doctype);
}

function go_to_field(frm, fieldname) {
	frm.scroll_to_field(fieldname);
	frm.get_field(fieldname).set_focus?.();
}

function say_that_it_failed(frm, $place) {
	const $line = $('<p role="alert" class="text-muted"></p>').text(`${__("This could not be shown.")} `);
	$('<button type="button" class="btn btn-default btn-xs"></button>')
		.text(__("Try again"))
		.on("click", () => lat_corps.course.show(frm))
		.appendTo($line);
	$place.empty().append($line);
}

function show_duties(frm, duties) {
	frm.toggle_display("duties_section", duties.length > 0);
	// A list for each role: a table of three columns is too wide for a phone.
	const roles = [...new Set(duties.map(({ role }) => role))];
	const html = roles.map((role) => {
		const own = duties.filter((duty) => duty.role === role);
		const items = own.map(
			({ responsibility, task }) => `<li><strong>${text(__(responsibility))}:</strong> ${text(task)}</li>`
		);
		return `<h5>${text(__(role))}</h5><ul>${items.join("")}</ul>`;
	});
	frm.get_field("duties").$wrapper.html(html.join(""));
}

// The record itself, with names and signatures, is the coordinator's alone.
function show_consents(frm, rows) {
	const html = rows.map((row) => {
		const purpose = text(__(row.purpose));
		const heading = row.name
			? `<a href="${frappe.utils.get_form_link("LAT Consent", row.name)}">${purpose}</a>`
			: purpose;
		const [words, colour] = consent_standing(row);
		const facts = [
			[__("Given by"), __(row.given_by)],
			[__("Given on"), frappe.datetime.str_to_user(row.given_on)],
			[__("Valid until"), frappe.datetime.str_to_user(row.valid_until)],
			[__("Withdrawn on"), frappe.datetime.str_to_user(row.withdrawn_on)],
			[__("Receiver"), row.receiver],
			[__("Partners"), row.partners.join(", ")],
			[__("Types of information"), row.information_types.map((type) => __(type)).join(", ")],
		]
			.filter(([, value]) => value)
			.map(([label, value]) => `<span class="mr-4">${label}: ${text(value)}</span>`);
		return `<div class="border rounded p-3 mb-3"><b>${heading}</b>
			<span class="indicator-pill ${colour} no-indicator-dot ml-2">${words}</span>
			<div class="text-muted small mt-2">${facts.join(" ")}</div></div>`;
	});
	const empty = `<p class="text-muted">${__("No consent is written down yet.")}</p>`;
	frm.get_field("consents").$wrapper.html(html.join("") || empty);
}

function consent_standing({ valid_until, withdrawn_on, outgrown, ended }) {
	if (withdrawn_on) return [__("Withdrawn"), "red"];
	if (ended) return [__("Ended with the closing"), "gray"];
	if (outgrown) return [__("Ask anew: the age has changed"), "orange"];
	const run_out = valid_until && valid_until < frappe.datetime.get_today();
	return run_out ? [__("Run out"), "gray"] : [__("Valid"), "green"];
}

// The record of the citizen is the coordinator's alone; what each reader needs stands on the card.
function show_contact_card(frm, card) {
	frm.toggle_display("citizen", Boolean(card.citizen));
	const shown = card.fields.filter(({ lines }) => lines.length);
	frm.toggle_display("contact_section", shown.length > 0);
	const html = shown.map(
		({ fieldname, label, lines }) => `<div class="col-sm-4 mb-3" data-card="${fieldname}">
			<div class="text-muted small">${text(label)}</div>${lines.map(text).join("<br>")}</div>`
	);
	frm.get_field("contact_card").$wrapper.html(`<div class="row">${html.join("")}</div>`);
}

// A sheet for each match: the newest is worked on, earlier ones are kept.
function show_meetings(frm, sheets) {
	const html = sheets.map(({ name, topics, meets_on, held_on, noted }) => {
		const open = topics.filter(({ settled }) => !settled);
		const facts = [
			[__("The first meeting is on"), frappe.datetime.str_to_user(meets_on)],
			[__("Held on"), frappe.datetime.str_to_user(held_on)],
		]
			.filter(([, value]) => value)
			.map(([label, value]) => `<span class="mr-4">${label}: ${text(value)}</span>`);
		const [words, colour] = noted
			? [__("Noted"), "green"]
			: open.length
			? [__("{0} of {1} ready", [topics.length - open.length, topics.length]), "orange"]
			: [__("Prepared"), "green"];
		const left = open.length ? `${__("Open:")} ${open.map(({ topic }) => text(__(topic))).join(", ")}` : "";
		return `<div class="border rounded p-3 mb-3" data-meeting="${name}">
			<b><a href="${frappe.utils.get_form_link("LAT First Meeting", name)}">${__("Sheet of the first meeting")}</a></b>
			<span class="indicator-pill ${colour} no-indicator-dot ml-2">${words}</span>
			<div class="mt-2">${left}</div><div class="text-muted small">${facts.join("")}</div></div>`;
	});
	const empty = `<p class="text-muted">${__("A sheet is begun when a match is approved.")}</p>`;
	frm.get_field("first_meeting").$wrapper.html(html.join("") || empty);
}

function show_briefings(frm, briefings) {
	frm.get_field("briefing").$wrapper.html(briefings.map(briefing_html).join(""));
}

function briefing_html(briefing) {
	const facts = briefing.facts.map(({ fact, kind, origin, known_since, age, allowed_use }) => {
		const known = __("Known since {0} ({1})", [known_since, age]);
		const facts = [__(kind), `${__("Origin")}: ${__(origin)}`, known];
		if (allowed_use) facts.push(`${__("Allowed use")}: ${allowed_use}`);
		return `<li class="mb-2"><span style="white-space: pre-line">${text(fact)}</span>
			<div class="text-muted small">${facts.map(text).join(" · ")}</div></li>`;
	});
	const [words, colour] = briefing_standing(briefing);
	return `<div class="border rounded p-3 mb-3" data-briefing="${briefing.name}">
		<b><a href="${frappe.utils.get_form_link("LAT Briefing", briefing.name)}">${__("Briefing")}</a></b>
		<span class="indicator-pill ${colour} no-indicator-dot ml-2">${words}</span>
		<ul class="mt-2 mb-0 pl-4">${facts.join("")}</ul></div>`;
}

function briefing_standing({ passed_on, read_on, closed_on }) {
	if (closed_on) return [__("Closed"), "gray"];
	if (!passed_on) return [__("Coordinator only"), "gray"];
	return read_on ? [__("Read by the mentor"), "green"] : [__("Passed on"), "orange"];
}

function show_background(frm, rows, { briefing }) {
	const coordinates = frm.get_perm(1, "write");
	const empty = coordinates
		? __("Nothing is written down yet: choose Create, Background information.")
		: __("Nothing has been passed on to you.");
	const whole = rows.map((row) => background_html(row, coordinates)).join("");
	const html = (briefing || []).map(briefing_html).join("") + whole;
	frm.get_field("background").$wrapper.html(whole || (html ? "" : `<p class="text-muted">${empty}</p>`));
	if (html && !coordinates && !frm.doc.knowledge_confirmed && frappe.user.has_role("LAT Mentor")) {
		lat_corps.add_act(frm, __("Read and confirm"), () => confirm_reading(frm, html));
	}
}

function background_html(row, coordinates) {
	const facts = [
		[__("Origin"), __(row.origin)],
		[__("Received on"), frappe.datetime.str_to_user(row.received_on)],
		[__("May be kept until"), frappe.datetime.str_to_user(row.expires_on)],
		[__("Allowed use"), row.allowed_use],
	]
		.filter(([, value]) => value)
		.map(([label, value]) => `<span class="mr-4">${label}: ${text(value)}</span>`);
	const heading = coordinates
		? `<a href="${frappe.utils.get_form_link("LAT Background Information", row.name)}">${text(
				__(row.kind)
		  )}</a>
			${standing_pill(row)}`
		: text(__(row.kind));
	return `<div class="border rounded p-3 mb-3" data-background="${row.name}">
		<div class="d-flex justify-content-between"><b>${heading}</b></div>
		<div class="mt-2" style="white-space: pre-line">${text(row.content)}</div>
		<div class="text-muted small mt-2">${facts.join("")}</div></div>`;
}

function standing_pill(row) {
	const run_out = row.expires_on && row.expires_on < frappe.datetime.get_today();
	const [words, colour] = run_out
		? [__("Run out: to be deleted"), "red"]
		: row.audience === "Coordinator and mentor"
		? [__("Passed on"), "green"]
		: [__("Coordinator only"), "gray"];
	return `<span class="indicator-pill ${colour} no-indicator-dot">${words}</span>`;
}

function confirm_reading(frm, html) {
	const dialog = new lat_corps.Dialog({
		title: __("What the mentor needs to know"),
		fields: [{ fieldtype: "HTML", options: html }],
		primary_action_label: __("I have read it"),
		primary_action: async () => {
			await frm.set_value("knowledge_confirmed", 1);
			if (await lat_corps.save(frm)) dialog.hide();
		},
	});
	dialog.show();
}

function text(value) {
	return frappe.utils.escape_html(value || "");
}
