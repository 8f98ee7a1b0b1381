"""The figures desk: tables for two roles, courses for the coordinator, saved views (R85, R110)."""

from __future__ import annotations

import json
import random
import re

import frappe
import pytest
from frappe.utils import getdate

from lat_corps.domain.counting import CHARACTERISTICS
from lat_corps.insight import counted_periods, figures
from lat_corps.insight.counted_change import CountedChange
from lat_corps.insight.counted_rows import COUNTED
from tests.factories import AWAY, HOME, as_user
from tests.site.test_management_report import courses

ASKED = {"municipality": HOME, "year": 2019, "period": "The whole year", "what": "Referred"}


def shown(world, person: str, **asked) -> str:
	with as_user(world[person]):
		return figures.show(**{**ASKED, **asked})["html"]


def table(html: str) -> dict[str, list[str]]:
	"""Return label -> the words of each cell."""
	found = {}
	for line in (
		re.findall(r"<tr>(.*?)</tr>", html.split("<tbody>")[-1], re.DOTALL) if "<tbody>" in html else ()
	):
		(label,) = re.findall(r'<th scope="row">(.*?)</th>', line)
		cells = re.findall(r'<td class="lat-number">(.*?)</td>', line, re.DOTALL)
		found[label] = [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]
	return found


@pytest.mark.parametrize("person", ["coordinator", "manager"])
def test_both_see_the_same_table_small_numbers_hidden(world, person):
	courses(world, 12, "2019-02-01", gender="Woman")
	courses(world, 9, "2019-02-01", gender="Man")
	courses(world, 2, "2019-02-01", gender="Another gender")
	html = shown(world, person, first="Gender")
	assert table(html)["All"] == ["23"]
	assert table(html)["Another gender"] == ["hidden"]
	assert sorted(cells[0] for cells in table(html).values()).count("hidden") >= 2
	assert "<caption" in html and 'scope="col"' in html
	# n, what is hidden and the caveat stand in the picture itself.
	picture = html[html.index("<svg") : html.index("</svg>")]
	assert (
		"n 23" in picture
		and HOME in picture
		and "2019" in picture
		and "hidden" in picture
		and "nothing of effect" in picture
	)


def test_a_share_rests_on_two_told_numbers(world):
	courses(world, 15, "2019-02-01", gender="Woman")
	courses(world, 5, "2019-02-01", gender="Man")
	assert table(shown(world, "manager", first="Gender"))["Woman"] == ["15 (75 %)"]


def test_a_table_says_by_which_smallest_number_it_was_told(world):
	courses(world, 9, "2019-02-01")
	assert "from 1 to 4 are hidden" in shown(world, "manager")
	frappe.db.set_single_value("LAT Settings", "small_cell_threshold", 20)
	frappe.clear_document_cache("LAT Settings", "LAT Settings")
	html = shown(world, "manager")
	assert table(html)["All"] == ["9"] and "from 1 to 4 are hidden" in html
	assert "from 1 to 19 are hidden" in shown(world, "manager", year=2018)


def test_who_has_closed_is_told_once_their_answers_are_counted(world, monkeypatch):
	for case in courses(world, 7, "2019-02-01", "2019-03-01"):
		case.db_set({"closed_on": "2019-09-01", "stage": "Closed"})
	for module in (figures, counted_periods):
		monkeypatch.setattr(module, "danish_today", lambda: getdate("2020-06-30"))
	with pytest.raises(frappe.ValidationError, match="else on 01-07-2020"):
		shown(world, "manager", what="Closed")
	assert not CountedChange.of(HOME).to
	for module in (figures, counted_periods):
		monkeypatch.setattr(module, "danish_today", lambda: getdate("2020-07-01"))
	assert table(shown(world, "manager", what="Closed"))["All"] == ["7"]
	assert CountedChange.of(HOME).to == 2019


def test_quarters_stand_side_by_side(world):
	courses(world, 6, "2019-02-01")
	courses(world, 7, "2019-05-01")
	assert table(shown(world, "manager", period="Quarter by quarter"))["All"] == ["6", "7", "0", "0"]


