"""Erasure of a citizen: who may, when, what goes, what stays (GDPR article 17, N5)."""

from pathlib import Path

import frappe
import pytest
from frappe.utils import add_months, getdate, today

from lat_corps.coaching import reading
from lat_corps.domain.retention import kept_until
from lat_corps.permissions.table import CHILD_TABLES, ROWS
from lat_corps.privacy import erasing
from lat_corps.privacy.doctype.lat_erasure import lat_erasure
from lat_corps.privacy.retention import citizens_past_retention
from lat_corps.privacy.traces import KEPT, PLAIN_REFERENCES, find, link_fields, names_of
from lat_corps.read_log.subjects import ABOUT, NOT_ABOUT
from lat_corps.setup import install
from lat_corps.setup.uninstall import TRACES
from tests import factories
from tests.factories import HOME, act, as_user, open_record, request_erasure
from tests.site.test_coaching_sessions import plan

MARKER = "Kendemærke-7391"


@pytest.fixture
def course(world):
	"""A closed course with a record of every kind, and the citizen."""
	case = factories.case_at("Active", world)
	with as_user(world["mentor"]):
		goals = frappe.get_doc(
			{"doctype": "LAT Plan", "lat_case": case.name, "goals": [{"goal": MARKER}]}
		).insert()
		dilemma = frappe.get_doc(
			{"doctype": "LAT Dilemma", "lat_case": case.name, "kind": "Dilemma", "words": MARKER}
		).insert()
		concern = frappe.get_doc(
			{"doctype": "LAT Concern", "lat_case": case.name, "urgency": "Today", "words": MARKER}
		).insert()
		session = frappe.get_doc(
			{"doctype": "LAT Session", "lat_case": case.name, "kind": "Meeting", "went_well": MARKER}
		).insert()
		rating = frappe.get_doc({"doctype": "LAT Progression", "lat_case": case.name, "rating": 4}).insert()
		measurement = factories.missing_measurement(case)
		reflection = frappe.get_doc(
			{"doctype": "LAT Reflection", "lat_case": case.name, "about": "Progression", "movement": MARKER}
		).insert()
	with as_user(world["coordinator"]):
		factories.consent_to_handover(case, world["caseworker"], "Life situation")
		handover = factories.draft_handover(
			case,
			world["caseworker"],
			("Life situation", "The course", MARKER),
			("Network and family", "The course", MARKER),
		)
		background = factories.pass_on(case, content=MARKER)
		briefing = factories.write_briefing(case, MARKER, source=background, passed_on=1)
		factories.review_match(case, "Citizen", words=MARKER)
		meeting = {"doctype": "LAT Coordination Meeting", "lat_case": case.name, "shared_goals": MARKER}
		frappe.get_doc({**meeting, "meets_on": today(), "agreements": [{"what": MARKER}]}).insert()
		effort = factories.add_effort(case, department=MARKER, agreed=MARKER, contact_name=MARKER)
		debrief = factories.write_debrief(case, stays=MARKER, tasks=[], nobody_else=1)
		disagreement = factories.note_disagreement(case, background, words=MARKER)
		factories.review_course(case, "Extend", citizens_words=MARKER, new_goals=MARKER)
	talk = plan(world, courses=[{"lat_case": case.name}], worry=MARKER, held_on=today())
	act(handover, "Send handover", world["coordinator"])
	act(handover, "Confirm receipt", world["caseworker"])
	close(case)
	case.add_comment("Comment", MARKER)
	records = (
		case,
		goals,
		dilemma,
		concern,
		session,
		rating,
		measurement,
		reflection,
		handover,
		background,
		briefing,
		effort,
		debrief,
		disagreement,
		talk,
	)
	return {doc.doctype: doc for doc in records}


def close(case, on: str | None = None, stage: str = "Closed") -> None:
	values = {"stage": stage, "closed_on": on or today()}
	frappe.db.set_value("LAT Case", case.name, values)
	case.reload()


@pytest.fixture
def citizen(course):
	return frappe.get_doc("LAT Citizen", course["LAT Case"].citizen)


@pytest.fixture
def erasure(world, citizen):
	with as_user(world["coordinator"]):
		return request_erasure(citizen)


