"""Efforts of others: who is told of one, what one rests on, who is missing (R15, R52 to R60, T7)."""

from datetime import date, timedelta

import frappe
import pytest
from frappe.utils import add_days, today

from lat_corps import days
from lat_corps.casework import actors
from lat_corps.corps import turns
from lat_corps.days import danish_today
from lat_corps.domain.cadence import months_after
from lat_corps.domain.efforts import STATUSES
from lat_corps.domain.partners import KINDS
from lat_corps.domain.plan_types import PLAN_TYPES
from lat_corps.permissions.hooks import reaches
from tests import factories
from tests.factories import AWAY, as_user

DOCTYPE = "LAT Partner Effort"
BOTH = "Coordinator and mentor"
ONLY = {"second_mentor", "away_coordinator", "caseworker", "manager", "administrator", "outsider"}


@pytest.fixture
def case(world):
	return factories.case_at("Active", world)


def around(world, case, person="coordinator") -> dict:
	with as_user(world[person]):
		return actors.on_course(frappe.get_doc("LAT Case", case.name))


def helping(world, case, person="coordinator") -> set[str]:
	return {each["name"] for each in around(world, case, person)["actors"] if each["kind"] in KINDS}


def refused(case, **values) -> str:
	with pytest.raises(frappe.ValidationError) as refusal:
		factories.add_effort(case, **values)
	return str(refusal.value)


def born(case, years: int, days: int = 0) -> date:
	"""Let the person turn so many years in some days, and return the day of birth."""
	day = months_after(danish_today(), -12 * years)
	day = date.fromisoformat(str(add_days(day, days)))
	frappe.get_doc("LAT Citizen", case.citizen).update({"birth_date": day}).save()
	return day


def waits(world, effort, kind: str) -> set[str]:
	people = {login: person for person, login in world.people.items()}
	rows = frappe.get_all("LAT Turn", {"reference_name": effort.name, "kind": kind}, pluck="user")
	return {people[user] for user in rows}


class TestEffort:
	@pytest.mark.parametrize(
		("fieldname", "values"), [("kind", KINDS), ("status", STATUSES), ("plan_type", tuple(PLAN_TYPES))]
	)
	def test_its_choices_are_those_of_the_rules(self, fieldname, values):
		options = frappe.get_meta(DOCTYPE).get_field(fieldname).options
		assert tuple(options.strip().split("\n")) == values

	def test_it_takes_what_the_directory_says_of_who_helps(self, world, case, coordinator):
		partner = factories.list_partner(
			contacts=[{"person_name": "Alma", "job_function": "Vejleder", "phone": "11 22 33 44"}]
		)
		effort = factories.add_effort(case, partner=partner.name, kind="Housing", contact_name="Alma")
		assert (effort.kind, effort.department) == ("Job centre", "Jobcenter Prøveby")
		assert (effort.contact_function, effort.contact_phone) == ("Vejleder", "11 22 33 44")

	def test_and_follows_it_while_it_is_in_place(self, world, case, coordinator):
		partner = factories.list_partner(contacts=[{"person_name": "Alma", "phone": "11 22 33 44"}])
		effort = factories.add_effort(case, partner=partner.name, contact_name="Alma")
		ended = factories.add_effort(
			case,
			partner=partner.name,
			contact_name="Alma",
			status="Ended",
			to_date=today(),
			afterwards="Intet.",
		)
		partner.title = "Job og Uddannelse"
		partner.contacts[0].phone = "55 66 77 88"
		partner.save()
		assert (effort.reload().department, effort.contact_phone) == ("Job og Uddannelse", "55 66 77 88")
		assert (ended.reload().department, ended.contact_phone) == ("Jobcenter Prøveby", "11 22 33 44")

	def test_who_does_not_stand_there_is_written_freely(self, world, case, coordinator):
		effort = factories.add_effort(
			case, kind="Another service", department="Bokseklubben", contact_name="Bo"
		)
		assert effort.department == "Bokseklubben" and not effort.partner

	def test_another_municipality_has_a_directory_of_its_own(self, world, case):
		other = factories.list_partner(AWAY)
		with as_user(world["coordinator"]), pytest.raises(frappe.PermissionError):
			factories.add_effort(case, partner=other.name)
		assert "own municipality" in refused(case, partner=other.name)

	def test_what_comes_from_a_section_115_exchange_never_enters(self, world, case, coordinator):
		factories.write_background(
			case, origin="Section 115 exchange", content="Set ved stationen med to andre."
		)
		for field in ("helps_with", "agreed", "department", "contact_name"):
			assert "section 115" in refused(case, **{field: "Aftale: SET ved stationen  med to andre."})

	def test_and_what_became_known_later_is_told_to_nobody_else(self, world, case, coordinator):
		secret = "Set ved stationen med to andre."
		factories.consent_to_pass_on(case, "Job, education and housing")
		kept = factories.add_effort(case, agreed=secret)
		told = factories.add_effort(case, department="Jobklubben", agreed=secret, audience=BOTH)
		assert helping(world, case, "mentor") == {"Jobklubben"}
		factories.write_background(case, origin="Section 115 exchange", content=secret)
		assert helping(world, case, "mentor") == set()
		kept.reload().update({"to_date": today()}).save()
		for effort, words in ((kept, {"audience": BOTH}), (told.reload(), {"helps_with": f"Om at {secret}"})):
			with pytest.raises(frappe.ValidationError, match="section 115"):
				effort.update(words).save()

	def test_a_finished_course_gets_no_more(self, world, coordinator):
		case = factories.case_at("Referred", world)
		case.update({"decline_reason": "Ikke målgruppen."}).save()
		factories.act(case, "Decline course")
		assert "Nobody joins" in refused(case)

	def test_who_helps_is_to_be_brought_together(self, world, case, coordinator):
		assert not case.reload().next_coordination_due
		effort = factories.add_effort(case)
		assert case.reload().next_coordination_due
		effort.update({"status": "Ended", "to_date": today(), "afterwards": "Intet."}).save()
		assert not case.reload().next_coordination_due


