const LAT_REPORT = "lat_corps.insight.management_report";

frappe.ui.form.on("LAT Management Report", {
	refresh(frm) {
		const words = ["summary", "experience", "matches", "authority_side", "learning", "practice"];
		const { is_written: open = true, asked = words, told = "", longer = [], incomplete = "" } = frm.doc.__onload || {};
		frm.toggle_enable([...words, "nationally"], open);
		for (const fieldname of words) {
			frm.toggle_display(fieldname, asked.includes(fieldname) || Boolean(frm.doc[fieldname]));
		}
		frm.get_field("figures").$wrapper.html(told);
		if (frm.is_new()) {
			return;
		}
		for (const { period, words: offered } of longer) {
			frm.dashboard.add_comment(frappe.utils.escape_html(offered), "blue", true);
			if (period) {
				frm.add_custom_button(__("Draft: {0}", [__(period)]), () =>
					frappe.new_doc(frm.doctype, { municipality: frm.doc.municipality, period, year: frm.doc.year }),
				);
			}
		}
		frm.add_custom_button(__("Download as workbook"), () =>
			window.open(`/api/method/${LAT_REPORT}.download?name=${encodeURIComponent(frm.doc.name)}`),
		);
		const step = (method, args = {}) =>
			frappe
				.call({ method: `${LAT_REPORT}.${method}`, args: { name: frm.doc.name, ...args }, freeze: true })
				.then(() => frm.reload_doc());
		if (open && frappe.user.has_role("LAT Coordinator")) {
			lat_corps.add_act(frm, __("Experience in words"), () => lat_corps.experience.show_beside(frm), "btn-default");
			lat_corps.add_act(frm, __("Send to management"), () =>
				frappe.confirm(
					[incomplete && frappe.utils.escape_html(incomplete), __("The figures stay as they are once the report is sent. Send it?")]
						.filter(Boolean)
						.join("<br><br>"),
					() => step("send"),
				),
			);
		}
		if (frm.doc.standing === "Sent" && frappe.user.has_role("LAT Manager")) {
			lat_corps.add_act(frm, __("Approve"), () =>
				lat_corps.prompt(
					[
						{
							fieldname: "nationally",
							fieldtype: "Check",
							label: __("Count in the figures of the country"),
							default: frm.doc.nationally,
						},
					],
					({ nationally }) => step("approve", { nationally }),
					__("Approve"),
				),
			);
			const give_back = () =>
				lat_corps.prompt(
					[{ fieldname: "question", fieldtype: "Small Text", label: __("What is asked of the coordinator"), reqd: 1 }],
					({ question }) => step("give_back", { question }),
					__("Give back"),
				);
			lat_corps.add_act(frm, __("Give back"), give_back, "btn-default");
		}
	},
});
