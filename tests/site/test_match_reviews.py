"""Match reviews: after some weeks and at closing, in both voices, never a ranking of mentors (R20, R112)."""

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from lat_corps.casework import next_steps
from lat_corps.domain.documents.match import DOCUMENT as MATCH
from lat_corps.domain.released import WHOLE_YEAR
from lat_corps.insight import my_figures
from lat_corps.insight.counted_periods import CountedYear
from tests import factories
from tests.factories import act, as_user, refusal_of

REVIEW = "LAT Match Review"
KINDS = {
	("Mentor", "After some weeks"): "Match review, mentor",
	("Citizen", "After some weeks"): "Match review, citizen",
	("Mentor", "At closing"): "Match review at closing, mentor",
	("Citizen", "At closing"): "Match review at closing, citizen",
}


@pytest.fixture
def case(world):
	return factories.case_at("Active", world)


def match_of(case):
	return frappe.get_doc(MATCH, {"lat_case": case.name, "stage": "Approved"})


def make_due(case) -> None:
	match = match_of(case)
	match.db_set("review_due", today())
	frappe.get_doc("LAT Case", case.name).run_method("on_update")


def told(case, user: str) -> set[str]:
	kinds = [*KINDS.values()]
	filters = {"lat_case": case.name, "user": user, "kind": ["in", kinds]}
	return {*frappe.get_all("LAT Turn", filters=filters, pluck="kind")}


def seen_by(user: str, case) -> set[str]:
	with as_user(user):
		return {*frappe.get_list(REVIEW, filters={"lat_case": case.name}, pluck="voice")}


def test_it_is_due_six_weeks_after_the_match_begins_to_work(world, case):
	assert match_of(case).review_due == getdate(add_days(today(), 42))
	assert not match_of(factories.case_at("Preparing", world)).review_due


def test_another_interval_moves_what_is_still_ahead(world, case):
	late = factories.case_at("Active", world)
	match_of(late).db_set("review_due", add_days(today(), -3))
	settings = frappe.get_doc("LAT Settings")
	settings.match_review_weeks = 4
	settings.save()
	assert match_of(case).review_due == getdate(add_days(today(), 28))
	assert match_of(late).review_due == getdate(add_days(today(), -3))


def test_each_voice_is_asked_by_its_own_person_until_it_is_heard(world, case):
	assert not told(case, world["mentor"])
	make_due(case)
	assert told(case, world["mentor"]) == {"Match review, mentor"}
	assert told(case, world["coordinator"]) == {"Match review, citizen"}
	for voice, person in (("Mentor", "mentor"), ("Citizen", "coordinator")):
		with as_user(world[person]):
			factories.review_match(case, voice)
		assert not told(case, world[person])


def test_both_are_asked_again_at_closing(world):
	case = factories.case_at("Closing", world)
	assert told(case, world["mentor"]) == {"Match review at closing, mentor"}
	assert told(case, world["coordinator"]) == {"Match review at closing, citizen"}
	with as_user(world["mentor"]):
		factories.review_match(case, "Mentor", "At closing")
	assert not told(case, world["mentor"])


def test_a_course_that_is_taken_up_again_asks_at_its_next_closing(world):
	case = factories.case_at("Closing", world)
	with as_user(world["mentor"]):
		factories.review_match(case, "Mentor", "At closing")
	name = match_of(case).name
	case.update(
		{
			"looking_back": "Går i skole.",
			"relapse_agreement": "Ringer.",
			"after_missing_reason": "Rejst.",
			"debrief_waived_reason": "Ingen.",
		}
	)
	with as_user(world["coordinator"]):
		case.save()
		act(case, "Close course")
		case.reopen_reason = "Faldt tilbage."
		case.save()
		factories.consent_anew(case)
		act(case, "Reopen course")
	assert not frappe.db.get_value(MATCH, name, "mentor_heard_at_closing")


def asked_on_page(case, user: str) -> list[tuple[str, dict]]:
	with as_user(user):
		steps = next_steps.of_course(frappe.get_doc("LAT Case", case.name))
		lines = [line for step in steps if not step["stage"] for line in step["conditions"]]
	return [(line["words"], line["mends"][0]["new"][1]) for line in lines]


def test_the_page_of_the_course_asks_for_what_is_due_and_makes_it(world, case):
	with as_user(world["coordinator"]):
		factories.give_consent(case, purpose="Self-report")
	assert not asked_on_page(case, world["coordinator"]) and not asked_on_page(case, world["mentor"])
	make_due(case)
	for person, voice, words in (
		("mentor", "Mentor", "Say how the match works for you."),
		("coordinator", "Citizen", "Ask the person how the match works."),
	):
		((said, values),) = asked_on_page(case, world[person])
		assert said == words
		assert values == {"lat_case": case.name, "voice": voice, "occasion": "After some weeks"}
		with as_user(world[person]):
			factories.review_match(case, voice)
		assert not asked_on_page(case, world[person])
	for person in ("caseworker", "second_mentor", "manager"):
		assert not asked_on_page(case, world[person])


