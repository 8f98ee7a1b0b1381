"""One course of a person, or one self-report: what goes, and that no pooled figure moves (N5, N6)."""

import json

import frappe
import pytest
from frappe.utils import add_months, today

from lat_corps.privacy import kept_figures
from lat_corps.privacy.doctype.lat_erasure import lat_erasure
from lat_corps.privacy.retention import courses_past_retention
from lat_corps.privacy.traces import find_with
from tests import factories
from tests.factories import HOME, as_user, request_of
from tests.site.test_change import (
	NEWER,
	WHO,
	counted_today,
	groups,
	lines,
	measured,
	newer_version,
	year,
)
from tests.site.test_erasure import close, erase, exists, five_years, refused  # noqa: F401

MARKER = "Kendemærke-8214"
SCOPES = {"LAT Case": ("One course", "course_number"), "LAT Citizen": ("The citizen", "citizen")}


def ask_for(world, doc, **values):
	"""The coordinator's request that a record goes."""
	scope, field = SCOPES.get(doc.doctype, ("One self-report", "document_number"))
	asked = {"scope": scope, field: doc.name, **values}
	if scope == "One self-report":
		asked = {"reason": "Consent withdrawn", "document_type": doc.doctype, **asked}
	municipality = frappe.db.get_value(doc.doctype, doc.name, "municipality")
	with as_user(world["coordinator"]):
		return request_of(municipality, **asked)


def erase_all(world, doc, **values):
	asked = ask_for(world, doc, **values)
	return erase(asked, world["chief"], doc.name)


@pytest.fixture
def courses(world):
	"""Two courses of one person, the earlier one closed."""
	first = factories.case_at("Active", world)
	with as_user(world["mentor"]):
		frappe.get_doc({"doctype": "LAT Plan", "lat_case": first.name, "goals": [{"goal": MARKER}]}).insert()
	close(first)
	second = factories.refer(world)
	second.db_set("citizen", first.citizen)
	with as_user(world["coordinator"]):
		factories.give_consent(second)
	return first, second


class TestACourse:
	def test_it_goes_and_the_person_and_the_other_course_stay(self, world, courses):
		first, second = courses
		going = find_with({"LAT Case": [first.name]})
		assert {"LAT Case", "LAT Consent", "LAT Match", "LAT Plan"} <= {*going.records}
		done = erase_all(world, first)
		for doctype, names in going.records.items():
			assert not exists(doctype, names), doctype
		assert frappe.db.exists("LAT Citizen", first.citizen) and frappe.db.exists("LAT Case", second.name)
		assert frappe.get_all("LAT Consent", {"lat_case": second.name})
		assert (done.standing, done.citizen, done.course_number) == ("Carried out", first.citizen, first.name)

	def test_an_open_one_stands_in_the_way_and_the_other_does_not(self, world, courses):
		first, second = courses
		asked = ask_for(world, second)
		refused(asked, world["chief"], second.name, second.name)
		with as_user(world["coordinator"]):
			lat_erasure.call_off(asked.name)
		assert second.stage != "Closed" and erase_all(world, first).standing == "Carried out"

	def test_the_only_one_goes_with_the_person(self, world):
		case = factories.refer(world)
		case.db_set("stage", "Declined")
		refused(ask_for(world, case), world["chief"], "only course", case.name)

	def test_its_own_time_of_keeping_counts(self, world, courses):
		first, _second = courses
		with pytest.raises(frappe.ValidationError, match="has not ended"):
			ask_for(world, first, reason="Retention has ended")
		close(first, on=add_months(today(), -72))
		assert erase_all(world, first, reason="Retention has ended").standing == "Carried out"

	def test_it_is_listed_alone_when_its_time_is_over_and_the_others_is_not(self, world, courses):
		first, second = courses

		def listed():
			with as_user(world["coordinator"]):
				return {row["course"] for row in courses_past_retention({"citizen": first.citizen})}

		assert not listed()
		close(first, on=add_months(today(), -72))
		assert listed() == {first.name}
		close(second, on=add_months(today(), -72))
		assert not listed()

	def test_the_number_of_the_course_is_typed(self, world, courses):
		refused(ask_for(world, courses[0]), world["chief"], "Type the number", courses[0].citizen)

	def test_another_municipality_learns_nothing(self, world, courses):
		for number in (courses[0].name, "LAT-2001-00001"):
			with as_user(world["away_coordinator"]), pytest.raises(frappe.ValidationError) as refusal:
				request_of(factories.AWAY, scope="One course", course_number=number)
			assert "There is no such record in the municipality." in str(refusal.value)


