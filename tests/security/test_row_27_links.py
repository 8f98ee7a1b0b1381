"""Row 27: a new record, or a row of one, names nothing that is out of reach of who writes it."""

import json

import frappe
import pytest

from tests import factories
from tests.factories import as_user
from tests.rest import said

pytestmark = pytest.mark.real_site

NOT_THERE = "LAT-1999-00001"


class TestMatches:
	"""The criteria of a match set the words of both sides beside each other."""

	@pytest.fixture
	def case(self, world, committed):
		case = factories.case_at("Matching", world)
		frappe.db.commit()
		return case

	def propose(self, client, case, mentor):
		return client("coordinator").post(
			"/api/resource/LAT Match", lat_case=case.name, mentor=mentor, criteria=[]
		)

	def test_no_mentor_out_of_reach_is_proposed(self, client, world, case, fresh):
		mentor = frappe.get_doc("LAT Mentor", world.mentors["away_mentor"])
		answer = self.propose(client, case, mentor.name)
		assert answer.status_code == 403, answer.text[:500]
		assert mentor.full_name not in answer.text
		assert said(answer) == said(self.propose(client, case, "LAT-M-99999"))
		fresh()
		assert not frappe.db.exists("LAT Match", {"lat_case": case.name, "mentor": mentor.name})

	@pytest.mark.parametrize("kind", [dict, list])
	def test_nor_one_sought_by_values(self, client, world, case, kind):
		name = frappe.db.get_value("LAT Mentor", world.mentors["away_mentor"], "full_name")
		answers = []
		for full_name in (name, "Findes Ikke"):
			value = {"full_name": full_name} if kind is dict else [["full_name", "=", full_name]]
			answers.append(self.propose(client, case, value))
		assert all(answer.status_code in (403, 417) for answer in answers), answers[0].text[:300]
		assert said(answers[0]) == said(answers[1])


class TestLinks:
	"""Frappe looks a link up, and fetches from what it finds, whoever reads that."""

	def test_a_record_out_of_reach_is_as_one_that_is_not_there(self, client, world, dossier):
		foreign = frappe.db.get_value("LAT Role Description", {"municipality": factories.HOME})
		citizen = {"doctype": "LAT Case", "municipality": factories.AWAY, "course_type": "Mentor course"}
		draft = {"doctype": "LAT Role Description", "municipality": factories.AWAY, "title": "x"}
		for values, fieldname, there, gone in (
			(citizen, "citizen", dossier["LAT Citizen"].name, "LAT-C-99999"),
			(draft, "based_on", foreign, "LAT-RD-99999"),
			({"doctype": "LAT Plan"}, "lat_case", dossier["LAT Case"].name, NOT_THERE),
			({"doctype": "LAT Consent"}, "lat_case", dossier["LAT Case"].name, NOT_THERE),
			({"doctype": "LAT Loan Offer"}, "mentor", world.mentors["mentor"], "LAT-M-99999"),
		):
			answers = [
				client("away_coordinator").post(
					"/api/method/frappe.client.insert", doc={**values, fieldname: name}
				)
				for name in (there, gone)
			]
			assert answers[0].status_code == 403, (fieldname, answers[0].text[:300])
			assert said(answers[0]) == said(answers[1]), fieldname

	def test_what_the_server_sets_is_no_way_either(self, client, world, dossier, fresh):
		rating = {"doctype": "LAT Measurement", "lat_case": dossier["LAT Case"].name}
		answers = [
			client("mentor").post("/api/method/frappe.client.insert", doc={**rating, "survey_import": name})
			for name in ("LAT-SI-00001", "LAT-SI-99999")
		]
		assert said(answers[0]) == said(answers[1])

	def test_a_link_that_is_stored_stays_one_that_the_reader_may_save(self, client, offer, world):
		"""The mentor on offer does not read the course yet, which the match names."""
		match = client("second_mentor").read(offer).json()["data"]
		answer = client("second_mentor").put(offer, **match)
		assert answer.ok, answer.text[:300]


