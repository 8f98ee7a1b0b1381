import frappe
from frappe import _

from lat_corps.document import LatDocument


class LATPlan(LatDocument):
	def validate(self) -> None:
		for goal in self.goals:
			if goal.progress == "Reached" and not goal.reached_on:
				frappe.throw(_("Goals, row {0}: write when the goal was reached.").format(goal.idx))
