"""Who must consent, and what a consent covers (N4, R104).

Forvaltningsloven § 28; retssikkerhedsloven § 11 a.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from .cadence import age_on, birthday
from .purposes import BRIEFING as BRIEFING
from .purposes import COLLECTING as COLLECTING
from .purposes import COORDINATION as COORDINATION
from .purposes import COURSE as COURSE
from .purposes import DEBRIEF as DEBRIEF
from .purposes import HANDOVER as HANDOVER
from .purposes import SELF_REPORT as SELF_REPORT

NAMES_INFORMATION = (COLLECTING, BRIEFING, HANDOVER, COORDINATION)
"""Purposes whose consents name the types of information that they cover."""

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
	"""One consent as given: a purpose, types of information, a receiver and a period.

	`born` is the person's date of birth, None when it is not known: the age decides how long a consent holds.
	"""

	purpose: str
	given_by: str
	given_on: date
	valid_until: date | None = None
	withdrawn_on: date | None = None
	informed: bool = True
	receiver: str = ""
	information_types: frozenset[str] = field(default_factory=frozenset)
	partners: frozenset[str] = field(default_factory=frozenset)
	born: date | None = None
	limits: AgeLimits = DEFAULT_LIMITS

	def valid_on(self, day: date) -> bool:
		"""Tell whether it is informed, given, not run out, not withdrawn and not outgrown on `day`."""
		return (
			self.informed
			and self.given_on <= day
			and (self.valid_until is None or day <= self.valid_until)
			and (self.withdrawn_on is None or day < self.withdrawn_on)
			and not self.outgrown_on(day)
		)

	def outgrown_on(self, day: date) -> bool:
		"""Tell whether the person has reached an age since at which the consent must be asked for anew (N4).

		The person's own counts from the age at which it is the person's to give. A custody holder's ends when
		the person comes to consent too, and again when the person alone does.
		"""
		if self.born is None:
			return False
		then, now = age_on(self.born, self.given_on), age_on(self.born, day)
		if self.given_by == CITIZEN:
			return then < self.limits.own <= now
		return any(then < limit <= now for limit in (self.limits.own, self.limits.custody))

	@property
	def outgrown_since(self) -> date | None:
		"""The first birthday from which it is outgrown, None where there is none."""
		ages = (self.limits.own, self.limits.custody)
		days = [birthday(self.born, age) for age in ages] if self.born else []
		return min((day for day in days if self.outgrown_on(day)), default=None)


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


def given_since(consents: Iterable[Consent], day: date | None) -> list[Consent]:
	"""Leave out what was given before `day`: it was given for a course that has closed meanwhile."""
	return [consent for consent in consents if day is None or consent.given_on >= day]


def outgrown_givers(
	consents: Iterable[Consent], purpose: str, givers: Collection[str], day: date
) -> tuple[str, ...]:
	"""Return those of `givers` whose consent to `purpose` would hold on `day`, but for the person's age."""
	outgrown = {
		consent.given_by
		for consent in consents
		if consent.purpose == purpose
		and consent.outgrown_on(day)
		and replace(consent, born=None).valid_on(day)
	}
	return tuple(giver for giver in givers if giver in outgrown)


def covers(
	consents: Iterable[Consent], information_type: str, receiver: str, givers: Collection[str], day: date
) -> bool:
	"""Tell whether each of `givers` lets `receiver` have this type of information in a handover on `day`."""
	return not missing_givers(_to(receiver, information_type, consents), HANDOVER, givers, day)


def rested_on(
	consents: Iterable[Consent], information_type: str, receiver: str, givers: Collection[str], day: date
) -> list[Consent]:
	"""Return for each of `givers` the newest consent by which `covers` lets this type of information pass."""
	valid = [
		consent
		for consent in _to(receiver, information_type, consents)
		if consent.purpose == HANDOVER and consent.valid_on(day)
	]
	newest = {consent.given_by: consent for consent in sorted(valid, key=lambda each: each.given_on)}
	return [newest[giver] for giver in givers if giver in newest]


def _to(receiver: str, information_type: str, consents: Iterable[Consent]) -> list[Consent]:
	return [
		consent
		for consent in consents
		if consent.receiver == receiver and information_type in consent.information_types
	]


def missing_to_pass_on(
	consents: Iterable[Consent], information_type: str, givers: Collection[str], day: date
) -> tuple[str, ...]:
	"""Return those of `givers` who do not let the mentor know this type of information on `day` (R39)."""
	naming_it = [consent for consent in consents if information_type in consent.information_types]
	return missing_givers(naming_it, BRIEFING, givers, day)


def missing_to_partner(
	consents: Iterable[Consent], information_type: str, partner: str, givers: Collection[str], day: date
) -> tuple[str, ...]:
	"""Return those of `givers` who do not let a partner know this type of information on `day` (R55)."""
	asked = called(partner)
	naming_both = [
		consent
		for consent in consents
		if information_type in consent.information_types
		and asked in {called(each) for each in consent.partners}
	]
	return missing_givers(naming_both, COORDINATION, givers, day)


def called(partner: str) -> str:
	"""Return the name of a partner by which two spellings of it are one."""
	return " ".join(partner.split()).casefold()


def no_longer_passed_on(consents: Collection[Consent], givers: Collection[str], day: date) -> frozenset[str]:
	"""Return the types of information that the mentor was let know once, and on `day` no more."""
	named = {kind for each in consents if each.purpose == BRIEFING for kind in each.information_types}
	return frozenset(kind for kind in named if missing_to_pass_on(consents, kind, givers, day))
