"""Files, print formats, templates and translations."""

import os

import frappe
import pytest
from frappe.utils.file_manager import save_file

from lat_corps.compat import bytes_of
from tests.contract.support import acting, citizen, municipality, person_with, unique, user


def new_file(**values):
	return frappe.get_doc(
		{"doctype": "File", "file_name": f"{unique('note')}.txt", "content": unique().encode(), **values}
	)


@pytest.fixture(autouse=True)
def no_file_stays(plain):
	"""A rollback takes the files along on both hosts."""
	yield
	frappe.db.rollback()


def test_a_private_file_is_below_private():
	file = new_file(is_private=1).insert()
	assert file.file_url == f"/private/files/{file.file_name}"
	assert os.path.abspath(file.get_full_path()).endswith(file.file_url)
	assert os.path.exists(file.get_full_path())


def test_a_public_file_is_below_public():
	file = new_file().insert()
	assert file.file_url == f"/files/{file.file_name}"
	assert os.path.abspath(file.get_full_path()).endswith(f"/public{file.file_url}")


def test_text_comes_back_as_text():
	text = new_file(content="blåbær".encode()).insert().name
	assert frappe.get_doc("File", text).get_content() == "blåbær"


@pytest.mark.parametrize(
	"sent", [b"\xff\xfe\x00", "\ufeffblåbær".encode(), "blåbær".encode("cp1252")], ids=repr
)
def test_a_file_keeps_the_bytes_that_were_sent(sent):
	name = new_file(content=sent, file_name=f"{unique()}.bin").insert().name
	assert bytes_of(frappe.get_doc("File", name)) == sent


def test_a_file_knows_its_size_type_and_hash():
	file = new_file(content=b"12345").insert()
	assert (file.file_size, file.file_type, len(file.content_hash)) == (5, "TXT", 32)


def test_the_same_content_is_kept_once():
	content = unique().encode()
	first, second = (
		new_file(content=content, is_private=1).insert(),
		new_file(content=content, is_private=1).insert(),
	)
	assert first.file_url == second.file_url and first.name != second.name


def test_a_name_that_is_taken_gets_a_suffix():
	first = new_file(is_private=1).insert()
	second = new_file(is_private=1, file_name=first.file_name).insert()
	assert second.file_url != first.file_url and second.file_url.endswith(".txt")


def test_slashes_in_a_name_are_dropped():
	file = new_file(file_name=f"../../{unique()}.txt", is_private=1).insert()
	assert "/" not in file.file_name
	assert "/private/files/" in os.path.abspath(file.get_full_path())


def test_a_deleted_file_leaves_the_disk():
	file = new_file(is_private=1).insert()
	path = file.get_full_path()
	frappe.delete_doc("File", file.name)
	assert not os.path.exists(path)


def test_a_deleted_file_that_another_shares_stays_on_disk():
	content = unique().encode()
	first, second = (
		new_file(content=content, is_private=1).insert(),
		new_file(content=content, is_private=1).insert(),
	)
	frappe.delete_doc("File", first.name)
	assert os.path.exists(second.get_full_path())


def test_a_rollback_removes_the_file():
	path = new_file(is_private=1).insert().get_full_path()
	frappe.db.rollback()
	assert not os.path.exists(path)


def test_attachments_go_with_their_document():
	place = municipality().insert()
	file = new_file(
		attached_to_doctype="LAT Municipality", attached_to_name=place.name, is_private=1
	).insert()
	assert file.folder == "Home/Attachments"
	place.delete()
	assert not frappe.db.exists("File", file.name)


def test_an_attachment_is_told_in_a_comment():
	place = municipality().insert()
	new_file(attached_to_doctype="LAT Municipality", attached_to_name=place.name).insert()
	assert frappe.db.exists("Comment", {"reference_name": place.name, "comment_type": "Attachment"})


def test_attachments_need_a_document():
	with pytest.raises(frappe.ValidationError):
		new_file(attached_to_doctype="LAT Municipality").insert()


def test_a_file_needs_a_name_or_an_address():
	with pytest.raises(frappe.MandatoryError):
		frappe.get_doc({"doctype": "File", "content": b"x"}).insert()


