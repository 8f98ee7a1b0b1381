// What is to be recorded on a course, one click away, and how the course develops (R65, R71, R88, R90 to R95).
frappe.provide("lat_corps.recording");

const RATING_DUE = {
	Overdue: __("The rating was due on {0}."),
	other: __("The next rating is due on {0}."),
};
const NOTICES = {
	"Progression rating": RATING_DUE,
	"Before measurement": {
		Overdue: __("The before measurement is missing: it was due on {0}."),
		other: __("The before measurement is missing: it is due on {0}."),
	},
	"After measurement": {
		Overdue: __("The after measurement is missing: it was due on {0}."),
		other: __("The after measurement is missing: it is due on {0}."),
	},
	"Follow-up measurement": {
		Overdue: __("The follow-up measurement is missing: it was due on {0}."),
		other: __("The follow-up measurement is missing: it is due on {0}."),
	},
};
const STANDING_COLOURS = { Overdue: "red", "Due soon": "orange", "On time": "green" };
const STANDINGS = { Overdue: __("Overdue"), "Due soon": __("Due soon"), "On time": __("On time") };

frappe.dom.set_style(
	`.lat-notice { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; margin-bottom: 12px; }
	.lat-notice .btn { min-height: 36px; }
	.lat-questionnaires .btn { white-space: nowrap; }
	.lat-questionnaires { width: 100%; margin-top: 16px; }
	.lat-questionnaires th, .lat-questionnaires td { padding: 8px 12px 8px 0; vertical-align: middle;
		border-bottom: 1px solid var(--border-color); }
	@media (max-width: 767px) { .lat-notice .btn { min-height: 44px; width: 100%; } }`,
	"lat-recording-style"
);

lat_corps.recording.show = function (frm, course) {
	if (!course.questionnaires) return;
	const $recording = frm.get_field("recording").$wrapper.empty();
	if (course.refusal) $recording.append($('<p class="lat-notice" role="status"></p>').text(course.refusal));
	$recording.append(course.notices.map((notice) => notice_line(frm, course, notice)));
	if (course.may_rate && frappe.model.can_create("LAT Progression")) $recording.append(rating_scale(frm));
	$recording.append(questionnaires(frm, course));
	show_development(frm, course.development);
};

function notice_line(frm, course, { what, point, day, standing }) {
	const words = NOTICES[what][standing === "Overdue" ? "Overdue" : "other"];
	const $line = $('<div class="lat-notice" role="status"></div>').attr("data-standing", standing);
	lat_corps.pill(STANDINGS[standing], STANDING_COLOURS[standing]).appendTo($line);
	$("<span></span>")
		.text(words.replace("{0}", day))
		.appendTo($line);
	for (const questionnaire of course.questionnaires) {
		const cell = questionnaire.cells.find((found) => found.point === point);
		if (cell?.open) {
			answer_button(frm, questionnaire, cell, "btn-primary")
				.text(__("Answer now: {0}", [questionnaire.title]))
				.appendTo($line);
		}
	}
	return $line;
}

function answer_button(frm, { instrument, title }, { point }, look) {
	return $('<button type="button" class="btn btn-sm"></button>')
		.addClass(look)
		.text(__("Answer now"))
		.attr({ "data-answer": point, "data-instrument": instrument })
		.attr("aria-label", `${__(point)}: ${__("Answer now: {0}", [title])}`)
		.toggle(frappe.model.can_create("LAT Measurement"))
		.on("click", () =>
			frappe.new_doc("LAT Measurement", { lat_case: frm.doc.name, instrument, measured_at: point })
		);
}

function rating_scale(frm) {
	const $place = $('<div class="lat-rating mb-2"></div>');
	const $scale = $("<div></div>");
	const question = __("How is the grip on life today? The person taps a number.");
	$('<div class="mb-2"></div>').text(question).appendTo($place);
	lat_corps.draw_scale($scale, { label: question, on_choose: (rating) => rate(frm, rating) });
	return $place.append($scale);
}

async function rate(frm, rating) {
	const rated_by = frm.doc.course_type === "Mentor course" ? "Mentee" : "Parent or relative";
	lat_corps.ask_about_rating({
		rating,
		person: await frm.lat_person,
		values: { rated_by },
		save: async (answers) => {
			await frappe.db.insert({ doctype: "LAT Progression", lat_case: frm.doc.name, ...answers });
			frappe.show_alert({ message: __("The rating is saved."), indicator: "green" });
			// What somebody is writing on the course stays; what is due is shown anew either way.
			if (frm.is_dirty()) lat_corps.course.show(frm);
			else frm.reload_doc();
		},
	});
}

function questionnaires(frm, { points, questionnaires }) {
	const $table = $('<table class="lat-questionnaires"></table>');
	$("<caption class='sr-only'></caption>").text(__("Questionnaires")).appendTo($table);
	const $head = $("<tr></tr>").appendTo($("<thead></thead>").appendTo($table));
	for (const heading of [__("Questionnaire"), ...points.map((point) => __(point))]) {
		$('<th scope="col"></th>').text(heading).appendTo($head);
	}
	const $body = $("<tbody></tbody>").appendTo($table);
	for (const questionnaire of questionnaires) {
		const $row = $("<tr></tr>").appendTo($body);
		$('<th scope="row" class="font-weight-normal"></th>').text(questionnaire.title).appendTo($row);
		for (const cell of questionnaire.cells) {
			$("<td></td>").append(cell_content(frm, questionnaire, cell)).appendTo($row);
		}
	}
	return $table;
}

function cell_content(frm, questionnaire, cell) {
	if (cell.name) {
		const said = {
			Answered: () => __("{0}: score {1}", [cell.day, cell.score]),
			"Partly answered": () => __("{0}: partly answered", [cell.day]),
			Missing: () => __("Skipped: {0}", [cell.reason]),
		}[cell.standing]();
		return $("<a></a>")
			.attr("href", frappe.utils.get_form_link("LAT Measurement", cell.name))
			.text(said);
	}
	if (cell.open) return answer_button(frm, questionnaire, cell, "btn-default");
	const $words = $("<span></span>").text(cell.gone ? __("Missing") : "–");
	return cell.gone ? $words.addClass("indicator-pill red no-indicator-dot") : $words;
}

function show_development(frm, html) {
	const $development = frm.get_field("development").$wrapper.html(html);
	const print = `/printview?${new URLSearchParams({
		doctype: frm.doctype,
		name: frm.doc.name,
		format: "LAT Course Development",
	})}`;
	$('<a class="btn btn-default btn-sm float-right" target="_blank"></a>')
		.attr("href", print)
		.text(__("Print"))
		.prependTo($development);
	if (!frappe.model.can_create("LAT Reflection")) return;
	$development.find("[data-reflect]").each((_index, place) => {
		const about = $(place).attr("data-reflect");
		$('<button type="button" class="btn btn-default btn-sm mb-4"></button>')
			.text(__("Write a reflection"))
			.attr("aria-label", `${__(about)}: ${__("Write a reflection")}`)
			.on("click", () => frappe.new_doc("LAT Reflection", { lat_case: frm.doc.name, about }))
			.appendTo(place);
	});
	$development.find("[data-held]").each((_index, place) => {
		$("<a></a>")
			.attr("href", frappe.utils.get_form_link("LAT Reflection", $(place).attr("data-held")))
			.text(__("Open the reflection"))
			.appendTo(place);
	});
}
