"""Erasure over HTTP: attackers at it, and after it a search of every table of the database and every file."""

import gzip
import io
import json
import secrets
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import frappe
import openpyxl
import pytest

from lat_corps.privacy import erasing, run_out
from lat_corps.privacy.traces import find_with
from tests import factories
from tests.factories import HOME, act, as_user, request_erasure

pytestmark = pytest.mark.real_site

METHODS = "/api/method/lat_corps.privacy.doctype.lat_erasure.lat_erasure"
SALT = secrets.token_hex(3)
"""What a run that failed has left is not found by the next one."""

MARKER = f"Kendemærke{SALT}"
NAME = f"Valdemar Prøveskov{SALT}"
WAITING = "Otto Prøvelund"
ASCII_NAME = f"Asta Maylund{SALT}"
OTHERS = ("mentor", "caseworker", "technician", "administrator", "centre", "away_coordinator", "away_manager")
UNDISTURBED = "En anden fejl, som venter"
SAVED = {
	f"Gemt rapport {SALT}": ("Report", "json", "ref_doctype"),
	f"Gemt kort {SALT}": ("Number Card", "filters_json", "document_type"),
	f"Gemt diagram {SALT}": ("Dashboard Chart", "filters_json", "document_type"),
	f"Gemt tavle {SALT}": ("Kanban Board", "filters", "reference_doctype"),
	f"Gemt post {SALT}": ("Auto Email Report", "filters", "reference_report"),
	f"Gemt genvej {SALT}": ("Workspace Shortcut", "stats_filter", "link_to"),
	f"Gemt liste {SALT}": ("Workspace Quick List", "quick_list_filter", "document_type"),
}
TEXTS = ("Data", "Small Text", "Text", "Long Text", "Text Editor", "Code")
STAYS = {"tabLAT Erasure", "tabLAT Read Log"}


@pytest.fixture(autouse=True)
def marker_of_its_own(monkeypatch):
	"""What a test that failed has left is not found by the next one."""
	monkeypatch.setattr(sys.modules[__name__], "MARKER", f"Kendemærke{secrets.token_hex(3)}")


def closed_course(world):
	case = factories.case_at("Active", world, citizen={"full_name": WAITING})
	frappe.db.set_value("LAT Case", case.name, {"stage": "Closed", "closed_on": frappe.utils.today()})
	frappe.db.commit()
	return case


@pytest.fixture
def erasure(world):
	"""A request of the coordinator about a citizen with one closed course."""
	case = closed_course(world)
	with as_user(world["coordinator"]):
		erasure = request_erasure(frappe.get_doc("LAT Citizen", case.citizen))
	frappe.db.commit()
	return erasure


def carry_out(client, erasure, confirmation: str | None = None):
	return client.post(
		f"{METHODS}.carry_out", name=erasure.name, confirmation=confirmation or erasure.citizen
	)


def is_there(erasure) -> bool:
	frappe.db.rollback()
	return bool(frappe.db.exists("LAT Citizen", erasure.citizen))


def test_the_requester_does_not_carry_out_the_own_erasure(client, erasure):
	assert carry_out(client("coordinator"), erasure).status_code == 417
	assert is_there(erasure)


@pytest.mark.parametrize("person", OTHERS)
def test_others_carry_out_nothing_and_see_no_preview(client, erasure, person):
	assert carry_out(client(person), erasure).status_code == 403
	for call, method in (("preview", "get"), ("call_off", "post"), ("remove_files", "post")):
		assert getattr(client(person), method)(f"{METHODS}.{call}", name=erasure.name).status_code == 403
	assert is_there(erasure)


def test_administrator_is_no_second_pair_of_eyes(administrator, erasure):
	assert carry_out(administrator, erasure).status_code == 417
	assert is_there(erasure)


