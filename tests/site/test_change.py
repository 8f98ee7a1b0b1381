"""Pooled change as each role sees it: in full, small-cell-safe, or not at all (R87, N6, N9)."""

import io

import frappe
import openpyxl
import pytest
from frappe.utils import add_days, getdate, today

from lat_corps.domain.change import CAVEATS
from lat_corps.insight import change
from lat_corps.insight.counted_change import CountedChange, count_country
from lat_corps.insight.counted_periods import CountedYear
from lat_corps.insight.counted_rows import COUNTED
from tests import factories
from tests.factories import AWAY, HOME, as_user

WHO, NEWER = "WHO5 1", "WHO5 9"


def year(ago=0):
	return getdate(today()).year - ago


@pytest.fixture(autouse=True)
def nothing_else(site, world):
	"""Courses and kept figures that other tests have left are none of these figures'."""
	frappe.db.delete("LAT Kept Figure")
	frappe.db.delete(COUNTED)
	frappe.db.set_value("LAT Case", {"stage": ["!=", "Declined"]}, "stage", "Declined", update_modified=False)


def measured(world, before, after, closed_in=None, person=None):
	"""A course with scores before and after, closed in that year or under way.

	Put into the tables as they would be after years of work, which no test can wait for.
	"""
	case = factories.refer(world)
	if person:
		case.db_set("citizen", person)
	case.db_set("stage", "Active", update_modified=False)
	for point, answers in (("Before", before), ("After", after)):
		if answers is None:
			continue
		with as_user(world["coordinator"]):
			frappe.get_doc(
				{
					"doctype": "LAT Measurement",
					"lat_case": case.name,
					"instrument": "WHO5-v1",
					"measured_at": point,
					"measured_on": add_days(today(), -1),
					"answers": [
						{"item_code": f"WHO{number}", "answer": answer}
						for number, answer in enumerate(answers, 1)
					],
				}
			).insert()
	return end(case, closed_in) if closed_in else case


def end(case, closed_in):
	case.db_set({"stage": "Closed", "closed_on": f"{closed_in}-06-01"}, update_modified=False)
	return case


def groups(person, world, municipality=None, under_way=0):
	with as_user(world[person]):
		view = change._view(municipality)
		found = change._context(view, bool(under_way))["groups"]
	return {group.reference: group for group in found}


def told(person, world, up_to=1):
	"""What management or the centre reads once the years up to one have been counted."""
	for name in (HOME, AWAY):
		CountedYear(name, year(up_to), keep=True).count_change()
	count_country(year(up_to))
	return groups(person, world)


def counted_today(place=HOME):
	"""What would be told of the years that have ended, if they were counted today."""
	counted = CountedChange.of(place).up_to(year(1))
	return {group.reference: group for group in change.groups_of(counted)}


def lines(group, period=0):
	return {name: values[0] for name, values in group.tables(str)[period][1]}


@pytest.fixture
def closed(world):
	"""Six courses closed in a year that has ended, and one this year."""
	cases = [
		measured(world, [1, 1, 1, 1, number % 3], [2, 2, 3, number % 4, 1], year(2)) for number in range(6)
	]
	return [*cases, measured(world, [1, 1, 1, 1, 1], [5, 5, 5, 5, 5], year())]


def test_a_coordinator_sees_closed_courses_in_full(world, closed):
	group = groups("coordinator", world)[WHO]
	assert [period for period, _changes in group.periods] == [""]
	assert lines(group)["People with both scores (n)"] == "7"


def test_courses_under_way_are_in_it_when_asked_for(world, closed):
	measured(world, [1, 1, 1, 1, 1], None)
	assert lines(groups("coordinator", world)[WHO])["Missing one or both"] == "0"
	assert lines(groups("coordinator", world, under_way=1)[WHO])["Missing one or both"] != "0"


def test_management_sees_years_that_have_ended_and_nothing_of_this_one(world, closed):
	group = told("manager", world)[WHO]
	assert [period for period, _changes in group.periods] == [f"Closed in {year(2)}"]
	assert lines(group)["People with both scores (n)"] == "6"
	assert groups("manager", world, under_way=1)[WHO].periods == group.periods


def test_management_sees_nothing_of_a_year_that_is_not_counted(world, closed):
	assert WHO not in groups("manager", world) and not groups("manager", world)[""].periods
	assert not told("manager", world, up_to=3)[""].periods


