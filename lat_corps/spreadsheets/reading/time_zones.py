"""Times of a zone that a row of headings names, as Qualtrics' does: the day is that in Denmark (N10)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from ...domain.text import Message, _
from ..cells.dates import DENMARK
from ..cells.table import Cell, Row, column_name

ZONE_NAMED = re.compile(r"[\"']timeZone[\"']\s*:\s*[\"']([A-Za-z]{1,20}(?:/[A-Za-z_]{1,30}){1,2})[\"']")
ENDS_WITH_TIME = re.compile(r"[0-9][ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?[AaPp][Mm])?\Z")


def zones_named(headings: Sequence[Cell]) -> dict[int, ZoneInfo]:
	"""Return the zones that a row of headings names, by the place of the column; not that of Denmark."""
	found = {}
	for place, cell in enumerate(headings):
		match = ZONE_NAMED.search(cell) if isinstance(cell, str) else None
		zone = _zone(match[1]) if match else None
		if zone and zone != DENMARK:
			found[place] = zone
	return found


def put_in_zones(rows: Sequence[Row], zones: Mapping[int, ZoneInfo]) -> None:
	"""Let the times of these columns say their zone."""
	for row in rows:
		for place, zone in zones.items():
			if place < len(row.cells):
				row.cells[place] = _in_zone(row.cells[place], zone)


def said_of_zones(zones: Mapping[int, ZoneInfo]) -> list[Message]:
	return (
		[
			Message(
				_("The times in the columns {columns} are those of {zones}. A day is that in Denmark."),
				{
					"columns": [column_name(place + 1) for place in zones],
					"zones": sorted({zone.key for zone in zones.values()}),
				},
			)
		]
		if zones
		else []
	)


def _in_zone(cell: Cell, zone: ZoneInfo) -> Cell:
	if isinstance(cell, dt.datetime):
		return f"{cell:%Y-%m-%d %H:%M:%S} {zone.key}"
	if isinstance(cell, str) and ENDS_WITH_TIME.search(cell):
		return f"{cell} {zone.key}"
	return cell


def _zone(name: str) -> ZoneInfo | None:
	try:
		return ZoneInfo(name)
	except (KeyError, ValueError, OSError):
		return None