class TestASelfReport:
	@pytest.fixture
	def case(self, world):
		return factories.case_at("Active", world)

	def test_a_measurement_goes_with_its_answers(self, world, case):
		with as_user(world["coordinator"]):
			measurement = factories.measure(case, "Before", answer=2)
		erase_all(world, measurement)
		assert not frappe.db.exists("LAT Measurement", measurement.name)
		assert not frappe.db.count("LAT Answer", {"parent": measurement.name})
		assert case.reload().stage == "Active" and case.next_due_what

	@pytest.fixture
	def answered(self, world, case):
		"""A course with a measurement, ratings and a wheel, whose consent to them was then withdrawn."""
		with as_user(world["coordinator"]):
			consent = factories.give_consent(case, purpose="Self-report")
			factories.measure(case, "Before")
		names = frappe.get_all("LAT Competence", order_by="position asc", pluck="name", limit=2)
		with as_user(world["mentor"]):
			for rating in (7, 6):
				frappe.get_doc(
					{
						"doctype": "LAT Progression",
						"lat_case": case.name,
						"rating": rating,
						"why_not_lower": MARKER,
					}
				).insert()
			own = {"rated_on": today(), "competence": names[0], "person": 9, "words": MARKER}
			plan = frappe.get_doc({"doctype": "LAT Plan", "lat_case": case.name, "ratings": [own]}).insert()
			plan.ratings[0].person = 8
			plan.append("ratings", {**own, "competence": names[1], "mentor": 3})
			plan.save()
		with as_user(world["coordinator"]):
			consent.reload().update({"withdrawn_on": today()})
			consent.save()
		return consent, plan

	def test_all_of_it_goes_once_the_person_wants_it_after_a_withdrawal(self, world, case, answered):
		consent, plan = answered
		assert not consent.answers_so_far
		with as_user(world["coordinator"]):
			consent.update({"answers_so_far": "Are erased"})
			consent.save()
		asked = frappe.get_doc("LAT Erasure", {"course_number": case.name})
		assert (asked.scope, asked.citizen) == ("All self-report of a course", case.citizen)
		assert (asked.reason, asked.standing) == ("Consent withdrawn", "Requested")
		refused(asked, world["coordinator"], "Somebody other", case.name)
		done = erase(asked, world["chief"], case.name)
		assert done.standing == "Carried out"
		for doctype in ("LAT Measurement", "LAT Progression"):
			assert not frappe.db.exists(doctype, {"lat_case": case.name})
		((mentor, person, words),) = frappe.get_all(
			"LAT Plan Rating", {"parent": plan.name}, ["mentor", "person", "words"], as_list=True
		)
		assert (mentor, person, words) == (3, 0, None)
		for table, column in (
			("Version", "data"),
			("LAT Progression", "why_not_lower"),
			("Comment", "content"),
		):
			assert not frappe.get_all(table, {column: ["like", f"%{MARKER}%"]})
		assert not frappe.get_all("Version", {"docname": plan.name, "data": ["like", "%person%"]})
		assert frappe.db.exists("LAT Plan", plan.name) and not case.reload().last_rating

	def test_a_wheel_alone_goes_and_takes_nothing_else(self, world, case):
		(name,) = frappe.get_all("LAT Competence", order_by="position asc", pluck="name", limit=1)
		with as_user(world["mentor"]):
			rating = {"rated_on": today(), "competence": name, "person": 9}
			frappe.get_doc({"doctype": "LAT Plan", "lat_case": case.name, "ratings": [rating]}).insert()
		with as_user(world["coordinator"]):
			asked = request_of(HOME, scope="All self-report of a course", course_number=case.name)
			counts = lat_erasure.preview(asked.name)["counts"]
		assert counts == [("Row in another record", "LAT Plan Rating", 1)]

	def test_nothing_is_asked_where_nothing_was_answered(self, world, case):
		with as_user(world["coordinator"]):
			consent = factories.give_consent(case, purpose="Self-report", withdrawn_on=today())
			assert consent.answers_so_far == "There are none"
			with pytest.raises(frappe.ValidationError, match="answered nothing"):
				request_of(HOME, scope="All self-report of a course", course_number=case.name)

	def test_it_stays_where_the_person_wants_that(self, world, case, answered):
		with as_user(world["coordinator"]):
			answered[0].update({"answers_so_far": "Stay"})
			answered[0].save()
		assert not frappe.db.exists("LAT Erasure", {"course_number": case.name})

	def test_of_another_municipality_is_not_there(self, world, case, answered):
		with (
			as_user(world["away_coordinator"]),
			pytest.raises(frappe.ValidationError, match="no such record"),
		):
			request_of(factories.AWAY, scope="All self-report of a course", course_number=case.name)

	def test_a_rating_goes_and_the_course_forgets_it(self, world, case):
		with as_user(world["mentor"]):
			rating = frappe.get_doc(
				{"doctype": "LAT Progression", "lat_case": case.name, "rating": 7, "why_not_lower": MARKER}
			).insert()
		assert case.reload().last_rating == 7
		erase_all(world, rating)
		assert not frappe.db.exists("LAT Progression", rating.name) and not case.reload().last_rating

	@pytest.mark.parametrize(
		"values",
		[
			{"document_type": "LAT Plan"},
			{"document_type": "User"},
			{"document_number": "LAT-M-00000"},
			{"document_number": ""},
			{"scope": "What has run out"},
			{"reason": "Its last day has passed"},
		],
	)
	def test_nothing_else_goes_this_way(self, world, case, values):
		with as_user(world["coordinator"]):
			rating = frappe.get_doc(
				{"doctype": "LAT Progression", "lat_case": case.name, "rating": 7}
			).insert()
			asked = {"scope": "One self-report", "document_type": rating.doctype, **values}
			asked.setdefault("document_number", rating.name)
			with pytest.raises(frappe.ValidationError):
				request_of(HOME, **asked)
		assert frappe.db.exists("LAT Progression", rating.name)


