// The plan of a course: both views, the wheel of competences, goals that are SMART, steps, and the other tool's lines.
{
	const NOBODY = "–";
	let settings = null;

	frappe.dom.set_style(
		`.lat-smart { list-style: none; margin: 0 0 12px; padding: 0; }
		.lat-smart li { padding: 2px 0; overflow-wrap: anywhere; }
		.lat-rate-wheel { display: grid; grid-template-columns: 1fr 96px 96px; gap: 6px 12px; align-items: center; }
		.lat-rate-wheel label { margin: 0; }
		.lat-rate-wheel select { min-height: 36px; }
		.lat-rate-wheel .lat-words { grid-column: 1 / -1; height: 64px; }
		.lat-rate-wheel .lat-voice { font-weight: 600; }
		.lat-rate-wheel label span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
		.lat-notes textarea { min-height: 84px; }
		.lat-notes p { white-space: pre-line; overflow-wrap: anywhere; }
		@media (max-width: 767px) {
			.lat-rate-wheel { grid-template-columns: 1fr 1fr; }
			.lat-rate-wheel .lat-place { grid-column: 1 / -1; margin-top: 8px; font-weight: 600; }
			.lat-rate-wheel .lat-voice { display: none; }
			.lat-rate-wheel select { min-height: 44px; }
			.lat-rate-wheel label span { position: static; clip-path: none; width: auto; height: auto; color: var(--text-muted); }
			[data-page-route="LAT Plan"] .lat-act { min-height: 44px; }
		}`,
		"lat-plan-style"
	);

	frappe.ui.form.on("LAT Plan", {
		async refresh(frm) {
			const { name } = frm.doc;
			const { wheel, goals } = frm.doc.__onload || {};
			for (const table of ["ratings", "notes"]) frm.get_field(table).grid.wrapper.hide();
			show_wheel(frm, wheel);
			show_goals(frm, goals || []);
			show_steps(frm);
			if (!frm.is_new() && frm.doc.lat_case) {
				frm.add_custom_button(__("Course"), () => frappe.set_route("Form", "LAT Case", frm.doc.lat_case));
			}
			settings = settings || (await frappe.db.get_doc("LAT Settings"));
			if (frm.doc.name !== name) return;
			head(frm, "assessment_section", __("{0}: the person's view", [settings.upp_label]));
			head(frm, "notes_section", settings.tpm_label);
			show_notes(frm);
			offer_goals_of_review(frm);
		},
	});

	const may_write = (frm) => frm.get_field("goals").disp_status === "Write";

	// Frappe writes the heading of a section once, and another label of it is shown nowhere.
	function head(frm, section, words) {
		const $head = frm.layout.wrapper.find(`[data-fieldname="${section}"] > .section-head`);
		$head.contents().filter((_index, { nodeType }) => nodeType === Node.TEXT_NODE).first().replaceWith(document.createTextNode(words));
	}

	function act(words, on_click) {
		return $('<button type="button" class="btn btn-default btn-sm lat-act"></button>').text(words).on("click", on_click);
	}

	function show_wheel(frm, wheel) {
		const $place = frm.get_field("wheel").$wrapper.empty();
		if (wheel) $place.append($("<div></div>").html(wheel));
		if (!may_write(frm)) return;
		$('<p class="mt-2"></p>').append(act(__("Rate the wheel"), () => rate(frm))).appendTo($place);
	}

	// As they are stored: which questions of each goal nobody has answered.
	function show_goals(frm, goals) {
		const $place = frm.get_field("goals_check").$wrapper.empty();
		const open = goals.map((goal, index) => ({ ...goal, index })).filter(({ over }) => !over);
		if (!open.length) return;
		const lines = open.map(({ lacks, index, goal }) => {
			const words = lacks.length
				? __("Goal {0}: still to talk about: {1}", [index + 1, lacks.join("; ")])
				: __("Goal {0} is SMART.", [index + 1]);
			return $("<li></li>").attr("title", goal).text(words).toggleClass("text-muted", !lacks.length);
		});
		$place.append($('<ul class="lat-smart"></ul>').append(lines));
	}

	// What is late, and what nobody has promised for a day.
	function show_steps(frm) {
		const $place = frm.get_field("steps_check").$wrapper.empty();
		for (const { idx, due_on, responsible } of (frm.doc.steps || []).filter(({ done_on }) => !done_on)) {
			const late = due_on && due_on < frappe.datetime.get_today();
			const words = [
				late && __("Step {0} was to be done by {1}.", [idx, frappe.datetime.str_to_user(due_on)]),
				!(due_on && responsible) && __("Step {0}: agree on who does it, and by when.", [idx]),
			];
			const $line = $('<p class="mb-1"></p>').text(words.filter(Boolean).join(" "));
			if (late) $line.append(" ", $('<span class="indicator-pill red no-indicator-dot"></span>').text(__("Overdue")));
			if ($line.text()) $line.appendTo($place);
		}
	}

	async function rate(frm) {
		const fields = ["name", "competence_label"];
		const places = await frappe.db.get_list("LAT Competence", { fields, order_by: "position asc", limit: 10 });
		const dialog = new lat_corps.Dialog({
			title: __("Rate the wheel"),
			fields: [
				{
					fieldname: "rated_on",
					fieldtype: "Date",
					label: __("Rated on"),
					default: frappe.datetime.get_today(),
					reqd: 1,
					onchange: () => fill(frm, dialog, places),
				},
				{ fieldname: "places", fieldtype: "HTML" },
			],
			primary_action_label: __("Save ratings"),
			primary_action: async ({ rated_on }) => {
				write_ratings(frm, dialog, places, rated_on);
				if (await lat_corps.save(frm)) dialog.hide();
			},
		});
		draw_places(dialog, places);
		fill(frm, dialog, places);
		dialog.show();
	}

	function draw_places(dialog, places) {
		const $grid = $('<div class="lat-rate-wheel"></div>').appendTo(dialog.get_field("places").$wrapper.empty());
		const voices = { person: __("Person"), mentor: __("Mentor") };
		$("<p></p>")
			.addClass("text-muted small")
			.text(__("1 is the worst, 10 is what the person wants. Leave out what was not talked about."))
			.insertBefore($grid);
		$grid.append("<span></span>");
		for (const words of Object.values(voices)) $('<span class="lat-voice"></span>').text(words).appendTo($grid);
		places.forEach(({ name, competence_label }, index) => {
			$('<div class="lat-place"></div>').text(`${index + 1} ${competence_label}`).appendTo($grid);
			for (const [voice, words] of Object.entries(voices)) {
				const $select = scale().attr({
					"data-place": name,
					"data-voice": voice,
					"aria-label": `${competence_label}: ${words}`,
				});
				$select.on("change", () => ask_for_words($grid, name));
				$("<label></label>").append($("<span></span>").text(words), $select).appendTo($grid);
			}
			$('<textarea class="form-control lat-words" rows="2"></textarea>')
				.attr({ "data-words": name, placeholder: __("What each sees"), "aria-label": `${competence_label}: ${__("What each sees")}` })
				.appendTo($grid);
		});
	}

	const chosen = ($grid, place, voice) => $grid.find(`[data-place="${place}"][data-voice="${voice}"]`);

	function ask_for_words($grid, place) {
		const [person, mentor] = ["person", "mentor"].map((voice) => chosen($grid, place, voice).val());
		const $words = $grid.find(`[data-words="${place}"]`);
		$words.toggle(Boolean((person && mentor && person !== mentor) || $words.val()));
	}

	const row_on = (frm, day, place) =>
		(frm.doc.ratings || []).find((row) => row.rated_on === day && row.competence === place);

	function fill(frm, dialog, places) {
		const $grid = dialog.get_field("places").$wrapper.find(".lat-rate-wheel");
		for (const { name } of places) {
			const row = row_on(frm, dialog.get_value("rated_on"), name);
			if (row || !dialog.lat_filled) {
				for (const voice of ["person", "mentor"]) chosen($grid, name, voice).val(row?.[voice] || "");
				$grid.find(`[data-words="${name}"]`).val(row?.words || "");
			}
			ask_for_words($grid, name);
		}
		dialog.lat_filled = true;
	}

	function write_ratings(frm, dialog, places, rated_on) {
		const $grid = dialog.get_field("places").$wrapper;
		for (const { name } of places) {
			const [person, mentor] = ["person", "mentor"].map((voice) => cint(chosen($grid, name, voice).val()));
			const said = { person, mentor, words: $grid.find(`[data-words="${name}"]`).val() };
			const row = row_on(frm, rated_on, name);
			if (!person && !mentor) {
				if (row) frappe.model.clear_doc(row.doctype, row.name);
			} else if (row) {
				Object.assign(row, said);
			} else {
				frm.add_child("ratings", { rated_on, competence: name, ...said });
			}
		}
		frm.dirty();
	}

	// A line for each heading of the settings, then the notes under headings of their own.
	function show_notes(frm) {
		const { $wrapper } = frm.get_field("notes");
		$wrapper.children(".lat-notes").remove();
		const $notes = $('<div class="lat-notes"></div>').appendTo($wrapper);
		const left = [...(frm.doc.notes || [])];
		const asked = (settings.tpm_headings || []).map((line) => {
			const at = left.findIndex((row) => row.heading === line.heading);
			return { ...line, row: at < 0 ? null : left.splice(at, 1)[0] };
		});
		const lines = [...asked, ...left.map((row) => ({ heading: row.heading, row }))];
		lines.forEach((line, index) => note_line(frm, line, index).appendTo($notes));
		if (!may_write(frm)) return;
		act(__("Add a note"), () => add_note(frm)).appendTo($notes);
	}

	function note_line(frm, { heading, kind, explanation, row }, index) {
		const id = `lat-note-${index}`;
		const $line = $('<div class="form-group"></div>').append($("<label></label>").attr("for", id).text(heading));
		if (!may_write(frm)) return $line.append($("<p></p>").attr("id", id).text(row?.content || NOBODY));
		const $text = (ANSWERED_BY[kind] || ANSWERED_BY.Text)(row?.content || "").attr("id", id);
		$text.on("input", () => {
			const content = kind === "Date" ? frappe.datetime.str_to_user($text.val()) : $text.val();
			if (content.trim()) {
				row = row || frm.add_child("notes", { heading });
				row.content = content;
			} else if (row) {
				frappe.model.clear_doc(row.doctype, row.name);
				row = null;
			}
			frm.dirty();
		});
		$line.append($text);
		if (explanation) $('<p class="help-box small text-muted"></p>').text(explanation).appendTo($line);
		return $line;
	}

	const ANSWERED_BY = {
		Text: (content) => $('<textarea class="form-control"></textarea>').val(content),
		Date: (content) =>
			$('<input type="date" class="form-control">').val(content ? frappe.datetime.user_to_str(content) : ""),
		"1 to 10": (content) => scale().val(content),
	};

	function scale() {
		const $select = $('<select class="form-control"></select>').append($("<option></option>").val("").text(NOBODY));
		for (let step = 1; step <= 10; step++) $select.append($("<option></option>").val(step).text(step));
		return $select;
	}

	function add_note(frm) {
		const fields = [
			{ fieldname: "heading", fieldtype: "Data", label: __("Heading"), reqd: 1 },
			{ fieldname: "content", fieldtype: "Small Text", label: __("Content"), reqd: 1 },
		];
		const dialog = new lat_corps.Dialog({
			title: __("Add a note"),
			fields,
			primary_action_label: __("Add"),
			primary_action: (note) => {
				frm.add_child("notes", note);
				frm.dirty();
				show_notes(frm);
				dialog.hide();
			},
		});
		dialog.show();
	}

	// An extension that was decided on names new goals: each line of it that the plan lacks becomes a goal.
	async function offer_goals_of_review(frm) {
		const { name, lat_case } = frm.doc;
		if (frm.is_new() || !may_write(frm) || !frappe.model.can_read("LAT Case Review")) return;
		const [review] = await frappe.db.get_list("LAT Case Review", {
			filters: { lat_case, decision: "Extend" },
			fields: ["name", "new_goals"],
			order_by: "held_on desc, creation desc",
			limit: 1,
		});
		if (!review?.new_goals || frm.doc.name !== name) return;
		const lines = review.new_goals.split("\n").map((line) => line.trim()).filter(Boolean);
		const there = (frm.doc.goals || []).map(({ goal }) => (goal || "").trim());
		const lacking = lines.filter((line) => !there.includes(line));
		if (!lacking.length) return;
		frm.add_custom_button(__("Take over the goals of the review"), () => {
			for (const goal of lacking) frm.add_child("goals", { goal, progress: "Not started" });
			frm.refresh_field("goals");
			frm.dirty();
			frm.remove_custom_button(__("Take over the goals of the review"));
			frm.scroll_to_field("goals");
		});
	}
}
