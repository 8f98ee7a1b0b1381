"""Text that looks like a CPR number, which this app neither needs nor stores (databeskyttelsesloven 11).

A day, a month and two digits of the year, then four digits. Some true numbers fail the old check of modulus
11, so it tells nothing; replacement numbers have 60 added to the day. Some other number may look the same:
what is found is hidden and warned of, never refused for that alone.
"""

from __future__ import annotations

import re
from calendar import monthrange

LEAP_YEAR = 2000
REPLACEMENT = 60
"""What is added to the day in a replacement number."""

HIDDEN = "●●●●●●-●●●●"

CIVIL_NUMBER = re.compile(
	r"(?<!\d)(?P<day>\d{2})(?P<sign>[-./\s]?)(?P<month>\d{2})(?P=sign)\d{2}"
	r"[-\u2010-\u2015\u2212./\s]{0,3}\d{4}(?!\d)"
)
WITHOUT_ZERO = re.compile(r"\d{9}")
"""What Excel leaves of a number that begins with 0."""


def holds_civil_number(text: str) -> bool:
	"""Whether some of the text looks like a CPR number."""
	return any(_has_a_day(match) for match in CIVIL_NUMBER.finditer(text))


def lacks_a_zero(text: str) -> bool:
	"""Whether the text would be a CPR number with the zero that Excel has removed."""
	return bool(WITHOUT_ZERO.fullmatch(text)) and holds_civil_number(f"0{text}")


def without_civil_numbers(text: str) -> str:
	"""Return the text with everything hidden that looks like a CPR number."""
	return CIVIL_NUMBER.sub(lambda match: HIDDEN if _has_a_day(match) else match[0], text)


def _has_a_day(match: re.Match) -> bool:
	day, month = int(match["day"]), int(match["month"])
	day -= REPLACEMENT if day > REPLACEMENT else 0
	return 1 <= month <= 12 and 1 <= day <= monthrange(LEAP_YEAR, month)[1]
