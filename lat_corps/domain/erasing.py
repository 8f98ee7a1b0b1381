"""What an erasure is about, and why (GDPR articles 5, 7 and 17, N5)."""

from __future__ import annotations

import datetime as dt

CITIZEN, COURSE, RUN_OUT = "The citizen", "One course", "What has run out"
SELF_REPORT, ALL_SELF_REPORT = "One self-report", "All self-report of a course"
"""What goes. What has run out is deleted by a rule, the others are asked for by a person."""

OF_A_COURSE = (COURSE, ALL_SELF_REPORT)
"""Scopes that name a course."""

SELF_REPORTS = ("LAT Measurement", "LAT Progression")

RETENTION_ENDED, MISTAKE, BY_RULE = "Retention has ended", "Recorded by mistake", "Its last day has passed"
"""Reasons that the app itself asks for; what was recorded by mistake counts in no figure either."""


def run_out_before(day: dt.date, days: int) -> dt.date:
	"""Return the day before which something must have had its last day to be deleted on `day`."""
	return day - dt.timedelta(days=days)
