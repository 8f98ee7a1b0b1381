"""Half past midnight in Copenhagen, on a site in UTC: a person's own day counts, and walls keep Denmark's."""

import ast
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import frappe
import pytest
from frappe.utils import getdate

from lat_corps import days
from lat_corps.corps import loans
from lat_corps.permissions.people import holds_function
from tests import factories
from tests.factories import HOME, act, as_user
from tests.site.test_checks import setting

APP = Path(days.__file__).parent
YESTERDAY = datetime.now(timezone.utc).date()
"""The day of the site's clock. In Copenhagen, where it is after midnight, it is the next."""
TODAY = YESTERDAY + timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)
OF_THE_SITE = ("today", "nowdate")


@pytest.fixture(autouse=True)
def half_past_midnight(world, monkeypatch):
	"""The site's clock stands before midnight, and that of everybody in Copenhagen at 00:30."""
	setting(time_zone="UTC")
	for user in world.people.values():
		frappe.db.set_value("User", user, "time_zone", "Europe/Copenhagen")
	local = datetime(TODAY.year, TODAY.month, TODAY.day, 0, 30, tzinfo=days.DENMARK)
	monkeypatch.setattr(days, "_now", lambda: local.astimezone(timezone.utc))
	yield
	setting(time_zone="Europe/Copenhagen")


def in_zone(user: str, zone: str) -> None:
	frappe.db.set_value("User", user, "time_zone", zone)


def rating(case, **values):
	return frappe.get_doc(
		{"doctype": "LAT Progression", "lat_case": case.name, "rating": 6, "asked_by": "Mentor", **values}
	)


def reflection(case, **values):
	return frappe.get_doc(
		{
			"doctype": "LAT Reflection",
			"lat_case": case.name,
			"about": "Progression",
			"movement": "Det går fremad.",
			**values,
		}
	)


def measurement(case, **values):
	return frappe.get_doc(
		{
			"doctype": "LAT Measurement",
			"lat_case": case.name,
			"instrument": "WHO5-v1",
			"measured_at": "Before",
			"missing_reason": "Ønskede ikke at svare.",
			**values,
		}
	)


def consent(case, **values):
	return frappe.get_doc(
		{
			"doctype": "LAT Consent",
			"lat_case": case.name,
			"purpose": "Taking part in the course",
			"given_by": "Citizen",
			"given_by_name": "Mikkel Prøvesen",
			"informed": 1,
			**values,
		}
	)


def course(case, **values):
	citizen = factories.make_citizen(age=30)
	return frappe.get_doc(
		{
			"doctype": "LAT Case",
			"municipality": HOME,
			"citizen": citizen.name,
			"course_type": "Mentor course",
			**values,
		}
	)


DATED = [
	(rating, "rated_on", "mentor"),
	(reflection, "reflected_on", "mentor"),
	(measurement, "measured_on", "mentor"),
	(consent, "given_on", "coordinator"),
	(factories.background, "received_on", "coordinator"),
	(course, "referred_on", "coordinator"),
]


@pytest.fixture
def case(world):
	return factories.case_brought_to("Active", world)


@pytest.mark.parametrize(("make", "fieldname", "person"), DATED)
def test_what_happens_after_midnight_is_accepted_and_carries_the_local_day(
	world, case, make, fieldname, person
):
	with as_user(world[person]):
		assert getdate(make(case).insert().get(fieldname)) == TODAY


@pytest.mark.parametrize(("make", "fieldname", "person"), DATED)
def test_a_record_that_frappe_hands_out_as_new_carries_the_local_day(world, case, make, fieldname, person):
	with as_user(world[person]):
		new = frappe.new_doc(make(case).doctype)
		assert getdate(new.get(fieldname)) == TODAY
		assert getdate(new.update({fieldname: str(YESTERDAY)}).get(fieldname)) == YESTERDAY


@pytest.mark.parametrize(("make", "fieldname", "person"), DATED)
def test_a_day_that_was_filled_in_after_midnight_is_accepted_and_the_next_one_refused(
	world, case, make, fieldname, person
):
	with as_user(world[person]):
		with pytest.raises(frappe.ValidationError, match="future"):
			make(case, **{fieldname: str(TOMORROW)}).insert()
		assert getdate(make(case, **{fieldname: str(TODAY)}).insert().get(fieldname)) == TODAY


def test_a_course_is_assessed_on_a_consent_given_after_midnight(world):
	case = factories.refer(world, citizen={"age": 20}, referred_on=str(TODAY))
	with as_user(world["coordinator"]):
		consent(case).insert()
	assert act(case, "Assess course", world["coordinator"]).stage == "Assessed"


