"""No answer on a day on which its course cannot have been answered, whatever the way in (R71, R90)."""

import frappe
import pytest
from frappe.utils import add_days, add_months, getdate, today

from tests import factories
from tests.factories import as_user

BEFORE_REFERRAL, LONG_AFTER = "before the referral", "long after the course closed"


@pytest.fixture
def case(world):
	return factories.case_at("Active", world)


def closed_months_ago(case, months: int):
	"""A course of which the closing lies so far back; its referral and start a year before that."""
	case.db_set(
		{
			"referred_on": add_months(today(), -months - 12),
			"opened_on": add_months(today(), -months - 12),
			"closed_on": add_months(today(), -months),
		}
	)
	return case


def day_before_referral(case) -> str:
	return add_days(str(case.referred_on), -1)


def rating(case, day: str):
	return frappe.get_doc(
		{"doctype": "LAT Progression", "lat_case": case.name, "rating": 4, "rated_on": day}
	).insert()


class TestMeasurement:
	@pytest.mark.parametrize("point", ["Before", "After", "Follow-up"])
	def test_the_day_of_the_referral_is_the_first(self, world, case, point):
		with as_user(world["coordinator"]):
			with pytest.raises(frappe.ValidationError, match=BEFORE_REFERRAL):
				factories.measure(case, point, measured_on=day_before_referral(case))
			assert factories.measure(case, point, measured_on=str(case.referred_on)).name

	def test_an_answer_comes_within_half_a_year_of_the_closing(self, world):
		case = closed_months_ago(factories.case_at("Closed", world), 8)
		with as_user(world["coordinator"]):
			with pytest.raises(frappe.ValidationError, match=LONG_AFTER):
				factories.measure(case, "Before", measured_on=today())
			assert factories.measure(case, "Before", measured_on=add_months(today(), -2)).name
			assert factories.measure(case, "Follow-up", measured_on=today()).name

	def test_a_correction_of_the_day_is_asked_too(self, world, case):
		with as_user(world["mentor"]):
			found = factories.measure(case, "Before")
			found.measured_on = day_before_referral(case)
			with pytest.raises(frappe.ValidationError, match=BEFORE_REFERRAL):
				found.save()
		assert getdate(frappe.db.get_value(found.doctype, found.name, "measured_on")) == getdate(today())

	def test_what_was_recorded_before_can_still_be_corrected(self, world, case):
		with as_user(world["mentor"]):
			found = factories.measure(case, "Before")
			found.db_set("measured_on", day_before_referral(case))
			found.reload().answers[0].answer = "1"
			found.save()
		assert found.score == 52

	def test_a_day_that_was_left_out_is_asked_once_it_is_written(self, world, case):
		with as_user(world["mentor"]):
			found = factories.measure(case, "Before", measured_on=None)
			found.db_set("measured_on", None)
			found.reload().measured_on = day_before_referral(case)
			with pytest.raises(frappe.ValidationError, match=BEFORE_REFERRAL):
				found.save()


class TestRating:
	def test_the_day_of_the_referral_is_the_first(self, world, case):
		with as_user(world["mentor"]):
			with pytest.raises(frappe.ValidationError, match=BEFORE_REFERRAL):
				rating(case, day_before_referral(case))
			assert rating(case, str(case.referred_on)).name

	def test_a_correction_of_the_day_is_asked_too(self, world, case):
		with as_user(world["mentor"]):
			found = rating(case, today())
			found.rated_on = day_before_referral(case)
			with pytest.raises(frappe.ValidationError, match=BEFORE_REFERRAL):
				found.save()

	def test_a_rating_is_not_moved_to_long_after_the_closing(self, world, case):
		with as_user(world["mentor"]):
			found = rating(case, today())
		closed_months_ago(case, 8).db_set({"stage": "Closed"})
		found.db_set("rated_on", case.closed_on)
		with as_user(world["coordinator"]):
			found.reload().rated_on = today()
			with pytest.raises(frappe.ValidationError, match=LONG_AFTER):
				found.save()


@pytest.mark.real_site
def test_a_browser_is_told_the_reason(client, world, case):
	frappe.db.commit()
	answers = [{"item_code": f"WHO{number}", "answer": "3"} for number in range(1, 6)]
	measured = {"instrument": "WHO5-v1", "measured_at": "Before", "answers": answers}
	early = day_before_referral(case)
	by_doctype = {
		"LAT Measurement": {**measured, "measured_on": early},
		"LAT Progression": {"rating": 4, "rated_on": early},
	}
	for doctype, values in by_doctype.items():
		answer = client("mentor").post(f"/api/resource/{doctype}", lat_case=case.name, **values)
		assert answer.status_code == 417 and BEFORE_REFERRAL in answer.text
		assert not frappe.db.exists(doctype, {"lat_case": case.name})