def test_the_requester_does_not_become_somebody_else(client, world, erasure):
	for values in (
		{"requested_by": world["manager"]},
		{"standing": "Carried out"},
		{"citizen": "LAT-C-00001"},
		{"owner": world["manager"]},
	):
		client("coordinator").put(erasure, **values)
	frappe.db.rollback()
	stored = frappe.get_doc("LAT Erasure", erasure.name)
	assert (stored.requested_by, stored.standing) == (world["coordinator"], "Requested")
	assert stored.citizen == erasure.citizen
	assert carry_out(client("coordinator"), erasure).status_code == 417


def test_a_link_that_is_merely_opened_erases_nothing(client, erasure):
	answer = client("manager").get(f"{METHODS}.carry_out", name=erasure.name, confirmation=erasure.citizen)
	assert answer.status_code == 403
	assert is_there(erasure)


def test_a_wrong_number_erases_nothing(client, erasure):
	answer = carry_out(client("manager"), erasure, "LAT-C-00000")
	assert answer.status_code == 417 and WAITING not in answer.text
	assert is_there(erasure)


@pytest.mark.parametrize("person", ["coordinator", *OTHERS, "manager"])
def test_nobody_deletes_a_citizen_or_a_proof_past_the_service(client, erasure, person):
	citizen = frappe.get_doc("LAT Citizen", erasure.citizen)
	assert client(person).delete(citizen).status_code == 403
	assert client(person).delete(erasure).status_code == 403
	assert is_there(erasure)


def test_the_manager_sees_numbers_only(client, erasure):
	plan = client("manager").get(f"{METHODS}.preview", name=erasure.name)
	assert plan.ok and erasure.citizen not in plan.text and WAITING not in plan.text
	assert client("manager").get(f"/api/resource/LAT Citizen/{erasure.citizen}").status_code == 403


def test_a_second_erasure_of_the_same_request_is_refused(client, erasure):
	assert carry_out(client("manager"), erasure).ok
	assert carry_out(client("manager"), erasure).status_code == 417
	assert not is_there(erasure)


# Every table of the database


def plant(doc) -> None:
	"""Write the marker into every text field of a record and its rows, past all rules."""
	for row in (doc, *doc.get_all_children()):
		values = {
			df.fieldname: MARKER
			for df in row.meta.fields
			if df.fieldtype in TEXTS and not df.fieldname.endswith(("_hash", "full_name", "counted_apart"))
		}
		if values:
			frappe.db.set_value(row.doctype, row.name, values, update_modified=False)


def insert(doctype: str, **values):
	doc = frappe.get_doc({"doctype": doctype, **values})
	doc.name = doc.name or frappe.generate_hash(length=10)
	doc.db_insert()
	return doc


