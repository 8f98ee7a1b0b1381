"""Tables of the figures desk: whom they count, by what, and how they are drawn (R85, R110).

A table shows what was told, and nothing that is reckoned from more than that: a share rests on two told
counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .bars import HIDDEN, Translate, bar_chart, group_chart
from .counting import HEADINGS, SUBJECTS, TITLES, UNKNOWN, enough_for, told_of
from .management_report import CAVEATS, PERIODS, ended_periods
from .released import WHOLE_YEAR, Key, Of, Quarters
from .text import _, danish_number

Counts = Mapping[Key, int | None]

QUARTERS = _("Quarter by quarter")
"""The choice of all quarters of a year that have ended, side by side."""

ALL = _("All")
OF_THE_DESK = _(
	"The numbers are those that were recorded when the period was counted: what comes in later, and who is "
	"erased, changes none of them. They say how many, not why, and nothing of effect."
)
IN_THE_PICTURE = _("The numbers say how many, not why, and nothing of effect.")

WHOLE_YEAR_ALONE = _("Who has closed, and tables by two characteristics, are told of whole years alone.")
CLOSED_WAITS = _(
	"Who has closed in {year} is counted together with their answers: when the report of the year is sent, "
	"else on {day}, when no answer can come in any more."
)
TOO_FEW = _("There are too few people to divide them by two characteristics.")
NO_ROOM = _("This table cannot be told: beside what was told before, it would give small numbers away.")


@dataclass(frozen=True)
class Cell:
	"""A number, and its share in percent, as people read them; `of` and `quarters` say whom it counts."""

	number: str
	share: str
	of: Of
	quarters: Quarters

	@property
	def may_hold_people(self) -> bool:
		return self.number != "0"


@dataclass(frozen=True)
class Chosen:
	"""What a user asks the desk for: a subject, by no division, by one or two, over some periods."""

	what: str
	divisions: tuple[str, ...]
	columns: tuple[tuple[str, Quarters], ...]
	"""Name and quarters of each period."""

	@classmethod
	def of(cls, what: str, divisions: Sequence[str], period: str, ended: int) -> Chosen:
		"""Return a choice of a year of which `ended` quarters have; raises ValueError for none there is."""
		order = [*SUBJECTS.get(what, ())]
		if what not in SUBJECTS or not {*divisions} <= {*order} or len(divisions) > 2:
			raise ValueError(what)
		if len({*divisions}) != len(divisions) or (period != QUARTERS and period not in PERIODS):
			raise ValueError(period)
		quarters = [name for name in reversed(ended_periods(ended)) if len(PERIODS[name]) == 1]
		names = quarters if period == QUARTERS else [period]
		if not names:
			raise ValueError(period)
		return cls(
			what, tuple(sorted(divisions, key=order.index)), tuple((name, PERIODS[name]) for name in names)
		)

	@property
	def last(self) -> int:
		"""The number of the last quarter that is asked for."""
		return self.columns[-1][1][-1]

	@property
	def table(self) -> tuple[str, ...]:
		return (self.what, *self.divisions)

	@property
	def is_told(self) -> bool:
		return all(told_of(self.table, quarters == WHOLE_YEAR) for _name, quarters in self.columns)

	@property
	def rows(self) -> list[Of]:
		"""Who stands in each row, all of them last."""
		first = self.divisions[:1]
		return [*(((division, value),) for division in first for value in SUBJECTS[self.what][division]), ()]

	def title(self, translate: Translate) -> str:
		words = [
			translate(HEADINGS[self.what]),
			*(translate(TITLES[division]) for division in self.divisions),
		]
		return " · ".join(words)


@dataclass(frozen=True)
class Offer:
	"""A period of which tables can be told: of whom, and whether by two characteristics."""

	period: str
	subjects: tuple[str, ...]
	by_two: bool


def offers(ended: int) -> list[Offer]:
	"""Return what can be told of a year of which `ended` quarters have."""
	found = []
	for period in [*ended_periods(ended), *([QUARTERS] if ended else [])]:
		told = tuple(what for what in SUBJECTS if Chosen.of(what, (), period, ended).is_told)
		by_two = any(Chosen.of(what, [*SUBJECTS[what]][:2], period, ended).is_told for what in told)
		found.append(Offer(period, told, by_two))
	return found


@dataclass(frozen=True)
class Desk:
	"""A table that was told: what was chosen, and the counts of each period."""

	chosen: Chosen
	counts: Mapping[Quarters, Counts]
	threshold: int

	@property
	def refused(self) -> str:
		"""Why the table cannot be shown; nothing where it can."""
		for _name, quarters in self.chosen.columns:
			counts = self.counts[quarters]
			if not all(
				self._key(row, column) in counts for row in self.chosen.rows for column, _of in self._columns
			):
				n = counts.get((self.chosen.what, ()))
				enough = enough_for(self.chosen.table, n, self.threshold)
				return NO_ROOM if enough else TOO_FEW
		return ""

	@property
	def headings(self) -> list[str]:
		"""What stands over each column of numbers."""
		return (
			[name for _of, name in self._columns] if self._two else [name for name, _q in self.chosen.columns]
		)

	def lines(self, translate: Translate) -> list[tuple[str, list[Cell]]]:
		"""Return label and cells of each row."""
		return [
			(translate(_label(row)), [self._cell(row, *column) for column in self._places])
			for row in self.chosen.rows
		]

	def chart(self, title: str, translate: Translate, width: int) -> str:
		"""Draw the table: bars for one number in a row, groups of bars for several."""
		key, caveat = "lat-figures", translate(IN_THE_PICTURE)
		rows = self.chosen.rows[:-1] or self.chosen.rows
		n, missing = self._n, self._missing
		if len(self._places) == 1:
			bars = [(translate(_label(row)), self._count(row, *self._places[0])) for row in rows]
			return bar_chart(key, title, bars, n, missing, caveat, translate, width)
		places = self._places[:-1] if self._two else self._places
		names = [translate(name) for name in self.headings]
		groups = [
			(
				translate(_label(row)),
				[(name, self._count(row, *place)) for name, place in zip(names, places, strict=False)],
			)
			for row in rows
		]
		return group_chart(key, title, groups, n, missing, caveat, translate, width)

	def caveats(self, translate: Translate) -> list[str]:
		words = [*CAVEATS[:2], OF_THE_DESK]
		return [translate(text).format(most=self.threshold - 1) for text in words]

	@property
	def _two(self) -> bool:
		return len(self.chosen.divisions) == 2

	@property
	def _columns(self) -> list[tuple[Of, str]]:
		if not self._two:
			return [((), ALL)]
		second = self.chosen.divisions[1]
		return [*((((second, value),), value) for value in SUBJECTS[self.chosen.what][second]), ((), ALL)]

	@property
	def _places(self) -> list[tuple[Of, Quarters]]:
		return [(of, quarters) for _name, quarters in self.chosen.columns for of, _label in self._columns]

	@property
	def _n(self) -> int | None:
		return self._sum([self._count((), (), quarters) for _name, quarters in self.chosen.columns])

	@property
	def _missing(self) -> int | None:
		"""How many of all are not known by the first division; 0 where it is known of everybody."""
		unknown = [row for row in self.chosen.rows if row and row[0][1] == UNKNOWN]
		return self._sum(
			[self._count(row, (), quarters) for row in unknown for _name, quarters in self.chosen.columns]
		)

	@staticmethod
	def _sum(counts: Sequence[int | None]) -> int | None:
		return None if None in counts else sum(count or 0 for count in counts)

	def _key(self, row: Of, column: Of) -> Key:
		return self.chosen.what, (*row, *column)

	def _count(self, row: Of, column: Of, quarters: Quarters) -> int | None:
		return self.counts[quarters][self._key(row, column)]

	def _cell(self, row: Of, column: Of, quarters: Quarters) -> Cell:
		count = self._count(row, column, quarters)
		whole = self._count(row, (), quarters) if self._two else self._count((), (), quarters)
		is_part = bool(column if self._two else row)
		share = f"{danish_number(round(100 * count / whole))} %" if is_part and count and whole else ""
		return Cell(HIDDEN if count is None else str(count), share, (*row, *column), quarters)


def _label(row: Of) -> str:
	return row[0][1] if row else ALL
