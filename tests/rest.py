"""HTTP as a person's browser or a script would speak it to a real site."""

from __future__ import annotations

import json
import re

import frappe
import requests

from tests.factories import PASSWORD

CSRF_TOKEN = re.compile(r'csrf_token = "(\w+)"')
ESCAPED = re.compile(rb"\\+u(00[89a-f][0-9a-f]|0[1-9a-f][0-9a-f]{2}|[1-9a-c][0-9a-f]{3})")


def readable(answer: requests.Response, **_sent) -> None:
	"""Spell æ, ø and å out, which JSON escapes at every depth: no test would find a name in an answer."""
	if "json" in answer.headers.get("Content-Type", ""):
		answer._content = ESCAPED.sub(lambda found: chr(int(found[1], 16)).encode(), answer.content)


class Client:
	"""A logged-in session on the site under test."""

	def __init__(self, url: str, token: str = ""):
		self.url = url
		self.session = requests.Session()
		self.session.headers["Accept"] = "application/json"
		self.session.hooks["response"].append(readable)
		# A server of several processes serves every site of the bench.
		self.session.headers["X-Frappe-Site-Name"] = frappe.local.site
		if token:
			self.session.headers["Authorization"] = f"token {token}"
			# Frappe takes the language before it knows whose the token is
			self.session.headers["Accept-Language"] = "en"

	def login(self, user: str) -> Client:
		answer = self.session.post(f"{self.url}/api/method/login", data={"usr": user, "pwd": PASSWORD})
		assert answer.status_code == 200, answer.text
		return self

	def get(self, path: str, **params) -> requests.Response:
		answer = self.session.get(f"{self.url}{path}", params=params)
		# A page of the Desk gives the session a token that every later write must carry.
		if token := CSRF_TOKEN.search(answer.text):
			self.session.headers["X-Frappe-CSRF-Token"] = token[1]
		return answer

	def post(self, path: str, **data) -> requests.Response:
		return self.session.post(f"{self.url}{path}", json=data)

	def put(self, doc, **data) -> requests.Response:
		return self.session.put(f"{self.url}/api/resource/{doc.doctype}/{doc.name}", json=data)

	def delete(self, doc) -> requests.Response:
		return self.session.delete(f"{self.url}/api/resource/{doc.doctype}/{doc.name}")

	def read(self, doc) -> requests.Response:
		return self.get(f"/api/resource/{doc.doctype}/{doc.name}")

	def names(self, doctype: str, **params) -> set[str]:
		answer = self.get(f"/api/resource/{doctype}", limit_page_length=0, **params)
		return {row["name"] for row in answer.json()["data"]} if answer.ok else set()

	def act(self, doc, action: str) -> requests.Response:
		return self.post(
			"/api/method/frappe.model.workflow.apply_workflow",
			doc=self.read(doc).json().get("data") or {"doctype": doc.doctype, "name": doc.name},
			action=action,
		)


def said(answer: requests.Response) -> tuple[int, list[str]]:
	"""Return the status of an answer and what it tells the person, without the number of that one error."""
	content = answer.json()
	if errors := content.get("errors"):
		return answer.status_code, [error.get("message") for error in errors]
	messages = json.loads(content.get("_server_messages") or "[]")
	return answer.status_code, [json.loads(message)["message"] for message in messages]
