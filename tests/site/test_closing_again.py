"""A course closed, reopened, extended and closed again keeps roles, history and figures right (R105)."""

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from lat_corps.casework import timeline
from lat_corps.casework.consents import on_course
from tests import factories
from tests.factories import act, as_user, refusal_of
from tests.site.test_change import WHO, groups, lines, measured, nothing_else, year  # noqa: F401

FIGURES = (
	"People with both scores (n)",
	"Missing one or both",
	"Mean before (SD)",
	"Mean after (SD)",
	"Mean change (SD)",
	"95 % interval of the mean change",
	"Cohen's dz",
	"Wilcoxon's W (p)",
	"Increased / the same / declined",
	"Reliably increased / unchanged / declined",
	"Smallest reliable change, in points",
)
LAST_CONTACT = {"planned_on": "2026-12-01", "kind": "Meeting", "who": "Mentor og søster"}
FIRST = {
	"looking_back": "Har fået en læreplads.",
	"support": "Mesteren.",
	"relapse_agreement": "Ringer til sin søster.",
	"debrief_waived_reason": "Mentor er syg.",
}


def write(case, world, **values):
	with as_user(world["coordinator"]):
		case.reload().update(values)
		case.save()


def close_first(world):
	"""A course that has closed with its goals reached, measured before and after."""
	case = factories.case_at("Active", world)
	with as_user(world["coordinator"]):
		factories.measure(case, "Before", answer=1)
	factories.choose_outcome(case.reload(), world, "Goals reached")
	act(case, "Begin closing", world["coordinator"])
	with as_user(world["coordinator"]):
		factories.measure(case, "After", answer=3)
	write(case, world, **FIRST, expected_end=today(), last_contacts=[LAST_CONTACT])
	return act(case, "Close course", world["coordinator"])


def take_up(case, world):
	with as_user(world["coordinator"]):
		factories.consent_anew(case)
	write(case, world, reopen_reason="Faldt tilbage.")
	return act(case, "Reopen course", world["coordinator"])


def extend(case, world):
	factories.choose_outcome(case.reload(), world, "Not reached enough")
	act(case, "Begin closing", world["coordinator"])
	with as_user(world["coordinator"]):
		factories.review_course(case, "Extend")
		factories.consent_anew(case)
	return act(case.reload(), "Extend course", world["coordinator"])


def close_last(case, world):
	factories.choose_outcome(case.reload(), world, "Not reached enough")
	act(case, "Begin closing", world["coordinator"])
	with as_user(world["coordinator"]):
		factories.measure(case, "After", answer=5)
		factories.end_without_goals(case, "Not reached enough")
	write(case, world, no_handover_reason="Ønsker det ikke.", debrief_waived_reason="Ingen tid.")
	return act(case, "Close course", world["coordinator"])


def walked(world):
	return close_last(extend(take_up(close_first(world), world), world), world)


class TestFigures:
	"""A person counts once, with the first closing, whatever has become of the course since."""

	@pytest.fixture
	def shown(self, world):
		documented = {"sd": 20, "reliability": 0.8, "reliability_source": "Prøve 2020"}
		frappe.db.set_value("LAT Instrument", "WHO5-v1", documented)
		frappe.clear_document_cache("LAT Instrument", "WHO5-v1")
		for number in range(4):
			measured(world, [1, 1, 1, 1, number % 3], [2, 2, 3, number % 4, 1], year())
		case = close_first(world)
		for day, rating in ((-9, 2), (-2, 6)):
			rated = {"lat_case": case.name, "municipality": factories.HOME, "rating": rating}
			frappe.get_doc(
				{"doctype": "LAT Progression", "rated_on": add_days(today(), day), **rated}
			).db_insert()
		before = groups("coordinator", world)
		close_last(extend(take_up(case, world), world), world)
		yield before, groups("coordinator", world)
		frappe.clear_document_cache("LAT Instrument", "WHO5-v1")

	@pytest.mark.parametrize("figure", FIGURES)
	def test_of_a_questionnaire(self, shown, figure):
		before, after = (lines(found[WHO])[figure] for found in shown)
		assert before == after

	@pytest.mark.parametrize("figure", FIGURES[:9])
	def test_of_the_grip_on_life(self, shown, figure):
		before, after = (lines(found[""])[figure] for found in shown)
		assert before == after

	def test_the_page_tells_no_other_figure(self, shown):
		assert {*lines(shown[1][WHO])} == {*FIGURES}