def test_the_page_asks_again_at_closing(world):
	case = factories.case_at("Closing", world)
	((said, values),) = asked_on_page(case, world["mentor"])
	assert said.startswith("The course is closing") and values["occasion"] == "At closing"


class TestVoices:
	def test_a_mentor_speaks_for_the_mentor_alone(self, world, case):
		with as_user(world["mentor"]), pytest.raises(frappe.PermissionError):
			factories.review_match(case, "Citizen")
		with as_user(world["coordinator"]):
			assert "nobody else" in refusal_of(lambda: factories.review_match(case, "Mentor"))

	def test_nobody_asked_is_said_with_a_reason(self, world, case):
		with as_user(world["coordinator"]):
			assert "why nobody was asked" in refusal_of(
				lambda: factories.review_match(case, "Mentor", fit="Not asked")
			)
			factories.review_match(case, "Mentor", fit="Not asked", words="Sygemeldt.")

	def test_what_the_person_says_is_not_the_mentors_to_read(self, world, case):
		with as_user(world["coordinator"]):
			factories.review_match(case, "Citizen", fit="Does not work", words="Vi taler forbi hinanden.")
		with as_user(world["mentor"]):
			factories.review_match(case, "Mentor")
		assert seen_by(world["coordinator"], case) == {"Citizen", "Mentor"}
		assert seen_by(world["mentor"], case) == {"Mentor"}
		assert not seen_by(world["second_mentor"], case)

	def test_each_is_heard_once_on_an_occasion(self, world, case):
		with as_user(world["mentor"]):
			made = factories.review_match(case, "Mentor")
			assert "heard on this occasion" in refusal_of(lambda: factories.review_match(case, "Mentor"))
			made.fit = "Works in part"
			made.save()

	@pytest.mark.parametrize("occasion", [None, "Later"])
	def test_one_without_a_known_occasion_is_refused_by_frappe_itself(self, world, case, occasion):
		with as_user(world["mentor"]):
			refused = refusal_of(lambda: factories.review_match(case, "Mentor", occasion=occasion))
		assert "occasion" in refused.lower()

	def test_what_follows_is_the_coordinators_to_decide(self, world, case):
		with as_user(world["mentor"]):
			made = factories.review_match(case, "Mentor", fit="Works in part")
			made.follows = "Change mentor"
			made.save()
		assert not made.reload().follows
		with as_user(world["coordinator"]):
			made.reload().update({"follows": "Adjust", "follows_words": "Mødes ude."})
			made.save()
		assert made.reload().follows == "Adjust"

	def test_it_stays_with_its_match(self, world, case):
		with as_user(world["coordinator"]):
			made = factories.review_match(case, "Citizen")
			match = match_of(case)
			match.end_reason = "Flyttet."
			match.save()
			act(match, "End match")
			assert "approved match" in refusal_of(lambda: factories.review_match(case, "Citizen"))
		assert made.reload().lat_match == match.name


class TestFigures:
	"""Management sees what was told of who closed in the year that has ended, and never a mentor."""

	@pytest.fixture
	def closed(self, world):
		year = getdate().year - 1
		for number in range(12):
			case = factories.refer(world)
			case.db_set(
				{"referred_on": f"{year}-01-02", "opened_on": f"{year}-01-05", "closed_on": f"{year}-03-01"}
			)
			review = {"doctype": REVIEW, "name": f"LAT-MR-9{number:03}", "municipality": factories.HOME}
			said = {
				"voice": "Citizen",
				"asked_on": f"{year}-02-01",
				"fit": "Works well" if number < 7 else "Works in part",
			}
			frappe.get_doc({**review, **said, "lat_case": case.name}).db_insert()
		return year

	def of_home(self) -> dict | None:
		(figures,) = my_figures.of_year([factories.HOME])
		return figures["matches"]

	def test_nothing_is_shown_that_was_not_told(self, closed):
		assert self.of_home() is None

	def test_it_is_what_was_told_of_who_closed(self, closed):
		CountedYear(factories.HOME, closed, keep=True).tell(WHOLE_YEAR, [("Closed", "Fit")])
		assert self.of_home() == {
			"year": closed,
			"fits": {"Works well": 7, "Works in part": 5, "Does not work": 0, "Not asked": 0},
		}
