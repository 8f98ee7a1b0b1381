"""What a person is shown of an import: how the file was read, counts, the first rows, and what to mend."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from frappe import _

from lat_corps.domain.civil_numbers import without_civil_numbers
from lat_corps.measurement.conversion import answer_text
from lat_corps.spreadsheets.planning.answers import ImportPlan, RowOutcome

if TYPE_CHECKING:
	from lat_corps.domain.text import Message
	from lat_corps.spreadsheets.reading.uploads import Table

FIRST_ROWS = 10
ERRORS_SHOWN = 100
CORRECTIONS_SHOWN = 100
"""A form shows so many rows; all rows with errors are in the workbook."""


def counts_as_fields(plan: ImportPlan) -> dict[str, int]:
	return {f"count_{outcome.lower()}": count for outcome, count in plan.counts.items()}


def log_of(plan: ImportPlan) -> list[dict]:
	"""Return the first errors, the first corrections with old and new, and the first of the other rows."""
	errors = itertools.islice(plan.errors(), ERRORS_SHOWN)
	corrected = [row for row in plan.rows if row.outcome == "Corrected"][:CORRECTIONS_SHOWN]
	others = [row for row in plan.rows if row.outcome not in ("Error", "Corrected")]
	# What a row has to say comes before rows that say nothing.
	others = sorted(others, key=lambda row: not row.messages)[:FIRST_ROWS]
	return [
		*(_as_log(row, messages) for row, messages in errors),
		*(_as_log(row, row.messages) for row in (*corrected, *others)),
	]


def described(table: Table, plan: ImportPlan, changes: Sequence[str] = ()) -> str:
	first = [plan.unscored.render(_)] if plan.unscored else []
	found = [_("{0} rows, {1} columns").format(len(table.rows), len(table.headers))]
	if table.sheet:
		found.append(_("sheet {0}").format(without_civil_numbers(table.sheet)))
	if table.encoding:
		found.append(_("encoding {0}").format(table.encoding))
	if table.delimiter:
		separator = _("tab") if table.delimiter == "\t" else table.delimiter
		found.append(_("separated by {0}").format(separator))
	warnings = (warning.render(_) for warning in (*table.warnings, *plan.warnings))
	return "\n".join(dict.fromkeys((*first, ", ".join(found), *changes, *warnings)))


def _as_log(row: RowOutcome, messages: Sequence[Message]) -> dict:
	return {
		"line_number": row.number,
		"outcome": row.outcome,
		"lat_case": row.case,
		"measured_at": row.point,
		"measured_on": row.date,
		"answers": ", ".join(
			f"{code}: {answer_text(value)}" for code, value in row.answers.items() if value is not None
		),
		"score": "" if row.score is None or row.score.value is None else answer_text(row.score.value),
		"message": "\n".join(message.render(_) for message in messages),
	}
