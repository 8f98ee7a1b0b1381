"""What holds across records, taken by 2, 8 and 32 at once over HTTP (security 31).

`LAT_RACE_ROUNDS=20` runs each race so often, `LAT_RACE_SIZES=2,8,32` with so many at once.
"""

from __future__ import annotations

import json
import os
import threading
from concurrent.futures import ThreadPoolExecutor

import frappe
import pytest

from tests.conftest import take_jobs_away
from tests.rest import Client
from tests.security.races import RACES

pytestmark = pytest.mark.real_site

ROUNDS = int(os.environ.get("LAT_RACE_ROUNDS", "1"))
SIZES = tuple(int(size) for size in os.environ.get("LAT_RACE_SIZES", "2,8").split(","))


@pytest.fixture(scope="module")
def client(busy_server, world):
	"""Return a logged-in client for a person of the world, on a server that answers many at once."""
	clients: dict[str, Client] = {}

	def logged_in(person: str) -> Client:
		if person not in clients:
			clients[person] = Client(busy_server).login(world[person])
			# A connection kept from an earlier round may be closed at the other end just now.
			clients[person].session.headers["Connection"] = "close"
		return clients[person]

	return logged_in


@pytest.fixture(scope="module", params=RACES, ids=lambda race: race.invariant)
def race(request, world, client, connected):
	take_jobs_away()
	connected.set_user("Administrator")
	running = request.param(world, client, max(SIZES))
	yield running
	connected.db.rollback()
	connected.set_user("Administrator")
	running.clean()
	connected.db.commit()


def at_once(calls) -> list:
	"""Return the answers to requests that are sent at the same moment."""
	start = threading.Barrier(len(calls))

	def send(call):
		start.wait()
		return call()

	with ThreadPoolExecutor(len(calls)) as pool:
		return list(pool.map(send, calls))


def sentence_of(answer) -> str:
	said = answer.json()
	messages = [
		json.loads(message)["message"] for message in json.loads(said.get("_server_messages") or "[]")
	]
	return " ".join([*messages, said.get("_error_message") or ""]).strip()


@pytest.mark.parametrize("many", SIZES)
def test_it_holds_when_many_take_it_at_once(race, many):
	for number in range(ROUNDS):
		take_jobs_away()
		frappe.db.rollback()
		race.reset()
		frappe.db.commit()
		answers = at_once(race.calls(many))
		frappe.db.rollback()
		where = f"{race.invariant}, {many} at once, round {number + 1}"
		refused = [answer for answer in answers if not answer.ok]
		assert not [answer.text[:600] for answer in refused if answer.status_code >= 500], where
		assert len(refused) < many, f"{where}: {refused[0].text[:600]}"
		assert not (race.all_succeed and refused), f"{where}: {refused[0].text[:600]}"
		assert not (broken := race.broken()), f"{where}: {broken}"
		for answer in refused:
			assert answer.status_code in (403, 404, 409, 417) and sentence_of(answer), answer.text[:600]
			assert race.told in sentence_of(answer), f"{where}: {answer.text[:600]}"
