frappe.ui.form.on("LAT Shipped Record", {
	refresh(frm) {
		frm.disable_save();
		frm.page.set_title(__(frm.doc.title));
		frm.get_field("title").df.formatter = (value) => frappe.utils.escape_html(__(value));
		frm.refresh_field("title");
		frm.trigger("show_difference");
		if (frm.doc.standing !== "As shipped" || frm.doc.waiting) {
			frm.add_custom_button(__("Take over the shipped version"), () => frm.trigger("take_over"));
		}
		if (frm.doc.waiting) {
			frm.add_custom_button(__("Keep ours"), () => decide(frm, "keep_ours"));
		}
	},

	take_over(frm) {
		frappe.confirm(
			__("Replace {0} by the shipped version? What was changed here is lost.", [
				frappe.utils.escape_html(__(frm.doc.title)).bold(),
			]),
			() => decide(frm, "take_over")
		);
	},

	async show_difference(frm) {
		const wrapper = frm.get_field("difference").$wrapper;
		if (frm.doc.standing === "Removed here") {
			wrapper.html(`<p>${__("The record was removed here.")}</p>`);
			return;
		}
		const { message } = await frappe.call("lat_corps.setup.updates.difference", { name: frm.doc.name });
		wrapper.html(message.length ? as_table(message) : `<p>${__("There is none.")}</p>`);
	},
});

async function decide(frm, step) {
	await frappe.call(`lat_corps.setup.updates.${step}`, { name: frm.doc.name });
	frappe.show_alert({ message: __("Done"), indicator: "green" });
	frm.reload_doc();
}

function as_table(lines) {
	const cell = (text) => `<td>${frappe.utils.escape_html(text)}</td>`;
	const rows = lines.map(
		(line) => `<tr>${cell(line.place)}${cell(line.field)}${cell(line.here)}${cell(line.shipped)}</tr>`
	);
	const heads = [__("Row"), __("Field"), __("Here"), __("Shipped version")];
	return `<table class="table table-bordered">
		<thead><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr></thead>
		<tbody>${rows.join("")}</tbody>
	</table>`;
}
