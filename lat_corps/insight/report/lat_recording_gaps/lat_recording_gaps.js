frappe.query_reports["LAT Recording Gaps"] = {
	filters: [
		{
			fieldname: "municipality",
			fieldtype: "Link",
			options: "LAT Municipality",
			label: __("Municipality"),
		},
		{ fieldname: "everything", fieldtype: "Check", label: __("Courses without gaps too") },
	],

	formatter(value, row, column, data, standard) {
		const shown = standard(value, row, column, data);
		if (!data || !value || !["overdue", "days_late"].includes(column.fieldname)) return shown;
		return `<span class="text-danger">${shown}</span>`;
	},
};
