"""The comparison of two states of a site tells what an upgrade has lost or changed, and nothing else."""

import copy

import pytest

from tests.upgrade.differences import compare

CASE, OTHER = "LAT-2026-00001", "LAT-2026-00002"
STATE = {
	"version": "15",
	"records": {
		"tabLAT Case": {
			CASE: {"name": CASE, "stage": "Active", "mentor": "LAT-M-1"},
			OTHER: {"name": OTHER, "stage": "Closed", "mentor": "LAT-M-1"},
		},
		"tabLAT Plan": {"LAT-PL-1": {"name": "LAT-PL-1", "lat_case": OTHER}},
		"tabHas Role": {
			"a": {"name": "a", "parenttype": "User", "parent": "ida@example.org", "role": "LAT Mentor"}
		},
	},
	"rights": {"LAT Case": {"LAT Mentor at 0": ["read", "write"]}},
	"reach": {"ida@example.org": {"LAT Case": {"read": [CASE, OTHER]}}},
	"figures": {"ida@example.org": {"pooled Fjordby": ["n", "5"], "card Overdue": 2}},
}


def differ(change) -> list[str]:
	after = copy.deepcopy(STATE)
	change(after)
	return [difference.where for difference in compare(STATE, after) if not difference.meant]


def test_the_same_state_differs_in_nothing():
	assert differ(lambda after: None) == []


@pytest.mark.parametrize(
	("change", "where"),
	[
		(lambda after: after["records"]["tabLAT Case"].pop(CASE), "row tabLAT Case"),
		(lambda after: after["records"].pop("tabLAT Plan"), "row tabLAT Plan"),
		(
			lambda after: after["records"]["tabLAT Case"][CASE].update(mentor="LAT-M-2"),
			"record tabLAT Case.mentor",
		),
		(lambda after: after["records"]["tabLAT Case"][CASE].pop("mentor"), "record tabLAT Case.mentor"),
		(lambda after: after["records"]["tabHas Role"].clear(), "row tabHas Role of User"),
		(
			lambda after: after["rights"]["LAT Case"].update({"LAT Mentor at 0": ["read"]}),
			"right LAT Case: LAT Mentor at 0",
		),
		(
			lambda after: after["rights"]["LAT Case"].update({"All at 0": ["read"]}),
			"right LAT Case: All at 0",
		),
		(
			lambda after: after["reach"]["ida@example.org"]["LAT Case"].update(read=[OTHER]),
			"reach LAT Case: read",
		),
		(
			lambda after: after["reach"]["ida@example.org"]["LAT Case"].update(read=[CASE, OTHER, "more"]),
			"reach LAT Case: read",
		),
		(
			lambda after: after["figures"]["ida@example.org"].update({"pooled Fjordby": ["n", "4"]}),
			"figure pooled Fjordby",
		),
		(
			lambda after: after["figures"]["ida@example.org"].update({"card Overdue": 1}),
			"figure card Overdue",
		),
	],
)
def test_what_is_lost_or_changed_is_told(change, where):
	assert differ(change) == [where]


def test_what_is_new_and_rows_that_are_written_anew_are_no_difference():
	def change(after):
		after["records"]["tabLAT Case"]["LAT-2026-00003"] = {"name": "LAT-2026-00003"}
		after["records"]["tabLAT Case"][CASE]["new_field"] = ""
		after["records"]["tabHas Role"] = {
			"b": {**STATE["records"]["tabHas Role"]["a"], "name": "b", "idx": "2"}
		}

	assert differ(change) == []


def test_rows_that_are_written_anew_with_a_column_of_a_newer_frappe_are_no_difference():
	def change(after):
		after["records"]["tabHas Role"] = {
			"b": {**STATE["records"]["tabHas Role"]["a"], "name": "b", "new_column": "0"}
		}

	assert differ(change) == []


def test_what_ships_with_frappe_is_told_apart_from_what_was_made_on_the_site():
	made = {"name": "a", "is_standard": "No"}
	was = {**STATE, "records": {**STATE["records"], "tabReport": {"a": made, "b": {"is_standard": "Yes"}}}}
	found = compare(was, STATE)
	assert {(difference.where, bool(difference.meant)) for difference in found} == {
		("row tabReport", False),
		("row tabReport that ships", True),
	}


def test_access_to_finished_courses_alone_ends_on_purpose():
	lost = lambda after: after["reach"]["ida@example.org"]["LAT Case"].update(read=[CASE])  # noqa: E731
	assert differ(lost) == []
