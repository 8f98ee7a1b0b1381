"""What a person says of one file alone, and of no other file of its sender (N10)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Choices:
	"""`blanks_empty`: a blank cell empties the answer that is recorded. `ignore_zeros`: "7" is the course 007
	where no other can be meant. `one_date` is the day of all answers of a file without a column of dates.
	"""

	blanks_empty: bool = False
	ignore_zeros: bool = False
	one_date: dt.date | None = None


AS_SENT = Choices()
