// A handover as the person sees it before it is sent: read together on a screen or on paper, line by line, with what
// the person says and what they want out. What is shown, and what is not, the server says.
frappe.provide("lat_corps.handover");
{
	const READING = "lat_corps.casework.handover_reading";
	const PREVIEW = "LAT Handover Preview";

	frappe.dom.set_style(
		`.lat-packet h2 { font-size: 1.1rem; font-weight: 600; margin: 20px 0 8px; }
		.lat-packet .lat-line { border: 1px solid var(--border-color); border-radius: 8px; padding: 10px 12px;
			margin-bottom: 8px; overflow-wrap: anywhere; }
		.lat-packet .lat-line h3 { font-size: var(--text-md, 14px); font-weight: 600; margin: 0 0 4px; }
		.lat-packet .lat-line p { margin: 0 0 4px; }
		.lat-packet ul { padding-left: 18px; margin: 0 0 4px; }
		.lat-packet .lat-said, .lat-packet .lat-caveats { border-left: 3px solid var(--border-color); padding-left: 12px; }
		.lat-packet [data-out="true"] > :not(.lat-answer) { opacity: 0.5; text-decoration: line-through; }
		.lat-answer { border-top: 1px solid var(--border-color); margin-top: 8px; padding-top: 8px; }
		.lat-answer label { display: flex; align-items: center; gap: 8px; min-height: 36px; margin: 0; }
		.lat-answer textarea { height: 60px; }
		@media (max-width: 767px) {
			.lat-answer label { min-height: 44px; }
		}`,
		"lat-handover-style"
	);

	lat_corps.handover.show = async (frm, $place) => {
		const { html } = await frappe.xcall(`${READING}.shown`, { name: frm.docname });
		$place.html(html);
	};

	lat_corps.handover.download = (name) =>
		window.open(`/api/method/${READING}.as_file?name=${encodeURIComponent(name)}`);

	lat_corps.handover.print_preview = (name) =>
		window.open(
			`/printview?${new URLSearchParams({ doctype: "LAT Handover", name, format: PREVIEW, trigger_print: 1 })}`
		);

	// Opens a draft that is saved; `done` is called once it is written down how the person has seen it.
	lat_corps.handover.read = async function (name, done) {
		const needed = ["LAT Handover", "LAT Handover Line"];
		const asked = frappe.xcall(`${READING}.shown`, { name });
		await Promise.all(needed.map((doctype) => frappe.model.with_doctype(doctype)));
		const { html, lines, marks } = await asked;
		const { field } = lat_corps.flows;
		const dialog = new lat_corps.Dialog({
			title: __("Read it together"),
			size: "large",
			fields: [
				{ fieldtype: "HTML", fieldname: "paper" },
				{ fieldtype: "Section Break", label: __("Something more that the person wants to tell") },
				field("LAT Handover Line", "information_type", {
					fieldname: "more_type",
					reqd: 0,
					mandatory_depends_on: "eval:doc.more",
				}),
				{ fieldtype: "Column Break" },
				field("LAT Handover Line", "content", { fieldname: "more", fieldtype: "Small Text", reqd: 0 }),
				{ fieldtype: "Section Break" },
				field("LAT Handover", "preview_way", { fieldname: "way", reqd: 1, default: "" }),
			],
			secondary_action_label: __("Print it for the person"),
			secondary_action: () => lat_corps.handover.print_preview(name),
			primary_action_label: __("Keep what was said"),
			primary_action: async ({ way, more_type, more }) => {
				dialog.disable_primary_action();
				const values = { way, more_type, more, marks, lines: said(dialog, lines) };
				const answer = await lat_corps.ask_server(`${READING}.read_with_person`, { name, values });
				dialog.enable_primary_action();
				if (!answer) return;
				dialog.hide();
				frappe.show_alert({ message: __("It is kept."), indicator: "green" });
				await done();
			},
		});
		const $paper = dialog.get_field("paper").$wrapper.html(html);
		for (const line of lines) answers(line).appendTo(line_of($paper, line));
		dialog.show();
	};

	function line_of($paper, { key }) {
		return $paper.find("[data-line]").filter((_index, shown) => shown.dataset.line === key);
	}

	function answers({ key, wanted_out, persons_words, lacks_consent }) {
		const out = __(frappe.meta.get_label("LAT Handover Line", "wanted_out"), null, "LAT Handover Line");
		const words = __(frappe.meta.get_label("LAT Handover Line", "persons_words"), null, "LAT Handover Line");
		const $out = $('<input type="checkbox">').prop("checked", Boolean(wanted_out));
		const $words = $('<textarea class="form-control"></textarea>').val(persons_words).attr({
			"aria-label": words,
			placeholder: words,
		});
		const $answer = $('<div class="lat-answer"></div>')
			.attr("data-answer", key)
			.append(
				lacks_consent ? $('<p class="text-muted small"></p>').text(__("It waits for consent.")) : "",
				$("<label></label>").append($out, $("<span></span>").text(out)),
				$words
			);
		const show = () => $answer.closest("[data-line]").attr("data-out", String($out.prop("checked")));
		$out.on("change", () => void show());
		setTimeout(show);
		return $answer;
	}

	function said(dialog, lines) {
		const $answers = dialog.$wrapper.find("[data-answer]");
		return Object.fromEntries(
			lines.map(({ key }) => {
				const $answer = $answers.filter((_index, shown) => shown.dataset.answer === key);
				const wanted_out = Number($answer.find("input").prop("checked"));
				return [key, { wanted_out, persons_words: $answer.find("textarea").val() }];
			})
		);
	}
}
