"""What a mentor reads of a course before accepting it: enough to decide, and no name (G6, N2)."""

import frappe
import pytest
from frappe.model.workflow import apply_workflow

from lat_corps.casework.offer import to_mentor
from tests import factories
from tests.factories import HOME, act, as_user


@pytest.fixture
def offered(world):
	"""A match offered to the mentor, of a course whose description names the person and the mother."""
	case = factories.case_at("Matching", world)
	citizen = frappe.get_doc("LAT Citizen", case.citizen)
	with as_user(world["coordinator"]):
		citizen.update({"full_name": "Yusuf Rahim Lind", "working_name": "Yo"})
		citizen.append("custody_holders", {"full_name": "Rana Lind", "relation": "Mor"})
		citizen.save()
		case.reload().update(
			{
				"challenges": "Yusuf er ofte alene.\nRanas uro fylder.",
				"wishes": "YUSUFS ønske: en læreplads.",
				"dreams": "Yo vil køre lastbil.",
			}
		)
		case.append(
			"preferences", {"criterion": "Gender", "gender": "Woman", "wish": "Yusuf foretrækker det."}
		)
		case.save()
		match = factories.propose(case, world.mentors["mentor"])
	return act(match, "Offer match", world["coordinator"])


def told(match, world, person: str = "mentor") -> dict[str, list[str]]:
	with as_user(world[person]):
		return {part["label"]: part["lines"] for part in to_mentor(match.name)}


def test_it_tells_what_is_needed_to_decide(world, offered):
	found = told(offered, world)
	assert found["Challenges"] == ["… er ofte alene.", "… uro fylder."]
	assert found["Wishes"] == ["… ønske: en læreplads."] and found["Dreams"] == ["… vil køre lastbil."]
	assert found["Municipality"] == [HOME] and ["Mentor course"] in found.values()
	assert "Gender: Woman · … foretrækker det." in found["Wishes for a match"]
	assert found["Age"][0].endswith("years")


def test_it_names_nobody_and_no_record(world, offered):
	said = str(told(offered, world))
	case = frappe.get_doc("LAT Case", offered.lat_case)
	for secret in ("Yusuf", "Rahim", "Lind", "Rana", "Yo ", case.name, case.citizen, "@"):
		assert secret not in said


@pytest.mark.parametrize("person", ["second_mentor", "away_coordinator", "manager", "caseworker"])
def test_nobody_else_reads_it(world, offered, person):
	with pytest.raises(frappe.PermissionError):
		told(offered, world, person)


def test_who_has_declined_reads_it_no_more(world, offered):
	with as_user(world["mentor"]):
		offered.update({"decline_reason": "Ingen tid."})
		offered.save()
		apply_workflow(offered.as_dict(convert_dates_to_str=True), "Decline match")
	with pytest.raises(frappe.PermissionError):
		told(offered, world)


def test_the_reading_is_logged(world, offered):
	told(offered, world)
	citizen = frappe.db.get_value("LAT Case", offered.lat_case, "citizen")
	logged = frappe.get_all(
		"LAT Read Log",
		filters={"citizen": citizen, "user": world["mentor"]},
		pluck="document_type",
		order_by="document_type asc",
	)
	assert logged == ["LAT Case", "LAT Citizen"]
