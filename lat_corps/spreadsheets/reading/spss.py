"""Reading SPSS files (.sav, .zsav): answers, their labels, and what the file declares as missing (N10)."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyreadstat

from ...domain.text import Message, _
from ..cells.table import (
	Cell,
	FileSettings,
	Limits,
	RawSheet,
	RawTable,
	SpreadsheetError,
	collect_rows,
	too_many_cells,
	too_many_rows,
	too_wide,
)
from .header_rows import code_text
from .sheets import clear_errors

CODEBOOK = "[SPSS]"
DAMAGED = _("The SPSS file is damaged or cut off. Save it anew in SPSS, or export it as .xlsx or .csv.")

ROUNDING = 1e15
"""Whole numbers up to here are kept exactly."""


def read_spss(content: bytes, limits: Limits) -> RawTable:
	"""Read variables as columns; their labels are a codebook, dates are days.

	A code that the file declares as missing stays apart from an answer that is not there: it keeps its code,
	which is then proposed as a missing answer. SpreadsheetError for a file that is too large or damaged.
	"""
	with clear_errors(DAMAGED):
		_told, described = pyreadstat.read_sav(io.BytesIO(content), metadataonly=True)
		_refuse_too_large(described, limits)
		values, described = pyreadstat.read_sav(
			io.BytesIO(content), user_missing=True, output_format="dict", row_limit=limits.rows + 1
		)
		names = described.column_names
		columns = [[_cell(value) for value in values[name]] for name in names]
		count = len(columns[0]) if columns else 0
		if count > limits.rows:
			raise too_many_rows(limits)
		if described.number_rows is not None and count < described.number_rows:
			raise SpreadsheetError(Message(DAMAGED))
		numbered = enumerate([names, *zip(*columns, strict=True)], 1)
		rows = list(collect_rows(numbered, limits))
	return RawTable(
		[RawSheet("", rows)],
		FileSettings(header_rows=1, first_row=1, date_order="ISO"),
		codebooks=[RawSheet(CODEBOOK, list(_codebook(described)))],
		missing_codes={
			name: _declared(described, name, column) for name, column in zip(names, columns, strict=True)
		},
	)


def _refuse_too_large(described: Any, limits: Limits) -> None:
	"""Judge the file by what it says of itself, before a row is unpacked."""
	rows, columns = described.number_rows or 0, described.number_columns
	if columns > limits.columns:
		raise too_wide(1, columns, limits)
	if rows > limits.rows:
		raise too_many_rows(limits)
	if rows * columns > limits.cells:
		raise too_many_cells(limits)
	width = sum(described.variable_storage_width.values())
	if (rows or limits.rows) * width > limits.unpacked_bytes:
		raise SpreadsheetError(
			Message(
				_(
					"The SPSS file would unpack to more than can be read safely: its texts are very wide. "
					"Save it with the variables of the questionnaire alone."
				)
			)
		)


def _cell(value: object) -> Cell:
	if isinstance(value, float):
		if math.isnan(value):
			return None
		return int(value) if value.is_integer() and abs(value) < ROUNDING else value
	if isinstance(value, str | int | dt.date | dt.time | dt.timedelta):
		return value
	return None


def _codebook(described: Any) -> Iterator[tuple[int, list[Cell]]]:
	"""Yield the question of each variable, and each of its codes with the label, as rows of a codebook."""
	lines: list[list[Cell]] = [
		[name, label] for name, label in described.column_names_to_labels.items() if label
	]
	lines += [
		[name, _cell(code) if isinstance(code, float) else code, label]
		for name, labels in described.variable_value_labels.items()
		for code, label in labels.items()
		if label
	]
	yield from enumerate(lines, 1)


def _declared(described: Any, name: str, column: Iterable[Cell]) -> Sequence[str]:
	"""Return the codes of a column that the file itself calls missing, as `code_text` writes them."""
	ranges: Sequence[Mapping[str, object]] = described.missing_ranges.get(name, ())
	found = {
		code_text(value): None
		for value in dict.fromkeys(column)
		if value is not None and any(_is_within(value, part["lo"], part["hi"]) for part in ranges)
	}
	return tuple(found)


def _is_within(value: Cell, lowest: object, highest: object) -> bool:
	if isinstance(value, str) or isinstance(lowest, str) or isinstance(highest, str):
		return str(value).strip() == str(lowest).strip()
	return isinstance(value, int | float) and lowest <= value <= highest
