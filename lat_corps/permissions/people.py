"""What a person reaches: the municipalities and mentors behind the login (R2, R5, N1).

Functions come from `LAT Municipality`, never from a field that the person can edit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import frappe
from frappe.utils import getdate

from lat_corps.days import danish_today
from lat_corps.domain.documents.loan import HOLDING
from lat_corps.domain.documents.mentor import IN_CORPS, WITH_LOGIN
from lat_corps.domain.roles import (
	ADMINISTRATOR,
	ALL_ROLES,
	COORDINATOR,
	FUNCTION_ROLE,
	MENTOR,
	NATIONAL_CENTRE,
)

SYSTEM_MANAGER = "System Manager"

HANDED_ON = "lat_reach"
"""Flag of a request: the reach that has let it in."""


@dataclass(frozen=True)
class Reach:
	"""`municipalities` maps a role to the municipalities where the person holds it today."""

	user: str
	roles: frozenset[str]
	municipalities: dict[str, frozenset[str]] = field(default_factory=dict)
	mentors: frozenset[str] = frozenset()

	def municipalities_as(self, role: str) -> frozenset[str]:
		return self.municipalities.get(role, frozenset())

	@property
	def any_municipality(self) -> frozenset[str]:
		return frozenset().union(*self.municipalities.values())


_FUNCTIONS = """
	select parent as municipality, member_function, from_date, to_date, null as mentor
	from `tabLAT Municipality Member`
	where user = %(user)s and parenttype = 'LAT Municipality'
"""
_DEPUTIES = """
	select cover.municipality, 'Coordinator' as member_function,
		case when away.from_date > cover.from_date then away.from_date else cover.from_date end as from_date,
		case when away.to_date < cover.to_date then away.to_date else cover.to_date end as to_date,
		null as mentor
	from `tabLAT Deputy` cover
	join `tabLAT Municipality Member` away on away.parent = cover.municipality
		and away.parenttype = 'LAT Municipality' and away.user = cover.coordinator
		and away.member_function = 'Coordinator'
	where cover.deputy = %(user)s
"""
_MENTORS = """
	select case when stage in %(in_corps)s then municipality end as municipality,
		'Mentor' as member_function, null as from_date, null as to_date, name as mentor
	from `tabLAT Mentor`
	where user = %(user)s and stage in %(with_login)s
	union all
	select loan.borrowing_municipality, 'Mentor', loan.from_date, loan.to_date, loan.mentor
	from `tabLAT Mentor Loan` loan
	join `tabLAT Mentor` lent on lent.name = loan.mentor
	where lent.user = %(user)s and lent.stage in %(with_login)s and loan.borrowing_municipality != ''
		and loan.stage in %(holding)s
"""
_ROLE_OF = {**FUNCTION_ROLE, "Mentor": MENTOR}


def reach_of(user: str) -> Reach:
	"""Return the reach of `user` today; a role counts only where a municipality has given its function.

	A candidate is a mentor with a record of their own and no municipality yet, who has left is none at all.

	Every list, form and search begins with it, so it is one statement. Nothing is kept from one call to the
	next, but what `hand_on` says: what ends or is taken away opens nothing from that moment on.
	"""
	held = _held(user)
	kept = frappe.local.flags.pop(HANDED_ON, None)
	if kept and kept[1:] == (user, held, frappe.db.transaction_writes):
		return kept[0]
	municipalities: dict[str, set[str]] = {}
	mentors = set()
	for row in _given(user, held):
		role = _ROLE_OF[row.member_function]
		if role not in held or not _holds_today(row):
			continue
		if row.mentor:
			mentors.add(row.mentor)
		if row.municipality:
			municipalities.setdefault(role, set()).add(row.municipality)
	return Reach(
		user=user,
		roles=frozenset(
			role
			for role in held
			if role in (SYSTEM_MANAGER, ADMINISTRATOR, NATIONAL_CENTRE)
			or municipalities.get(role)
			or (role == MENTOR and mentors)
		),
		municipalities={role: frozenset(names) for role, names in municipalities.items()},
		mentors=frozenset(mentors),
	)


def hand_on(reach: Reach) -> None:
	"""Keep the reach that has let a request in for the first question of what then runs, and that one alone.

	Or keep the one by which a document is checked (`checked_roles`). Between the two questions stands nothing
	but Frappe's own way from the one to the other. What is written meanwhile, another login, or a role that
	is given or taken, makes the question a new one.
	"""
	kept = (reach, reach.user, _held(reach.user), frappe.db.transaction_writes)
	frappe.local.flags[HANDED_ON] = kept


def _held(user: str) -> frozenset[str]:
	return frozenset(frappe.get_roles(user)) & {*ALL_ROLES, SYSTEM_MANAGER}


def _given(user: str, held: frozenset[str]) -> list[frappe._dict]:
	"""Return the functions and mentors behind a login that holds the roles `held`, with their periods."""
	parts = [_FUNCTIONS] if held & {*FUNCTION_ROLE.values()} else []
	parts += [_DEPUTIES] if COORDINATOR in held else []
	parts += [_MENTORS] if MENTOR in held else []
	if not parts:
		return []
	# Put together from the constants above; values go in as parameters.
	query = " union all ".join(parts)
	values = {"user": user, "holding": HOLDING, "in_corps": IN_CORPS, "with_login": WITH_LOGIN}
	return frappe.db.sql(query, values, as_dict=True)  # nosemgrep: frappe-using-db-sql


LENT_TODAY = """from `tabLAT Mentor Loan` loan
	where loan.stage in %(holding)s and loan.from_date <= %(day)s and loan.to_date >= %(day)s
		and loan.borrowing_municipality != ''"""
"""The loans within the corps that hold today (R22).

