frappe.listview_settings["LAT Background Information"] = {
	add_fields: ["expires_on", "audience"],

	get_indicator(doc) {
		const today = frappe.datetime.get_today();
		if (doc.expires_on && doc.expires_on < today) {
			return [__("Run out: to be deleted"), "red", `expires_on,is,set|expires_on,<,${today}`];
		}
		return doc.audience === "Coordinator and mentor"
			? [__("Passed on"), "green", "audience,=,Coordinator and mentor"]
			: [__("Coordinator only"), "gray", "audience,=,Coordinator only"];
	},
};
