// Experience of a quarter, told without a name: asked in one dialog, from the first screen and from the request.
frappe.provide("lat_corps.experience");
{
	const METHOD = "lat_corps.insight.experience";
	// What was typed and not given is there again when the person comes back to it, until the window is closed.
	const typed = {};

	frappe.dom.set_style(
		`.lat-beware { margin: 0 0 12px; padding-left: 18px; }
		.lat-tellings { border-left: 3px solid var(--border-color); padding-left: 16px; overflow-wrap: anywhere; }
		.lat-tellings li { white-space: pre-line; margin-bottom: 10px; }
		.lat-tellings ul { padding-left: 18px; margin: 6px 0 12px; }
		@media (min-width: 992px) {
			.lat-beside-tellings { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 24px; }
			.lat-tellings ul { max-height: 240px; overflow-y: auto; }
		}`,
		"lat-experience-style",
	);

	lat_corps.experience.tell = async function (name, done) {
		const { asked, beware } = await frappe.xcall(`${METHOD}.prompts`, { name }, "GET");
		const kept = (typed[name] = typed[name] || {});
		const topics = Object.keys(asked);
		// What was looked at as it stands, with its marks, may be given as it is.
		let looked_at = "";
		const finish = (message) => {
			delete typed[name];
			dialog.onhide = null;
			dialog.hide();
			frappe.show_alert({ message, indicator: "green" });
			done();
		};
		const dialog = new lat_corps.Dialog({
			title: __("Experience of the quarter"),
			fields: [
				{ fieldname: "beware", fieldtype: "HTML" },
				...topics.map((topic) => ({
					fieldname: topic,
					fieldtype: "Small Text",
					label: asked[topic],
					default: kept[topic],
				})),
				{ fieldname: "marks", fieldtype: "HTML" },
			],
			primary_action_label: __("Give without a name"),
			primary_action: async (values) => {
				const told = Object.fromEntries(topics.map((topic) => [topic, values[topic] || ""]));
				const looked = Number(JSON.stringify(told) === looked_at);
				dialog.disable_primary_action();
				const answer = await lat_corps.ask_server(`${METHOD}.give`, { name, told, looked });
				dialog.enable_primary_action();
				if (!answer) return;
				if (!answer.marked) return finish(__("Thank you. It is kept without your name."));
				looked_at = JSON.stringify(told);
				show(dialog, answer);
			},
			secondary_action_label: __("Nothing to tell this quarter"),
			secondary_action: async () => {
				if (await lat_corps.ask_server(`${METHOD}.decline`, { name })) {
					finish(__("Thank you. You are asked again next quarter."));
				}
			},
		});
		const $beware = $('<ul class="lat-beware"></ul>').appendTo(dialog.fields_dict.beware.$wrapper);
		for (const words of beware) $("<li></li>").text(words).appendTo($beware);
		// Frappe gives each a third of a phone.
		dialog.$wrapper.find("textarea").css("height", "84px");
		dialog.onhide = () => Object.assign(kept, dialog.get_values(true, false));
		dialog.show();
	};

	function show(dialog, { marked, advice }) {
		const $marks = dialog.fields_dict.marks.$wrapper;
		lat_corps.learning.show_marks($marks, { parts: Object.values(marked), advice }, { headed: false });
		$marks.attr({ tabindex: -1, role: "status" }).trigger("focus");
		dialog.get_primary_btn().text(__("Give it as it is"));
	}

	// Beside each field of words of a report what the corps has told in its period; another press takes it away.
	lat_corps.experience.show_beside = async function (frm) {
		const $shown = frm.$wrapper.find(".lat-tellings");
		if ($shown.length) return $shown.closest(".lat-beside-tellings").removeClass("lat-beside-tellings").end().remove();
		const told = await frappe.xcall(`${METHOD}.gathered`, { report: frm.docname }, "GET");
		for (const [fieldname, notes] of Object.entries(told)) {
			const $told = $('<section class="lat-tellings"></section>').attr("data-topic", fieldname);
			$("<h6></h6>").text(__("What the corps has told")).appendTo($told);
			const $list = $("<ul></ul>");
			for (const words of notes) $("<li></li>").text(words).appendTo($list);
			$told.append(notes.length ? $list : $('<p class="text-muted"></p>').text(__("Nothing was told.")));
			frm.get_field(fieldname).$wrapper.addClass("lat-beside-tellings").append($told);
		}
	};
}
