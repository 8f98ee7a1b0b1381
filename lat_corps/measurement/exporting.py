"""Measurements for analysts: a workbook or a Danish CSV of what the user may see (R6, R87, R88, R91, R92)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import frappe
from frappe import _
from frappe.utils import cint, getdate

from lat_corps.casework.derived import MEASURED_FIELDS, grouped_by_case
from lat_corps.casework.self_report import UNASKED, of_courses
from lat_corps.days import day_of, own_today
from lat_corps.domain.age_groups import age_group
from lat_corps.domain.instruments import score
from lat_corps.domain.text import danish_date
from lat_corps.downloads import send_file
from lat_corps.measurement.conversion import instrument_of, numbers_of_many
from lat_corps.measurement.missing import CASE_FIELDS, Records, missing_rows
from lat_corps.read_log.noting import EXPORTED, note
from lat_corps.spreadsheets.writing.export import (
	Export,
	ExportLayout,
	Marks,
	MeasurementRow,
	MissingRow,
	ProgressionRow,
	measurements_csv,
	measurements_workbook,
)

LAYOUTS: tuple[ExportLayout, ...] = ("Long", "Wide")
FORMATS = {"Workbook": "xlsx", "CSV": "csv"}

AT_ONCE = 5000
"""Measurements that a request may write: some seconds. More are written by a job."""

BATCH = 1000
"""Measurements that are read at a time, with their answers: two queries."""

FIELDS = [
	"name",
	"lat_case",
	"municipality",
	"instrument",
	"measured_at",
	"measured_on",
	"standing",
	"score",
	"reading",
	"missing_reason",
]


@dataclass(frozen=True)
class Scope:
	"""What is to be exported: empty means all that the user may see. Days are those of the answers."""

	municipality: str = ""
	instrument: str = ""
	from_date: date | None = None
	to_date: date | None = None

	def filters(self, day_field: str) -> dict:
		found: dict = {"municipality": self.municipality} if self.municipality else {}
		if self.from_date and self.to_date:
			found[day_field] = ["between", (self.from_date, self.to_date)]
		elif self.from_date or self.to_date:
			found[day_field] = [">=", self.from_date] if self.from_date else ["<=", self.to_date]
		return found

	def holds(self, day: date | None) -> bool:
		"""Tell whether something of that day belongs to the period; what has no day belongs to none."""
		if not (self.from_date or self.to_date):
			return True
		if day is None:
			return False
		return (self.from_date or day) <= day <= (self.to_date or day)

	def sentences(self) -> list[str]:
		said = []
		if self.municipality:
			said.append(_("Only {0}.").format(self.municipality))
		if self.instrument:
			said.append(_("Only {0}.").format(instrument_of(self.instrument).shown_title))
		if self.from_date:
			said.append(_("Answered from {0}.").format(danish_date(self.from_date)))
		if self.to_date:
			said.append(_("Answered until {0}.").format(danish_date(self.to_date)))
		return [*said, _("Exported {0}.").format(danish_date(own_today()))]


@dataclass(frozen=True)
class Asked:
	"""A file as the user asked for it."""

	scope: Scope
	layout: ExportLayout = "Long"
	file_format: str = "Workbook"
	words: bool = True

	@property
	def filename(self) -> str:
		parts = (_("Measurements"), self.scope.municipality, str(own_today()))
		return f"{' '.join(part for part in parts if part)}.{FORMATS[self.file_format]}"


Tell = Callable[[int, int], None]
"""Is told how many measurements are written, and of how many; may raise to stop."""


@frappe.whitelist()
def download_measurements(
	municipality: str | None = None,
	instrument: str | None = None,
	from_date: str | None = None,
	to_date: str | None = None,
	layout: str = "Long",
	file_format: str = "Workbook",
	words: int | str = 1,
) -> None:
	"""Send the measurements that the user may see, all or those asked for, as a file."""
	frappe.has_permission("LAT Measurement", "read", throw=True)
	asked = asked_for(municipality, instrument, from_date, to_date, layout, file_format, words)
	if is_long(asked.scope):
		frappe.throw(
			_("A file of more than {0} measurements takes long: export it from their list.").format(AT_ONCE)
		)
	send_file(file_of(asked), asked.filename)


def asked_for(
	municipality: str | None,
	instrument: str | None,
	from_date: str | None,
	to_date: str | None,
	layout: str,
	file_format: str,
	words: int | str,
) -> Asked:
	"""Return what a request asks for; frappe.ValidationError where that makes no sense."""
	if layout not in LAYOUTS or file_format not in FORMATS:
		frappe.throw(_("Choose the layout Long or Wide, and the format Workbook or CSV."))
	scope = _scope(municipality, instrument, from_date, to_date)
	return Asked(scope, layout, file_format, bool(cint(words)))


def _scope(
	municipality: str | None, instrument: str | None, from_date: str | None, to_date: str | None
) -> Scope:
	try:
		first, last = (day_of(day) for day in (from_date, to_date))
	except ValueError:
		frappe.throw(_("Write the period as dates."))
	if first and last and first > last:
		frappe.throw(_("The period ends before it begins."))
	if instrument and not frappe.get_list("LAT Instrument", filters={"name": instrument}, limit=1):
		frappe.throw(_("There is no instrument {0}.").format(frappe.utils.escape_html(instrument)))
	return Scope(municipality or "", instrument or "", first, last)


def workbook(municipality: str | None = None) -> bytes:
	"""Return the measurements of the user's courses as an .xlsx file, missing ones included."""
	return file_of(Asked(Scope(municipality or "")))


