frappe.ui.form.on("LAT Experience", {
	refresh(frm) {
		frm.page.set_title(__(frm.doc.topic));
		const method = "lat_corps.insight.experience.take_out";
		frm.add_custom_button(__("Take out"), () =>
			frappe.confirm(__("Can somebody be recognised by it? It is taken out for good."), async () => {
				if (await lat_corps.ask_server(method, { name: frm.docname })) frappe.set_route("List", frm.doctype);
			}),
		);
	},
});
