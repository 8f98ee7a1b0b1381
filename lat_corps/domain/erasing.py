"""What an erasure is about, and why (GDPR articles 5, 7 and 17, N5)."""

from __future__ import annotations

import datetime as dt

CITIZEN, COURSE, SELF_REPORT, RUN_OUT = "The citizen", "One course", "One self-report", "What has run out"
"""What goes. The last is what a rule deletes by itself, the others are asked for by a person."""

SELF_REPORTS = ("LAT Measurement", "LAT Progression")

RETENTION_ENDED, MISTAKE, BY_RULE = "Retention has ended", "Recorded by mistake", "Its last day has passed"
"""Reasons that the app itself asks for; what was recorded by mistake counts in no figure either."""


def run_out_before(day: dt.date, days: int) -> dt.date:
	"""Return the day before which something must have had its last day to be deleted on `day`."""
	return day - dt.timedelta(days=days)