def test_a_table_by_two_characteristics_has_its_sums(world):
	courses(world, 12, "2019-02-01", gender="Woman")
	courses(world, 9, "2019-02-01", gender="Man")
	rows = table(shown(world, "manager", first="Course type", second="Gender"))
	assert rows["All"][-1] == "21"
	assert rows["Woman"] == ["12 (100 %)", "0", "12"]
	few = shown(world, "manager", first="Age", second="Gender")
	assert "too few people" in few and "<table>" not in few


@pytest.mark.parametrize(
	"asked",
	[
		{"what": "Closed", "period": "First quarter"},
		{"first": "Gender", "second": "Age", "period": "First half-year"},
		{"first": "Gender", "second": "Gender"},
		{"first": "Outcome"},
		{"what": "Everybody"},
		{"period": "Yesterday"},
		{"year": 2199},
		{"year": 0},
		{"year": 2199, "period": "Quarter by quarter"},
	],
)
def test_a_table_that_there_is_not_is_refused(world, asked):
	with pytest.raises(frappe.ValidationError):
		shown(world, "manager", **asked)
	assert not frappe.get_all(COUNTED)


def test_who_asks_has_no_quarter_counted_before_its_day(world, monkeypatch):
	courses(world, 6, "2019-02-01")
	for module in (figures, counted_periods):
		monkeypatch.setattr(module, "danish_today", lambda: getdate("2020-01-14"))
	with pytest.raises(frappe.ValidationError, match="counted on 15"):
		shown(world, "manager")
	assert table(shown(world, "manager", period="Quarter by quarter"))["All"] == ["6", "0", "0"]
	for module in (figures, counted_periods):
		monkeypatch.setattr(module, "danish_today", lambda: getdate("2020-01-15"))
	assert table(shown(world, "manager"))["All"] == ["6"]


@pytest.mark.parametrize(
	("person", "municipality"),
	[
		("coordinator", AWAY),
		("manager", AWAY),
		*((person, HOME) for person in ("mentor", "caseworker", "administrator", "centre")),
	],
)
def test_figures_of_others_are_refused(world, person, municipality):
	with pytest.raises(frappe.PermissionError):
		shown(world, person, municipality=municipality)
	assert not frappe.get_all(COUNTED)


def opened(world, person: str, **asked):
	cell = {"municipality": HOME, "year": 2019, "quarters": "[1, 2, 3, 4]", "what": "Referred"}
	with as_user(world[person]):
		return [row["name"] for row in figures.courses(**{**cell, **asked})]


def test_the_coordinator_opens_the_courses_behind_a_number_and_that_is_logged(world):
	women = courses(world, 2, "2019-02-01", gender="Woman")
	courses(world, 2, "2019-02-01", gender="Man")
	courses(world, 1, "2019-11-01", gender="Woman")
	found = opened(world, "coordinator", quarters="[1]", of=json.dumps([["Gender", "Woman"]]))
	assert found == sorted(case.name for case in women)
	logged = frappe.get_all(
		"LAT Read Log",
		filters={"user": world["coordinator"], "action": "Listed", "document_type": "LAT Case"},
		pluck="document_number",
	)
	assert {*found} <= {*logged}


@pytest.mark.parametrize(
	"person", ["manager", "mentor", "caseworker", "administrator", "centre", "away_coordinator"]
)
def test_nobody_else_opens_the_courses_behind_a_number(world, person):
	courses(world, 2, "2019-02-01")
	with pytest.raises(frappe.PermissionError):
		opened(world, person)
	if person == "manager":
		assert "lat-open" not in shown(world, "manager", first="Gender").split("</style>")[1]


