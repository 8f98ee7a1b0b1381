"""What `python -m tests.security.attack` runs: the fixtures of the suite around the attack of all methods."""

import os
import shlex

from tests.security import attack


def test_attack(client, dossier):
	from lat_corps.permissions.door.report import of_site

	def ask(attacker: str, method: str, sent: dict):
		return client(attacker).session.post(f"{client(attacker).url}/api/method/{method}", json=sent)

	methods = [method for inventory in of_site() for method in inventory.methods]
	victim = attack.victim_of(dossier["LAT Case"], dossier["LAT Citizen"])
	attack.carry_out(methods, victim, ask, attack.parse(shlex.split(os.environ[attack.ORDER])))
