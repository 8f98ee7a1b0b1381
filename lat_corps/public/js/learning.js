// What the corps has learned: the draft of a note with what may tell whom it is about, its release, and the notes
// that share a criterion with what somebody works on.
frappe.provide("lat_corps.learning");
{
	const CRITERIA = [
		"Gender",
		"Age",
		"Cultural background",
		"Language",
		"Religion and politics",
		"Temperament",
		"Professional experience",
		"Availability",
	];

	frappe.dom.set_style(
		`.lat-marked { border: 1px solid var(--border-color); border-radius: 8px; padding: 8px 16px; margin-bottom: 12px;
			white-space: pre-line; overflow-wrap: anywhere; }
		.lat-marked mark { background: var(--yellow-100, #fff1c2); color: inherit; border-bottom: 2px solid #b35c00; }
		.lat-marked p { margin: 0 0 6px; }
		.lat-marked ul { white-space: normal; margin: 8px 0 0; padding-left: 18px; }
		.lat-learned { margin: 0 0 12px; overflow-wrap: anywhere; }
		.lat-learned summary { cursor: pointer; line-height: 32px; }
		.lat-learned summary small { color: var(--text-muted); }
		.lat-learned p { white-space: pre-line; margin: 0 0 8px 16px; }
		@media (max-width: 767px) { .lat-learned summary { line-height: 44px; } }`,
		"lat-learning-style"
	);

	// Each mark once more in words below: a colour alone tells nothing to who does not see it.
	lat_corps.learning.show_marks = function ($place, marks, { headed = true } = {}) {
		$place.empty();
		if (!marks?.parts.length) return;
		const $box = $('<div class="lat-marked"></div>').appendTo($place);
		const $reasons = $("<ul></ul>");
		for (const parts of marks.parts) {
			const $line = $("<p></p>").toggleClass("bold", headed && parts === marks.parts[0]).appendTo($box);
			for (const { text, kind, reason } of parts) {
				if (!kind) {
					$line.append(document.createTextNode(text));
					continue;
				}
				$("<mark></mark>").text(text).attr("title", `${kind}. ${reason}`).appendTo($line);
				$("<li></li>").text(`${text}: ${kind}. ${reason}`).appendTo($reasons);
			}
		}
		if (!$reasons.children().length) $("<li></li>").text(__("Nothing is marked.")).appendTo($reasons);
		$box.append($reasons, $('<p class="text-muted small mb-0 mt-2"></p>').text(marks.advice));
	};

	lat_corps.learning.without_marks = (parts) => parts.map(({ text, kind }) => (kind ? "…" : text)).join("");

	lat_corps.learning.show = async function ($place, method, args) {
		$place.empty();
		const notes = await frappe.xcall(`lat_corps.casework.learning.${method}`, args, "GET");
		$place.empty();
		if (!notes?.length) return;
		const $learned = $('<section class="lat-learned"></section>').appendTo($place);
		$("<h5></h5>").text(__("What the corps has learned")).appendTo($learned);
		for (const { name, title, note, shared } of notes) {
			const $note = $("<details></details>").attr("data-note", name).appendTo($learned);
			const words = shared.map((criterion) => __(criterion)).join(", ");
			$("<summary></summary>")
				.append(document.createTextNode(title), " ", $("<small></small>").text(words))
				.appendTo($note);
			$("<p></p>").text(note).appendTo($note);
		}
	};

	lat_corps.learning.release = async function (frm) {
		await frappe.model.with_doctype("LAT Learning Note");
		const dialog = new lat_corps.Dialog({
			title: __("Release the learning note to the corps"),
			fields: [
				{ fieldname: "marks", fieldtype: "HTML" },
				{ fieldtype: "Section Break", label: __("What it is about") },
				...CRITERIA.flatMap((criterion, number) => [
					...(number === CRITERIA.length / 2 ? [{ fieldtype: "Column Break" }] : []),
					{ fieldname: `about_${number}`, fieldtype: "Check", label: __(criterion) },
				]),
				{ fieldtype: "Section Break" },
				lat_corps.dialog_field("LAT Learning Note", "competence"),
				{
					fieldname: "read_whole",
					fieldtype: "Check",
					reqd: 1,
					label: __("I have read every line, and nobody can be recognised by it"),
				},
			],
			primary_action_label: __("Release"),
			primary_action: async (values) => {
				dialog.disable_primary_action();
				try {
					await frappe.xcall("lat_corps.casework.learning.release", {
						debrief: frm.docname,
						about: CRITERIA.filter((_criterion, number) => values[`about_${number}`]),
						read_whole: values.read_whole,
						competence: values.competence,
					});
					dialog.hide();
					frappe.show_alert({ message: __("The corps can read what was learned."), indicator: "green" });
					frm.reload_doc();
				} finally {
					dialog.enable_primary_action();
				}
			},
		});
		lat_corps.learning.show_marks(dialog.get_field("marks").$wrapper, frm.doc.__onload?.marks);
		dialog.show();
	};
}