def test_answers_and_corrections_that_come_in_later_change_nothing_that_was_told(world, closed):
	late = {
		"lat_case": measured(world, [1, 1, 1, 1, 1], [3, 3, 3, 3, 3], year(2)).name,
		"measured_at": "After",
	}
	frappe.db.set_value("LAT Measurement", late, "standing", "Missing")
	shown = told("manager", world), told("centre", world)
	frappe.db.set_value("LAT Measurement", late, "standing", "Answered")
	measured(world, [0, 0, 0, 0, 0], [5, 5, 5, 5, 5], year(2))
	frappe.db.set_value("LAT Measurement", {"lat_case": closed[1].name}, "score", 99)
	for case in closed[2:4]:
		frappe.db.delete("LAT Measurement", {"lat_case": case.name})
		case.db_set("closed_on", f"{year(1)}-03-01")
	assert (told("manager", world), told("centre", world)) == shown


def test_a_year_with_too_few_people_waits_for_those_of_the_next_and_is_told_with_them(world):
	for number in range(3):
		measured(world, [1, 1, 1, 1, number], [2, 2, 3, 2 * number, 1], year(3))
	assert lines(told("manager", world, up_to=3)[WHO])["People with both scores (n)"] == "hidden"
	measured(world, [1, 1, 1, 1, 5], [2, 2, 3, 5, 1], year(3))
	for number in range(5):
		measured(world, [1, 1, 1, 1, number], [2, 2, 3, 4 - number, 1], year(2))
	group = told("manager", world, up_to=2)[WHO]
	assert [period for period, _changes in group.periods] == [f"Closed from {year(3)} to {year(2)}"]
	assert lines(group)["People with both scores (n)"] == "9"


def test_a_questionnaire_that_is_filled_in_late_tells_of_no_year_that_was_counted_without_it(world, closed):
	told("manager", world, up_to=2)
	newer = newer_version()
	for number in range(6):
		case = measured(world, [1, 1, 1, 1, number % 3], [2, 2, 3, number % 4, 1])
		frappe.db.set_value("LAT Measurement", {"lat_case": case.name}, "instrument", newer)
		end(case, year(3))
	assert [period for period, _changes in told("manager", world)[NEWER].periods] == [
		f"Closed from {year(3)} to {year(1)}"
	]


def test_one_table_does_not_give_away_who_is_missing_in_another(world, closed):
	"""Seven closed and rated, six of them measured: seven less six would be one person."""
	for number, case in enumerate([*closed[:6], measured(world, None, None, year(2))]):
		for day, rating in ((-9, 1 + number % 3), (-2, 4 + number % 5)):
			rated = {"lat_case": case.name, "municipality": HOME, "rating": rating}
			frappe.get_doc(
				{"doctype": "LAT Progression", "rated_on": add_days(today(), day), **rated}
			).db_insert()
	found = told("manager", world)
	assert lines(found[""])["People with both scores (n)"] == "7"
	assert lines(found[WHO])["Missing one or both"] == lines(found[""])["Missing one or both"] == "hidden"


def test_too_few_courses_are_hidden_from_management(world):
	for number in range(4):
		measured(world, [1, 1, 1, 1, number], [2, 2, 2, 2, 2], year(1))
	shown = lines(told("manager", world)[WHO])
	assert shown["People with both scores (n)"] == shown["Mean change (SD)"] == "hidden"


def test_the_centre_sees_the_country_and_no_municipality(world, closed):
	for number, case in enumerate(closed[:6]):
		for doctype, filters in (("LAT Case", case.name), ("LAT Measurement", {"lat_case": case.name})):
			frappe.db.set_value(doctype, filters, "municipality", (HOME, AWAY, "Fjernby")[number % 3])
	assert lines(told("centre", world)[WHO])["People with both scores (n)"] == "6"
	with as_user(world["centre"]), pytest.raises(frappe.PermissionError):
		change.show(HOME)


def test_the_centre_sees_nothing_that_one_municipality_gives_nearly_all_of(world, closed):
	shown = lines(told("centre", world)[WHO])
	assert shown["People with both scores (n)"] == shown["Mean change (SD)"] == "hidden"


@pytest.mark.parametrize("person", ["coordinator", "manager"])
@pytest.mark.parametrize("place", [AWAY, "*", ""])
def test_nobody_sees_the_figures_of_another_place(world, person, place):
	for method in (change.show, change.download):
		with as_user(world[person]), pytest.raises(frappe.PermissionError):
			method(place)


@pytest.mark.parametrize("person", ["mentor", "caseworker", "technician", "outsider"])
def test_others_see_no_figures(world, person):
	for method in (change.show, change.download, change.places):
		with as_user(world[person]), pytest.raises(frappe.PermissionError):
			method()


def newer_version() -> str:
	values = frappe.get_doc("LAT Instrument", "WHO5-v1").as_dict(no_default_fields=True)
	return frappe.get_doc({**values, "doctype": "LAT Instrument", "version_number": 9}).insert().name


