"""The library of guidance and the entries of outreach through save (R3, R7, R17, R18, R21, R24, R61)."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import add_days, today

from lat_corps.corps import guidance
from tests import factories
from tests.factories import AWAY, HOME, as_user

GUIDANCE, OUTREACH = "LAT Guidance", "LAT Outreach"
LINK = "https://vejledning.example/del-2"


def shelved(world, by="administrator", **values):
	with as_user(world[by]):
		return frappe.get_doc(
			{
				"doctype": GUIDANCE,
				"title": "Del 2",
				"kind": "Working tool",
				"part": "2",
				"link": LINK,
				"steps": [{"case_stage": "Active"}, {"case_stage": "Closing"}],
				**values,
			}
		).insert()


def noted(world, kind="Talk", by="coordinator", **values):
	with as_user(world[by]):
		return frappe.get_doc(
			{"doctype": OUTREACH, "municipality": HOME, "kind": kind, "with_whom": "Skolen", **values}
		).insert()


def agreement(world, **values):
	facts = {
		"who_may_refer": "Alle socialrådgivere.",
		"way": "De ringer til koordinatoren.",
		"with_whom": "Familieafdelingen",
		**values,
	}
	return noted(world, "Agreement on referral", **facts)


class TestLibrary:
	def shown(self, world, course, by="coordinator"):
		with as_user(world[by]):
			return [row["title"] for row in guidance.on_course(frappe.get_doc("LAT Case", course.name))]

	def test_it_stands_on_a_course_at_the_step_where_it_applies(self, world):
		active = factories.case_at("Active", world)
		shelved(world)
		shelved(world, title="Pjece til skolen", part=None, municipality=HOME)
		shelved(world, title="Nabobys pjece", municipality=AWAY)
		shelved(world, title="Et andet trin", steps=[{"case_stage": "Matching"}])
		shelved(world, title="Ikke i brug", in_use=0)
		for person in ("coordinator", "mentor"):
			assert sorted(self.shown(world, active, person)) == ["Del 2", "Pjece til skolen"]

	def test_each_kind_of_course_has_its_own(self, world):
		shelved(world, title="Til mentorer", course_type="Mentor course")
		shelved(world, title="Til forældrecoaches", part="3", course_type="Parent-coach course")
		active = factories.case_at("Active", world)
		assert self.shown(world, active) == ["Til mentorer"]
		active.db_set("course_type", "Parent-coach course")
		assert self.shown(world, active) == ["Til forældrecoaches"]

	@pytest.mark.parametrize("occasion", ["Coaching", "Coordination meeting", "Outreach"])
	def test_it_stands_beside_work_that_is_no_step_of_a_course(self, world, occasion):
		shelved(world, part="5", steps=[{"occasion": occasion}, {"case_stage": "Active"}])
		shelved(world, title="Nabobys", municipality=AWAY, steps=[{"occasion": occasion}])
		for person in ("coordinator", "mentor"):
			with as_user(world[person]):
				assert [row.title for row in guidance.beside(occasion, HOME)] == ["Del 2"]
				assert not guidance.beside("Active", HOME)
		with as_user(world["outsider"]), pytest.raises(frappe.PermissionError):
			guidance.beside(occasion, HOME)

	@pytest.mark.parametrize("row", [{}, {"case_stage": "Active", "occasion": "Outreach"}])
	def test_each_row_says_one_place(self, world, row):
		with pytest.raises(frappe.ValidationError, match="Row 1: choose"):
			shelved(world, steps=[row])

	def test_it_is_no_fixed_text_but_a_link_or_a_file(self, world):
		with pytest.raises(frappe.ValidationError, match="link, or attach"):
			shelved(world, link=None)

	@pytest.mark.parametrize(
		("fieldname", "value"),
		[
			("link", "javascript://x.example/%0aalert(1)"),
			("link", "data:text/html,<script>alert(1)</script>"),
			("link", "file:///etc/passwd"),
			("attached", "javascript:alert(1)"),
			("attached", "https://elsewhere.example/pjece.pdf"),
		],
	)
	def test_no_address_runs_on_the_page_of_a_course(self, world, fieldname, value):
		with pytest.raises(frappe.ValidationError):
			shelved(world, **{"link": None, fieldname: value})

	@pytest.mark.parametrize("person", ["coordinator", "mentor", "manager", "caseworker", "centre"])
	def test_the_administrator_alone_writes_it(self, world, person):
		with pytest.raises(frappe.PermissionError):
			shelved(world, person)

	def test_who_reads_it(self, world):
		for doc, readers in (
			(
				shelved(world),
				{"coordinator", "mentor", "manager", "caseworker", "away_coordinator", "away_mentor"},
			),
			(shelved(world, municipality=HOME), {"coordinator", "mentor", "manager", "caseworker"}),
		):
			for person in (
				"coordinator",
				"mentor",
				"manager",
				"caseworker",
				"away_coordinator",
				"away_mentor",
			):
				with as_user(world[person]):
					assert bool(frappe.get_list(GUIDANCE, {"name": doc.name})) == (person in readers), person


class TestOutreach:
	def test_it_is_called_by_whom_it_was_with(self, world):
		with as_user(world["coordinator"]):
			partner = frappe.get_doc(
				{"doctype": "LAT Partner", "municipality": HOME, "kind": "Job centre", "title": "Jobcentret"}
			).insert()
		assert noted(world).called == "Skolen"
		assert noted(world, partner=partner.name).called == "Jobcentret"
		assert noted(world, "Infohus meeting", with_whom=None).called

	@pytest.mark.parametrize(
		("kind", "values"),
		[
			("Talk", {"with_whom": None}),
			("Leaflets handed out", {}),
			("Agreement on referral", {"who_may_refer": "Alle."}),
		],
	)
	def test_an_entry_that_is_not_complete_is_refused(self, world, kind, values):
		with pytest.raises(frappe.ValidationError):
			noted(world, kind, **values)

	def test_what_lies_ahead_is_not_done_yet(self, world):
		with pytest.raises(frappe.ValidationError, match="future"):
			noted(world, held_on=add_days(today(), 2))

	def test_it_can_be_counted(self, world):
		for number in (30, 12):
			noted(world, "Leaflets handed out", number=number)
		rows = frappe.get_all(
			OUTREACH, filters={"municipality": HOME, "kind": "Leaflets handed out"}, pluck="number"
		)
		assert sorted(rows) == [12, 30]

	@pytest.mark.parametrize(
		"person", ["mentor", "manager", "caseworker", "administrator", "away_coordinator"]
	)
	def test_coordinators_alone_write_it(self, world, person):
		with pytest.raises(frappe.PermissionError):
			noted(world, by=person)

	def test_management_reads_it_and_nobody_elsewhere(self, world):
		entry = noted(world)
		for person, reads in (
			("manager", True),
			("chief", True),
			("mentor", False),
			("away_coordinator", False),
		):
			with as_user(world[person]):
				assert bool(frappe.has_permission(OUTREACH, doc=entry)) == reads, person


class TestReferral:
	def test_a_course_names_the_agreement_it_was_referred_by(self, world):
		course, agreed = factories.case_at("Referred", world), agreement(world)
		with as_user(world["coordinator"]):
			course.update({"referral_agreement": agreed.name, "referral_source": None}).save()
		assert course.referral_source == "Familieafdelingen"

	def test_a_talk_is_none(self, world):
		course, talk = factories.case_at("Referred", world), noted(world)
		with (
			as_user(world["coordinator"]),
			pytest.raises(frappe.ValidationError, match="agreement on referral"),
		):
			course.update({"referral_agreement": talk.name}).save()

	def test_nor_one_that_had_ended(self, world):
		course = factories.case_at("Referred", world)
		day = add_days(course.referred_on, -1)
		ended = agreement(world, held_on=add_days(day, -30), ended_on=day)
		with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError, match="ended on"):
			course.update({"referral_agreement": ended.name}).save()
		with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError, match="before it was made"):
			frappe.get_doc(OUTREACH, ended.name).update({"ended_on": add_days(day, -31)}).save()

	def test_it_stays_on_the_course_when_it_ends(self, world):
		course, agreed = factories.case_at("Referred", world), agreement(world, held_on="2026-01-01")
		with as_user(world["coordinator"]):
			course.update({"referral_agreement": agreed.name}).save()
			frappe.get_doc(OUTREACH, agreed.name).update({"ended_on": "2026-01-02"}).save()
			course.reload().update({"referred_by": "Alma"}).save()

	def test_another_one_says_anew_who_referred(self, world):
		course, first = factories.case_at("Referred", world), agreement(world)
		second = agreement(world, with_whom="Jobcentret")
		with as_user(world["coordinator"]):
			course.update({"referral_agreement": first.name, "referral_source": None}).save()
			course.update({"referral_agreement": second.name}).save()
			assert course.referral_source == "Jobcentret"
			course.update({"referral_agreement": first.name, "referral_source": "Jobklubben"}).save()
		assert course.referral_source == "Jobklubben"

	def test_nor_that_of_another_municipality(self, world):
		course = factories.case_at("Referred", world)
		elsewhere = agreement(world, municipality=AWAY, by="away_coordinator")
		with as_user(world["coordinator"]), pytest.raises(frappe.PermissionError):
			course.update({"referral_agreement": elsewhere.name}).save()
