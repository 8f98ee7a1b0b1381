frappe.listview_settings["LAT Experience"] = { hide_name_column: true };
