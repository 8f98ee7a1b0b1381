"""Rows of a survey file as they are planned, for the tests of what writes them."""

from __future__ import annotations

import datetime as dt

from lat_corps.domain.instruments import score
from lat_corps.measurement.conversion import instrument_of
from lat_corps.spreadsheets.planning.answers import RowOutcome

WHO5 = "WHO5-v1"


def outcome(case, answers="12345", point="Before", date=dt.date(2023, 1, 10), kind="New") -> RowOutcome:
	"""A planned row; a space is an answer that was not given."""
	given = {
		f"WHO{position}": None if answer == " " else float(answer)
		for position, answer in enumerate(answers.ljust(5), start=1)
	}
	return RowOutcome(2, kind, case.name, point, date, given, score(instrument_of(WHO5), given))