def test_figures_agree_with_pandas(world):
	pandas = pytest.importorskip("pandas")
	chance, people = random.Random(19), []
	for _each in range(30):
		day = f"2019-{chance.randint(1, 12):02}-15"
		gender = chance.choice(["Woman", "Man"])
		courses(world, 1, day, gender=gender)
		people.append({"gender": gender, "quarter": (int(day[5:7]) + 2) // 3})
	frame = pandas.DataFrame(people)
	quarters = table(shown(world, "manager", period="Quarter by quarter"))["All"]
	for number, told in enumerate(quarters, start=1):
		count = int((frame.quarter == number).sum())
		assert told == ("hidden" if 0 < count < 5 else str(count))
	by_gender = table(shown(world, "manager", first="Gender"))
	for gender, count in frame.groupby("gender").size().items():
		assert by_gender[gender][0].split()[0] in (str(count), "hidden")


def test_views_are_kept_for_their_user_alone_and_go_with_the_login(world):
	choice = json.dumps({**ASKED, "first": "Gender", "second": "", "more": "left out"})
	with as_user(world["coordinator"]):
		figures.save_view("  Køn i år ", choice)
		(view,) = figures.choices()["views"]
		assert view == {"name": "Køn i år", "choice": {**ASKED, "first": "Gender", "second": ""}}
		for name in ("", "x" * 61, "010203-1234"):
			with pytest.raises(frappe.ValidationError):
				figures.save_view(name, choice)
		with pytest.raises(frappe.ValidationError):
			figures.save_view("Intet", json.dumps({**ASKED, "first": "Outcome"}))
	with as_user(world["manager"]):
		assert figures.choices()["views"] == []
	figures.forget_views(frappe._dict(name=world["coordinator"]))
	with as_user(world["coordinator"]):
		assert figures.choices()["views"] == []


@pytest.mark.parametrize(
	("other", "refusal"),
	[
		({"what": ["Referred"]}, frappe.ValidationError),
		({"first": {"a": 1}}, frappe.ValidationError),
		({"municipality": AWAY}, frappe.PermissionError),
		({"municipality": "What somebody has told me of somebody"}, frappe.PermissionError),
	],
)
def test_a_view_holds_nothing_but_a_choice(world, other, refusal):
	with as_user(world["manager"]), pytest.raises(refusal):
		figures.save_view("Alle", json.dumps({**ASKED, **other}))


def test_a_view_is_removed(world):
	with as_user(world["manager"]):
		figures.save_view("Alle", json.dumps(ASKED))
		assert figures.remove_view("Alle") == []


def test_choices_follow_the_function(world):
	for person in ("manager", "coordinator"):
		with as_user(world[person]):
			assert [place["value"] for place in figures.choices()["places"]] == [HOME]
	assert {*CHARACTERISTICS} <= {*figures.SUBJECTS["Referred"]}


def offered(world, year: int) -> dict:
	with as_user(world["manager"]):
		years = {each["value"]: each["periods"] for each in figures.choices()["years"]}
	return {each["value"]: (each["subjects"], each["by_two"]) for each in years.get(year, [])}


def test_what_can_be_told_is_offered_and_nothing_else(world, monkeypatch):
	for module in (figures, counted_periods):
		monkeypatch.setattr(module, "danish_today", lambda: getdate("2019-07-15"))
	part = (("Referred", "Started"), False)
	assert offered(world, 2019) == {
		"First half-year": part,
		"Second quarter": part,
		"First quarter": part,
		"Quarter by quarter": part,
	}
	assert offered(world, 2018)["The whole year"] == (("Referred", "Started", "Closed"), True)
	for module in (figures, counted_periods):
		monkeypatch.setattr(module, "danish_today", lambda: getdate("2019-04-14"))
	assert not offered(world, 2019)


@pytest.mark.parametrize(("day", "waits"), [("2020-06-30", 2019), ("2020-07-01", None)])
def test_who_has_closed_waits_for_the_answers(world, monkeypatch, day, waits):
	for module in (figures, counted_periods):
		monkeypatch.setattr(module, "danish_today", lambda: getdate(day))
	with as_user(world["manager"]):
		(place,) = figures.choices()["places"]
	assert (place["waits"] and place["waits"]["year"]) == waits


def test_a_period_that_has_not_ended_is_refused_without_a_word_of_reports(world, monkeypatch):
	for module in (figures, counted_periods):
		monkeypatch.setattr(module, "danish_today", lambda: getdate("2019-07-15"))
	with pytest.raises(frappe.ValidationError, match=r"^The period has not ended yet\.$"):
		shown(world, "manager", period="Third quarter")


def test_a_number_of_nobody_opens_no_courses(world):
	courses(world, 12, "2019-02-01", gender="Woman")
	courses(world, 2, "2019-02-01", gender="Man")
	body = shown(world, "coordinator", first="Gender").split("<tbody>")[1]
	links = re.findall(r'aria-label="([^"]*)"', body)
	assert [label.split(",")[0] for label in links][:2] == ["Woman", "Man"]
	assert not any(": 0." in label for label in links)
	assert "lat-open" not in shown(world, "manager", first="Gender").split("<tbody>")[1]
