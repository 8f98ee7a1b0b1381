"""A sample of 300 of all methods that clients may call, as every kind of attacker: nothing comes out.

`tests/security/attack.py` calls all of them, in each parameter.
"""

from __future__ import annotations

import frappe
import pytest

from tests.security import attack

pytestmark = pytest.mark.real_site

SIZE, PARTS = 300, 10


@pytest.fixture(scope="module")
def chosen(connected):
	from lat_corps.permissions.door.report import of_site

	methods = attack.sample((method for found in of_site() for method in found.methods), SIZE)
	assert len(methods) == SIZE
	return methods


@pytest.fixture(scope="module")
def victim(dossier):
	found = attack.victim_of(dossier["LAT Case"], dossier["LAT Citizen"])
	assert len(found.secrets) > 3
	return found


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_comes_out(client, world, chosen, victim, part):
	def ask(attacker: str, method: str, sent: dict):
		return client(attacker).session.post(f"{client(attacker).url}/api/method/{method}", json=sent)

	found = [
		str(finding)
		for method in chosen[part::PARTS]
		for finding in attack.attack(method, victim, ask, each=False)
	]
	assert not found, "\n".join(found)
	for attacker in attack.ATTACKERS:
		logged_in = client(attacker).get("/api/method/frappe.auth.get_logged_user")
		assert logged_in.json()["message"] == world[attacker]


def test_the_attack_finds_what_is_open(victim):
	"""Content, and a difference between what is there and what is not, are told from an even refusal."""

	def answering(text_of, status=200):
		return lambda _attacker, _method, sent: frappe._dict(text=text_of(str(sent)), status_code=status)

	method = attack.Method("frappe.x.y", ("doctype", "name"))
	for text_of, expected in (
		(lambda sent: victim.secrets[0], "content"),
		(lambda sent: "1" if victim.name in sent else "0", "another answer"),
	):
		found = [*attack.attack(method, victim, answering(text_of))]
		assert found and all(expected in finding.what for finding in found)
	assert not [*attack.attack(method, victim, answering(lambda sent: "refused", 403))]
