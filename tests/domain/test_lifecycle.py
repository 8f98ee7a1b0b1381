"""The rules in plain Python: stages, consent by age, calendar and handover lines."""

from datetime import date

import pytest

from lat_corps.domain import consent, handover
from lat_corps.domain.cadence import age_on, months_after, next_due
from lat_corps.domain.consent import CITIZEN, COURSE, CUSTODY_HOLDER, HANDOVER, AgeLimits, Consent
from lat_corps.domain.lifecycle import LIFECYCLES
from lat_corps.domain.text import Message, Term

DAY = date(2026, 3, 15)


def no_facts():
	raise AssertionError("facts are gathered only when a guard asks")


@pytest.mark.parametrize("document", LIFECYCLES)
class TestLifecycle:
	def test_steps_go_between_stages(self, document):
		life = LIFECYCLES[document]
		for before, after in life.steps:
			assert before in life.stages and after in life.stages and before != after

	def test_every_stage_can_be_reached(self, document):
		life = LIFECYCLES[document]
		reached, grown = {life.initial}, True
		while grown:
			following = {after for before, after in life.steps if before in reached}
			grown = not following <= reached
			reached |= following
		assert reached == set(life.stages)

	def test_a_new_record_begins_at_the_beginning(self, document):
		life = LIFECYCLES[document]
		assert life.judge(None, life.initial, (), no_facts) == []
		assert life.judge(None, life.stages[-1], (), no_facts)

	def test_nobody_without_a_role_takes_a_step(self, document):
		for before, after in LIFECYCLES[document].steps:
			assert LIFECYCLES[document].judge(before, after, ("Guest",), no_facts)

	def test_staying_is_no_step(self, document):
		for stage in LIFECYCLES[document].stages:
			assert LIFECYCLES[document].judge(stage, stage, (), no_facts) == []


def test_an_unknown_stage_is_refused():
	assert LIFECYCLES["LAT Case"].judge("Referred", "Somewhere", ("LAT Coordinator",), no_facts)


@pytest.mark.parametrize(
	("age", "givers"),
	[
		(0, (CUSTODY_HOLDER,)),
		(14, (CUSTODY_HOLDER,)),
		(15, (CITIZEN, CUSTODY_HOLDER)),
		(17, (CITIZEN, CUSTODY_HOLDER)),
		(18, (CITIZEN,)),
		(None, (CITIZEN, CUSTODY_HOLDER)),
	],
)
def test_who_consents_follows_from_age(age, givers):
	assert consent.required_givers(age) == givers


def test_the_age_limits_can_be_set():
	assert consent.required_givers(13, AgeLimits(own=12, custody=18)) == (CITIZEN, CUSTODY_HOLDER)


@pytest.mark.parametrize(
	("values", "valid"),
	[
		({}, True),
		({"given_on": date(2026, 3, 16)}, False),
		({"valid_until": DAY}, True),
		({"valid_until": date(2026, 3, 14)}, False),
		({"withdrawn_on": DAY}, False),
		({"withdrawn_on": date(2026, 3, 16)}, True),
		({"informed": False}, False),
	],
)
def test_a_consent_is_valid_for_its_period(values, valid):
	given = Consent(**{"purpose": COURSE, "given_by": CITIZEN, "given_on": date(2026, 1, 1), **values})
	assert given.valid_on(DAY) is valid
	assert bool(consent.missing_givers([given], COURSE, [CITIZEN], DAY)) is not valid


def handover_consent(given_by=CITIZEN, **values):
	return Consent(
		**{
			"purpose": HANDOVER,
			"given_by": given_by,
			"given_on": date(2026, 1, 1),
			"receiver": "peter@example.org",
			"information_types": frozenset({"Life situation"}),
			**values,
		}
	)


LINES = [
	handover.Line(1, "Life situation", "The course"),
	handover.Line(2, "Network and family", "The course"),
	handover.Line(3, "Life situation", handover.SECTION_115),
]


@pytest.mark.parametrize(
	("consents", "givers", "out"),
	[
		([handover_consent()], [CITIZEN], [2, 3]),
		([], [CITIZEN], [1, 2, 3]),
		([handover_consent(receiver="mona@example.org")], [CITIZEN], [1, 2, 3]),
		([handover_consent(purpose=COURSE)], [CITIZEN], [1, 2, 3]),
		([handover_consent()], [CITIZEN, CUSTODY_HOLDER], [1, 2, 3]),
		([handover_consent(), handover_consent(CUSTODY_HOLDER)], [CITIZEN, CUSTODY_HOLDER], [2, 3]),
	],
)
def test_each_type_of_information_needs_consent_to_that_receiver(consents, givers, out):
	assert sorted(handover.left_out(LINES, consents, "peter@example.org", givers, DAY)) == out


def test_a_frozen_packet_has_one_hash_whatever_the_order_of_its_keys():
	assert handover.freeze({"a": 1, "b": "æ"}) == handover.freeze({"b": "æ", "a": 1})
	assert handover.freeze({"a": 1})[1] != handover.freeze({"a": 2})[1]


@pytest.mark.parametrize(
	("day", "months", "due"),
	[
		(date(2025, 12, 31), 2, date(2026, 2, 28)),
		(date(2027, 12, 31), 2, date(2028, 2, 29)),
		(date(2026, 1, 31), 1, date(2026, 2, 28)),
		(date(2026, 3, 15), 12, date(2027, 3, 15)),
		(date(2026, 11, 30), 2, date(2027, 1, 30)),
	],
)
def test_months_are_clamped_to_the_end(day, months, due):
	assert months_after(day, months) == due


def test_due_counts_from_the_last_event_and_never_before_the_start():
	assert next_due(None, None, 2) is None
	assert next_due(date(2026, 1, 31), None, 2) == date(2026, 3, 31)
	assert next_due(date(2026, 1, 31), date(2026, 2, 10), 2) == date(2026, 4, 10)


def test_age_turns_on_the_birthday():
	assert age_on(date(2010, 3, 15), date(2026, 3, 14)) == 15
	assert age_on(date(2010, 3, 15), date(2026, 3, 15)) == 16
	assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17


def test_a_message_is_rendered_in_the_readers_language():
	danish = {"Only {roles} can.": "Kun {roles} kan.", "LAT Mentor": "mentor", "LAT Manager": "leder"}
	message = Message("Only {roles} can.", {"roles": [Term("LAT Mentor"), Term("LAT Manager")]})
	assert message.render(danish.get) == "Kun mentor, leder kan."
	assert message.render() == "Only LAT Mentor, LAT Manager can."
