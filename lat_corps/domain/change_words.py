"""Figures of change as people read them: each with its name, its number written the Danish way (R87, R91)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from .disclosure import RELIABLY
from .pooling import PeriodChange, ScaleChange
from .text import Message, _, danish_number

Translate = Callable[[str], str]

HIDDEN = _("hidden")
UNDEFINED = "–"

CONVENTIONS = (
	_("Change is after minus before, in points of the score. A person is in it once, with both scores."),
	_(
		"A person with several courses, or with one that was closed more than once, counts once: with the "
		"first closing that lacks the fewest scores."
	),
	_("“Increased” and “declined” tell which way the number went, and not whether that is good."),
	_("SD: standard deviation of a sample. The 95 % interval comes from the t distribution."),
	_("Cohen's dz: mean change divided by the SD of the change."),
	_(
		"Wilcoxon's W: the smaller sum of signed ranks; who did not change is left out. The p value is exact "
		"up to 50 pairs without equal sizes, else approximate with continuity correction."
	),
	_(
		"Reliable change (Jacobson and Truax 1991): more than measurement error explains, at 95 %. "
		"Only for instruments whose SD and reliability are documented."
	),
)
PROTECTION = (
	_("Only years that have ended are here, joined until enough people are in them."),
	_(
		"Here a person's first closing counts, whatever is missing in it: "
		"no later course changes figures that have been shown."
	),
	_("Figures on fewer people than {threshold} are hidden, and those from which they could be computed."),
)
OF_A_MUNICIPALITY = (
	_(
		"The closings of a year are counted once: when the municipality sends its report of the year, else "
		"on 1 July after it, when no answer can come in any more. What is answered, corrected or erased "
		"since changes nothing."
	),
)
OF_THE_COUNTRY = (
	_(
		"The closings of a year are counted once, on 1 July after it, when no answer can come in any more. "
		"What is answered, corrected or erased since changes nothing."
	),
	_("Years are joined until no municipality gives nearly all of the people in them."),
)
SINGLE = _("Ratings of 1 to 10 have no documented measurement error: reliable change is not told.")


@dataclass(frozen=True)
class Scale:
	"""The total or a subscale, with its lowest and highest score."""

	code: str
	label: str
	lowest: float
	highest: float

	@property
	def range(self) -> str:
		return f"{danish_number(self.lowest)}–{danish_number(self.highest)}"


@dataclass(frozen=True)
class ChangeGroup:
	"""An instrument version, or the ratings: its scales, and its changes by period, named for the reader."""

	title: str
	reference: str
	about: str
	scales: tuple[Scale, ...]
	periods: tuple[tuple[str, tuple[ScaleChange, ...]], ...]

	def tables(self, translate: Translate) -> list[tuple[str, list[tuple[str, list[str]]]]]:
		"""Return (period, lines), each line the name of a figure and its value on each scale."""
		tables = []
		for period, changes in self.periods:
			columns = [dict(figure_lines(change, translate)) for change in changes]
			names = dict.fromkeys(name for column in columns for name in column)
			tables.append((period, [(name, [column.get(name, "") for column in columns]) for name in names]))
		return tables


def period_name(period: PeriodChange, translate: Translate) -> str:
	if period.first is None:
		return ""
	if period.first == period.last:
		return Message(_("Closed in {year}"), {"year": period.first}).render(translate)
	return Message(_("Closed from {first} to {last}"), {"first": period.first, "last": period.last}).render(
		translate
	)


def figure_lines(change: ScaleChange, translate: Translate) -> Iterator[tuple[str, str]]:
	"""Yield name and value of each figure; a hidden one says so, one that is not defined is a dash."""
	told = _Told(change, translate)
	yield translate(_("People with both scores (n)")), told.count("n_pairs")
	yield translate(_("Missing one or both")), told.count("n_missing")
	yield translate(_("Mean before (SD)")), told.spread("mean_before", "sd_before")
	yield translate(_("Mean after (SD)")), told.spread("mean_after", "sd_after")
	yield translate(_("Mean change (SD)")), told.spread("mean_change", "sd_change", signed=True)
	yield translate(_("95 % interval of the mean change")), told.interval()
	yield translate(_("Cohen's dz")), told.number("cohens_dz", signed=True)
	yield translate(_("Wilcoxon's W (p)")), told.wilcoxon()
	if told.has("n_increased"):
		yield (
			translate(_("Increased / the same / declined")),
			told.counts("n_increased", "n_same", "n_declined"),
		)
	if told.has(f"{RELIABLY}smallest"):
		counts = (f"{RELIABLY}{name}" for name in ("n_increased", "n_unchanged", "n_declined"))
		yield translate(_("Reliably increased / unchanged / declined")), told.counts(*counts)
		yield translate(_("Smallest reliable change, in points")), told.number(f"{RELIABLY}smallest")


def p_value(value: float) -> str:
	"""Write a p value with three decimals, a smaller one as less than 0,001."""
	return "< 0,001" if value < 0.001 else f"{value:.3f}".replace(".", ",")


@dataclass(frozen=True)
class _Told:
	change: ScaleChange
	translate: Translate

	@property
	def figures(self) -> Mapping[str, object]:
		return self.change.figures

	def has(self, name: str) -> bool:
		"""Whether a figure is told at all: two divisions of the same people never are."""
		replaced = any(key.startswith(f"{RELIABLY}n_") for key in (*self.figures, *self.change.hidden))
		if name == "n_increased" and replaced and name in self.change.hidden:
			return False
		return name in self.figures or name in self.change.hidden

	def number(self, name: str, signed: bool = False) -> str:
		if name in self.change.hidden:
			return self.translate(HIDDEN)
		value = self.figures.get(name)
		return UNDEFINED if value is None else danish_number(value, signed=signed)

	def count(self, name: str) -> str:
		return self.number(name)

	def counts(self, *names: str) -> str:
		return " / ".join(self.count(name) for name in names)

	def spread(self, mean: str, sd: str, signed: bool = False) -> str:
		value = self.number(mean, signed)
		return value if self.figures.get(mean) is None else f"{value} ({self.number(sd)})"

	def interval(self) -> str:
		if "ci95" in self.change.hidden:
			return self.translate(HIDDEN)
		found = self.figures.get("ci95")
		if found is None:
			return UNDEFINED
		low, high = (danish_number(end, signed=True) for end in found)
		return Message(_("{low} to {high}"), {"low": low, "high": high}).render(self.translate)

	def wilcoxon(self) -> str:
		if "wilcoxon_w" in self.change.hidden:
			return self.translate(HIDDEN)
		statistic, p = self.figures.get("wilcoxon_w"), self.figures.get("wilcoxon_p")
		return UNDEFINED if statistic is None else f"{danish_number(statistic)} ({p_value(p)})"