def leave_traces(case, world, client) -> None:
	"""Write down the course and the citizen wherever Frappe does, or did before it was refused."""
	citizen = frappe.get_doc("LAT Citizen", case.citizen)
	for doc in (case, citizen):
		about = {"reference_doctype": doc.doctype, "reference_name": doc.name}
		doc.add_comment("Comment", MARKER)
		insert("Tag Link", document_type=doc.doctype, document_name=doc.name, tag=MARKER)
		doc.log_error("Uventet", f"name = '{NAME}'")
		insert("ToDo", description=MARKER, reference_type=doc.doctype, reference_name=doc.name)
		insert("Activity Log", subject=MARKER, **about)
		insert("Communication", subject=MARKER, content=NAME, communication_type="Communication", **about)
		insert("Document Follow", ref_doctype=doc.doctype, ref_docname=doc.name, user=world["coordinator"])
		insert("DocShare", share_doctype=doc.doctype, share_name=doc.name, user=world["coordinator"])
		insert("View Log", viewed_by=world["coordinator"], **about)
		insert("Workflow Action", status="Open", user=world["coordinator"], **about)
		insert("Email Queue", message=f"Om {NAME}", **about)
		insert("Reminder", reminder_doctype=doc.doctype, reminder_docname=doc.name, description=MARKER)
		insert("Deleted Document", deleted_doctype=doc.doctype, deleted_name=doc.name, data=NAME)
		insert("Version", ref_doctype=doc.doctype, docname=doc.name, data=MARKER)
		insert("Access Log", export_from=doc.doctype, reference_document=doc.name, page=MARKER)
		insert(
			"Notification Log",
			document_type=doc.doctype,
			document_name=doc.name,
			subject=MARKER,
			for_user="x",
		)
		insert(
			"User Permission",
			allow=doc.doctype,
			for_value=doc.name,
			user=world["coordinator"],
			apply_to_all_doctypes=1,
		)
		insert("Document Share Key", reference_doctype=doc.doctype, reference_docname=doc.name, key="k")
	insert("Tag", name=MARKER)
	insert("Error Log", method="Uventet", error=f"full_name = '{NAME}'")
	insert("Error Log", method="Uventet", error=json.dumps({"full_name": NAME}))
	insert("Access Log", filters=f"[['citizen', '=', '{case.citizen}']]")
	insert("Prepared Report", filters=json.dumps({"lat_case": case.name}), report_name="x")
	insert("Route History", route=f"Form/LAT Case/{case.name}", user=world["coordinator"])
	insert("Scheduled Job Log", details=f"Failed at {case.name}")
	insert("List Filter", filter_name="x", reference_doctype="LAT Plan", filters=json.dumps([case.name]))
	letter = insert(
		"Communication", subject="Brev", content=f"Se {case.name}", communication_type="Communication"
	)
	insert(
		"Communication Link",
		parent=letter.name,
		parenttype="Communication",
		parentfield="timeline_links",
		link_doctype="LAT Case",
		link_name=case.name,
	)
	event = insert("Event", subject="Møde", starts_on=frappe.utils.now())
	insert(
		"Event Participants",
		parent=event.name,
		parenttype="Event",
		parentfield="event_participants",
		reference_doctype="LAT Case",
		reference_docname=case.name,
	)
	frappe.db.sql(
		"insert into `__global_search` (doctype, name, content) values ('LAT Case', %s, %s)",
		(case.name, MARKER),
	)
	frappe.db.sql(
		"replace into `__UserSettings` (`user`, `doctype`, `data`) values (%s, 'LAT Plan', %s)",
		(world["coordinator"], json.dumps({"List": {"filters": [["LAT Plan", "lat_case", "=", case.name]]}})),
	)
	for name, (doctype, field, key) in SAVED.items():
		filters = [["LAT Citizen", "full_name", "like", f"%{NAME}%"], ["LAT Case", "name", "=", case.name]]
		saved = {"filters": filters, "columns": [["name", "LAT Case"]]} if doctype == "Report" else filters
		insert(doctype, name=name, **{field: json.dumps(saved), key: "LAT Case"})
	frappe.db.sql(
		"replace into `__UserSettings` (`user`, `doctype`, `data`) values (%s, 'LAT Citizen', %s)",
		(world["coordinator"], json.dumps({"List": {"filters": [["full_name", "=", NAME]]}})),
	)
	frappe.cache.hset(
		erasing.USER_SETTINGS, f"LAT Match::{world['coordinator']}", json.dumps({"filter": case.name})
	)
	for doctype, waiting in (
		("Route History", [{"route": f"Form/LAT Case/{case.name}"}]),
		("Access Log", {"filters": json.dumps({"full_name": NAME})}),
		("Error Log", {"method": ASCII_NAME, "metadata": json.dumps({"form_dict": {"txt": NAME}})}),
		("Error Log", {"method": UNDISTURBED}),
	):
		frappe.cache.rpush(f"{erasing.WAITING}{doctype}", json.dumps(waiting))


def waiting() -> str:
	"""Return what waits in the cache to be written down, whole."""
	queues = [frappe.safe_decode(key).split("|", 1)[1] for key in frappe.cache.get_keys(erasing.WAITING)]
	return "\n".join(
		frappe.safe_decode(entry) for queue in queues for entry in frappe.cache.lrange(queue, 0, -1)
	)


