"""What senders write in cells: Danish numbers and dates, and what must not pass for them."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lat_corps.spreadsheets.cells.headings import parse_point
from lat_corps.spreadsheets.cells.table import CellError
from lat_corps.spreadsheets.cells.values import (
	EARLIEST,
	LATEST,
	is_date_serial,
	parse_case_id,
	parse_date,
	parse_number,
)

dates = st.dates(EARLIEST, LATEST - dt.timedelta(days=1))


@pytest.mark.parametrize(
	("written", "number"),
	[
		(7, 7),
		(7.5, 7.5),
		("7", 7),
		("7,5", 7.5),
		("7.0", 7),
		("-3", -3),
		("+3", 3),
		("0,5", 0.5),
		("0.123", 0.123),
		("1.234", 1234),
		("1.234,5", 1234.5),
		("1 234,5", 1234.5),
		("1\u00a0234,5", 1234.5),
		("12.345.678", 12345678),
		("5e0", 5),
		("0005", 5),
		("\u00a06 ", 6),
		("\u22123", -3),
		("\u22121,5", -1.5),
		("–99", -99),
		("\uff0d8", -8),
	],
)
def test_numbers_are_read_the_danish_way(written: object, number: float) -> None:
	assert parse_number(written) == number


@pytest.mark.parametrize(
	"written",
	[
		"", " ", "syv", "ca. 7", "7/10", "7-8", "-", "\u2212", "1,234.5", "1'234.5", "5\u22127",
		"\u2212\u22125", "5-", "(5)", "5%", "1,5,5", "12:30", "0x10", "Infinity", "-inf", "NaN", "nan",
		"1e999", "1_000", "½", "٧", "６", "#N/A", "1.23.456", True, False, None, math.nan, math.inf,
		-math.inf,
	],
)  # fmt: skip
def test_what_is_no_number_is_refused(written: object) -> None:
	with pytest.raises(CellError):
		parse_number(written)


@pytest.mark.parametrize(
	"written",
	[
		"01. Dez",
		"Jan 59",
		"5. jan",
		"jan-59",
		"1-5",
		"maj-10",
		"05-jan",
		"01. Mrz",
		"1-mrt",
		"01-janv.",
		"mars-10",
		"ene-59",
		"05/mai",
		"01.sty",
		"1. tammikuu",
		"5 Μαρ",
		"1-авг",
		"01.Jän",
		"5.shk",
		"1.сак",
		"jan. 5.",
		"5. mai 2024",
		dt.datetime(2023, 5, 1),
		dt.date(2023, 5, 1),
	],
)
def test_an_answer_that_excel_made_a_date_is_recognised(written: object) -> None:
	with pytest.raises(CellError, match="turned an answer into a date"):
		parse_number(written)


def test_ordinary_text_is_not_called_damage_by_excel() -> None:
	with pytest.raises(CellError, match="Write the answer as a number"):
		parse_number("syv")


@given(st.decimals(-(10**9), 10**9, places=3))
def test_a_number_written_with_a_decimal_comma_is_read_back(number: object) -> None:
	assert parse_number(str(number).replace(".", ",")) == float(number)


@given(st.integers(0, 10**9))
def test_thousands_points_do_not_change_a_number(number: int) -> None:
	assert parse_number(f"{number:,}".replace(",", ".")) == number


@given(st.text(max_size=20))
def test_any_text_is_a_finite_number_or_refused(text: str) -> None:
	try:
		assert math.isfinite(parse_number(text))
	except CellError as error:
		assert error.message.render()


@pytest.mark.parametrize(
	"written",
	[
		"29-02-2024", "29/2/2024", "29.02.2024", "2024-02-29", "2024/02/29", "29-02-2024 08:05",
		"2024-02-29 08:05:11", "2024-02-29T08:05:11Z", " 29-02-2024 ", "45351", 45351, 45351.75,
		dt.date(2024, 2, 29), dt.datetime(2024, 2, 29, 23, 59),
	],
)  # fmt: skip
def test_dates_are_read_in_all_common_forms(written: object) -> None:
	assert parse_date(written) == dt.date(2024, 2, 29)
	assert type(parse_date(written)) is dt.date


@pytest.mark.parametrize(
	"written",
	[
		"29. februar 2024", "29 februar 2024", "29. feb. 2024", "29.feb.2024", "29/feb/2024", "29-FEB-24",
		"torsdag den 29. februar 2024", "tors. 29-02-2024", "d. 29. februar 2024 kl. 10.15", "den 29/2 2024",
		"February 29, 2024", "29. Februar 2024", "29–02–2024", "Thu Feb 29 2024",
	],
)  # fmt: skip
def test_dates_are_read_with_the_names_of_months_and_days(written: str) -> None:
	assert parse_date(written, latest=dt.date(2026, 11, 24)) == dt.date(2024, 2, 29)


@pytest.mark.parametrize(
	"written",
	[
		"2024-01-31T23:30:00Z", "2024-01-31 23:30:00.123 +0000", "31-01-2024 22:30 -0100",
		"31/1/2024 23.30 UTC",
		"2024/01/31 11:30:00 PM GMT", "2024-01-31T18:30:00-05:00", "Jan 31, 2024 6:30 PM EST",
		"2024-02-01 05:00 GMT+6",
		"Wed Jan 31 2024 23:30:02 GMT+0000 (Coordinated Universal Time)", "Wed, 31 Jan 2024 23:30:00 GMT",
		"2024-02-01T00:30+01:00[Europe/Copenhagen]", "01-02-2024 00:30 CET", "2024-01-31T23:59:00-00:30",
		dt.datetime(2024, 1, 31, 23, 30, tzinfo=dt.timezone.utc),
	],
)  # fmt: skip
def test_a_time_with_its_zone_is_the_day_in_denmark(written: object) -> None:
	assert parse_date(written) == dt.date(2024, 2, 1)


@pytest.mark.parametrize(
	("written", "day"), [("2024-06-30T21:59:00Z", 30), ("2024-06-30T22:30:00Z", 1), ("2024-06-30 23:30", 30)]
)
def test_summer_time_counts(written: str, day: int) -> None:
	assert parse_date(written).day == day


@pytest.mark.parametrize("written", ["2024-01-31 10:01 XYZ", "2024-01-31 25:30 Z", "2024-01-31 10:01 +99:00"])
def test_a_zone_or_time_that_there_is_not_is_refused(written: str) -> None:
	with pytest.raises(CellError):
		parse_date(written)


@pytest.mark.parametrize(
	("written", "date"),
	[
		("24-02-29", dt.date(2024, 2, 29)),
		("29-02-24", dt.date(2024, 2, 29)),
		("31/1/26 08:05", dt.date(2026, 1, 31)),
		("05.06.99", dt.date(1999, 6, 5)),
		("05-mar-24", dt.date(2024, 3, 5)),
		("5. marts 24", dt.date(2024, 3, 5)),
	],
)
def test_a_year_of_two_digits_is_read_where_one_day_alone_can_be_meant(written: str, date: dt.date) -> None:
	assert parse_date(written, latest=dt.date(2026, 11, 24)) == date


def test_a_year_of_two_digits_that_may_be_two_days_is_refused_with_both() -> None:
	with pytest.raises(CellError) as refusal:
		parse_date("05-03-24", latest=dt.date(2026, 11, 24))
	assert "24-03-2005 or 05-03-2024" in refusal.value.message.render()


def test_the_order_of_the_file_settles_day_and_month_of_a_short_date() -> None:
	assert parse_date("02/29/24", "Month first", latest=dt.date(2026, 11, 24)) == dt.date(2024, 2, 29)


def test_a_short_date_in_the_future_alone_is_said_to_be_so() -> None:
	with pytest.raises(CellError) as refusal:
		parse_date("30-12-27", latest=dt.date(2026, 11, 24))
	assert "30-12-2027 lies in the future" in refusal.value.message.render()


def test_day_comes_before_month() -> None:
	assert parse_date("02/03/2024") == dt.date(2024, 3, 2)


@pytest.mark.parametrize(
	"written",
	[
		"31-02-2024", "29-02-2023", "2024-13-01", "3/25/2024", "24-02-29", "29-02-24", "1900-02-29",
		"i går", "", "#REF!", "29 febrero 2024", "1 marsvin 2024", "31. måj 2024",
		"٢٩-٠٢-٢٠٢٤", 0, 7, 45351000, True, None, math.nan, math.inf, dt.time(8, 5),
		dt.date(1904, 1, 1), dt.datetime(2100, 1, 1),
	],
)  # fmt: skip
def test_what_is_no_date_of_a_measurement_is_refused(written: object) -> None:
	with pytest.raises(CellError):
		parse_date(written)


@given(dates)
def test_a_date_is_read_back_from_every_form(date: dt.date) -> None:
	forms = [date.strftime(form) for form in ("%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d")]
	serial = (date - dt.date(1899, 12, 30)).days
	assert {parse_date(form) for form in [*forms, serial, str(serial)]} == {date}
	assert is_date_serial(serial)


@pytest.mark.parametrize("number", [5, 100, 44928.5, 1e308])
def test_ordinary_numbers_are_no_dates(number: float) -> None:
	assert not is_date_serial(number)


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_refused(text: str) -> None:
	try:
		assert EARLIEST <= parse_date(text) < LATEST
	except CellError as error:
		assert error.message.render()


@pytest.mark.parametrize(
	("written", "point"),
	[
		("Før", "Before"),
		("FØR ", "Before"),
		("before", "Before"),
		("Efter", "After"),
		("after", "After"),
		("Opfølgning", "Follow-up"),
		("follow up", "Follow-up"),
		("Follow-up", "Follow-up"),
	],
)
def test_measurement_points_are_read_in_danish_and_english(written: str, point: str) -> None:
	assert parse_point(written) == point


@pytest.mark.parametrize("written", ["", "midt i", "1", 1, None, "Før efter"])
def test_an_unknown_measurement_point_is_refused(written: object) -> None:
	with pytest.raises(CellError, match="measurement point"):
		parse_point(written)


@pytest.mark.parametrize(
	("written", "case_id"), [("007", "007"), (" 7 ", "7"), (7, "7"), (7.0, "7"), ("1E3", "1E3")]
)
def test_a_case_id_is_kept_as_written(written: object, case_id: str) -> None:
	assert parse_case_id(written) == case_id


@pytest.mark.parametrize("written", [7.5, True, dt.date(2024, 1, 1), math.nan, math.inf, None])
def test_what_is_no_case_id_is_refused(written: object) -> None:
	with pytest.raises(CellError):
		parse_case_id(written)


def test_a_long_value_is_cut_in_the_message() -> None:
	with pytest.raises(CellError) as error:
		parse_number("x" * 5000)
	assert len(error.value.message.render()) < 200
