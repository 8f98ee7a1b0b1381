"""The demo, played once and undone: what its page shows, against the input files and the records it left."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from datetime import date
from pathlib import Path
from statistics import mean

import frappe
import openpyxl
import pandas as pd
import pytest

from lat_corps.domain.counting import CLOSED, REFERRED, STARTED, SUBJECTS, UNKNOWN
from lat_corps.domain.efforts import STATUSES
from lat_corps.insight.counted_people import people_of
from lat_corps.setup.demo import corps
from lat_corps.setup.demo.play import play
from lat_corps.setup.demo.waiting import DEPUTY

DAYS = {REFERRED: "referred_on", STARTED: "opened_on", CLOSED: "closed_on"}
DATA = Path(corps.__file__).parent / "data"
SLUGS = {"FJ": "fjordby", "SK": "skovborg"}


def sheet(name: str, title: str) -> list[dict]:
	headings, *rows = openpyxl.load_workbook(DATA / name)[title].iter_rows(values_only=True)
	return [dict(zip(headings, row, strict=True)) for row in rows]


def scores() -> dict[tuple[str, str], int]:
	"""Return (course, point) -> WHO-5 by hand: five answers, summed, times four."""
	with open(DATA / "survey-fjordby.csv", encoding="cp1252", newline="") as text:
		rows = [
			list(row.values())[:3] + list(row.values())[4:9] for row in csv.DictReader(text, delimiter=";")
		]
	rows += [list(row.values())[:8] for row in sheet("survey-skovborg-rettet.xlsx", "Svar")]
	found = {}
	for course, point, _day, *answers in rows:
		if all(answer not in (None, "") for answer in answers):
			found[course, point] = 4 * sum(map(int, answers))
	return found


def danish(value: float, sign: str = "") -> str:
	return f"{value:{sign}.1f}".replace(".", ",")


class Played:
	"""What one run left: the story, the folder, and the records that the tests ask for."""

	def listed(self, doctype: str, person: str, **filters: str) -> int:
		with self.story.as_person(person):
			return len(frappe.get_list(doctype, filters=filters, pluck="name", limit=0))

	def __init__(self, out: Path):
		self.lines: list[str] = []
		self.out = out
		self.story = play(out, self.lines.append)
		self.html = out.joinpath("index.html").read_text("utf-8")
		everything = {"limit": 0, "order_by": "creation asc"}
		self.cases = {
			row.external_id: row
			for row in frappe.get_all(
				"LAT Case",
				filters={"municipality": ["in", ["Fjordby", "Skovborg"]]},
				fields=[
					"name",
					"external_id",
					"stage",
					"mentor",
					"owner",
					"opened_on",
				],
				**everything,
			)
		}
		self.waiting = {
			(doctype, person): self.listed(doctype, person, **filters)
			for doctype, person, filters in (
				("LAT Role Description", "karin.vestergaard@example.org", {"stage": "In Review"}),
				("LAT Acknowledgement Request", "ali.demir@example.org", {"standing": "Awaiting"}),
				("LAT Deputy", DEPUTY, {}),
				("LAT Mentor Loan", "astrid.kjaer@example.org", {"stage": "Requested"}),
				("LAT Erasure", "jens.holm@example.org", {"standing": "Requested"}),
			)
		}
		self.people = {
			(municipality, what): people_of(municipality, what)
			for municipality in ("Fjordby", "Skovborg")
			for what in SUBJECTS
		}
		of_course = ("name", "municipality", "citizen", "gender", "age_at_referral", "target_group")
		fields = [*of_course, "course_type", *DAYS.values()]
		rows = frappe.get_all("LAT Case", fields=fields, as_list=True, limit=0, order_by="name asc")
		self.courses = pd.DataFrame(rows, columns=fields)
		taken_up = ["parent", "closed_on"]
		rows = frappe.get_all("LAT Earlier Closing", fields=taken_up, as_list=True, order_by="name asc")
		self.taken_up = pd.DataFrame(rows, columns=["name", "closed_on"])
		names = [row.name for row in self.cases.values()]
		self.matches = frappe.get_all(
			"LAT Match",
			filters={"lat_case": ["in", names]},
			fields=["stage", "mentor", "owner", "accepted_by", "approved_by"],
			**everything,
		)
		self.mentor_users = {
			row.name: row.user for row in frappe.get_all("LAT Mentor", fields=["name", "user"], limit=0)
		}
		self.acknowledgements = frappe.get_all(
			"LAT Role Acknowledgement",
			filters={"municipality": ["in", ["Fjordby", "Skovborg"]]},
			fields=["owner", "user", "signed_name"],
			**everything,
		)
		self.descriptions = [
			frappe.get_doc("LAT Role Description", name)
			for versions in self.story.descriptions.values()
			for name in versions
		]
		self.ratings = frappe.get_all(
			"LAT Progression",
			filters={"lat_case": ["in", names]},
			fields=["lat_case", "owner", "rated_on"],
			**everything,
		)
		self.plans = [
			frappe.get_doc("LAT Plan", name)
			for name in frappe.get_all("LAT Plan", {"lat_case": ["in", names]}, pluck="name", **everything)
		]
		self.concerns = [
			frappe.get_doc("LAT Concern", name)
			for name in frappe.get_all("LAT Concern", {"lat_case": ["in", names]}, pluck="name", **everything)
		]
		self.reviews = frappe.get_all(
			"LAT Case Review",
			filters={"lat_case": ["in", names]},
			fields=["lat_case", "decision", "mentor_heard_on", "carried_out_on", "earlier_closing"],
			**everything,
		)
		self.efforts = frappe.get_all(
			"LAT Partner Effort",
			filters={"lat_case": ["in", names]},
			fields=["lat_case", "owner", "status", "plan_type", "partner", "contact_phone", "audience"],
			**everything,
		)
		self.contacts = frappe.get_all(
			"LAT Session",
			filters={"lat_case": ["in", names]},
			fields=["lat_case", "owner", "mentor", "held_on", "worked_on"],
			**everything,
		)
		self.handovers = [frappe.get_doc("LAT Handover", name) for name in self.story.handovers.values()]
		self.left_out = {
			handover.name: frappe.get_all(
				"LAT Handover Omission",
				filters={"handover": handover.name},
				fields=["information_type", "origin"],
				**everything,
			)
			for handover in self.handovers
		}
		self.background = frappe.get_all(
			"LAT Background Information",
			filters={"lat_case": ["in", names]},
			fields=["audience", "legal_basis", "shared_on"],
			**everything,
		)

		of_both = {"municipality": ["in", ["Fjordby", "Skovborg"]]}
		self.reports = [
			frappe.get_doc("LAT Management Report", name)
			for name in frappe.get_all("LAT Management Report", of_both, pluck="name", **everything)
		]
		self.told = frappe.get_all("LAT Experience", of_both, ["municipality", "open_from", "owner"], limit=0)
		self.talks = frappe.get_all(
			"LAT Coaching Session",
			filters=of_both,
			fields=["form", "coach", "owner", "modified_by", "step_went"],
			**everything,
		)
		self.meetings = frappe.get_all(
			"LAT Corps Meeting", filters=of_both, fields=["municipality", "owner", "held_on"], **everything
		)
		self.gathered = frappe.get_all(
			"LAT Coordination Meeting",
			filters=of_both,
			fields=["municipality", "standing", "owner"],
			**everything,
		)
		self.outreach = frappe.get_all(
			"LAT Outreach", filters=of_both, fields=["municipality", "kind", "number"], **everything
		)
		self.trainings = frappe.get_all("LAT Training", filters=of_both, fields=["owner"], **everything)

	def figures(self, anchor: str) -> list[str]:
		block = re.search(rf'<dl class="figures" id="{anchor}">(.*?)</dl>', self.html, re.DOTALL)[1]
		return re.findall(r"<dd>(.*?)</dd>", block)


@pytest.fixture(scope="module")
def played(connected, tmp_path_factory):
	frappe.set_user("Administrator")
	before, frappe.flags.in_test = frappe.flags.in_test, True
	try:
		yield Played(tmp_path_factory.mktemp("demo"))
	finally:
		frappe.flags.in_test = before
		frappe.set_user("Administrator")
		frappe.db.rollback()


def test_all_24_courses_are_shown_with_their_stage(played):
	rows = dict(re.findall(r'<tr id="(LAT-[^"]+)">.*?<span class="chip (\w+)">', played.html, re.DOTALL))
	assert rows == {row.name: row.stage for row in played.cases.values()}
	assert len(rows) == 24


def test_each_course_gets_as_far_as_the_workbook_says(played):
	reached = {
		"Forløb i gang": "Active",
		"Genåbnet": "Active",
		"Lukket": "Closed",
		"Afslutning": "Closing",
		"Forberedes": "Preparing",
		"Tilbudt": "Matching",
		"Visiteret": "Assessed",
		"Henvist": "Referred",
		"Afvist": "Declined",
	}
	for row in sheet("referrals.xlsx", "Henvisninger"):
		assert played.cases[row["Id"]].stage == reached[row["Når til"]], row["Id"]


def test_progress_is_told_course_by_course(played):
	assert [line for line in played.lines if line.startswith("[ 5/24] LAT-")]
	assert [line for line in played.lines if line.startswith("[24/24] LAT-")]


def test_five_steps_are_refused_and_the_answer_names_the_requirement(played):
	refusals = played.story.refusals
	assert [refusal.requirements for refusal in refusals] == [
		("R16",),
		("R35", "R30"),
		("R16", "R44", "R39", "R90"),
		("R88", "N2"),
		("R104",),
	]
	for refusal in refusals:
		assert refusal.messages
		if "R88" not in refusal.requirements:
			assert {*refusal.requirements} <= {*refusal.named}
			assert not [code for code in refusal.named for sentence in refusal.messages if code in sentence]
	assert played.html.count('class="card refused"') == 5


def test_everybody_acts_and_nobody_for_somebody_else(played):
	for row in played.acknowledgements:
		assert row.owner == row.user
		assert row.signed_name == played.story.names[row.user]
	for match in played.matches:
		if match.stage in ("Approved", "Ended"):
			assert match.accepted_by == played.mentor_users[match.mentor]
			assert match.approved_by == match.owner != match.accepted_by
	assert set(played.story.steps) == {*played.story.names, "Administrator"} - {DEPUTY}


def test_something_waits_for_each_who_must_act(played):
	"""A municipality that looks at the app for the first time finds its desks in use."""

	assert played.waiting == dict.fromkeys(played.waiting, 1)


def test_role_descriptions_are_published_by_another_than_the_author_and_signed(played):
	assert len(played.descriptions) == 11
	signed = {row.user for row in played.acknowledgements}
	for description in played.descriptions:
		assert description.published_by != description.author
		assert played.out.joinpath(f"roles/{description.name}.html").exists()
	assert signed == set(played.story.names) - {"ida.skov@example.org", DEPUTY}


def test_the_log_is_kept_by_the_mentor_of_that_time(played):
	written = sheet("referrals.xlsx", "Logbog")
	assert len(played.contacts) == len(written)
	for contact in played.contacts:
		assert contact.owner == played.mentor_users[contact.mentor]
	mentors = {row.owner for row in played.contacts if row.lat_case == played.cases["FJ-10"].name}
	assert len(mentors) == 2, "the match of one course ended, and the next mentor went on"
	assert {row.worked_on for row in played.contacts} >= {row["Skridt"] for row in written if row["Skridt"]}


def test_courses_are_reviewed_and_one_is_extended_by_its_review(played):
	decided = [row.decision for row in played.reviews]
	assert sorted(decided) == ["Adjust", "Close", "Close", "Extend"]
	assert all(row.mentor_heard_on for row in played.reviews)
	(extension,) = (row for row in played.reviews if row.decision == "Extend")
	assert extension.carried_out_on and extension.earlier_closing == 1


def test_a_concern_is_said_by_the_mentor_and_decided_on_by_the_coordinator(played):
	(concern,) = played.concerns
	course = frappe._dict(played.cases["FJ-13"])
	assert concern.lat_case == course.name and concern.decision and concern.decided_on
	assert concern.owner == played.mentor_users[course.mentor]
	assert concern.decided_by == course.owner


def test_wheels_and_goals_are_those_of_the_plans(played):
	ratings = [row for plan in played.plans for row in plan.ratings]
	written = sheet("plans.xlsx", "Hjul")
	assert [(row.person, row.mentor) for row in ratings] == [
		(row["Personen"] or 0, row["Mentoren"] or 0) for row in written
	]
	chosen = [goal for plan in played.plans for goal in plan.goals if goal.competence]
	assert len(chosen) == len(sheet("plans.xlsx", "Mål"))
	assert [goal.reach_by for goal in chosen].count(None) == 1
	assert [plan.mentor_differs for plan in played.plans].count(1) == len(sheet("plans.xlsx", "Mentors syn"))


def test_efforts_of_others_are_written_by_the_coordinator_from_the_directory(played):
	written = sheet("partners.xlsx", "Indsatser")
	assert len(played.efforts) == len(written)
	coordinators = {case.name: case.owner for case in map(frappe._dict, played.cases.values())}
	assert all(effort.owner == coordinators[effort.lat_case] for effort in played.efforts)
	assert {effort.status for effort in played.efforts} == {*STATUSES}
	assert {effort.plan_type for effort in played.efforts} >= {"Youth plan", "Section 141 plan"}
	assert any(effort.partner and effort.contact_phone for effort in played.efforts)
	assert [effort.audience for effort in played.efforts].count("Coordinator and mentor") == 1


def test_ratings_are_written_by_the_mentor_of_that_time(played):
	mentors = set(played.mentor_users.values())
	assert len(played.ratings) == len(sheet("referrals.xlsx", "Progression"))
	assert all(row.owner in mentors for row in played.ratings)
	changed = [row.owner for row in played.ratings if row.lat_case == played.cases["FJ-10"].name]
	assert list(dict.fromkeys(changed)) == ["farid.karimi@example.org", "kasper.nygaard@example.org"]


@pytest.mark.parametrize("prefix", SLUGS)
def test_before_and_after_are_those_of_the_survey_files(played, prefix):
	closed = [
		row["Id"]
		for row in sheet("referrals.xlsx", "Afslutning")
		if row["Id"].startswith(prefix) and row["Lukket den"] and not row["Genåbnet fordi"]
	]
	found = scores()
	pairs = [
		(found[course, "Før"], found[course, "Efter"])
		for course in closed
		if {(course, "Før"), (course, "Efter")} <= set(found)
	]
	shown = played.figures(f"measured-{SLUGS[prefix]}")
	assert shown[:5] == [
		str(len(pairs)),
		str(len(closed) - len(pairs)),
		danish(mean(before for before, _after in pairs)),
		danish(mean(after for _before, after in pairs)),
		danish(mean(after - before for before, after in pairs), "+"),
	]


@pytest.mark.parametrize("prefix", SLUGS)
def test_progression_is_that_of_the_workbook(played, prefix):
	ratings: dict[str, list[tuple[date, int]]] = {}
	for row in sheet("referrals.xlsx", "Progression"):
		if row["Id"].startswith(prefix):
			ratings.setdefault(row["Id"], []).append((row["Dato"], row["Vurdering"]))
	pairs = [(min(rows)[1], max(rows)[1]) for rows in ratings.values() if len(rows) > 1]
	shown = played.figures(f"rated-{SLUGS[prefix]}")
	assert shown[:2] == [str(len(pairs)), str(len(ratings) - len(pairs))]
	assert shown[4] == danish(mean(last - first for first, last in pairs), "+")


def test_management_gets_no_figures_on_too_few(played):
	blocks = re.findall(r'<div class="pooled">(.*?)</div>', played.html, re.DOTALL)
	few = blocks[2]
	assert len(blocks) == 4
	assert not re.search(r"\d", re.sub(r"<[^>]+>", "", few))


def test_the_caveats_stand_at_every_figure(played):
	assert played.html.count('class="caveats"') == played.html.count('class="figures"') == 4


def test_packets_hash_to_what_they_carry(played):
	assert len(played.handovers) == 2
	for handover in played.handovers:
		packet = played.out.joinpath(f"handovers/{handover.name}.json").read_bytes()
		assert hashlib.sha256(packet).hexdigest() == handover.packet_hash
		assert handover.packet_hash in played.html
		assert played.out.joinpath(f"handovers/{handover.name}.html").exists()


def test_what_was_not_consented_to_is_left_out_of_the_packet(played):
	returned, other = played.handovers
	assert [row.information_type for row in played.left_out[returned.name]] == [
		"Psychiatric assessments and treatment"
	]
	assert "Notat fra lokalpsykiatrien" not in returned.packet
	assert returned.question and returned.answer and returned.stage == "Received"
	assert [row.origin for row in played.left_out[other.name]] == ["Section 115 exchange"]
	assert "Notat" not in str([row.content for row in returned.lines])


def test_the_mentor_has_what_is_needed_and_the_rest_stays_with_the_coordinator(played):
	shared = len(sheet("referrals.xlsx", "Viden"))
	kept = len(sheet("background.xlsx", "Kun koordinator"))
	audiences = [row.audience for row in played.background]
	assert audiences.count("Coordinator and mentor") == shared
	assert audiences.count("Coordinator only") == kept
	assert all(row.legal_basis for row in played.background)
	assert all(bool(row.shared_on) == (row.audience != "Coordinator only") for row in played.background)


def test_the_import_log_shows_the_error_and_that_it_was_mended(played):
	log = [(entry.file_name, entry.standing, entry.counts["Error"]) for entry in played.story.imports]
	assert log == [
		("survey-fjordby.csv", "Checked", 0),
		("survey-fjordby.csv", "Imported", 0),
		("survey-skovborg.xlsx", "Checked", 1),
		("survey-skovborg-rettet.xlsx", "Checked", 0),
		("survey-skovborg-rettet.xlsx", "Imported", 0),
	]
	assert played.story.imports[0].counts == {
		"New": 18,
		"Corrected": 1,
		"Unchanged": 1,
		"Skipped": 2,
		"Error": 0,
	}


def test_each_workbook_holds_one_municipality(played):
	for prefix, slug in SLUGS.items():
		rows = list(
			openpyxl.load_workbook(played.out / f"measurements-{slug}.xlsx")
			.worksheets[0]
			.iter_rows(min_row=2, values_only=True)
		)
		own = {row.name for course, row in played.cases.items() if course.startswith(prefix)}
		assert rows and {row[0] for row in rows} <= own


def test_the_page_needs_nothing_from_elsewhere(played):
	for path in played.out.rglob("*.html"):
		html = path.read_text("utf-8")
		assert not re.search(r'(?:src|href)="(?:https?:|//|/)', html), path
		for link in re.findall(r'href="([^"#]+)"', html):
			assert path.parent.joinpath(link).exists(), (path, link)
	assert '<html lang="da">' in played.html


def test_the_year_ends_now(played):
	newest = max(row.rated_on for row in played.ratings)
	assert 0 <= (frappe.utils.getdate() - newest).days < 14


def test_mentors_with_a_course_are_coached_and_the_corps_meets(played):
	assert {talk.form for talk in played.talks} == {"One mentor", "A group"}
	assert all(talk.owner == talk.coach for talk in played.talks)
	answered = [talk for talk in played.talks if talk.step_went]
	assert answered and all(talk.modified_by != talk.coach for talk in answered)
	assert {meeting.municipality for meeting in played.meetings} == {"Fjordby", "Skovborg"}
	assert all(meeting.held_on for meeting in played.meetings)
	assert len(played.trainings) == 2


def test_partners_meet_and_the_effort_is_made_known(played):
	for municipality in ("Fjordby", "Skovborg"):
		meetings = [row for row in played.gathered if row.municipality == municipality]
		assert [row.standing for row in meetings] == ["Closed", "Planned"]
		kinds = {row.kind for row in played.outreach if row.municipality == municipality}
		assert kinds == {"Talk", "Leaflets handed out", "Infohus meeting", "Agreement on referral"}


def test_management_has_approved_a_report_and_has_the_next_to_read(played):
	for municipality in ("Fjordby", "Skovborg"):
		reports = [report for report in played.reports if report.municipality == municipality]
		assert [report.standing for report in reports] == ["Approved", "Sent"]
		assert all(report.matches and report.told for report in reports)
		assert reports[0].approved_by != reports[0].owner and reports[0].fingerprint


@pytest.mark.parametrize("municipality", ["Fjordby", "Skovborg"])
@pytest.mark.parametrize("what", SUBJECTS)
def test_figures_count_whom_pandas_counts(played, municipality, what):
	day, frame = DAYS[what], played.courses
	if what == CLOSED:
		frame = pd.concat([frame, frame.drop(columns=[day]).merge(played.taken_up, on="name")])
	frame = frame[frame.municipality == municipality].dropna(subset=[day])
	frame = frame.sort_values([day, "name"]).drop_duplicates("citizen")
	people = played.people[municipality, what]
	assert len(people) > 0
	assert Counter(one.day for one in people) == Counter(pd.to_datetime(frame[day]).dt.date)
	of_field = {"Gender": "gender", "Target group": "target_group", "Course type": "course_type"}
	for division, field in of_field.items() if what != STARTED else ():
		expected = frame[field].replace("", None).fillna(UNKNOWN)
		assert Counter(one.of[division] for one in people) == Counter(expected)


def test_each_corps_has_told_of_its_quarters_without_a_name(played):
	today = frappe.utils.getdate()
	for municipality in ("Fjordby", "Skovborg"):
		told = [note for note in played.told if note.municipality == municipality]
		assert len([note for note in told if note.open_from <= today]) == 6
		assert len([note for note in told if note.open_from > today]) == 1
	assert {note.owner for note in played.told} == {"Administrator"}


def test_it_is_played_once_on_a_site(site, tmp_path):
	frappe.get_doc({"doctype": "LAT Municipality", "municipality_name": "Fjordby"}).insert()
	with pytest.raises(frappe.ValidationError, match="Fjordby"):
		play(tmp_path, print)
	assert not list(tmp_path.iterdir())
