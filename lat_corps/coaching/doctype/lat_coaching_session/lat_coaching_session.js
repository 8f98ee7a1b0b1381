const OBSERVES = "Colleague who observes";

frappe.ui.form.on("LAT Coaching Session", {
	setup(frm) {
		frm.get_docfield("planned_on").hide_timezone = 1;
		frm.set_query("card", () => ({ filters: { enabled: 1 } }));
		frm.set_query("guest", () => lat_corps.members("Coordinator", { municipality: frm.doc.municipality }));
		frm.set_query("mentor", "participants", () => ({ query: "lat_corps.corps.loans.mentors_for_match" }));
		frm.set_query("lat_case", "courses", () => ({ filters: { municipality: frm.doc.municipality } }));
	},

	refresh(frm) {
		tell_readers(frm);
		show_last_time(frm);
		show_talk(frm);
		show_figures(frm);
		frm.toggle_display("step_went", Boolean(frm.doc.__onload?.last_time || frm.doc.step_went));
		if (frm.is_new()) return;
		lat_corps.learning.show(frm.get_field("learned").$wrapper, "for_talk", { session: frm.docname });
		if (frm.doc.planned_on && !frm.doc.held_on) offer_invitation(frm);
		offer_course_note(frm);
		offer_next(frm);
	},

	card(frm) {
		if (!frm.is_new()) frm.save();
	},
});

// Who reads it

function tell_readers(frm) {
	const names = [frm.doc.coach_name, ...(frm.doc.participants || []).map(({ mentor_name }) => mentor_name)];
	const said = names.filter(Boolean);
	const words = said.length > 1 ? __("Read by {0} alone.", [frappe.utils.comma_and(said)]) : __("Read by those who take part alone.");
	const $place = frm.get_field("privacy").$wrapper.empty();
	$("<p class='text-muted'></p>")
		.text(`${words} ${__("What concerns the person of a course is written in the course.")}`)
		.appendTo($place);
	for (const { deputy_name, given_on, reason } of frm.doc.readings || []) {
		const day = frappe.datetime.str_to_user(given_on);
		$('<p class="lat-read-by"></p>').text(__("Opened by {0} as a deputy on {1}: {2}", [deputy_name, day, reason])).appendTo($place);
	}
}

// From talk to talk

function show_last_time(frm) {
	const last = frm.doc.__onload?.last_time;
	const $place = frm.get_field("last_time").$wrapper.empty();
	if (!last) return;
	const day = frappe.datetime.str_to_user;
	const $said = $('<div class="lat-last-step mb-3"></div>').appendTo($place);
	$("<div class='text-muted'></div>").text(__("The step from {0}:", [day(last.held_on)])).appendTo($said);
	$("<div class='font-weight-bold'></div>").text(last.next_step).appendTo($said);
	const more = [__("by {0}", [day(last.next_step_on)]), last.seen_by && __("seen by {0}", [last.seen_by])];
	$("<div></div>").text(more.filter(Boolean).join(", ")).appendTo($said);
}

function offer_next(frm) {
	if (!frm.doc.held_on || !frappe.model.can_create(frm.doctype)) return;
	frm.add_custom_button(__("Plan the next talk"), () => {
		const { form, municipality, participants, courses, next_session_on } = frm.doc;
		lat_corps.plan_talk({
			form,
			municipality,
			planned_on: next_session_on && `${next_session_on} 09:00:00`,
			participants: participants.map(({ mentor, mentor_name, part }) => ({ mentor, mentor_name, part })),
			courses: (courses || []).map(({ lat_case }) => ({ lat_case })),
		});
	});
}

function offer_invitation(frm) {
	frm.add_custom_button(__("Invitation for the calendar"), () =>
		open_url_post("/api/method/lat_corps.coaching.invitations.of_session", { name: frm.doc.name })
	);
}

// The card beside the notes

