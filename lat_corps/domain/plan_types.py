"""Which plan the law has for a person, by age: a table with the days on which each is in force (R15, T7).

What the law asks of a municipality is no advice of this app: a plan that fits no longer is talked about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .cadence import age_on, months_after

SECTION_140 = "Section 140 plan"
SECTION_141 = "Section 141 plan"
YOUTH = "Youth plan"
WHOLE_PERSON = "Whole-person plan"

BARNETS_LOV = date(2024, 1, 1)


@dataclass(frozen=True)
class PlanType:
	"""A plan that the law names: from one age through another, in force from a day until another."""

	law: str
	age_from: int = 0
	age_to: int | None = None
	in_force_from: date | None = None
	in_force_until: date | None = None

	def fits(self, born: date | None, day: date) -> bool:
		if (self.in_force_from and day < self.in_force_from) or (
			self.in_force_until and self.in_force_until < day
		):
			return False
		age = age_on(born, day) if born else None
		return age is None or (self.age_from <= age and (self.age_to is None or age <= self.age_to))


PLAN_TYPES = {
	SECTION_140: PlanType("serviceloven § 140", age_to=17, in_force_until=BARNETS_LOV - timedelta(days=1)),
	SECTION_141: PlanType("serviceloven § 141", age_from=18),
	YOUTH: PlanType("barnets lov §§ 108-109", age_to=17, in_force_from=BARNETS_LOV),
	WHOLE_PERSON: PlanType("barnets lov § 110", age_from=16, age_to=23, in_force_from=BARNETS_LOV),
}


def plans_on(born: date | None, day: date) -> tuple[str, ...]:
	"""Return the plans there are for a person on `day`; without a date of birth, those of every age."""
	return tuple(name for name, plan in PLAN_TYPES.items() if plan.fits(born, day))


def fits_until(name: str, born: date | None, day: date) -> date | None:
	"""Return the last day on which a plan fits the person; None where neither age nor law ends it.

	One that does not fit on `day` was outgrown, or has not begun: it is to be talked about now.
	"""
	plan = PLAN_TYPES[name]
	lasts = [plan.in_force_until] if plan.in_force_until else []
	if born and plan.age_to is not None:
		lasts.append(_turns(born, plan.age_to + 1) - timedelta(days=1))
	last = min(lasts, default=None)
	if not plan.fits(born, day) and not (last and last < day):
		return day - timedelta(days=1)
	return last


def _turns(born: date, age: int) -> date:
	"""Return the day on which `age_on` first says `age`."""
	birthday = months_after(born, 12 * age)
	return birthday if age_on(born, birthday) == age else birthday + timedelta(days=1)
