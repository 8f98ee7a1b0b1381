const LAT_REPORT = "lat_corps.insight.management_report";

frappe.ui.form.on("LAT Management Report", {
	refresh(frm) {
		const words = ["summary", "experience", "matches", "authority_side", "learning", "practice"];
		const { is_written: open = true, asked = words, told = "", longer = [], incomplete = "", people = {} } =
			frm.doc.__onload || {};
		frm.toggle_enable([...words, "nationally"], open);
		for (const fieldname of words) {
			frm.toggle_display(fieldname, asked.includes(fieldname) || Boolean(frm.doc[fieldname]));
		}
		frm.get_field("figures").$wrapper.html(told);
		lat_corps.people.name_login(frm.get_field("approved_by"), people);
		if (frm.is_new()) {
			return offer_periods(frm);
		}
		if (incomplete) {
			frm.dashboard.add_comment(frappe.utils.escape_html(incomplete), "orange", true);
		}
		for (const { period, words: offered } of longer) {
			frm.dashboard.add_comment(frappe.utils.escape_html(offered), "blue", true);
			if (period) {
				frm.add_custom_button(__("Draft: {0}", [__(period)]), () =>
					frappe.new_doc(frm.doctype, { municipality: frm.doc.municipality, period, year: frm.doc.year }),
				);
			}
		}
		frm.add_custom_button(__("Download workbook"), () =>
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

	year: offer_periods,
});

// A report is of a period that has ended.
async function offer_periods(frm) {
	if (!frm.is_new()) return;
	const { year, periods } = await frappe.xcall(`${LAT_REPORT}.periods`, { year: frm.doc.year });
	if (frm.doc.year && cint(frm.doc.year) !== year) return;
	frm.set_df_property("period", "options", ["", ...periods]);
	frm.set_df_property(
		"period",
		"description",
		periods.length ? __("Periods that have ended.") : __("No period of this year has ended yet.")
	);
	if (!periods.includes(frm.doc.period)) frm.set_value("period", "");
	if (!frm.doc.year) frm.set_value("year", year);
}
