"""The board of one course: every mentor who could be asked, criterion by criterion (R11, R26 to R36).

The order follows what is wished and the load; no figure of it is shown, and a person decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _

from lat_corps.casework.candidates import candidate, matches_of, mentors_of, waiting_course, weights_of
from lat_corps.domain import criteria
from lat_corps.domain.documents.match import OVER
from lat_corps.domain.limits import Waiting, limits_of, said
from lat_corps.domain.matching import Finding, Weighing
from lat_corps.domain.pair_costs import shortfall
from lat_corps.domain.roles import COORDINATOR
from lat_corps.permissions.hooks import acting_roles
from lat_corps.read_log.noting import A_DAY, OPENED, note

if TYPE_CHECKING:
	from frappe.model.document import Document

LONG_AGO = 10**6
"""Days since the last course of a mentor who has had none."""


@frappe.whitelist()
def of_course(case: str) -> dict:
	"""Return the candidates of a course, those who can be offered it first, and what the person was asked.

	Raises frappe.PermissionError for who does not coordinate the course.
	"""
	course = frappe.get_doc("LAT Case", case)
	course.check_permission("read")
	if COORDINATOR not in acting_roles(course):
		frappe.throw(_("The coordinator of the course finds its mentor."), frappe.PermissionError)
	citizen = frappe.get_doc("LAT Citizen", course.citizen)
	for doc in (course, citizen):
		note(OPENED, doc.doctype, [doc.name], fold=A_DAY)
	matches = matches_of(case)
	waiting = waiting_course(course, citizen, matches, weights_of([course.municipality]))
	open_matches = {match.mentor: match for match in matches if match.stage not in OVER}
	shown = _Shown(waiting)
	candidates = [shown.of(row, open_matches.get(row.name)) for row in mentors_of([course.municipality])]
	return {
		"stage": course.stage,
		"unasked": _unasked(course),
		"about": {
			_(criterion): {"why": _(about.why), "source": _(about.source)}
			for criterion, about in criteria.ABOUT.items()
		},
		"candidates": [told for _order, told in sorted(candidates, key=lambda each: each[0])],
	}


def _unasked(course: Document) -> list[str]:
	"""Return the criteria that the person was not asked about, by a row that says so or by none at all."""
	asked = {row.criterion: row.strength != criteria.NOT_ASKED for row in course.preferences}
	return [
		_(criterion) for criterion in criteria.ABOUT if not asked.get(criterion, course.preferences_asked)
	]


class _Shown:
	"""What is shown of each mentor for one course: a finding that several share is put into words once."""

	def __init__(self, waiting: Waiting):
		self.waiting, self.weighing = waiting, Weighing(waiting.side)
		self.findings: dict[int, dict] = {}

	def of(self, row: frappe._dict, match: frappe._dict | None) -> tuple[tuple, dict]:
		"""Return where a mentor stands in the order, and what is shown."""
		mentor = candidate(row)
		limits, findings = limits_of(self.waiting, mentor), self.weighing.of(mentor.side)
		order = (
			bool(limits),
			shortfall(findings, self.waiting.weights),
			row.open_courses,
			-(LONG_AGO if row.days_since_last is None else row.days_since_last),
			row.name,
		)
		return order, {
			"mentor": row.name,
			"name": row.full_name,
			"lent_by": row.municipality if row.municipality != self.waiting.municipality else "",
			"open": row.open_courses,
			"capacity": mentor.capacity,
			"offers": row.open_offers,
			"days_since_last": row.days_since_last,
			"limits": [{"says": says.render(_), "lift": lift.render(_)} for says, lift in said(limits)],
			"match": match and {"name": match.name, "stage": match.stage},
			"findings": [self._told(finding) for finding in findings],
		}

	def _told(self, finding: Finding) -> dict:
		# The weighing keeps its findings, so that no other one gets the same place in memory.
		if id(finding) not in self.findings:
			self.findings[id(finding)] = told(finding, self.waiting.weights)
		return self.findings[id(finding)]


def told(finding: Finding, weights: criteria.Weights) -> dict:
	weighed = finding.criterion in criteria.WEIGHT_FIELDS
	return {
		"key": f"{finding.criterion} {finding.key}",
		"criterion": _(finding.criterion),
		"weight": criteria.weight_of(weights, finding.criterion) if weighed else None,
		"strength": _(finding.strength) if finding.strength else "",
		"person": finding.citizen_side.render(_),
		"mentor": finding.mentor_side.render(_),
		"fit": finding.fit,
		"unconfirmed": finding.unconfirmed,
		"says": finding.says.render(_),
	}