def tables_with(terms) -> dict[str, str]:
	"""Return table -> the first term found there, over every column of every table of the site."""
	columns: dict[str, list[str]] = {}
	for table, column in frappe.db.sql(
		"select table_name, column_name from information_schema.columns where table_schema = database()"
	):
		columns.setdefault(table, []).append(column)
	assert len(columns) > 200
	hits = {}
	for table, names in columns.items():
		for term in terms:
			anywhere = " or ".join(f"`{name}` like %s" for name in names)
			if frappe.db.sql(
				f"select 1 from `{table}` where {anywhere} limit 1", tuple(f"%{term}%" for _name in names)
			):
				hits[table] = term
				break
	return hits


def files_with(terms) -> list[str]:
	spellings = {
		written for term in terms for written in (term.encode(), term.encode("ascii", "xmlcharrefreplace"))
	}
	return [
		str(path)
		for folder in ("private", "public")
		for path in Path(frappe.get_site_path(folder, "files")).rglob("*")
		if path.is_file() and any(spelling in each for spelling in spellings for each in contents(path))
	]


def contents(path: Path) -> Iterator[bytes]:
	"""Yield what a file holds, and each file in it where it is packed: workbooks are."""
	yield path.read_bytes()
	if zipfile.is_zipfile(path):
		with zipfile.ZipFile(path) as packed:
			yield from (packed.read(name) for name in packed.namelist())
	elif path.suffix == ".gz":
		yield gzip.decompress(path.read_bytes())


def test_after_the_erasure_no_table_and_no_file_knows_the_citizen(client, world):
	case = factories.case_at("Active", world, citizen={"full_name": NAME})
	with as_user(world["coordinator"]):
		citizen = frappe.get_doc("LAT Citizen", case.citizen)
		citizen.append("custody_holders", {"full_name": ASCII_NAME, "relation": "Mor"})
		citizen.save()
		plan = frappe.get_doc(
			{
				"doctype": "LAT Plan",
				"lat_case": case.name,
				"goals": [{"goal": MARKER}],
				"steps": [{"step": MARKER}],
				"notes": [{"heading": MARKER, "content": MARKER}],
			}
		).insert()
		plan.worries = "Søvn."
		plan.save()
		rating = frappe.get_doc({"doctype": "LAT Progression", "lat_case": case.name, "rating": 4}).insert()
		measurement = factories.missing_measurement(case)
		factories.consent_to_handover(case, world["caseworker"], "Life situation")
		handover = factories.draft_handover(
			case, world["caseworker"], ("Life situation", "The course", MARKER)
		)
		second = frappe.get_doc(
			{
				"doctype": "LAT Case",
				"municipality": HOME,
				"citizen": case.citizen,
				"target_group": "Vulnerable to extremism",
			}
		).insert()
	frappe.db.set_value("LAT Case", second.name, "stage", "Declined")
	act(handover, "Send handover", world["coordinator"])
	act(handover, "Confirm receipt", world["caseworker"])
	for doc in (case, second, citizen, plan, rating, measurement):
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"{MARKER}-{frappe.generate_hash(length=6)}.txt",
				"content": f"{MARKER} {doc.doctype}".encode(),
				"is_private": 1,
				"attached_to_doctype": doc.doctype,
				"attached_to_name": doc.name,
			}
		).insert()
	# A handover takes no file any more; one may have been there before.
	file.db_set({"attached_to_doctype": handover.doctype, "attached_to_name": handover.name})
	leave_traces(case, world, client)
	consents = [
		frappe.get_doc("LAT Consent", name)
		for name in frappe.get_all("LAT Consent", filters={"lat_case": case.name}, pluck="name")
	]
	matches = [
		frappe.get_doc("LAT Match", name)
		for name in frappe.get_all("LAT Match", filters={"lat_case": case.name}, pluck="name")
	]
	records = [case, second, citizen, plan, rating, measurement, handover, *consents, *matches]
	for doc in records:
		plant(doc.reload())
	frappe.db.set_value("LAT Case", case.name, {"stage": "Closed", "closed_on": frappe.utils.today()})
	frappe.db.commit()
	for doc in (case, citizen, plan):
		client("coordinator").get(
			"/api/method/frappe.desk.form.load.getdoc", doctype=doc.doctype, name=doc.name
		)
	terms = [
		NAME,
		json.dumps(NAME)[1:-1].replace("\\", "\\\\"),
		ASCII_NAME,
		MARKER,
		*(d.name for d in records),
	]
	frappe.db.rollback()
	before = tables_with(terms)
	assert {"tabLAT Citizen", "tabVersion", "tabError Log", "__global_search", "__UserSettings"} <= set(
		before
	)
	assert files_with([MARKER])

	erasure = client("coordinator").post(
		"/api/resource/LAT Erasure",
		citizen=citizen.name,
		municipality=HOME,
		reason="The citizen's request",
		legal_basis="Databeskyttelsesforordningen artikel 17.",
	)
	assert erasure.ok, erasure.text
	answer = client("manager").post(
		f"{METHODS}.carry_out", name=erasure.json()["data"]["name"], confirmation=citizen.name
	)
	assert answer.ok, answer.text

	frappe.db.rollback()
	assert set(tables_with(terms)) == STAYS
	assert not tables_with([NAME, ASCII_NAME, MARKER])
	assert not files_with([MARKER])
	assert case.name not in str(frappe.cache.hgetall(erasing.USER_SETTINGS))
	assert not [term for term in terms if term in waiting()]
	assert UNDISTURBED in waiting()
	kept = json.loads(frappe.db.get_value("Report", f"Gemt rapport {SALT}", "json"))
	assert kept == {"filters": [], "columns": [["name", "LAT Case"]]}
	for name, (doctype, _field, _key) in SAVED.items():
		assert frappe.db.exists(doctype, name), "what holds the filters stays"
		frappe.db.delete(doctype, {"name": name})
	frappe.db.delete("Event", {"subject": "Møde"})
	frappe.db.commit()


