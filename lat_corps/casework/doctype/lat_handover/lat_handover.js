const METHODS = "lat_corps.casework.doctype.lat_handover.lat_handover";

frappe.ui.form.on("LAT Handover", {
	setup(frm) {
		frm.set_query("receiver", () => lat_corps.members("Caseworker", { lat_case: frm.doc.lat_case }));
	},

	refresh(frm) {
		frm.set_df_property("receiver", "filter_description", __("Caseworkers of the municipality"));
		// The receiver reads the packet, which holds the same lines in full.
		frm.toggle_display("lines_section", !frm.doc.packet || frm.get_perm(1, "write"));
		show_packet(frm);
		show_omissions(frm);
		frm.set_intro();
		if (frm.is_new()) {
			frm.set_intro(__("Save first, then fetch goals, steps and documentation from the course."), "blue");
			return;
		}
		if (frm.doc.stage === "Draft" && frm.get_perm(1, "write")) {
			frm.add_custom_button(__("Fetch from the course"), () => fetch_from_course(frm));
			lat_corps.add_act(frm, __("Read it with the person"), () => read_together(frm));
		}
		if (frm.doc.stage === "Returned" && frm.get_perm(2, "write")) {
			lat_corps.add_act(frm, __("Send again"), () => send_again(frm));
		}
		if (frm.doc.packet) {
			frm.add_custom_button(__("Print the packet"), () => frm.print_doc());
			frm.add_custom_button(__("File for the case system"), () => lat_corps.handover.download(frm.docname));
		}
	},
});

async function fetch_from_course(frm) {
	if (!(await lat_corps.save(frm))) return;
	const added = await frappe.xcall(`${METHODS}.fetch_from_course`, { name: frm.doc.name });
	await frm.reload_doc();
	frappe.show_alert(
		added
			? { message: __("{0} lines were added: read them through.", [added]), indicator: "green" }
			: { message: __("The course holds nothing that is not here already."), indicator: "blue" }
	);
}

function send_again(frm) {
	lat_corps.ask_in_dialog(frm, {
		title: __("Send again"),
		asked: [{ sentence: __("The caseworker asks: {0}", [frm.doc.question]), fields: ["answer"] }],
		save: ({ answer }) => lat_corps.ask_server(`${METHODS}.send_again`, { name: frm.doc.name, answer }),
		saved: () => frm.reload_doc(),
	});
}

function show_packet(frm) {
	const { $wrapper } = frm.fields_dict.packet_html;
	if (frm.doc.packet) lat_corps.handover.show(frm, $wrapper);
	else $wrapper.empty();
}

async function read_together(frm) {
	if (await lat_corps.save(frm)) lat_corps.handover.read(frm.docname, () => frm.reload_doc());
}

// Only those who work with the course may read what was put aside.
async function show_omissions(frm) {
	frm.set_df_property("omissions_section", "hidden", 1);
	if (frm.is_new() || !frappe.model.can_read("LAT Handover Omission")) return;
	const rows = await frappe.db.get_list("LAT Handover Omission", {
		filters: { handover: frm.doc.name },
		fields: ["information_type", "origin", "heading", "content", "persons_words", "reason"],
		order_by: "line_number asc",
		limit: 0,
	});
	const text = (value) => frappe.utils.escape_html(value || "");
	const html = rows.map(
		(row) => `<div class="border rounded p-3 mb-3" data-omission>
			<div><b>${text(__(row.information_type))}</b>
				<span class="text-muted small ml-2">${__("Origin")}: ${text(__(row.origin))}</span></div>
			<div>${text(row.heading)}</div>
			<div style="white-space: pre-line">${text(row.content)}</div>
			<div style="white-space: pre-line">${text(row.persons_words)}</div>
			<div class="text-danger small mt-2">${text(row.reason)}</div></div>`
	);
	frm.get_field("omissions").$wrapper.html(html.join(""));
	frm.set_df_property("omissions_section", "hidden", rows.length ? 0 : 1);
}
