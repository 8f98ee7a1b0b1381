"""What `python -m tests.security.attack` runs: the fixtures of the suite around the attack of all methods."""

from __future__ import annotations

import os
import shlex
from functools import cache

import frappe
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from tests import factories
from tests.security import attack
from tests.security.beside import BESIDE, READERS, WORDS, write_beside


def written_beside(course, doctype: str, world) -> attack.Victim:
	doc = write_beside(course, doctype, world)
	factories.keep_records()
	frappe.db.commit()
	return attack.Victim(doctype, doc.name, (WORDS,), readers=READERS.get(doctype, ()))


def test_attack(client, dossier, world):
	from lat_corps.permissions.door.report import of_site
	from lat_corps.permissions.queries import judge_request

	def ask(attacker: str, called: str, sent: dict):
		asks = client(attacker)
		url = f"{asks.url}/api/method/{called}"
		if verb_of(called) == "POST":
			answer = asks.session.post(url, json=sent)
		else:
			answer = asks.session.get(url, params=sent)
		# Of a file it would be guessed, byte by byte.
		answer.encoding = answer.encoding or "utf-8"
		return answer

	kept: dict[str, dict] = {}

	def stopped(attacker: str, called: str, sent: dict) -> str:
		"""Let the walls judge what `ask` would send, as Frappe lets them, and return what they say."""
		if frappe.session.user != world[attacker]:
			frappe.db.rollback()
			frappe.set_user(world[attacker])
			# To read anew what Frappe keeps of the site for a request takes longer than to judge.
			frappe.local.cache = kept.setdefault(attacker, frappe.local.cache)
		frappe.local.form_dict = frappe._dict(sent)
		how = EnvironBuilder(f"/api/method/{called}", method=verb_of(called))
		frappe.local.request = Request(how.get_environ())
		try:
			judge_request()
		except (frappe.PermissionError, frappe.ValidationError) as error:
			return str(error)
		finally:
			frappe.clear_messages()
			frappe.local.request = None
		return ""

	methods = [method for inventory in of_site() for method in inventory.methods]
	options = attack.parse(shlex.split(os.environ[attack.ORDER]))
	victim = (
		written_beside(dossier["LAT Case"], options.record, world)
		if options.record in BESIDE
		else attack.victim_of(dossier["LAT Case"], dossier["LAT Citizen"])
	)
	attack.carry_out(methods, victim, ask, stopped, options)


@cache
def verb_of(called: str) -> str:
	"""Return how Frappe lets a method be called: POST but where it is asked for by GET alone."""
	try:
		verbs = frappe.allowed_http_methods_for_whitelisted_func[frappe.get_attr(called)]
	except Exception:
		# A module that does not load, or a method of a document: its answer is asked for all the same.
		return "POST"
	return "POST" if "POST" in verbs else "GET"