class TestRows:
	"""A row that is sent with the name of one elsewhere would be moved out of its document."""

	@pytest.fixture
	def plan(self, world, committed):
		case = factories.case_at("Active", world)
		with as_user(world["coordinator"]):
			plan = frappe.get_doc(
				{"doctype": "LAT Plan", "lat_case": case.name, "goals": [{"goal": "Læse mere."}]}
			).insert()
		frappe.db.commit()
		return plan

	@pytest.mark.parametrize("how", ["rest", "save", "form", "set_value", "bulk_update"])
	def test_a_row_stays_in_its_document(self, client, world, dossier, plan, fresh, how):
		theirs = dossier["LAT Plan"].goals[0]
		sent = client("coordinator").read(plan).json()["data"]
		rows = [*sent["goals"], {"doctype": "LAT Plan Goal", "name": theirs.name, "goal": "Taget."}]
		changed = {**sent, "goals": rows}
		ask = client("coordinator")
		method = "/api/method/frappe.client."
		if how == "rest":
			answer = ask.put(plan, goals=rows)
		elif how == "save":
			answer = ask.post(f"{method}save", doc=changed)
		elif how == "form":
			answer = ask.post(
				"/api/method/frappe.desk.form.save.savedocs", doc=json.dumps(changed), action="Save"
			)
		elif how == "set_value":
			answer = ask.post(
				f"{method}set_value", doctype="LAT Plan", name=plan.name, fieldname={"goals": rows}
			)
		else:
			docs = json.dumps([{"doctype": "LAT Plan", "docname": plan.name, "goals": rows}])
			answer = ask.post(f"{method}bulk_update", docs=docs)
			assert answer.json()["message"]["failed_docs"]
			assert "Traceback" not in answer.text
		if how != "bulk_update":
			assert answer.status_code == 403 and "not of this document" in answer.text, answer.text[:300]
		fresh()
		stored = frappe.db.get_value("LAT Plan Goal", theirs.name, ["parent", "goal"], as_dict=True)
		assert (stored.parent, stored.goal) == (theirs.parent, theirs.goal)

	def test_rows_of_a_new_record_get_names_of_their_own(self, client, dossier, world, committed, fresh):
		case = factories.case_at("Active", world)
		frappe.db.commit()
		theirs = dossier["LAT Plan"].goals[0]
		answer = client("coordinator").post(
			"/api/resource/LAT Plan",
			lat_case=case.name,
			goals=[{"name": theirs.name, "goal": "Nyt.", "progress": theirs.progress}],
		)
		assert answer.ok, answer.text[:300]
		committed(("LAT Plan", answer.json()["data"]["name"]))
		fresh()
		assert frappe.db.get_value("LAT Plan Goal", theirs.name, "parent") == theirs.parent

	def test_ones_own_rows_are_changed_moved_and_added_to(self, client, plan, fresh):
		sent = client("coordinator").read(plan).json()["data"]
		first = {**sent["goals"][0], "goal": "Læse meget mere."}
		answer = client("coordinator").put(plan, goals=[first, {"goal": "Ny."}])
		assert answer.ok, answer.text[:300]
		fresh()
		assert [row.goal for row in frappe.get_doc("LAT Plan", plan.name).goals] == [
			"Læse meget mere.",
			"Ny.",
		]


class TestLinksElsewhere:
	"""Documents of Frappe's that name a record in a link, or in the rows of a table."""

	DOCUMENTS = {
		"contact": {"doctype": "Contact", "first_name": "x", "links": ("link_doctype", "link_name")},
		"event": {
			"doctype": "Event",
			"subject": "x",
			"starts_on": "2026-11-29 10:00:00",
			"event_participants": ("reference_doctype", "reference_docname"),
		},
		"reminder": {
			"doctype": "Reminder",
			"remind_at": "2030-01-01 10:00:00",
			"description": "x",
			"": ("reminder_doctype", "reminder_docname"),
		},
		"task": {"doctype": "ToDo", "description": "x", "": ("reference_type", "reference_name")},
		"label": {"doctype": "Tag Link", "tag": "x", "": ("document_type", "document_name")},
		"follow": {"doctype": "Document Follow", "": ("ref_doctype", "ref_docname")},
		"comment": {
			"doctype": "Comment",
			"comment_type": "Like",
			"": ("reference_doctype", "reference_name"),
		},
		"mail": {
			"doctype": "Communication",
			"subject": "x",
			"timeline_links": ("link_doctype", "link_name"),
		},
	}

	def naming(self, kind: str, doctype: str, name: object) -> dict:
		values = dict(self.DOCUMENTS[kind])
		(where, pair), *_none = [item for item in values.items() if isinstance(item[1], tuple)]
		named = dict(zip(pair, (doctype, name), strict=True))
		values.pop(where)
		return {**values, **named} if where == "" else {**values, where: [named]}

	@pytest.mark.parametrize("kind", DOCUMENTS)
	@pytest.mark.parametrize("person", ["away_coordinator", "second_mentor", "technician", "outsider"])
	def test_none_is_made_of_a_record_out_of_reach(self, client, dossier, fresh, kind, person):
		case = dossier["LAT Case"].name
		for way in ("rest", "insert", "form", "version 2"):
			answers = []
			for name in (case, NOT_THERE, {"name": ["like", "LAT%"]}):
				values = self.naming(kind, "LAT Case", name)
				ask = client(person)
				if way == "rest":
					answer = ask.post(f"/api/resource/{values.pop('doctype')}", **values)
				elif way == "version 2":
					answer = ask.post(f"/api/v2/document/{values.pop('doctype')}", **values)
				elif way == "insert":
					answer = ask.post("/api/method/frappe.client.insert", doc=values)
				else:
					answer = ask.post(
						"/api/method/frappe.desk.form.save.savedocs",
						doc=json.dumps({**values, "__islocal": 1, "name": "new-x-1"}),
						action="Save",
					)
				answers.append(answer)
			# Labels and events are refused to everybody, in a sentence of their own.
			refused = {403, 417} if kind in ("label", "event") else {403}
			assert {answer.status_code for answer in answers} <= refused, (
				way,
				[a.text[:200] for a in answers],
			)
			assert said(answers[0]) == said(answers[1]), way
		fresh()
		doctype = self.DOCUMENTS[kind]["doctype"]
		assert not frappe.db.exists(doctype, {"subject" if kind in ("event", "mail") else "name": "x"})

	def test_who_reads_the_record_reminds_of_it(self, client, dossier, committed):
		values = self.naming("reminder", "LAT Case", dossier["LAT Case"].name)
		answer = client("coordinator").post("/api/method/frappe.client.insert", doc=values)
		assert answer.ok, answer.text[:300]
		committed(("Reminder", answer.json()["message"]["name"]))
