"""Which column of a table holds what: proposed from headings and values, decided by a person, applied."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from ...domain.instruments import AnswerError, Instrument
from ...domain.text import Message, Term, _
from ..cells import headings
from ..cells.headings import INTERNAL, WideColumn, likeness, plain, wide_columns
from ..cells.table import FileSettings, SpreadsheetError, Table
from ..reading.building import SHEET_HEADING
from ..reading.column_values import (
	all_dates,
	all_points,
	all_versions,
	may_be_points,
	numbers_each_row,
	numbers_rows_of_two_points,
	point_codes,
)
from .item_matching import match_items, texts_of, unrecognised

Role = Literal["Case", "Point", "Date", "Instrument", "Answer", "Ignore"]

NEEDED_ROLES: tuple[Role, ...] = ("Case", "Point", "Date")

ROLE_NAMES: dict[str, str] = {
	"Case": headings.CASE,
	"Point": headings.POINT,
	"Date": headings.DATE,
	"Instrument": headings.INSTRUMENT,
	"Answer": _("Answers"),
}

ALIKE_ENOUGH = 0.85


@dataclass(frozen=True)
class ColumnRole:
	"""What the column `header` holds; `certain` is False where a person must confirm the proposal.

	`codes` says what a sender's codes mean, before anything else is read: {"1": "Before", "2": "After"}, or
	{"1": "0", ..., "6": "5"} for SurveyXact's numbering of answers. An empty meaning is a missing answer;
	what has no code is read as it is. A column "Instrument" sets aside rows that belong to another instrument
	or version (N8). `point` is the measurement point of a date or answer in a wide layout. `position` counts
	from 0.
	"""

	header: str
	role: Role
	item_code: str | None = None
	certain: bool = True
	codes: Mapping[str, str] = field(default_factory=dict)
	point: str = ""
	position: int | None = None


def suggest_mapping(
	table: Table,
	instrument: Instrument,
	translate: Callable[[str], str] = str,
	settings: FileSettings | None = None,
) -> list[ColumnRole]:
	"""Propose one role for every column, in the table's order.

	Items are recognised by code, then by label, then by likeness; where some are not, columns that are
	numbered, stand in a run or between those that are known are proposed as uncertain. `translate` lets
	headings be written in the reader's language. What is not recognised is "Ignore", uncertain where it could
	be what another column is, or an answer.
	"""
	layout = (settings or FileSettings()).layout or table.settings.layout
	wide = wide_columns(table.headers) if layout == "Wide" else {}
	texts = texts_of(table, wide)
	found = _roles(table, texts, wide, layout, translate)
	free = [header for header in table.headers if header not in found and not INTERNAL.fullmatch(header)]
	matches = match_items(table, free, texts, wide, instrument, translate)
	asked = {*wide, *unrecognised(table, free, texts, matches, instrument)}
	for header, match in matches.items():
		role: Role = "Answer" if match.chosen else "Ignore"
		point = wide[header].point if header in wide else ""
		found[header] = ColumnRole(
			header, role, match.code, match.certain, point=point if match.chosen else ""
		)
	return [
		replace(
			found.get(header) or ColumnRole(header, "Ignore", certain=header not in asked), position=position
		)
		for position, header in enumerate(table.headers)
	]


def _roles(
	table: Table,
	texts: Mapping[str, list[str]],
	wide: Mapping[str, WideColumn],
	layout: str | None,
	translate: Callable[[str], str],
) -> dict[str, ColumnRole]:
	found: dict[str, ColumnRole] = {}
	common = {header: some for header, some in texts.items() if header not in wide}
	if SHEET_HEADING in common:
		found[SHEET_HEADING] = _point(table, ColumnRole(SHEET_HEADING, "Point"))
	has_points = any(column.point for column in wide.values())
	needed: list[Role] = (
		["Case", "Date", "Instrument"] if has_points or found else ["Case", "Point", "Date", "Instrument"]
	)
	for role in needed:
		open_to = {h: t for h, t in common.items() if h not in found}
		found |= _by_heading(open_to, role, translate, _contradicted(table, open_to, role))
	for point in {column.point for column in wide.values()}:
		at_point = {h: t for h, t in texts.items() if h in wide and wide[h].point == point}
		for header, column in _by_heading(at_point, "Date", translate, frozenset()).items():
			found[header] = replace(column, point=point, certain=column.certain and wide[header].certain)
	_fill_from_values(table, common, wide, found)
	if len({column.point for column in wide.values()}) > 1:
		shared = [h for h, column in found.items() if column.role == "Date" and not column.point]
		found.update({header: replace(found[header], certain=False) for header in shared})
	return {
		header: _point(table, column) if column.role == "Point" and header != SHEET_HEADING else column
		for header, column in found.items()
	}


def _contradicted(table: Table, texts: Mapping[str, list[str]], role: Role) -> set[str]:
	"""Return the headings whose values speak against the role: numbered interviews, clocks, versions."""
	interviews = {plain(word) for word in headings.CASES_OR_INTERVIEWS}

	def contradicts(header: str, position: int) -> bool:
		if role == "Case" and any(plain(text) in interviews for text in texts[header]):
			return numbers_each_row(table, position)
		if role == "Case":
			return numbers_rows_of_two_points(table, position)
		if role == "Point":
			return not may_be_points(table, position)
		return role == "Instrument" and all_versions(table, position)

	return {h for position, h in enumerate(table.headers) if h in texts and contradicts(h, position)}


def _by_heading(
	texts: Mapping[str, list[str]], role: Role, translate: Callable[[str], str], contradicted: Container[str]
) -> dict[str, ColumnRole]:
	"""Return the column of this role, and as uncertain "Ignore" those that name it too.

	One whose values contradict its heading is the last choice, and of heading alone never certain.
	"""
	words = (*headings.CERTAIN[role], translate(ROLE_NAMES[role]))
	certain = {plain(word) for word in words}
	named = [header for header, some in texts.items() if any(plain(text) in certain for text in some)]
	matches = sorted(named, key=lambda header: header in contradicted)
	possible = {plain(word): rank for rank, word in enumerate(headings.POSSIBLE.get(role, ()))}
	ranked = sorted(
		(header in contradicted, min(ranks), header)
		for header, some in texts.items()
		if header not in named
		and (ranks := [possible[plain(text)] for text in some if plain(text) in possible])
	)
	candidates = [*matches, *(header for _contradiction, _rank, header in ranked)]
	candidates.sort(key=lambda header: header in contradicted)
	if role != "Case":
		# a number may be the case all the same; a clock is no point, and a version no instrument
		candidates = [header for header in candidates if header not in contradicted]
	asked = {header: ColumnRole(header, "Ignore", certain=False) for header in matches}
	if candidates:
		chosen = candidates[0]
		sure = matches == [chosen] and chosen not in contradicted
		return {**asked, chosen: ColumnRole(chosen, role, certain=sure)}
	if matches:
		return asked
	alike = [
		(max(likeness(text, word) for text in some for word in words), header)
		for header, some in texts.items()
		if header not in contradicted
	]
	best = max(alike, key=lambda pair: pair[0], default=(0, ""))
	return {best[1]: ColumnRole(best[1], role, certain=False)} if best[0] >= ALIKE_ENOUGH else {}


def _fill_from_values(
	table: Table,
	common: Iterable[str],
	wide: Mapping[str, WideColumn],
	found: dict[str, ColumnRole],
) -> None:
	"""Propose a column for point and date by what it holds, where no heading tells."""
	free = [header for header in common if header not in found and not INTERNAL.fullmatch(header)]
	roles = {column.role for column in found.values()}
	if "Point" not in roles and not any(column.point for column in wide.values()):
		points = [header for header in free if all_points(table, table.headers.index(header))]
		found.update({header: ColumnRole(header, "Point", certain=False) for header in points[:1]})
	if "Date" not in roles:
		dates = [header for header in free if all_dates(table, table.headers.index(header))]
		found.update({header: ColumnRole(header, "Date", certain=False) for header in dates[:1]})


def with_point_codes(table: Table, mapping: Sequence[ColumnRole]) -> list[ColumnRole]:
	"""Return the mapping with what the codes of points mean, where the table has the column."""
	return [
		_point(table, column) if column.role == "Point" and column.header in table.headers else column
		for column in mapping
	]


def _point(table: Table, column: ColumnRole) -> ColumnRole:
	codes, certain = point_codes(table, column.header)
	return replace(column, codes=codes, certain=column.certain and certain)


@dataclass
class PointColumns:
	"""Positions of date and answers of one point; `point` is empty where a column of the row tells it.

	Without a `date` one day holds for the whole file; `unasked` are the items without a column.
	"""

	point: str = ""
	date: int | None = None
	items: dict[str, int] = field(default_factory=dict)
	own_date: bool = True
	unasked: frozenset[str] = frozenset()


class Columns:
	"""Positions of the columns by role, point and item.

	With `one_date` no column has to tell the day. Raises SpreadsheetError when the mapping is incomplete,
	ambiguous, or made for another file or instrument.
	"""

	def __init__(
		self, table: Table, mapping: Sequence[ColumnRole], instrument: Instrument, one_date: bool = False
	) -> None:
		self.headers = table.headers
		self._one_date = one_date
		self.roles: dict[Role, int] = {}
		self.codes: dict[int, Mapping[str, str]] = {}
		self._points: dict[str, PointColumns] = {}
		self._places = {header: position for position, header in enumerate(table.headers)}
		for column in mapping:
			if column.role != "Ignore":
				self._add(column, instrument)
		self._check_complete()
		self.points = self._complete_points(instrument)

	def position(self, role: Role) -> int | None:
		"""Return the position of the column with this role, if one is chosen."""
		return self.roles.get(role)

	def _add(self, column: ColumnRole, instrument: Instrument) -> None:
		position = self._places.get(column.header)
		if position is None:
			raise SpreadsheetError(
				Message(
					_("The file has no column “{column}”. Choose its columns anew."),
					{"column": column.header},
				)
			)
		self.codes[position] = column.codes
		if column.role not in ("Answer", "Date"):
			self._refuse_second(self.roles.get(column.role), column, ROLE_NAMES[column.role])
			self.roles[column.role] = position
			return
		columns = self._points.setdefault(column.point, PointColumns(column.point))
		if column.role == "Date":
			self._refuse_second(columns.date, column, ROLE_NAMES["Date"])
			columns.date = position
		else:
			code = _item_code(column, instrument)
			self._refuse_second(columns.items.get(code), column, code)
			columns.items[code] = position

	def _refuse_second(self, first: int | None, column: ColumnRole, role: str) -> None:
		if first is not None:
			raise SpreadsheetError(
				Message(
					_("The columns “{first}” and “{second}” are both chosen for {role}. Choose one of them."),
					{"first": self.headers[first], "second": column.header, "role": Term(role)},
				)
			)

	def _check_complete(self) -> None:
		wide = any(point and columns.items for point, columns in self._points.items())
		common = self._points.get("", PointColumns())
		lacking = [role for role in ("Case",) if role not in self.roles]
		if not wide and "Point" not in self.roles:
			lacking.append("Point")
		undated = not self._points or any(columns.date is None for columns in self._points.values())
		if undated and common.date is None and not self._one_date:
			lacking.append("Date")
		if not any(columns.items for columns in self._points.values()):
			lacking.append("Answer")
		if lacking:
			text = _("Choose the column for: {roles}.")
			if "Date" in lacking:
				text = _(
					"Choose the column for: {roles}. If the file has no dates, write one day for all answers."
				)
			raise SpreadsheetError(Message(text, {"roles": [Term(ROLE_NAMES[role]) for role in lacking]}))
		self._check_points(wide, common)

	def _check_points(self, wide: bool, common: PointColumns) -> None:
		if wide and "Point" in self.roles:
			raise SpreadsheetError(
				Message(
					_(
						"The column “{column}” tells the measurement point, and other columns have one of "
						"their own. Choose one of both."
					),
					{"column": self.headers[self.roles["Point"]]},
				)
			)
		if wide and common.items:
			raise SpreadsheetError(
				Message(
					_("Choose the measurement point of the columns {columns}."),
					{"columns": [self.headers[position] for position in common.items.values()]},
				)
			)

	def _complete_points(self, instrument: Instrument) -> list[PointColumns]:
		common = self._points.get("")
		for columns in self._points.values():
			if columns.date is None:
				columns.date, columns.own_date = common.date if common else None, False
			columns.unasked = frozenset(
				item.code for item in instrument.items if item.code not in columns.items
			)
		return [columns for columns in self._points.values() if columns.items]


def _item_code(column: ColumnRole, instrument: Instrument) -> str:
	try:
		return instrument.item(column.item_code or "").code
	except AnswerError as error:
		raise SpreadsheetError(error.message) from error