def erase(erasure, user: str, confirmation: str | None = None):
	with as_user(user):
		lat_erasure.carry_out(erasure.name, erasure.citizen if confirmation is None else confirmation)
	return erasure.reload()


def exists(doctype: str, names) -> bool:
	return bool(frappe.get_all(doctype, filters={"name": ["in", list(names)]}, limit=1))


@pytest.fixture(autouse=True)
def five_years(site):
	"""Settings are cached beyond the rollback of a test."""
	frappe.db.set_single_value("LAT Settings", "retention_years", 5)
	frappe.clear_document_cache("LAT Settings", "LAT Settings")
	yield
	frappe.clear_document_cache("LAT Settings", "LAT Settings")


# What goes


def test_nothing_that_links_to_a_citizen_is_forgotten(citizen):
	"""Found from metadata: every link on the site to what is about a citizen is deleted, emptied or kept."""
	own = {*ROWS, *CHILD_TABLES}
	for doctype, fieldname, target in link_fields(ABOUT):
		if doctype not in own:
			continue
		parents = CHILD_TABLES.get(doctype, (doctype,))
		handled = doctype in CHILD_TABLES or doctype in ABOUT or doctype in NOT_ABOUT
		assert handled and doctype not in KEPT, (doctype, fieldname, target, parents)


def test_what_an_erasure_clears_an_uninstall_clears_too():
	"""For all records of the app: whatever refers to them by document type."""
	by_type = {doctype for doctype, (kind, _number) in PLAIN_REFERENCES.items() if kind}
	assert by_type <= {*TRACES, "File"}


def test_the_citizen_and_everything_about_the_citizen_is_gone(world, course, citizen, erasure):
	found = find(citizen.name)
	assert set(found.records) == {*ABOUT} - {"LAT Survey Import"}
	erase(erasure, world["chief"])
	for doctype, names in found.records.items():
		assert not exists(doctype, names), doctype
		for table in frappe.get_meta(doctype).get_table_fields():
			assert not frappe.db.count(table.options, {"parent": ["in", names], "parenttype": doctype})
	for trace, link in (("Version", "docname"), ("Comment", "reference_name")):
		assert not frappe.db.count(trace, {link: ["in", found.numbers]})


@pytest.fixture
def log_dropped(course):
	"""The table of a log that a newer Frappe has dropped, with a row about the course."""
	about = {"reference_doctype": "LAT Case", "reference_name": course["LAT Case"].name}
	frappe.get_doc({"doctype": "Error Log", "name": MARKER, **about}).db_insert()
	called("Dropped Log", "Error Log")
	yield lambda: frappe.db.sql("select name from `tabError Log` where name = %s", MARKER)
	frappe.db.rollback()
	# Its table knows no rollback on a site, and an update commits.
	frappe.db.sql("delete from `tabError Log` where name = %s", MARKER)
	called("Error Log", "Dropped Log")
	frappe.db.commit()


def called(name: str, before: str) -> None:
	frappe.db.sql("update `tabDocType` set name = %s where name = %s", (name, before))
	frappe.clear_cache(doctype="Error Log")


def test_a_log_that_frappe_has_dropped_holds_up_no_erasure(world, erasure, log_dropped):
	erase(erasure, world["chief"])


def test_an_update_forgets_the_rows_of_a_log_that_frappe_has_dropped(log_dropped):
	assert log_dropped()
	install.after_migrate()
	assert not log_dropped()


def test_what_names_the_person_is_sought_by_the_working_name_too(citizen):
	frappe.db.set_value("LAT Citizen", citizen.name, "working_name", "Kaldenavnet")
	assert "Kaldenavnet" in names_of(find(citizen.name))


def test_the_courses_of_others_stay(world, course, erasure):
	other = factories.case_at("Active", world)
	erase(erasure, world["chief"])
	assert frappe.db.exists("LAT Case", other.name) and frappe.db.exists("LAT Citizen", other.citizen)
	assert frappe.db.count("LAT Preparation Topic", {"parent": factories.sheet_of(other).name})


def test_every_course_of_the_citizen_goes(world, citizen, erasure):
	second = factories.refer(world)
	frappe.db.set_value("LAT Case", second.name, {"citizen": citizen.name, "stage": "Declined"})
	erase(erasure, world["chief"])
	assert not frappe.db.exists("LAT Case", second.name)