def test_a_file_is_read_by_those_who_read_its_document():
	person = citizen().insert()
	file = new_file(attached_to_doctype="LAT Citizen", attached_to_name=person.name, is_private=1).insert()
	reader, stranger = person_with("LAT Citizen", read=1), user()
	assert frappe.has_permission("File", "read", doc=file.name, user=reader)
	assert not frappe.has_permission("File", "write", doc=file.name, user=reader)
	assert not frappe.has_permission("File", "read", doc=file.name, user=stranger)


def test_a_private_file_is_read_by_its_owner():
	person = person_with("LAT Citizen", read=1)
	with acting(person):
		file = new_file(is_private=1).insert().name
	assert frappe.has_permission("File", "read", doc=file, user=person)
	assert not frappe.has_permission("File", "read", doc=file, user=user())


def test_save_file_asks_no_permission():
	place = municipality().insert()
	with acting(user()):
		file = save_file(f"{unique()}.txt", b"kept", "LAT Municipality", place.name, is_private=1)
	assert (file.attached_to_name, file.is_private, file.get_content()) == (place.name, 1, "kept")


# Print


@pytest.fixture
def print_format():
	return (
		frappe.get_doc(
			{
				"doctype": "Print Format",
				"name": unique(),
				"doc_type": "LAT Citizen",
				"custom_format": 1,
				"print_format_type": "Jinja",
				"html": "<p>{{ doc.full_name | e }}: {{ doc.get_formatted('birth_date') }}"
				"{% for row in doc.custody_holders %}, {{ row.full_name }}{% endfor %}</p>"
				"<i>{{ _('Yes') }} {{ frappe.format_value(2.5, 'Float') }} {{ frappe.session.user }}</i>",
			}
		)
		.insert()
		.name
	)


def test_a_print_format_is_rendered_into_a_page(print_format, danish_formats):
	person = citizen(
		full_name="A & B", birth_date="2005-05-31", custody_holders=[{"full_name": "C"}]
	).insert()
	html = frappe.get_print("LAT Citizen", person.name, print_format=print_format)
	assert "<p>A &amp; B: 31-05-2005, C</p>" in html and "<!DOCTYPE html>" in html
	assert "2,50 Administrator</i>" in html


def test_who_cannot_read_cannot_print(print_format):
	person = citizen().insert().name
	with acting(person_with("LAT Municipality", read=1)):
		# 15.51 says that it is not there, 15.101 that it is not permitted.
		with pytest.raises((frappe.PermissionError, frappe.DoesNotExistError)):
			frappe.get_print("LAT Citizen", person, print_format=print_format)


def test_who_reads_prints_too(print_format):
	person = citizen(full_name="Read").insert().name
	with acting(person_with("LAT Citizen", read=1, print=0)):
		assert "Read" in frappe.get_print("LAT Citizen", person, print_format=print_format)


def test_a_disabled_print_format_prints_nothing(print_format):
	person = citizen().insert().name
	frappe.db.set_value("Print Format", print_format, "disabled", 1)
	with pytest.raises(frappe.DoesNotExistError):
		frappe.get_print("LAT Citizen", person, print_format=print_format)


def test_a_template_with_an_error_is_refused():
	with pytest.raises(frappe.ValidationError):
		frappe.get_doc(
			{
				"doctype": "Print Format",
				"name": unique(),
				"doc_type": "LAT Citizen",
				"custom_format": 1,
				"html": "{% if %}",
			}
		).insert()


def test_a_shipped_template_is_found_by_its_path():
	path = "lat_corps/templates/print/role_agreement.html"
	assert frappe.get_template(path).render
	with pytest.raises(Exception):  # noqa: B017
		frappe.get_template("lat_corps/templates/no_such.html")


# Translations


def test_a_text_without_translation_stays():
	text = unique()
	frappe.local.lang = "da"
	assert frappe._(text) == text and frappe._(text, context="Here") == text


def test_a_language_may_be_named():
	assert frappe._("Nothing of the kind", lang="da") == "Nothing of the kind"