function show_talk(frm) {
	const $talk = $('<div class="lat-talk"></div>').appendTo(frm.get_field("talk").$wrapper.empty());
	const writes = frm.get_perm(1, "write");
	lat_corps.card_sections(frm.doc.notes || []).forEach(({ name, questions }, place) => {
		const written = questions.some(({ answer, number }) => answer || number);
		const $section = $("<details></details>").prop("open", place === 0 || written).appendTo($talk);
		$("<summary></summary>").text(name).appendTo($section);
		for (const row of questions) question(frm, row, writes).appendTo($section);
	});
	if (!frm.doc.notes?.length) {
		$talk.append($("<p class='text-muted'></p>").text(__("The questions come with the first save.")));
	}
}

function question(frm, row, writes) {
	const $question = $('<div class="lat-talk-question"></div>');
	if (row.form === "Hint") return $question.append($("<em></em>").text(row.question));
	const id = `lat-${row.name}`;
	$("<label></label>").attr("for", id).text(row.question).appendTo($question);
	if (row.form === "Scale with an anchor") {
		text(frm, row, "anchor", `${id}-anchor`, writes, "<input type='text'>")
			.attr({ placeholder: __("10 stands for …"), "aria-label": __("10 stands for …") })
			.appendTo($question);
	}
	if (row.form) scale(frm, row, writes, $("<div></div>").appendTo($question));
	return $question.append(text(frm, row, "answer", id, writes, "<textarea rows='2'></textarea>"));
}

function text(frm, row, fieldname, id, writes, html) {
	if (!writes) return $('<p class="lat-talk-said"></p>').text(row[fieldname] || "–");
	return $(html)
		.addClass("form-control")
		.attr({ id, "data-note": fieldname })
		.val(row[fieldname] || "")
		.on("input", ({ target }) => {
			row[fieldname] = target.value;
			frm.dirty();
		});
}

function scale(frm, row, writes, $place) {
	if (!writes) return $place.text(row.number ? __("{0} of 10", [row.number]) : "–");
	lat_corps.draw_scale($place, {
		label: row.question,
		chosen: row.number,
		// The same number once more takes it back.
		on_choose: (step) => {
			row.number = row.number === step ? 0 : step;
			frm.dirty();
			scale(frm, row, writes, $place);
			$place.find(`[data-rating=${step}]`).trigger("focus");
		},
	});
}

// The courses, with their results (R82)

async function show_figures(frm) {
	const $figures = frm.get_field("figures").$wrapper.empty();
	const { name } = frm.doc;
	for (const { lat_case } of frm.doc.courses || []) {
		if (!lat_case || frm.is_new()) continue;
		const { curve, development } = await frappe.xcall("lat_corps.measurement.recording.of_case", { case: lat_case });
		if (frm.doc.name !== name) return;
		const $course = $('<div class="lat-talk-course"></div>').attr("data-course", lat_case);
		$course.append($("<b></b>").html(frappe.utils.get_form_link("LAT Case", lat_case, true)));
		if (curve) $course.append($("<div></div>").html(curve));
		if (development) {
			const $details = $("<details></details>").append($("<summary></summary>").text(__("All figures")));
			$course.append($details.append($("<div></div>").html(development)));
		} else {
			$course.append($("<span class='text-muted ml-2'></span>").text(__("No figures yet.")));
		}
		// A form is drawn twice by a save, and both wait for their answers.
		$figures.find(`[data-course="${CSS.escape(lat_case)}"]`).remove();
		$course.appendTo($figures);
	}
}

function offer_course_note(frm) {
	const courses = [...new Set((frm.doc.courses || []).map(({ lat_case }) => lat_case))];
	if (!courses.length || !frappe.model.can_create("LAT Plan")) return;
	const write = async (lat_case) => {
		const [plan] = await frappe.db.get_list("LAT Plan", { filters: { lat_case }, limit: 1 });
		lat_corps.write_note({ lat_case, plan: plan?.name, title: __("Note: {0}", [lat_case]) });
	};
	frm.add_custom_button(__("Write in the course"), () => {
		if (courses.length === 1) return write(courses[0]);
		const field = { fieldname: "lat_case", fieldtype: "Select", label: __("Course"), options: courses, reqd: 1 };
		lat_corps.prompt(field, ({ lat_case }) => write(lat_case), __("Write in the course"));
	});
}