class TestFigures:
	"""What was told of closed courses is told after an erasure too, to each who sees it."""

	def seen(self, world):
		return {
			"coordinator": groups("coordinator", world),
			"manager": counted_today(),
			"centre": counted_today(None),
		}

	@pytest.fixture
	def closed(self, world):
		cases = [
			measured(world, [1, 1, 1, 1, number % 3], [2, 2, 3, number % 4, 1], year(2))
			for number in range(6)
		]
		for number, case in enumerate(cases):
			for day, rating in (("01", 2), ("20", 3 + number % 5)):
				rated = {"lat_case": case.name, "municipality": HOME, "rating": rating}
				frappe.get_doc(
					{"doctype": "LAT Progression", "rated_on": f"{year(2)}-05-{day}", **rated}
				).db_insert()
		return cases

	def told(self, world):
		return {
			(person, reference, period): lines(group, period)
			for person, found in self.seen(world).items()
			for reference, group in found.items()
			for period in range(len(group.periods))
		}

	def citizen_of(self, case):
		return frappe.get_doc("LAT Citizen", case.citizen)

	def test_a_person_is_erased(self, world, closed):
		before = self.told(world)
		erase_all(world, self.citizen_of(closed[0]))
		assert self.told(world) == before and before["manager", WHO, 0]["People with both scores (n)"] == "6"

	def test_all_are_erased(self, world, closed):
		before = self.told(world)
		for case in closed:
			erase_all(world, self.citizen_of(case))
		assert self.told(world) == before

	@pytest.mark.parametrize("which", [0, 1])
	def test_one_of_two_courses_is_erased(self, world, closed, which):
		"""The earlier of a person's courses counts for management, the fuller one for the coordinator."""
		fuller = measured(world, [0, 0, 0, 0, 1], [5, 5, 5, 5, 5], year(1), closed[0].citizen)
		frappe.db.delete("LAT Measurement", {"lat_case": closed[0].name, "measured_at": "After"})
		before = self.told(world)
		erase_all(world, (closed[0], fuller)[which])
		assert self.told(world) == before
		later = measured(world, [3, 3, 3, 3, 3], [4, 4, 4, 4, 4], year(1), closed[0].citizen)
		if which == 0:
			assert self.told(world) == before
		erase_all(world, later)
		assert self.told(world) == before

	@pytest.mark.parametrize("point", ["Before", "After"])
	def test_a_self_report_is_withdrawn(self, world, closed, point):
		before = self.told(world)
		erase_all(
			world, frappe.get_doc("LAT Measurement", {"lat_case": closed[0].name, "measured_at": point})
		)
		assert self.told(world) == before

	def test_all_self_reports_of_a_person_are_withdrawn(self, world, closed):
		"""Who has answered nothing any more is not missing in a questionnaire that was never asked for."""
		newer = newer_version()
		frappe.db.set_value("LAT Measurement", {"lat_case": closed[1].name}, "instrument", newer)
		before = self.told(world)
		assert before["coordinator", NEWER, 0]["Missing one or both"] == "0"
		reports = [
			frappe.get_doc(doctype, name)
			for doctype in ("LAT Measurement", "LAT Progression")
			for name in frappe.get_all(doctype, {"lat_case": closed[0].name}, pluck="name")
		]
		for report in reports:
			erase_all(world, report)
		assert len(reports) == 4 and self.told(world) == before

	def test_one_who_was_never_measured_stays_missing(self, world, closed):
		case = measured(world, None, None, year(2))
		before = self.told(world)
		erase_all(world, self.citizen_of(case))
		assert self.told(world) == before
		assert before["coordinator", WHO, 0]["Missing one or both"] == "1"

	def test_what_was_recorded_by_mistake_counts_no_more(self, world, closed):
		erase_all(world, self.citizen_of(closed[0]), reason="Recorded by mistake")
		assert not frappe.get_all("LAT Kept Figure")
		assert self.told(world)["coordinator", WHO, 0]["People with both scores (n)"] == "5"

	def test_a_course_under_way_has_told_nothing_yet(self, world):
		case = measured(world, [1, 1, 1, 1, 1], None)
		erase_all(world, frappe.get_doc("LAT Measurement", {"lat_case": case.name}))
		assert not frappe.get_all("LAT Kept Figure")

	def test_a_kept_figure_leads_to_nobody(self, world, closed):
		case = closed[0]
		done = erase_all(world, self.citizen_of(case))
		rows = frappe.get_all("LAT Kept Figure", fields=["*"])
		assert {row.instrument for row in rows} == {"WHO5-v1", None}
		stored = json.dumps(rows, default=str)
		for term in (case.name, case.citizen, done.name, "coordinator", today()):
			assert term not in stored
		assert {str(row.creation)[:10] for row in rows} == {f"{year(2)}-12-31"}

	def test_it_is_read_and_written_by_nobody(self, world, closed):
		erase_all(world, self.citizen_of(closed[0]))
		(name, *_others) = frappe.get_all("LAT Kept Figure", pluck="name")
		for person in ("coordinator", "manager", "administrator", "technician", "centre"):
			with as_user(world[person]):
				assert not frappe.has_permission("LAT Kept Figure", "read", doc=name)
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc("LAT Kept Figure", name).save()

	def test_only_what_changes_is_kept(self, world, closed):
		"""A later course that counted nowhere leaves nothing behind."""
		later = measured(world, [3, 3, 3, 3, 3], [4, 4, 4, 4, 4], year(1), closed[0].citizen)
		erase_all(world, later)
		assert not frappe.get_all("LAT Kept Figure")
		assert not kept_figures._noted(closed[0].citizen)