def is_long(scope: Scope) -> bool:
	"""Tell whether a file of `scope` takes longer than a request should."""
	return len(_found(scope, AT_ONCE + 1)) > AT_ONCE


def _found(scope: Scope, limit: int = 0) -> list[frappe._dict]:
	own = {"instrument": scope.instrument} if scope.instrument else {}
	return frappe.get_list(
		"LAT Measurement",
		filters={**scope.filters("measured_on"), **own},
		fields=["name", "instrument"],
		order_by="lat_case asc, measured_on asc, name asc",
		limit=limit,
	)


def file_of(asked: Asked, tell: Tell = lambda done, total: None) -> bytes:
	"""Return a file of the measurements asked for that the user may read, and log the reading of each.

	A workbook tells the ratings and what is missing besides; a CSV file has the measurements alone.
	"""
	scope = asked.scope
	found = _found(scope)
	names = [row.name for row in found]
	note(EXPORTED, "LAT Measurement", names)
	instruments = sorted({row.instrument for row in found} | ({scope.instrument} - {None, ""}))
	cases = _cases(scope)
	course_types = {case.name: case.course_type or "" for case in cases}
	marks = _marks(cases)
	export = Export(
		rows=_rows(names, course_types, tell),
		instruments=[instrument_of(name) for name in instruments],
		layout=asked.layout,
		words=asked.words,
		scope=scope.sentences(),
		marks=marks,
	)
	if asked.file_format == "CSV":
		return b"".join(measurements_csv(export, _))
	ratings = _ratings(scope)
	note(EXPORTED, "LAT Progression", [row.name for row in ratings])
	whole = replace(export, progressions=_progressions(ratings, course_types), missing=_missing(scope, cases))
	return measurements_workbook(whole, _)


def _cases(scope: Scope) -> list[frappe._dict]:
	return frappe.get_list(
		"LAT Case",
		filters={"municipality": scope.municipality} if scope.municipality else None,
		fields=[*CASE_FIELDS, "citizen", "target_group", "age_at_referral"],
		order_by="name asc",
		limit=0,
	)


def _marks(cases: Sequence[frappe._dict]) -> dict[str, Marks]:
	"""Return what marks the persons of courses, of those whose data the user may read."""
	if not frappe.has_permission("LAT Citizen", "read"):
		return {}
	citizens = frappe.get_list(
		"LAT Citizen",
		filters={"name": ["in", sorted({case.citizen for case in cases})]},
		fields=["name", "gender"],
		order_by="name asc",
		limit=0,
	)
	note(EXPORTED, "LAT Citizen", [citizen.name for citizen in citizens])
	known = {citizen.name: citizen for citizen in citizens}
	consented = of_courses([case.name for case in cases])
	return {
		case.name: Marks(
			case.target_group or "",
			_age_group(case),
			citizen.gender or "",
			consented.get(case.name, UNASKED).standing,
		)
		for case in cases
		if (citizen := known.get(case.citizen))
	}


def _age_group(case: frappe._dict) -> str:
	return age_group(case.age_at_referral) if (case.age_at_referral or 0) > 0 else ""