class TestWhoReadsIt:
	def test_the_record_is_the_coordinators(self, world, case, coordinator):
		factories.consent_to_pass_on(case, "Job, education and housing")
		effort = factories.add_effort(case, audience=BOTH)
		for person in {"mentor", *ONLY}:
			assert not reaches(DOCTYPE, effort.name, world[person])
		assert reaches(DOCTYPE, effort.name, world["coordinator"])

	def test_the_mentor_is_told_by_consent_alone(self, world, case, coordinator):
		assert "consent" in refused(case, audience=BOTH)
		factories.consent_to_pass_on(case, "Network and family")
		assert "consent" in refused(case, audience=BOTH)
		factories.consent_to_pass_on(case, "Job, education and housing")
		factories.add_effort(case, audience=BOTH)
		factories.add_effort(case, kind="Treatment psychiatry", department="Klinikken")
		assert helping(world, case) == {"Jobcenter Prøveby", "Klinikken"}
		assert helping(world, case, "mentor") == {"Jobcenter Prøveby"}

	def test_of_another_kind_it_needs_a_consent_of_its_own(self, world, case, coordinator):
		factories.consent_to_pass_on(case, "Job, education and housing")
		effort = factories.add_effort(case, audience=BOTH)
		with pytest.raises(frappe.ValidationError, match="consent"):
			effort.update({"kind": "Treatment psychiatry"}).save()

	def test_a_consent_that_is_withdrawn_takes_it_back(self, world, case, coordinator):
		consent = factories.consent_to_pass_on(case, "Job, education and housing")
		effort = factories.add_effort(case, audience=BOTH)
		consent.update({"withdrawn_on": today()}).save()
		assert not helping(world, case, "mentor")
		assert (effort.reload().audience, effort.shared_on) == ("Coordinator only", None)

	def test_nobody_else_is_told_of_any(self, world, case):
		for person in ONLY:
			with pytest.raises(frappe.PermissionError):
				around(world, case, person)

	def test_a_mentor_reads_neither_who_is_missing_nor_why_not(self, world, case, coordinator):
		factories.add_effort(
			case, status="Not relevant", because="Er udskrevet.", department="", helps_with=""
		)
		seen = around(world, case, "mentor")
		assert not seen["asked"] and not seen["answered"] and not seen["may_write"]
		assert not any(each.get("number") for each in seen["actors"])

	def test_reading_it_on_the_course_is_logged(self, world, case, coordinator):
		effort = factories.add_effort(case)
		around(world, case)
		assert frappe.db.exists("LAT Read Log", {"document_number": effort.name, "action": "Listed"})


