"""Row 11: the file list shows names, the uploader keeps access, and addresses are attached anew."""

import base64
import hashlib
from pathlib import Path

import frappe
import pytest
from frappe.utils import get_files_path

from tests import factories
from tests.factories import as_user

pytestmark = pytest.mark.real_site

NAME = "Mikkel Prøvesen udredning.txt"
STRANGERS = ("away_coordinator", "second_mentor", "manager", "technician", "outsider")


@pytest.fixture(scope="module")
def file(client, dossier):
	"""A file that the mentor has uploaded to the course."""
	answer = factories.upload(client("mentor"), dossier["LAT Case"], NAME, b"Psykiatrisk udredning.")
	assert answer.ok, answer.text
	return frappe._dict(answer.json()["message"])


def content(person, file) -> bytes:
	answer = person.get(file.file_url)
	return answer.content if answer.ok else b""


def test_it_is_private_under_a_random_name_without_an_owner(file):
	assert file.is_private and file.owner == "Administrator" and file.file_name == NAME
	assert "Mikkel" not in file.file_url and "Psykiatrisk" not in file.file_url
	assert not Path(get_files_path(NAME, is_private=True)).exists()
	assert not Path(get_files_path(NAME)).exists()


def test_those_who_read_the_record_read_it(client, file):
	for person in ("coordinator", "mentor"):
		assert content(client(person), file) == b"Psykiatrisk udredning."
		assert file.name in client(person).names("File")


@pytest.mark.parametrize("person", STRANGERS)
def test_nobody_else_reads_or_lists_it(client, file, person):
	assert not content(client(person), file)
	assert client(person).get(file.file_url, fid=file.name).status_code == 403
	assert client(person).get("/api/method/download_file", file_url=file.file_url).status_code == 403
	assert client(person).get(f"/api/resource/File/{file.name}").status_code == 403
	assert file.name not in client(person).names("File")
	for method in ("get_files_in_folder", "get_files_by_search_text"):
		answer = client(person).get(
			f"/api/method/frappe.core.api.file.{method}",
			folder="Home/Attachments",
			text="Mikkel",
			page_length=500,
		)
		assert "udredning" not in answer.text
	assert "udredning" not in client(person).get("/api/method/frappe.core.api.file.get_attached_images").text


def test_nobody_reads_it_without_login(server, file):
	import requests

	for address in (
		file.file_url,
		file.file_url.removeprefix("/private"),
		f"{file.file_url}?fid={file.name}",
	):
		answer = requests.get(f"{server}{address}", timeout=30)
		assert not answer.ok and b"Psykiatrisk" not in answer.content


def test_the_uploader_who_lost_the_course_reads_it_no_more(client, world, file, dossier):
	case = factories.case_at("Active", world)
	frappe.db.commit()
	own = frappe._dict(
		factories.upload(client("mentor"), case, "note.txt", b"Kun mens det er mit.").json()["message"]
	)
	assert content(client("mentor"), own) == b"Kun mens det er mit."
	frappe.db.set_value("LAT Match", {"lat_case": case.name}, "stage", "Ended")
	frappe.db.commit()
	assert not content(client("mentor"), own)
	assert own.name not in client("mentor").names("File")
	assert client("mentor").get(f"/api/resource/File/{own.name}").status_code == 403
	assert (
		client("mentor").session.delete(f"{client('mentor').url}/api/resource/File/{own.name}").status_code
		== 403
	)
	assert content(client("coordinator"), own) == b"Kun mens det er mit."


def attach(person, **values):
	return person.post("/api/resource/File", file_name="ny.txt", **values)


