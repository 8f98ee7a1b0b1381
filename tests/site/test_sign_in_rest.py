"""Signing in through OpenID Connect as the guide tells, against a provider that the test starts."""

import html
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import frappe
import jwt
import pytest
import requests

from lat_corps.domain.roles import MENTOR
from tests import factories

pytestmark = pytest.mark.real_site

CLIENT, SECRET = "lat-corps", "only-for-this-test-0123456789abcdef"
GROUP = "Mentorer (prøve)"
BROKER, ENTRA = "Kommunens login", "Office 365"


class Provider(BaseHTTPRequestHandler):
	"""A municipality's provider: sends the browser back with a code, and tells the server whose it is."""

	def do_GET(self):
		address = urlsplit(self.path)
		asked = {key: values[0] for key, values in parse_qs(address.query).items()}
		if address.path == "/authorize":
			assert asked["response_type"] == "code" and "openid" in asked["scope"] and asked["state"]
			back = urlencode({"code": "code-of-" + self.server.signs_in["sub"], "state": asked["state"]})
			return self.answer(302, location=f"{asked['redirect_uri']}?{back}")
		assert address.path == "/userinfo" and self.headers["Authorization"] == "Bearer a-token"
		return self.answer(200, self.server.signs_in)

	def do_POST(self):
		sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
		given = {key: values[0] for key, values in parse_qs(sent).items()}
		who = self.server.signs_in
		known = (given["client_id"], given["client_secret"]) == (CLIENT, SECRET)
		if not known or given["code"] != f"code-of-{who['sub']}":
			return self.answer(400, {"error": "invalid_grant"})
		token = jwt.encode({**who, "aud": CLIENT, "iss": self.server.address}, SECRET, "HS256")
		return self.answer(200, {"access_token": "a-token", "token_type": "Bearer", "id_token": token})

	def answer(self, status, body=None, location=None):
		content = json.dumps(body).encode() if body else b""
		self.send_response(status)
		if location:
			self.send_header("Location", location)
		self.send_header("Content-Type", "application/json")
		self.send_header("Content-Length", str(len(content)))
		self.end_headers()
		self.wfile.write(content)

	def log_message(self, *_args):
		pass


@pytest.fixture(scope="module")
def provider():
	served = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
	served.address = f"http://127.0.0.1:{served.server_address[1]}"
	threading.Thread(target=served.serve_forever, daemon=True).start()
	yield served
	served.shutdown()


@pytest.fixture(scope="module", params=[BROKER, ENTRA])
def key(request, provider, world):
	"""The Social Login Key of the guide: a broker as Custom, and Entra ID as Office 365."""
	custom = request.param == BROKER
	name = frappe.scrub(request.param)
	if frappe.db.exists("Social Login Key", name):
		frappe.delete_doc("Social Login Key", name, force=True)
	method = f"custom/{name}" if custom else "login_via_office365"
	frappe.get_doc(
		{
			"doctype": "Social Login Key",
			"social_login_provider": "Custom" if custom else "Office 365",
			"provider_name": request.param,
			"enable_social_login": 1,
			"client_id": CLIENT,
			"client_secret": SECRET,
			"custom_base_url": int(custom),
			"base_url": provider.address,
			"authorize_url": "/authorize" if custom else f"{provider.address}/authorize",
			"access_token_url": "/token" if custom else f"{provider.address}/token",
			"api_endpoint": "/userinfo" if custom else None,
			"redirect_url": f"/api/method/frappe.integrations.oauth2_logins.{method}",
			"auth_url_data": json.dumps({"response_type": "code", "scope": "openid profile email"}),
			"user_id_property": "sub",
			"sign_ups": "Deny",
		}
	).insert()
	frappe.db.commit()
	yield name
	frappe.delete_doc("Social Login Key", name, force=True)
	frappe.db.commit()


