frappe.listview_settings["LAT Guidance"] = { hide_name_column: true };