class TestHistory:
	@pytest.fixture
	def case(self, world):
		return walked(world)

	def test_each_closing_has_its_own_and_the_first_is_as_it_was(self, case):
		first, second = case.earlier_closings
		assert {name: first.get(name) for name in FIRST} == FIRST
		assert (first.outcome, first.reopen_reason) == ("Goals reached", "Faldt tilbage.")
		assert first.last_contacts.endswith("Mentor og søster") and first.closed_on and not first.case_review
		assert second.outcome == "Not reached enough" and second.case_review and not second.closed_on
		assert not second.looking_back and not second.last_contacts and not second.reopen_reason
		assert case.outcome == "Not reached enough" and case.ending_together and not case.looking_back

	def test_its_people_are_the_same(self, world, case):
		assert (case.coordinator, case.caseworker) == (world["coordinator"], world["caseworker"])
		assert case.mentor == world.mentors["mentor"]
		matches = frappe.get_all("LAT Match", filters={"lat_case": case.name}, pluck="stage")
		assert matches == ["Ended"]
		for person, reads in (("coordinator", True), ("mentor", False), ("caseworker", False)):
			with as_user(world[person]):
				assert bool(frappe.has_permission("LAT Case", "read", doc=case.name)) is reads

	def test_each_after_measurement_belongs_to_its_closing(self, case):
		found = frappe.get_all(
			"LAT Measurement",
			filters={"lat_case": case.name, "measured_at": "After"},
			fields=["earlier_closing", "score"],
			order_by="earlier_closing asc",
		)
		assert [(row.earlier_closing, row.score) for row in found] == [(0, 100), (1, 60)]

	def test_each_review_belongs_to_its_closing(self, case):
		found = frappe.get_all(
			"LAT Case Review",
			filters={"lat_case": case.name},
			fields=["earlier_closing", "decision"],
			order_by="earlier_closing asc",
		)
		assert [(row.earlier_closing, row.decision) for row in found] == [(0, "Close"), (2, "Extend")]
		assert case.review_decision == "Close"

	def test_the_timeline_tells_every_stage(self, world, case):
		with as_user(world["coordinator"]):
			entries = timeline.on_course(case, 50)["entries"]
		stages = [entry["title"] for entry in entries if entry["doctype"] == "LAT Case"]
		assert sorted(stages) == sorted(["Referred", *["Active"] * 3, *["Closing"] * 3, *["Closed"] * 2])


class TestAskedAnew:
	def test_a_consent_from_before_the_closing_counts_no_more(self, world):
		case = close_first(world)
		case.db_set("closed_on", today())
		write(case, world, reopen_reason="Faldt tilbage.")
		with as_user(world["coordinator"]):
			refused = refusal_of(lambda: act(case, "Reopen course"))
			assert "counts no more" in refused and "N4" in refused
			factories.consent_anew(case)
		assert act(case, "Reopen course", world["coordinator"]).stage == "Active"

	def test_which_the_page_says_of_the_earlier_one_alone(self, world):
		case = take_up(close_first(world), world)
		with as_user(world["coordinator"]):
			shown = on_course(case.reload())
		assert {(str(row["given_on"]) == today(), row["ended"]) for row in shown} == {
			(True, False),
			(False, True),
		}

	def test_nor_does_it_when_the_new_one_is_withdrawn(self, world):
		case = take_up(close_first(world), world)
		new = frappe.get_all(
			"LAT Consent", filters={"lat_case": case.name, "given_on": today()}, pluck="name"
		)
		frappe.db.set_value("LAT Consent", {"name": ["in", new]}, "withdrawn_on", today())
		with as_user(world["coordinator"]):
			facts = case.reload().stage_facts()
		assert facts.missing_consents == facts.consents_to_renew == ("Citizen",)

	def test_a_debrief_asks_for_a_consent_of_its_closing(self, world):
		case = close_first(world)
		with as_user(world["coordinator"]):
			factories.give_consent(case, purpose="Debrief", given_on=add_days(today(), -3))
		take_up(case, world)
		with as_user(world["coordinator"]):
			assert case.reload().stage_facts().missing_debrief_consents == ("Citizen",)
			factories.give_consent(case, purpose="Debrief", given_on=today())
			assert not case.reload().stage_facts().missing_debrief_consents

	def test_an_expected_end_belongs_to_one_run(self, world):
		case = take_up(close_first(world), world)
		assert not case.expected_end and not case.last_contacts
		assert getdate(case.earlier_closings[0].expected_end) == getdate(today())