def _rows(names: Sequence[str], course_types: dict[str, str], tell: Tell) -> Iterator[MeasurementRow]:
	"""Yield the measurements in the order of `names`, read batch by batch."""
	scored: dict[tuple, dict[str, float | None]] = {}
	for start in range(0, len(names), BATCH):
		batch = names[start : start + BATCH]
		read = {
			row.name: row
			for row in frappe.get_list(
				"LAT Measurement",
				filters={"name": ["in", batch]},
				fields=FIELDS,
				order_by="name asc",
				limit=0,
			)
		}
		answers = numbers_of_many(batch)
		for name in batch:
			row = read.get(name)
			if row is None:
				continue
			instrument = instrument_of(row.instrument)
			given = answers.get(name, {})
			subscales = {}
			if instrument.subscales:
				key = (row.instrument, tuple(given.items()))
				if key not in scored:
					scored[key] = score(instrument, given).subscales
				subscales = scored[key]
			yield MeasurementRow(
				case=row.lat_case,
				municipality=row.municipality,
				course_type=course_types.get(row.lat_case, ""),
				point=row.measured_at,
				date=day_of(row.measured_on),
				instrument_code=instrument.code,
				instrument_version=instrument.version,
				answers=given,
				score=row.score if instrument.has_total and row.standing == "Answered" else None,
				has_total=instrument.has_total,
				reading=row.reading or "",
				missing_reason=row.missing_reason or "",
				subscales=subscales,
			)
		tell(start + len(batch), len(names))


def _ratings(scope: Scope) -> list[frappe._dict]:
	return frappe.get_list(
		"LAT Progression",
		filters=scope.filters("rated_on"),
		fields=[
			"name",
			"lat_case",
			"municipality",
			"rated_on",
			"rating",
			"rated_by",
			"why_not_lower",
			"one_step_up",
		],
		order_by="lat_case asc, rated_on asc, creation asc",
		limit=0,
	)


def _progressions(ratings: Iterable[frappe._dict], course_types: dict[str, str]) -> Iterator[ProgressionRow]:
	for row in ratings:
		yield ProgressionRow(
			case=row.lat_case,
			municipality=row.municipality,
			course_type=course_types.get(row.lat_case, ""),
			date=getdate(row.rated_on),
			rating=row.rating,
			rated_by=row.rated_by or "",
			why_not_lower=row.why_not_lower or "",
			one_step_up=row.one_step_up or "",
		)


def _missing(scope: Scope, cases: Sequence[frappe._dict]) -> Iterator[MissingRow]:
	"""Yield the missing events of the period; whatever the period, what is recorded settles a point."""
	only = instrument_of(scope.instrument).reference if scope.instrument else ""
	for start in range(0, len(cases), BATCH):
		batch = cases[start : start + BATCH]
		names = [case.name for case in batch]
		measurements = _by_case("LAT Measurement", names, *MEASURED_FIELDS, "measured_on", "missing_reason")
		recorded = [row for rows in measurements.values() for row in rows]
		_add_skip_reasons([row for row in recorded if row.standing != "Answered"])
		references = {row.instrument: instrument_of(row.instrument).reference for row in recorded}
		rated = {
			case: [getdate(row.rated_on) for row in rows]
			for case, rows in _by_case("LAT Progression", names, "rated_on").items()
		}
		for row in missing_rows(batch, Records(measurements, rated), references):
			if row.instrument in ("", only or row.instrument) and scope.holds(row.due or row.until):
				yield row


def _by_case(doctype: str, cases: Sequence[str], *fields: str) -> dict[str, list[frappe._dict]]:
	return grouped_by_case(
		frappe.get_list(
			doctype,
			filters={"lat_case": ["in", cases]},
			fields=["name", "lat_case", *fields],
			order_by="lat_case asc, creation asc",
			limit=0,
		)
	)


def _add_skip_reasons(measurements: Sequence[frappe._dict]) -> None:
	by_name = {row.name: row for row in measurements}
	if not by_name:
		return
	for row in frappe.get_all(
		"LAT Answer",
		filters={"parenttype": "LAT Measurement", "parent": ["in", sorted(by_name)]},
		fields=["parent", "skip_reason"],
		order_by="parent asc, idx asc",
	):
		by_name[row.parent].setdefault("skip_reasons", []).append(row.skip_reason)
