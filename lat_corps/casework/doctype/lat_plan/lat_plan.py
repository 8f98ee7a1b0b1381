import frappe
from frappe import _

from lat_corps.casework import plans, watching
from lat_corps.casework.self_report import refuse_new_answers
from lat_corps.corps.facts import TOOLS, tool_called
from lat_corps.days import lies_ahead
from lat_corps.document import LatDocument
from lat_corps.domain.plans import REACHED, flaws, next_step
from lat_corps.holding import committed
from lat_corps.messages import refuse
from lat_corps.permissions.authored import on_paper


class LATPlan(LatDocument):
	"""Worries, what works and wishes, the wheel of competences, goals and steps (R65, R96)."""

	def onload(self) -> None:
		for name, shown in plans.on_form(self).items():
			self.set_onload(name, shown)

	def validate(self) -> None:
		others = committed("LAT Plan", {"lat_case": self.lat_case, "name": ["!=", self.name or ""]})
		if others:
			frappe.throw(_("The course has one already: work on with {0}.").format(others[0].name))
		for goal in self.goals:
			if goal.progress == REACHED and not goal.reached_on:
				frappe.throw(_("Goals, row {0}: write when the goal was reached.").format(goal.idx))
		self.check_wheel()
		self.next_step_on = next_step((row.due_on, row.done_on) for row in self.steps)

	def check_wheel(self) -> None:
		stored = self.get_doc_before_save()
		before = {str(row.rated_on) for row in stored.ratings} if stored else set()
		for row in self.ratings:
			if str(row.rated_on) not in before and lies_ahead(row.rated_on):
				frappe.throw(_("The wheel, row {0}: the day lies in the future.").format(row.idx))
		refuse(flaws(plans.ratings_of(self)), title=_("The wheel of competences"))
		rated = (
			{(str(row.rated_on), row.competence) for row in stored.ratings if row.person} if stored else ()
		)
		if any(row.person and (str(row.rated_on), row.competence) not in rated for row in self.ratings):
			refuse_new_answers(self.lat_case)

	def on_update(self) -> None:
		watching.follow(self.lat_case)

	@on_paper
	def wheel_on_paper(self) -> dict:
		return plans.wheel_of(self, plans.places())

	@on_paper
	def goals_on_paper(self) -> list[dict]:
		return plans.goals_of(self, plans.places())

	@on_paper
	def tools_on_paper(self) -> dict[str, str]:
		"""Return what the two tools of the method are called."""
		return {code: tool_called(fieldname) for fieldname, code in TOOLS.items()}