class TestWhoIsMissing:
	def test_the_corps_stands_around_the_person_too(self, world, case):
		roles = [each["role"] for each in around(world, case)["actors"]]
		assert roles == [frappe._("Mentor"), frappe._("Coordinator"), frappe._("Caseworker")]

	def test_who_helps_is_asked_for_no_more_until_it_ends(self, world, case, coordinator):
		born(case, 30)

		def asked():
			return {each["kind"] for each in around(world, case)["asked"]}

		assert asked() == {"Job centre", "Housing", "Infohus"}
		effort = factories.add_effort(case)
		assert asked() == {"Housing", "Infohus"}
		effort.update({"status": "Ended", "to_date": today(), "afterwards": "Han er i job."}).save()
		assert "Job centre" in asked()

	def test_an_answer_is_kept_and_can_be_changed(self, world, case, coordinator):
		born(case, 30)
		answer = factories.add_effort(
			case, kind="Housing", status="Not relevant", because="Bor godt.", department="", helps_with=""
		)
		seen = around(world, case)
		assert "Housing" not in {each["kind"] for each in seen["asked"]}
		assert [(each["kind"], each["because"]) for each in seen["answered"]] == [("Housing", "Bor godt.")]
		answer.update(
			{"status": "Planned", "department": "Boligkontoret", "helps_with": "Finder en bolig."}
		).save()
		assert not around(world, case)["answered"] and helping(world, case) == {"Boligkontoret"}

	def test_a_finished_course_is_asked_for_nobody(self, world, coordinator):
		case = factories.case_at("Referred", world)
		assert around(world, case)["asked"]
		case.update({"decline_reason": "Ikke målgruppen."}).save()
		factories.act(case, "Decline course")
		assert not around(world, case)["asked"]


class TestTurns:
	def test_an_effort_that_ends_is_told_in_time(self, world, case, coordinator):
		effort = factories.add_effort(case, to_date=add_days(today(), 31))
		assert not waits(world, effort, "Effort ends")
		effort.update({"to_date": add_days(today(), 30)}).save()
		assert waits(world, effort, "Effort ends") == {"coordinator"}
		effort.update({"status": "Ended", "to_date": today(), "afterwards": "Intet."}).save()
		assert not waits(world, effort, "Effort ends")

	def test_a_plan_is_to_be_aligned_until_it_was(self, world, case, coordinator):
		born(case, 30)
		effort = factories.add_effort(case)
		assert not waits(world, effort, "Plan to align")
		effort.update({"plan_type": "Section 141 plan"}).save()
		assert waits(world, effort, "Plan to align") == {"coordinator"}
		effort.update({"plan_aligned_on": today()}).save()
		assert not waits(world, effort, "Plan to align")

	def test_a_birthday_that_changes_the_plan_is_told_in_time(self, world, case, coordinator):
		birthday = born(case, 18, days=90)
		effort = factories.add_effort(case, plan_type="Youth plan", plan_aligned_on=today())
		assert effort.plan_fits_until == add_days(months_after(birthday, 12 * 18), -1)
		assert waits(world, effort, "Kind of plan changes") == {"coordinator"}
		born(case, 15)
		assert not waits(world, effort, "Kind of plan changes")
		born(case, 18, days=10)
		assert waits(world, effort, "Kind of plan changes") == {"coordinator"}

	def test_and_told_as_the_days_go_by(self, world, case, coordinator, monkeypatch):
		born(case, 18, days=100)
		effort = factories.add_effort(case, plan_type="Youth plan", plan_aligned_on=today())
		now, said = days._now(), 0
		for later, words in (
			(8, ""),
			(9, "fits the person's age until"),
			(100, "fitted the person's age until"),
		):
			monkeypatch.setattr(days, "_now", lambda later=later: now + timedelta(days=later))
			with as_user("Administrator"):
				turns.follow_all()
				turns.remind()
			filters = {"subject": ["like", f"%{effort.name}%"], "for_user": world["coordinator"]}
			bells = frappe.get_all("Notification Log", filters, pluck="subject", order_by="creation asc")
			assert [words in bell for bell in bells[said:]] == [True] * bool(words), later
			said = len(bells)

	def test_the_next_plan_is_chosen_and_aligned_anew(self, world, case, coordinator):
		born(case, 18, days=10)
		effort = factories.add_effort(case, plan_type="Youth plan", plan_aligned_on=today())
		born(case, 18)
		assert waits(world, effort, "Kind of plan changes")
		effort.reload().update({"plan_type": "Section 141 plan"}).save()
		assert not effort.plan_fits_until and not effort.plan_aligned_on
		assert not waits(world, effort, "Kind of plan changes")
		assert waits(world, effort, "Plan to align") == {"coordinator"}

	def test_only_plans_of_the_age_can_be_chosen(self, world, case, coordinator):
		born(case, 30)
		assert "of this age" in refused(case, plan_type="Youth plan")
