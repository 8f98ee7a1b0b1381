"""What a corps is asked each quarter, and what keeps its words from being given (R111 to R115)."""

from datetime import date

import pytest

from lat_corps.domain import experience, management_report, report_parts
from lat_corps.domain.quarters import quarters_of
from lat_corps.domain.scrubber import PERSON, Known

ABDI = [Known(PERSON, "Abdi Warsame")]


def test_the_topics_are_the_words_of_a_report():
	assert (report_parts.SUMMARY, *experience.TOPICS) == management_report.WORDS


def test_each_is_asked_about_each_topic_in_words_of_one_s_own_work():
	assert experience.PROMPTS.keys() == experience.TOPICS.keys()
	for asked in experience.PROMPTS.values():
		assert asked.keys() == {*experience.KINDS} and len({*asked.values()}) == len(asked)


@pytest.mark.parametrize(
	("day", "days", "number"),
	[
		(date(2026, 3, 10), 21, None),
		(date(2026, 3, 11), 21, 1),
		(date(2026, 3, 31), 21, 1),
		(date(2026, 4, 1), 21, None),
		(date(2026, 12, 31), 1, 4),
		(date(2026, 12, 31), 0, None),
	],
)
def test_the_last_days_of_a_quarter_are_asked_about(day, days, number):
	quarter = experience.asked_on(day, days)
	assert (quarter and quarter.number) == number


def test_a_quarter_is_read_from_the_day_after_it():
	assert experience.opens_on(quarters_of(2026)[3]) == date(2027, 1, 1)


def test_whole_years_are_kept():
	assert experience.kept_from(date(2029, 1, 1), 3) == 2026


@pytest.mark.parametrize(
	("told", "said"),
	[
		({}, "Write something"),
		({"matches": "Det hjalp, at abdi kunne tale med sin mentor."}, "names somebody"),
		({"matches": "Warsames mor er glad."}, "names somebody"),
		({"learning": "Nummeret er 010190-1234."}, "CPR"),
		({"practice": "a" * (experience.LONGEST + 1)}, "at most"),
	],
)
def test_what_keeps_words_from_being_given(told, said):
	(message,) = experience.lacking(told, ABDI)
	assert said in message.render()


def test_words_without_a_name_are_given():
	assert experience.lacking({"matches": "Det hjælper at mødes ude."}, ABDI) == []


@pytest.mark.parametrize(
	("day", "pace", "expected"),
	[
		(date(2026, 11, 30), "Each quarter", (2026, "Third quarter")),
		(date(2026, 11, 30), "Each half-year", (2026, "First half-year")),
		(date(2026, 11, 30), "Each year", (2025, "The whole year")),
		(date(2027, 1, 1), "Each quarter", (2026, "Fourth quarter")),
		(date(2026, 3, 31), "Each half-year", (2025, "Second half-year")),
	],
)
def test_the_last_period_that_has_ended_is_drafted(day, pace, expected):
	assert management_report.last_ended(day, pace) == expected
