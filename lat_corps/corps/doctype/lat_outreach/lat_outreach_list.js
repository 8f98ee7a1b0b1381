frappe.listview_settings["LAT Outreach"] = { hide_name_column: true };
