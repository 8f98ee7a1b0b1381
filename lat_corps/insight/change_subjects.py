"""What is compared in figures on change, and who counts for it: questionnaires, and the ratings (R87)."""

from __future__ import annotations

from dataclasses import dataclass

from frappe import _

from lat_corps.domain.change_words import SINGLE, Scale
from lat_corps.domain.instruments import Instrument, score_range
from lat_corps.domain.pooling import TOTAL, CourseScores, Reliability
from lat_corps.domain.text import danish_number
from lat_corps.measurement.conversion import instrument_of
from lat_corps.measurement.counted import (
	Read,
	closings_of,
	measured_of,
	people_of,
	rated_of,
	ratings_of,
)
from lat_corps.privacy.kept_figures import GRIP_ON_LIFE, Figures


@dataclass(frozen=True)
class Subject:
	"""An instrument version or the ratings, as the reader is told of it."""

	title: str
	reference: str
	about: str
	scales: tuple[Scale, ...]
	reliability: Reliability | None = None

	@property
	def codes(self) -> list[str]:
		return [scale.code for scale in self.scales]


def subject_of(name: str) -> Subject:
	"""Return what is compared, by the name of an instrument or as GRIP_ON_LIFE."""
	if name == GRIP_ON_LIFE:
		title = _("Grip on life (1-10): first and latest rating")
		return Subject(title, "", _(SINGLE), (Scale(TOTAL, _("Rating"), 1, 10),))
	instrument = instrument_of(name)
	title, scales = instrument.shown_title, _scales_of(instrument)
	if instrument.sd is None or instrument.reliability is None:
		about = _("The instrument documents no SD and reliability: reliable change is not told.")
		return Subject(title, instrument.reference, about, scales)
	about = _("SD {0}, reliability {1}: {2}").format(
		danish_number(instrument.sd), danish_number(instrument.reliability), instrument.reliability_source
	)
	return Subject(
		title, instrument.reference, about, scales, Reliability(instrument.sd, instrument.reliability)
	)


def people_by_subject(
	read: Read, filters: dict[str, object], *, in_full: bool, under_way: bool = False
) -> dict[str, list[CourseScores]]:
	"""Return who counts for each instrument version that was used, and for the ratings, which come last."""
	closings = closings_of(read, filters, under_way)
	figures = Figures(filters, in_full)
	found = measured_of(read, filters)
	used = sorted({name for names in found.values() for name in names} | figures.instruments)
	people = {name: figures.with_kept(people_of(closings, found, name), name) for name in used}
	rated = rated_of(closings, ratings_of(filters))
	return {**people, GRIP_ON_LIFE: figures.with_kept(rated, GRIP_ON_LIFE)}


def _scales_of(instrument: Instrument) -> tuple[Scale, ...]:
	totals = [Scale(TOTAL, _("In total"), *score_range(instrument))] if instrument.has_total else []
	return (
		*totals,
		*(
			Scale(subscale.code, _(subscale.label), *score_range(instrument, subscale))
			for subscale in instrument.subscales
		),
	)
