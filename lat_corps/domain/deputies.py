"""When a period in which somebody stands in for a coordinator may be made or changed (R9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .text import Message, _


@dataclass(frozen=True)
class Period:
	"""Both days belong to the period; one that was taken back before it began ends before its first day."""

	first: date
	last: date


def unmet(before: Period | None, after: Period, today: date) -> list[Message]:
	"""Return why a period may not be stored as `after`; `before` is what is stored, None for a new one.

	What has been stays: who saw what, and on what ground, must be told from it later (N3).
	"""
	if before == after:
		return []
	if before and before.last < today:
		return [Message(_("The period has ended and stays as it was: appoint the deputy anew."), {}, "N3")]
	if before and before.first < today and after.first != before.first:
		return [Message(_("The period has begun: its first day stays, the last one can be moved."), {}, "N3")]
	messages = []
	if after.first < today and not (before and before.first == after.first):
		messages.append(Message(_("The period begins today or later.")))
	if before and after.last < today - timedelta(days=1):
		messages.append(
			Message(_("The period ends yesterday at the earliest: what has been stays."), {}, "N3")
		)
	taken_back = before and after.last == today - timedelta(days=1)
	if after.last < after.first and not taken_back:
		messages.append(Message(_("The last day lies before the first.")))
	return messages
