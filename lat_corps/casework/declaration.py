"""What a person is asked to sign: each purpose with its subjects, and a line for who consents (N4, R104)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import get_fullname

from lat_corps.casework.facts import givers_for
from lat_corps.casework.names import Called, note_named
from lat_corps.domain.consent import CITIZEN, COORDINATION, CUSTODY_HOLDER, HANDOVER, NAMES_INFORMATION
from lat_corps.domain.purposes import EXPLAINED
from lat_corps.permissions.hooks import reaches

if TYPE_CHECKING:
	from frappe.model.document import Document


def declaration_of(course: Document) -> dict[str, Any]:
	"""Return the purposes that a course may ask consent for, and who must consent today.

	Names are left open, for a pen, where the reader may not open the person's record.
	"""
	# A print has put names into the links of its document.
	citizen, caseworker = frappe.db.get_value("LAT Case", course.name, ["citizen", "caseworker"])
	subjects = frappe.get_meta("LAT Consent Information").get_field("information_type").options.split("\n")
	names = _names(citizen)
	return {
		"purposes": [
			{
				"purpose": _(purpose),
				"means": _(words.means),
				"subjects": [_(subject) for subject in subjects if subject]
				if purpose in NAMES_INFORMATION
				else [],
				"names_partners": purpose == COORDINATION,
				"receiver": get_fullname(caseworker) if purpose == HANDOVER and caseworker else "",
			}
			for purpose, words in EXPLAINED.items()
		],
		"signs": [
			{"given_by": _(giver), "name": name}
			for giver in givers_for(citizen)
			for name in names.get(giver) or [""]
		],
	}


def _names(citizen: str) -> dict[str, list[str]]:
	if not reaches("LAT Citizen", citizen, frappe.session.user):
		return {}
	person = frappe.get_doc("LAT Citizen", citizen)
	note_named([Called(person.name, person.full_name)])
	return {CITIZEN: [person.full_name], CUSTODY_HOLDER: [row.full_name for row in person.custody_holders]}