Asked of the dates each time: access opens and ends with the period, whether or not a job has run.
"""


def when_lent() -> dict[str, object]:
	"""Return the values of a question that holds `LENT_TODAY`."""
	return {"holding": HOLDING, "day": danish_today()}


def loans_today(**named: str | list[str] | None) -> list[frappe._dict]:
	"""Return (mentor, borrowing_municipality) of the loans that hold today, of one or some of either."""
	asked = {field: value if isinstance(value, list) else [value] for field, value in named.items()}
	# The names of fields stand in the code that asks.
	chosen = "".join(f" and loan.`{field}` in %({field})s" for field in asked)
	query = f"select loan.mentor, loan.borrowing_municipality {LENT_TODAY}{chosen} order by loan.name"
	return frappe.db.sql(query, {**when_lent(), **asked}, as_dict=True)  # nosemgrep: frappe-using-db-sql


def _holds_today(period: frappe._dict) -> bool:
	if not period.from_date and not period.to_date:
		return True
	day = danish_today()
	return (not period.from_date or getdate(period.from_date) <= day) and (
		not period.to_date or day <= getdate(period.to_date)
	)


def holds_function(user: str, municipality: str, role: str) -> bool:
	"""Tell whether `user` holds `role` in `municipality` today."""
	return municipality in reach_of(user).municipalities_as(role)


def holders(function: str, municipality: str) -> frozenset[str]:
	"""Return the logins that hold a function (`FUNCTION_ROLE`) in a municipality today, deputies too."""
	deputies = deputies_today(municipality) if function == "Coordinator" else []
	return members(function, municipality) | logins_in_role(
		(row.deputy for row in deputies), FUNCTION_ROLE[function]
	)


def members(function: str, municipality: str) -> frozenset[str]:
	"""Return the logins that hold a function today because they are members, not as somebody's deputy."""
	return logins_in_role(_members_today(function, municipality), FUNCTION_ROLE[function])


def _members_today(function: str, municipality: str) -> list[str]:
	rows = frappe.get_all(
		"LAT Municipality Member",
		filters={"parent": municipality, "parenttype": "LAT Municipality", "member_function": function},
		fields=["user", "from_date", "to_date"],
		order_by="idx asc",
	)
	return [row.user for row in rows if _holds_today(row)]


DEPUTY = ("coordinator", "coordinator_name", "deputy", "deputy_name")


def deputies_today(municipality: str) -> list[frappe._dict]:
	"""Return who stands in for a coordinator of the municipality today, and until when (R9).

	A deputy has what the coordinator has: when that function ends, the deputy's ends too.
	"""
	day = danish_today()
	rows = frappe.get_all(
		"LAT Deputy",
		filters={"municipality": municipality, "from_date": ["<=", day], "to_date": [">=", day]},
		fields=["name", "municipality", *DEPUTY, "to_date"],
		order_by="from_date asc, name asc",
	)
	coordinators = _members_today("Coordinator", municipality) if rows else []
	return [row for row in rows if row.coordinator in coordinators]


def stood_in_for(reach: Reach, role: str) -> list[frappe._dict]:
	"""Return the periods in which a person stands in for somebody today, where the person holds `role`."""
	return [
		period
		for municipality in sorted(reach.municipalities_as(role))
		for period in deputies_today(municipality)
		if period.deputy == reach.user
	]


def covered_by(user: str | None, municipality: str) -> str | None:
	"""Return the coordinator for whom `user` stands in today, or None when the user is a coordinator there.

	A course names the coordinator it belongs to; a deputy's access ends.
	"""
	if user in members("Coordinator", municipality):
		return None
	return next((row.coordinator for row in deputies_today(municipality) if row.deputy == user), None)


def logins_in_role(users: Iterable[str], role: str) -> frozenset[str]:
	"""Return those of `users` who can log in and have been given `role`: the others reach nothing."""
	enabled = frappe.get_all(
		"User",
		filters={"name": ["in", sorted({"", *users})], "enabled": 1},
		pluck="name",
		order_by="name asc",
	)
	return frozenset(user for user in enabled if role in frappe.get_roles(user))
