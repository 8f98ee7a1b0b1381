// Meetings with partners on the page of a course: when the next is due, what waits, and what was agreed on.
frappe.provide("lat_corps.coordination");

lat_corps.coordination.show = function (frm, { may_plan, due, late, meetings, last_held, agreements }) {
	const $place = frm.get_field("coordination").$wrapper.empty();
	// A day does not break at the end of a line.
	const day = (value) => frappe.datetime.str_to_user(value).replaceAll("-", "\u2011");
	const lines = [];
	if (last_held) lines.push($("<p></p>").text(__("Last meeting with the partners: {0}", [day(last_held)])));
	if (due) {
		const $line = $("<p></p>").text(`${__("Next meeting by: {0}", [day(due)])} `);
		lines.push(late ? $line.append(lat_corps.pill(__("Overdue"), "red")) : $line);
	}
	for (const { name, meets_on, standing } of meetings) {
		lines.push(
			$("<p></p>").append(
				$("<a></a>")
					.attr("href", frappe.utils.get_form_link("LAT Coordination Meeting", name))
					.text(`${__("Coordination meeting")}, ${day(meets_on)}`),
				" ",
				lat_corps.pill(__(standing, null, "LAT Coordination Meeting"), standing === "Held" ? "orange" : "blue")
			)
		);
	}
	if (agreements.length) {
		const items = agreements.map((row) =>
			$("<li></li>").append(
				$("<a></a>")
					.attr("href", frappe.utils.get_form_link("LAT Coordination Meeting", row.meeting))
					.text([row.what, row.responsible, row.due_on && day(row.due_on)].filter(Boolean).join(" · ")),
				" ",
				row.late ? lat_corps.pill(__("Overdue"), "red") : ""
			)
		);
		lines.push($("<p></p>").text(__("Open agreements")), $('<ul class="pl-4" data-agreements="1"></ul>').append(items));
	}
	frm.toggle_display("coordination_section", lines.length > 0 || may_plan);
	if (!lines.length) lines.push($('<p class="text-muted"></p>').text(__("No meeting with partners yet.")));
	$place.append(lines);
	if (!may_plan) return;
	$('<button type="button" class="btn btn-default btn-sm mb-3"></button>')
		.text(__("Plan a coordination meeting"))
		.on("click", () => {
			frappe.new_doc("LAT Coordination Meeting", { lat_case: frm.docname });
		})
		.appendTo($place);
};
