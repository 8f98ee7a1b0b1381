"""Who must consent, and what a consent covers (N4, R104).

Forvaltningsloven § 28; retssikkerhedsloven § 11 a.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

COURSE = "Taking part in the course"
HANDOVER = "Handover to the caseworker"
DEBRIEF = "Debrief"

CITIZEN = "Citizen"
CUSTODY_HOLDER = "Custody holder"


@dataclass(frozen=True)
class AgeLimits:
	"""Ages in years: from `own` the person consents, below `custody` a custody holder does."""

	own: int = 15
	custody: int = 18


DEFAULT_LIMITS = AgeLimits()


@dataclass(frozen=True)
class Consent:
	"""One consent as given: a purpose, types of information, a receiver and a period."""

	purpose: str
	given_by: str
	given_on: date
	valid_until: date | None = None
	withdrawn_on: date | None = None
	informed: bool = True
	receiver: str = ""
	information_types: frozenset[str] = field(default_factory=frozenset)

	def valid_on(self, day: date) -> bool:
		"""Tell whether it is informed, given, not run out and not withdrawn on `day`."""
		return (
			self.informed
			and self.given_on <= day
			and (self.valid_until is None or day <= self.valid_until)
			and (self.withdrawn_on is None or day < self.withdrawn_on)
		)


def required_givers(age: int | None, limits: AgeLimits = DEFAULT_LIMITS) -> tuple[str, ...]:
	"""Return who must consent for a person of `age` years: the person, a custody holder, or both (N4).

	For an unknown age both are asked, so that a missing date of birth never opens anything.
	"""
	if age is None:
		return (CITIZEN, CUSTODY_HOLDER)
	givers = []
	if age >= limits.own:
		givers.append(CITIZEN)
	if age < limits.custody:
		givers.append(CUSTODY_HOLDER)
	return tuple(givers)


def missing_givers(
	consents: Iterable[Consent], purpose: str, givers: Collection[str], day: date
) -> tuple[str, ...]:
	"""Return those of `givers` who have given no consent to `purpose` that is valid on `day`."""
	given = {consent.given_by for consent in consents if consent.purpose == purpose and consent.valid_on(day)}
	return tuple(giver for giver in givers if giver not in given)


def covers(
	consents: Iterable[Consent], information_type: str, receiver: str, givers: Collection[str], day: date
) -> bool:
	"""Tell whether each of `givers` lets `receiver` have this type of information in a handover on `day`."""
	to_receiver = [
		consent
		for consent in consents
		if consent.receiver == receiver and information_type in consent.information_types
	]
	return not missing_givers(to_receiver, HANDOVER, givers, day)
