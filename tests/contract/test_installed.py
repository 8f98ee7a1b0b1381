"""What an installed app leaves on a site."""

import frappe


def test_modules_belong_to_the_app():
	modules = frappe.get_all("Module Def", {"app_name": "lat_corps"}, pluck="name")
	assert set(modules) == set(frappe.get_module_list("lat_corps"))


def test_doctypes_belong_to_modules():
	for doctype in frappe.get_all("DocType", {"module": "Corps"}, ["name", "istable", "issingle"]):
		assert bool(doctype.issingle) != frappe.db.table_exists(doctype.name)


def test_a_single_is_stored_with_its_defaults():
	assert frappe.db.get_singles_dict("LAT Settings").default_capacity == "3"


def test_patches_of_an_app_that_was_installed_count_as_run():
	from configparser import ConfigParser

	patches = ConfigParser(allow_no_value=True, delimiters="\n")
	patches.optionxform = str
	patches.read(frappe.get_app_path("lat_corps", "patches.txt"))
	listed = {patch for section in patches.sections() for patch in patches[section]}
	assert listed <= set(frappe.get_all("Patch Log", {"skipped": 0}, pluck="patch"))


def test_files_start_in_their_folders():
	assert frappe.db.get_value("File", {"is_home_folder": 1}) == "Home"
	assert frappe.db.get_value("File", {"is_attachments_folder": 1}) == "Home/Attachments"


def test_standard_users_and_roles():
	assert frappe.db.get_value("User", "Administrator", "user_type") == "System User"
	assert frappe.db.get_value("User", "Guest", "user_type") == "Website User"
	assert {"Administrator", "System Manager", "Desk User", "All", "Guest"} <= set(
		frappe.get_all("Role", pluck="name")
	)


def test_conditions_of_the_app_reach_frappe():
	asked = frappe.get_hooks("permission_query_conditions")["LAT Case"]
	assert asked == ["lat_corps.permissions.hooks.rows_in_reach"]
