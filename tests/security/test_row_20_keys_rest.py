"""Row 20: what opens another person's login is made in the open: told to that person, and logged."""

import frappe
import pytest

from lat_corps.domain.roles import MENTOR
from tests.factories import PASSWORD, as_user, make_user

pytestmark = pytest.mark.real_site

WAYS = {
	"a password": {"new_password": "Et-helt-nyt-ord-17"},
	"a key": {"api_secret": "hemmelig-nøgle-1"},
	"an address": {"email": "en.anden@lat-test.example"},
	"another service": {"social_logins": [{"provider": "github", "userid": "17"}]},
}
KEYS = "/api/method/frappe.core.doctype.user.user.generate_keys"


@pytest.fixture
def person():
	"""A login of its own: what opens that of another test's person would close their sessions."""
	with as_user("Administrator"):
		name = make_user(frappe.generate_hash(length=8), "Sofie Vang", MENTOR)
	frappe.db.commit()
	yield name
	frappe.db.rollback()
	frappe.set_user("Administrator")
	for kept in ("Notification Log", "Activity Log"):
		frappe.db.delete(kept, {"for_user" if kept == "Notification Log" else "user": name})
	frappe.delete_doc("User", name, force=True)
	frappe.db.commit()


def told(name: str) -> tuple[list[str], list[str]]:
	frappe.db.rollback()
	logged = {"user": name, "subject": ["like", "%your login%"]}
	return (
		frappe.get_all("Notification Log", filters={"for_user": name}, pluck="subject"),
		frappe.get_all("Activity Log", filters=logged, pluck="subject"),
	)


@pytest.mark.parametrize("values", WAYS.values(), ids=WAYS)
def test_it_is_told_and_logged(world, person, at_once, values):
	frappe.set_user(world["technician"])
	frappe.get_doc("User", person).update(values).save()
	frappe.set_user("Administrator")
	bell = frappe.get_all("Notification Log", filters={"for_user": person}, pluck="subject")
	logged = {"user": person, "subject": ["like", f"{world['technician']}:%your login%"]}
	assert len(bell) == 1 and "login" in bell[0]
	assert frappe.db.count("Activity Log", logged) == 1


def test_so_it_is_over_http(client, world, person):
	for answer in (
		client("technician").post(KEYS, user=person),
		client("technician").session.put(
			f"{client('technician').url}/api/resource/User/{person}", json=WAYS["a password"]
		),
	):
		assert answer.ok, answer.text
	_bell, logged = told(person)
	assert len(logged) == 2 and all(line.startswith(world["technician"]) for line in logged)


def test_what_people_do_with_their_own_login_is_not(client, world, person):
	frappe.set_user(person)
	user = frappe.get_doc("User", person)
	user.new_password = "Et-helt-nyt-ord-18"
	user.save()
	frappe.set_user("Administrator")
	assert not frappe.db.count("Activity Log", {"user": person, "subject": ["like", "%your login%"]})


def test_nor_another_save_of_it(world, person):
	frappe.get_doc("User", person).update({"bio": "x"}).save()
	assert not frappe.db.count("Activity Log", {"user": person, "subject": ["like", "%your login%"]})


def test_no_template_makes_one_as_the_person_who_lets_it_run(client, world, committed):
	template = (
		"{% set user = frappe.get_doc('User', frappe.session.user) %}"
		"{% set done = user.update({'new_password': 'Kendt-i-forvejen-17'}) %}{% set done = user.save() %}"
	)
	made = client("technician").post(
		"/api/resource/Email Template", name=frappe.generate_hash(), subject="x", response=template
	)
	committed(("Email Template", made.json()["data"]["name"]))
	answer = client("caseworker").post(
		"/api/method/frappe.email.doctype.email_template.email_template.get_email_template",
		template_name=made.json()["data"]["name"],
		doc="{}",
	)
	assert answer.status_code == 403, answer.text
	frappe.db.rollback()
	from frappe.utils.password import check_password

	assert check_password(world["caseworker"], PASSWORD) == world["caseworker"]