# In parts

REACHED = f"Ingrid Prøvevang{SALT}"
PHONE, EMAIL = f"55 {int(SALT, 16):08d}", f"asta.{SALT}@lat-test.example"


def workbook_with(text: str) -> bytes:
	book = openpyxl.Workbook()
	book.active.append(["Svar", text])
	written = io.BytesIO()
	book.save(written)
	return written.getvalue()


def attach(doc, content: bytes, suffix: str = "txt", **values):
	name = f"{frappe.generate_hash(length=8)}.{suffix}"
	attached = {"attached_to_doctype": doc.doctype, "attached_to_name": doc.name} if doc else {}
	return frappe.get_doc(
		{"doctype": "File", "file_name": name, "content": content, "is_private": 1, **attached, **values}
	).insert()


def write_about(doc) -> None:
	"""Write down a record wherever Frappe does, with the marker."""
	about = {"reference_doctype": doc.doctype, "reference_name": doc.name}
	plant(doc.reload())
	doc.add_comment("Comment", MARKER)
	attach(doc, MARKER.encode())
	attach(doc, workbook_with(MARKER), "xlsx")
	insert("Version", ref_doctype=doc.doctype, docname=doc.name, data=MARKER)
	insert("Deleted Document", deleted_doctype=doc.doctype, deleted_name=doc.name, data=MARKER)
	insert("Email Queue", message=MARKER, **about)
	insert("Error Log", method=MARKER, error=f"{doc.name}: {MARKER}", **about)
	insert("Communication", subject=MARKER, content=MARKER, communication_type="Communication", **about)
	insert("Access Log", export_from=doc.doctype, reference_document=doc.name, page=MARKER)
	insert(
		"Notification Log", document_type=doc.doctype, document_name=doc.name, subject=MARKER, for_user="x"
	)
	letter = insert(
		"Communication", subject="Brev", content=f"Se {doc.name}", communication_type="Communication"
	)
	attach(letter, workbook_with(MARKER), "xlsx")