def test_versions_of_an_instrument_are_never_mixed(world, closed):
	newer = newer_version()
	case = measured(world, [1, 1, 1, 1, 1], None)
	with as_user(world["coordinator"]):
		factories.measure(case, "After", 5, instrument=newer)
	end(case, year(2))
	found = groups("coordinator", world)
	assert (
		lines(found[WHO])["Missing one or both"],
		lines(found[NEWER])["Missing one or both"],
	) == (
		"1",
		"1",
	)
	assert lines(found[NEWER])["People with both scores (n)"] == "0"


def test_a_course_that_was_never_measured_is_missing(world, closed):
	measured(world, None, None, year(2))
	assert lines(groups("coordinator", world)[WHO])["Missing one or both"] == "1"


def test_reliable_change_is_told_only_where_it_is_documented(world, closed):
	assert "Smallest reliable change, in points" not in lines(groups("coordinator", world)[WHO])
	frappe.db.set_value(
		"LAT Instrument", "WHO5-v1", {"sd": 20, "reliability": 0.8, "reliability_source": "Prøve 2020"}
	)
	frappe.clear_document_cache("LAT Instrument", "WHO5-v1")
	told = lines(groups("coordinator", world)[WHO])
	assert told["Smallest reliable change, in points"] == "24,79"
	assert "Reliably increased / unchanged / declined" in told
	frappe.clear_document_cache("LAT Instrument", "WHO5-v1")


def test_figures_come_with_their_caveats_on_screen_and_in_the_workbook(world, closed):
	with as_user(world["coordinator"]):
		html = change.show()["html"]
		change.download()
	book = openpyxl.load_workbook(io.BytesIO(frappe.response.filecontent))
	notes = [row[0].value for row in book["Caveats"].iter_rows()]
	for caveat in CAVEATS:
		assert caveat.render() in html.replace("&#39;", "'")
		assert caveat.render() in notes
	heads = [cell.value for cell in book["Change"][1]]
	assert {"People with both scores (n)", "Missing one or both"} <= set(heads)


@pytest.mark.parametrize(("person", "when"), [("manager", "sends its report"), ("centre", "once, on 1 July")])
def test_readers_are_told_when_a_year_of_theirs_is_counted(world, person, when):
	with as_user(world[person]):
		html = change.show()["html"]
	assert [words for words in ("sends its report", "once, on 1 July") if words in html] == [when]


def test_a_person_with_two_courses_counts_once(world, closed):
	measured(world, [0, 0, 0, 0, 0], [5, 5, 5, 5, 5], year(1), person=closed[0].citizen)
	assert lines(groups("coordinator", world)[WHO])["People with both scores (n)"] == "7"
	assert [period for period, _changes in told("manager", world)[WHO].periods] == [f"Closed in {year(2)}"]


def test_four_persons_with_two_courses_each_are_a_small_cell(world):
	for number in range(4):
		case = measured(world, [1, 1, 1, 1, number], [2, 2, 2, 2, 2], year(2))
		measured(world, [1, 1, 1, 1, number], [3, 3, 3, 3, 3], year(1), person=case.citizen)
	for _period, ((change_on_total,),) in [
		(period, (changes[:1],)) for period, changes in told("manager", world)[WHO].periods
	]:
		assert "n_pairs" in change_on_total.hidden
	assert lines(groups("coordinator", world)[WHO])["People with both scores (n)"] == "4"


def test_a_reopened_course_changes_nothing_that_management_has_seen(world, closed):
	for case in closed[:6]:
		for day, rating in ((-9, 2), (-2, 6)):
			rated = {"lat_case": case.name, "municipality": HOME, "rating": rating}
			frappe.get_doc(
				{"doctype": "LAT Progression", "rated_on": add_days(today(), day), **rated}
			).db_insert()
	shown = told("manager", world)
	case = closed[0]
	case.db_set({"referred_on": f"{year(3)}-06-01", "workflow_state": "Course closed"})
	with as_user(world["coordinator"]):
		factories.consent_anew(case)
		case.reload().reopen_reason = "Moderen har bedt om det."
		case.save()
	factories.approve_match(case, world)
	factories.act(case, "Reopen course", world["coordinator"])
	frappe.get_doc(
		{
			"doctype": "LAT Progression",
			"rated_on": today(),
			"lat_case": case.name,
			"municipality": HOME,
			"rating": 1,
		}
	).db_insert()
	assert told("manager", world) == shown
	with as_user(world["coordinator"]):
		factories.measure(case, "After", answer=5)
	case.db_set({"stage": "Closed", "closed_on": f"{year(1)}-06-01"})
	assert told("manager", world) == shown