def test_what_is_noted_says_how_much_and_never_what(world, citizen, erasure):
	erase(erasure, world["chief"])
	counts = {row.document_type: row.number for row in erasure.counts if row.kind == "Record"}
	assert (
		counts["LAT Citizen"] == counts["LAT Case"] == counts["LAT Plan"] == 1 and counts["LAT Consent"] == 4
	)
	stored = str(frappe.get_doc("LAT Erasure", erasure.name).as_dict())
	assert citizen.full_name not in stored and MARKER not in stored
	assert (erasure.standing, erasure.carried_out_by) == ("Carried out", world["chief"])
	assert (erasure.requested_by, erasure.citizen) == (world["coordinator"], citizen.name)


def test_the_preview_counts_what_then_goes(world, erasure):
	with as_user(world["manager"]):
		plan = lat_erasure.preview(erasure.name)
	assert plan["obstacles"] == []
	erase(erasure, world["manager"])
	assert [tuple(row) for row in plan["counts"]] == [
		(row.kind, row.document_type, row.number) for row in erasure.counts
	]


def test_the_read_log_stays_with_numbers_alone(world, course, citizen, erasure):
	with as_user(world["coordinator"]):
		open_record(course["LAT Case"])
	erase(erasure, world["chief"])
	rows = frappe.get_all("LAT Read Log", filters={"citizen": citizen.name}, fields=["*"])
	assert rows and citizen.full_name not in str(rows)


def test_nor_does_the_log_say_why_a_deputy_read_a_talk_about_the_person(world, course, citizen, erasure):
	talk = plan(world, held_on=today(), courses=[{"lat_case": course["LAT Case"].name}])
	factories.appoint(world)
	with as_user(world["deputy"]):
		reading.give_reason(talk.name, f"{citizen.full_name} er i krise.")
		open_record(talk)
	log = {"document_number": talk.name, "user": world["deputy"]}
	assert frappe.db.get_value("LAT Read Log", log, "reason").startswith(citizen.full_name)
	erase(erasure, world["chief"])
	assert frappe.db.exists("LAT Read Log", log) and not frappe.db.get_value("LAT Read Log", log, "reason")


def test_rows_of_an_import_that_name_the_course_go_and_so_does_its_file(world, course, erasure):
	with as_user(world["coordinator"]):
		file = private_file()
	name = frappe.generate_hash(length=10)
	frappe.get_doc(
		{"doctype": "LAT Survey Import", "name": name, "municipality": HOME, "survey_file": file.file_url}
	).db_insert()
	other = factories.refer(world).name
	for i, case in enumerate((course["LAT Case"].name, other)):
		values = {"parent": name, "parenttype": "LAT Survey Import", "parentfield": "log", "lat_case": case}
		frappe.get_doc({"doctype": "LAT Import Row", "name": f"{name}-{i}", **values}).db_insert()
	erase(erasure, world["chief"])
	assert frappe.get_all("LAT Import Row", filters={"parent": name}, pluck="lat_case") == [other]
	assert not frappe.db.get_value("LAT Survey Import", name, "survey_file")
	assert not frappe.db.exists("File", file.name)


# Files


def private_file(doc=None, content: bytes = b"Udtalelse."):
	attached = {"attached_to_doctype": doc.doctype, "attached_to_name": doc.name} if doc else {}
	return frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{frappe.generate_hash(length=8)}.txt",
			"content": content + frappe.generate_hash(length=8).encode(),
			"is_private": 1,
			**attached,
		}
	).insert()


def on_disk(file) -> bool:
	return Path(frappe.get_site_path("private", "files", file.file_url.rsplit("/", 1)[1])).exists()


@pytest.fixture
def committed(monkeypatch):
	"""Let the test decide when a commit happens: what waits for it is run, nothing is committed."""
	monkeypatch.setattr(frappe.db, "commit", lambda: None)
	return lambda: frappe.db.after_commit.run()


def test_a_file_leaves_the_disk_when_the_erasure_is_committed(world, course, erasure, committed):
	file = private_file(course["LAT Case"])
	erase(erasure, world["chief"])
	assert on_disk(file) and not frappe.db.exists("File", file.name)
	committed()
	assert not on_disk(file)
	assert not frappe.db.get_value("LAT Erasure", erasure.name, "files_left")


