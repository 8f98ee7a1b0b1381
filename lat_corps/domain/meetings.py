"""The pace of a corps: when its next local meeting and a next training are due (R4, R12, R64, R78)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from .cadence import months_after

LOCAL = "Local meeting"


@dataclass(frozen=True)
class Meeting:
	"""A local meeting: the day it was held, or for one that was not yet, the day planned."""

	name: str
	planned: date
	held: date | None = None


def meeting_due(meetings: Iterable[Meeting], months: int) -> dict[str, date]:
	"""Return the last meeting that was held, with the day by which the next one is due.

	Nothing is due where no meeting was held yet, without months, or once a later one is planned in time.
	"""
	meetings = list(meetings)
	held = [meeting for meeting in meetings if meeting.held]
	if not held or not months:
		return {}
	last = max(held, key=lambda meeting: (meeting.held, meeting.name))
	due = months_after(last.held, months)
	planned = any(not meeting.held and last.held < meeting.planned <= due for meeting in meetings)
	return {} if planned else {last.name: due}


@dataclass(frozen=True)
class Training:
	name: str
	kind: str
	taken: date
	valid_until: date | None


def renewals(trainings: Iterable[Training]) -> Mapping[str, date]:
	"""Return the trainings of one person that are to be renewed, each with its last day.

	A later one of the same kind takes the place of those before it.
	"""
	latest: dict[str, Training] = {}
	for training in sorted(trainings, key=lambda training: (training.taken, training.name)):
		latest[training.kind] = training
	return {training.name: training.valid_until for training in latest.values() if training.valid_until}
