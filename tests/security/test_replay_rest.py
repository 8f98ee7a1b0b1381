"""A request that meets the lock of another one, on purpose: it sees what is committed, and ends well."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import frappe
import pytest
from frappe.utils import today

from tests import factories
from tests.factories import as_user
from tests.security.test_races_rest import sentence_of

pytestmark = pytest.mark.real_site

A_WHILE = 20


@pytest.fixture
def meanwhile():
	"""Send a request that waits for a lock of this test's transaction, and go on once it does."""
	with ThreadPoolExecutor(1) as pool:

		def send(call):
			future = pool.submit(call)
			for _attempt in range(A_WHILE * 20):
				time.sleep(0.05)
				if is_waiting():
					return future
			raise AssertionError("the request has not waited for a lock")

		yield send
		frappe.db.rollback()


def is_waiting() -> bool:
	return any(
		"for update" in (row.Info or "").lower() and row.db == frappe.conf.db_name
		for row in frappe.db.sql("show full processlist", as_dict=True)
	)


@pytest.fixture
def proposed(world):
	case = factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		match = factories.propose(case, world.mentors["second_mentor"])
	frappe.db.commit()
	yield match
	frappe.db.rollback()
	frappe.db.set_value("LAT Match", match.name, {"stage": "Declined", "workflow_state": "Match declined"})
	frappe.db.commit()


def write_a_lot() -> None:
	"""The database ends the transaction that has written less: not this one."""
	for _number in range(200):
		frappe.get_doc({"doctype": "Comment", "comment_type": "Info", "content": "x"}).db_insert()


def hold(doctype: str, name: str) -> None:
	frappe.db.sql(f"select name from `tab{doctype}` where name = %s for update", name)


@pytest.mark.parametrize("address", ["/api/resource", "/api/v2/document"])
def test_who_is_ended_by_a_deadlock_is_asked_again(client, proposed, meanwhile, address):
	hold("LAT Mentor", proposed.mentor)
	write_a_lot()
	coordinator = client("coordinator")
	path = f"{coordinator.url}{address}/LAT Match/{proposed.name}"
	answer = meanwhile(partial(coordinator.session.put, path, json={"workflow_state": "Match offered"}))
	hold("LAT Match", proposed.name)
	frappe.db.rollback()
	assert answer.result(A_WHILE).ok, answer.result().text[:600]
	assert frappe.db.get_value("LAT Match", proposed.name, "stage") == "Offered"


def test_who_has_waited_sees_what_was_committed_meanwhile(client, world, meanwhile):
	"""The consent is withdrawn while the handover waits for its course: nothing is sent (R104)."""
	case = factories.case_at("Assessed", world)
	with as_user(world["coordinator"]):
		consent = factories.consent_to_handover(case, world["caseworker"], "Life situation")
		handover = factories.draft_handover(case, world["caseworker"])
	frappe.db.commit()
	hold("LAT Case", case.name)
	answer = meanwhile(partial(client("coordinator").put, handover, workflow_state="Handover sent"))
	consent.db_set("withdrawn_on", today())
	frappe.db.commit()
	assert answer.result(A_WHILE).status_code == 417
	assert "Life situation" in sentence_of(answer.result())
	assert frappe.db.get_value("LAT Handover", handover.name, "stage") == "Draft"


def test_what_is_asked_again_is_judged_again(client, world, proposed, meanwhile):
	"""The right ends while the request waits: asked again, it is refused as at its beginning."""
	hold("LAT Mentor", proposed.mentor)
	write_a_lot()
	offering = partial(client("coordinator").put, proposed, workflow_state="Match offered")
	answer = meanwhile(offering)
	hold("LAT Match", proposed.name)
	member = {"user": world["coordinator"], "parenttype": "LAT Municipality"}
	ended = frappe.utils.add_days(today(), -1)
	frappe.db.set_value("LAT Municipality Member", member, "to_date", ended)
	frappe.db.commit()
	try:
		assert answer.result(A_WHILE).status_code == 403
		assert frappe.db.get_value("LAT Match", proposed.name, "stage") == "Proposed"
	finally:
		frappe.db.set_value("LAT Municipality Member", member, "to_date", None)
		frappe.db.delete("Comment", {"content": "x", "comment_type": "Info"})
		frappe.db.commit()
