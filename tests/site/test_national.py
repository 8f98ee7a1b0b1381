"""The national centre reads sums of municipalities that opted in, drawn once for a period (R89, N9)."""

from __future__ import annotations

import io

import frappe
import openpyxl
import pytest

from lat_corps.domain.counting import REFERRED
from lat_corps.insight import management_report, national
from lat_corps.insight.counted_periods import CountedYear
from tests.factories import as_user
from tests.site.test_management_report import REPORT, drafted, number, told

ALL = (REFERRED, ())
PERIOD, YEAR = "First quarter", 2019


def people(municipality: str, number: int, day: str = "2019-02-01", gender: str = "Woman") -> None:
	for _each in range(number):
		rows = {
			"LAT Citizen": {"full_name": "Amina Prøvesen"},
			"LAT Case": {
				"referred_on": day,
				"gender": gender,
				"course_type": "Mentor course",
				"stage": "Referred",
			},
		}
		citizen = None
		for doctype, values in rows.items():
			named = {
				"doctype": doctype,
				"name": frappe.generate_hash(length=10),
				"municipality": municipality,
			}
			doc = frappe.get_doc({**named, **values, **({"citizen": citizen} if citizen else {})})
			doc.db_insert()
			citizen = doc.name


def approved(municipality: str, *, nationally: int = 1, period: str = PERIOD) -> None:
	"""Have a report told and approved, as its coordinator and manager do."""
	doc = frappe.get_doc(
		{
			"doctype": REPORT,
			"name": frappe.generate_hash(length=10),
			"municipality": municipality,
			"period": period,
			"year": YEAR,
			"standing": "Approved",
			"nationally": nationally,
		}
	)
	doc.told = management_report.draw(doc, keep=True).as_text()
	doc.db_insert()


@pytest.fixture
def towns(world) -> list[str]:
	"""Six women and five men in each of three municipalities, two women and nine men in the fourth."""
	names = [f"Landby {number}" for number in range(4)]
	for name in names:
		town = frappe.new_doc("LAT Municipality")
		town.update({"name": name, "municipality_name": name}).db_insert()
		people(name, 2 if name == names[-1] else 6)
		people(name, 9 if name == names[-1] else 5, gender="Man")
	return names


def drawn(world, period: str = PERIOD) -> dict | None:
	with as_user(world["centre"]):
		national.draw(YEAR, period)
	return figures(period)


def figures(period: str = PERIOD) -> dict | None:
	return national._figures(YEAR, national.PERIODS[period], period)


def women(found: dict) -> str:
	(division, *_others) = found["report"]["subjects"][0]["divisions"]
	return {row["label"]: row["shown"] for row in division["rows"]}["Woman"]


def test_who_opted_in_is_counted_and_nobody_else(world, towns):
	for town in towns[:3]:
		approved(town)
	approved(towns[3], nationally=0)
	found = drawn(world)
	assert (number(found["report"]), women(found), found["municipalities"]) == ("33", "18", 3)


def test_fewer_than_three_municipalities_draw_nothing(world, towns):
	for town in towns[:2]:
		approved(town)
	with pytest.raises(frappe.ValidationError, match="3 municipalities"):
		drawn(world)
	assert figures() is None


def test_what_is_approved_later_changes_nothing(world, towns):
	for town in towns[:3]:
		approved(town)
	before = drawn(world)
	approved(towns[3])
	assert figures() == before
	with pytest.raises(frappe.ValidationError, match="already"):
		drawn(world)
	approved(towns[3], period="First half-year")
	for town in towns[:3]:
		approved(town, period="First half-year")
	with pytest.raises(frappe.ValidationError, match="nothing more"):
		drawn(world, "First half-year")


def test_what_was_drawn_says_by_which_rule(world, towns):
	for town in towns[:3]:
		approved(town)
	before = drawn(world)
	values = {"national_municipalities": 7, "small_cell_threshold": 11}
	frappe.db.set_single_value("LAT Settings", values)
	frappe.clear_document_cache("LAT Settings", "LAT Settings")
	assert figures() == before
	assert "from 1 to 4 are hidden, and what fewer than 3" in " ".join(before["report"]["caveats"])


