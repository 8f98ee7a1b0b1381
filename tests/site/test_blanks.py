"""A text of blanks alone is none, whatever the way it is sent."""

from __future__ import annotations

import frappe
import pytest

from tests import factories
from tests.factories import act, as_user

BLANKS = (" ", " \n\t ", "\u00a0\u2003")


@pytest.mark.parametrize("blanks", BLANKS)
def test_blanks_that_a_save_sends_are_no_reason(world, blanks):
	case = factories.refer(world)
	with as_user(world["coordinator"]):
		case.decline_reason = blanks
		case.save()
	assert not case.reload().decline_reason
	with pytest.raises(frappe.ValidationError, match="reason for declining"):
		act(case, "Decline course", world["coordinator"])


@pytest.mark.parametrize("blanks", BLANKS)
def test_nor_are_they_an_answer_in_a_row(world, blanks):
	sheet = factories.sheet_of(factories.case_at("Preparing", world))
	with as_user(world["coordinator"]):
		sheet.topics[0].update({"skipped": 1, "skip_reason": blanks})
		sheet.topics[1].answer = blanks
		sheet.save()
	sheet.reload()
	assert not sheet.topics[0].skip_reason and not sheet.topics[1].answer


def test_a_text_that_is_required_is_not_given_by_blanks(world):
	with as_user(world["coordinator"]), pytest.raises(frappe.MandatoryError):
		factories.make_citizen(full_name=" ")