def test_an_address_is_not_attached_anew(client, world, file, dossier, fresh):
	"""Not to a record of one's own, not to one's own profile, not unattached; nor by a changed address."""
	outsider = client("outsider")
	unattached = outsider.post(
		"/api/resource/File", file_name="egen.txt", content="min", is_private=1, decode=False
	).json()["data"]
	refused = [
		attach(outsider, file_url=file.file_url),
		attach(
			outsider, file_url=file.file_url, attached_to_doctype="User", attached_to_name=world["outsider"]
		),
		attach(
			client("away_coordinator"),
			file_url=file.file_url,
			attached_to_doctype="LAT Mentor",
			attached_to_name=world.mentors["away_mentor"],
			is_private=1,
		),
		outsider.session.put(
			f"{outsider.url}/api/resource/File/{unattached['name']}", json={"file_url": file.file_url}
		),
		outsider.session.put(
			f"{outsider.url}/api/resource/File/{unattached['name']}",
			json={"file_url": file.file_url.replace("/files/", "/files/%2E/")},
		),
		outsider.session.put(
			f"{outsider.url}/api/resource/User/{world['outsider']}", json={"user_image": file.file_url}
		),
		outsider.post(
			"/api/method/frappe.client.save",
			doc=frappe.get_doc("User", world["outsider"])
			.as_json()
			.replace(
				'"user_image": null', f'"user_image": "{file.file_url.replace("a", chr(92) + "u0061", 1)}"'
			),
		),
		outsider.post(
			"/api/method/frappe.utils.file_manager.add_attachments",
			doctype="User",
			name=world["outsider"],
			attachments=[file.name],
		),
		outsider.post(
			"/api/method/frappe.core.doctype.communication.email.make",
			doctype="User",
			name=world["outsider"],
			content="x",
			recipients="x@example.org",
			attachments=[file.name],
		),
	]
	assert [answer.status_code for answer in refused] == [403] * len(refused)
	fresh()
	assert frappe.get_all("File", filters={"file_url": file.file_url}, pluck="name") == [file.name]
	for other in frappe.get_all("File", filters={"owner": world["outsider"]}, pluck="name"):
		assert b"Psykiatrisk" not in frappe.get_doc("File", other).get_content().encode()


def test_no_address_elsewhere_is_put_on_a_record(client, dossier):
	for address in ("https://example.org/borger.pdf", "/private/files/andet.pdf", "/files/andet.pdf"):
		answer = attach(
			client("coordinator"),
			file_url=address,
			attached_to_doctype="LAT Case",
			attached_to_name=dossier["LAT Case"].name,
			is_private=1,
		)
		assert answer.status_code == 403 and "Upload the file" in answer.text


def test_a_public_upload_is_refused_before_a_byte_is_public(client, dossier):
	answer = factories.upload(client("coordinator"), dossier["LAT Case"], "offentlig.txt", is_private=0)
	assert answer.status_code == 403 and "always private" in answer.text
	assert not Path(get_files_path("offentlig.txt")).exists()


def test_code_that_asks_no_rights_makes_it_private_too(dossier):
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": "Mikkel.txt",
			"content": b"Lagt op af systemet.",
			"is_private": 0,
			"attached_to_doctype": "LAT Case",
			"attached_to_name": dossier["LAT Case"].name,
		}
	)
	file.flags.ignore_permissions = True
	file.insert()
	assert file.is_private and file.file_url.startswith("/private/files/")
	assert not Path(get_files_path("Mikkel.txt")).exists()


@pytest.mark.parametrize(
	"change",
	[
		{"is_private": 0},
		{"attached_to_doctype": "User", "attached_to_name": "Guest"},
		{"attached_to_doctype": None, "attached_to_name": None},
		{"file_url": "/private/files/andet.txt"},
	],
)
def test_a_file_stays_where_it_is(client, file, change, fresh):
	for person in ("coordinator", "mentor", "technician", "outsider"):
		url = f"{client(person).url}/api/resource/File/{file.name}"
		assert client(person).session.put(url, json=change).status_code == 403
	fresh()
	stored = frappe.get_doc("File", file.name)
	assert (stored.is_private, stored.file_url, stored.attached_to_name) == (
		1,
		file.file_url,
		file.attached_to_name,
	)


