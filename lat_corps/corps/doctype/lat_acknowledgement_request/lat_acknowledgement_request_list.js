frappe.listview_settings["LAT Acknowledgement Request"] = {
	add_fields: ["role_description", "standing", "due_on"],
	hide_name_column: true,

	// What is to be read is the role description; the request only leads there.
	get_form_link(doc) {
		return frappe.utils.get_form_link("LAT Role Description", doc.role_description);
	},

	get_indicator(doc) {
		const today = frappe.datetime.get_today();
		if (doc.standing === "Acknowledged") return [__("Acknowledged"), "green", "standing,=,Acknowledged"];
		if (doc.standing === "Lapsed") return [__("Lapsed"), "gray", "standing,=,Lapsed"];
		return doc.due_on < today
			? [__("Overdue"), "red", `standing,=,Awaiting|due_on,<,${today}`]
			: [__("Awaiting"), "orange", `standing,=,Awaiting|due_on,>=,${today}`];
	},

	formatters: {
		role: (value) => __(value),
	},
};
