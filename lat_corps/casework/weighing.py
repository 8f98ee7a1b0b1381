"""The criteria of a match as its rows: what the rules find, and what they leave open for a person to judge.

A row belongs to one wish, however that is worded anew, or to a criterion that is always weighed (R31).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _

from lat_corps.casework.facts import age_today
from lat_corps.casework.sides import citizen_side, mentor_side
from lat_corps.days import danish_today
from lat_corps.domain.matching import Finding, weigh

if TYPE_CHECKING:
	from frappe.model.document import Document


def propose(match: Document) -> None:
	"""Set both sides of each criterion beside each other (R26 to R35)."""
	for finding in findings(match):
		match.append("criteria", _row(finding))


def weigh_anew(match: Document) -> None:
	"""Let the rows follow what either side has stated since; a wish that was given up is stated no more."""
	rows = {(row.criterion, row.wish_row or ""): row for row in match.criteria}
	found = {(finding.criterion, finding.key): finding for finding in findings(match)}
	for key, finding in found.items():
		if key in rows:
			_follow(rows[key], finding)
		elif finding.stated:
			match.append("criteria", _row(finding))
	present = {row.name for row in frappe.get_doc("LAT Case", match.lat_case).preferences}
	for key, row in rows.items():
		if row.wish_row in present and key not in found:
			row.update({"stated": 0, "strength": None})


def findings(match: Document) -> list[Finding]:
	case = frappe.get_doc("LAT Case", match.lat_case)
	citizen = frappe.get_doc("LAT Citizen", case.citizen)
	mentor = frappe.get_doc("LAT Mentor", match.mentor)
	side = citizen_side(case, citizen, age_today(citizen.name))
	return weigh(side, mentor_side(mentor, danish_today()))


def _follow(row: Document, finding: Finding) -> None:
	"""Keep what a person has judged, unless a rule settles it now, or the person's side has changed."""
	told = _row(finding)
	judged = not finding.by_rule and not row.by_rule and row.citizen_side == told["citizen_side"]
	row.update({**told, "fit": row.fit if judged else told["fit"]})


def _row(finding: Finding) -> dict:
	return {
		"criterion": finding.criterion,
		"stated": int(finding.stated),
		"strength": finding.strength or None,
		"citizen_side": finding.citizen_side.render(_),
		"mentor_side": finding.mentor_side.render(_),
		"fit": finding.fit,
		"says": finding.says.render(_),
		"by_rule": int(finding.by_rule),
		"wish_row": finding.key or None,
	}