def test_a_step_taken_after_midnight_carries_the_local_day(world):
	case = factories.case_brought_to("Active", world)
	assert getdate(case.opened_on) == TODAY
	case = factories.case_brought_to("Closing", world)
	assert getdate(case.closing_began_on) == TODAY


def test_a_consent_is_withdrawn_on_the_local_day(world, case):
	with as_user(world["coordinator"]):
		given = factories.give_consent(case, purpose="Debrief")
		given.withdrawn_on = str(TOMORROW)
		with pytest.raises(frappe.ValidationError, match="future"):
			given.save()
		given.reload()
		given.withdrawn_on = str(TODAY)
		given.save()


def test_a_training_module_is_passed_on_the_local_day(world):
	mentor = frappe.get_doc("LAT Mentor", world.mentors["mentor"])
	with as_user(world["coordinator"]):
		mentor.training_modules[0].passed_on = str(TODAY)
		mentor.save()
		mentor.training_modules[0].passed_on = str(TOMORROW)
		with pytest.raises(frappe.ValidationError, match="future"):
			mentor.save()


def test_a_paper_is_signed_on_the_local_day(world):
	loan = factories.request_loan(world, "coordinator", from_date=str(TODAY), to_date=str(TOMORROW))
	loan.db_set({"borrowing_municipality": None, "borrower_outside": "Fjernby", "stage": "Offered"})
	with as_user(world["away_coordinator"]):
		with pytest.raises(frappe.ValidationError, match="future"):
			loans.sign_on_paper(loan.name, "Per Dal", "Leder", str(TOMORROW))
		loans.sign_on_paper(loan.name, "Per Dal", "Leder", str(TODAY))
	loan.reload()
	assert getdate(loan.paper_signed_on) == TODAY


def test_a_birth_lies_no_later_than_the_local_day(world):
	with as_user(world["coordinator"]):
		factories.make_citizen(birth_date=str(TODAY))
		with pytest.raises(frappe.ValidationError, match="future"):
			factories.make_citizen(birth_date=str(TOMORROW))


def test_a_stored_day_is_not_asked_again_of_somebody_whose_midnight_is_to_come(world, case, monkeypatch):
	in_zone(world["mentor"], "Pacific/Kiritimati")
	noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=days.DENMARK)
	monkeypatch.setattr(days, "_now", lambda: noon)
	with as_user(world["mentor"]):
		rated = rating(case).insert()
	assert getdate(rated.rated_on) == TOMORROW
	with as_user(world["coordinator"]):
		stored = frappe.get_doc("LAT Progression", rated.name)
		stored.rating = 7
		stored.save()


def test_access_opens_and_ends_by_the_day_in_denmark_whatever_the_person_sets(world):
	home = frappe.get_doc("LAT Municipality", HOME)
	(row,) = (row for row in home.members if row.user == world["manager"])

	def holds(zone: str, **period: date | None) -> bool:
		frappe.db.set_value(
			"LAT Municipality Member", row.name, {"from_date": None, "to_date": None, **period}
		)
		in_zone(world["manager"], zone)
		with as_user(world["manager"]):
			return holds_function(world["manager"], HOME, "LAT Manager")

	assert holds("Europe/Copenhagen", from_date=TODAY)
	assert not holds("Europe/Copenhagen", to_date=YESTERDAY)
	assert not holds("Pacific/Kiritimati", from_date=TOMORROW)
	assert not holds("Pacific/Niue", to_date=YESTERDAY)
	assert holds("Europe/Copenhagen")


def test_a_login_without_a_zone_and_one_that_frappe_does_not_know_live_in_denmark(world):
	for zone in ("", None, "Nowhere/At all"):
		in_zone(world["mentor"], zone)
		with as_user(world["mentor"]):
			assert days.own_today() == TODAY
	assert days.own_today() == days.danish_today() == TODAY, "Administrator"


def test_no_other_file_of_the_app_asks_frappe_which_day_it_is():
	asked = []
	for path in sorted({*APP.rglob("*.py")} - {Path(days.__file__)}):
		for node in ast.walk(ast.parse(path.read_text("utf-8"))):
			if isinstance(node, ast.ImportFrom) and node.module == "frappe.utils":
				asked += [(path.name, alias.name) for alias in node.names if alias.name in OF_THE_SITE]
			elif isinstance(node, ast.Attribute) and node.attr in OF_THE_SITE:
				asked.append((path.name, node.attr))
			elif isinstance(node, ast.Call) and not node.args and not node.keywords:
				if getattr(node.func, "id", getattr(node.func, "attr", "")) == "getdate":
					asked.append((path.name, "getdate"))
	assert not asked
