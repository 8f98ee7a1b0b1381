"""A handover over HTTP: what leaves, to whom, and what stops it (R98, R103, R104)."""

from __future__ import annotations

import hashlib
import json

import frappe
import pytest
from frappe.utils import today

from tests import factories
from tests.factories import as_user

pytestmark = pytest.mark.real_site

READING = "/api/method/lat_corps.casework.handover_reading"
CONSENTED, SECRET, EXCHANGED = "Bor alene.", "Uden samtykke.", "Set med en kendt rekrutterer."
WORDS = ("information_type", "origin", "content")
OTHERS = ("other_caseworker", "second_mentor", "manager", "away_coordinator", "administrator", "technician")


@pytest.fixture
def draft(world):
	"""A committed draft with a line that may pass, one without consent and one of an exchange."""
	case = factories.case_at("Active", world)
	with as_user(world["coordinator"]):
		factories.write_background(case, origin="Section 115 exchange", content=EXCHANGED)
		factories.consent_to_handover(case, world["caseworker"], "Life situation")
		handover = factories.draft_handover(
			case,
			world["caseworker"],
			("Life situation", "The course", CONSENTED),
			("Network and family", "The course", SECRET),
			("Life situation", "The course", f"Vi ved: {EXCHANGED}"),
		)
	frappe.db.commit()
	return handover


@pytest.fixture
def sent(client, draft):
	answer = client("coordinator").act(draft, "Send handover")
	assert answer.ok, answer.text[:300]
	frappe.db.rollback()
	return draft.reload()


def ways(handover) -> dict[str, tuple[str, dict]]:
	"""Every way in which a packet leaves the site."""
	record = {"doctype": handover.doctype, "name": handover.name}
	return {
		"record": (f"/api/resource/{handover.doctype}/{handover.name}", {}),
		"form": ("/api/method/frappe.desk.form.load.getdoc", record),
		"screen": (f"{READING}.shown", {"name": handover.name}),
		"file": (f"{READING}.as_file", {"name": handover.name}),
		"print": (
			"/api/method/frappe.www.printview.get_html_and_style",
			{"doc": handover.doctype, "name": handover.name, "print_format": "LAT Handover Packet"},
		),
		"page": ("/printview", {**record, "format": "LAT Handover Packet"}),
		"preview": ("/printview", {**record, "format": "LAT Handover Preview"}),
	}


def test_only_the_named_caseworker_receives_it_whatever_the_way(client, sent):
	for way, (path, sent_along) in ways(sent).items():
		answer = client("caseworker").get(path, **sent_along)
		assert answer.ok and CONSENTED in answer.text, (way, answer.text[:300])
		assert SECRET not in answer.text and EXCHANGED not in answer.text, way
		for person in OTHERS:
			refused = client(person).get(path, **sent_along)
			assert CONSENTED not in refused.text and not (way == "file" and refused.ok), (way, person)


def test_nobody_but_who_works_with_the_person_sees_the_draft(client, draft):
	for way, (path, sent_along) in ways(draft).items():
		for person in ("caseworker", *OTHERS):
			answer = client(person).get(path, **sent_along)
			assert not any(words in answer.text for words in (CONSENTED, SECRET, EXCHANGED)), (way, person)


def test_the_file_is_what_was_hashed_and_its_reading_is_logged(client, world, sent):
	answer = client("caseworker").get(f"{READING}.as_file", name=sent.name)
	assert hashlib.sha256(answer.content).hexdigest() == sent.packet_hash
	assert "attachment" in answer.headers["Content-Disposition"]
	frappe.db.rollback()
	read = {"user": world["caseworker"], "document_number": sent.name, "action": "Downloaded"}
	assert frappe.db.count("LAT Read Log", read) == 1


def test_withdrawing_between_drafting_and_sending_stops_it(client, world, draft):
	consent = frappe.get_doc("LAT Consent", {"lat_case": draft.lat_case, "receiver": world["caseworker"]})
	assert client("coordinator").put(consent, withdrawn_on=today()).ok
	for answer in (
		client("coordinator").act(draft, "Send handover"),
		client("coordinator").put(draft, workflow_state="Handover sent"),
	):
		assert answer.status_code == 417 and "R104" in answer.text, answer.text[:300]
	frappe.db.rollback()
	assert (draft.reload().stage, draft.packet) == ("Draft", None)
	assert CONSENTED not in client("caseworker").get(f"{READING}.shown", name=draft.name).text


def test_figures_and_how_it_was_read_are_the_servers(client, draft):
	rows = [{"name": row.name, **{field: row.get(field) for field in WORDS}} for row in draft.lines]
	rows[0].update(figures=json.dumps({"kind": "steps", "steps": []}), source="ratings")
	answer = client("coordinator").put(
		draft, lines=rows, preview_way="The person could not be reached", previewed_lines="[]"
	)
	assert answer.ok, answer.text[:300]
	frappe.db.rollback()
	kept = draft.reload()
	assert not any(row.figures or row.source for row in kept.lines)
	assert kept.preview_way == "Read together on screen"


def test_a_line_written_after_it_was_read_does_not_leave(client, draft):
	rows = [{"name": row.name, **{field: row.get(field) for field in WORDS}} for row in draft.lines]
	rows[0]["content"] = "Noget andet."
	assert client("coordinator").put(draft, lines=rows).ok
	answer = client("coordinator").act(draft, "Send handover")
	assert answer.status_code == 417 and "as it stands now" in answer.text, answer.text[:300]


def test_reading_it_is_for_who_works_with_the_person(client, sent):
	for person in ("caseworker", *OTHERS):
		values = {"way": "The person could not be reached"}
		answer = client(person).post(f"{READING}.read_with_person", name=sent.name, values=values)
		assert answer.status_code == 403, (person, answer.text[:200])


def test_no_remark_and_no_file_carries_what_may_not_pass(client, sent):
	coordinator = client("coordinator")
	about = {"reference_doctype": sent.doctype, "reference_name": sent.name}
	comment = coordinator.post(
		"/api/method/frappe.desk.form.utils.add_comment",
		**about,
		content=f"<p>{EXCHANGED}</p>",
		comment_email="x@example.com",
		comment_by="x",
	)
	assert not comment.ok and "section 115" in comment.text, comment.text[:300]
	task = coordinator.post(
		"/api/method/frappe.desk.form.assign_to.add",
		doctype=sent.doctype,
		name=sent.name,
		assign_to=[sent.receiver],
		description=EXCHANGED,
	)
	assert not task.ok, task.text[:300]
	upload = coordinator.session.post(
		f"{coordinator.url}/api/method/upload_file",
		data={"doctype": sent.doctype, "docname": sent.name, "is_private": 1},
		files={"file": ("notat.txt", EXCHANGED.encode())},
	)
	assert not upload.ok, upload.text[:300]
	answer = client("caseworker").get(
		"/api/method/frappe.desk.form.load.getdoc", doctype=sent.doctype, name=sent.name
	)
	assert EXCHANGED not in answer.text
