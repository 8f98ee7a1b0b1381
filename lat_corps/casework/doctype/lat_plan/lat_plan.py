import frappe
from frappe import _

from lat_corps.casework import watching
from lat_corps.document import LatDocument
from lat_corps.holding import committed


class LATPlan(LatDocument):
	def validate(self) -> None:
		others = committed("LAT Plan", {"lat_case": self.lat_case, "name": ["!=", self.name or ""]})
		if others:
			frappe.throw(_("The course has a plan already: work on with {0}.").format(others[0].name))
		for goal in self.goals:
			if goal.progress == "Reached" and not goal.reached_on:
				frappe.throw(_("Goals, row {0}: write when the goal was reached.").format(goal.idx))

	def on_update(self) -> None:
		watching.follow(self.lat_case)