def test_what_one_municipality_hides_is_not_left_by_the_others(world, towns):
	"""The last town hides its two women: the country less the others would tell of them."""
	for town in towns:
		approved(town)
	found = drawn(world)
	assert (number(found["report"]), women(found)) == ("44", "hidden")


def test_what_a_municipality_tells_later_is_measured_against_the_country(world, towns):
	"""Six women in each of two towns that told nothing by gender, two hidden in the last: 14 in all three.

	Once one of the two has told, the other would tell of the last.
	"""
	for town in towns[1:3]:
		frappe.db.set_value("LAT Municipality", town, "report_gender", 0)
	for town in towns[1:]:
		approved(town)
	assert women(drawn(world)) == "14"
	woman = (REFERRED, (("Gender", "Woman"),))
	tell = [CountedYear(town, YEAR, True).tell((1,), [(REFERRED, "Gender")]).counts for town in towns[1:3]]
	assert tell[0][woman] == 6
	assert tell[1].get(woman) is None


def test_a_period_that_has_not_ended_is_refused(world):
	with as_user(world["centre"]), pytest.raises(frappe.ValidationError, match="not ended"):
		national.draw(frappe.utils.getdate().year + 1, PERIOD)


def test_a_year_before_the_first_is_refused(world):
	for method in WAYS:
		with as_user(world["centre"]), pytest.raises(frappe.ValidationError, match="A report is of"):
			method(0, PERIOD)


@pytest.mark.parametrize("person", ["coordinator", "manager", "mentor", "administrator"])
def test_nobody_else_reads_or_draws(world, person):
	with as_user(world[person]):
		for method, args in ((national.periods, ()), *((m, (YEAR, PERIOD)) for m in WAYS)):
			with pytest.raises(frappe.PermissionError):
				method(*args)


WAYS = (national.show, national.draw, national.download)


def test_page_and_workbook_say_how_many_municipalities_and_what_to_keep_in_mind(world, towns):
	for town in towns[:3]:
		approved(town)
	with as_user(world["centre"]):
		assert "3" in national.show(YEAR, PERIOD)["html"]
	drawn(world)
	with as_user(world["centre"]):
		shown = national.show(YEAR, PERIOD)
		national.download(YEAR, PERIOD)
	assert shown["drawn"] and "18" in shown["html"] and towns[0] not in shown["html"]
	book = openpyxl.load_workbook(io.BytesIO(frappe.response.filecontent))
	rows = [*book.worksheets[0].iter_rows(values_only=True)]
	assert rows[1][3:] == (33, 33, 3)
	assert book.worksheets[1].max_row == 5


def test_the_coordinator_opts_in_and_the_manager_decides(world):
	report = drafted(world, PERIOD)
	with as_user(world["coordinator"]):
		report.nationally = 1
		report.save()
		management_report.send(report.name)
	report.reload()
	with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError, match="change no more"):
		report.nationally = 0
		report.save()
	with as_user(world["manager"]):
		management_report.approve(report.name, nationally=0)
	assert not report.reload().nationally
	assert told(report)["subjects"]


@pytest.mark.parametrize(("asked", "kept"), [(None, 1), (1, 1), ("0", 0)])
def test_a_manager_who_says_nothing_leaves_it(world, asked, kept):
	report = drafted(world, PERIOD)
	report.db_set({"standing": "Sent", "nationally": 1})
	with as_user(world["manager"]):
		management_report.approve(report.name, asked)
	assert report.reload().nationally == kept


@pytest.mark.parametrize(("fieldname", "low"), [("national_municipalities", 2), ("national_margin", 9)])
def test_the_country_is_never_protected_less(world, fieldname, low):
	settings = frappe.get_doc("LAT Settings")
	settings.set(fieldname, low)
	with pytest.raises(frappe.ValidationError, match="or more"):
		settings.save()


@pytest.mark.parametrize("person", ["coordinator", "manager", "centre", "administrator", "technician"])
def test_no_role_reads_what_was_drawn_as_a_record(world, towns, person):
	for town in towns[:3]:
		approved(town)
	drawn(world)
	(name,) = frappe.get_all("LAT National Release", pluck="name")
	with as_user(world[person]):
		assert not frappe.has_permission("LAT National Release", "read", doc=name)
