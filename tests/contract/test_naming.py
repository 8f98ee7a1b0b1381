"""Names of documents, and new names for them."""

import frappe
import pytest
from frappe.model.naming import getseries, make_autoname

from tests.contract.support import citizen, instrument, municipality, unique, user


def test_a_field_names_the_document():
	place = municipality(municipality_name=" Sandby ").insert()
	assert place.name == "Sandby" and place.municipality_name == "Sandby"


def test_a_field_that_names_must_have_a_value():
	with pytest.raises(frappe.ValidationError):
		municipality(municipality_name="").insert()


def test_a_format_names_the_document():
	doc = instrument(version_number=3).insert()
	assert doc.name == f"{doc.instrument_code}-v3"


def test_a_series_counts():
	prefix = unique()
	assert make_autoname(f"{prefix}-.####") == f"{prefix}-0001"
	assert make_autoname(f"{prefix}-.####") == f"{prefix}-0002"


def test_a_series_takes_the_year():
	prefix = unique()
	assert make_autoname(f"{prefix}-.YYYY.-.##") == f"{prefix}-{frappe.utils.nowdate()[:4]}-01"


def test_a_series_takes_values_of_the_document():
	doc = instrument(title="Wellbeing")
	assert make_autoname("C-.title.-.#", doc=doc).startswith("C-Wellbeing-")


def test_getseries_fills_with_zeros():
	assert getseries(unique(), 3) == "001"


def test_a_doctype_with_a_series():
	first, second = (
		frappe.get_doc(
			{"doctype": "LAT Citizen", "full_name": "N", "municipality": municipality().insert().name}
		)
		.insert()
		.name
		for _ in range(2)
	)
	assert first.startswith("LAT-C-") and int(second[6:]) == int(first[6:]) + 1


def test_the_number_of_the_last_document_is_given_back_when_it_is_deleted():
	name = citizen().insert().name
	frappe.delete_doc("LAT Citizen", name)
	assert citizen().insert().name == name


def test_a_hash_has_ten_characters():
	assert len(make_autoname("hash")) == 10


def test_no_rule_means_a_hash():
	assert (
		len(frappe.get_doc({"doctype": "Comment", "comment_type": "Info", "content": "x"}).insert().name)
		== 10
	)


def test_a_prompted_name_is_given_by_hand():
	values = {"doctype": "Print Format", "doc_type": "LAT Instrument", "custom_format": 1, "html": "x"}
	name = unique()
	assert frappe.get_doc({**values, "name": name}).insert().name == name
	with pytest.raises(frappe.ValidationError):
		frappe.get_doc(values).insert()


def test_set_name_overrides_the_rule():
	name = unique()
	assert (
		frappe.get_doc({"doctype": "Comment", "comment_type": "Info", "content": "x"})
		.insert(set_name=name)
		.name
		== name
	)


def test_a_name_given_in_advance_is_not_kept():
	doc = instrument(name="mine").insert()
	assert doc.name != "mine"


def test_a_name_has_no_angle_brackets():
	with pytest.raises(frappe.NameError):
		municipality(municipality_name="a <b").insert()


def test_names_differ_by_more_than_case():
	place = municipality(municipality_name=unique("ÆRØ")).insert()
	with pytest.raises(frappe.DuplicateEntryError):
		municipality(municipality_name=place.name.lower()).insert()


def test_the_controller_may_name_the_document():
	person = user()
	assert frappe.get_doc("User", person).email == person


def test_rename_changes_name_and_naming_field():
	role = frappe.get_doc({"doctype": "Role", "role_name": unique()}).insert()
	new = unique()
	assert frappe.rename_doc("Role", role.name, new) == new
	assert frappe.db.get_value("Role", new, "role_name") == new and not frappe.db.exists("Role", role.name)


def test_rename_follows_links_in_rows():
	role = frappe.get_doc({"doctype": "Role", "role_name": unique()}).insert().name
	person, new = user(role), unique()
	frappe.rename_doc("Role", role, new)
	assert [row.role for row in frappe.get_doc("User", person).roles] == [new]


def test_rename_follows_dynamic_links():
	role = frappe.get_doc({"doctype": "Role", "role_name": unique()}).insert()
	record = frappe.get_doc(
		{
			"doctype": "LAT Shipped Record",
			"shipped_key": unique(),
			"document_type": "Role",
			"document_name": role.name,
		}
	).insert()
	new = unique()
	frappe.rename_doc("Role", role.name, new)
	assert record.reload().document_name == new


def test_rename_takes_the_rows_along():
	place = municipality(referral_agreements=[{"department": "School"}]).insert()
	new = unique()
	frappe.rename_doc("LAT Municipality", place.name, new, force=True)
	assert frappe.get_doc("LAT Municipality", new).referral_agreements[0].department == "School"


def test_rename_leaves_a_comment():
	role = frappe.get_doc({"doctype": "Role", "role_name": unique()}).insert().name
	new = unique()
	frappe.rename_doc("Role", role, new)
	assert frappe.db.exists(
		"Comment", {"reference_doctype": "Role", "reference_name": new, "comment_type": "Edit"}
	)


def test_rename_to_a_name_that_is_taken_is_refused():
	first, second = (
		frappe.get_doc({"doctype": "Role", "role_name": unique()}).insert().name for _ in range(2)
	)
	with pytest.raises(frappe.ValidationError):
		frappe.rename_doc("Role", first, second)


def test_merge_joins_two_documents():
	first, second = (
		frappe.get_doc({"doctype": "Role", "role_name": unique()}).insert().name for _ in range(2)
	)
	person = user(first)
	frappe.rename_doc("Role", first, second, merge=True)
	assert not frappe.db.exists("Role", first)
	assert [row.role for row in frappe.get_doc("User", person).roles] == [second]


def test_a_doctype_may_forbid_renaming():
	place = municipality().insert()
	with pytest.raises(frappe.ValidationError):
		frappe.rename_doc("LAT Municipality", place.name, unique())
