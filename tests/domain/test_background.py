from datetime import date

import pytest

from lat_corps.domain.background import (
	goes_no_further,
	has_run_out,
	reaches_mentor,
	tells_of,
	unmet_for_sharing,
)
from lat_corps.domain.handover import SECTION_115

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
	("expires_on", "run_out"), [(None, False), (DAY, False), (date(2026, 11, 23), True), (date.max, False)]
)
def test_information_may_be_kept_through_its_last_day(expires_on, run_out):
	assert has_run_out(expires_on, DAY) is run_out


@pytest.mark.parametrize(
	("audience", "expires_on", "seen"),
	[
		("Coordinator and mentor", None, True),
		("Coordinator and mentor", date(2026, 11, 23), False),
		("Coordinator only", None, False),
		(None, None, False),
	],
)
def test_the_mentor_sees_what_is_passed_on_and_not_past_its_time(audience, expires_on, seen):
	assert reaches_mentor(audience, expires_on, DAY) is seen


def test_section_115_material_is_passed_on_only_with_its_use():
	assert [message.requirement for message in unmet_for_sharing(SECTION_115, "", None, DAY)] == ["R39"]
	assert not unmet_for_sharing(SECTION_115, "Forebyggelse.", None, DAY)
	assert not unmet_for_sharing("Infohus", "", None, DAY)


def test_every_unmet_condition_of_sharing_is_said_at_once():
	assert len(unmet_for_sharing(SECTION_115, "", date(2026, 1, 1), DAY)) == 2


@pytest.mark.parametrize(
	("text", "told"),
	[
		("Politiet har set ham.", True),
		("Vi ved, at POLITIET\n har  set ham. Og mere.", True),
		("Politiet har set hende.", False),
		("", False),
	],
)
def test_a_secret_is_known_again_whatever_the_spacing_and_case(text, told):
	assert tells_of(["Politiet har set ham."], text) is told


def test_an_empty_secret_is_no_secret():
	assert not tells_of(["", "  "], "Bor alene.")


def test_section_115_material_never_enters():
	secret = "Han har en kasse  i kælderen."
	(told,) = goes_no_further(
		[("Agenda", "Vi taler om: han har en kasse i kælderen."), ("Place", "Han har en læreplads.")],
		[secret],
	)
	assert told.render().startswith("Agenda: it repeats material from a section 115 exchange")
