"""How long a course is kept (GDPR article 5(1)(e), N5)."""

from __future__ import annotations

import datetime as dt


def kept_until(ended: dt.date, years: int) -> dt.date:
	"""Return the last day a course is kept: `years` whole years after the year in which it ended."""
	return dt.date(ended.year + years, 12, 31)