def test_it_is_not_moved_between_own_records(client, file, dossier):
	url = f"{client('coordinator').url}/api/resource/File/{file.name}"
	answer = client("coordinator").session.put(
		url, json={"attached_to_doctype": "LAT Citizen", "attached_to_name": dossier["LAT Citizen"].name}
	)
	assert answer.status_code == 403 and "stays with its record" in answer.text


def test_the_same_content_elsewhere_shares_nothing(client, file, world):
	"""Frappe would store it once; publishing the other would then publish this one."""
	sent = base64.b64encode(b"Psykiatrisk udredning.").decode()
	other = (
		client("outsider")
		.post("/api/resource/File", file_name="kopi.txt", content=sent, decode=True, is_private=1)
		.json()["data"]
	)
	assert other["file_url"] != file.file_url
	assert file.content_hash != hashlib.md5(b"Psykiatrisk udredning.").hexdigest()
	client("outsider").session.put(
		f"{client('outsider').url}/api/resource/File/{other['name']}", json={"is_private": 0}
	)
	assert content(client("coordinator"), file) == b"Psykiatrisk udredning."


def test_nobody_attaches_to_a_record_out_of_reach(client, dossier):
	for person in STRANGERS:
		assert factories.upload(client(person), dossier["LAT Case"], "fremmed.txt").status_code == 403
		answer = attach(
			client(person),
			content="x",
			is_private=1,
			attached_to_doctype="LAT Case",
			attached_to_name=dossier["LAT Case"].name,
		)
		assert answer.status_code == 403


def test_a_reader_who_may_not_write_attaches_and_removes_nothing(client, world, dossier, committed):
	"""Frappe's upload asks for the right to write; its REST interface does not."""
	with as_user(world["coordinator"]):
		background = factories.pass_on(dossier["LAT Case"])
	frappe.db.commit()
	committed((background.doctype, background.name))
	assert factories.upload(client("mentor"), background, "fuldmagt.txt").status_code == 403
	answer = attach(
		client("mentor"),
		content="x",
		is_private=1,
		attached_to_doctype="LAT Background Information",
		attached_to_name=background.name,
	)
	assert answer.status_code == 403
	signed = factories.upload(client("coordinator"), background, "underskrevet.txt").json()["message"]
	url = f"{client('mentor').url}/api/resource/File/{signed['name']}"
	assert client("mentor").session.get(url).ok
	assert client("mentor").session.delete(url).status_code == 403


def test_a_survey_file_is_taken_over_by_its_import(client, world, fresh):
	coordinator = client("coordinator")
	upload = coordinator.post(
		"/api/resource/File", file_name="Mikkels svar.csv", content="a;b\n1;2\n", is_private=1
	).json()["data"]
	answer = coordinator.post(
		"/api/resource/LAT Survey Import",
		municipality=factories.HOME,
		instrument="WHO5-v1",
		survey_file=upload["file_url"],
	)
	stored = answer.json()["data"]
	fresh()
	file = frappe.get_doc("File", {"file_url": stored["survey_file"]})
	assert file.owner == "Administrator" and "Mikkel" not in file.file_url
	assert file.attached_to_name == stored["name"] and file.attached_to_field == "survey_file"
	assert not frappe.db.exists("File", upload["name"])
	assert coordinator.get(file.file_url).ok
	assert client("away_coordinator").get(file.file_url).status_code == 403


def test_the_file_goes_with_its_record_from_disk(dossier, world):
	with as_user(world["coordinator"]):
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": "væk.txt",
				"content": b"Skal slettes.",
				"is_private": 1,
				"attached_to_doctype": "LAT Case",
				"attached_to_name": dossier["LAT Case"].name,
			}
		).insert()
	path = Path(file.get_full_path())
	assert path.exists()
	file.delete(ignore_permissions=True)
	assert not path.exists()