def test_a_file_stays_when_the_erasure_is_taken_back(world, course, erasure, committed):
	file = private_file(course["LAT Case"])
	frappe.db.savepoint("before_erasure")
	erase(erasure, world["chief"])
	frappe.db.rollback(save_point="before_erasure")
	assert on_disk(file) and frappe.db.exists("File", file.name)


def test_a_file_that_others_use_too_stays(world, course, erasure, committed):
	file = private_file(course["LAT Case"])
	# Frappe shares one file on disk between records; this app does not, so an older row stands for it.
	frappe.db.set_value("File", private_file(factories.refer(world)).name, "file_url", file.file_url)
	erase(erasure, world["chief"])
	committed()
	assert on_disk(file) and not frappe.db.exists("File", file.name)


def test_an_erasure_that_was_cut_off_at_the_files_is_run_again(
	world, course, erasure, committed, monkeypatch
):
	file = private_file(course["LAT Case"])
	unlink = Path.unlink

	def refuse(path, **kwargs):
		raise PermissionError

	monkeypatch.setattr(Path, "unlink", refuse)
	erase(erasure, world["chief"])
	committed()
	monkeypatch.setattr(Path, "unlink", unlink)
	assert on_disk(file) and lat_erasure.preview(erasure.name)["files_left"]
	with as_user(world["coordinator"]):
		assert lat_erasure.remove_files(erasure.name) == 0
	assert not on_disk(file) and not lat_erasure.preview(erasure.name)["files_left"]


# All or nothing


def test_an_interrupted_erasure_leaves_everything_and_can_be_run_again(world, course, erasure, monkeypatch):
	numbers = find(erasure.citizen).numbers

	def stop(done, total):
		raise RuntimeError

	frappe.db.savepoint("before_erasure")
	monkeypatch.setattr(lat_erasure, "_show_progress", stop)
	with pytest.raises(RuntimeError):
		erase(erasure, world["chief"])
	frappe.db.rollback(save_point="before_erasure")
	monkeypatch.undo()
	assert find(erasure.citizen).numbers == numbers
	assert frappe.db.get_value("LAT Erasure", erasure.name, "standing") == "Requested"
	assert erase(erasure, world["chief"]).standing == "Carried out"


def test_progress_runs_to_the_end(world, erasure):
	seen = []
	with as_user(world["chief"]):
		erasing.carry_out(erasure, erasure.citizen, lambda done, total: seen.append(done / total))
	assert seen == sorted(seen) and seen[-1] == 1


# Who and when


def refused(erasure, user: str, match: str, confirmation: str | None = None) -> None:
	with pytest.raises(frappe.ValidationError, match=match):
		erase(erasure, user, confirmation)
	assert frappe.db.exists("LAT Citizen", erasure.citizen)


def test_four_eyes(world, erasure):
	refused(erasure, world["coordinator"], "Somebody other")


def test_four_eyes_hold_for_administrator_too(world, erasure, citizen):
	refused(erasure, "Administrator", "coordinator or a manager")


@pytest.mark.parametrize(
	"person", ["mentor", "caseworker", "technician", "administrator", "away_coordinator"]
)
def test_others_carry_out_nothing(world, erasure, person):
	with as_user(world[person]):
		for call in (
			lambda: lat_erasure.carry_out(erasure.name, erasure.citizen),
			lambda: lat_erasure.preview(erasure.name),
			lambda: lat_erasure.call_off(erasure.name),
			lambda: lat_erasure.remove_files(erasure.name),
		):
			with pytest.raises(frappe.PermissionError):
				call()


@pytest.mark.parametrize("person", ["mentor", "manager", "technician", "away_coordinator"])
def test_others_request_nothing(world, citizen, person):
	with as_user(world[person]), pytest.raises(frappe.PermissionError):
		request_erasure(citizen)


def test_a_coordinator_does_not_reach_over_to_another_municipality(world):
	away = factories.make_citizen(factories.AWAY)
	with as_user(world["coordinator"]):
		for number in (away.name, "LAT-C-99999"):
			with pytest.raises(frappe.ValidationError, match="no citizen of this number"):
				request_erasure(frappe._dict(name=number, municipality=HOME))


def test_the_number_is_typed(world, erasure):
	refused(erasure, world["chief"], "Type the number", confirmation="LAT-C-0")


