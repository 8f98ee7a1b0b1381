"""Who may see which field of a citizen: the one table of the contact card (N2).

`LAT Citizen` itself is the coordinator's alone: Frappe would let any reader of the record filter by the
fields that a level hides. Whoever works with the person gets these fields through the course.
"""

from collections.abc import Collection

from lat_corps.domain.roles import COORDINATOR, MENTOR

_BOTH = frozenset((COORDINATOR, MENTOR))
_COORDINATOR_ALONE = frozenset((COORDINATOR,))
_STANDS_ON_THE_COURSE: frozenset[str] = frozenset()
_OF_FIGURES_ALONE: frozenset[str] = frozenset()

CONTACT_CARD: dict[str, frozenset[str]] = {
	"full_name": _BOTH,
	"working_name": _BOTH,
	"phone": _BOTH,
	"email": _BOTH,
	"reach": _BOTH,
	"languages": _BOTH,
	"gender": _BOTH,
	"birth_date": _COORDINATOR_ALONE,
	"custody_holders": _COORDINATOR_ALONE,
	"municipality": _STANDS_ON_THE_COURSE,
	"counted_apart": _OF_FIGURES_ALONE,
}
"""Field of `LAT Citizen` -> the roles that see it, in the order in which the card shows it.

The mentor's match needs gender and an age span (R27, R28); gender and the age at referral, in whole years,
stand on the course too. The day of birth decides who consents, which is the coordinator's to see to (N4).
A packet that was sent names it, so that the receiver takes nobody for somebody else: coordinator and mentor,
who answer for the handover together (R98), read it there.
"""


def card_fields(roles: Collection[str]) -> list[str]:
	"""Return the fields of a citizen that somebody may see who acts on the course in `roles`."""
	return [fieldname for fieldname, readers in CONTACT_CARD.items() if readers & set(roles)]
