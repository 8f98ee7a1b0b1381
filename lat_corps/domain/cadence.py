"""Calendar rules: when the next rating is due, counted from the last real event (R94, T5, T10)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
	"""Return the same day of the month `months` later, clamped to the end of a shorter month (T10)."""
	index = day.year * 12 + day.month - 1 + months
	year, month = divmod(index, 12)
	return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_due(started: date | None, last_event: date | None, interval_months: int) -> date | None:
	"""Return when the next event is due: an interval after the last one, or after the start if there is none.

	Returns None before the course has started.
	"""
	anchor = last_event or started
	return months_after(anchor, interval_months) if anchor else None


def age_on(born: date, day: date) -> int:
	"""Return the age in whole years on `day`; a person born on 29 February turns a year on 1 March."""
	return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