def records_of(case) -> list:
	return [
		frappe.get_doc(doctype, name)
		for doctype, names in find_with({"LAT Case": [case.name]}).records.items()
		for name in names
	]


def carry_out_in_full(client, **asked) -> None:
	"""Two people erase it over HTTP."""
	request = client("coordinator").post(
		"/api/resource/LAT Erasure",
		municipality=HOME,
		legal_basis="Databeskyttelsesforordningen artikel 17.",
		**{"reason": "The citizen's request", **asked},
	)
	assert request.ok, request.text
	number = asked.get("course_number") or asked.get("document_number") or asked["citizen"]
	answer = client("manager").post(
		f"{METHODS}.carry_out", name=request.json()["data"]["name"], confirmation=number
	)
	assert answer.ok, answer.text
	frappe.db.rollback()


@pytest.fixture
def two_courses(world):
	"""A person with two courses, the first of them closed and written about everywhere."""
	first = factories.case_at("Active", world, citizen={"full_name": NAME})
	with as_user(world["coordinator"]):
		factories.write_background(first)
		factories.note_disagreement(first, first)
		factories.measure(first, "Before", answer=2)
		frappe.get_doc({"doctype": "LAT Plan", "lat_case": first.name, "goals": [{"goal": "Ro."}]}).insert()
		frappe.get_doc({"doctype": "LAT Progression", "lat_case": first.name, "rating": 4}).insert()
		second = frappe.get_doc(
			{
				"doctype": "LAT Case",
				"municipality": HOME,
				"citizen": first.citizen,
				"target_group": "Vulnerable to extremism",
			}
		).insert()
	frappe.db.set_value("LAT Case", first.name, {"stage": "Closed", "closed_on": frappe.utils.today()})
	upload = attach(None, workbook_with(MARKER), "xlsx")
	imported = insert(
		"LAT Survey Import",
		municipality=HOME,
		survey_file=upload.file_url,
		file_description=MARKER,
		courses=f"|{first.name}|",
	)
	row = {"parent": imported.name, "parenttype": "LAT Survey Import", "parentfield": "log"}
	for lat_case in (first.name, second.name):
		insert("LAT Import Row", lat_case=lat_case, answers=MARKER, message=MARKER, **row)
	for doc in records_of(first):
		write_about(doc)
	frappe.db.commit()
	return first, second


def test_after_the_erasure_of_a_course_no_table_and_no_file_knows_it(client, two_courses):
	first, second = two_courses
	numbers = [doc.name for doc in records_of(first)]
	assert len(tables_with([MARKER])) > 15
	assert {path.rsplit(".", 1)[1] for path in files_with([MARKER])} == {"txt", "xlsx"}
	carry_out_in_full(client, scope="One course", course_number=first.name)
	assert not tables_with([MARKER]) and not files_with([MARKER])
	assert set(tables_with(numbers)) <= STAYS
	assert frappe.db.exists("LAT Case", second.name) and set(tables_with([NAME])) >= {"tabLAT Citizen"}


@pytest.mark.parametrize("doctype", ["LAT Measurement", "LAT Progression"])
def test_after_the_erasure_of_a_self_report_no_table_and_no_file_knows_it(client, world, doctype):
	case = factories.case_at("Active", world)
	with as_user(world["coordinator"]):
		if doctype == "LAT Measurement":
			report = factories.measure(case, "Before", answer=2)
		else:
			report = frappe.get_doc({"doctype": doctype, "lat_case": case.name, "rating": 4}).insert()
		factories.note_disagreement(case, report, words=MARKER)
	write_about(report)
	frappe.db.commit()
	assert tables_with([MARKER]) and files_with([MARKER])
	carry_out_in_full(
		client,
		scope="One self-report",
		reason="Consent withdrawn",
		document_type=doctype,
		document_number=report.name,
	)
	assert not tables_with([MARKER]) and not files_with([MARKER])
	assert set(tables_with([report.name])) <= STAYS and frappe.db.exists("LAT Case", case.name)


