"""Who is asked to acknowledge which role description, and what stands of the requests already made (R16)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

AWAITING, ACKNOWLEDGED, LAPSED = "Awaiting", "Acknowledged", "Lapsed"

Asked = tuple[str, str]
"""A role description and the person it binds."""


@dataclass(frozen=True)
class Request:
	name: str
	asked: Asked
	standing: str


@dataclass(frozen=True)
class Plan:
	"""What brings the requests up to date: whom to ask, and the requests whose standing changes."""

	ask: tuple[Asked, ...]
	standings: dict[str, str]


def bring_up_to_date(
	bound: Collection[Asked], acknowledged: Collection[Asked], requests: Iterable[Request]
) -> Plan:
	"""Return the plan for the people bound today by the descriptions in force.

	A request that awaits ends as Acknowledged, or as Lapsed when its description no longer binds the person.
	What has ended stays as it ended, except that a late acknowledgement is never shown as lapsed; somebody
	who is bound anew is asked anew. Carrying the plan out and planning again gives an empty plan.
	"""
	requests = list(requests)
	awaited = {request.asked for request in requests if request.standing == AWAITING}
	standings = {}
	for request in requests:
		if request.asked in acknowledged:
			standing = ACKNOWLEDGED
		elif request.standing == AWAITING and request.asked not in bound:
			standing = LAPSED
		else:
			standing = request.standing
		if standing != request.standing:
			standings[request.name] = standing
	return Plan(tuple(sorted({*bound} - {*acknowledged} - awaited)), standings)
