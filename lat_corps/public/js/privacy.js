// What a person may ask of a record: that it is erased, or that it is noted what the person disputes in it.
frappe.provide("lat_corps");
{
	const NOTE = "LAT Disagreement";
	const SELF_REPORTS = ["LAT Measurement", "LAT Progression"];

	$(document).on("form-refresh", (_event, frm) => {
		if (!frm.doctype.startsWith("LAT ") || frm.doc.__islocal) return;
		show_notes(frm);
		if (frm.doc.__onload?.lat_disagreements && frappe.model.can_create(NOTE))
			frm.page.add_menu_item(__("Note a disagreement"), () => begin_note(frm));
		if (frappe.model.can_create("LAT Erasure")) offer_erasure(frm);
	});

	function begin_note(frm) {
		frappe.new_doc(NOTE, {
			lat_case: frm.doctype === "LAT Case" ? frm.doc.name : frm.doc.lat_case,
			document_type: frm.doctype,
			document_number: frm.doc.name,
		});
	}

	function show_notes(frm) {
		const notes = frm.doc.__onload?.lat_disagreements;
		if (!notes?.length) return;
		frm.dashboard.add_section(notes.map((row) => told(row)).join(""), __("Notes of disagreement"));
		frm.dashboard.show();
	}

	function told(row) {
		const text = (words) => frappe.utils.escape_html(words ?? "");
		const heading = [row.place, row.disputed].filter(Boolean).map(text).join(": ");
		const number = frappe.model.can_read(NOTE)
			? `<a href="${frappe.utils.get_form_link(NOTE, row.name)}">${text(row.name)}</a>`
			: text(row.name);
		const said = `${__(row.said_by)}, ${frappe.datetime.str_to_user(row.said_on)}`;
		const answer = row.answer
			? `<div class="mt-1"><b>${__(row.result, null, NOTE)}</b> (${frappe.datetime.str_to_user(
					row.answered_on
			  )}): <span style="white-space: pre-line">${text(row.answer)}</span></div>`
			: `<div class="text-muted mt-1">${__("Not answered yet")}</div>`;
		return `<div class="border rounded p-3 mb-2" data-disagreement="${text(row.name)}">
			<div><b>${heading}</b> <span class="text-muted small">${number}</span></div>
			<div class="mt-1" style="white-space: pre-line"><q>${text(row.words)}</q></div>
			<div class="text-muted small">${said}</div>${answer}</div>`;
	}

	function offer_erasure({ doctype, doc, page }) {
		const ask = (values) => frappe.new_doc("LAT Erasure", { municipality: doc.municipality, ...values });
		if (doctype === "LAT Case" && ["Closed", "Declined"].includes(doc.stage)) {
			page.add_menu_item(__("Request the erasure of this course"), () =>
				ask({ scope: "One course", course_number: doc.name })
			);
		}
		if (doctype === "LAT Consent" && doc.purpose === "Self-report" && doc.withdrawn_on) {
			page.add_menu_item(__("Request the erasure of all answers"), () =>
				ask({ scope: "All self-report of a course", reason: "Consent withdrawn", course_number: doc.lat_case })
			);
		}
		if (SELF_REPORTS.includes(doctype)) {
			page.add_menu_item(__("Request the erasure of this answer"), () =>
				ask({
					scope: "One self-report",
					reason: "Consent withdrawn",
					document_type: doctype,
					document_number: doc.name,
				})
			);
		}
	}

	lat_corps.erasure_counts = (counts) => {
		const cell = (text) => `<td>${frappe.utils.escape_html(text)}</td>`;
		const rows = counts.map(
			([kind, doctype, number]) =>
				`<tr>${cell(__(kind, null, "LAT Erasure Count"))}${cell(__(doctype))}
				<td class="text-right">${cint(number)}</td></tr>`
		);
		const headings = [__("Kind"), __("Document type")].map((text) => `<th>${text}</th>`).join("");
		return `<table class="table table-bordered"><tr>${headings}<th class="text-right">${__(
			"How many"
		)}</th></tr>${rows.join("")}</table>`;
	};
}