@pytest.mark.parametrize("stage", ["Active", "Closing", "Referred"])
def test_an_open_course_stands_in_the_way(world, course, erasure, stage):
	close(course["LAT Case"], stage=stage)
	refused(erasure, world["chief"], course["LAT Case"].name)


def test_a_handover_on_its_way_stands_in_the_way(world, course, erasure):
	frappe.db.set_value("LAT Handover", course["LAT Handover"].name, "stage", "Sent")
	refused(erasure, world["chief"], course["LAT Handover"].name)


def test_retention_is_a_reason_only_when_it_has_ended(world, course, citizen):
	def request():
		with as_user(world["coordinator"]):
			return request_erasure(citizen, reason="Retention has ended")

	with pytest.raises(frappe.ValidationError, match="has not ended"):
		request()
	close(course["LAT Case"], on=add_months(today(), -72))
	assert request().standing == "Requested"


def test_a_reason_that_holds_no_more_when_it_is_carried_out_stands_in_the_way(world, course, citizen):
	close(course["LAT Case"], on=add_months(today(), -72))
	with as_user(world["coordinator"]):
		erasure = request_erasure(citizen, reason="Retention has ended")
	settings = frappe.get_doc("LAT Settings")
	settings.retention_years = 9
	settings.save()
	refused(erasure, world["chief"], "has not ended")


def test_the_note_that_stays_names_nobody(world, citizen):
	with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError, match="person's name") as error:
		request_erasure(citizen, legal_basis=f"{citizen.full_name} har bedt om det.")
	assert citizen.full_name not in str(error.value)


def test_a_request_without_a_legal_basis_says_so(world, citizen):
	with as_user(world["coordinator"]), pytest.raises(frappe.MandatoryError, match="legal_basis"):
		request_erasure(citizen, legal_basis=None)


def test_one_request_at_a_time(world, citizen, erasure):
	with as_user(world["chief"]), pytest.raises(frappe.ValidationError, match=erasure.name):
		request_erasure(citizen)


def test_a_request_can_be_called_off_and_then_does_nothing(world, erasure):
	with as_user(world["manager"]):
		lat_erasure.call_off(erasure.name)
	refused(erasure.reload(), world["chief"], "no longer open")


def test_the_proof_is_kept_as_it_is(world, erasure):
	erase(erasure, world["chief"])
	for user in (world["coordinator"], "Administrator"):
		with as_user(user), pytest.raises(frappe.ValidationError, match="is kept"):
			erasure.reload()
			erasure.save()
	with pytest.raises(frappe.PermissionError):
		frappe.delete_doc("LAT Erasure", erasure.name)


def test_what_the_server_notes_cannot_be_sent_along(world, citizen):
	with as_user(world["coordinator"]):
		erasure = request_erasure(citizen, requested_by=world["manager"], standing="Carried out")
	assert (erasure.requested_by, erasure.standing) == (world["coordinator"], "Requested")


# Retention


def test_retention_counts_whole_years_from_the_year_of_closing():
	assert (
		kept_until(getdate("2021-01-02"), 5) == kept_until(getdate("2021-12-31"), 5) == getdate("2026-12-31")
	)


def test_the_list_holds_citizens_all_of_whose_courses_are_past_retention(world, course, citizen):
	def listed():
		with as_user(world["coordinator"]):
			return {row["citizen"] for row in citizens_past_retention()}

	assert citizen.name not in listed()
	close(course["LAT Case"], on=add_months(today(), -72))
	assert citizen.name in listed()
	second = factories.refer(world)
	frappe.db.set_value("LAT Case", second.name, "citizen", citizen.name)
	assert citizen.name not in listed()


def test_the_years_are_a_setting(world, course, citizen):
	close(course["LAT Case"], on=add_months(today(), -72))
	settings = frappe.get_doc("LAT Settings")
	settings.retention_years = 9
	settings.save()
	with as_user(world["coordinator"]):
		assert citizen.name not in {row["citizen"] for row in citizens_past_retention()}


def test_others_see_no_list(world, course, citizen):
	close(course["LAT Case"], on=add_months(today(), -72))
	with as_user(world["away_coordinator"]):
		assert citizen.name not in {row["citizen"] for row in citizens_past_retention()}