@pytest.fixture
def sign_in(server, provider, key):
	"""Return a browser that has pressed the provider's button, and the answer it ended with."""

	def signed_in(email: str, name: str = "Prøve Person"):
		first, last = name.split(" ", 1)
		provider.signs_in = {"sub": f"id-{email}", "given_name": first, "family_name": last, "name": name}
		provider.signs_in["email" if key != frappe.scrub(ENTRA) else "upn"] = email
		browser = requests.Session()
		browser.headers["X-Frappe-Site-Name"] = frappe.local.site
		page = browser.get(f"{server}/login").text
		addresses = map(html.unescape, re.findall(r'href="([^"]+)"', page))
		button = next(address for address in addresses if address.startswith(f"{provider.address}/authorize"))
		back = browser.get(button, allow_redirects=False).headers["Location"]
		assert back.startswith(f"{server}/api/method/frappe.integrations.oauth2_logins")
		return browser, browser.get(back, allow_redirects=False)

	return signed_in


def who_is(browser, server: str) -> str:
	return browser.get(f"{server}/api/method/frappe.auth.get_logged_user").json().get("message", "Guest")


def desk(browser, server: str) -> str:
	"""Return what the Desk starts with, as text."""
	answer = browser.get(f"{server}/app", headers={"Accept": "text/html"})
	assert answer.ok, answer.text[:500]
	return answer.text.replace("\\", "")


def test_a_coordinator_signs_in_and_the_desk_opens(server, world, sign_in):
	browser, answer = sign_in(world["coordinator"].upper())
	assert answer.status_code == 302 and urlsplit(answer.headers["Location"]).path not in ("/login", "/me")
	assert who_is(browser, server) == world["coordinator"]
	assert '"lat_no_function": {' not in desk(browser, server)
	names = browser.get(f"{server}/api/resource/LAT Municipality").json()["data"]
	assert [row["name"] for row in names] == [factories.HOME]


def test_the_same_person_is_the_same_login_the_next_time(server, world, sign_in):
	for _time in range(2):
		browser, _answer = sign_in(world["mentor"])
		assert who_is(browser, server) == world["mentor"]


def test_a_login_without_a_function_reads_whom_to_ask(server, world, sign_in):
	newcomer = factories.make_user("newcomer", "Ny Mentor", MENTOR)
	frappe.db.commit()
	browser, _answer = sign_in(newcomer)
	assert who_is(browser, server) == newcomer
	opened = desk(browser, server)
	assert re.search(r'"lat_no_function": ?\{', opened)
	assert frappe.db.get_value("User", world["administrator"], "full_name") in opened
	assert browser.get(f"{server}/api/resource/LAT Case").json().get("data", []) == []
	frappe.db.rollback()
	frappe.delete_doc("User", newcomer, force=True)
	frappe.db.commit()


def test_roles_of_a_group_come_from_its_role_profile(server, world, sign_in, at_once):
	# Frappe saves the people of a profile in a job, and locks the profile until a worker has done it.
	profile = frappe.get_doc({"doctype": "Role Profile", "role_profile": GROUP, "roles": [{"role": MENTOR}]})
	profile.insert()
	member = factories.make_user("group_member", "Gruppe Medlem")
	user = frappe.get_doc("User", member)
	if user.meta.has_field("role_profiles"):
		user.append("role_profiles", {"role_profile": GROUP})
	else:
		user.role_profile_name = GROUP
	user.save()
	frappe.db.commit()
	browser, _answer = sign_in(member)
	assert who_is(browser, server) == member and MENTOR in frappe.get_roles(member)
	assert re.search(r'"lat_no_function": ?\{', desk(browser, server))
	frappe.db.rollback()
	profile.unlock()
	for doctype, name in (("User", member), ("Role Profile", GROUP)):
		frappe.delete_doc(doctype, name, force=True)
	frappe.db.commit()


def test_somebody_whom_nobody_has_made_a_login_for_is_refused(server, sign_in):
	browser, answer = sign_in("stranger@lat-test.example", "Fremmed Person")
	assert answer.status_code == 403
	assert who_is(browser, server) == "Guest"
	frappe.db.rollback()
	assert not frappe.db.exists("User", "stranger@lat-test.example")


def test_a_login_that_was_taken_out_of_use_is_refused(server, world, sign_in):
	frappe.db.set_value("User", world["outsider"], "enabled", 0)
	frappe.db.commit()
	browser, _answer = sign_in(world["outsider"])
	assert who_is(browser, server) == "Guest"
	frappe.db.rollback()
	frappe.db.set_value("User", world["outsider"], "enabled", 1)
	frappe.db.commit()