def test_after_the_erasure_of_all_self_report_no_table_knows_an_answer(client, world):
	case = factories.case_at("Active", world)
	first, second = frappe.get_all("LAT Competence", order_by="position asc", pluck="name", limit=2)
	with as_user(world["mentor"]):
		rating = {"doctype": "LAT Progression", "lat_case": case.name, "rating": 4, "why_not_lower": MARKER}
		answers = [frappe.get_doc(rating).insert(), factories.measure(case, "Before", answer=2)]
		own = {"rated_on": frappe.utils.today(), "competence": first, "person": 9, "mentor": 3}
		mentors = {**own, "competence": second, "person": 0, "mentor": 5}
		plan = factories.write_plan(case, ratings=[own, mentors])
		for rating in plan.ratings:
			rating.words = MARKER
		plan.save()
	for answer in answers:
		write_about(answer)
	frappe.db.commit()
	assert {"tabLAT Plan Rating", "tabVersion"} <= set(tables_with([MARKER]))
	carry_out_in_full(
		client, scope="All self-report of a course", reason="Consent withdrawn", course_number=case.name
	)
	assert not tables_with([MARKER]) and not files_with([MARKER])
	assert set(tables_with([answer.name for answer in answers])) <= STAYS
	kept = frappe.get_all("LAT Plan Rating", {"parent": plan.name}, ["person", "mentor"], as_list=True)
	assert sorted(kept) == [(0, 3), (0, 5)] and frappe.db.exists("LAT Case", case.name)


def test_after_the_rule_no_table_and_no_file_knows_what_has_run_out(world):
	case = factories.case_at("Active", world)
	with as_user(world["coordinator"]):
		factories.consent_to_pass_on(case)
		background = factories.pass_on(case)
		factories.write_briefing(case, MARKER, source=background)
		factories.note_disagreement(case, background, words=MARKER)
	write_about(background)
	long_ago = frappe.utils.add_days(frappe.utils.today(), -400)
	frappe.db.set_value("LAT Background Information", background.name, "expires_on", long_ago)
	frappe.db.commit()
	assert tables_with([MARKER]) and files_with([MARKER])
	run_out.every_day()
	frappe.db.rollback()
	assert not tables_with([MARKER]) and not files_with([MARKER])
	assert set(tables_with([background.name])) <= STAYS and frappe.db.exists("LAT Case", case.name)


def test_nothing_by_which_the_person_is_reached_is_left(client, world):
	"""Address and telephone, the custody holder's too, in what Frappe has written down of them."""
	case = closed_course(world)
	with as_user(world["coordinator"]):
		citizen = frappe.get_doc("LAT Citizen", case.citizen)
		citizen.update({"full_name": REACHED, "email": EMAIL, "reach": f"Ring {PHONE}"})
		citizen.append("custody_holders", {"full_name": ASCII_NAME, "relation": "Mor", "phone": PHONE})
		citizen.save()
	for text in (EMAIL, PHONE):
		insert("Error Log", method="Uventet", error=f"at {text}")
		insert("Access Log", filters=json.dumps({"phone": text}))
		insert("Email Queue", message=f"Til {text}")
	frappe.db.commit()
	carry_out_in_full(client, scope="The citizen", citizen=case.citizen)
	assert not tables_with([EMAIL, PHONE, REACHED, ASCII_NAME])


def test_a_coordinator_reads_no_kept_figure_and_runs_no_rule(client, two_courses):
	first, _second = two_courses
	carry_out_in_full(client, scope="One course", course_number=first.name)
	for person in ("coordinator", "manager", "administrator", "technician", "centre"):
		assert client(person).get("/api/resource/LAT Kept Figure").status_code == 403
	answer = client("coordinator").post("/api/method/lat_corps.privacy.run_out.every_day")
	assert answer.status_code == 403
